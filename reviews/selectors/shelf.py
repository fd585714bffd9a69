"""The source shelf as somebody works with it."""

from dataclasses import dataclass

from django.db.models import Prefetch

from claims.models import Claim, Topic
from factcheck.accounts.models import User
from reviews.models import ShelfSource

MOST = 50  # pinned sources of one topic that are shown


@dataclass(frozen=True)
class Pinned:
    """A source of the claim's topic, and the address that searches it for the claim's words (may be empty)."""

    source: ShelfSource
    search: str


def shelf_for(claim: Claim, words: str, user: User) -> list[Pinned]:
    """What is pinned to the claim's topic, in the editors' order."""
    if claim.topic_id is None:
        return []
    pinned = ShelfSource.objects.visible_to(user).pinned().filter(topic=claim.topic_id)
    return [Pinned(source, source.search_for(words)) for source in pinned.order_by("order", "pk")[:MOST]]


def shelves(user: User):
    """Every topic by name, with what is pinned to it as `pinned`."""
    rows = ShelfSource.objects.visible_to(user).pinned().order_by("order", "pk")
    return Topic.objects.prefetch_related(Prefetch("shelf", rows, to_attr="pinned")).order_by("name")
