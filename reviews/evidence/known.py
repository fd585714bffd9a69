"""Which source an address leads to: the one the desk knows, whatever the claim, or a new one. Two may prove to be one.

Rows are locked claim first, then source. Who joins two sources holds the one it comes from, then waits for the one it
led to, whatever their ids. So two joins wait for each other only where two pages each moved for good to the other; then
the database ends one of them, and its job is tried again.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from claims.typed import is_to_come
from factcheck.core.errors import Invalid, NotFound
from factcheck.ledger import acts as ledger
from reviews.evidence.addresses import clean_url, hash_of, hash_of_bytes
from reviews.models import Evidence, Recheck, Snapshot, Source, SourceAddress, SourceWatch
from reviews.selectors.locked import lock_source
from reviews.states import AddressHow, SnapshotStatus, SourceKind, SourceMedia
from reviews.typed import must_fit

LONGEST = {"title": 300, "publisher": 200, "author": 200, "interest": 300}  # characters


@dataclass(frozen=True)
class Described:
    """What is said of a source beside its address. Empty, the kind too: not said."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    published_on: date | None = None
    kind: str = ""
    interest: str = ""  # what the source has to gain in the matter
    archived_url: str = ""


def must_describe_source(described: Described, *, at: datetime) -> None:
    """Raise `Invalid` for texts too long, a day to come, a kind or an archive's address that is none."""
    for name, longest in LONGEST.items():
        must_fit(getattr(described, name), name, longest=longest)
    if described.published_on is not None and is_to_come(described.published_on, at):
        raise Invalid.field("published_on", "in_the_future", "The publication date lies in the future.")
    if described.kind and described.kind not in SourceKind.values:
        raise Invalid.field("kind", "unknown_kind", "Choose what kind of source it is.")
    if described.archived_url:
        clean_url(described.archived_url, field="archived_url")


def recognise(url: str) -> Source | None:
    """The source known at this address, if it was linked before. Raises `Invalid` for what is no address."""
    return _at(hash_of(url))


def find_page(url: str, described: Described, *, at: datetime) -> Source:
    """The source at this address, locked: the one we know, with what it lacked filled in, or a new one."""
    return _find(hash_of(url), url, described, at=at, media=SourceMedia.PAGE, how=AddressHow.GIVEN)


def find_file(received: bytes, described: Described, *, at: datetime) -> Source:
    """The source that is this file, locked: the same bytes are the same source."""
    return _find(hash_of_bytes(received), "", described, at=at, media=SourceMedia.FILE, how=AddressHow.FILE)


def _find(hashed: str, url: str, described: Described, *, at: datetime, media: SourceMedia, how: str) -> Source:
    known = _at(hashed)
    if known is None:
        try:
            with transaction.atomic():
                return _create(hashed, url, described, at=at, media=media, how=how)
        except IntegrityError:  # somebody linked it at the same moment
            return _find(hashed, url, described, at=at, media=media, how=how)
    try:
        held = lock_source(known.pk)
    except NotFound:  # it was joined to another one meanwhile
        return _find(hashed, url, described, at=at, media=media, how=how)
    fill_in(held, described)
    return held


def _create(hashed: str, url: str, described: Described, *, at: datetime, media: SourceMedia, how: str) -> Source:
    said = {**asdict(described), "kind": described.kind or SourceKind.SECONDARY}
    source = Source.objects.create(**said, url=url, media=media, added_at=at)
    SourceAddress.objects.create(source=source, url=url, url_hash=hashed, how=how)
    return source


def fill_in(source: Source, described: Described) -> None:
    """What is known of the source stays; what was not is taken over."""
    said = {name: value for name, value in asdict(described).items() if value and not getattr(source, name)}
    if not said:
        return
    for name, value in said.items():
        setattr(source, name, value)
    source.version += 1
    source.save(update_fields=[*said, "version"])


def not_taken(source: Source, said: Mapping[str, object]) -> list[str]:
    """Of what was said when the source was linked, the names of what the desk says otherwise and went on saying."""
    given = {name: said.get(name) for name in Described.__dataclass_fields__}
    given = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    return [name for name, value in given.items() if value and value != getattr(source, name)]


def know_address(source: Source, url: str, how: str, *, at: datetime) -> Source:
    """Note that the page also lives at `url`; the source it is from now on. Inside a transaction, `source` locked.

    When another source is known there the two become one: evidence, copies and rechecks move to the one known at
    `url`, and `source` is gone. A source whose identity is withheld joins none. After a redirect for good `url` is what
    readers are led to from now on: an address that only passed them on is kept, and never published for the page it
    led to. Raises `Invalid` for no address.
    """
    hashed = hash_of(url)
    known = _at(hashed)
    if known is None:
        try:
            with transaction.atomic():
                SourceAddress.objects.create(source=source, url=clean_url(url), url_hash=hashed, how=how)
        except IntegrityError:
            return know_address(source, url, how, at=at)
        known = source
    if known.pk != source.pk:
        known = _join(source, known, at=at)
        if known.pk == source.pk:
            return source
    if how == AddressHow.REDIRECT:
        _move_to(known, clean_url(url))
    return known


def _move_to(source: Source, url: str) -> None:
    if source.url and source.url != url and hash_of(source.url) != hash_of(url):
        source.url = url
        source.version += 1
        source.save(update_fields=["url", "version"])


def _join(source: Source, known: Source, *, at: datetime) -> Source:
    """Make `source` part of `known`, unless that would tell whose identity is withheld, or both wait for a copy."""
    try:
        gone, stays = source, lock_source(known.pk)
    except NotFound:  # it became part of another one meanwhile
        return source
    waiting = Snapshot.objects.filter(source__in=[gone, stays], status=SnapshotStatus.WAITING).count()
    if gone.withheld or stays.withheld or waiting > 1:
        return source
    with ledger.act("join_source", subject=stays, by=None, at=at, joined=gone.pk) as act:
        act.note(rechecks=_close_doubled_rechecks(gone, stays))
        for rows in (SourceAddress, Evidence, Snapshot, Recheck):
            rows.objects.filter(source=gone).update(source=stays)
        _keep_one_watch(gone, stays)
        fill_in(stays, Described(**{name: getattr(gone, name) for name in Described.__dataclass_fields__}))
        gone.delete()
    return stays


def _close_doubled_rechecks(gone: Source, stays: Source) -> list[int]:
    """One open question about a claim and a source is enough; the ids of those that went."""
    open_there = Recheck.objects.to_decide().filter(source=stays).values("claim")
    doubled = Recheck.objects.to_decide().filter(source=gone, claim__in=open_there)
    ids = list(doubled.order_by("pk").values_list("pk", flat=True))
    doubled.delete()
    return ids


def _keep_one_watch(gone: Source, stays: Source) -> None:
    if SourceWatch.objects.filter(source=stays).exists():
        SourceWatch.objects.filter(source=gone).delete()
    else:
        SourceWatch.objects.filter(source=gone).update(source=stays)


def _at(hashed: str) -> Source | None:
    address = SourceAddress.objects.select_related("source").filter(url_hash=hashed).first()
    return address.source if address else None
