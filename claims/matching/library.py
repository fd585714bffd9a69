"""The files the archive is searched with: built by a job, shared by all workers, and never the only road to a claim.

What came after the last build is searched from the database. Without usable files the newest rows are, and a build is
asked for; people notice nothing.
"""

import hashlib
import json
import logging
import math
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.db import connection
from django.db.models import F, Max, Q
from django.utils.dateparse import parse_datetime

from claims import kinds
from claims.matching.archive import KEPT, matchable_claims, rows_of_checks, rows_of_claims
from claims.models import ClaimMatch, ClaimWording, ImportedCheck
from claims.retrieval import Found, Index, IndexUnusable, Row, Volumes, Weights, build_volumes, fit_weights
from claims.states import Suggestion
from factcheck.jobs import queue

log = logging.getLogger(__name__)
MOST_NEW = 2_000  # rows of each kind that are searched from the database
REBUILD_AFTER = 500  # new rows
MOST_ROWS = 25_000  # of one volume of the files, which is built in memory: some 11 KB a row
MOST_VOLUMES = 40  # a million rows, the newest: three feeds as large as there are, searched in a tenth of a second
OVERLAP = 200  # numbers: a row may become visible after one with a higher number was indexed
SLACK = timedelta(minutes=15)
MARKS, WEIGHTS = "marks.json", "weights.json"
MOST_DECIDED = 20_000


@dataclass(frozen=True)
class Marks:
    """How far the files reach: the highest wording and imported check, and when they were built."""

    wording: int
    check: int
    built_at: datetime

    def write(self, folder: Path) -> None:
        _write(folder / MARKS, asdict(self) | {"built_at": self.built_at.isoformat()})

    @classmethod
    def read(cls, folder: Path) -> "Marks":
        """Raises `OSError` or `ValueError` when there are none."""
        said = json.loads((folder / MARKS).read_text())
        built_at = parse_datetime(str(said["built_at"]))
        if built_at is None:
            raise ValueError("no time of building")
        return cls(wording=int(said["wording"]), check=int(said["check"]), built_at=built_at)


def index_folder() -> Path:
    """This desk's own folder: another database has other claims under the same numbers."""
    database = connection.settings_dict
    name = ":".join(str(database[part]) for part in ("HOST", "PORT", "NAME"))
    return settings.INDEX_DIR / hashlib.sha256(name.encode()).hexdigest()[:16]


def build_library(*, at: datetime, seconds: float = math.inf) -> int | None:
    """Write the files anew from the database; how many rows they hold, or None when the time was over.

    Called again it then goes on where it stopped. Readers keep the old files until the new ones are whole. The marks
    are written last: after a crash in between rows are searched twice, never not at all.
    """
    folder = index_folder()
    folder.mkdir(parents=True, exist_ok=True)
    marks = Marks(*_newest(), built_at=at)
    held = build_volumes(folder=folder, volumes=_volumes(), seconds=seconds)
    if held is not None:
        weights = fit_weights(examples=_decided())
        _write(folder / WEIGHTS, weights.as_dict() if weights else None)
        marks.write(folder)
    return held


def is_behind() -> bool:
    """Whether more came since the files were built than the database is searched for."""
    try:
        marks = Marks.read(index_folder())
    except (OSError, ValueError, KeyError, TypeError):
        marks = Marks(0, 0, built_at=datetime.max.replace(tzinfo=UTC))
    claims = matchable_claims().filter(wording__gt=marks.wording)
    checks = ImportedCheck.objects.filter(Q(pk__gt=marks.check) | Q(imported_at__gt=marks.built_at))
    return any(rows[MOST_NEW:].exists() for rows in (claims, checks))


def _volumes() -> list[Callable[[], list[Row]]]:
    """The rows volume by volume. Those of the older ones stay the same ones: new rows have higher numbers."""
    claims, checks = matchable_claims().order_by("wording"), ImportedCheck.objects.order_by("pk")
    wordings, numbers = _numbers(claims, "wording"), _numbers(checks, "pk")
    if len(wordings) + len(numbers) <= MOST_ROWS:
        return [lambda: [*rows_of_claims(claims), *rows_of_checks(checks.offered())]]
    ours = [partial(_claims_between, *ends) for ends in _ranges(wordings)]
    others = [partial(_checks_between, *ends) for ends in _ranges(numbers)]
    return [*others, *ours][-MOST_VOLUMES:]


def _numbers(rows, name: str) -> npt.NDArray[np.int64]:
    return np.fromiter(rows.values_list(name, flat=True).iterator(), dtype=np.int64)


def _ranges(numbers: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """The first and the last number of each volume."""
    for at in range(0, len(numbers), MOST_ROWS):
        part = numbers[at : at + MOST_ROWS]
        yield int(part[0]), int(part[-1])


def _claims_between(first: int, last: int) -> list[Row]:
    return list(rows_of_claims(matchable_claims().filter(wording__gte=first, wording__lte=last)))


def _checks_between(first: int, last: int) -> list[Row]:
    return list(rows_of_checks(ImportedCheck.objects.offered().filter(pk__range=(first, last))))


def _newest() -> tuple[int, int]:
    wording = ClaimWording.objects.aggregate(newest=Max("pk"))["newest"]
    check = ImportedCheck.objects.aggregate(newest=Max("pk"))["newest"]
    return wording or 0, check or 0


class Library:
    """The files as they are now, with the rows that came since. Make one for each job."""

    def __init__(self, index: Volumes | None, new: list[Row], weights: Weights | None = None) -> None:
        self.weights = weights  # learned from what people confirmed and refused, if there is enough of it
        self._index = index
        self._new = Index.of_rows(rows=new, like=index.weighing if index else None)

    @classmethod
    def open(cls) -> "Library":
        """Asks for a build when there are no usable files, or when many rows came since."""
        try:
            index, marks = _open_files(index_folder())
            new = list(_rows_since(marks))
        except (IndexUnusable, OSError, ValueError, KeyError, TypeError) as broken:
            log.info("the index cannot be used, the newest rows are searched instead: %s", broken)
            index, new = None, list(_newest_rows(MOST_NEW))
        if index is None or len(new) > REBUILD_AFTER:
            queue.enqueue(kinds.INDEX, subject_id=0)
        return cls(index, new, _read_weights(index_folder()))

    def find(self, text: str, *, limit: int, also: Collection[str] = ()) -> list[Found]:
        """The rows most like a text, and those of `also`, each with its parts. Not in order."""
        newer = self._new.find(text=text, limit=limit, also=also)
        if self._index is None:
            return newer
        older = self._index.find(text=text, limit=limit, also=also)
        return [*newer, *(one for one in older if one.id not in self._new)]


def _write(file: Path, said: object) -> None:
    """Whole or not at all: readers see the old file until the new one is complete."""
    unfinished = file.with_suffix(f".{os.getpid()}.new")
    unfinished.write_text(json.dumps(said))
    unfinished.replace(file)


def _decided() -> list[tuple[dict[str, float], bool]]:
    """The latest matches that people judged, with what they were made of."""
    rows = ClaimMatch.objects.exclude(state=Suggestion.SUGGESTED).exclude(parts={}).order_by("-decided_at")
    return [
        (parts, state == Suggestion.CONFIRMED) for parts, state in rows.values_list("parts", "state")[:MOST_DECIDED]
    ]


def _read_weights(folder: Path) -> Weights | None:
    try:
        stored = json.loads((folder / WEIGHTS).read_text())
        return Weights.from_dict(stored) if stored else None
    except (OSError, ValueError):
        return None


def _open_files(folder: Path) -> tuple[Volumes, Marks]:
    # The marks first: should a build end in between, rows are searched twice, never not at all.
    marks = Marks.read(folder)
    if marks.wording > _newest()[0]:
        raise ValueError("the files are of a database that has been replaced since")
    known = _opened.get(folder)
    if known is None or not known.is_current():
        _opened[folder] = Volumes.open(folder=folder, known=known)
    return _opened[folder], marks


_opened: dict[Path, Volumes] = {}


def _rows_since(marks: Marks) -> Iterator[Row]:
    """What was worded, imported or decided on after the build."""
    decided = Q(status__in=KEPT, decided_at__gte=marks.built_at - SLACK)
    claims = matchable_claims().filter(Q(wording__gt=marks.wording - OVERLAP) | decided)
    late = Q(pk__gt=marks.check - OVERLAP) | Q(imported_at__gte=marks.built_at - SLACK)
    checks = ImportedCheck.objects.offered().filter(late)
    return chain(rows_of_claims(claims.order_by("-wording")[:MOST_NEW]), rows_of_checks(checks[:MOST_NEW]))


def _newest_rows(most: int) -> Iterator[Row]:
    """So many claims, and so many imported checks."""
    # Of checks those that were published last: a feed brings twenty years of them in any order.
    published = F("outcome_at").desc(nulls_last=True), "-pk"
    claims, checks = matchable_claims().order_by("-wording"), ImportedCheck.objects.offered().order_by(*published)
    return chain(rows_of_claims(claims[:most]), rows_of_checks(checks[:most]))
