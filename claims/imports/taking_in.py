"""Taking in fact-checks that others published, so that claims are matched against them too."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from django.db.models import F, Func, Q, Value

from claims import kinds
from claims.imports.checks import ReadCheck
from claims.models import Article, Claim, ImportedCheck, ImportFeed
from claims.models.matching import BY_HAND
from claims.pages import page_numbers
from claims.states import ArticleStatus, ClaimStatus
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger
from factcheck.outside.limits import own_hosts

BATCH = 500
MOST_TOLD = 200  # articles and claims that are matched again after an import, the newest
KEPT = (
    "url",
    "publisher",
    "publisher_site",
    "title",
    "claim_text",
    "claimant",
    "claim_date",
    "appearances",
    "language",
    "truth",
    "outcome_rating",
    "outcome_url",
    "outcome_at",
    "pages",
)
ABOUT = ("feed", "imported_at", "also_from", "is_offered")


@dataclass
class Imported:
    """What became of some checks."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    unusable: int = 0

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.unchanged} known already, {self.unusable} unusable"

    @property
    def is_news(self) -> bool:
        return bool(self.added or self.changed)


@dataclass
class News:
    """Checks compared with what is kept: rows to be added, rows to be changed, and how many of each sort there were.

    `told` are rows of another feed that this one tells of for the first time; nothing else about them changes.
    """

    teller: int = BY_HAND
    new: list[ImportedCheck] = field(default_factory=list)
    changed: list[ImportedCheck] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    counts: Imported = field(default_factory=Imported)

    def write(self) -> None:
        """Inside the caller's act. Somebody else may have added the same meanwhile: theirs stays."""
        rows = ImportedCheck.objects
        rows.bulk_create(self.new, ignore_conflicts=True, batch_size=BATCH)
        how = {"update_conflicts": True, "unique_fields": ["url_hash"], "update_fields": [*KEPT, *ABOUT]}
        rows.bulk_create(self.changed, batch_size=BATCH, **how)

    def note_teller(self) -> None:
        """In the same transaction, also when nothing is new: a check stays as long as somebody tells of it."""
        if self.told:
            more = Func(F("also_from"), Value(self.teller), function="array_append")
            ImportedCheck.objects.filter(pk__in=self.told).update(also_from=more)


def import_checks(checks: Iterable[ReadCheck | None], *, at: datetime) -> Imported:
    """Add new checks and take over changes of known ones; what is open in triage is then matched again.

    None stands for one that could not be read. The same file again changes nothing. All of it or nothing is kept.
    """
    counts = Imported()
    with ledger.act("import_checks", by=None, at=at) as act:
        for batch in _batches(checks):
            news = compare(batch, feed=None, at=at)
            news.write()
            news.note_teller()
            for name in ("added", "changed", "unchanged", "unusable"):
                setattr(counts, name, getattr(counts, name) + getattr(news.counts, name))
        act.note(added=counts.added, changed=counts.changed)
        if counts.is_news:
            match_again()
    return counts


def _batches(checks: Iterable[ReadCheck | None]) -> Iterator[list[ReadCheck | None]]:
    left = iter(checks)
    while batch := list(islice(left, BATCH)):
        yield batch


def compare(checks: Sequence[ReadCheck | None], *, feed: ImportFeed | None, at: datetime) -> News:
    """What they bring, the known rows locked. The desk's own fact-checks, which feeds hold too, are left out."""
    ours = set(own_hosts())
    usable = {one.identity: one for one in checks if one is not None and ours.isdisjoint(_hosts_of(one.url))}
    rows = ImportedCheck.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    known = {row.url_hash: row for row in rows.filter(url_hash__in=sorted(usable))}
    news = News(teller=feed.pk if feed else BY_HAND, counts=Imported(unusable=sum(one is None for one in checks)))
    for identity, check in sorted(usable.items()):
        fresh = _row(check, feed=feed, at=at)
        if identity not in known:
            news.new.append(fresh)
        elif _takes_over(known[identity], fresh):
            news.changed.append(fresh)
        elif known[identity].feed_id and news.teller not in {known[identity].feed_id, *known[identity].also_from}:
            news.told.append(known[identity].pk)
    news.counts.added, news.counts.changed = len(news.new), len(news.changed)
    news.counts.unchanged = len(usable) - len(news.new) - len(news.changed)
    return news


def _hosts_of(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.netloc.lower()


def _row(check: ReadCheck, *, feed: ImportFeed | None, at: datetime) -> ImportedCheck:
    return ImportedCheck(
        url_hash=check.identity,
        url=check.url,
        publisher=check.publisher,
        publisher_site=check.publisher_site,
        title=check.title,
        claim_text=check.claim_text,
        claimant=check.claimant,
        claim_date=check.claim_date,
        appearances=list(check.appearances),
        pages=page_numbers(check.appearances),
        language=check.language,
        truth=check.truth,
        outcome_rating=check.rating,
        outcome_url=check.url,
        outcome_at=check.published_at,
        imported_at=at,
        feed=feed,
    )


def _takes_over(row: ImportedCheck, fresh: ImportedCheck) -> bool:
    """Whether the fresh one says anything that is not kept yet; what is not its to say it then has from the row.

    What another feed brought is that one's own: only what it left empty is filled in, or two feeds that say it
    differently would change it back and forth.
    """
    is_own = row.feed_id in (None, fresh.feed_id)
    for name in () if is_own else KEPT:
        if not _is_empty(kept := getattr(row, name)):
            setattr(fresh, name, kept)
    fresh.pages = page_numbers(fresh.appearances)
    differs = any(getattr(row, name) != getattr(fresh, name) for name in KEPT)
    fresh.also_from = _also_from(row, fresh)
    fresh.feed_id = row.feed_id or fresh.feed_id
    return differs or not row.is_offered


def _also_from(row: ImportedCheck, fresh: ImportedCheck) -> list[int]:
    """Who tells of it besides the feed that it will be of. What only a decision kept begins anew."""
    if row.feed_id == fresh.feed_id or not row.is_offered:
        return row.also_from
    is_by_hand = row.feed_id is None or fresh.feed_id is None
    return sorted({*row.also_from, BY_HAND if is_by_hand else fresh.feed_id})


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [])


def match_again() -> None:
    """What waits for a decision may have been checked by somebody. In the caller's act."""
    articles = Article.objects.filter(status=ArticleStatus.SPLIT, triage_finished_at=None).order_by("-pk")
    for pk in articles.values_list("pk", flat=True)[:MOST_TOLD]:
        queue.enqueue(kinds.MATCH, subject_id=pk)
    entered = Claim.objects.filter(Q(article=None), status=ClaimStatus.CANDIDATE).order_by("-pk")
    for pk in entered.values_list("pk", flat=True)[:MOST_TOLD]:
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=pk)
