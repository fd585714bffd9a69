"""The next claim for a reviewer: own open work, then disagreements to settle, then the queue.

Two people never get the same seat: the claim's row is taken with SKIP LOCKED, its free seats are counted down by a
guarded update, and the rules are asked again in a second statement, which sees what was committed meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from claims import slots
from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import NotAllowed
from factcheck.ledger import acts as ledger
from factcheck.statements import prepared
from reviews.assignment import due_dates, rounds
from reviews.assignment.choosing import SoFar, count_rounds
from reviews.assignment.eligibility import Profile, profile_of
from reviews.assignment.offering import anything_fits, first_fitting
from reviews.models import Assignment, Round, SkippedClaim
from reviews.policies.settling import may_adjudicate
from reviews.selectors.locked import lock_people
from reviews.states import RoundStatus

LEASE = timedelta(minutes=30)
TRIES = 8
MOST_DISAGREEMENTS = 20

OWN = """SELECT mine.id FROM reviews_assignment mine JOIN reviews_round ON reviews_round.id = mine.round_id
WHERE mine.reviewer_id = %s AND mine.status IN ('assigned', 'in_progress') AND NOT EXISTS (
    SELECT FROM reviews_skippedclaim skipped
    WHERE skipped.claim_id = reviews_round.claim_id AND skipped.reviewer_id = mine.reviewer_id AND skipped.until > %s)
ORDER BY mine.due_at, mine.id LIMIT 1"""


@dataclass(frozen=True)
class Pulled:
    """What comes next. `queue` is own, settle or new; `why` says why this one, in a sentence or two."""

    queue: str
    why: str
    assignment: Assignment | None = None
    round: Round | None = None
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Nothing:
    """Why there is nothing to do. `code`: all_done, all_leased, at_capacity, away, none_in_languages, none_for_you."""

    code: str
    sentence: str


def pull_next(*, by: User, at: datetime) -> Pulled | Nothing:
    """Give the person their next piece of work, and the reason for it.

    A claim taken from the queue lapses 30 minutes later by the database's clock unless something is typed. Raises
    `NotAllowed` when the account was closed meanwhile.
    """
    with ledger.act("pull", by=by, at=at) as act:
        # One pull of a person at a time, or two tabs would fill the same last points twice.
        lock_people([by.pk])
        profile = profile_of(by, at=at)
        if not profile.is_open:
            raise NotAllowed("This account was closed.")
        pulled = _own(by, at=at) or _disagreement(profile, at=at) or _from_the_queue(profile, at=at)
        act.note(queue=pulled.queue if isinstance(pulled, Pulled) else pulled.code)
    return pulled


def _own(by: User, *, at: datetime) -> Pulled | None:
    with prepared(), connection.cursor() as cursor:
        cursor.execute(OWN, [by.pk, at])
        found = cursor.fetchone()
    if found is None:
        return None
    related = ("round__wording", "round__claim", "round__plan", "reviewer")
    first = Assignment.objects.select_related(*related).get(pk=found[0])
    when = "overdue" if first.due_at < at else "due soonest"
    return Pulled("own", f"Your own open work comes first, and this is {when}.", assignment=first, round=first.round)


def _disagreement(profile: Profile, *, at: datetime) -> Pulled | None:
    by = profile.user
    if not (by.is_admin or profile.expert):
        return None  # see policies.settling.may_adjudicate
    skipped = SkippedClaim.objects.filter(reviewer=by, claim=OuterRef("claim"), until__gt=at)
    waiting = Round.objects.filter(status=RoundStatus.ADJUDICATION).exclude(Exists(skipped))
    waiting = waiting.filter(adjudicator=None) | waiting.filter(adjudicator=by)
    for round_ in waiting.select_related("claim__topic", "wording").order_by("closed_at", "pk")[:MOST_DISAGREEMENTS]:
        if may_adjudicate(by, round_):
            why = "Two reviewers disagree, you reviewed it in no round, and it has waited longest."
            return Pulled("settle", why, round=round_)
    return None


def _from_the_queue(profile: Profile, *, at: datetime) -> Pulled | Nothing:
    held_back = why_held_back(profile)
    if held_back is not None:
        return held_back
    for claim in _offered(profile, at=at):
        # A second statement sees what was committed before the claim was locked: somebody may have asked them by hand.
        so_far = count_rounds(claim, asked=profile.user)
        if claim.open_slots and not so_far.asked:
            with prepared():
                return _take(claim, profile, so_far=so_far, at=at)
    return _why_nothing(profile, at=at)


def why_held_back(profile: Profile) -> Nothing | None:
    """What keeps the queue from giving this person anything at all, if something does."""
    if profile.is_away:
        return Nothing("away", "You are set as away today, so nothing new comes to you.")
    if profile.is_full:
        sentence = f"You hold {profile.load} of {profile.capacity} points. Finish or hand back something first."
        return Nothing("at_capacity", sentence)
    return None


def _offered(profile: Profile, *, at: datetime) -> Iterator[Claim]:
    """Claims under lock, the highest priority first; one that turns out not to fit any more is passed over."""
    passed: list[int] = []
    for _ in range(TRIES):
        claim = first_fitting(profile, at=at, passed=passed)
        if claim is None:
            return
        yield claim
        passed.append(claim.pk)


def _take(claim: Claim, profile: Profile, *, so_far: SoFar, at: datetime) -> Pulled:
    """The seat is theirs: the round is opened if there is none, and the assignment lapses unless work begins."""
    person = profile.user
    round_ = None if claim.status == ClaimStatus.ACCEPTED else rounds.round_under_way(claim)
    is_new = round_ is None
    if round_ is None:
        round_ = rounds.open_round(claim, plan=None, so_far=so_far, taken=1, by=person, at=at)
    else:
        slots.take_slots(claim, count=1)
    round_.claim = claim
    may_lead = claim.topic_id not in profile.learning
    needs_lead = may_lead and round_.plan.has_lead and (is_new or not has_lead(round_))
    due_at = due_dates.due_for(claim, at=at, person=person)
    asked = rounds.ask(
        round_, person, is_lead=needs_lead, due_at=due_at, note="", by=person, at=at, pulled_until=Now() + LEASE
    )
    reasons = _reasons(claim, profile)
    why = f"From the queue: {', '.join(reasons)}." if reasons else "From the queue: the highest priority that fits you."
    return Pulled("new", why, assignment=asked, round=round_, reasons=reasons)


def has_lead(round: Round) -> bool:
    return Assignment.objects.live().filter(round=round, is_lead=True).exists()


def _reasons(claim: Claim, profile: Profile) -> list[str]:
    """Why this claim, of all that wait, in plain words."""
    parts = claim.priority_parts or {}
    found = ["it has the highest priority of those that fit you"]
    if claim.topic_id in profile.able:
        found.append(f"{claim.topic} is one of your topics")
    if parts.get("demand"):
        found.append("it came in more than once")
    if parts.get("boost"):
        found.append("an editor moved it up")
    return found


def why_none_waits(profile: Profile) -> Nothing | None:
    """Why no claim at all waits for a person with these languages, if none does."""
    waiting = Claim.objects.filter(open_slots__gt=0)
    if not waiting.exists():
        return Nothing("all_done", "Nothing waits for a reviewer. All done.")
    if profile.languages and not waiting.filter(language__in=profile.languages).exists():
        spoken = ", ".join(sorted(profile.languages))
        return Nothing("none_in_languages", f"Claims are waiting, but none in your languages ({spoken}).")
    return None


def _why_nothing(profile: Profile, *, at: datetime) -> Nothing:
    none_waits = why_none_waits(profile)
    if none_waits is not None:
        return none_waits
    if anything_fits(profile, at=at):
        return Nothing("all_leased", "Others are taking the last ones at this moment. Try again shortly.")
    sentence = "Claims are waiting, but none for you: reviewed or skipped before, or your topics or interests."
    return Nothing("none_for_you", sentence)
