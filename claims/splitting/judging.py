"""Sentences and parts of sentences made into candidates: their types and their worth, many at a time.

>>> [one] = Judge().judge([Found(0, None, Line("Rents rose by 9 per cent.", {"has a number", "compares"}))])
>>> one.end, one.types, one.checkworthiness > 0.5
(25, ('numeric', 'comparison'), True)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.splitting.claim_types import find_all_types
from claims.splitting.prior import Prior
from claims.splitting.shapes import Candidate
from claims.splitting.worth import Line, rank, weigh_all

UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class Found:
    """A span that is proposed: where it starts, who is said to say it, and its words with what they show."""

    start: int
    claimant: str | None
    line: Line

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.line.text)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges an article by one prior; None is the shipped one. ``english``: whether words can be weighed at all."""

    prior: Prior | None = None
    english: bool = True

    def judge(self, found: Sequence[Found]) -> list[Candidate]:
        """A candidate for each span, in order."""
        if not found:
            return []
        lines = [one.line for one in found]
        worths = weigh_all(lines, prior=self.prior, words_known=self.english)
        types = find_all_types(lines, words_known=self.english)
        return [
            Candidate(
                start=one.start,
                end=one.end,
                text=one.line.text,
                claimant=one.claimant,
                types=tuple(name for name, _ in told),
                checkworthiness=worth.value,
                reasons=worth.reasons,
                type_reasons=tuple(reason for _, reason in told),
            )
            for one, worth, told in zip(found, worths, types, strict=True)
        ]

    def heaviest(self, found: Sequence[Found], most: int) -> set[int]:
        """The places of the ``most`` spans that weigh most; of equal ones those that stand first."""
        odds = rank([one.line for one in found], prior=self.prior, words_known=self.english)
        return set(sorted(range(len(found)), key=lambda place: -odds[place])[:most])


def is_english(language: str | None) -> bool:
    """Whether a language code stands for English; unknown counts as English.

    >>> is_english("en-GB"), is_english(None), is_english("de")
    (True, True, False)
    """
    return (language or UNKNOWN).lower().replace("_", "-").split("-")[0] in {"en", UNKNOWN}
