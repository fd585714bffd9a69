"""Who could be asked, and how much each carries already."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.models import AwayPeriod, DeclaredInterest
from reviews.states import ASSIGNMENT_OPEN

DEFAULT_CAPACITY = 8


@dataclass(frozen=True)
class Load:
    """A person with open assignments and capacity. `refusal` says why this claim cannot go to them, if so."""

    person: User
    open: int
    capacity: int
    refusal: str = ""

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.open)


def loads() -> list[Load]:
    """Everybody with an open account, by name."""
    people = User.objects.filter(is_active=True).select_related("reviewer").order_by("name", "pk")
    counted = people.annotate(carried=Count("assignments", filter=Q(assignments__status__in=ASSIGNMENT_OPEN)))
    return [Load(person, person.carried, capacity_of(person)) for person in counted]


def capacity_of(person: User) -> int:
    reviewer = getattr(person, "reviewer", None)
    return reviewer.capacity if reviewer is not None else DEFAULT_CAPACITY


def whom_to_ask(claim: Claim, asked: set[int]) -> list[Load]:
    """Everybody, those with most room first; those who may not get this claim last, with the reason."""
    conflicted = people_with_conflict(claim)
    found = []
    for load in loads():
        refusal = ""
        if load.person.pk in asked:
            refusal = "asked already"
        elif load.person.pk in conflicted:
            refusal = "conflict declared"
        found.append(Load(load.person, load.open, load.capacity, refusal))
    return sorted(found, key=lambda load: (bool(load.refusal), -load.free, load.person.name))


def people_with_conflict(claim: Claim) -> set[int]:
    """The ids of those whose declared interests name the claimant or the topic."""
    names = [str(named) for named in (claim.claimant, claim.topic) if named is not None]
    named = Q(pk__in=[])
    for name in names:
        named |= Q(name__iexact=name)
    return set(DeclaredInterest.objects.filter(named).values_list("reviewer__user_id", flat=True))


def away_on(day: date) -> list[AwayPeriod]:
    """Who is away on that day or leaves the day after."""
    away = AwayPeriod.objects.filter(from_on__lte=day + timedelta(days=1), until_on__gte=day)
    return list(away.select_related("reviewer__user").order_by("from_on"))
