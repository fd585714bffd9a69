"""Lists that page by the row's own key, newest first."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from factcheck.web.asking import number_asked
from reviews.public_api.answering import OLDER_IN_WORDS, PAGE_SIZE, number_parameter

LARGEST = 2**63 - 1
ROWS = (
    PAGE_SIZE,
    number_parameter("older", words=OLDER_IN_WORDS, least=1, most=LARGEST),
)


def page_of_rows(found: QuerySet, asked: Mapping[str, str], *, size: int) -> tuple[list[Any], int | None]:
    """The rows of the page that `older` asks for, and where the next one begins, if there is one."""
    older = number_asked(asked, "older", default=0, least=1, most=LARGEST)
    if older:
        found = found.filter(pk__lt=older)
    rows = list(found.order_by("-pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return rows, rows[-1].pk if more else None
