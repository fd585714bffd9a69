"""A new proposal's check-worthiness: the prior, and what the desk has taught."""

from bisect import bisect_right
from collections.abc import Sequence

from claims.learning.features import Seen
from claims.learning.scoring import scales_in_use
from claims.learning.traits import traits_of
from claims.models import Claim
from claims.splitting import Candidate, Passage
from claims.splitting.signs import read_signs

COLUMNS = ("prior", "checkworthiness", "reasons", "desk_version", "traits")


def weigh_up(claims: Sequence[Claim], found: Sequence[Candidate], *, passages: Sequence[Passage]) -> None:
    """Fill in `COLUMNS` of claims from the candidates they are made of, in the same order. Saves nothing.

    The desk model in use is asked once for them all. Each claim's claimant must be at hand.
    """
    starts = [one.start for one in passages]
    seen = []
    for claim, one in zip(claims, found, strict=True):
        place = bisect_right(starts, one.start) - 1
        claim.prior = one.checkworthiness
        claim.traits = traits_of(
            signs=read_signs(one.text),
            types=one.types,
            kind=passages[place].kind if place >= 0 else "body",
            said_by=claim.claimant.kind if claim.claimant else "",
            words=len(one.text.split()),
        )
        seen.append(Seen(" ".join(one.text.split()), claim.prior, tuple(claim.traits)))
    for claim, weighed in zip(claims, scales_in_use().weigh(seen, [one.reasons for one in found]), strict=True):
        claim.checkworthiness, claim.reasons = weighed.checkworthiness, list(weighed.reasons)
        claim.desk_version = weighed.version
