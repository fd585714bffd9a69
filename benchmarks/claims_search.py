"""What other newsrooms' software asks `claims:search` among many published checks: the row api.claims_search.

Measured by `python -m benchmarks.public`, on its desk.
"""

import itertools
import urllib.parse
from collections.abc import Callable, Iterator

from benchmarks.measuring import Row, measure
from benchmarks.public_lists import WORDS
from factcheck.road.person import Answer, Person, expect

SIZE = 100_000
CALLS = 160
PATH = "/v1alpha1/claims:search"
# All of the publisher's in the largest page, by language and by age; what is left when both are narrow; far along.
LISTED = (
    {"pageSize": 100},
    {"languageCode": "en-US", "maxAgeDays": 30},
    {"languageCode": "en", "maxAgeDays": 1_000, "pageSize": 100},
    {"languageCode": "uk"},
    {"maxAgeDays": 1},
    {"offset": 1_000},
)


def measure_claims_search(address: str, *, size: int = SIZE) -> list[Row]:
    """The row for the desk at this origin, one client alone. Every call has a key of its own, so no shelf answers."""
    site = urllib.parse.urlsplit(address).hostname
    searches = [{"query": words} for words in WORDS]
    aged = [{"query": words, "languageCode": "en", "maxAgeDays": 365} for words in WORDS[:3]]
    listed = [{"reviewPublisherSiteFilter": site, **one} for one in LISTED]
    queries = [urllib.parse.urlencode(one) for one in (*searches, *aged, *listed)]
    asked = (f"{PATH}?{query}&key={n}" for n, query in enumerate(itertools.cycle(queries)))
    make_call = _asking(address, asked, site=site)
    return [measure("api.claims_search", size=size, clients=1, calls=CALLS, make_call=make_call)]


def _asking(address: str, asked: Iterator[str], *, site: str) -> Callable[[], Callable[[], None]]:
    def make() -> Callable[[], None]:
        program = Person(address)
        second = _answer(program, f"{PATH}?reviewPublisherSiteFilter={site}&key=first").json()["nextPageToken"]
        # Every fourth call goes on from a page, as an import does.
        pages = (f"{PATH}?reviewPublisherSiteFilter={site}&pageToken={second}&key=p{n}" for n in itertools.count())
        turns = itertools.cycle((asked, asked, asked, pages))
        return lambda: _answer(program, next(next(turns)))

    return make


def _answer(program: Person, path: str) -> Answer:
    return expect(program.get(path), 200)
