"""Where everything lies, and nothing about who said it or whether it is worth a check.

The first stages alone, for those who need sentences and quotations only, or want to know what they cost.

>>> text = "It rained. ‘We stayed in. We read,’ said Ada."
>>> found = find_spans(text)
>>> [text[start:end] for start, end in found.sentences]
['It rained.', '‘We stayed in.', 'We read,’ said Ada.']
>>> [text[one.start : one.end] for one in found.quotations]
['We stayed in. We read,']
"""

from collections.abc import Sequence
from typing import NamedTuple

from claims.splitting.blocks import Block, find_blocks
from claims.splitting.passages import SPLIT_KINDS
from claims.splitting.quotations import Quoted, find_quotations
from claims.splitting.sentences import find_sentences

MOST = 200_000
"""Sentences, and quotations, that are told apart: ten million characters of a newspaper have fewer."""


class Spans(NamedTuple):
    """Blocks with their kinds, sentences as (start, end), quotations. All in the order of the text."""

    blocks: list[Block]
    sentences: list[tuple[int, int]]
    quotations: list[Quoted]


def find_spans(text: str, *, language: str = "en", captions: Sequence[tuple[int, int]] = ()) -> Spans:
    """The blocks, sentences and quotations of ``text``, in time linear in its length; never raises.

    The same code as ``split_article`` runs, without its limits: nothing is cut by length, and the limits on numbers
    are 200,000 sentences and as many quotations; what comes behind them is left out.
    """
    blocks = find_blocks(text, captions=captions)
    sentences: list[tuple[int, int]] = []
    for start, end, kind, _ in blocks:
        if kind in SPLIT_KINDS:
            sentences += find_sentences(text, start, end, language=language)
        else:
            sentences.append((start, end))
        if len(sentences) > MOST:
            break
    return Spans(blocks, sentences[:MOST], find_quotations(text, blocks, most=MOST))
