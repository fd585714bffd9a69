"""Building volumes one after another, in the memory of one and in as many turns as it takes."""

import hashlib
import math
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from claims.retrieval import files
from claims.retrieval.files import IndexUnusable
from claims.retrieval.index import VERSION, Index
from claims.retrieval.postings import Tally
from claims.retrieval.rows import Counted, Row, content_hash, count_rows
from claims.retrieval.volumes import Contents
from claims.retrieval.weighing import Weighing

DRIFT = 0.05  # rows that may come or go until all are weighed anew; those that came are weighed as the others are
Rows = Callable[[], list[Row]]
T = TypeVar("T")


class TimeOver(Exception):
    """There was no time for all of it; what was made is kept."""


def build_volumes(
    *, folder: Path, volumes: Iterable[Rows], language: str = "en", seconds: float = math.inf
) -> int | None:
    """Make these rows, a list for each volume, the ones that `Volumes.open` finds, all at once; how many they are.

    None when the time was over: called again, it goes on. At least one step is taken, of some seconds for 25,000 rows.
    The memory needed is that of the largest volume. No id may be in two of them. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with files.one_at_a_time(folder), suppress(TimeOver):
        return _Build(folder, language, time.monotonic() + seconds).run(volumes)
    return None


@dataclass(frozen=True)
class _Build:
    folder: Path
    language: str
    until: float

    def run(self, volumes: Iterable[Rows]) -> int:
        counted = [self._count(rows()) for rows in volumes]
        counts = [name for name, _ in counted]
        name, weighing = self._weigh(counts, rows=sum(held for _, held in counted))
        made = [self._write(one, name, weighing) for one in counts]
        rows = sum(held for _, held in made)
        self._publish(Contents(VERSION, rows, name, tuple(volume for volume, _ in made), tuple(counts)))
        return rows

    def _count(self, rows: list[Row]) -> tuple[str, int]:
        """Read the rows of a volume, unless the same ones were read before; where that lies, and how many they are."""
        name = _named("counts", VERSION, self.language, content_hash(rows))
        if not files.current_name(self.folder / name):
            count_rows(rows, language=self.language).save(folder=self.folder / name)
            self._look_at_the_clock()
        return name, len(rows)

    def _counted(self, name: str) -> Counted:
        """What was counted. When it is torn, the next turn counts anew."""
        try:
            return Counted.open(folder=self.folder / name)
        except IndexUnusable:
            shutil.rmtree(self.folder / name, ignore_errors=True)
            raise TimeOver from None

    def _weigh(self, counts: Sequence[str], *, rows: int) -> tuple[str, Weighing]:
        """How rare terms are among all rows. As it was, for nearly as many rows: most volumes then stay as they are."""
        kept = self._present_weighing() if len(counts) > 1 else None
        if kept is not None and abs(rows - kept[1].words.rows) <= DRIFT * kept[1].words.rows:
            return kept
        name = _named("weighing", *counts)
        place = self.folder / name
        if _whole(lambda: Weighing.open(folder=place)) is None:
            self._tally(counts).save(folder=place)
            self._look_at_the_clock()
        return name, Weighing.open(folder=place)

    def _present_weighing(self) -> tuple[str, Weighing] | None:
        name = _whole(lambda: Contents.read(self.folder).weighing)
        weighing = _whole(lambda: Weighing.open(folder=self.folder / name)) if name else None
        return (name, weighing) if name and weighing and weighing.language == self.language else None

    def _tally(self, counts: Sequence[str]) -> Weighing:
        words, runs = Tally(), Tally()
        for name in counts:
            counted = self._counted(name)
            words.add(counted.words)
            runs.add(counted.runs)
        return Weighing(self.language, words.statistics(), runs.statistics())

    def _write(self, counts: str, name: str, weighing: Weighing) -> tuple[str, int]:
        """The volume of these counts, and how many rows it holds."""
        volume = _named("volume", counts, name)
        place = self.folder / volume
        index = _whole(lambda: Index.open(folder=place, like=weighing))
        if index is None:
            index = Index.of_counted(self._counted(counts), like=weighing)
            index.save(folder=place, with_weighing=False)
            self._look_at_the_clock()
        return volume, len(index)

    def _look_at_the_clock(self) -> None:
        if time.monotonic() >= self.until:
            raise TimeOver

    def _publish(self, contents: Contents) -> None:
        """Readers find these from now on; those that opened the list a moment ago still find what it names."""
        before = _whole(lambda: Contents.read(self.folder))
        contents.write(self.folder)
        kept = {contents.weighing, *contents.volumes, *contents.counts}
        kept |= {before.weighing, *before.volumes} if before else set()
        for other in self.folder.iterdir():
            if other.is_dir() and other.name not in kept:
                shutil.rmtree(other, ignore_errors=True)


def _named(kind: str, *made_of: object) -> str:
    return f"{kind}-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"


def _whole(opened: Callable[[], T]) -> T | None:
    """What is opened, or None when it is not there or not whole."""
    with suppress(IndexUnusable):
        return opened()
    return None
