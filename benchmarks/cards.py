"""Pictures of checks, as those fetch them who show our links: rows share.card_first and share.card.

Measured by `python -m benchmarks.public`, on its desk: each drawn for the first time, and again out of what was drawn.
"""

import http.client
import itertools
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from benchmarks.measuring import Row, measure
from factcheck.road.person import RoadError

SIZE = 100_000
CALLS = 120
AGAIN = 20  # cards that are asked for again and again
SIGNATURE = b"\x89PNG\r\n"
WARM = 8  # rounds: each web process draws for itself


def measure_cards(address: str, *, size: int = SIZE) -> list[Row]:
    """The rows for the desk at this origin, one client alone. No shelf answers: no address comes twice."""
    first = (f"/verdicts/{n}/versions/1/card.png" for n in itertools.count(1))
    again = (f"/verdicts/{n % AGAIN + 1}/versions/1/card.png?n={n}" for n in itertools.count())
    rows = [_measured("share.card_first", address, first, size=size)]
    fetch = _fetching(address, itertools.islice(again, AGAIN * WARM))
    for _ in range(AGAIN * WARM):
        fetch()
    return [*rows, _measured("share.card", address, again, size=size)]


def _measured(bench: str, address: str, paths: Iterator[str], *, size: int) -> Row:
    return measure(bench, size=size, clients=1, calls=CALLS, make_call=lambda: _fetching(address, paths))


def _fetching(address: str, paths: Iterable[str]) -> Callable[[], None]:
    """One kept connection that fetches the next card at each call. Raises `RoadError` for anything but a picture."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    waiting = iter(paths)

    def fetch() -> None:
        path = next(waiting)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or not body.startswith(SIGNATURE):
            raise RoadError(f"{path} answered {answer.status}: {body[:300]!r}")

    return fetch
