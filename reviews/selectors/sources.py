"""Sources as the desk knows them: searched, and with the published checks each served and how it was read there."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.text import problem_with
from reviews.models import DraftEvidence, Evidence, PublicVerdict, Source, VerdictDraft
from reviews.states import DraftStatus, PublicState, Stance

LONGEST_SEARCH = 200  # characters
MOST_WORDS = 6
READ_AS = {Stance.REFUTES: "against the claim", Stance.SUPPORTS: "for the claim", Stance.CONTEXT: "as background"}


@dataclass(frozen=True)
class PublishedUse:
    """A published check that cites the source: what it found, and how it read these words."""

    claim_id: int
    title: str
    rating: str
    excerpt: str
    stance: str
    published_at: datetime
    is_retracted: bool

    @property
    def read_as(self) -> str:
        return READ_AS[Stance(self.stance)]

    @property
    def url(self) -> str:
        return reverse("claim", args=[self.claim_id])


@dataclass(frozen=True)
class Known:
    """A source that was linked before: the newest places where published checks cite it, and how many checks do."""

    source: Source
    uses: list[PublishedUse]
    checks: int


def know(source: Source, user: User, *, most: int | None = None) -> Known:
    """What the user may learn of the source's past. Readings of reviewers and texts not published are no part of it."""
    return Known(source, published_uses(source, user, most=most), count_checks(source, user))


def count_checks(source: Source, user: User) -> int:
    """How many published checks cite it."""
    return _cited(source, user).order_by().values("draft__claim").distinct().count()


def published_uses(source: Source, user: User, *, most: int | None = None) -> list[PublishedUse]:
    """Where published checks cite the source, the newest first; withheld ones are left out."""
    cited = _cited(source, user).select_related("evidence")
    rows = list(cited.order_by("-draft_id", "weight", "evidence_id")[:most])
    shown = _shown().filter(claim_id__in={row.evidence.claim_id for row in rows})
    verdicts = {verdict.claim_id: verdict for verdict in shown}
    return [_use(row, verdicts[row.evidence.claim_id]) for row in rows]


def _cited(source: Source, user: User) -> QuerySet[DraftEvidence]:
    newest = VerdictDraft.objects.filter(claim=OuterRef("draft__claim"), status=DraftStatus.PUBLISHED)
    return DraftEvidence.objects.filter(
        evidence__source=source,
        draft=Subquery(newest.order_by("-pk").values("pk")[:1]),
        draft__claim__in=Claim.objects.visible_to(user).filter(pk__in=_shown().values("claim_id")).values("pk"),
    )


def _shown() -> QuerySet[PublicVerdict]:
    shown = PublicVerdict.objects.exclude(state=PublicState.WITHHELD).filter(current__isnull=False)
    return shown.select_related("current")


def _use(row: DraftEvidence, verdict: PublicVerdict) -> PublishedUse:
    return PublishedUse(
        claim_id=verdict.claim_id,
        title=verdict.current.title,
        rating=verdict.current.rating_name,
        excerpt=row.evidence.excerpt,
        stance=row.stance,
        published_at=verdict.first_published_at,
        is_retracted=verdict.state == PublicState.RETRACTED,
    )


def files_of(source: Source, user: User) -> QuerySet[Evidence]:
    """The excerpts of the source in the files of claims, newest first. A file says nothing of how anyone reads it."""
    rows = Evidence.objects.visible_to(user).in_file().filter(source=source)
    return rows.filter(claim__in=Claim.objects.visible_to(user)).select_related("claim__wording").order_by("-pk")


def sources_for(claim_id: int, user: User, *, chosen: int | None = None) -> QuerySet[Source]:
    """What the claim's file holds words of, and the one somebody chose from elsewhere, oldest first."""
    in_file = Evidence.objects.visible_to(user).in_file().filter(claim=claim_id).values("source")
    return Source.objects.visible_to(user).filter(Q(pk__in=in_file) | Q(pk=chosen)).order_by("pk")


def find_sources(user: User, *, words: str = "", withheld: bool = False) -> QuerySet[Source]:
    """Sources in which every word stands: in title, publisher, author or any address. `claims` counts their files."""
    rows = Source.objects.visible_to(user)
    if withheld:
        rows = rows.filter(withheld=True)
    if problem_with(words):
        return rows.none()
    for word in words[:LONGEST_SEARCH].split()[:MOST_WORDS]:
        rows = rows.filter(_has(word))
    in_files = Count("evidence__claim", filter=Q(evidence__removed_at=None), distinct=True)
    return rows.annotate(claims=in_files)


def _has(word: str) -> Q:
    said = Q(title__icontains=word) | Q(publisher__icontains=word) | Q(author__icontains=word)
    return said | Q(pk__in=Source.objects.filter(addresses__url__icontains=word).values("pk"))
