"""What a desk's decisions on an article say of each claim: picked, left, or nothing.

picked            1
dismissed         0
passed over       0, weakly: only above the lowest pick, where the list was surely looked through, and less the further
                  down it stood
merged, unseen    nothing
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

WEAK = 0.3
PICKED, DISMISSED, BROUGHT_BACK = "accept", "dismiss", "reconsider"


@dataclass(frozen=True, slots=True)
class Label:
    """Whether the desk picked a claim, and how much that is worth as a lesson."""

    picked: bool
    weight: float = 1.0
    how: str = PICKED  # accept, dismiss or pass_over


@dataclass
class Deeds:
    """What stands of the decisions on one article: none that was undone.

    `last` is each claim's last deciding verb; `walk` the claims in the order in which the list showed them when the
    article was finished, empty when nobody can tell; `undecided` those that were brought back after that.
    `also_picked` are claims whose words somebody picked in another cut.
    """

    last: dict[int, str] = field(default_factory=dict)
    walk: Sequence[int] = ()
    undecided: Collection[int] = ()
    also_picked: Collection[int] = ()


def label_claims(deeds: Deeds) -> dict[int, Label]:
    """The label of every claim that has one.

    >>> label_claims(Deeds(last={3: "dismiss", 2: "accept"}, walk=[1, 2, 3, 4]))[1]
    Label(picked=False, weight=0.3, how='pass_over')
    """
    labels = {claim: Label(picked=True) for claim in deeds.also_picked}
    labels |= _explicit(deeds.last)
    return labels | _passed_over(deeds, labels)


def _explicit(last: Mapping[int, str]) -> dict[int, Label]:
    told = {PICKED: Label(picked=True), DISMISSED: Label(picked=False, how=DISMISSED)}
    return {claim: told[verb] for claim, verb in last.items() if verb in told}


def _passed_over(deeds: Deeds, labels: Mapping[int, Label]) -> dict[int, Label]:
    picks = [place for place, claim in enumerate(deeds.walk, start=1) if claim in labels and labels[claim].picked]
    lowest = max(picks, default=0)
    return {
        claim: Label(picked=False, weight=WEAK / math.log2(1 + place), how="pass_over")
        for place, claim in enumerate(deeds.walk, start=1)
        if place < lowest and claim not in labels and claim not in deeds.undecided and claim not in deeds.last
    }
