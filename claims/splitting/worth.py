"""Check-worthiness from 0 to 1, with the reasons that weighed most, in plain words.

Weights set by hand and kept in one table; the sum goes through a logistic curve. The reasons are the signs that
moved the figure most, at most five.

>>> weigh({"has a number", "compares", "has a date", "names a place"}, words=10, kind="body", attributed=False)
Worth(value=0.82, reasons=('has a number', 'compares', 'has a date', 'names a place'))
>>> weigh({"is a matter of opinion"}, words=4, kind="body", attributed=False).value < 0.2
True
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from claims.splitting.signs import (
    causes,
    comparisons,
    dates,
    firsthand,
    numbers,
    opinions,
    organisations,
    people,
    places,
    predictions,
    questions,
    reach,
    vague,
)

START = -1.3
MOST_REASONS = 5
FEW_WORDS = 7
FEW = "has few words"
SAID = "reports what someone said"
CAPTION = "stands in a caption"
HEADLINE = "stands in the headline"
NOTHING = "nothing stands out"

_WEIGHTS = {
    numbers.PHRASE: 1.1,
    comparisons.PHRASE: 0.7,
    dates.PHRASE: 0.5,
    people.PHRASE: 0.5,
    organisations.PHRASE: 0.5,
    places.PHRASE: 0.5,
    reach.PHRASE: 0.5,
    causes.PHRASE: 0.4,
    firsthand.PHRASE: -0.5,
    vague.PHRASE: -0.5,
    predictions.PHRASE: -0.9,
    opinions.PHRASE: -0.9,
    questions.PHRASE: -2.5,
}


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a sentence deserves a check, and why."""

    value: float
    reasons: tuple[str, ...]


def weigh(signs: Collection[str], *, words: int, kind: str, attributed: bool) -> Worth:
    """Weigh a sentence by its signs, its length, the kind of its passage, and whether somebody is said to say it."""
    shown = [(weight, phrase) for phrase, weight in _WEIGHTS.items() if phrase in signs]
    shown.extend(_circumstances(words, kind, attributed))
    total = START + sum(weight for weight, _ in shown)
    strongest = sorted(shown, key=lambda one: -abs(one[0]))[:MOST_REASONS]
    reasons = tuple(phrase for _, phrase in strongest) or (NOTHING,)
    return Worth(round(1 / (1 + math.exp(-total)), 2), reasons)


def _circumstances(words: int, kind: str, attributed: bool) -> list[tuple[float, str]]:
    found = []
    if attributed:
        found.append((0.8, SAID))
    if kind == "caption":
        found.append((-0.9, CAPTION))
    if kind == "headline":
        found.append((0.2, HEADLINE))
    if words < FEW_WORDS:
        found.append((-0.7, FEW))
    return found
