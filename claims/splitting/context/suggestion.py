"""A wording that stands alone, offered for a person to accept: what a pronoun means, and which days are meant.

What is added or replaced stands in square brackets, as newspapers do it inside quotations.

>>> text = "It opened last month."
>>> suggest(text, 0, len(text), [Reference(0, 2, "The tunnel")], [When(10, 20, date(2026, 4, 1), date(2026, 4, 30))])
'[The tunnel] opened last month [April 2026].'
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from claims.splitting.context.absolute import MONTHS
from claims.splitting.shapes import Reference, When

_POSSESSIVE = frozenset(("his", "her", "its", "their"))
_SELF = frozenset(("i", "me", "my", "mine", "we", "us", "our"))
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MONTHS = [name.capitalize() for name in list(MONTHS)[:12]]
LONGEST_NAME = 80

Change = tuple[int, int, str]


def suggest(
    text: str, start: int, end: int, references: Iterable[Reference], when: Iterable[When], *, lacking: str = ""
) -> str | None:
    """The words of ``text[start:end]`` with names and dates put in; None when there is nothing to put in.

    ``lacking`` is the subject that a part left to the words before it.
    """
    changes = [*_names(text, references), *_dates(text, when)]
    pieces, place = [f"[{lacking}] "] if lacking else [], start
    for first, last, words in sorted(changes):
        if first < place or last > end:
            continue
        pieces.append(text[place:first])
        pieces.append(words)
        place = last
    if place == start and not lacking:
        return None
    wording = " ".join("".join([*pieces, text[place:end]]).split())
    return _capitalised(wording)


def _names(text: str, references: Iterable[Reference]) -> Iterator[Change]:
    for one in references:
        surface = text[one.start : one.end]
        low = surface.lower()
        if one.name is None or low in _SELF or len(one.name) > LONGEST_NAME:
            continue
        if low.startswith("the "):
            yield one.end, one.end, f" [{one.name}]"
        elif low == "where":
            yield one.start, one.end, f"[in {one.name}]"
        elif low in _POSSESSIVE and not (low == "her" and _stands_alone(text, one.end)):
            yield one.start, one.end, f"[{one.name}’s]"
        else:
            yield one.start, one.end, f"[{one.name}]"


def _stands_alone(text: str, place: int) -> bool:
    """Whether no noun follows: the "her" of "met her." is no possessive."""
    return not text[place : place + 2].strip() or text[place : place + 1] in set(".,;:!?")


def _dates(text: str, when: Iterable[When]) -> Iterator[Change]:
    for one in when:
        if one.first and one.last and not _YEAR.search(text, one.start, one.end):
            named = any(month in text[one.start : one.end] for month in _MONTHS)
            days = str(one.first.year) if named else in_words(one.first, one.last)
            yield one.end, one.end, f" [{days}]"


def in_words(first: date, last: date) -> str:
    """Days as a newspaper writes them.

    >>> in_words(date(2026, 4, 1), date(2026, 4, 30)), in_words(date(2026, 4, 6), date(2026, 4, 12))
    ('April 2026', '6–12 April 2026')
    """
    if first == last:
        return _day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and date.fromordinal(last.toordinal() + 1).day == 1
        return f"{_MONTHS[first.month - 1]} {first.year}" if whole else f"{first.day}–{_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _capitalised(wording: str) -> str:
    """With a capital at the start, inside an opening bracket too."""
    place = 1 if wording[:1] == "[" else 0
    return wording[:place] + wording[place : place + 1].upper() + wording[place + 1 :]
