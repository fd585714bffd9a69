"""A person as a reviewer at a glance: for the Team page, their own page and the API. Never what they declared."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from factcheck.accounts.desk_settings import languages as languages_of_the_world
from factcheck.accounts.models import User
from reviews.assignment.eligibility import DEFAULT_CAPACITY, load_of
from reviews.models import Assignment, AwayPeriod, DeclaredInterest, Reviewer, ReviewerTopic

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Card:
    """`points` are taken of `capacity`; `open_work` counts assignments; `away` is the absence that holds or comes next.

    `conflicts` is how many interests the person declared, for editors and the person.
    """

    person: User
    version: int = 1
    capacity: int = DEFAULT_CAPACITY
    points: int = 0
    open_work: int = 0
    languages: list[str] = field(default_factory=list)
    working_days: list[int] = field(default_factory=list)
    topics: list[ReviewerTopic] = field(default_factory=list)
    away: AwayPeriod | None = None
    is_away: bool = False
    is_away_soon: bool = False
    conflicts: int = 0

    @property
    def language_names(self) -> list[str]:
        names = dict(languages_of_the_world())
        return [names.get(code, code) for code in self.languages]

    @property
    def is_full(self) -> bool:
        return self.points >= self.capacity


def cards_of(people: Collection[User], *, today: date) -> list[Card]:
    """The cards of these people in their order, in six queries however many they are."""
    ids = [person.pk for person in people]
    rows = {one.user_id: one for one in Reviewer.objects.filter(user__in=ids)}
    topics = _by_person(
        ReviewerTopic.objects.filter(reviewer__user__in=ids).select_related("reviewer", "topic").order_by("topic__name")
    )
    away = _by_person(
        AwayPeriod.objects.not_over(today).filter(reviewer__user__in=ids).select_related("reviewer").order_by("from_on")
    )
    conflicts = _counts(DeclaredInterest.objects.filter(reviewer__user__in=ids), "reviewer__user")
    open_work = _counts(Assignment.objects.filter(reviewer__in=ids).open(), "reviewer")
    loads = load_of(ids)
    return [
        Card(
            person=person,
            points=loads.get(person.pk, 0),
            open_work=open_work.get(person.pk, 0),
            topics=topics.get(person.pk, []),
            conflicts=conflicts.get(person.pk, 0),
            **_own(rows.get(person.pk)),
            **_absence(next(iter(away.get(person.pk, [])), None), today=today),
        )
        for person in people
    ]


def card_of(person: User, *, today: date) -> Card:
    return cards_of([person], today=today)[0]


def _own(row: Reviewer | None) -> dict[str, object]:
    """What the person's own row says; nothing when they have none yet."""
    if row is None:
        return {}
    return {name: getattr(row, name) for name in ("version", "capacity", "languages", "working_days")}


def _absence(next_one: AwayPeriod | None, *, today: date) -> dict[str, object]:
    if next_one is None:
        return {}
    is_away = next_one.from_on <= today
    is_soon = not is_away and next_one.from_on <= today + SOON
    return {"away": next_one, "is_away": is_away, "is_away_soon": is_soon}


def _by_person(rows: QuerySet) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.reviewer.user_id, []).append(row)
    return found


def _counts(rows: QuerySet, column: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(column).annotate(count=Count("pk")))
