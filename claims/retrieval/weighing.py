"""How much terms tell apart, kept beside several indexes that are weighed alike."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.retrieval import files
from claims.retrieval.files import IndexUnusable
from claims.retrieval.postings import Statistics


@dataclass(frozen=True, slots=True)
class Weighing:
    """How rare words and character runs are among rows of this language."""

    language: str
    words: Statistics
    runs: Statistics

    @classmethod
    def open(cls, *, folder: Path) -> "Weighing":
        """As mapped files. Raises `IndexUnusable`."""
        _, notes, arrays = files.read_arrays(folder=folder)
        try:
            return cls(str(notes["language"]), _statistics(notes, arrays, "words"), _statistics(notes, arrays, "runs"))
        except (KeyError, TypeError, ValueError) as error:
            raise IndexUnusable("torn", f"the weighing in {folder.name} is not complete: {error}") from error

    def save(self, *, folder: Path) -> None:
        """Make this what `open` reads, all at once."""
        arrays: dict[str, files.Array] = {
            "words-terms": self.words.terms,
            "words-counts": self.words.counts,
            "runs-terms": self.runs.terms,
            "runs-counts": self.runs.counts,
        }
        averages = {"words": self.words.average, "runs": self.runs.average}
        notes = {"language": self.language, "rows": self.words.rows, "average": averages}
        files.write_arrays(folder=folder, arrays=arrays, notes=notes)


def _statistics(notes: dict[str, Any], arrays: dict[str, files.Array], group: str) -> Statistics:
    terms, counts = arrays[f"{group}-terms"], arrays[f"{group}-counts"]
    if len(terms) != len(counts):
        raise ValueError(f"the arrays of {group} do not fit together")
    return Statistics(int(notes["rows"]), float(notes["average"][group]), terms, counts)
