"""Which queries are measured, which are learned from, and what counts as right."""

import json

import pytest

from benchmarks.evaluation.retrieval_sets import average_precision, read_task

CLAIMS = [
    {"id": "check-abc-dam-broke", "text": "The dam broke."},
    {"id": "check-abc-wages-fell", "text": "Wages fell by 4%."},
    {"id": "check-abc-dam-broke-again", "text": "“The dam broke”"},
    *({"id": f"check-abc-filler-{number}", "text": f"Filler {number}."} for number in range(20)),
]


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "docs.jsonl", CLAIMS)
    return tmp_path


def write(file, lines):
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def add(folder, part, count, first=0):
    ids = [f"{part}{number}" for number in range(count)]
    write(folder / f"{part}.queries.jsonl", [{"id": key, "text": f"{key}?"} for key in [*ids, "unanswered"]])
    answers = [CLAIMS[(first + number) % len(CLAIMS)]["id"] for number in range(count)]
    write(folder / f"{part}.qrels.jsonl", [{"q": key, "d": answer} for key, answer in zip(ids, answers, strict=True)])


def asked(task):
    return [task.queries[number].text.rstrip("0123456789?") for number in task.asked]


def learned(task):
    return {task.queries[number].text.rstrip("0123456789?") for fold in task.folds for number in fold.learn}


def test_a_test_part_is_measured_and_all_others_learned_from(folder):
    for part in ("train", "dev", "test-input"):
        add(folder, part, 3)
    task = read_task(folder)
    assert set(asked(task)) == {"test-input"}
    assert learned(task) == {"train", "dev"}
    assert task.note == "3 queries, test"


def test_without_a_test_part_the_dev_part_is_measured(folder):
    add(folder, "train", 4)
    add(folder, "dev", 2)
    task = read_task(folder)
    assert asked(task) == ["dev", "dev"]
    assert learned(task) == {"train"}


def test_a_single_part_is_folded_so_that_no_claim_is_learned_by_heart(folder):
    add(folder, "train_dev", 40)
    task = read_task(folder)
    assert len(task.asked) == 40
    assert sorted(number for fold in task.folds for number in fold.judge) == list(task.asked)
    for fold in task.folds:
        seen = {key for number in fold.learn for key in task.queries[number].answers}
        assert not any(task.queries[number].answers & seen for number in fold.judge)


def test_queries_without_an_answer_are_left_out(folder):
    add(folder, "test", 2)
    write(folder / "final.queries.jsonl", [{"id": "1", "text": "no answers lie here"}])
    assert len(read_task(folder).queries) == 2


def test_claims_without_titles_have_the_words_of_their_ids(folder):
    add(folder, "test", 2)
    assert [row.title for row in read_task(folder).rows[:2]] == ["dam broke", "wages fell"]


def test_copies_are_known_by_their_words(folder):
    add(folder, "test", 2)
    task = read_task(folder)
    first, _, copy = (row.id for row in task.rows[:3])
    assert task.copies[copy] == first
    assert task.same_words({copy}) == {first}


@pytest.mark.parametrize(
    ("ranked", "answers", "value"),
    [("abcde", "a", 1), ("abcde", "c", 1 / 3), ("abcdef", "f", 0), ("abcde", "ae", (1 + 2 / 5) / 2), ("", "a", 0)],
)
def test_precision_is_averaged_over_the_first_five(ranked, answers, value):
    assert average_precision(list(ranked), set(answers)) == pytest.approx(value)
