"""Who could be asked, what stands in the way, and how much everybody carries: for the eyes of editors.

The rules are those of `eligibility`; here they are asked for many people at once, in a fixed number of queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.assignment.due_dates import desk_day
from reviews.assignment.eligibility import Obstacle, Profile, facts_of, obstacles_in, profiles_of
from reviews.models import AwayPeriod, Round

MOST = 60  # people shown; a larger desk searches by name

# Written out: put together from the models it took longer than it ran.
CARRIED = """
SELECT reviewer_id, count(*) FROM reviews_assignment
WHERE status IN ('assigned', 'in_progress', 'waiting') AND reviewer_id = ANY(%s) GROUP BY reviewer_id
"""


@dataclass(frozen=True)
class Load:
    """A person beside the claims: points of capacity taken, assignments held, what stands between them and a claim."""

    person: User
    profile: Profile
    open: int = 0  # assignments, waiting ones too
    obstacles: list[Obstacle] = field(default_factory=list)

    @property
    def points(self) -> int:
        return self.profile.load

    @property
    def capacity(self) -> int:
        return self.profile.capacity

    @property
    def free(self) -> int:
        """Points left today; none for somebody who is away."""
        return 0 if self.profile.is_away else max(0, self.capacity - self.points)

    @property
    def refusal(self) -> str:
        """Why this claim cannot go to them, whatever an editor says."""
        return "; ".join(_short(one) for one in self.obstacles if not one.may_override)

    @property
    def warning(self) -> str:
        """Why it should not, unless an editor says why."""
        return "; ".join(_short(one) for one in self.obstacles if one.may_override)

    def seats(self, points: int) -> int:
        """How many more claims at so many points."""
        return self.free // max(points, 1)


SHORT = {
    "closed": "account closed",
    "asked_already": "asked already",
    "reviewed_already": "has reviewed it",
    "conflict": "conflict declared",
    "away": "away",
    "language": "not in their language",
    "topic": "not among their topics",
    "full": "full",
}


def _short(obstacle: Obstacle) -> str:
    return SHORT[obstacle.code]


def loads(*, at: datetime, name: str = "", most: int = MOST) -> list[Load]:
    """People with an open account by name, at most `most`; those whose name holds `name`."""
    people = User.objects.filter(is_active=True).order_by("name", "pk")
    if name.strip():
        people = people.filter(name__icontains=name.strip())
    return _loads(list(people[:most]), at=at)


def _loads(people: Sequence[User], *, at: datetime) -> list[Load]:
    profiles = profiles_of(people, at=at)
    carried = _carried(people)
    return [Load(person, profiles[person.pk], carried.get(person.pk, 0)) for person in people]


def _carried(people: Sequence[User]) -> dict[int, int]:
    """How many assignments these people hold, waiting ones too; nobody who holds none."""
    if not people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CARRIED, [[person.pk for person in people]])
        return dict(cursor.fetchall())


def whom_to_ask(claim: Claim, round: Round | None, *, at: datetime) -> list[Load]:
    """Everybody beside this claim: the free with most room first, then those to override, then who cannot be asked."""
    facts = facts_of(claim, round)
    found = [Load(one.person, one.profile, one.open, obstacles_in(facts, one.profile, claim)) for one in loads(at=at)]
    return sorted(found, key=lambda one: (bool(one.refusal), bool(one.warning), -one.free, one.person.name))


@dataclass(frozen=True)
class Away:
    """Somebody who is away now or from tomorrow, with the work they hold."""

    person: User
    period: AwayPeriod
    is_away_now: bool
    open: int


def away_soon(at: datetime, *, day: date | None = None) -> list[Away]:
    """Who is away on the day of `at` where the desk is, or leaves the day after; those who leave first first.

    `day`: that day, for whoever knows it.
    """
    day = desk_day(at) if day is None else day
    periods = AwayPeriod.objects.filter(from_on__lte=day + timedelta(days=1), until_on__gte=day)
    found = list(periods.select_related("reviewer__user").order_by("from_on", "pk")[:MOST])
    carried = _carried([one.reviewer.user for one in found])
    people = [(one, one.reviewer.user) for one in found]
    return [Away(person, one, one.from_on <= day, carried.get(person.pk, 0)) for one, person in people]
