"""Claims, posts, and which claim each post repeats; the parts are found by the names of the files."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from claims.retrieval import Row, content_hash, title_of_address

FIRST = 5  # of the ranked claims only so many count
FOLDS = 5


@dataclass(frozen=True)
class Query:
    """A post and the ids of the claims that answer it."""

    text: str
    answers: frozenset[str]


@dataclass(frozen=True)
class Fold:
    """Numbers of queries to learn from, and numbers of those to be judged by what was learned."""

    learn: Sequence[int]
    judge: Sequence[int]


@dataclass(frozen=True)
class Task:
    """``queries`` are all there are, ``asked`` the numbers of those the figures are of; ``note`` says which.

    ``copies`` names for each claim the first one in the same words.
    """

    name: str
    rows: Sequence[Row]
    queries: Sequence[Query]
    asked: Sequence[int]
    folds: Sequence[Fold]
    copies: Mapping[str, str]
    note: str
    content_hash: str

    def same_words(self, answers: Collection[str]) -> set[str]:
        """The first copies of the answers."""
        return {self.copies[key] for key in answers}


def read_task(folder: Path) -> Task:
    """The claims keep their order: their ids here are their places in the file."""
    claims = list(_lines(folder / "docs.jsonl"))
    places = {claim["id"]: f"{place:07d}" for place, claim in enumerate(claims)}
    rows = [
        Row(places[claim["id"]], claim["text"], title) for claim, title in zip(claims, _titles(claims), strict=True)
    ]
    parts: dict[str, list[Query]] = {}
    for file in sorted(folder.glob("*.queries.jsonl")):
        parts.setdefault(_part(file), []).extend(_queries(file, places))
    queries = [query for name in parts for query in parts[name]]
    numbers = _numbered(parts)
    judged = next((name for name in ("test", "dev") if name in parts and len(parts) > 1), "")
    asked, folds = _divided(numbers, queries, judged)
    note = f"{len(asked)} queries, {judged or f'{FOLDS} folds'}"
    return Task(folder.name, rows, queries, asked, folds, _copies(rows), note, content_hash(rows))


def average_precision(ranked: Sequence[str], answers: Collection[str]) -> float:
    """The mean of the precision at each answer among the first five, over the answers that could stand there."""
    right, total = 0, 0.0
    for place, key in enumerate(ranked[:FIRST], 1):
        if key in answers:
            right += 1
            total += right / place
    return total / min(len(answers), FIRST)


def _numbered(parts: Mapping[str, Sequence[Query]]) -> dict[str, list[int]]:
    numbered: dict[str, list[int]] = {}
    first = 0
    for name, queries in parts.items():
        numbered[name] = list(range(first, first + len(queries)))
        first += len(queries)
    return numbered


def _divided(
    parts: Mapping[str, Sequence[int]], queries: Sequence[Query], judged: str
) -> tuple[Sequence[int], Sequence[Fold]]:
    """Judge by the test part if there is one, else by the dev part, and learn from the rest; a single part is folded.

    Posts that repeat the same claim stay in one fold, so that no claim is learned by heart.
    """
    if judged:
        rest = [number for name in parts if name != judged for number in parts[name]]
        return parts[judged], [Fold(rest, parts[judged])]
    everything = list(range(len(queries)))
    fold_of = [crc32(min(query.answers).encode()) % FOLDS for query in queries]
    folds = (
        Fold(
            [number for number in everything if fold_of[number] != fold],
            [number for number in everything if fold_of[number] == fold],
        )
        for fold in range(FOLDS)
    )
    return everything, [fold for fold in folds if fold.judge]


def _part(file: Path) -> str:
    """The part a file is of: ``test`` of ``test.queries.jsonl``, ``test-input`` and ``final_test`` too."""
    name = file.name.removesuffix(".queries.jsonl")
    return "test" if "test" in re.split(r"[^a-z]+", name.lower()) else name


def _queries(file: Path, places: Mapping[str, str]) -> Iterator[Query]:
    answers: dict[str, set[str]] = {}
    judged = file.with_name(file.name.replace(".queries.", ".qrels."))
    for line in _lines(judged) if judged.exists() else ():
        if line["d"] in places:
            answers.setdefault(line["q"], set()).add(places[line["d"]])
    for line in _lines(file):
        if line["id"] in answers:
            yield Query(line["text"], frozenset(answers[line["id"]]))


def _titles(claims: Sequence[Mapping[str, str]]) -> list[str]:
    """The titles, or where there are none the words of the ids, without what all ids begin with."""
    first, last = min(claim["id"] for claim in claims), max(claim["id"] for claim in claims)
    shared = next((place for place, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1), 0)
    return [claim.get("title") or title_of_address(claim["id"][shared:]) for claim in claims]


def _copies(rows: Sequence[Row]) -> dict[str, str]:
    first: dict[str, str] = {}
    return {row.id: first.setdefault("".join(re.findall(r"\w+", row.text.casefold())), row.id) for row in rows}


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
