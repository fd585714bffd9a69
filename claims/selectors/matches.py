"""What a claim may be the same as, for a person to judge: the words both share, what was found, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q

from claims.models import Claim, ClaimMatch, ImportedCheck
from claims.models.matching import SAME_PAGE
from claims.retrieval.reading import Reading
from claims.states import TAKEN_ON, ClaimStatus, Suggestion
from factcheck.accounts.models import User
from factcheck.ledger.models import Entry

SHOWN = 5
LOOKED = "look_at_ratings"  # the act by which somebody unfolds ratings
PASSED = (ClaimStatus.DISMISSED, ClaimStatus.NOT_PICKED)  # not worth a comparison any more
BEING_RATED = (ClaimStatus.IN_REVIEW, ClaimStatus.ADJUDICATION)
TOKEN = re.compile(r"\w+(?:,\d{3})*")

Piece = tuple[str, bool]  # a stretch of words, and whether both texts have it


@dataclass(frozen=True)
class SeenMatch:
    """A match from the side of one of its claims. `other` is never a merged claim: then its canonical one."""

    match: ClaimMatch
    claim: Claim
    other: Claim | None
    place: int  # 1 for the first one shown
    is_folded: bool = False  # reviewers rate the claim now, so what others found is not shown unasked

    @property
    def refuse_key(self) -> str:
        """The digit beside `place` that says "not the same": 6 for the first, 0 for the fifth."""
        return str((self.place + SHOWN) % 10)

    @property
    def imported(self) -> ImportedCheck | None:
        return self.match.imported

    @property
    def text(self) -> str:
        if self.imported:
            return self.imported.claim_text
        return self.other.wording.text if self.other and self.other.wording else ""

    @property
    def pieces(self) -> list[Piece]:
        """The other's words, the shared ones marked."""
        return list(mark_shared(self.text, like=self.claim.wording.text if self.claim.wording else ""))

    @property
    def is_same_page(self) -> bool:
        """Whether its publisher found it on the page that the claim stands on."""
        return self.imported is not None and SAME_PAGE in self.match.parts

    @property
    def is_confirmed(self) -> bool:
        return self.match.state == Suggestion.CONFIRMED

    @property
    def has_rating(self) -> bool:
        return bool(self._rating)

    @property
    def rating(self) -> str:
        """What was found about it; empty when nothing is published or it is folded."""
        return "" if self.is_folded else self._rating

    @property
    def _rating(self) -> str:
        return self.imported.outcome_rating if self.imported else self.other.outcome_rating if self.other else ""

    @property
    def rated_at(self) -> datetime | None:
        return self.imported.outcome_at if self.imported else self.other.outcome_at if self.other else None

    @property
    def url(self) -> str:
        """Where the fact-check can be read; empty when there is none."""
        return self.imported.outcome_url if self.imported else self.other.outcome_url if self.other else ""

    @property
    def may_confirm(self) -> bool:
        """Whether this claim can go into the other one, or be noted as checked by others."""
        if self.is_confirmed:
            return False
        if self.other is None:
            return self.claim.status not in (*PASSED, ClaimStatus.DUPLICATE)
        takes_in = self.other.status in TAKEN_ON and self.other.status != ClaimStatus.SHELVED
        equals = self.claim.status == self.other.status == ClaimStatus.CANDIDATE
        return self.claim.may("merge") and (takes_in or equals)

    @property
    def may_refuse(self) -> bool:
        """What is one claim by now is taken apart by bringing the merged claim back."""
        return self.other is None or not self.is_confirmed


def see_matches(user: User, claim: Claim, *, limit: int = SHOWN) -> list[SeenMatch]:
    """The confirmed ones, then the likeliest suggestions; never what was refused. At most two queries."""
    rows = matches_of(claim).exclude(state=Suggestion.REFUSED)
    passed = Q(other=claim, claim__status__in=PASSED) | Q(claim=claim, other__status__in=PASSED)
    rows = rows.exclude(passed & Q(state=Suggestion.SUGGESTED)).order_by(
        "state", F("score").desc(nulls_last=True), "pk"
    )
    return seen_from(user, claim, rows[:limit])


def matches_of(claim: Claim):
    """Every match with this claim on one of its two sides, with what is shown of both; see `standing`."""
    sides = (f"{side}{step}" for side in ("claim", "other") for step in ("", "__canonical"))
    related = [f"{side}__{what}" for side in sides for what in ("wording", "claimant", "article")]
    rows = ClaimMatch.objects.standing().filter(Q(claim=claim) | Q(other=claim))
    texts = [f"{side}{step}__article__text" for side in ("claim", "other") for step in ("", "__canonical")]
    return rows.select_related("imported", "decided_by", *related).defer(*texts)


def seen_from(user: User, claim: Claim, rows) -> list[SeenMatch]:
    """The rows from this claim's side; ratings folded while reviewers rate it, unless `user` has asked for them."""
    sides = [(row, _other(row, claim)) for row in rows]
    sides = [(row, other) for row, other in sides if other != claim]  # what was merged into it says nothing new
    found = [SeenMatch(row, claim, other, place) for place, (row, other) in enumerate(sides, start=1)]
    if claim.status in BEING_RATED and any(one.has_rating for one in found) and not has_looked(user, claim):
        return [replace(one, is_folded=True) for one in found]
    return found


def see_match(user: User, match: ClaimMatch) -> SeenMatch | None:
    """One match, from the side of the claim that went into the other one if either did, else of the one it is of."""
    sides = sorted(filter(None, [match.claim, match.other]), key=lambda one: one.status != ClaimStatus.DUPLICATE)
    for claim in sides:
        for seen in seen_from(user, claim, matches_of(claim).filter(pk=match.pk)):
            return seen
    return None


def has_looked(user: User, claim: Claim) -> bool:
    """Whether this person asked for the ratings of what is like the claim."""
    looked = Entry.objects.filter(subject_type=Claim._meta.model_name, subject_id=claim.pk, verb=LOOKED)
    return looked.filter(by=user).exists()


def _other(row: ClaimMatch, claim: Claim) -> Claim | None:
    if row.imported_id:
        return None
    other = row.other if row.claim_id == claim.pk else row.claim
    return other.canonical if other.status == ClaimStatus.DUPLICATE else other


def mark_shared(text: str, *, like: str) -> Iterator[Piece]:
    """The text in pieces; those words whose stem stands in the other text too are marked.

    >>> list(mark_shared("Rents rose.", like="The rent is rising"))
    [('Rents', True), (' rose.', False)]
    """
    terms = {word.term for word in Reading(like, language="en").words}
    written = {word.written for word in Reading(text, language="en").words if word.term in terms}
    at = 0
    for token in TOKEN.finditer(text):
        if token[0].replace(",", "") in written:
            if text[at : token.start()]:
                yield text[at : token.start()], False
            yield token[0], True
            at = token.end()
    if text[at:]:
        yield text[at:], False
