"""One claim becomes several: each child keeps what the desk knew of its parent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from claims import kinds, slots
from claims.models import Appearance, Article, Claim
from claims.reading import text_hash
from claims.splitting.claim_types import find_types
from claims.states import ClaimType, FoundAs
from claims.triage.wording import add_wording
from factcheck.accounts.models import User
from factcheck.jobs import queue

KEPT = (
    *("kind", "language", "topic_id", "context", "claimant_id", "claim_date", "claim_date_note", "article_id"),
    *("last_run_id", "splitter_version", "check_for", "checkworthiness", "prior", "desk_version", "traits", "reasons"),
    *("priority", "priority_parts", "boost", "reach", "accepted_because", "decided_at"),
)
LEAST_SEATS = 2  # as a claim just accepted


def part_from(parent: Claim, words: str, *, by: User, at: datetime) -> Claim:
    """An accepted claim of these words, split from the parent, with as many free seats. Inside the caller's act."""
    # Decided when the parent was: whoever waited longest stays in front.
    child = Claim(split_from=parent, created_at=at, **{name: getattr(parent, name) for name in KEPT})
    child.types, child.type_reasons = _types(parent, words)
    places = list(parent.appearances.order_by("pk").prefetch_related("claimants"))
    spans = _spans(places, words)
    child.position = min((start for start, _ in spans.values()), default=parent.position)
    child.save(force_insert=True)
    add_wording(child, words, change="first", by=by, at=at)
    for place in places:
        _appear(child, place, spans.get(place.pk), words)
    child.advance("accept", by=by, at=at, split_from=parent.pk)
    slots.open_slots(child, wanted=parent.reviews_wanted or LEAST_SEATS)
    queue.enqueue(kinds.MATCH_CLAIM, subject_id=child.pk)
    return child


def _types(parent: Claim, words: str) -> tuple[list[str], list[str]]:
    """Read anew in English; another language keeps what the parent had."""
    if not parent.language.startswith("en"):
        return list(parent.types), list(parent.type_reasons)
    found = find_types(words, attributed=ClaimType.ATTRIBUTION in parent.types)
    return [name for name, _ in found], [reason for _, reason in found]


def _spans(places: Sequence[Appearance], words: str) -> Mapping[int, tuple[int, int]]:
    """{appearance id: where exactly these words stand in its article}, for those places that have them."""
    articles = Article.objects.filter(pk__in={place.article_id for place in places if place.article_id})
    texts = dict(articles.values_list("pk", "text"))
    found = {}
    for place in places:
        if place.article_id and place.start is not None:
            start = texts[place.article_id].find(words, place.start, place.end)
            if start >= 0:
                found[place.pk] = (start, start + len(words))
    return found


def _appear(child: Claim, place: Appearance, span: tuple[int, int] | None, words: str) -> None:
    """The child was made where its parent was, in fewer words if they stand there."""
    where: dict[str, Any] = {"spans": place.spans, "start": place.start, "end": place.end, "text_hash": place.text_hash}
    if span:
        where = {"spans": [list(span)], "start": span[0], "end": span[1], "text_hash": text_hash(words)}
    # The splitter's own row stays with the parent, so that a later run knows the words as decided on.
    found_as = FoundAs.SELECTED if place.found_as == FoundAs.SPLITTER else place.found_as
    kept = ("article_id", "edition_id", "run_id", "manner", "media", "rule", "splitter_version", "url", "said_on")
    row = Appearance.objects.create(
        claim=child, found_as=found_as, **where, **{name: getattr(place, name) for name in kept}
    )
    row.claimants.set(place.claimants.all())
