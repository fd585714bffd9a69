"""ClaimBuster's files and others like them: sentences people judged as worth checking or not.

The dataset is Arslan, Hassan, Li, Tremayne, "A Benchmark Dataset of Check-worthy Factual Claims", ICWSM 2020, CC BY
4.0: ``crowdsourced.csv`` (a crowd's verdicts), ``groundtruth.csv`` (experts' verdicts, kept for measuring) and
``2.5xNCS.json`` (the sentences the crowd agreed on most).
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

CROWD, EXPERTS, AGREED = "crowdsourced.csv", "groundtruth.csv", "2.5xNCS.json"
_TEXTS = ("text", "sentence", "tweet_text")
_LABELS = ("verdict", "class_label", "label", "check_worthiness")
_NUMBERS = ("sentence_id", "id")
_WORTH = {"1", "yes", "true", "cfs"}
NOT_FACTUAL = "-1"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, the verdict on it, and where it comes from.

    ``factual``: whether it states a fact at all, important or not; None when the file does not tell. ``sure``: the
    judges agreed.
    """

    number: str
    text: str
    worth: bool
    factual: bool | None = None
    source: str = ""
    sure: bool = False


def read_judged(file: Path) -> list[Judged]:
    """The sentences of a CSV, TSV or JSON file with a text and a label of any of the names these sets use."""
    return [one for one in map(_judged, _records(file)) if one is not None]


def read_training(folder: Path) -> list[Judged]:
    """What may be learned from, in the order of its sources; whatever the experts judged is left out."""
    experts = read_judged(folder / EXPERTS) if (folder / EXPERTS).exists() else []
    crowd = read_judged(folder / CROWD) if (folder / CROWD).exists() else []
    agreed = read_judged(folder / AGREED) if (folder / AGREED).exists() else []
    agreed_numbers = {one.number for one in agreed}
    known = {one.number for one in crowd}
    rows = [replace(one, sure=one.number in agreed_numbers) for one in crowd]
    rows += [replace(one, sure=True) for one in agreed if one.number not in known]
    return sorted(_without(rows, experts), key=lambda one: one.source)


def _without(rows: Iterable[Judged], kept_aside: Iterable[Judged]) -> Iterator[Judged]:
    numbers, texts = {one.number for one in kept_aside}, {_key(one.text) for one in kept_aside}
    return (one for one in rows if one.number not in numbers and _key(one.text) not in texts)


def _key(text: str) -> str:
    return " ".join(text.lower().split())


def _records(file: Path) -> Iterator[dict[str, Any]]:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix == ".json":
        yield from json.loads(text)
    elif file.suffix == ".jsonl":
        yield from (json.loads(line) for line in text.splitlines() if line.strip())
    elif file.suffix == ".tsv":
        yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        yield from csv.DictReader(text.splitlines())


def _judged(record: dict[str, Any]) -> Judged | None:
    lower = {str(name).strip().lower(): value for name, value in record.items()}
    text, label = _first(lower, _TEXTS), _first(lower, _LABELS)
    if not text or label is None:
        return None
    number = _first(lower, _NUMBERS)
    return Judged(
        number="" if number is None else str(number),
        text=str(text),
        worth=str(label).strip().lower() in _WORTH,
        factual=str(label).strip() != NOT_FACTUAL if "verdict" in lower else None,
        source=str(lower.get("file_id") or ""),
    )


def _first(record: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name) is not None), None)
