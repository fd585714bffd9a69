"""Everything published, handed out whole: row data.dump, on the desk of `python -m benchmarks.public`.

Its rows a second are those of one reader who asks the server for the packed file; its memory is the most that a process
of its own ever held while it wrote it. `size` is how many checks there were.
"""

import http.client
import json
import time
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from benchmarks.measuring import Row
from factcheck.road.opening import manage
from factcheck.road.person import RoadError

ADDRESS = "/data/claimreview.json"
ENTRY = b'"DataFeedItem"'
PIECE = 64 * 1024  # bytes
FEW = 2_000  # checks after which memory is first looked at
MOST_GROWTH = 8.0  # MB from there to the end
GZIP = 31  # zlib's word for what begins with a gzip header


def measure_dump(env: dict[str, str], address: str, *, size: int) -> list[Row]:
    """The row for the desk of these settings at this origin. Raises `RuntimeError` if memory grows with the checks."""
    started = time.perf_counter()
    found = sum(count_entries(read_pieces(address)))
    wall = time.perf_counter() - started
    if found != size:
        raise RoadError(f"the dump holds {found} of {size} checks")
    words = f"from benchmarks.dump_worker import print_memory; print_memory({FEW})"
    first, most = json.loads(manage(env, "shell", "--verbosity", "0", "-c", words).splitlines()[-1])
    if most - first > MOST_GROWTH:
        raise RuntimeError(f"writing {size} checks took {most - first:.1f} MB more than writing {FEW}")
    rate = round(found / wall, 1)
    return [Row("data.dump", size, 1, round(wall * 1_000, 1), per_second=rate, memory_mb=round(most, 1))]


def read_pieces(address: str) -> Iterator[bytes]:
    """The unpacked file as it comes, in pieces."""
    reader = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    reader.request("GET", ADDRESS, headers={"Accept-Encoding": "gzip"})
    answer, unpacker = reader.getresponse(), zlib.decompressobj(GZIP)
    if answer.status != http.client.OK:
        raise RoadError(f"{ADDRESS} answered {answer.status}")
    while piece := answer.read(PIECE):
        yield unpacker.decompress(piece)
    if not unpacker.eof:
        raise RoadError(f"{ADDRESS} broke off")


def count_entries(pieces: Iterator[bytes]) -> Iterator[int]:
    """How many begin in each piece; one that lies across two is counted with the second."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        yield text.count(ENTRY)
        rest = text[-len(ENTRY) + 1 :]
