"""What programs ask of the public API, among many published checks: row api.public_list.

Measured by `python -m benchmarks.public`, on its desk.
"""

import itertools
from collections.abc import Callable, Iterator

from benchmarks.measuring import Row, measure
from factcheck.road.person import Person, expect

SIZE = 100_000
CALLS = 160
QUERIES = (
    "",
    "page_size=100",
    "rating=false",
    "topic=money",
    "outlet=The+Lower+Health+Post",
    "topic=health&rating=false&from=2025-01-01",
    "language=en&order=date",
    "q=register",
    "q=burglaries+Oster",
    "q=register&order=date",
)


def measure_public_api(address: str, *, size: int = SIZE) -> list[Row]:
    """The row for the desk at this origin, one client alone. Every call asks for another page, so no shelf answers."""
    asked = (f"/api/public/v1/verdicts/?{query}" for query in _queries())
    return [measure("api.public_list", size=size, clients=1, calls=CALLS, make_call=lambda: _visiting(address, asked))]


def _queries() -> Iterator[str]:
    """Each with another last day, far ahead, so that no two are alike and all find the same."""
    for number, query in enumerate(itertools.cycle(QUERIES)):
        last = f"to=21{number // 336 % 100:02}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        yield f"{query}&{last}" if query else last


def _visiting(address: str, asked: Iterator[str]) -> Callable[[], None]:
    reader = Person(address)
    return lambda: expect(reader.get(next(asked)), 200)
