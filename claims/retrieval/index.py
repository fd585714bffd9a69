"""The lexical index: the rows that share most words and character runs with a text, and how much of it they share."""

import hashlib
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claims.retrieval import files
from claims.retrieval.files import IndexUnusable
from claims.retrieval.postings import Floats, Postings, Statistics, gather
from claims.retrieval.reading import Reading, Word

VERSION = 1
LONGEST_ID = 200  # bytes
GROUPS = ("words", "runs")
Ids = npt.NDArray[np.bytes_]


@dataclass(frozen=True, slots=True)
class Row:
    """Something to be found: a claim. ``title``: a headline that says the same, if there is one."""

    id: str
    text: str
    title: str = ""


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
    def open(cls, *, folder: Path) -> "Index":
        """The index a job built in this folder, as mapped files. Raises `IndexUnusable`: then build it anew."""
        name, notes, arrays = files.read_arrays(folder=folder)
        try:
            manifest = _manifest(notes)
            words, runs = (_postings(arrays, notes, group) for group in GROUPS)
            index = cls(manifest=manifest, ids=arrays["ids"], words=words, runs=runs)
        except (KeyError, TypeError, ValueError) as error:
            raise IndexUnusable("torn", f"the index in {name} is not complete: {error}") from error
        index._folder, index._name = folder, name
        return index

    @classmethod
    def of_rows(cls, *, rows: Iterable[Row], language: str = "en", like: "Index | None" = None) -> "Index":
        """An index held in memory. With ``like`` its words weigh what they weigh there: for rows newer than it.

        A row whose id came before replaces that one. Raises ValueError for an id that is empty, holds a NUL or is
        longer than 200 bytes.
        """
        kept = {_checked(row.id): row for row in rows}
        ordered = [kept[key] for key in sorted(kept)]
        language = like.manifest.language if like else language
        readings = [Reading(f"{row.title}\n{row.text}", language=language) for row in ordered]
        words = gather([one.word_hashes for one in readings], like=like._words.statistics if like else None)
        runs = gather([one.run_hashes for one in readings], like=like._runs.statistics if like else None)
        manifest = Manifest(VERSION, language, len(ordered), content_hash(ordered))
        return cls(manifest=manifest, ids=np.array(sorted(kept), dtype=np.bytes_), words=words, runs=runs)

    def save(self, *, folder: Path) -> None:
        """Make this the index that `open` reads, all at once."""
        arrays = {"ids": self._ids} | _arrays("words", self._words) | _arrays("runs", self._runs)
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
        reading = Reading(text, language=self.manifest.language)
        words = self._measured(self._words, reading.word_hashes)
        runs = self._measured(self._runs, reading.run_hashes)
        best = _best(words + runs, limit)
        others = [number for number in self._located(also) if number not in set(best)]
        return self._described([*best, *others], reading, words, runs)

    def find_among(self, *, text: str, rows: Iterable[Row], limit: int = 50) -> list[Found]:
        """The same for rows this index does not hold. To search the same rows again and again, keep `of_rows`."""
        return Index.of_rows(rows=rows, like=self).find(text=text, limit=limit)

    def _measured(self, postings: Postings, terms: npt.NDArray[np.uint64]) -> Floats:
        """How much of what the text says each row says, from 0 to 1."""
        terms = np.unique(terms)
        whole = float(postings.statistics.worth(terms).sum())
        return postings.scores(terms) / np.float32(whole or 1.0)

    def _located(self, ids: Iterable[str]) -> list[int]:
        wanted = [key for key in (one.encode("utf-8", "replace") for one in ids) if 0 < len(key) <= LONGEST_ID]
        if not wanted or not len(self._ids):
            return []
        keys = np.array(wanted, dtype=np.bytes_)
        slots = np.minimum(np.searchsorted(self._ids, keys), len(self._ids) - 1)
        return list(dict.fromkeys(slots[self._ids[slots] == keys].tolist()))

    def _described(self, numbers: Sequence[int], reading: Reading, words: Floats, runs: Floats) -> list[Found]:
        rows = np.array(numbers, dtype=np.int64)
        held = self._words.holders(reading.word_hashes, rows)
        worth = self._words.statistics.worth(reading.word_hashes)
        parts = {"words": words[rows], "characters": runs[rows]}
        parts |= _parts(reading.words, held, worth, self._words.mass[rows])
        values = np.round(np.stack(list(parts.values()), axis=1).astype(np.float64), 6).tolist()
        written = [word.written for word in reading.words]
        shared = [tuple(dict.fromkeys(compress(written, column))) for column in held.T.tolist()]
        keys = [key.decode("utf-8", "replace") for key in self._ids[rows].tolist()]
        return [
            Found(key, dict(zip(parts, row, strict=True)), common)
            for key, row, common in zip(keys, values, shared, strict=True)
        ]


def build_index(*, folder: Path, rows: Iterable[Row], language: str = "en") -> Manifest:
    """Build the index of these rows and make it the current one of the folder, all at once. Raises OSError."""
    index = Index.of_rows(rows=rows, language=language)
    index.save(folder=folder)
    return index.manifest


def find_among(*, text: str, rows: Iterable[Row], limit: int = 50, language: str = "en") -> list[Found]:
    """Search in rows alone, while there is no index; how rare a word is, is told from these rows."""
    return Index.of_rows(rows=rows, language=language).find(text=text, limit=limit)


def content_hash(rows: Iterable[Row]) -> str:
    """A hash of all rows, whatever their order: an index with the same one need not be built again."""
    digest = hashlib.sha256()
    for row in sorted(rows, key=lambda row: row.id):
        for part in (row.id, row.title, row.text):
            data = part.encode("utf-8", "replace")
            digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()


def _checked(key: str) -> bytes:
    data = key.encode("utf-8", "replace")
    if not 0 < len(data) <= LONGEST_ID or b"\0" in data:
        raise ValueError("an id has 1 to 200 bytes and no NUL")
    return data


def _best(scores: Floats, limit: int) -> list[int]:
    """The numbers of the highest scores above 0, the highest first; of equals the first."""
    if limit <= 0:
        return []
    lowest = float(np.partition(scores, -limit)[-limit]) if limit < len(scores) else 0.0
    candidates = np.flatnonzero((scores > 0) & (scores >= lowest)).tolist()
    return heapq.nsmallest(limit, candidates, key=lambda at: (-scores[at], at))


def _parts(
    words: Sequence[Word], held: npt.NDArray[np.bool_], worth: Floats, mass: Floats
) -> dict[str, npt.NDArray[Any]]:
    """The shares that are told from the words of the text each row holds."""
    first = _firsts([word.term for word in words])
    names = first & np.array([word.is_name for word in words], dtype=np.bool_)
    amounts = first & np.array([word.is_amount for word in words], dtype=np.bool_)
    numbers = amounts if amounts.any() else first & np.array([word.is_number for word in words], dtype=np.bool_)
    return {
        "names": _share(held, np.where(names, worth, 0)),
        "numbers": _share(held, numbers.astype(np.float32)),
        "of_row": np.minimum(np.where(first, worth, 0) @ held / np.maximum(mass, 1e-6), 1.0),
    }


def _firsts(terms: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which of them did not come before."""
    first = {term: number for number, term in reversed(list(enumerate(terms)))}
    return np.array([first[term] == number for number, term in enumerate(terms)], dtype=np.bool_)


def _share(held: npt.NDArray[np.bool_], weights: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return weights @ held / max(float(weights.sum()), 1e-6)


def _arrays(group: str, postings: Postings) -> dict[str, files.Array]:
    return {
        f"{group}-terms": postings.terms,
        f"{group}-counts": postings.statistics.counts,
        f"{group}-starts": postings.starts,
        f"{group}-pairs": postings.pairs,
        f"{group}-mass": postings.mass,
    }


def _manifest(notes: dict[str, Any]) -> Manifest:
    if notes["version"] != VERSION:
        raise IndexUnusable("version", f"the index is of version {notes['version']}, not {VERSION}")
    return Manifest(VERSION, str(notes["language"]), int(notes["count"]), str(notes["content_hash"]))


def _postings(arrays: dict[str, files.Array], notes: dict[str, Any], group: str) -> Postings:
    terms, counts, starts, pairs, mass = (
        arrays[f"{group}-{name}"] for name in ("terms", "counts", "starts", "pairs", "mass")
    )
    if len(starts) != len(terms) + 1 or pairs.shape[1:] != (2,) or len(mass) != notes["count"]:
        raise ValueError(f"the arrays of {group} do not fit together")
    statistics = Statistics(int(notes["count"]), float(notes[group]["average"]), terms, counts)
    return Postings(statistics, terms, starts, pairs, mass)
