"""What a person must not judge. Only they see which interests they declared; others see that there are some."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower

from claims.models import Claimant, Edition, Topic
from factcheck.accounts.models import User
from factcheck.accounts.typed import usable_line
from factcheck.core.errors import Invalid, NotFound
from factcheck.ledger import acts as ledger
from factcheck.ledger.chain import commitment
from reviews.assignment.by_hand import decline_assignment
from reviews.assignment.eligibility import Profile, facts_of, profile_of
from reviews.assignment.rounds import unname
from reviews.models import Assignment, DeclaredInterest, InterestKind, Reviewer, Round
from reviews.selectors.locked import lock_reviewer, lock_round
from reviews.states import ROUND_UNDER_WAY

LONGEST_NAME = 200
MOST_INTERESTS = 200
CONFLICT = "A conflict of interest was declared."


@dataclass(frozen=True)
class Declared:
    """What was declared, and how many open assignments it took from the person who declared it."""

    interest: DeclaredInterest
    given_back: int


def declare_interest(*, kind: str, name: str, by: User, at: datetime) -> Declared:
    """Declare someone or something one must not judge: person, organisation, publisher or topic, by its name.

    Open work that it touches goes back to the desk at once. The ledger keeps a commitment instead of the name.
    Raises `Invalid` on `kind`, `name`.
    """
    if kind not in InterestKind.values:
        raise Invalid.field("kind", "unknown_kind", "An interest is in a person, organisation, publisher or topic.")
    line = usable_line("name", name, most=LONGEST_NAME)
    with ledger.act("declare_interest", by=by, at=at) as act:
        reviewer = lock_reviewer(by.pk, by=by)
        _refuse_known(reviewer, kind=kind, name=line)
        declared = DeclaredInterest.objects.create(reviewer=reviewer, kind=kind, name=line)
        act.about(declared)
        act.note(interest=commitment(f"{kind}: {line}", salt=declared.salt))
        return Declared(declared, _give_back(by, at=at))


def _refuse_known(reviewer: Reviewer, *, kind: str, name: str) -> None:
    declared = DeclaredInterest.objects.filter(reviewer=reviewer)
    if declared.annotate(low=Lower("name")).filter(kind=kind, low=name.lower()).exists():
        raise Invalid.field("name", "declared_already", "You have declared this already.")
    if declared.count() >= MOST_INTERESTS:
        raise Invalid.field("name", "too_many", f"At most {MOST_INTERESTS} interests; an editor can help with more.")


def _give_back(by: User, *, at: datetime) -> int:
    """End the person's open work on claims they must not judge now; how many that was. Nor do they settle them."""
    profile = profile_of(by, at=at)
    _unname(profile, at=at)
    held = Assignment.objects.of(by).open().select_related("round__claim__claimant", "round__claim__topic")
    in_order = held.order_by("round__claim_id", "pk")  # claims are locked in one order
    touched = [one.pk for one in in_order if profile.interests & facts_of(one.round.claim, None).names]
    for assignment_id in touched:
        decline_assignment(assignment_id=assignment_id, because=CONFLICT, by=by, at=at)
    return len(touched)


def _unname(profile: Profile, *, at: datetime) -> None:
    """Somebody else may settle disagreements that were kept for this person."""
    by = profile.user
    kept = Round.objects.filter(adjudicator=by, status__in=ROUND_UNDER_WAY)
    for round_ in kept.select_related("claim__claimant", "claim__topic").order_by("claim_id"):
        if profile.interests & facts_of(round_.claim, None).names:
            locked = lock_round(round_.pk, by=by)
            if locked.adjudicator_id == by.pk:
                unname(locked, by=by, at=at)


def withdraw_interest(*, interest_id: int, by: User, at: datetime) -> None:
    """Take back one's own declaration: its name and salt are destroyed. Raises `NotFound`, for others' too."""
    with ledger.act("withdraw_interest", by=by, at=at) as act:
        lock_reviewer(by.pk, by=by)
        declared = DeclaredInterest.objects.visible_to(by).filter(pk=interest_id).first()
        if declared is None:
            raise NotFound
        # About the person: the row is gone when the entry is written.
        act.about(by)
        act.note(interest=interest_id)
        declared.delete()


def names_met(names: Iterable[str]) -> set[str]:
    """Those of the names, in lower case, that the desk has met as claimant, topic or outlet: others protect nobody."""
    low = {name.lower() for name in names}
    if not low:
        return set()
    found: set[str] = set()
    for model, column in ((Claimant, "name"), (Topic, "name"), (Edition, "outlet")):
        rows = model.objects.order_by().annotate(low=Lower(column)).filter(low__in=low)
        found.update(rows.values_list("low", flat=True).distinct())
    return found
