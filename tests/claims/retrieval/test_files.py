"""An index on disk: whole or not there, shared by processes, replaced while it is read."""

import json
import mmap
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from claims.retrieval import Index, IndexUnusable, Row, build_index, files

ROOT = Path(__file__).resolve().parents[3]
READER = """
import sys
from pathlib import Path
from claims.retrieval import Index
index = Index.open(folder=Path(sys.argv[1]))
print(index.find(text="bridge")[0].id, flush=True)
for line in sys.stdin:
    print(index.find(text="bridge")[0].id, index.is_current(), flush=True)
"""


def build(folder, word="bridge", rows=40):
    build_index(folder=folder, rows=[Row(f"{word}-{number}", f"{word} number {number}") for number in range(rows)])


def current(folder):
    return folder / files.current_name(folder)


@pytest.fixture
def folder(tmp_path):
    build(tmp_path)
    return tmp_path


def test_the_arrays_are_mapped_and_cannot_be_written(folder):
    _, _, arrays = files.read_arrays(folder=folder)
    assert {"ids", "words-pairs", "runs-pairs"} <= set(arrays)
    for array in arrays.values():
        assert not array.flags.writeable
        assert isinstance(owner(array), mmap.mmap)


def owner(array):
    """What holds the bytes in the end."""
    while isinstance(array, np.ndarray):
        array = array.base
    return array


def test_another_process_reads_the_same_files_and_keeps_them_when_they_are_replaced(folder):
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert reader.stdout.readline().startswith("bridge-")
        old = current(folder)
        for _ in range(3):
            build(folder, "tunnel")
        assert not old.exists()
        answer, _ = reader.communicate("again\n", timeout=60)
        assert answer.split()[0].startswith("bridge-")
        assert answer.split()[1] == "False"
    finally:
        reader.kill()
        reader.wait()
    assert Index.open(folder=folder).find(text="tunnel")[0].id.startswith("tunnel-")


def test_readers_never_see_a_mixture_while_the_index_is_replaced(folder):
    stop, seen = threading.Event(), []

    def read():
        while not stop.is_set():
            index = Index.open(folder=folder)
            kinds = {one.id.split("-")[0] for one in index.find(text="bridge tunnel number 7", limit=60)}
            seen.append((kinds, len(index)))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(20):
        build(folder, "tunnel" if number % 2 else "bridge", rows=30 if number % 2 else 40)
    stop.set()
    for reader in readers:
        reader.join()
    assert seen
    assert all(one in [({"bridge"}, 40), ({"tunnel"}, 30)] for one in seen)


def test_two_builders_at_once_leave_a_whole_index(tmp_path):
    builders = [threading.Thread(target=build, args=(tmp_path, word)) for word in ("bridge", "tunnel", "road", "dam")]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert len(Index.open(folder=tmp_path)) == 40
    assert not list(tmp_path.glob("unfinished-*"))


def test_only_the_present_and_the_previous_index_stay_on_disk(folder):
    for _ in range(4):
        build(folder)
    assert len(list(folder.glob("index-*"))) == 2


def test_what_a_killed_builder_left_is_removed_after_an_hour(folder):
    (folder / "unfinished-old").mkdir()
    (folder / "unfinished-new").mkdir()
    os.utime(folder / "unfinished-old", (1, 1))
    build(folder)
    assert [one.name for one in folder.glob("unfinished-*")] == ["unfinished-new"]


HARMS = {
    "cut": lambda data: data[:-3],
    "changed": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "emptied": lambda data: b"",
    "grown": lambda data: data + b"\0",
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("file", ["ids.npy", "words-terms.npy", "runs-pairs.npy", "runs-starts.npy"])
def test_a_torn_file_is_noticed(folder, file, harm):
    harmed = current(folder) / file
    harmed.write_bytes(HARMS[harm](harmed.read_bytes()))
    assert refusal(folder) == "torn"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"files": 3}', '{"version": 1, "files": {}}', "\ud800"])
def test_a_torn_manifest_is_noticed(folder, text):
    (current(folder) / "manifest.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert refusal(folder) == "torn"


def test_a_missing_file_is_noticed(folder):
    (current(folder) / "words-pairs.npy").unlink()
    assert refusal(folder) == "missing"


@pytest.mark.parametrize("name", ["", "index-", "../other", "index-/../..", "index-gone", "\xff"])
def test_a_wrong_name_of_the_present_index_is_noticed(folder, name):
    (folder / "current").write_bytes(name.encode("latin-1"))
    assert refusal(folder) == "missing"


def test_an_index_of_another_version_is_refused(folder):
    file = current(folder) / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"version": 99}))
    assert refusal(folder) == "version"


def test_a_pickle_is_never_loaded(folder, tmp_path):
    loaded = tmp_path / "loaded"

    class Trap:
        def __reduce__(self):
            return (Path.touch, (loaded,))

    harmed = current(folder) / "ids.npy"
    np.save(harmed, np.array([Trap()], dtype=object), allow_pickle=True)
    vouch(folder, harmed)
    assert refusal(folder) == "torn"
    harmed.write_bytes(pickle.dumps(Trap()))
    vouch(folder, harmed)
    assert refusal(folder) == "torn"
    assert not loaded.exists()


def vouch(folder, file):
    """Make the manifest name this very file, as somebody who can write into the folder would."""
    notes = current(folder) / "manifest.json"
    manifest = json.loads(notes.read_text())
    manifest["files"][file.stem] = {"bytes": file.stat().st_size, "sha256": files._digest(file)}
    notes.write_text(json.dumps(manifest))


def refusal(folder):
    with pytest.raises(IndexUnusable) as refused:
        Index.open(folder=folder)
    return refused.value.code
