"""What was found around one sentence: the quotations and the reported speech in it, and who is named as speaking.

>>> from claims.splitting.shapes import Attribution, Speaker
>>> said = Attribution(5, 20, Speaker("Ada Holt", 0, 3), "said")
>>> around = Surroundings([], [said]).of(0, 20)
>>> around.inside, around.claimant_of(6, 12, from_article=False)
([(5, 20)], 'Ada Holt')
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claims.splitting.shapes import Attribution, Quotation, Speaker

_Found = TypeVar("_Found", Quotation, Attribution)

REACH = 2_000
"""Characters before a sentence within which a quotation or a report may begin that runs into it."""

MOST = 12
"""Quotations, and reports, of one sentence."""


@dataclass(frozen=True, slots=True)
class Around:
    """The quotations and reports of one sentence, in its order."""

    quotations: Sequence[Quotation]
    attributions: Sequence[Attribution]

    @property
    def inside(self) -> list[tuple[int, int]]:
        """The spans of what is quoted or reported."""
        found: list[Quotation | Attribution] = [*self.quotations, *self.attributions]
        return [(one.start, one.end) for one in found]

    @property
    def spoken(self) -> list[tuple[int, int, str | None]]:
        """The quoted spans and whose words they are."""
        return [(one.start, one.end, one.speaker.name if one.speaker else None) for one in self.quotations]

    @property
    def speakers(self) -> dict[int, Speaker]:
        """Those named as speaking, by where the words that name them start."""
        found: list[Quotation | Attribution] = [*self.quotations, *self.attributions]
        return {one.speaker.start: one.speaker for one in found if one.speaker}

    def claimant_of(self, start: int, end: int, *, from_article: bool) -> str | None:
        """Whose words a stretch of the sentence is. ``from_article``: unless quoted, they are the article's own."""
        for quotation in self.quotations:
            if quotation.start <= start and end <= quotation.end:
                return quotation.speaker.name if quotation.speaker else None
        reports = [] if from_article else [one for one in self.attributions if one.start <= start < one.end]
        return reports[0].speaker.name if reports else None


class Surroundings:
    """The quotations and reports of an article, looked up by place."""

    def __init__(self, quotations: Sequence[Quotation], attributions: Sequence[Attribution]) -> None:
        self._quotations = sorted(quotations, key=lambda one: one.start)
        self._attributions = sorted(attributions, key=lambda one: one.start)
        self._quotation_starts = [one.start for one in self._quotations]
        self._attribution_starts = [one.start for one in self._attributions]

    def of(self, start: int, end: int) -> Around:
        """Those that lie in ``start:end``, or begin before it and reach into it."""
        return Around(
            list(_overlapping(self._quotations, self._quotation_starts, start, end)),
            list(_overlapping(self._attributions, self._attribution_starts, start, end)),
        )


def _overlapping(found: Sequence[_Found], starts: Sequence[int], start: int, end: int) -> Iterator[_Found]:
    first = max(bisect_right(starts, start) - 3, bisect_left(starts, start - REACH))
    last = min(bisect_left(starts, end), first + MOST)
    return (one for one in found[max(0, first) : last] if one.end > start)
