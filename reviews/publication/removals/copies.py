"""Words taken out of sources and our copies of them: texts, addresses, and the files as they came."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Model, QuerySet

from claims.reading import text_hash
from claims.redacting import Cut, Reach
from factcheck.accounts.models import User
from factcheck.core.blackening import BLACK, Blackening
from factcheck.core.errors import DomainError
from reviews.evidence.storing import drop_bytes, read_kept
from reviews.models import KeptBytes, Removal, Snapshot, Source, SourceAddress, SourceWatch
from reviews.publication.removals.content import NAMED_BY_ITS_ADDRESS

TEXTS = ("text", "title", "author", "filename", "fault_detail", "etag")
READABLE = "text/"  # files whose words can be looked for in their bytes


def sources_of(cut: Cut) -> QuerySet[Source]:
    """Every source that a piece of the claims' files comes from, taken out or not."""
    return Source.objects.filter(evidence__claim__in=cut.claims).order_by("pk").distinct()


def reaches_of_copies(cut: Cut) -> list[Reach]:
    """What our copies of them say, and the watch of what it found there."""
    sources = sources_of(cut)
    copies = Snapshot.objects.filter(source__in=sources)
    trees = ("redirects", "headers", "notes")
    return [
        Reach("our copies of sources", copies, TEXTS, trees, ("url", "final_url")),
        Reach("", SourceWatch.objects.filter(source__in=sources), ("state_detail", "etag")),
    ]


def redact_sources(removal: Removal, cut: Cut, black: Blackening, *, by: User, at: datetime) -> None:
    """A source whose address holds the words is not named to readers any more, and the desk has its host alone.

    Nothing can be fetched from there again, so nothing is watched there. The same address linked anew is a new source.
    """
    for source in Source.objects.select_for_update(no_key=True).filter(pk__in=sources_of(cut)).order_by("pk"):
        if not any(map(black.names_in, (source.url, source.canonical_url, source.archived_url, *_known_as(source)))):
            continue
        if any(black.names_in(url) for url in (source.url, source.archived_url)) and not source.withheld:
            source.withheld, source.withheld_because = True, NAMED_BY_ITS_ADDRESS
            source.withheld_by, source.withheld_approved_by, source.withheld_approved_at = removal.asked_by, by, at
        if black.names_in(source.url):
            SourceWatch.objects.filter(source=source).update(look_at=None)
        _readdress(source, black)


def _known_as(source: Source) -> list[str]:
    return list(SourceAddress.objects.filter(source=source).values_list("url", flat=True))


def _readdress(source: Source, black: Blackening) -> None:
    source.url, source.version = _host_of(source.url, black), source.version + 1
    source.canonical_url, source.archived_url = black.address(source.canonical_url), black.address(source.archived_url)
    addresses = ["url", "canonical_url", "archived_url"]
    columns = ["withheld", "withheld_because", "withheld_by", "withheld_approved_by", "withheld_approved_at", "version"]
    source.save(update_fields=[*addresses, *columns])
    for row in SourceAddress.objects.filter(source=source).order_by("pk"):
        if black.names_in(row.url):
            # The hash of an address could be tried out with names.
            row.url, row.url_hash = _host_of(row.url, black), secrets.token_hex(32)
            row.save(update_fields=["url", "url_hash"])


def _host_of(url: str, black: Blackening) -> str:
    """The address when it holds none of the words, else its host, if that holds none."""
    if not black.names_in(url):
        return url
    parts = urlsplit(url)
    host = BLACK if black.names_in(parts.netloc) else parts.netloc
    return f"{parts.scheme}://{host}/{BLACK}"


def settle_copies(cut: Cut, changed: Iterable[Model], black: Blackening) -> None:
    """After the texts: copies are known by the hash of what is left, and files that held the words are destroyed."""
    pks = [row.pk for row in changed if isinstance(row, Snapshot)]
    for copy in Snapshot.objects.filter(pk__in=pks).exclude(text_hash="").order_by("pk"):
        copy.text_hash = text_hash(copy.text)
        copy.save(update_fields=["text_hash"])
    files = KeptBytes.objects.filter(snapshots__source__in=sources_of(cut)).exclude(file="")
    for kept in files.order_by("pk").distinct():
        copies = Snapshot.objects.filter(kept=kept)
        if copies.filter(pk__in=pks).exists() or _spells(kept, copies, black):
            drop_bytes(kept)


def _spells(kept: KeptBytes, copies: QuerySet[Snapshot], black: Blackening) -> bool:
    if not copies.filter(media_type__startswith=READABLE).exists():
        return False
    try:
        return black.count(read_kept(kept).decode("utf-8", "replace")) > 0
    except DomainError:  # lost, or changed outside the desk: nothing of it is left to read
        return False
