"""Taking in fact-checks that others published, so that claims are matched against them too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from claims import kinds
from claims.matching.claimreviews import ReadCheck
from claims.models import Article, Claim, ImportedCheck
from claims.states import ArticleStatus, ClaimStatus
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger

BATCH = 500
MOST_TOLD = 200  # articles and claims that are matched again after an import, the newest
KEPT = ("url", "publisher", "claim_text", "claimant", "language", "outcome_rating", "outcome_url", "outcome_at")


@dataclass
class Imported:
    """What became of the checks of one file."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    unusable: int = 0

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.unchanged} known already, {self.unusable} unusable"


def import_checks(checks: Iterable[ReadCheck | None], *, at: datetime) -> Imported:
    """Add new checks and take over changes of known ones; what is open in triage is then matched again.

    None stands for one that could not be read. The same file again changes nothing.
    """
    read = list(checks)
    usable = {one.identity: one for one in read if one is not None}
    counts = Imported(unusable=sum(one is None for one in read))
    with ledger.act("import_checks", by=None, at=at) as act:
        keys = sorted(usable)
        for batch in (keys[start : start + BATCH] for start in range(0, len(keys), BATCH)):
            _take_in([usable[key] for key in batch], counts, at=at)
        act.note(added=counts.added, changed=counts.changed)
        if counts.added or counts.changed:
            _match_again()
    return counts


def _take_in(checks: list[ReadCheck], counts: Imported, *, at: datetime) -> None:
    known = ImportedCheck.objects.select_for_update().in_bulk([one.identity for one in checks], field_name="url_hash")
    new = [_row(one, at=at) for one in checks if one.identity not in known]
    changed = []
    for one in checks:
        row = known.get(one.identity)
        if row is not None and _take_over(row, _row(one, at=at)):
            changed.append(row)
    ImportedCheck.objects.bulk_create(new, ignore_conflicts=True)
    ImportedCheck.objects.bulk_update(changed, [*KEPT, "imported_at"])
    counts.added += len(new)
    counts.changed += len(changed)
    counts.unchanged += len(checks) - len(new) - len(changed)


def _row(check: ReadCheck, *, at: datetime) -> ImportedCheck:
    return ImportedCheck(
        url_hash=check.identity,
        url=check.url,
        publisher=check.publisher,
        claim_text=check.claim_text,
        claimant=check.claimant,
        language=check.language,
        outcome_rating=check.rating,
        outcome_url=check.url,
        outcome_at=check.published_at,
        imported_at=at,
    )


def _take_over(row: ImportedCheck, fresh: ImportedCheck) -> bool:
    """Whether anything differs from what is kept; the row then says the new."""
    differs = [name for name in KEPT if getattr(row, name) != getattr(fresh, name)]
    for name in differs:
        setattr(row, name, getattr(fresh, name))
    row.imported_at = fresh.imported_at
    return bool(differs)


def _match_again() -> None:
    """What waits for a decision may have been checked by somebody."""
    articles = Article.objects.filter(status=ArticleStatus.SPLIT, triage_finished_at=None).order_by("-pk")
    for pk in articles.values_list("pk", flat=True)[:MOST_TOLD]:
        queue.enqueue(kinds.MATCH, subject_id=pk)
    entered = Claim.objects.filter(status=ClaimStatus.CANDIDATE, article=None).order_by("-pk")
    for pk in entered.values_list("pk", flat=True)[:MOST_TOLD]:
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=pk)
