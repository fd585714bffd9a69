"""From parts to one score: how sure one may be that a found row says the same as the text it was found for.

A logistic function of the parts, and of how far each part is ahead of the fifth best row's: a claim that is the same
stands out, one that is only about the same matter has neighbours. Four exact copies may stand beside each other. In a
small archive nothing has neighbours: there the fifth best is taken to have what it has among some ten thousand.

The shipped weights were set by hand, like evidence counting alike. Measured were only how steep the function is, what
the fifth best has, and from which score on at least 95 of 100 are the same: on posts and the fact-checked claims they
repeat (CheckThat! 2020 task 2 and 2022 task 2A, training and development queries; every query once with its answer
among the claims and once without). The marks lie somewhat above that point, where of 200 claims without a like at
most 2 in 100 are marked with vectors, 8 without. ``make eval`` measures precision and recall anew. A desk's own
weights are learned from what people confirmed and refused, see `claims.retrieval.learning`.
"""

import heapq
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from claims.retrieval.index import Found

ALONE = ("words", "characters", "names", "numbers", "of_row", "meaning")  # what one row shows by itself
USUAL = {"words": 0.045, "characters": 0.06, "meaning": 0.35}  # the least the fifth best is taken to have
AHEAD = {name: f"{name}_ahead" for name in USUAL}  # the part of it that the fifth best does not have, 0 to 1
PARTS = (*ALONE, *AHEAD.values())
PLACE = 5
VERSION = 1


@dataclass(frozen=True)
class Weights:
    """What each part adds, and from which score on two claims are likely the same."""

    parts: Mapping[str, float]
    base: float
    likely_from: float
    learned_from: int = 0

    def score(self, parts: Mapping[str, float]) -> float:
        """From 0 to 1."""
        total = self.base + sum(self.parts.get(name, 0.0) * value for name, value in parts.items())
        return 1.0 / (1.0 + math.exp(-max(min(total, 50.0), -50.0)))

    def as_dict(self) -> dict[str, Any]:
        """For storing as JSON; `from_dict` reads it."""
        return {
            "version": VERSION,
            "parts": dict(self.parts),
            "base": self.base,
            "likely_from": self.likely_from,
            "learned_from": self.learned_from,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Weights":
        """Raises ValueError for anything `as_dict` did not write."""
        try:
            parts = {str(name): float(weight) for name, weight in stored["parts"].items() if name in PARTS}
            numbers = [float(stored["base"]), float(stored["likely_from"]), *parts.values()]
            if stored["version"] != VERSION or not all(map(math.isfinite, numbers)):
                raise ValueError("weights of another version, or not finite")
            return cls(parts, numbers[0], numbers[1], int(stored["learned_from"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"these are no weights: {error}") from error


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that may say the same. ``score`` 0 to 1 compares between texts; ``shared`` are the text's words it holds.

    ``likely_same``: of the hits marked so, 95 in 100 said the same where it was measured.
    """

    id: str
    score: float
    likely_same: bool
    parts: dict[str, float]
    shared: tuple[str, ...]


BY_WORDS = Weights(
    {"words": 8.5, "characters": 8.5, "words_ahead": 5.1, "characters_ahead": 5.1},
    base=-5.4,
    likely_from=0.93,
)
BY_MEANING = Weights(
    {
        "words": 7.5,
        "characters": 7.5,
        "meaning": 7.5,
        "words_ahead": 2.25,
        "characters_ahead": 2.25,
        "meaning_ahead": 4.5,
    },
    base=-8.0,
    likely_from=0.9,
)


def rank(
    *,
    found: Iterable[Found],
    cosines: Mapping[str, float] | None = None,
    weights: Weights | None = None,
    limit: int = 5,
) -> list[Hit]:
    """The likeliest rows, best first; equals in the order of their ids. Of two with one id the later counts.

    Give all that was found, not only the best: what stands out is told from the rest.
    ``cosines`` are the vectors' part; a row that has none is judged by words and characters, on the same scale.
    ``weights`` learned by a desk are used for rows with a cosine if they were learned from such.
    """
    rows = list({one.id: one for one in found}.values())
    measured = _ahead([_with_meaning(one, cosines or {}) for one in rows])
    hits = [_hit(one, parts, weights) for one, parts in zip(rows, measured, strict=True)]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))[: max(limit, 0)]


def shipped(parts: Mapping[str, float]) -> Weights:
    """The weights for a row as long as the desk has none of its own."""
    return BY_MEANING if "meaning" in parts else BY_WORDS


def _hit(one: Found, parts: dict[str, float], weights: Weights | None) -> Hit:
    chosen = weights if weights and ("meaning" in parts) == ("meaning" in weights.parts) else shipped(parts)
    score = chosen.score(parts)
    return Hit(one.id, score, score >= chosen.likely_from, parts, one.shared)


def _with_meaning(one: Found, cosines: Mapping[str, float]) -> dict[str, float]:
    cosine = cosines.get(one.id)
    if cosine is None or not math.isfinite(cosine):
        return dict(one.parts)
    return one.parts | {"meaning": round(max(min(float(cosine), 1.0), 0.0), 6)}


def _ahead(rows: list[dict[str, float]]) -> list[dict[str, float]]:
    """The rows' parts, and how far each is ahead of the fifth best."""
    for name, usual in USUAL.items():
        fifth = _fifth([parts[name] for parts in rows if name in parts], usual)
        for parts in rows:
            if parts.get(name, 0.0) > 0:
                parts[AHEAD[name]] = round(max(1.0 - fifth / parts[name], 0.0), 6)
    return rows


def _fifth(values: list[float], usual: float) -> float:
    return max(heapq.nlargest(PLACE, values)[-1], usual) if len(values) >= PLACE else usual
