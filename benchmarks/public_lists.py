"""What readers search and leaf through, among many published checks: rows public.search and public.list.

Measured by `python -m benchmarks.public`, on its desk.
"""

import itertools
import urllib.parse
from collections.abc import Callable, Iterator

from benchmarks.measuring import Row, measure
from factcheck.road.person import Person, expect

SIZE = 100_000
CALLS = 160
# A word in every check, one in a third of them, one in some dozens, two together, a phrase, one left out, none at all.
WORDS = (
    "said",
    "register",
    "burglaries Oster",
    '"wind turbines" Vell',
    "bridges -register",
    "hospital bed OR clinics",
    "Ida Quill",
    "nothingofthekind",
)
NARROWED = (
    "rating=false",
    "topic=money",
    "outlet=The+Lower+Health+Post",
    "claimant=holt&rating=true",
    "topic=health&rating=false&from=2025-01-01",
    "language=en&order=date",
)


def measure_search(address: str, *, size: int = SIZE) -> list[Row]:
    """The rows for the desk at this origin, one client alone. Every call asks for another page, so no shelf answers."""
    searches = [f"q={urllib.parse.quote_plus(words)}{order}" for words in WORDS for order in ("", "&order=date")]
    return [
        _measured("public.search", address, searches, size=size),
        _measured("public.list", address, ["", *NARROWED], size=size),
    ]


def _measured(bench: str, address: str, queries: list[str], *, size: int) -> Row:
    # A number that no view reads makes each address one that nobody has asked for.
    asked = (f"/checks/?{query}&n={n}" for n, query in enumerate(itertools.cycle(queries)))
    return measure(bench, size=size, clients=1, calls=CALLS, make_call=lambda: _visiting(address, asked))


def _visiting(address: str, asked: Iterator[str]) -> Callable[[], None]:
    reader = Person(address)
    return lambda: expect(reader.get(next(asked)), 200)
