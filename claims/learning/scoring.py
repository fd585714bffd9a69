"""Check-worthiness with what the desk has taught blended in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.learning.features import SCHEME, Seen
from claims.learning.weights import DeskWeights, UnreadableWeights
from claims.models import DeskModel
from claims.states import DeskModelStatus

PICKS_ALIKE = "this desk picks claims like it"
PASSES_OVER_ALIKE = "this desk passes over claims like it"
NOTICEABLE = 0.1  # a smaller change of check-worthiness is not worth a reason
MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a claim's columns hold: check-worthiness, its reasons, and the desk model's version, if any."""

    checkworthiness: float
    reasons: tuple[str, ...]
    version: int | None


@dataclass(frozen=True)
class Scales:
    """What claims are weighed with: the desk model in use, or the prior alone."""

    version: int | None = None
    weights: DeskWeights | None = None

    def weigh(self, claims: Sequence[Seen], reasons: Sequence[Iterable[str]]) -> list[Weighed]:
        """One answer per claim, in order. `reasons` are the prior's own; the desk's goes with them."""
        plain = [[one for one in mine if one not in (PICKS_ALIKE, PASSES_OVER_ALIKE)] for mine in reasons]
        if self.weights is None:
            return [Weighed(claim.prior, tuple(mine), None) for claim, mine in zip(claims, plain, strict=True)]
        moved = self.weights.blend(claims).tolist()
        return [
            Weighed(round(value, 4), _with_desk(mine, value - claim.prior), self.version)
            for claim, mine, value in zip(claims, plain, moved, strict=True)
        ]


def _with_desk(reasons: list[str], change: float) -> tuple[str, ...]:
    if abs(change) < NOTICEABLE:
        return tuple(reasons)
    return (*reasons[: MOST_REASONS - 1], PICKS_ALIKE if change > 0 else PASSES_OVER_ALIKE)


def scales_in_use() -> Scales:
    """Those of the desk model in use; the prior alone when there is none, or it is of another scheme."""
    model = active_model()
    weights = weights_of(model) if model else None
    return Scales(model.number, weights) if model and weights else Scales()


def active_model() -> DeskModel | None:
    """The desk model in use."""
    return DeskModel.objects.filter(status=DeskModelStatus.ACTIVE).first()


def weights_of(model: DeskModel) -> DeskWeights | None:
    """A version's weights; None when another version of the software wrote them."""
    if model.scheme != SCHEME:
        return None
    try:
        return DeskWeights.from_bytes(bytes(model.weights))
    except UnreadableWeights:
        return None
