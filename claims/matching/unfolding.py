"""Looking at what was found about claims like the one that reviewers rate: allowed, and noted."""

from datetime import datetime

from claims.models import Claim
from claims.selectors.cards import see_claim
from claims.selectors.matches import LOOKED, has_looked
from factcheck.accounts.models import User
from factcheck.ledger import acts as ledger


def look_at_ratings(*, claim_id: int, by: User, at: datetime) -> Claim:
    """Note that this person sees the ratings of what is like the claim; once is enough. Raises `NotFound`."""
    claim = see_claim(by, claim_id)
    if not has_looked(by, claim):
        with ledger.act(LOOKED, subject=claim, by=by, at=at):
            pass
    return claim
