"""Finds the words of a sentence that tell a time, and the days they cover once the day of publication is known.

>>> text = "The dam, built in 1968, cracked on Monday night, two weeks after last month’s storm. We may march now."
>>> for one in find_dates(text, published_on=date(2026, 5, 13)):
...     print(text[one.start : one.end], one.first, one.last)
1968 1968-01-01 1968-12-31
Monday night 2026-05-11 2026-05-11
last month 2026-04-01 2026-04-30
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from claims.splitting.context.absolute import read_absolute, read_part
from claims.splitting.context.relative import read_relative
from claims.splitting.context.told import Told
from claims.splitting.shapes import When
from claims.splitting.tokens import Token, at, read_tokens

MOST = 12
"""Times of one sentence; more is a table."""

_TELLING = re.compile(
    r"\d|\b(?:\w{3,6}day|yesterday|today|tonight|tomorrow|overnight|weekend|last|past|this|next|previous|recent|coming"
    r"|ago|week|month|year|quarter|half|spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)


def find_dates(text: str, start: int = 0, end: int | None = None, *, published_on: date | None) -> tuple[When, ...]:
    """The times told in ``text[start:end]``, in their order; at most twelve.

    Days are None where the words depend on a day of publication that is not known, or leave open which days they
    mean. "since" reaches from the first day told to the day of publication. The words are English.
    """
    last = len(text) if end is None else end
    if not _TELLING.search(text, start, last):
        return ()
    return tuple(islice(_read_all(read_tokens(text, start, last), published_on), MOST))


def _read_all(tokens: Sequence[Token], published: date | None) -> Iterator[When]:
    place = 0
    while place < len(tokens):
        told = read_absolute(tokens, place, published) or read_relative(tokens, place, published)
        if told is None or told.after <= place:
            place += 1
            continue
        yield _finish(tokens, place, told, published)
        place = told.after


def _finish(tokens: Sequence[Token], place: int, told: Told, published: date | None) -> When:
    days, first = read_part(tokens, place if told.begin is None else told.begin, told)
    begin, last = days or (None, None)
    since = first - (2 if at(tokens, first - 1).word == "the" else 1)
    if at(tokens, since).word == "since":
        first = since
        last = max(last, published) if last and published else None
    return When(tokens[first].start, tokens[told.after - 1].end, begin, last)
