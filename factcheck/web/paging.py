"""Long lists page by key, never by offset."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework import exceptions as drf
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from factcheck.core.errors import Invalid
from factcheck.web.asking import number_asked

PAGE = 25
LONGEST = 100
MOST_DIGITS = 19  # of a number that a row can have


class NewestFirst(CursorPagination):
    """The API's pages: newest first, 25 a page, at most 100."""

    ordering = "-pk"
    page_size = PAGE
    page_size_query_param = "page_size"
    max_page_size = LONGEST

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As OpenAPI 3.1 says it: the addresses are null at the ends."""
        beside = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": beside, "previous": beside, "results": schema},
        }

    def get_page_size(self, request: Request) -> int:
        """What was asked for. Codes: `not_a_number`, `out_of_range`."""
        asked = request.query_params.get(self.page_size_query_param, "")
        return number_asked({"page_size": asked}, "page_size", default=self.page_size, least=1, most=LONGEST)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The place to go on from. Code: `bad_cursor`."""
        try:
            cursor = super().decode_cursor(request)
        except drf.NotFound:
            raise _bad_cursor() from None
        if cursor is not None and cursor.position is not None and not _is_place(cursor.position):
            raise _bad_cursor()
        return cursor


def _is_place(position: str) -> bool:
    """Whether a row may stand there: every list of the API is ordered by a whole number first."""
    digits = position.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < MOST_DIGITS


def _bad_cursor() -> Invalid:
    return Invalid.field("cursor", "bad_cursor", "Follow the addresses in next and previous; they are not made up.")


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
