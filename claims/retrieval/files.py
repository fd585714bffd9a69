"""A folder of arrays that is replaced as a whole: written beside the old one, then named in the file ``current``.

Readers keep the arrays they mapped, also after the folder they lie in was removed. Nothing is ever unpickled.
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

CURRENT = "current"
MANIFEST = "manifest.json"
LOCK = "lock"
UNFINISHED = "unfinished-"
COMPLETE = "index-"
ABANDONED_AFTER = 3_600.0  # seconds; a builder that was killed leaves its unfinished folder behind
TRIES = 5
READ_AT_ONCE = 1 << 20

Array = npt.NDArray[Any]


class IndexUnusable(Exception):
    """The index cannot be read and has to be built anew. ``code``: missing, torn or version."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def write_arrays(*, folder: Path, arrays: Mapping[str, Array], notes: Mapping[str, Any]) -> dict[str, Any]:
    """Write a new set of arrays and make it the current one; what the manifest says. Raises OSError when it cannot.

    A reader sees the old set or the new one, never a mixture; so it is after a crash at any moment.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(8)
    unfinished = folder / f"{UNFINISHED}{name}"
    unfinished.mkdir()
    manifest = dict(notes) | {"files": {key: _write(unfinished / f"{key}.npy", arrays[key]) for key in arrays}}
    _write_text(unfinished / MANIFEST, json.dumps(manifest, indent=1))
    with one_at_a_time(folder):
        _publish(folder, unfinished, f"{COMPLETE}{name}")
    return manifest


def _publish(folder: Path, unfinished: Path, name: str) -> None:
    previous = current_name(folder)
    unfinished.rename(folder / name)
    _write_text(unfinished, f"{name}\n")
    unfinished.replace(folder / CURRENT)
    _remove_old(folder, keep={previous, name})


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Two builders may write at once, but publish one after the other: else one removes what the other names."""
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_arrays(*, folder: Path) -> tuple[str, dict[str, Any], dict[str, Array]]:
    """The current set: its name, its manifest, its arrays mapped read-only. Raises `IndexUnusable`."""
    for _ in range(TRIES):
        name = current_name(folder)
        try:
            return (name, *_read(folder / name))
        except FileNotFoundError:
            if current_name(folder) == name:  # not replaced meanwhile: it really is not there
                break
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexUnusable("torn", f"the index in {name} cannot be read: {error}") from error
    raise IndexUnusable("missing", "there is no complete index")


def current_name(folder: Path) -> str:
    """Which set is the current one; "" for none."""
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return name if name.startswith(COMPLETE) and name.removeprefix(COMPLETE).isalnum() else ""


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    if not folder.name.startswith(COMPLETE):
        raise FileNotFoundError(folder)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest, {key: _map(folder / f"{key}.npy", manifest["files"][key]) for key in manifest["files"]}


def _map(file: Path, expected: Mapping[str, Any]) -> Array:
    if file.stat().st_size != expected["bytes"] or _digest(file) != expected["sha256"]:
        raise ValueError(f"{file.name} is not what was written")
    mapped = np.load(file, mmap_mode="r", allow_pickle=False)
    return np.asarray(mapped).view(np.ndarray)  # still the mapped bytes; slices of np.memmap itself cost ten times more


def _write(file: Path, array: Array) -> dict[str, Any]:
    with file.open("wb") as stream:
        np.save(stream, np.ascontiguousarray(array), allow_pickle=False)
        _flush(stream.fileno(), stream)
    return {"bytes": file.stat().st_size, "sha256": _digest(file)}


def _write_text(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as stream:
        stream.write(text)
        _flush(stream.fileno(), stream)


def _flush(number: int, stream: Any) -> None:
    stream.flush()
    os.fsync(number)


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(READ_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


def _remove_old(folder: Path, *, keep: set[str]) -> None:
    """Sets nobody opens any more: all but the current one, the one before it, and those another builder works on."""
    for other in folder.iterdir():
        settled = other.name.startswith(COMPLETE) and other.name not in keep
        if settled or (other.name.startswith(UNFINISHED) and _is_abandoned(other)):
            shutil.rmtree(other, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > ABANDONED_AFTER
    except OSError:
        return False
