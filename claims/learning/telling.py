"""What the desk has taught, for people."""

from dataclasses import dataclass

from claims.learning.lessons import standing_decisions
from claims.learning.scoring import active_model, weights_of
from claims.learning.teaching import FEWEST_HELD_OUT
from claims.learning.weights import share_of_desk
from claims.models import DeskModel

MOST_TRAITS = 6  # for, and as many against


@dataclass(frozen=True)
class Taught:
    """The version in use, how much it counts, what speaks for and against a claim; or what is still missing."""

    model: DeskModel | None
    share: int  # per cent of check-worthiness that is the desk's word
    drawn_to: list[str]
    drawn_from: list[str]
    is_readable: bool
    picks_so_far: int
    articles_needed: int = FEWEST_HELD_OUT

    @property
    def words(self) -> str:
        return self.model.learned_from if self.model else "Nothing learned yet"


def tell_what_was_taught() -> Taught:
    """What is in use now. A fixed number of queries."""
    model = active_model()
    weights = weights_of(model) if model else None
    strongest = weights.strongest(len(weights.names)) if weights else []
    return Taught(
        model=model,
        share=round(100 * share_of_desk(weights.picks)) if weights else 0,
        drawn_to=[name for name, weight in strongest if weight > 0][:MOST_TRAITS],
        drawn_from=[name for name, weight in strongest if weight < 0][:MOST_TRAITS],
        is_readable=model is None or weights is not None,
        picks_so_far=standing_decisions().filter(verb="accept").count(),
    )
