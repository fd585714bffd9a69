"""Who may be asked to check a claim, and what stands in the way of everybody else.

The same rules stand in two shapes: `obstacles` names them for one person and one claim, `offering` narrows a query to
the claims one person may take from the queue.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import QuerySet, Sum
from psycopg.types.range import Range

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.statements import prepared
from reviews.assignment.due_dates import desk_day
from reviews.models import Assignment, AwayPeriod, Round
from reviews.policies.settling import names_in
from reviews.states import AssignmentStatus

DEFAULT_CAPACITY = 16
DAY = timedelta(days=1)
AWAY = 7  # the column of PROFILES with the absences
ACTIVE = [AssignmentStatus.ASSIGNED, AssignmentStatus.IN_PROGRESS]
# What the queue does not give to the same person once more, unless their review was closed unread.
NEVER_AGAIN = [one for one in AssignmentStatus.values if one not in (AssignmentStatus.LAPSED, AssignmentStatus.ENDED)]


@dataclass(frozen=True)
class Obstacle:
    """A reason why somebody should not get a claim. An editor may override some, with a reason."""

    code: str
    sentence: str
    may_override: bool = False


@dataclass(frozen=True)
class Profile:
    """What the rules need to know of a reviewer, read once."""

    user: User
    capacity: int = DEFAULT_CAPACITY
    languages: frozenset[str] = frozenset()  # empty: every language
    expert: frozenset[int] = frozenset()  # topics
    able: frozenset[int] = frozenset()  # experts among them
    learning: frozenset[int] = frozenset()
    interests: frozenset[str] = frozenset()  # names, in lower case
    is_away: bool = False
    load: int = 0  # points of open work that is not waiting
    is_open: bool = True  # the account, as it is by now

    @property
    def is_full(self) -> bool:
        return self.load >= self.capacity


@dataclass(frozen=True)
class ClaimFacts:
    """What the rules need to know of a claim, read once."""

    asked: frozenset[int]  # ids of people
    reviewed: frozenset[int]
    names: frozenset[str]  # claimant, topic and outlets, in lower case


# One statement for all that the rules ask of people. As six queries it was a third of what taking a claim cost.
PROFILES = """
SELECT person.id, coalesce(r.capacity, %s), coalesce(r.languages, '{}'),
    ARRAY(SELECT topic_id FROM reviews_reviewertopic WHERE reviewer_id = r.id AND level = 'expert'),
    ARRAY(SELECT topic_id FROM reviews_reviewertopic WHERE reviewer_id = r.id AND level = 'able'),
    ARRAY(SELECT topic_id FROM reviews_reviewertopic WHERE reviewer_id = r.id AND level = 'learning'),
    ARRAY(SELECT lower(name) FROM reviews_declaredinterest WHERE reviewer_id = r.id),
    ARRAY(SELECT daterange(from_on, until_on, '[]') FROM reviews_awayperiod
        WHERE reviewer_id = r.id AND from_on <= %s AND until_on >= %s),
    coalesce((SELECT sum(points) FROM reviews_assignment
        WHERE reviewer_id = person.id AND status IN ('assigned', 'in_progress')), 0),
    person.is_active
FROM accounts_user person LEFT JOIN reviews_reviewer r ON r.user_id = person.id
WHERE person.id = ANY(%s)
"""


def profiles_of(people: Collection[User], *, at: datetime) -> dict[int, Profile]:
    """The profiles of these people by id, in one query; one more when somebody is away about the day of `at`.

    Which day that is where the desk is, decides who is away.
    """
    known, day = {person.pk: person for person in people}, at.date()
    with prepared(), connection.cursor() as cursor:
        cursor.execute(PROFILES, [DEFAULT_CAPACITY, day + DAY, day - DAY, list(known)])
        rows = cursor.fetchall()
    # `at` may be told in any zone; which day the desk has is asked for only where it matters.
    today = desk_day(at) if any(row[AWAY] for row in rows) else day
    return {row[0]: _profile(known[row[0]], *row[1:], today=today) for row in rows}


def _profile(
    person: User,
    capacity: int,
    languages: list[str],
    expert: list[int],
    able: list[int],
    learning: list[int],
    interests: list[str],
    away: list[Range[date]],
    load: int,
    is_open: bool,
    *,
    today: date,
) -> Profile:
    return Profile(
        user=person,
        capacity=capacity,
        languages=frozenset(languages),
        expert=frozenset(expert),
        able=frozenset([*able, *expert]),
        learning=frozenset(learning),
        interests=frozenset(interests),
        is_away=any(today in period for period in away),
        load=load,
        is_open=is_open,
    )


def profile_of(person: User, *, at: datetime) -> Profile:
    return profiles_of([person], at=at)[person.pk]


def away_on(at: datetime) -> QuerySet:
    """Absences that cover the day of `at` where the desk is."""
    day = desk_day(at)
    return AwayPeriod.objects.filter(from_on__lte=day, until_on__gte=day)


def load_of(ids: Sequence[int]) -> dict[int, int]:
    """Points of open work that is not waiting, by person; people without any are left out."""
    open_work = Assignment.objects.filter(reviewer__in=ids, status__in=ACTIVE)
    return dict(open_work.order_by().values_list("reviewer").annotate(points=Sum("points")))


def obstacles(profile: Profile, claim: Claim, round: Round | None) -> list[Obstacle]:
    """Everything that stands between this person and this claim, the gravest first; empty when nothing does."""
    return obstacles_in(facts_of(claim, round), profile, claim)


def obstacles_in(facts: ClaimFacts, profile: Profile, claim: Claim) -> list[Obstacle]:
    """The same for one person of many, from what is known of the claim already."""
    person = profile.user
    found = []
    if not person.is_active:
        found.append(Obstacle("closed", f"{person}'s account is closed."))
    if person.pk in facts.asked:
        found.append(Obstacle("asked_already", f"{person} is already asked to check this claim."))
    elif person.pk in facts.reviewed:
        found.append(Obstacle("reviewed_already", f"{person} has reviewed this claim already."))
    if profile.interests & facts.names:
        # Others see that there is a conflict, never which.
        found.append(Obstacle("conflict", f"{person} has declared a conflict of interest."))
    if profile.is_away:
        found.append(Obstacle("away", f"{person} is away."))
    return found + soft_obstacles(profile, claim)


def facts_of(claim: Claim, round: Round | None) -> ClaimFacts:
    """Who is asked in this round, who has reviewed the claim, and every name an interest may be in. Three queries."""
    live = Assignment.objects.live().filter(round=round) if round is not None else Assignment.objects.none()
    # A review counts that still stands, in a round that was read.
    read = Assignment.objects.filter(round__claim=claim, status=AssignmentStatus.SUBMITTED)
    return ClaimFacts(
        asked=frozenset(live.values_list("reviewer", flat=True)),
        reviewed=frozenset(read.exclude(round__status="closed_unread").values_list("reviewer", flat=True)),
        names=names_in(claim),
    )


def soft_obstacles(profile: Profile, claim: Claim) -> list[Obstacle]:
    """What an editor may override with a reason: language, topic, load."""
    person, found = profile.user, []
    if profile.languages and claim.language and claim.language not in profile.languages:
        found.append(Obstacle("language", f"{person} does not work in this language ({claim.language}).", True))
    if claim.topic_id and (profile.able or profile.learning) and claim.topic_id not in profile.able | profile.learning:
        found.append(Obstacle("topic", f"“{claim.topic}” is not among {person}'s topics.", True))
    if profile.is_full:
        found.append(Obstacle("full", f"{person} is full: {profile.load} of {profile.capacity} points.", True))
    return found
