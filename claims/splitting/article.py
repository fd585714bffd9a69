"""The whole run: one text in, everything found in it out."""

from collections.abc import Sequence
from datetime import date

from claims.splitting.blocks import find_blocks
from claims.splitting.candidates import propose
from claims.splitting.judging import Judge, is_english
from claims.splitting.passages import find_passages
from claims.splitting.prior import Prior
from claims.splitting.quotations import find_quotations
from claims.splitting.relations import relate
from claims.splitting.said import Parser
from claims.splitting.shapes import Passage, SplitArticle
from claims.splitting.signs.dates import is_relative
from claims.splitting.speakers import find_voices

VERSION = "2026.2"
"""Moves whenever the same text may be split differently."""


def split_article(
    text: str,
    *,
    language: str | None = None,
    published_on: date | None = None,
    captions: Sequence[tuple[int, int]] = (),
    parser: Parser | None = None,
    prior: Prior | None = None,
) -> SplitArticle:
    """Find the passages, quotations, speakers and candidate claims of ``text``.

    ``captions`` are spans known to be captions, as ``figcaption`` in a page. Every character that is not white
    space lies in exactly one passage. Takes time linear in the length of the text and never raises, whatever the
    text. The rules for speakers and signs are English; other languages get passages, quotations and numbers.
    ``prior`` takes the place of the shipped weights of check-worthiness.
    """
    blocks = find_blocks(text, captions=captions)
    quotations = find_quotations(text, blocks)
    passages, passage_notes = find_passages(text, blocks, language=language or "en")
    voices = find_voices(text, passages, quotations, parser)
    candidates, set_aside, candidate_notes = propose(
        text, passages, voices, published_on=published_on, judge=Judge(prior, english=is_english(language))
    )
    date_notes = [] if published_on else _note_relative_dates(text, passages)
    pictures = {one.start for one in passages if one.kind == "caption"}
    return SplitArticle(
        version=VERSION,
        language=language or "und",
        passages=tuple(passages),
        quotations=voices.quotations,
        attributions=voices.attributions,
        candidates=relate(candidates, captions=pictures, quoted=voices.quoted_starts),
        set_aside=tuple(set_aside),
        notes=(*passage_notes, *candidate_notes, *date_notes),
        unmarked=voices.unmarked,
    )


def _note_relative_dates(text: str, passages: Sequence[Passage]) -> list[str]:
    count = sum(1 for one in passages if is_relative(text[one.start : one.end]))
    if not count:
        return []
    subject = "1 passage uses a relative time" if count == 1 else f"{count} passages use relative times"
    return [f"{subject}: without a publication date they stay undated."]
