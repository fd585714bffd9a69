"""What a claim is matched against: the claims the desk keeps or still decides on, and the checks it imported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Q

from claims.models import Claim, ImportedCheck
from claims.models.claims import ClaimQuerySet
from claims.retrieval import Row, title_of_address
from claims.states import TAKEN_ON, ClaimStatus, Media

WORDING, CHECK = "wording", "check"  # keys of rows: wording-12, check-7
KEPT = (*TAKEN_ON, ClaimStatus.DUPLICATE)


@dataclass(frozen=True)
class Target:
    """What a found row stands for today: a claim (never a merged one: then its canonical one) or an imported check."""

    text: str  # the words that were found
    claim: Claim | None = None
    imported: ImportedCheck | None = None

    @property
    def key(self) -> tuple[int | None, int | None]:
        return (self.claim.pk if self.claim else None, self.imported.pk if self.imported else None)


def matchable_claims() -> ClaimQuerySet:
    """Claims the desk has taken on, those merged into others, and proposals that still wait for a decision.

    What was dismissed or passed over is not suggested again.
    """
    unfinished = Q(article=None) | Q(article__triage_finished_at=None)
    current = Q(last_run=None) | Q(last_run=F("article__current_run"))
    waiting = Q(status=ClaimStatus.CANDIDATE) & unfinished & current
    return Claim.objects.filter(waiting | Q(status__in=KEPT), kind=Media.TEXT, wording__isnull=False)


def wording_key(wording_id: int) -> str:
    return f"{WORDING}-{wording_id}"


def check_key(check_id: int) -> str:
    return f"{CHECK}-{check_id}"


def rows_of_claims(claims: ClaimQuerySet) -> Iterator[Row]:
    """Their present wordings, for the index."""
    for wording, text in claims.values_list("wording", "wording__text").iterator():
        yield Row(wording_key(wording), text)


def rows_of_checks(checks) -> Iterator[Row]:
    """Imported checks, for the index, with their headline: without one the last words of an address often are one."""
    for pk, text, title, url in checks.values_list("pk", "claim_text", "title", "url").iterator():
        yield Row(check_key(pk), text, title=title or title_of_address(url))


def find_targets(keys: Iterable[str]) -> dict[str, Target]:
    """What the rows stand for now. A row whose wording was replaced, whose claim is no longer matched, or whose
    feed was removed, is left out.

    Two queries for any number of keys.
    """
    wordings, checks = numbers_of(keys)
    found: dict[str, Target] = {}
    claims = matchable_claims().filter(wording__in=wordings)
    for claim in claims.select_related("wording", "claimant", "canonical__claimant"):
        standing = claim.canonical if claim.status == ClaimStatus.DUPLICATE else claim
        found[wording_key(claim.wording_id)] = Target(claim.wording.text, claim=standing)
    for check in ImportedCheck.objects.offered().filter(pk__in=checks):
        found[check_key(check.pk)] = Target(check.claim_text, imported=check)
    return found


def numbers_of(keys: Iterable[str]) -> tuple[list[int], list[int]]:
    """The wordings and the imported checks that keys are of."""
    wordings: list[int] = []
    checks: list[int] = []
    for key in keys:
        (checks if is_of_check(key) else wordings).append(number_of(key))
    return wordings, checks


def number_of(key: str) -> int:
    return int(key.partition("-")[2])


def is_of_check(key: str) -> bool:
    return key.startswith(CHECK)
