"""Check-worthiness from 0 to 1, with the three to five reasons that weighed most, in plain words.

What was learned from other people's judgements (``claims.splitting.prior``) plus what only an article shows: whether
somebody is said to have said it, and whether it stands in a caption or headline. Sum of log odds, through a logistic
curve: 0.5 is the line between worth checking and not that did best on the sentences learned from.

>>> from claims.splitting.signs import read_signs
>>> lines = [Line(text, read_signs(text)) for text in ("Unemployment rose by 9 per cent last year.", "Thank you.")]
>>> high, low = weigh_all(lines)
>>> high.value > 0.8, low.value < 0.2
(True, True)
>>> "has a number" in high.reasons, "has few words" in low.reasons
(True, True)
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from claims.splitting.prior import Prior, Scores, score_in_parts, shipped_prior
from claims.splitting.prior.reasons import tell
from claims.splitting.signs import reach

FEWEST_REASONS, MOST_REASONS = 3, 5
TELLING = 0.25
"""Log odds from which a reason is worth a fourth or fifth place."""

SAID = "reports what someone said"
CAPTION = "stands in a caption"
HEADLINE = "stands in the headline"
NOTHING = "nothing stands out"
_SAID, _CAPTION, _HEADLINE, _REACH = 0.7, -1.0, -0.3, 0.3
"""Log odds, set by hand: the sentences learned from have no speakers within them, no captions and no headlines."""

_LIKELY = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to weigh: its words, its signs, the kind of its passage, and whether somebody is said to say it."""

    text: str
    signs: Collection[str]
    kind: str = "body"
    attributed: bool = False


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a sentence deserves a check, and why, the strongest reason first.

    ``changes`` are the log odds behind each of ``reasons``: above 0 it speaks for a check, below against.
    """

    value: float
    reasons: tuple[str, ...]
    changes: tuple[float, ...] = ()


def weigh_all(lines: Sequence[Line], *, prior: Prior | None = None, words_known: bool = True) -> list[Worth]:
    """Weigh the sentences of an article together, by the shipped prior unless another is given.

    ``words_known`` false weighs by signs and make alone: for languages other than English.
    """
    values: list[Worth] = []
    for part in _score(lines, prior, words_known):
        rows = zip(part.totals.tolist(), part.from_words.tolist(), part.from_features.tolist(), strict=True)
        values.extend(_weigh(lines[len(values)], *row) for row in rows)
    return values


def rank(lines: Sequence[Line], *, prior: Prior | None = None, words_known: bool = True) -> list[float]:
    """The values alone as log odds, for texts with more sentences than anybody wants reasons for."""
    totals = [total for part in _score(lines, prior, words_known) for total in part.totals.tolist()]
    return [total + _sum(_circumstances(line)) for line, total in zip(lines, totals, strict=True)]


def _score(lines: Sequence[Line], prior: Prior | None, words_known: bool) -> Iterator[Scores]:
    sentences, signs = [one.text for one in lines], [one.signs for one in lines]
    return score_in_parts(sentences, signs, prior=prior or shipped_prior(), words_known=words_known)


def _weigh(line: Line, total: float, from_words: float, moved: list[float]) -> Worth:
    circumstances = _circumstances(line)
    total += _sum(circumstances)
    told = _strongest([*circumstances, *tell(moved, from_words=from_words, signs=line.signs)])
    return Worth(
        round(1 / (1 + math.exp(-max(-_LIKELY, min(_LIKELY, total)))), 3),
        tuple(phrase for _, phrase in told) or (NOTHING,),
        tuple(round(change, 2) for change, _ in told) or (0.0,),
    )


def _strongest(told: list[tuple[float, str]]) -> list[tuple[float, str]]:
    told.sort(key=lambda one: -abs(one[0]))
    return [one for place, one in enumerate(told[:MOST_REASONS]) if place < FEWEST_REASONS or abs(one[0]) >= TELLING]


def _sum(changes: Sequence[tuple[float, str]]) -> float:
    return sum(change for change, _ in changes)


def _circumstances(line: Line) -> list[tuple[float, str]]:
    found = []
    if line.attributed:
        found.append((_SAID, SAID))
    if line.kind == "caption":
        found.append((_CAPTION, CAPTION))
    if line.kind == "headline":
        found.append((_HEADLINE, HEADLINE))
    if reach.PHRASE in line.signs:
        found.append((_REACH, reach.PHRASE))
    return found
