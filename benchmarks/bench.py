"""`make bench`: the desk under load on this machine, with the production server, real workers and 10,000 claims."""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.captures import measure_captures
from benchmarks.measuring import Row, measure, print_table, row, write_json
from benchmarks.public import measure_public
from benchmarks.queue import measure_queue
from benchmarks.quotations import measure_quotations
from factcheck.embedded import discard_engines, start_engines
from factcheck.road.opening import (
    BASE_DIR,
    HOST,
    STOP_ORDER,
    desk_settings,
    free_port,
    manage,
    next_visit,
    prepare_desk,
    start_crew,
    start_sources,
)
from factcheck.road.person import Person, expect
from factcheck.road.seeds import read_seed_articles
from factcheck.road.walk import Desk, await_split, seed_road, submit, walk
from factcheck.supervisor import Supervisor

CLAIMS = 10_000
ARTICLES = 200
PAGE_CALLS = 240


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        home, port, name = Path(folder), free_port(), "bench"
        visit = next_visit(home)
        with Supervisor(register=home / "bench.processes", stop_order=STOP_ORDER) as supervisor:
            supervisor.after_stop(lambda: discard_engines(home, name=name))
            engines = start_engines(home, durable=True, name=name)
            env = desk_settings(
                home=home,
                port=port,
                database_url=engines.database_url,
                redis_url=engines.redis_url,
                sources=visit.origin,
            )
            people = prepare_desk(env)
            start_sources(supervisor, env=env, visit=visit, logs=home / "log")
            start_crew(supervisor, env=env, port=port, logs=home / "log")
            desk = Desk(origin=f"http://{HOST}:{port}", people=people, sources=visit.origin)
            rows = run_all(desk, env)
    rows += measure_queue()
    rows += measure_captures()
    rows += measure_quotations()
    rows += measure_public()
    print_table(rows)
    write_json(rows, BASE_DIR / "build" / "bench.json")


def run_all(desk: Desk, env: dict[str, str]) -> list[Row]:
    editor = desk.sign_in("admin")
    address = publish_first(desk, editor)
    rows = splitting(editor)
    rows += intake(desk)
    manage(env, "fill", "--claims", str(CLAIMS))
    return rows + pages(desk, address)


def publish_first(desk: Desk, editor: Person) -> str:
    articles = [submit(editor, seed) for seed in read_seed_articles()]
    for number in articles:
        await_split(editor, number)
    road = seed_road(desk, articles=articles)
    walk(road.steps_to_verdict())
    return road.address


def splitting(editor: Person) -> list[Row]:
    """Articles through the worker: from the first submission to the last one split."""
    text = read_seed_articles()[0]["text"]
    started = time.perf_counter()
    numbers, times = [], []
    for n in range(ARTICLES):
        before = time.perf_counter()
        numbers.append(submit(editor, {"text": f"{text}\n\nCopy number {n} of this article ends here."}))
        times.append(time.perf_counter() - before)
    for number in numbers:
        await_split(editor, number)
    return [row("extraction.articles", size=len(text), clients=1, times=times, wall=time.perf_counter() - started)]


def intake(desk: Desk) -> list[Row]:
    counter = iter(range(1_000_000))

    def submitting(text: str):
        def make():
            person = desk.sign_in("admin")
            return lambda: submit(person, {"text": f"{text} This is text number {next(counter)} of the bench."})

        return make

    short = read_seed_articles()[1]["text"]
    long = (short + "\n") * (900_000 // len(short))
    return [
        measure("intake.article", size=len(short), clients=1, calls=100, make_call=submitting(short)),
        measure("intake.article", size=len(short), clients=8, calls=160, make_call=submitting(short)),
        measure("intake.article", size=len(long), clients=1, calls=10, make_call=submitting(long)),
    ]


def pages(desk: Desk, address: str) -> list[Row]:
    rows = []
    for bench, path, role in (
        ("page.work", "/desk/work/", "reviewer"),
        ("page.board", "/desk/board/", "admin"),
        ("page.claims", "/desk/claims/", "admin"),
        ("page.verdict", address, None),
        ("page.front", "/", None),
        ("page.search", "/checks/?q=road", None),
    ):
        for clients in (1, 8):

            def make(path=path, role=role):
                person = desk.sign_in(role) if role else Person(desk.origin)
                return lambda: expect(person.get(path), 200)

            rows.append(measure(bench, size=CLAIMS, clients=clients, calls=PAGE_CALLS, make_call=make))
    return rows


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    main()
    print("Written to build/bench.json")
