"""The rows that lists, search and feeds read, kept in step with what is published."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from typing import TypeVar

from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from claims.models import Claim, Claimant, Topic
from claims.states import ClaimantKind
from reviews.composing import UNNAMED, web_address
from reviews.models import PublicClaimant, PublicListing, PublicRevision, PublicTopic, PublicVerdict
from reviews.publication.bumping import bump
from reviews.selectors.removed_words import removed_from_check
from reviews.states import PublicState

# Whoever is of another kind has no page: private people, accounts without a name, and those we know nothing of.
KINDS_WITH_A_PAGE = frozenset({ClaimantKind.PUBLIC_FIGURE, ClaimantKind.ORGANISATION, ClaimantKind.OUTLET})
LONGEST_SLUG = 80
BATCH = 1_000  # listings that are completed by one statement
ADDED = ("is_rated", "claim_date", "is_unnamed", "newest_at")  # columns that listings of earlier releases lack
# What is left of a page that nothing is listed on: its address answers that it is gone, and tells no name.
NAMELESS = {PublicClaimant: {"name": "", "slug": "gone", "same_as": ""}, PublicTopic: {"name": ""}}

Row = TypeVar("Row", PublicClaimant, PublicTopic)


def made_public(verdict: PublicVerdict, *, at: datetime) -> None:
    """Bring everything readers find into step with a verdict that was just published or changed. Inside the act."""
    relist(verdict, at=at)
    bump(at=at)


def relist(verdict: PublicVerdict, *, at: datetime) -> None:
    """Write the listing of a verdict that stands; take away that of one that does not. Doing it twice does no harm.

    A claimant or a topic that nothing is listed under any more loses its name; that it had a page is remembered.
    """
    verdict = PublicVerdict.objects.select_related("current").get(pk=verdict.pk)
    before = PublicListing.objects.filter(pk=verdict.pk).values("claimant_id", "topic_id").first() or {}
    # Always claimant and topic before the listing, or two who do this could wait for each other.
    _hold(PublicClaimant, before.get("claimant_id"))
    _hold(PublicTopic, before.get("topic_id"))
    if verdict.state == PublicState.LIVE and verdict.current:
        _list(verdict, verdict.current)
    else:
        PublicListing.objects.filter(pk=verdict.pk).delete()
    _forget_if_unused(PublicClaimant, "claimant", before.get("claimant_id"))
    _forget_if_unused(PublicTopic, "topic", before.get("topic_id"))


def relist_missing(*, at: datetime) -> int:
    """List what stands and has no listing, and complete older listings, as after an upgrade; how many of both.

    Called inside a transaction.
    """
    listed = PublicListing.objects.filter(pk=OuterRef("pk"))
    missing = PublicVerdict.objects.filter(~Exists(listed), state=PublicState.LIVE, current__isnull=False)
    rows = list(missing.order_by("pk"))
    for verdict in rows:
        relist(verdict, at=at)
    return len(rows) + _complete_older()


def _complete_older() -> int:
    """Give listings that an earlier release wrote the columns it did not know; how many."""
    older = PublicListing.objects.filter(newest_at=None).select_related("verdict__current").order_by("pk")
    done = 0
    while rows := list(older.defer("search")[:BATCH]):
        for row in rows:
            whole = listing_of(row.verdict, row.verdict.current)
            for name in ADDED:
                setattr(row, name, getattr(whole, name))
        PublicListing.objects.bulk_update(rows, ADDED)
        done += len(rows)
    return done


def relist_topics(topics: Collection[int]) -> None:
    """Topics that were renamed are called so in the lists too. Inside the act that renamed them."""
    for topic in Topic.objects.filter(pk__in=topics).order_by("pk"):
        PublicTopic.objects.filter(key=topic.pk).update(slug=topic.slug, name=topic.name)


def unlist_private(*, at: datetime) -> int:
    """Take the page from everyone who turned out to be a private person; how many. Called inside a transaction."""
    keys = PublicClaimant.objects.exclude(name="").values_list("key", flat=True)
    named = Claimant.objects.filter(pk__in=list(keys), kind__in=KINDS_WITH_A_PAGE).values_list("pk", flat=True)
    gone = list(PublicClaimant.objects.select_for_update().exclude(name="").exclude(key__in=list(named)).order_by("pk"))
    PublicListing.objects.filter(claimant__in=gone).update(claimant=None)
    PublicClaimant.objects.filter(pk__in=[one.pk for one in gone]).update(**NAMELESS[PublicClaimant])
    if gone:
        bump(at=at)
    return len(gone)


def _list(verdict: PublicVerdict, shown: PublicRevision) -> None:
    claim = Claim.objects.select_related("claimant", "topic").filter(pk=verdict.claim_id).first()
    row = listing_of(verdict, shown)
    row.claimant = _claimant_of(claim, shown)
    row.topic = _topic_of(claim, shown)
    changed = [one.name for one in PublicListing._meta.concrete_fields if not (one.primary_key or one.generated)]
    PublicListing.objects.bulk_create([row], update_conflicts=True, unique_fields=["verdict"], update_fields=changed)


def listing_of(verdict: PublicVerdict, shown: PublicRevision) -> PublicListing:
    """The row as the revision tells it, without claimant and topic. Not saved."""
    content = shown.content
    outlets = list(dict.fromkeys(_outlets(content)))
    said_on = _said_on(content)
    return PublicListing(
        verdict=verdict,
        number=verdict.number,
        slug=verdict.slug,
        title=shown.title,
        claim_text=shown.claim_text,
        found=shown.found,
        claimant_name=shown.claimant,
        scale_id=shown.scale_id,
        rating_key=shown.rating_key,
        rating_name=shown.rating_name,
        outlets=outlets,
        outlet_keys=[outlet_key(one) for one in outlets],
        language=shown.language,
        conclusion=content.get("conclusion", ""),
        is_rated=content["rating"].get("kind") != "none",
        claim_date=said_on,
        is_unnamed=content.get("claimant_kind") in UNNAMED,
        newest_at=_newer(said_on, verdict.first_published_at),
        is_early=verdict.is_early,
        is_outdated=verdict.outdated_at is not None,
        revision=shown.number,
        revision_kind=shown.kind,
        first_published_at=verdict.first_published_at,
        changed_at=shown.published_at,
    )


def _said_on(content: dict) -> date | None:
    typed = content.get("claim_date")
    return date.fromisoformat(typed) if typed else None


def _newer(said_on: date | None, published_at: datetime) -> datetime:
    return max(datetime.combine(said_on, time.min, UTC), published_at) if said_on else published_at


def _outlets(content: dict) -> Iterable[str]:
    """Where it was said, the one we name first."""
    names = [content.get("reported_by", ""), *(place.get("outlet", "") for place in content.get("appearances", ()))]
    return (name[:200] for name in names if name)


def outlet_key(name: str) -> str:
    """An outlet's name as it is looked up: small letters, single spaces.

    >>> outlet_key(" The  Harbour Post ")
    'the harbour post'
    """
    return " ".join(name.lower().split())[:200]


def _claimant_of(claim: Claim | None, shown: PublicRevision) -> PublicClaimant | None:
    """The page of who said it, if they are of a kind that has one, then and now, and the verdict names them."""
    said_by = claim.claimant if claim else None
    if said_by is None or said_by.name != shown.claimant or not _has_page(said_by, shown):
        return None
    # As it was signed: an address typed since has been seen by nobody.
    same_as = web_address(shown.content.get("claimant_same_as", ""))
    fields = {"slug": slug_for(said_by.name), "name": said_by.name, "kind": said_by.kind, "same_as": same_as}
    return _kept(PublicClaimant(key=said_by.pk, **fields), list(fields))


def _has_page(said_by: Claimant, shown: PublicRevision) -> bool:
    return {said_by.kind, shown.content.get("claimant_kind")} <= KINDS_WITH_A_PAGE


def _topic_of(claim: Claim | None, shown: PublicRevision) -> PublicTopic | None:
    name = shown.content.get("topic", "")
    topic = Topic.objects.filter(name=name).first() or (claim.topic if claim else None) if name else None
    # Its name and address are shown to readers: no way back for words that were removed from this check.
    if topic is None or (claim and removed_from_check(claim.pk).stand_in(f"{topic.name} {topic.slug}")):
        return None
    # A topic that was deleted and made anew keeps its address.
    PublicTopic.objects.filter(slug=topic.slug).exclude(key=topic.pk).update(key=topic.pk)
    return _kept(PublicTopic(key=topic.pk, slug=topic.slug, name=topic.name), ["slug", "name"])


def _kept(row: Row, fields: list[str]) -> Row:
    """The row of this key as it stands from now on; locked, so that nobody takes it away meanwhile."""
    model = type(row)
    model.objects.bulk_create([row], update_conflicts=True, unique_fields=["key"], update_fields=fields)
    return model.objects.get(key=row.key)


def _hold(model: type[PublicClaimant] | type[PublicTopic], pk: int | None) -> None:
    if pk is not None:
        model.objects.select_for_update().filter(pk=pk).first()


def _forget_if_unused(model: type[PublicClaimant] | type[PublicTopic], name: str, pk: int | None) -> None:
    # It is locked: a listing that is being written under it is either seen or waits.
    if pk is not None and not PublicListing.objects.filter(**{name: pk}).exists():
        model.objects.filter(pk=pk).update(**NAMELESS[model])


def slug_for(name: str) -> str:
    """An address part out of a name.

    >>> slug_for("Ada Holt"), slug_for("Мэр")
    ('ada-holt', 'said-by')
    """
    return slugify(name)[:LONGEST_SLUG].strip("-") or "said-by"
