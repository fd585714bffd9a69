"""Public pages under load: `make bench` or `python -m benchmarks.public [VERDICTS]`.

The production server with two workers, 32 clients of wrk, and for two rows nginx before it with deploy/nginx.conf
itself. wrk and nginx are programs of the system (`apt-get install wrk nginx-light`); rows that need one that is not
there are left out, which is said.
"""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.cards import measure_cards
from benchmarks.claims_search import measure_claims_search
from benchmarks.dump import measure_dump
from benchmarks.measuring import Row, measure, print_table, write_json
from benchmarks.public_api import measure_public_api
from benchmarks.public_lists import measure_search
from factcheck import crew
from factcheck.embedded import discard_engines, start_engines
from factcheck.processes import wait_until
from factcheck.road.opening import (
    BASE_DIR,
    HOST,
    desk_settings,
    free_port,
    is_answering,
    manage,
    prepare_desk,
    start_crew,
)
from factcheck.road.person import RoadError
from factcheck.supervisor import Supervisor

VERDICTS = 100_000
CLIENTS = 32
SECONDS = 8  # of each row
WARM_SECONDS = 3
PAGES = 500  # that readers ask for at present
UNCACHED = 200
GZIP = {"Accept-Encoding": "gzip"}
WRK, NGINX = shutil.which("wrk"), shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Reader:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=30)

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """The answer, read. Raises `RoadError` for anything but 200 and 304."""
        self.connection.request("GET", path, headers={**GZIP, **headers})
        answer = self.connection.getresponse()
        answer.content = answer.read()
        if answer.status not in (200, 304):
            raise RoadError(f"{path} answered {answer.status}: {answer.content[:300]!r}")
        return answer


def measure_public(size: int = VERDICTS) -> list[Row]:
    """A desk with so many published verdicts, and each row."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        home, port, name = Path(folder), free_port(), "public-bench"
        with Supervisor(register=home / "bench.processes", stop_order=crew.STOP_ORDER) as supervisor:
            supervisor.after_stop(lambda: discard_engines(home, name=name))
            engines = start_engines(home, durable=True, name=name)
            env = desk_settings(home=home, port=port, database_url=engines.database_url, redis_url=engines.redis_url)
            env["PUBLIC_API_RATE"] = env["CARDS_RATE"] = "1000000/min"  # one client asks as often as thousands would
            prepare_desk(env)
            print(f"  {manage(env, 'fill', '--published', str(size)).strip()}")
            start_crew(supervisor, env=env, port=port, logs=home / "log", names=["web"])
            origin = f"http://{HOST}:{port}"
            rows = measured = run_all(home, port, size=size)
            for measure_more in (
                measure_cards,
                partial(measure_dump, env),
                measure_search,
                measure_claims_search,
                measure_public_api,
            ):
                print(*measured, sep="\n", flush=True)  # what was measured is not lost with what comes after
                measured = measure_more(origin, size=size)
                rows = [*rows, *measured]
            return rows


def run_all(home: Path, port: int, *, size: int) -> list[Row]:
    addresses = verdict_addresses(port)
    rows = [uncached(port, addresses[PAGES : PAGES + UNCACHED + 2], size=size)]
    if WRK is None:
        print("  wrk is not installed: only public.verdict_uncached was measured.")
        return rows
    pages, known = home / "pages", home / "known"
    pages.write_text("".join(f"{path}\n" for path in addresses[:PAGES]))
    reader = Reader(port)
    known.write_text("".join(f"{path}\tIf-None-Match={tag_of(reader, path)}\n" for path in addresses[:PAGES]))
    for bench, lines in (("public.verdict_cached", pages), ("public.not_modified", known)):
        wrk(port, lines, seconds=WARM_SECONDS)
        rows.append(row_of(bench, wrk(port, lines), size=size))
    return rows + behind_nginx(home, port, addresses[0], size=size)


def verdict_addresses(port: int) -> list[str]:
    """As many as are needed, out of the sitemap."""
    found: list[str] = []
    reader, part = Reader(port), 1
    while len(found) < PAGES + UNCACHED + 2:
        reader.connection.request("GET", f"/sitemap-{part}.xml")
        answer = reader.connection.getresponse()
        body = answer.read().decode()
        if answer.status != 200:
            raise RoadError(f"the sitemap has only {len(found)} verdicts: publish more of them")
        found += [urlsplit(url).path for url in re.findall(r"<loc>([^<]+/verdicts/[^<]+)</loc>", body)]
        part += 1
    return found


def tag_of(reader: Reader, path: str) -> str:
    """The validator of a page, having seen that it is honoured."""
    tag = reader.get(path).headers["ETag"]
    if reader.get(path, **{"If-None-Match": tag}).status != 304:
        raise RoadError(f"{path} is sent again to who has it")
    return tag


def uncached(port: int, addresses: list[str], *, size: int) -> Row:
    """One reader alone, each page for the first time."""
    paths: Iterator[str] = iter(addresses)

    def make() -> Callable[[], None]:
        reader = Reader(port)
        return lambda: reader.get(next(paths))

    return measure("public.verdict_uncached", size=size, clients=1, calls=len(addresses) - 2, make_call=make)


def wrk(port: int, lines: Path, *, seconds: int = SECONDS) -> dict[str, int]:
    """What wrk says. Raises `RoadError` when anything went wrong for any client."""
    command = [
        WRK,
        "-t2",
        f"-c{CLIENTS}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "-s",
        str(Path(__file__).with_suffix(".lua")),
    ]
    env = {**os.environ, "WRK_PAGES": str(lines)}
    done = subprocess.run([*command, f"http://{HOST}:{port}"], env=env, capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()[-1] if done.stdout else ""
    if not told.startswith("{") or (said := json.loads(told))["errors"] or not said["requests"]:
        raise RoadError(f"wrk: {done.stdout[-500:]} {done.stderr[-500:]}")
    return said


def row_of(bench: str, said: dict[str, int], *, size: int) -> Row:
    p50, p95 = round(said["p50_us"] / 1000, 1), round(said["p95_us"] / 1000, 1)
    return Row(bench, size, CLIENTS, p50, p95, round(said["requests"] / said["us"] * 1_000_000, 1))


def behind_nginx(home: Path, port: int, address: str, *, size: int) -> list[Row]:
    """The same page out of nginx's cache, and the same bytes as a file of nginx."""
    if NGINX is None:
        print("  nginx is not installed: public.proxied and public.nginx_file are left out.")
        return []
    (home / "page").write_bytes(Reader(port).get(address).content)
    rows = []
    with nginx(home, port) as front:
        for bench, path in (("public.proxied", address), ("public.nginx_file", "/as-a-file")):
            if Reader(front).get(path).content != (home / "page").read_bytes():
                raise RoadError(f"{bench}: nginx gives other bytes than the desk")
            lines = home / bench
            lines.write_text(f"{path}\n")
            wrk(front, lines, seconds=WARM_SECONDS)
            rows.append(row_of(bench, wrk(front, lines), size=size))
    print(f"  behind nginx: {rows[0].per_second / rows[1].per_second:.0%} of the same bytes as a file")
    return rows


@contextmanager
def nginx(home: Path, port: int) -> Iterator[int]:
    """deploy/nginx.conf with other ports and folders, and one file beside the desk; the port it listens on."""
    front = free_port()
    text = (BASE_DIR / "deploy" / "nginx.conf").read_text()
    a_file = f"location = /as-a-file {{ alias {home}/page; }}\n        location / {{"
    for before, after in (
        (" /tmp/", f" {home}/nginx-"),
        ("server web:8000;", f"server {HOST}:{port};"),
        ("listen 8080 ", f"listen {HOST}:{front} "),
        ("/dev/stdout", f"{home}/nginx-access.log"),
        ("location / {", a_file),
    ):
        if before not in text:
            raise RoadError(f"deploy/nginx.conf holds no “{before}”")
        text = text.replace(before, after)
    home.chmod(0o755)
    (home / "nginx.conf").write_text(f"{'user root;' if os.getuid() == 0 else ''} daemon off;\n{text}")
    with (home / "nginx.log").open("wb") as log:
        process = subprocess.Popen([NGINX, "-c", str(home / "nginx.conf")], stdout=log, stderr=log)
    try:
        if not wait_until(lambda: is_answering(front), seconds=10):
            raise RoadError(f"nginx did not start: {(home / 'nginx.log').read_text()[-500:]}")
        time.sleep(0.2)
        yield front
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    measured = measure_public(int(sys.argv[1]) if len(sys.argv) > 1 else VERDICTS)
    print_table(measured)
    write_json(measured, BASE_DIR / "build" / "public.json")
