"""The command that trains what the splitter ships."""

import csv
import json

import pytest

from benchmarks.claimbuster import read_judged, read_training
from benchmarks.train_prior import main
from claims.splitting.prior import load_prior, score
from claims.splitting.signs import read_signs

TOWNS = ["Harrow", "Esk", "Dunmere", "Marsh End", "Kelder", "Lorne", "Vellmar", "Holm", "Marrick", "Ashby"]
pytestmark = pytest.mark.slow
HELD_OUT = "The mint in Harrow struck 900 coins."


def write_csv(file, rows):
    with file.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(["Sentence_id", "Text", "File_id", "Verdict"])
        writer.writerows(rows)


@pytest.fixture
def folder(tmp_path):
    facts = [f"The board in {town} cut {place + 12} jobs last year." for place, town in enumerate(TOWNS)]
    others = [f"I hope that {town} will be a happy place, my friends." for town in TOWNS]
    rows = [
        row
        for place, (fact, other) in enumerate(zip(facts, others, strict=True))
        for row in ((place, fact, f"200{place % 3}.txt", 1), (place + 100, other, f"200{place % 3}.txt", -1))
    ]
    write_csv(tmp_path / "crowdsourced.csv", [*rows, (900, HELD_OUT, "2001.txt", 1)])
    write_csv(tmp_path / "groundtruth.csv", [(901, HELD_OUT.upper(), "2001.txt", 1)])
    agreed = [{"sentence_id": 3, "text": facts[3], "label": 1}, {"sentence_id": 700, "text": "A new one.", "label": 0}]
    (tmp_path / "2.5xNCS.json").write_text(json.dumps(agreed), encoding="utf-8")
    return tmp_path


def test_training_on_a_few_sentences_gives_files_that_load_and_part_them(folder, tmp_path):
    main(folder, tmp_path)
    texts = ["The board in Harrow cut 15 jobs last year.", "I hope that you will be happy, my friends."]
    signs = [read_signs(text) for text in texts]
    worth, opinion = (load_prior(tmp_path / name) for name in ("worth.npz", "opinion.npz"))
    fact, wish = score(texts, signs, prior=worth).totals
    assert fact > wish
    fact, wish = score(texts, signs, prior=opinion).totals
    assert wish > fact


def test_the_same_sentences_give_the_same_file(folder, tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        main(folder, tmp_path / name)
    assert (tmp_path / "first" / "worth.npz").read_bytes() == (tmp_path / "second" / "worth.npz").read_bytes()


def test_what_experts_judged_is_not_learned_from(folder):
    assert HELD_OUT not in {one.text for one in read_training(folder)}


def test_sentences_the_crowd_agreed_on_are_sure_and_new_ones_join(folder):
    sure = {one.number for one in read_training(folder) if one.sure}
    assert sure == {"3", "700"}


def test_the_agreed_sentences_alone_are_enough_to_read(folder):
    (folder / "crowdsourced.csv").unlink()
    assert {one.worth for one in read_training(folder)} == {True, False}


def test_sentences_of_one_kind_only_teach_nothing(tmp_path):
    write_csv(tmp_path / "crowdsourced.csv", [(1, "The mill burned.", "2001.txt", 1)])
    with pytest.raises(SystemExit):
        main(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tsv", "Sentence_id\tText\tclass_label\n1\tThe mill “burned.\tYes\n2\tThank you.\tNo\n"),
        ("a.csv", "Sentence_id,Text,Verdict\n1,The mill “burned.,1\n2,Thank you.,-1\n"),
        ("a.json", '[{"text": "The mill “burned.", "label": 1}, {"text": "Thank you.", "label": 0}]'),
        ("a.jsonl", '{"sentence": "The mill “burned.", "label": "Yes"}\n{"sentence": "Thank you.", "label": "No"}\n'),
    ],
)
def test_sets_of_this_kind_are_read_whatever_their_columns_are_called(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [(one.text, one.worth) for one in read_judged(tmp_path / name)] == [
        ("The mill “burned.", True),
        ("Thank you.", False),
    ]
