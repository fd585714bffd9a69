"""Linking evidence into a claim's shared file, having its page copied first, and taking it out again."""

from dataclasses import dataclass
from datetime import date, datetime

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from factcheck.outside.limits import must_be_fetchable
from reviews.assignment.lapsing import keep
from reviews.evidence.addresses import clean_url
from reviews.evidence.capturing import KeptFile, ask_for_copy, keep_file, must_be_a_copy, shown_name, take_in
from reviews.evidence.known import Described, fill_in, find_file, find_page, must_describe_source
from reviews.evidence.quotations import check_when_linked, copy_to_look_in
from reviews.evidence.translations import Translation, usable_translation
from reviews.models import DraftEvidence, Evidence, EvidenceReading, Review, Snapshot, Source
from reviews.policies.file import may_link_evidence, may_remove_evidence
from reviews.selectors.locked import lock_claim, lock_evidence, lock_source
from reviews.selectors.rows import find
from reviews.states import SnapshotStatus, SourceMedia
from reviews.typed import must_fit, must_give_reason, must_say

FILE_IS_OPEN = [
    ClaimStatus.ACCEPTED,
    ClaimStatus.IN_REVIEW,
    ClaimStatus.ADJUDICATION,
    ClaimStatus.SETTLED,
    ClaimStatus.PUBLISHED,
]


@dataclass(frozen=True)
class Upload:
    """A file as it was received. Its type is decided by its content; the name is only shown."""

    received: bytes
    filename: str
    declared_type: str = ""


@dataclass(frozen=True)
class Origin:
    """Where the words come from: exactly one of the three."""

    url: str = ""
    source_id: int | None = None
    file: Upload | None = None
    media_type: str = ""  # of the file

    def keep(self, *, at: datetime) -> KeptFile | None:
        """The file kept, if it is one. Outside a transaction."""
        if self.file is None:
            return None
        about = {"filename": self.file.filename, "declared_type": self.file.declared_type}
        return keep_file(self.file.received, media_type=self.media_type, at=at, **about)

    def find(self, described: Described, *, at: datetime) -> Source:
        """The source, locked. Raises `Invalid` when there is none of this id."""
        if self.file is not None:
            return find_file(self.file.received, described, at=at)
        if self.source_id is None:
            return find_page(self.url, described, at=at)
        try:
            source = lock_source(self.source_id)
        except NotFound:
            raise Invalid.field("source", "unknown_source", "The desk knows no such source.") from None
        fill_in(source, described)
        return source


def link_evidence(
    *,
    claim_id: int,
    excerpt: str,
    by: User,
    at: datetime,
    url: str = "",
    source_id: int | None = None,
    file: Upload | None = None,
    title: str = "",
    publisher: str = "",
    author: str = "",
    published_on: date | None = None,
    kind: str = "",
    interest: str = "",
    location: str = "",
    archived_url: str = "",
    language: str = "",
    translation: str = "",
    translator: str = "",
) -> Evidence:
    """Put an excerpt of a source into the claim's file, shared by everybody who works on it.

    The source is a page (`url`), a file, or one the desk knows (`source_id`). What was linked before is the same
    source, also in another claim's file: what the desk says of it stays, and only what it lacks is taken over
    (`known.not_taken` names the rest). The words are looked for in our copy at once; without a copy one is asked for,
    or the file becomes it. Evidence that comes after a submitted review is marked so. Words in another language than
    the claim's may have a translation beside them, all three fields or none. Raises `NotAllowed`, `InvalidTransition`
    while the claim has no open file, `Invalid` on the fields.
    """
    described = Described(
        title.strip(), publisher.strip(), author.strip(), published_on, kind, interest.strip(), archived_url.strip()
    )
    origin, described = must_come_from_one_place(url, source_id, file, described)
    must_describe_source(described, at=at)
    excerpt, location = excerpt.strip(), location.strip()
    must_say(excerpt, "excerpt", "excerpt_missing", "Copy the exact words of the source that bear on the claim.")
    must_fit(location, "location", longest=200)
    must_be_open_to(by, find(Claim.objects.visible_to(by), claim_id))  # nothing is kept of who may not
    file_kept = origin.keep(at=at)
    with ledger.act("link_evidence", by=by, at=at, claim=claim_id) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        must_be_open_to(by, claim)
        said = usable_translation(claim, language=language, translation=translation, translator=translator)
        source = origin.find(described, at=at)
        evidence = _put_in_file(claim, source, excerpt=excerpt, location=location, said=said, by=by, at=at)
        act.about(evidence)
        act.note(source=source.pk)
        look_in_our_copy(evidence, file=file_kept, by=by, at=at)
        keep(by, claim.pk)
    return evidence


def must_come_from_one_place(
    url: str, source_id: int | None, file: Upload | None, described: Described
) -> tuple[Origin, Described]:
    """The one place named, and what is said of it; a file without a title is called by its name. Raises `Invalid`."""
    if sum([bool(url.strip()), source_id is not None, file is not None]) > 1:
        raise Invalid.field("url", "one_source_only", "Give an address, a file or a known source: one of them.")
    if file is not None:
        media_type = must_be_a_copy(file.received, filename=file.filename, declared_type=file.declared_type)
        named = described.title or shown_name(file.filename)
        return Origin(file=file, media_type=media_type), Described(**{**vars(described), "title": named})
    if source_id is not None:
        return Origin(source_id=source_id), described
    if not url.strip():
        raise Invalid.field("url", "source_missing", "Give the address of the page, or hand in a file.")
    return Origin(must_be_fetchable(clean_url(url))), described


def _put_in_file(
    claim: Claim, source: Source, *, excerpt: str, location: str, said: Translation, by: User, at: datetime
) -> Evidence:
    must_be_new(claim, source, excerpt)
    return Evidence.objects.create(
        **said.columns,
        claim=claim,
        source=source,
        excerpt=excerpt,
        location=location,
        after_reviews=Review.objects.standing().filter(round__claim=claim).exists(),
        added_by=by,
        added_at=at,
    )


def look_in_our_copy(evidence: Evidence, *, file: KeptFile | None, by: User, at: datetime) -> None:
    """Look for the words in the copy we hold. Without one the file that came is it, or one of the page is asked for."""
    source = evidence.source
    if copy_to_look_in(source.pk) is not None:
        check_when_linked(evidence, at=at)
    elif source.media == SourceMedia.PAGE:
        ask_for_copy(source, by=by, at=at)
    elif file is not None and not Snapshot.objects.filter(source=source, status=SnapshotStatus.WAITING).exists():
        take_in(source, file, by=by, at=at)


def copy_first(*, claim_id: int, url: str, by: User, at: datetime) -> Snapshot:
    """Make a page known and have it copied before anything is linked, so that its words can be chosen in our copy.

    The copy we hold, the one waited for, or a new one. Whoever may link evidence may; raises what `link_evidence` does.
    """
    if not url.strip():
        raise Invalid.field("url", "source_missing", "Give the address of the page.")
    url = must_be_fetchable(clean_url(url))
    with ledger.act("copy_first", by=by, at=at, claim=claim_id) as act:
        claim = lock_claim(claim_id, by=by)
        must_be_open_to(by, claim)
        source = find_page(url, Described(), at=at)
        copy = copy_to_look_in(source.pk) or ask_for_copy(source, by=by, at=at)
        act.about(copy)
        act.note(source=source.pk)
        keep(by, claim.pk)
    return copy


def remove_evidence(*, evidence_id: int, because: str, by: User, at: datetime) -> Evidence:
    """Take a piece out of the file, with a reason; its row stays. Whoever added it, or an editor, who may add to it.

    Raises `InvalidTransition` when it is out already, or a closed round or a draft refers to it.
    """
    with ledger.act("remove_evidence", by=by, at=at) as act:
        evidence = lock_evidence(evidence_id, by=by)
        act.about(evidence)
        act.note(claim=evidence.claim_id)
        may_remove_evidence(by, evidence).or_refuse()
        must_have_open_file(evidence.claim)
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


def must_be_open_to(user: User, claim: Claim) -> None:
    """Raise `NotAllowed` or `InvalidTransition` unless the user may add to the claim's file now."""
    may_link_evidence(user, claim).or_refuse()
    must_have_open_file(claim)


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
