"""What is searched: rows, and how often each holds which words and character runs."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.retrieval import files
from claims.retrieval.files import IndexUnusable
from claims.retrieval.postings import Counting, Counts
from claims.retrieval.reading import Reading

GROUPS = ("words", "runs")
LONGEST_ID = 200  # bytes
Ids = npt.NDArray[np.bytes_]


@dataclass(frozen=True, slots=True)
class Row:
    """Something to be found: a claim. ``title``: a headline that says the same, if there is one."""

    id: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows as they were read, in the order of their ids. ``content_hash`` is equal for equal rows."""

    language: str
    content_hash: str
    ids: Ids
    words: Counts
    runs: Counts

    @classmethod
    def open(cls, *, folder: Path) -> "Counted":
        """As mapped files. Raises `IndexUnusable`."""
        _, notes, arrays = files.read_arrays(folder=folder)
        try:
            words, runs = _counts(arrays, "words"), _counts(arrays, "runs")
            return cls(str(notes["language"]), str(notes["content_hash"]), arrays["ids"], words, runs)
        except (KeyError, TypeError) as error:
            raise IndexUnusable("torn", f"the counts in {folder.name} are not complete: {error}") from error

    def save(self, *, folder: Path) -> None:
        """Make these what `open` reads, all at once."""
        arrays = {f"{group}-{name}": array for group in GROUPS for name, array in vars(getattr(self, group)).items()}
        notes = {"language": self.language, "content_hash": self.content_hash}
        files.write_arrays(folder=folder, arrays=arrays | {"ids": self.ids}, notes=notes)


def _counts(arrays: dict[str, files.Array], group: str) -> Counts:
    return Counts(**{one.name: arrays[f"{group}-{one.name}"] for one in fields(Counts)})


def count_rows(rows: Iterable[Row], *, language: str) -> Counted:
    """Read these rows. A row whose id came before replaces that one.

    Raises ValueError for an id that is empty, holds a NUL or is longer than 200 bytes.
    """
    kept = {_checked(row.id): row for row in rows}
    words, runs = Counting(), Counting()
    for key in sorted(kept):
        reading = Reading(f"{kept[key].title}\n{kept[key].text}", language=language)
        words.add(reading.word_hashes)
        runs.add(reading.run_hashes)
    ids = np.array(sorted(kept), dtype=np.bytes_)
    return Counted(language, content_hash(kept.values()), ids, words.counts(), runs.counts())


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
