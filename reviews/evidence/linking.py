"""Linking evidence into a claim's shared file, and taking it out again."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime
from urllib.parse import urlsplit, urlunsplit

from claims.models import Claim
from claims.states import ClaimStatus
from claims.typed import EARLIEST_CLOCK
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment.lapsing import keep
from reviews.models import DraftEvidence, Evidence, EvidenceReading, Review, Source
from reviews.policies.file import may_link_evidence, may_remove_evidence
from reviews.selectors.locked import lock_claim, lock_evidence
from reviews.states import SourceKind
from reviews.typed import must_fit, must_give_reason, must_say

FILE_IS_OPEN = [
    ClaimStatus.ACCEPTED,
    ClaimStatus.IN_REVIEW,
    ClaimStatus.ADJUDICATION,
    ClaimStatus.SETTLED,
    ClaimStatus.PUBLISHED,
]
LONGEST_URL = 2000  # characters


@dataclass(frozen=True)
class Described:
    """What is said of a source beside its address."""

    title: str
    publisher: str
    published_on: date | None
    kind: str
    archived_url: str


def link_evidence(
    *,
    claim_id: int,
    url: str,
    excerpt: str,
    by: User,
    at: datetime,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    kind: str = SourceKind.SECONDARY,
    location: str = "",
    archived_url: str = "",
) -> Evidence:
    """Put an excerpt of a source into the claim's file, shared by everybody who works on it.

    A page linked before is the same source, also in another claim's file. Evidence that comes after a submitted review
    is marked so. Raises `NotAllowed`, `InvalidTransition` while the claim has no open file, `Invalid` on the fields.
    """
    described = Described(title.strip(), publisher.strip(), published_on, kind, archived_url.strip())
    with ledger.act("link_evidence", by=by, at=at, claim=claim_id) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        may_link_evidence(by, claim).or_refuse()
        must_have_open_file(claim)
        source = find_source(clean_url(url), described, at=at)
        evidence = _put_in_file(claim, source, excerpt=excerpt.strip(), location=location.strip(), by=by, at=at)
        act.about(evidence)
        act.note(source=source.pk)
        keep(by, claim.pk)
    return evidence


def _put_in_file(claim: Claim, source: Source, *, excerpt: str, location: str, by: User, at: datetime) -> Evidence:
    must_say(excerpt, "excerpt", "excerpt_missing", "Copy the exact words of the source that bear on the claim.")
    must_fit(location, "location", longest=200)
    must_be_new(claim, source, excerpt)
    return Evidence.objects.create(
        claim=claim,
        source=source,
        excerpt=excerpt,
        location=location,
        after_reviews=Review.objects.standing().filter(round__claim=claim).exists(),
        added_by=by,
        added_at=at,
    )


def remove_evidence(*, evidence_id: int, because: str, by: User, at: datetime) -> Evidence:
    """Take a piece out of the file, with a reason; its row stays. Only whoever added it, or an editor.

    Raises `InvalidTransition` when it is out already, or a closed round or a draft refers to it.
    """
    with ledger.act("remove_evidence", by=by, at=at) as act:
        evidence = lock_evidence(evidence_id, by=by)
        act.about(evidence)
        act.note(claim=evidence.claim_id)
        may_remove_evidence(by, evidence).or_refuse()
        must_give_reason(because)
        must_be_removable(evidence)
        evidence.removed_at, evidence.removed_by, evidence.removed_because = at, by, because.strip()[:300]
        evidence.save(update_fields=["removed_at", "removed_by", "removed_because"])
    return evidence


def must_be_removable(evidence: Evidence) -> None:
    if evidence.removed_at is not None:
        raise InvalidTransition("This was taken out of the file already.")
    # Readings of an open round do not count: a refusal would tell that somebody has handed in.
    if EvidenceReading.objects.filter(evidence=evidence, review__round__closed_at__isnull=False).exists():
        raise InvalidTransition("The reviews of a closed round refer to this, so it stays in the file.")
    if DraftEvidence.objects.filter(evidence=evidence).exists():
        raise InvalidTransition("The draft cites this. Take it out of the draft first.")


def must_have_open_file(claim: Claim) -> None:
    if claim.status not in FILE_IS_OPEN:
        raise InvalidTransition(
            f"A claim has a file once it is accepted. This one is: {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )


def must_be_new(claim: Claim, source: Source, excerpt: str) -> None:
    """Raise `Invalid` when the same words of the same page are in the file: a double click links once."""
    if Evidence.objects.in_file().filter(claim=claim, source=source, excerpt=excerpt).exists():
        raise Invalid.field("excerpt", "already_in_the_file", "These words of this page are in the file already.")


def find_source(url: str, described: Described, *, at: datetime) -> Source:
    """The source at this address: the one we know, with what it lacked filled in, or a new one."""
    must_describe_source(described, at=at)
    source, created = Source.objects.get_or_create(
        url_hash=hash_of(url), defaults={**asdict(described), "url": url, "added_at": at}
    )
    if not created:
        fill_in(source, described)
    return source


def fill_in(source: Source, described: Described) -> None:
    """What is known of the source stays; what was not is taken over."""
    missing = {name: value for name, value in asdict(described).items() if value and not getattr(source, name)}
    for name, value in missing.items():
        setattr(source, name, value)
    if missing:
        source.save(update_fields=list(missing))


def must_describe_source(described: Described, *, at: datetime) -> None:
    must_fit(described.title, "title", longest=300)
    must_fit(described.publisher, "publisher", longest=200)
    if described.published_on is not None and described.published_on > (at + EARLIEST_CLOCK).date():
        raise Invalid.field("published_on", "in_the_future", "The publication date lies in the future.")
    if described.kind not in SourceKind.values:
        raise Invalid.field("kind", "unknown_kind", "A source is primary or secondary.")
    if described.archived_url:
        clean_url(described.archived_url, field="archived_url")


def clean_url(url: str, *, field: str = "url") -> str:
    """The address without surrounding space. Raises `Invalid`: only http and https lead to evidence.

    >>> clean_url(" https://roads.example/census ")
    'https://roads.example/census'
    >>> clean_url("javascript:alert(1)")
    Traceback (most recent call last):
    factcheck.core.errors.Invalid: The address must begin with http:// or https://.
    """
    url = url.strip()
    must_fit(url, field, longest=LONGEST_URL)
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme.lower() not in ("http", "https"):
        raise Invalid.field(field, "not_a_web_address", "The address must begin with http:// or https://.")
    if not host or any(c.isspace() or ord(c) < 32 for c in url):
        raise Invalid.field(field, "not_a_web_address", "This is not the address of a page.")
    return url


def hash_of(url: str) -> str:
    """SHA-256 of the address as sources are compared: scheme and host in lower case, without the fragment.

    >>> hash_of("HTTPS://Roads.example/a#table") == hash_of("https://roads.example/a")
    True
    """
    parts = urlsplit(url)
    same = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
    return hashlib.sha256(same.encode()).hexdigest()
