"""How check-worthiness is measured."""

import numpy as np
import pytest

from benchmarks.evaluation.debates import average_precision, mean_average_precision, read_transcript
from benchmarks.evaluation.worth import measure


def write_transcript(file, picked_every=4):
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{place}\t{'HOLT' if place % 2 else 'SYSTEM'}\t"
        f"{f'We cut {place + 10} jobs in Harrow.' if place % picked_every == 0 else 'Thank you all.'}"
        f"\t{int(place % picked_every == 0)}"
        for place in range(24)
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_average_precision_of_a_ranking_is_the_mean_precision_at_its_hits():
    assert average_precision(np.array([1, 0, 1]), np.array([3.0, 2.0, 1.0])) == pytest.approx((1 + 2 / 3) / 2)


def test_a_debate_nobody_picked_from_does_not_count(tmp_path):
    write_transcript(tmp_path / "a.tsv")
    one = read_transcript(tmp_path / "a.tsv")
    none = read_transcript(tmp_path / "a.tsv")
    none.picked[:] = 0
    scores = [one.picked.astype(float), one.picked.astype(float)]
    assert mean_average_precision([one, none], scores) == 1


def test_a_quotation_mark_does_not_swallow_lines(tmp_path):
    (tmp_path / "a.tsv").write_text('1\tHOLT\t"We cut jobs.\t1\n2\tHOLT\tThank you.\t0\n', encoding="utf-8")
    assert read_transcript(tmp_path / "a.tsv").texts == ['"We cut jobs.', "Thank you."]


def test_absent_sets_are_named(tmp_path):
    assert [(row.set, row.note) for row in measure(tmp_path)] == [
        ("claimbuster", "skipped: set is absent"),
        ("checkworthy_debates_2020", "skipped: set is absent"),
        ("checkworthy_debates_2019", "skipped: set is absent"),
    ]


def test_a_test_folder_is_ranked_by_what_the_training_folder_taught(tmp_path):
    for name in ("training/2015_a", "training/2016_b", "test/2019_c"):
        write_transcript(tmp_path / "checkworthy_debates_2020" / f"{name}.tsv")
    rows = [row for row in measure(tmp_path) if row.set == "debates_2020"]
    assert rows[0].note == "1 test transcripts, fitted to 2"
    assert rows[0].value > rows[-1].value


def test_without_a_test_folder_each_transcript_is_ranked_by_the_others(tmp_path):
    for name in "abcdef":
        write_transcript(tmp_path / "checkworthy_debates_2019" / "training" / f"2018_{name}.tsv")
    sets = {row.set for row in measure(tmp_path)}
    assert {"debates_2019", "debates_2019, 2017 on"} <= sets


def test_every_file_of_judged_sentences_is_measured_but_those_learned_from(tmp_path):
    folder = tmp_path / "claimbuster"
    folder.mkdir()
    for name in ("crowdsourced.csv", "groundtruth.csv", "more.csv"):
        (folder / name).write_text("Text,Verdict\nRents rose by 9 per cent.,1\nThank you.,-1\n", encoding="utf-8")
    assert {row.set for row in measure(tmp_path) if row.value is not None} == {
        "claimbuster groundtruth",
        "claimbuster more",
    }
