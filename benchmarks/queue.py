"""The queue under load, over HTTP with the production server: `make bench` or `python -m benchmarks.queue [SIZE …]`.

Sizes are claims waiting for reviewers. A pair is one claim taken from the queue and its review handed in.
"""

import http.client
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.cpu import cpu_seconds, postmaster_of
from benchmarks.measuring import Row, measure, print_table, row, write_json
from factcheck import crew
from factcheck.embedded import discard_engines, start_engines
from factcheck.road.opening import BASE_DIR, HOST, desk_settings, free_port, manage, prepare_desk, start_crew
from factcheck.road.person import RoadError, expect
from factcheck.road.walk import Desk
from factcheck.supervisor import Supervisor

SIZES = (10_000, 100_000, 1_000_000)
CLIENTS = (1, 8, 32)
SECONDS = 12  # of each run of pairs
PAGE_CALLS = 160
REASON = "The records that can be had say the opposite, and they were there to be read."
UNLIMITED = {"API_RATE": "1000000/min"}


class Client:
    """A reviewer's program: one kept connection, a token."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}

    def post(self, path: str, body: object) -> dict:
        """The answer's JSON. Raises `RoadError` for anything but 200 and 201."""
        self.connection.request("POST", path, json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            raise RoadError(f"{path} answered {answer.status}: {content[:300]!r}")
        return json.loads(content)


@dataclass
class Times:
    """What the clients of one run measured, in seconds."""

    next: list[float] = field(default_factory=list)
    submit: list[float] = field(default_factory=list)
    pair: list[float] = field(default_factory=list)


def measure_queue(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """The rows of every size, each on a desk of its own."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        for size in sizes:
            rows += at_size(Path(folder) / str(size), size)
    return rows


def at_size(home: Path, size: int) -> list[Row]:
    """A fresh desk with so many claims waiting: pairs with each number of clients, then the list pages alone."""
    port, name = free_port(), "queue-bench"
    home.mkdir()
    with Supervisor(register=home / "bench.processes", stop_order=crew.STOP_ORDER) as supervisor:
        supervisor.after_stop(lambda: discard_engines(home, name=name))
        engines = start_engines(home, durable=True, name=name)
        env = desk_settings(home=home, port=port, database_url=engines.database_url, redis_url=engines.redis_url)
        env |= UNLIMITED
        people = prepare_desk(env)
        manage(env, "fill", "--claims", str(size), "--waiting")
        tokens = make_reviewers(env, max(CLIENTS))
        postmaster = postmaster_of(engines.database_url)
        start_crew(supervisor, env=env, port=port, logs=home / "log", names=["web"])
        rows = []
        for clients in CLIENTS:
            rows += pairs(postmaster, port, tokens[:clients], size=size)
        return rows + pages(Desk(origin=f"http://{HOST}:{port}", people=people), size=size)


def make_reviewers(env: Mapping[str, str], count: int) -> list[str]:
    """Their tokens."""
    words = f"from benchmarks.queue_people import print_tokens; print_tokens({count})"
    return json.loads(manage(env, "shell", "--no-imports", "-c", words))


def pairs(postmaster: int, port: int, tokens: list[str], *, size: int) -> list[Row]:
    """Each client takes a claim and hands it in, over and over, for some seconds."""
    times, stop, failures = Times(), threading.Event(), []
    threads = [threading.Thread(target=_work, args=(Client(port, one), times, stop, failures)) for one in tokens]
    before, started = cpu_seconds(postmaster), time.perf_counter()
    for thread in threads:
        thread.start()
    stop.wait(SECONDS)
    stop.set()
    for thread in threads:
        thread.join()
    wall, after = time.perf_counter() - started, cpu_seconds(postmaster)
    if failures:
        raise failures[0]
    spent = {part: round((after[part] - before[part]) / len(times.pair) * 1000, 1) for part in after}
    print(f"  {size:>9,} waiting, {len(tokens):>2} clients: CPU ms a pair {spent}")
    return [
        row(f"queue.{bench}", size=size, clients=len(tokens), times=getattr(times, attribute), wall=wall)
        for bench, attribute in (("next", "next"), ("submit", "submit"), ("next_submit", "pair"))
    ]


def _work(client: Client, times: Times, stop: threading.Event, failures: list[Exception]) -> None:
    try:
        take_and_hand_in(client)  # thrown away: no cold cache is measured
        while not stop.is_set():
            one, two, three = take_and_hand_in(client)
            times.next.append(two - one)
            times.submit.append(three - two)
            times.pair.append(three - one)
    except Exception as failure:
        failures.append(failure)
        stop.set()


def take_and_hand_in(client: Client) -> tuple[float, float, float]:
    """When it began, when the claim was there, and when the review was in."""
    one = time.perf_counter()
    taken = client.post("/api/v1/queue/next/", {})
    two = time.perf_counter()
    if taken["queue"] != "new":
        raise RoadError(f"the queue answered {taken}")
    review = {"rating": "false", "rationale": REASON, "readings": {}}
    client.post(f"/api/v1/assignments/{taken['assignment']['id']}/review/", review)
    return one, two, time.perf_counter()


def pages(desk: Desk, *, size: int) -> list[Row]:
    """The list pages people live in, alone."""

    def visiting(path: str, role: str) -> Callable[[], Callable[[], None]]:
        def make() -> Callable[[], None]:
            person = desk.sign_in(role)
            return lambda: expect(person.get(path), 200)

        return make

    return [
        measure(bench, size=size, clients=1, calls=PAGE_CALLS, make_call=visiting(path, role))
        for bench, path, role in (
            ("queue.board", "/desk/board/", "admin"),
            ("queue.my_work", "/desk/work/", "reviewer"),
        )
    ]


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    measured = measure_queue(tuple(int(size) for size in sys.argv[1:]) or SIZES)
    print_table(measured)
    write_json(measured, BASE_DIR / "build" / "queue.json")
