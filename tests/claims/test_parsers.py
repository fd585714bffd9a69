"""Which parser the desk splits with: none unless PARSE asks for it, and never one fewer article for want of it."""

import sys

import pytest

from claims import parsers
from claims.splitting import split_article

TEXT = "Ada Holt, who chairs the harbour board, is confident that dredging will start in May."


@pytest.fixture(autouse=True)
def _fresh():
    parsers._loaded.cache_clear()
    yield
    parsers._loaded.cache_clear()


def test_by_default_the_rules_work_alone(settings):
    assert settings.PARSE is False
    assert parsers.chosen_parser() is None


def test_with_parse_on_the_parser_is_loaded_once(settings):
    settings.PARSE = True
    parser = parsers.chosen_parser()
    assert parser is parsers.chosen_parser()
    assert [one.speaker.name for one in split_article(TEXT, parser=parser).attributions] == ["Ada Holt"]


def test_without_the_extra_articles_are_still_split(settings, monkeypatch, caplog):
    settings.PARSE = True
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert parsers.chosen_parser() is None
    assert "parser_missing" in caplog.text
