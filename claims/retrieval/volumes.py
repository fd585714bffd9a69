"""An index of more rows than fit into memory at once: volumes, built one after another and searched as one.

In their folder lie `counts-…` (how often the rows of a volume hold each term: rows are read once), `weighing-…` (how
rare each term is among all rows) and `volume-…` (what is searched). Each is named after what it is made of and never
changes; `volumes.json` says which are the present ones. So what is there already is not made again, and a builder that
ran out of time or was killed goes on where it stopped while readers keep the old volumes.
"""

import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from claims.retrieval import files
from claims.retrieval.files import IndexUnusable
from claims.retrieval.index import VERSION, Found, Index, find_in_all
from claims.retrieval.weighing import Weighing

LIST = "volumes.json"
NAME = re.compile(r"(?:counts|weighing|volume)-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Contents:
    """Which files of the folder are the present ones."""

    version: int
    rows: int
    weighing: str
    volumes: tuple[str, ...]
    counts: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> "Contents":
        """Raises `IndexUnusable`."""
        try:
            said = json.loads((folder / LIST).read_text(encoding="utf-8"))
            if said["version"] != VERSION:
                raise IndexUnusable("version", f"the volumes are of version {said['version']}, not {VERSION}")
            names = {one: tuple(map(_checked, said[one])) for one in ("volumes", "counts")}
            return cls(VERSION, int(said["rows"]), _checked(said["weighing"]), **names)
        except FileNotFoundError as error:
            raise IndexUnusable("missing", "there are no complete volumes") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnusable("torn", f"the list of volumes cannot be read: {error}") from error

    def write(self, folder: Path) -> None:
        """Readers see the old list until this one is complete."""
        unfinished = folder / f"{LIST}.{os.getpid()}.new"
        unfinished.write_text(json.dumps(asdict(self)), encoding="utf-8")
        unfinished.replace(folder / LIST)


class Volumes:
    """Rows to search in, like an `Index`. Never changes, and may be used by several threads."""

    def __init__(self, folder: Path, contents: Contents, weighing: Weighing, volumes: dict[str, Index]) -> None:
        self.weighing = weighing
        self._folder = folder
        self._contents = contents
        self._volumes = volumes

    @classmethod
    def open(cls, *, folder: Path, known: "Volumes | None" = None) -> "Volumes":
        """Those a job built in this folder, as mapped files; what is in `known` is not opened again.

        Raises `IndexUnusable`: then build them anew.
        """
        for _ in range(files.TRIES):
            contents = Contents.read(folder)
            try:
                return cls(folder, contents, *_opened(folder, contents, known))
            except IndexUnusable:
                if Contents.read(folder) == contents:  # not replaced meanwhile
                    raise
        raise IndexUnusable("missing", "the volumes are replaced faster than they can be read")

    def is_current(self) -> bool:
        """Whether no newer volumes were built in the folder. Reads one small file."""
        with suppress(IndexUnusable):
            return Contents.read(self._folder) == self._contents
        return False

    def __len__(self) -> int:
        return sum(map(len, self._volumes.values()))

    def __contains__(self, key: object) -> bool:
        return any(key in volume for volume in self._volumes.values())

    def find(self, *, text: str, limit: int = 50, also: Iterable[str] = ()) -> list[Found]:
        """As `Index.find`, over all volumes."""
        return find_in_all(list(self._volumes.values()), text=text, limit=limit, also=also)


def _opened(folder: Path, contents: Contents, known: Volumes | None) -> tuple[Weighing, dict[str, Index]]:
    is_same = known is not None and known._contents.weighing == contents.weighing
    kept = known._volumes if known is not None and is_same else {}
    weighing = known.weighing if known is not None and is_same else Weighing.open(folder=folder / contents.weighing)
    volumes = {
        name: kept[name] if name in kept else Index.open(folder=folder / name, like=weighing)
        for name in contents.volumes
    }
    return weighing, volumes


def _checked(name: object) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError("not a name of ours")
    return name
