"""Timing calls: many clients, medians and 95th percentiles, one table."""

import json
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

WIDTHS = (10, 9, 10, 10, 10, 10)  # of the columns after the first, in signs


@dataclass(frozen=True)
class Row:
    """One line of the table and one object of build/bench.json. Times in milliseconds, memory in MB.

    A row tells times or memory; what it does not tell is None.
    """

    bench: str
    size: int
    clients: int
    p50_ms: float | None = None
    p95_ms: float | None = None
    per_second: float | None = None
    memory_mb: float | None = None


def measure(bench: str, *, size: int, clients: int, calls: int, make_call: Callable[[], Callable[[], None]]) -> Row:
    """Time `calls` calls spread over `clients` threads. `make_call` gives each thread its own call (its own session).

    Two calls of each thread are thrown away first, so that no cold cache is measured.
    """
    times: list[float] = []
    threads = [threading.Thread(target=_run, args=(make_call(), calls // clients, times)) for _ in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - started
    if len(times) < calls // clients * clients:
        raise RuntimeError(f"{bench}: {calls - len(times)} calls failed")
    return row(bench, size=size, clients=clients, times=times, wall=wall)


def row(bench: str, *, size: int, clients: int, times: list[float], wall: float) -> Row:
    """Median, 95th percentile and rate of times in seconds."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    p50 = statistics.median(ordered)
    return Row(bench, size, clients, round(p50 * 1000, 1), round(p95 * 1000, 1), round(len(times) / wall, 1))


def _run(call: Callable[[], None], count: int, times: list[float]) -> None:
    call()
    call()
    for _ in range(count):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)


def print_table(rows: list[Row]) -> None:
    print(f"{'bench':<28}{'size':>10}{'clients':>9}{'p50 ms':>10}{'p95 ms':>10}{'per s':>10}{'MB':>10}")
    for line in rows:
        told = (line.size, line.clients, line.p50_ms, line.p95_ms, line.per_second, line.memory_mb)
        print(f"{line.bench:<28}" + "".join(f"{_shown(one):>{width}}" for one, width in zip(told, WIDTHS, strict=True)))


def _shown(value: float | None) -> str:
    return "–" if value is None else str(value)


def write_json(rows: list[Row], file: Path) -> None:
    """A list of objects; later benches add rows of the same shape."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([asdict(line) for line in rows], indent=1) + "\n")
