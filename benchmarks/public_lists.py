"""What readers search and leaf through, among many published checks: rows public.search and public.list.

`python -m benchmarks.public_lists` makes a desk with 100,000 of them; `benchmarks/public.py` measures its own desk.
"""

import itertools
import sys
import tempfile
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measuring import Row, measure, print_table, write_json
from factcheck import crew
from factcheck.embedded import discard_engines, start_engines
from factcheck.road.opening import BASE_DIR, HOST, desk_settings, free_port, manage, prepare_desk, start_crew
from factcheck.road.person import Person, expect
from factcheck.supervisor import Supervisor

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


def main(size: int = SIZE) -> list[Row]:
    """On a desk made for it."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        home, port, name = Path(folder), free_port(), "lists-bench"
        with Supervisor(register=home / "bench.processes", stop_order=crew.STOP_ORDER) as supervisor:
            supervisor.after_stop(lambda: discard_engines(home, name=name))
            engines = start_engines(home, durable=True, name=name)
            env = desk_settings(home=home, port=port, database_url=engines.database_url, redis_url=engines.redis_url)
            prepare_desk(env)
            print(manage(env, "fill", "--published", str(size)).strip())
            start_crew(supervisor, env=env, port=port, logs=home / "log", names=["web"])
            return measure_search(f"http://{HOST}:{port}", size=size)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    rows = main(int(sys.argv[1]) if sys.argv[1:] else SIZE)
    print_table(rows)
    write_json(rows, BASE_DIR / "build" / "public_lists.json")
