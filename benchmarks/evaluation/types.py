"""Types of claims against annotated ones. Only the numeric type has to reach a figure; the others are hints.

AVeriTeC's types are one annotator's main idea of a claim, ours are all a sentence shows, so precision is read with
that in mind. Claims are split as a text of their own, under their speaker where the set names one.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.metrics import f1_score

from benchmarks.evaluation.rows import OURS, Row, absent
from claims.splitting import split_article
from claims.splitting.claim_types import OPINION, find_all_types, find_types
from claims.splitting.signs import read_signs
from claims.splitting.worth import Line

TYPES = (
    ("Numerical Claim", "numeric", 0.75),
    ("Quote Verification", "attribution", None),
    ("Causal Claim", "causal", None),
    ("Event/Property Claim", "event", None),
)
SUBJECTIVE = {"SUBJ": True, "OBJ": False}


def measure(data: Path) -> Iterator[Row]:
    files = sorted((data / "claim_types").rglob("*.json"))
    if not files:
        yield absent("claim_types")
    for file in _tests_or_all(files):
        yield from _measure_types(file)
    files = sorted((data / "subjectivity").rglob("*.tsv"))
    if not files:
        yield absent("subjectivity")
    for file in files:
        yield from _measure_opinion(file)


def _tests_or_all(files: Sequence[Path]) -> Sequence[Path]:
    return [file for file in files if "test" in file.stem.lower()] or files


def _measure_types(file: Path) -> Iterator[Row]:
    claims = [one for one in json.loads(file.read_text(encoding="utf-8")) if one.get("claim_types")]
    found = [_types_of(one["claim"]) for one in claims]
    for theirs, ours, target in TYPES:
        gold = [theirs in one["claim_types"] for one in claims]
        name, note = f"claim_types {file.stem}", f"{sum(gold)} of {len(gold)} claims"
        yield Row(
            name, f"{ours} F1", OURS, f1_score(gold, [ours in types for types in found], zero_division=0), target, note
        )
        yield Row(name, f"{ours} F1", "always", f1_score(gold, [True] * len(gold), zero_division=0))


def _types_of(claim: str) -> set[str]:
    """The types of every candidate of the text; of the text itself when all of it is set aside."""
    split = split_article(claim)
    types = {name for one in split.candidates for name in one.types}
    return types or {name for name, _ in find_types(claim, attributed=False)}


def _measure_opinion(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = [
            row for row in csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE) if row["label"] in SUBJECTIVE
        ]
    gold = [SUBJECTIVE[row["label"]] for row in rows]
    lines = [Line(row["sentence"], read_signs(row["sentence"])) for row in rows]
    ours = [OPINION in dict(types) for types in find_all_types(lines)]
    name = f"subjectivity {file.stem}"
    yield Row(
        name,
        "opinion, macro F1",
        OURS,
        f1_score(gold, ours, average="macro", zero_division=0),
        None,
        f"{len(rows)} sentences",
    )
    yield Row(name, "opinion, macro F1", "never", f1_score(gold, [False] * len(rows), average="macro", zero_division=0))
