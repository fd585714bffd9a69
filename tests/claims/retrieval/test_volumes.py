"""Volumes: built one by one, in turns, and searched as if they were one index."""

import json
from functools import partial

import pytest

from claims.retrieval import Index, IndexUnusable, Row, Volumes, build_volumes, files, volume_building

TOWNS = ("Ostrand", "Holm", "Varby", "Lund", "Skagen", "Tarn")
DEEDS = ("opened the harbour bridge in 1932", "raised wages by 4%", "closed the night ferry", "sold 31,000 flats")
ROWS = [
    Row(f"check-{10 + number}", f"{TOWNS[number % 6]} {DEEDS[number % 4]}, said speaker {number}.", title=f"Is it {n}?")
    for number, n in enumerate(range(24, 0, -1))
]
ASKED = [
    "Did Ostrand open a bridge in 1932?",
    "wages in Holm rose 4 per cent",
    "speaker 17 sold flats",
    "the ferry",
    "",
]


def parts(*sizes, rows=ROWS):
    """The rows in volumes of these sizes."""
    left = iter(rows)
    return [partial(list, [next(left) for _ in range(size)]) for size in sizes]


def build(folder, *sizes, rows=ROWS, **about):
    return build_volumes(folder=folder, volumes=parts(*sizes, rows=rows), **about)


def names(folder, kind):
    return {one.name: files.current_name(one) for one in folder.glob(f"{kind}-*")}


@pytest.fixture
def folder(tmp_path):
    assert build(tmp_path, 8, 8, 8) == 24
    return tmp_path


@pytest.mark.parametrize("text", ASKED)
@pytest.mark.parametrize("sizes", [(24,), (8, 8, 8), (1, 20, 3), (0, 24)])
def test_they_find_what_one_index_finds_and_measure_it_alike(tmp_path, sizes, text):
    build(tmp_path, *sizes)
    whole = Index.of_rows(rows=ROWS)
    for limit in (0, 3, 50):
        asked = {"text": text, "limit": limit, "also": ["check-30", "check-11", "nobody", ""]}
        found = Volumes.open(folder=tmp_path).find(**asked)
        assert {one.id: one for one in found} == {one.id: one for one in whole.find(**asked)}
    best = Volumes.open(folder=tmp_path).find(text=text, limit=7)
    assert best == whole.find(text=text, limit=7)


def test_rows_are_known_by_their_id_in_whichever_volume(folder):
    volumes = Volumes.open(folder=folder)
    assert len(volumes) == 24
    assert all(row.id in volumes for row in ROWS)
    assert "check-99" not in volumes
    assert 10 not in volumes


def test_newer_rows_are_weighed_as_those_of_the_volumes(folder):
    newer = Index.of_rows(
        rows=[Row("later", ROWS[5].text, title=ROWS[5].title)], like=Volumes.open(folder=folder).weighing
    )
    old = next(one for one in Volumes.open(folder=folder).find(text=ROWS[5].text) if one.id == ROWS[5].id)
    assert newer.find(text=ROWS[5].text)[0].parts == old.parts


def test_a_build_in_turns_goes_on_where_it_stopped_and_readers_keep_the_old_volumes(folder):
    old = Volumes.open(folder=folder)
    rows = [Row(row.id, f"{row.text} Anew.") for row in ROWS]
    turns = 0
    while build(folder, 8, 8, 8, rows=rows, seconds=0) is None:
        turns += 1
        assert old.is_current()
        assert Volumes.open(folder=folder).find(text="Anew", limit=1) == []
    assert turns == 6, "three volumes read, three written"
    assert not old.is_current()
    assert len(Volumes.open(folder=folder).find(text="Anew")) == 24
    assert old.find(text="Ostrand bridge")[0].id in old, "who reads the old ones goes on"


def test_what_did_not_change_is_neither_read_nor_written_again(folder):
    before = names(folder, "counts") | names(folder, "volume")
    reader = Volumes.open(folder=folder)
    build(folder, 8, 8, 9, rows=[*ROWS, Row("check-99", "A whale was seen at Holm.")])
    after = names(folder, "counts") | names(folder, "volume")
    assert len(set(after.items()) - set(before.items())) == 2, "the last one's counts and volume"
    again = Volumes.open(folder=folder, known=reader)
    assert len(set(map(id, again._volumes.values())) & set(map(id, reader._volumes.values()))) == 2
    assert again.find(text="whale")[0].id == "check-99"


def test_when_many_rows_came_all_are_weighed_anew(folder):
    more = [Row(f"more-{number}", f"The whale {number} swam to Holm.") for number in range(8)]
    build(folder, 8, 8, 8, 8, rows=[*ROWS, *more])
    found = Volumes.open(folder=folder).find(text="the whale of Holm", limit=9)
    assert found == Index.of_rows(rows=[*ROWS, *more]).find(text="the whale of Holm", limit=9)


def test_an_unchanged_library_costs_nothing_to_build(folder):
    before = names(folder, "")
    assert build(folder, 8, 8, 8, seconds=0) == 24
    assert names(folder, "") == before


@pytest.mark.parametrize(("made", "step"), [("Counted", "save"), ("Index", "save"), ("Contents", "write")])
def test_a_killed_build_leaves_the_old_volumes_and_is_no_harm_to_the_next(folder, made, step, monkeypatch):
    rows = [Row(row.id, f"{row.text} Anew.") for row in ROWS]
    with monkeypatch.context() as killed:
        killed.setattr(getattr(volume_building, made), step, die)
        with pytest.raises(KeyboardInterrupt):
            build(folder, 8, 8, 8, rows=rows)
    assert Volumes.open(folder=folder).find(text="Anew", limit=1) == []
    assert build(folder, 8, 8, 8, rows=rows) == 24
    assert len(Volumes.open(folder=folder).find(text="Anew")) == 24


def die(*args, **kwargs):
    raise KeyboardInterrupt


@pytest.mark.parametrize("kinds", [["weighing"], ["volume"], ["counts", "volume"], ["counts", "weighing"]])
def test_torn_files_are_made_again_in_some_turns(folder, kinds):
    for kind in kinds:
        for file in folder.glob(f"{kind}-*/*/*.npy"):
            file.write_bytes(file.read_bytes()[:-3])
    assert 24 in [build(folder, 8, 8, 8) for _ in range(4)]
    assert len(Volumes.open(folder=folder).find(text="speaker")) == 24


def test_torn_volumes_are_noticed(folder):
    next(folder.glob("volume-*/*/runs-pairs.npy")).write_bytes(b"")
    assert refusal(folder) == "torn"


def test_volumes_that_are_gone_are_noticed(folder, tmp_path):
    assert refusal(tmp_path / "nowhere") == "missing"
    reader = Volumes.open(folder=folder)
    (folder / "volumes.json").unlink()
    assert not reader.is_current()
    assert refusal(folder) == "missing"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 99}, "version"),
        ({"weighing": "../elsewhere"}, "torn"),
        ({"volumes": [3]}, "torn"),
        ({"volumes": ["volume-" + "0" * 32]}, "missing"),
        ({"rows": "many"}, "torn"),
    ],
)
def test_a_list_of_volumes_that_cannot_be_is_refused(folder, change, code):
    file = folder / "volumes.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    assert refusal(folder) == code


@pytest.mark.parametrize("said", ["", "[]", "{}", "null", "\x00"])
def test_a_list_of_volumes_that_is_none_is_refused(folder, said):
    (folder / "volumes.json").write_text(said)
    assert refusal(folder) == "torn"


def refusal(folder):
    with pytest.raises(IndexUnusable) as refused:
        Volumes.open(folder=folder)
    return refused.value.code


def test_only_the_present_and_the_previous_volumes_stay_on_disk(folder):
    for number in range(4):
        build(folder, 8, 8, rows=[Row(row.id, f"{row.text} {number}") for row in ROWS])
    assert [len(names(folder, kind)) for kind in ("counts", "volume", "weighing")] == [2, 4, 1]


def test_no_volumes_at_all_find_nothing(tmp_path):
    assert build_volumes(folder=tmp_path, volumes=[]) == 0
    volumes = Volumes.open(folder=tmp_path)
    assert volumes.find(text="bridge", also=["check-10"]) == []
    assert len(volumes) == 0
