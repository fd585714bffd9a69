"""Withholding: every address of it answers 451 and shows nothing of the claim, until it is shown again."""

from datetime import datetime

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.ledger import acts as ledger
from reviews.models import PublicRevision, PublicVerdict, Removal
from reviews.states import PublicState, RevisionKind
from reviews.watching.starting import watch_sources_of

COLUMNS = ["state", "withheld_since", "withheld_ground"]


def withhold(removal: Removal, *, by: User, at: datetime) -> None:
    """Take it from readers. No version is written: what it says has not changed, and may not be told."""
    verdict = removal.verdict
    verdict.state, verdict.withheld_since, verdict.withheld_ground = PublicState.WITHHELD, at, removal.ground
    verdict.save(update_fields=COLUMNS)
    ledger.record("withhold", subject=verdict, by=by, at=at, number=verdict.number, ground=removal.ground)


def show_again(removal: Removal, claim: Claim, *, by: User, at: datetime) -> None:
    """Readers have it back as it was: standing, or retracted if it was retracted before. Its sources are watched on."""
    verdict = removal.verdict
    state = PublicState.RETRACTED if was_retracted(verdict) else PublicState.LIVE
    verdict.state, verdict.withheld_since, verdict.withheld_ground = state, None, ""
    verdict.save(update_fields=COLUMNS)
    if state == PublicState.LIVE:
        watch_sources_of(claim, at=at)
    ledger.record("show_again", subject=verdict, by=by, at=at, number=verdict.number)


def was_retracted(verdict: PublicVerdict) -> bool:
    """Whether it was ever retracted: there is no way back from that."""
    return PublicRevision.objects.filter(verdict=verdict, kind=RevisionKind.RETRACTION).exists()
