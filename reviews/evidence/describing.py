"""What the desk says of a source: what it is, who made it, where an archive keeps it, whether readers learn of it."""

from datetime import date, datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.evidence.addresses import clean_url
from reviews.evidence.known import Described, must_describe_source
from reviews.models import Source
from reviews.policies.file import may_approve_withholding, may_describe_source, may_name_again
from reviews.selectors.locked import lock_source
from reviews.telling import tell_withholding
from reviews.typed import must_fit, must_give_reason, must_say

SAID = ("title", "publisher", "author", "published_on", "kind", "interest")
LONGEST_WHY = 300  # characters of the reason why an identity is withheld; readers see it
WITHHELD = ["withheld", "withheld_because", "withheld_by", "withheld_approved_by", "withheld_approved_at"]


def describe_source(
    *,
    source_id: int,
    version: int,
    by: User,
    at: datetime,
    title: str,
    publisher: str,
    author: str,
    published_on: date | None,
    kind: str,
    interest: str,
) -> Source:
    """Say anew what the source is, for all claims it serves. Nothing new records nothing.

    `version` is the one the form began from. Raises `NotAllowed`, `Conflict` with the present version and what it
    says, `Invalid` on the fields.
    """
    said = Described(title.strip(), publisher.strip(), author.strip(), published_on, kind, interest.strip())
    if not kind:
        raise Invalid.field("kind", "unknown_kind", "Choose what kind of source it is.")
    with ledger.act("describe_source", by=by, at=at) as act:
        source = lock_source(source_id, by=by)
        act.about(source)
        may_describe_source(by, source).or_refuse()
        must_be_of_version(source, version)
        must_describe_source(said, at=at)
        changed = [name for name in SAID if getattr(source, name) != getattr(said, name)]
        for name in changed:
            setattr(source, name, getattr(said, name))
        _save(source, changed)
        act.note(version=source.version, fields=changed)
    return source


def withhold_identity(*, source_id: int, because: str, by: User, at: datetime) -> Source:
    """Ask that readers do not learn who the source is; they read the reason. Another person, an editor, approves it.

    From now on nothing that names it is published. Raises `NotAllowed`, `InvalidTransition` when it is withheld
    already, `Invalid` on `because`.
    """
    with ledger.act("withhold_identity", by=by, at=at) as act:
        source = lock_source(source_id, by=by)
        act.about(source)
        may_describe_source(by, source).or_refuse()
        must_say(because, "because", "reason_missing", "Say why, in words that readers will see.")
        must_fit(because.strip(), "because", longest=LONGEST_WHY)
        if source.withheld:
            raise InvalidTransition("Its identity is withheld already.")
        source.withheld, source.withheld_because, source.withheld_by = True, because.strip(), by
        source.withheld_approved_by = source.withheld_approved_at = None
        _save(source, WITHHELD)
        act.note(version=source.version)
        tell_withholding(source, by=by, at=at)
    return source


def approve_withholding(*, source_id: int, by: User, at: datetime) -> Source:
    """Agree that the identity is withheld. Raises `NotAllowed` for others than another editor, `InvalidTransition`."""
    with ledger.act("approve_withholding", by=by, at=at) as act:
        source = lock_source(source_id, by=by)
        act.about(source)
        may_approve_withholding(by, source).or_refuse()
        if not source.withheld or source.withheld_approved_at is not None:
            raise InvalidTransition("Nobody waits for this approval.")
        source.withheld_approved_by, source.withheld_approved_at = by, at
        _save(source, WITHHELD)
        act.note(version=source.version)
    return source


def name_again(*, source_id: int, because: str, by: User, at: datetime) -> Source:
    """Let readers learn again who the source is, with a reason for the desk. What is published stays as it is.

    Raises `NotAllowed`, `InvalidTransition` when nothing is withheld, `Invalid` on `because`.
    """
    with ledger.act("name_again", by=by, at=at) as act:
        source = lock_source(source_id, by=by)
        act.about(source)
        may_name_again(by, source).or_refuse()
        must_give_reason(because)
        if not source.withheld:
            raise InvalidTransition("Its identity is not withheld.")
        source.withheld, source.withheld_because = False, ""
        source.withheld_by = source.withheld_approved_by = source.withheld_approved_at = None
        _save(source, WITHHELD)
        act.note(version=source.version)
    return source


def note_archive(*, source_id: int, url: str, by: User, at: datetime) -> Source:
    """Note by hand where a public archive keeps the page; no address takes the note away. It is not our own copy.

    Raises `NotAllowed`, `Invalid` on `url`.
    """
    with ledger.act("note_archive", by=by, at=at) as act:
        source = lock_source(source_id, by=by)
        act.about(source)
        may_describe_source(by, source).or_refuse()
        source.archived_url = clean_url(url) if url.strip() else ""
        _save(source, ["archived_url"])
        act.note(version=source.version)
    return source


def must_be_of_version(source: Source, version: int) -> None:
    if source.version != version:
        raise Conflict(
            "Somebody changed what is said of this source since you opened it. Both are kept: choose.",
            extra={"version": source.version, "saved": what_is_said(source)},
        )


def what_is_said(source: Source) -> dict[str, object]:
    """What the desk says of the source, as the form shows it."""
    return {name: getattr(source, name) for name in SAID}


def _save(source: Source, columns: list[str]) -> None:
    if columns:
        source.version += 1
        source.save(update_fields=[*columns, "version"])
