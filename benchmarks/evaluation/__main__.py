"""Measures every set there is, prints one table and writes build/eval.json.

Sets are read from the folder named by ``DATA``, or from ``../shared/data`` beside the checkout. Name parts of the
table to measure only those: ``python -m benchmarks.evaluation sentences quotations``.
"""

import importlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.evaluation.rows import Row

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DATA") or ROOT.parent / "shared" / "data")
PARTS = ("sentences", "article", "quotations", "types", "worth", "desk", "retrieval", "speed")


def main(parts: Sequence[str]) -> None:
    """Measure the named parts, all when none is named."""
    rows = [row for part in parts or PARTS for row in measured(part)]
    file = ROOT / "build" / "eval.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    missed = [row for row in rows if row.value is not None and row.target is not None and not reaches(row)]
    print(f"\n{len(rows)} figures, {len(missed)} below what they must reach; written to {file.relative_to(ROOT)}")


def measured(part: str) -> Iterator[Row]:
    """The rows of one part, printed as they come."""
    started = time.perf_counter()
    print(f"\n{part}")
    for row in importlib.import_module(f"benchmarks.evaluation.{part}").measure(DATA):
        print(line(row), flush=True)
        yield row
    print(f"  ({time.perf_counter() - started:.0f} s)")


def line(row: Row) -> str:
    """One row as the table prints it."""
    value = "–" if row.value is None else f"{row.value:,.3f}".rstrip("0").rstrip(".")
    target = "" if row.target is None else f"{'reaches' if reaches(row) else 'BELOW'} {row.target:g}"
    return f"  {row.set:<24}{row.figure:<44}{row.tool:<22}{value:>10}  {target:<16}{row.note}".rstrip()


def reaches(row: Row) -> bool:
    """Whether a figure is what it must be; of memory and refusals, less is better."""
    if row.value is None or row.target is None:
        return False
    less_is_better = row.figure.endswith(" MB") or "refused" in row.figure
    return row.value <= row.target if less_is_better else row.value >= row.target


if __name__ == "__main__":
    main(sys.argv[1:])
