"""Millions of characters of one thing: done in bounded time and memory, nothing lost."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_200)]

ROOT = Path(__file__).resolve().parents[3]
LENGTH = 10_000_000
SHORTER = 2_000_000
"""For the whole splitter, which takes ten times as long as its spans; that both grow evenly is shown elsewhere."""

WHOLE_AT_FULL_LENGTH = {"one letter", "line feeds", "a newspaper"}
MOST_SECONDS = 400
"""Of processor time, ten times what it takes."""

MOST_MEGABYTES = 900
UNITS = {
    "one letter": "a",
    "an opening mark": "‘",
    "line feeds": "\n",
    "a letter and a stop": "a.",
    "initials": "A. ",
    "combining marks": "a\u0301\u0300",
    "right to left with controls": "\u202eمرحبا\u202c ",
    "bidi controls": "\u202e\u2066\u200f",
    "emoji": "😀",
    "Windows line ends": "\r\n",
    "short Windows lines": "a\r\n",
    "unbalanced marks": "“a ‘b «c ",
    "typed double marks": "''a ",
    "stops": ".",
    "brackets of omission": ".[...]",
    "sentences in marks": "‘a’ said Bo Ek. ",
    "a newspaper": "Ada Holt said on Monday that 5 per cent of the people left. ",
}
RUN = """
import resource, sys, time
from claims.splitting import split_article
from claims.splitting.spans import find_spans

unit, length, whole = sys.argv[1].encode("ascii").decode("unicode_escape"), int(sys.argv[2]), sys.argv[3]
text = (unit * (length // len(unit) + 1))[:length]
started = time.process_time()
if whole == "whole":
    spans = [(one.start, one.end) for one in split_article(text).passages]
else:
    spans = [(one.start, one.end) for one in find_spans(text).blocks]
took = time.process_time() - started
end = lost = 0
for start, behind in spans:
    lost += bool(text[end:start].strip())
    end = behind
lost += bool(text[end:].strip())
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, lost)
"""


def run(unit: str, whole: str, length: int) -> tuple[float, float, int]:
    escaped = unit.encode("unicode_escape").decode("ascii")
    done = subprocess.run(
        [sys.executable, "-c", RUN, escaped, str(length), whole], capture_output=True, text=True, cwd=ROOT, check=True
    )
    seconds, megabytes, lost = done.stdout.split()
    return float(seconds), float(megabytes), int(lost)


@pytest.mark.parametrize("whole", ["spans", "whole"])
@pytest.mark.parametrize("name", UNITS)
def test_millions_of_characters_are_split_in_bounded_time_and_memory(name, whole):
    length = SHORTER if whole == "whole" and name not in WHOLE_AT_FULL_LENGTH else LENGTH
    seconds, megabytes, lost = run(UNITS[name], whole, length)
    assert lost == 0
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
