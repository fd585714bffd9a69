"""How types are measured."""

import json

from benchmarks.evaluation.types import measure


def test_types_and_opinions_are_measured_on_every_file_there(tmp_path):
    (tmp_path / "claim_types").mkdir()
    claims = [
        {"claim": "Rents in Harrow rose by 9 per cent.", "claim_types": ["Numerical Claim"]},
        {"claim": "The mayor of Harrow resigned.", "claim_types": ["Event/Property Claim"]},
    ]
    (tmp_path / "claim_types" / "test.json").write_text(json.dumps(claims), encoding="utf-8")
    (tmp_path / "subjectivity").mkdir()
    lines = 'sentence_id\tsentence\tlabel\n1\tIt is a "disgrace.\tSUBJ\n2\tThe mill burned.\tOBJ\n'
    (tmp_path / "subjectivity" / "dev.tsv").write_text(lines, encoding="utf-8")
    rows = {(row.figure, row.tool): row.value for row in measure(tmp_path)}
    assert rows["numeric F1", "ours"] == 1
    assert rows["event F1", "ours"] == 1
    assert rows["opinion, macro F1", "ours"] == 1


def test_absent_sets_are_named(tmp_path):
    assert {row.set for row in measure(tmp_path)} == {"claim_types", "subjectivity"}
