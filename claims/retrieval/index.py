"""The lexical index: the rows that share most words and character runs with a text, and how much of it they share.

Several indexes that are weighed alike are searched as if they were one; see `claims.retrieval.volumes`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np

from claims.retrieval import files
from claims.retrieval.asking import Asked, best_of, parts_of_row
from claims.retrieval.files import IndexUnusable
from claims.retrieval.postings import Floats, Postings, Statistics, statistics_of, weigh
from claims.retrieval.rows import GROUPS, LONGEST_ID, Counted, Ids, Row, count_rows
from claims.retrieval.weighing import Weighing

VERSION = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index holds. ``content_hash`` is equal for equal rows, in whatever order they came."""

    version: int
    language: str
    count: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Found:
    """A row, how much of the text it shares part by part (each 0 to 1), and which of the text's words it holds."""

    id: str
    parts: dict[str, float]
    shared: tuple[str, ...]


class Index:
    """Rows to search in. Make one with `open` or `of_rows`; it never changes and may be used by several threads."""

    def __init__(self, *, manifest: Manifest, ids: Ids, words: Postings, runs: Postings) -> None:
        self.manifest = manifest
        self._ids = ids
        self._words = words
        self._runs = runs
        self._folder: Path | None = None
        self._name = ""

    @classmethod
    def open(cls, *, folder: Path, like: Weighing | None = None) -> "Index":
        """The index a job built in this folder, as mapped files; `like`: the weighing it was saved without.

        Raises `IndexUnusable`: then build it anew.
        """
        name, notes, arrays = files.read_arrays(folder=folder)
        try:
            manifest = _manifest(notes)
            words, runs = (_postings(arrays, notes, group, like) for group in GROUPS)
            index = cls(manifest=manifest, ids=arrays["ids"], words=words, runs=runs)
        except (KeyError, TypeError, ValueError) as error:
            raise IndexUnusable("torn", f"the index in {name} is not complete: {error}") from error
        index._folder, index._name = folder, name
        return index

    @classmethod
    def of_rows(cls, *, rows: Iterable[Row], language: str = "en", like: Weighing | None = None) -> "Index":
        """An index held in memory. With ``like`` its words weigh what they weigh there: for rows newer than it.

        A row whose id came before replaces that one. Raises ValueError for an id that is empty, holds a NUL or is
        longer than 200 bytes.
        """
        return cls.of_counted(count_rows(rows, language=like.language if like else language), like=like)

    @classmethod
    def of_counted(cls, counted: Counted, *, like: Weighing | None = None) -> "Index":
        """The same of rows that were read before."""
        manifest = Manifest(VERSION, counted.language, len(counted.ids), counted.content_hash)
        words = weigh(counted.words, like.words if like else statistics_of(counted.words))
        runs = weigh(counted.runs, like.runs if like else statistics_of(counted.runs))
        return cls(manifest=manifest, ids=counted.ids, words=words, runs=runs)

    @property
    def weighing(self) -> Weighing:
        """What terms weigh here; rows and indexes that are weighed alike can be compared."""
        return Weighing(self.manifest.language, self._words.statistics, self._runs.statistics)

    def save(self, *, folder: Path, with_weighing: bool = True) -> None:
        """Make this the index that `open` reads, all at once. Without its weighing, `open` has to be told it."""
        arrays: dict[str, files.Array] = {"ids": self._ids}
        for group, postings in zip(GROUPS, (self._words, self._runs), strict=True):
            arrays |= _arrays(group, postings)
            if with_weighing:
                arrays[f"{group}-counts"] = postings.statistics.counts
        manifest = self.manifest
        notes = {
            "version": manifest.version,
            "language": manifest.language,
            "count": manifest.count,
            "content_hash": manifest.content_hash,
            "words": {"average": self._words.statistics.average},
            "runs": {"average": self._runs.statistics.average},
        }
        files.write_arrays(folder=folder, arrays=arrays, notes=notes)

    def is_current(self) -> bool:
        """Whether no newer index was built in the folder this one was opened from. Reads one small file."""
        return self._folder is None or files.current_name(self._folder) == self._name

    def __len__(self) -> int:
        return self.manifest.count

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and bool(self._located([key]))

    def find(self, *, text: str, limit: int = 50, also: Iterable[str] = ()) -> list[Found]:
        """The ``limit`` rows that share most with a text, best first, then those of ``also`` that are not among them.

        Rows that share nothing are found only through ``also``; ids the index does not hold are passed over.
        """
        return find_in_all([self], text=text, limit=limit, also=also)

    def find_among(self, *, text: str, rows: Iterable[Row], limit: int = 50) -> list[Found]:
        """The same for rows this index does not hold. To search the same rows again and again, keep `of_rows`."""
        return Index.of_rows(rows=rows, like=self.weighing).find(text=text, limit=limit)

    def _measured(self, asked: Asked) -> tuple[Floats, Floats]:
        """How much of what the text says each row says, from 0 to 1, by words and by runs."""
        words = self._words.scores(asked.words) / np.float32(asked.whole_words)
        return words, self._runs.scores(asked.runs) / np.float32(asked.whole_runs)

    def _keys(self, numbers: Sequence[int]) -> list[bytes]:
        keys: list[bytes] = self._ids[np.array(numbers, dtype=np.int64)].tolist()
        return keys

    def _located(self, ids: Iterable[str]) -> list[int]:
        wanted = [key for key in (one.encode("utf-8", "replace") for one in ids) if 0 < len(key) <= LONGEST_ID]
        if not wanted or not len(self._ids):
            return []
        keys = np.array(wanted, dtype=np.bytes_)
        slots = np.minimum(np.searchsorted(self._ids, keys), len(self._ids) - 1)
        return list(dict.fromkeys(slots[self._ids[slots] == keys].tolist()))

    def _described(self, numbers: Sequence[int], asked: Asked, words: Floats, runs: Floats) -> list[Found]:
        if not numbers:
            return []
        reading, rows = asked.reading, np.array(numbers, dtype=np.int64)
        held = self._words.holders(reading.word_hashes, rows)
        parts = {"words": words[rows], "characters": runs[rows]}
        parts |= parts_of_row(reading.words, held, asked.worth, self._words.mass[rows])
        values = np.round(np.stack(list(parts.values()), axis=1).astype(np.float64), 6).tolist()
        written = [word.written for word in reading.words]
        shared = [tuple(dict.fromkeys(compress(written, column))) for column in held.T.tolist()]
        keys = [key.decode("utf-8", "replace") for key in self._keys(numbers)]
        return [
            Found(key, dict(zip(parts, row, strict=True)), common)
            for key, row, common in zip(keys, values, shared, strict=True)
        ]


def find_in_all(indexes: Sequence[Index], *, text: str, limit: int = 50, also: Iterable[str] = ()) -> list[Found]:
    """`Index.find` in indexes that are weighed alike and hold different rows, as if they were one."""
    if not indexes:
        return []
    asked = Asked.of(text, indexes[0].weighing)
    measured = [index._measured(asked) for index in indexes]
    best = [best_of(words + runs, limit) for words, runs in measured]
    places = [(volume, row) for volume, rows in enumerate(best) for row in rows]
    if len(indexes) > 1:
        places = _first_of(places, indexes, measured)[:limit]
    wanted = list(also)
    described: dict[tuple[int, int], Found] = {}
    for volume, index in enumerate(indexes):
        rows = list(dict.fromkeys([*(row for at, row in places if at == volume), *index._located(wanted)]))
        found = index._described(rows, asked, *measured[volume])
        described |= {(volume, row): one for row, one in zip(rows, found, strict=True)}
    return [described[place] for place in dict.fromkeys([*places, *described])]


def _first_of(
    places: list[tuple[int, int]], indexes: Sequence[Index], measured: Sequence[tuple[Floats, Floats]]
) -> list[tuple[int, int]]:
    """Rows of several indexes, the highest score first; of equals the first id, as inside one index."""

    def order(place: tuple[int, int]) -> tuple[float, bytes]:
        volume, row = place
        words, runs = measured[volume]
        return -float(words[row] + runs[row]), indexes[volume]._keys([row])[0]

    return sorted(places, key=order)


def build_index(*, folder: Path, rows: Iterable[Row], language: str = "en") -> Manifest:
    """Build the index of these rows and make it the current one of the folder, all at once. Raises OSError."""
    index = Index.of_rows(rows=rows, language=language)
    index.save(folder=folder)
    return index.manifest


def find_among(*, text: str, rows: Iterable[Row], limit: int = 50, language: str = "en") -> list[Found]:
    """Search in rows alone, while there is no index; how rare a word is, is told from these rows."""
    return Index.of_rows(rows=rows, language=language).find(text=text, limit=limit)


def _arrays(group: str, postings: Postings) -> dict[str, files.Array]:
    return {
        f"{group}-terms": postings.terms,
        f"{group}-starts": postings.starts,
        f"{group}-pairs": postings.pairs,
        f"{group}-mass": postings.mass,
    }


def _manifest(notes: dict[str, Any]) -> Manifest:
    if notes["version"] != VERSION:
        raise IndexUnusable("version", f"the index is of version {notes['version']}, not {VERSION}")
    return Manifest(VERSION, str(notes["language"]), int(notes["count"]), str(notes["content_hash"]))


def _postings(arrays: dict[str, files.Array], notes: dict[str, Any], group: str, like: Weighing | None) -> Postings:
    terms, starts, pairs, mass = (arrays[f"{group}-{name}"] for name in ("terms", "starts", "pairs", "mass"))
    if len(starts) != len(terms) + 1 or pairs.shape[1:] != (2,) or len(mass) != notes["count"]:
        raise ValueError(f"the arrays of {group} do not fit together")
    if like is not None:
        statistics = like.words if group == "words" else like.runs
    else:
        average = float(notes[group]["average"])
        statistics = Statistics(int(notes["count"]), average, terms, arrays[f"{group}-counts"])
    return Postings(statistics, terms, starts, pairs, mass)
