"""Reporting clauses by a syntactic parse, where the ``parse`` extra is installed.

`load_parser` gives what ``split_article(…, parser=…)`` takes. Nothing imports this package unless a parse is asked
for, and only `loading` imports spaCy.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from claims.splitting.parsing.hearing import HearingParser
from claims.splitting.parsing.likelihood import shipped
from claims.splitting.parsing.loading import ParserMissing, load_pipeline
from claims.splitting.parsing.trees import Parsed

__all__ = ["HearingParser", "ParserMissing", "load_parser"]

BATCH = 64
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s")
_STRAIGHT = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


def load_parser() -> HearingParser:
    """The parser, ready to use: a third of a second, 120 MB. Raises `ParserMissing` saying what to install."""
    return HearingParser(SpacyParse(load_pipeline()), shipped())


class SpacyParse:
    """Sentences to words with spaCy; keeps nothing of the texts it has seen."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def __call__(self, sentences: Sequence[str]) -> Iterator[list[Parsed]]:
        """The words of each sentence."""
        with self._pipeline.memory_zone():
            for document in self._pipeline.pipe(map(self._document, sentences), batch_size=BATCH):
                yield [Parsed(word.idx, word.idx + len(word), word.tag_, word.dep_, word.head.i) for word in document]

    def _document(self, sentence: str) -> Any:
        document = self._pipeline.make_doc(as_trained(sentence))
        for word in document:
            word.is_sent_start = word.i == 0
        return document


def as_trained(sentence: str) -> str:
    """The sentence with the straight marks and spaces the model was trained on, character by character."""
    return _SURROGATE.sub("\ufffd", _SPACE.sub(" ", sentence)).translate(_STRAIGHT)
