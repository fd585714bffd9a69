"""The people of the desk, a page at a time, in the order of the Team page."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from factcheck.accounts import selectors
from factcheck.accounts.models import User

PAGE = 50


@dataclass(frozen=True)
class PeoplePage:
    """`before` and `after` are the ids that the links to the neighbouring pages carry, or None."""

    people: list[User]
    before: int | None = None
    after: int | None = None


def page_of_people(
    user: User, *, words: str = "", before: int | None = None, after: int | None = None, size: int = PAGE
) -> PeoplePage:
    """The people the user sees, open accounts first, by name; `words` in the name, byline or address narrow them."""
    people = selectors.list_people(user)
    if words:
        named = Q(name__icontains=words) | Q(byline__icontains=words) | Q(email__icontains=words)
        people = people.filter(named)
    edge = User.objects.filter(pk=before or after).first() if before or after else None
    if edge is not None and before:
        return _page_before(people, edge, size)
    return _page_after(people, edge, size)


def _page_after(people: QuerySet[User], edge: User | None, size: int) -> PeoplePage:
    if edge is not None:
        later = Q(name__gt=edge.name) | Q(name=edge.name, pk__gt=edge.pk)
        people = people.filter(Q(is_active__lt=edge.is_active) | Q(is_active=edge.is_active) & later)
    rows = list(people[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return PeoplePage(
        rows, before=rows[0].pk if rows and edge is not None else None, after=rows[-1].pk if more else None
    )


def _page_before(people: QuerySet[User], edge: User, size: int) -> PeoplePage:
    earlier = Q(name__lt=edge.name) | Q(name=edge.name, pk__lt=edge.pk)
    people = people.filter(Q(is_active__gt=edge.is_active) | Q(is_active=edge.is_active) & earlier)
    rows = list(people.reverse()[: size + 1])
    more = len(rows) > size
    rows = rows[:size][::-1]
    return PeoplePage(rows, before=rows[0].pk if more else None, after=rows[-1].pk if rows else edge.pk)
