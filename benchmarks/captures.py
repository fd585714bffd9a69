"""Copying sources: how many a second one worker makes, and what it keeps in memory. `python -m benchmarks.captures`.

The site is served by this process, the work is done by one other: the very jobs a fetcher runs, one after the other,
in one process that lives through all of them. Its memory after all copies is held against that after the first tenth.
"""

import http.server
import json
import random
import socketserver
import struct
import sys
import tempfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Row, print_table, row
from factcheck.embedded import discard_engines, start_engines
from factcheck.road.opening import HOST, desk_settings, free_port, manage, prepare_desk

COPIES = 1_000
FEW = 50  # of PDF and pictures, which are read in a process of their own each
MOST_GROWTH = 20.0  # MB between a tenth of the copies and all of them
PARAGRAPHS = 60


class Site(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Pages, PDF and pictures without end, each with bytes of its own: /page/1, /pdf/1, /picture/1."""

    daemon_threads = True


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        _, kind, number = self.path.split("/")
        body, media_type = {"page": make_page, "pdf": make_pdf, "picture": make_picture}[kind](int(number))
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a line for each request would be most of the output."""


def make_page(number: int) -> tuple[bytes, str]:
    """An article of some 30 kB with a frame around it, as news sites have."""
    rng = random.Random(number)
    links = "".join(f'<li><a href="/s/{n}">{sentence(rng, 3)}</a></li>' for n in range(60))
    body = "".join(f"<p>{' '.join(sentence(rng, 14) for _ in range(5))}</p>" for _ in range(PARAGRAPHS))
    head = f"<title>{sentence(rng, 6)}</title><meta name=author content='A. Writer'><link rel=canonical href='/'>"
    page = f"<!doctype html><html lang=en><head>{head}</head><body><nav><ul>{links}</ul></nav>"
    return f"{page}<article><h1>Page {number}</h1>{body}</article><footer>{links}</footer>".encode(), "text/html"


def sentence(rng: random.Random, words: int) -> str:
    """Words of nobody's language, as long as those of English."""
    made = ("".join(rng.choice("etaoinshrdlu") for _ in range(rng.randint(2, 9))) for _ in range(words))
    return " ".join(made).capitalize() + "."


def make_pdf(number: int) -> tuple[bytes, str]:
    """Ten pages of text."""
    rng = random.Random(number)
    streams = []
    for _ in range(10):
        lines = "".join(f"({sentence(rng, 12)}) Tj 0 -14 Td " for _ in range(45))
        content = f"BT /F1 10 Tf 20 780 Td {lines}ET".encode()
        streams.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, stream in enumerate(streams):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
        objects += [page + b"/Contents %d 0 R >>" % (5 + 2 * n), stream]
    made, offsets = b"%PDF-1.4\n", b""
    for n, one in enumerate(objects, start=1):
        offsets += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (n, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, offsets)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + table + end, "application/pdf"


def make_picture(number: int) -> tuple[bytes, str]:
    """A photograph's worth of noise, written without a library: a grey GIF would be too easy, a PNG is not."""
    width, height = 800, 600
    noise = random.Random(number).randbytes(width * height)
    rows = b"".join(b"\0" + noise[n * width : (n + 1) * width] for n in range(height))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    ]
    made = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + made, "image/png"


@contextmanager
def serve() -> Iterator[str]:
    """The origin of the site while it is served."""
    site = Site((HOST, 0), Answers)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{site.server_port}"
    site.shutdown()
    site.server_close()


def measure_captures(*, copies: int = COPIES) -> list[Row]:
    """A desk of its own, one process that makes copies. Raises `RuntimeError` when that grows beyond its bound."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder, serve() as origin:
        home, name = Path(folder), "captures"
        try:
            engines = start_engines(home, durable=True, name=name)
            env = desk_settings(
                home=home,
                port=free_port(),
                database_url=engines.database_url,
                redis_url=engines.redis_url,
                sources=origin,
            )
            env["FETCH_PAUSE_SECONDS"] = "0"
            prepare_desk(env)
            words = f"from benchmarks.captures_worker import print_times; print_times({origin!r}, {copies}, {FEW})"
            told = json.loads(manage(env, "shell", "--verbosity", "0", "-c", words).splitlines()[-1])
        finally:
            discard_engines(home, name=name)
    times = [
        row(f"capture.{kind}", size=len(made(1)[0]), clients=1, times=told[kind], wall=sum(told[kind]))
        for kind, made in (("page", make_page), ("pdf", make_pdf), ("picture", make_picture))
    ]
    return times + memory(told["memory"], copies=copies)


def memory(held: list[float], *, copies: int) -> list[Row]:
    """What the worker held after a tenth of the copies and after all of them; `size` is how many it had made."""
    few, all_of_them = held
    if all_of_them - few > MOST_GROWTH:
        raise RuntimeError(f"a worker grew by {all_of_them - few:.1f} MB between {copies // 10} and {copies} copies")
    made = ((copies // 10, few), (copies, all_of_them))
    return [Row("capture.memory", size=count, clients=1, memory_mb=round(held, 1)) for count, held in made]


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    print_table(measure_captures(copies=int(sys.argv[1]) if sys.argv[1:] else COPIES))
