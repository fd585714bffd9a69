"""Long lists page by key, never by offset."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.pagination import CursorPagination

PAGE = 25
LONGEST = 100


class NewestFirst(CursorPagination):
    """The API's pages: newest first, 25 a page, at most 100."""

    ordering = "-pk"
    page_size = PAGE
    page_size_query_param = "page_size"
    max_page_size = LONGEST


@dataclass(frozen=True)
class Page:
    """One page of a list, newest first. `older` and `newer` are the query values of the links, or None."""

    rows: list[Any]
    older: int | None
    newer: int | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page_by_key(queryset: QuerySet, request: HttpRequest, *, size: int = PAGE) -> Page:
    """The page that `?older=<pk>` or `?newer=<pk>` asks for, of rows in descending primary key."""
    older, newer = key_asked(request, "older"), key_asked(request, "newer")
    if newer is not None:
        rows = list(queryset.filter(pk__gt=newer).order_by("pk")[: size + 1])
        more = len(rows) > size
        rows = rows[:size][::-1]
        return Page(rows, rows[-1].pk if rows else None, rows[0].pk if rows and more else None)
    if older is not None:
        queryset = queryset.filter(pk__lt=older)
    rows = list(queryset.order_by("-pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, rows[-1].pk if more else None, rows[0].pk if rows and older is not None else None)


def page_links(page: Page, request: HttpRequest) -> dict[str, str]:
    """`older_url` and `newer_url` for parts/pager.html: this address with its other query values kept."""
    return {
        f"{name}_url": "?" + _other_values(request, **{name: key}) if key is not None else ""
        for name, key in (("older", page.older), ("newer", page.newer))
    }


def _other_values(request: HttpRequest, **key: int) -> str:
    values = request.GET.copy()
    for name in ("older", "newer"):
        values.pop(name, None)
    for name, value in key.items():
        values[name] = str(value)
    return values.urlencode()


def key_asked(request: HttpRequest, name: str) -> int | None:
    """The key a page begins at, from the address; None for nonsense and for numbers no row can have."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
