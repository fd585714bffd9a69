"""Whole articles that people annotated sentence by sentence: kinds, quotations, speakers, related sentences, worth.

Those of `seeds/`, written for this project, and every article under `seed_gold`: a text with its gold beside it,
`article.txt` with `gold.jsonl` or `NAME.txt` with `NAME.gold.jsonl`, in the folder itself or in folders of it.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.evaluation.rows import OURS, Row, absent
from claims.reading import read_text
from claims.splitting import Candidate, SplitArticle, split_article
from factcheck.road.seeds import SEEDS, media_type, seed_files

SET = "seed_gold"
TOP = 10
WHOLE, RELATED, WORTH = 100.0, 80.0, 0.69
"""What must be reached: percent right of kinds and quotations, percent of related sentences, nDCG."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_NAME = frozenset(("the", "and", "for", "of", "from", "with", "some", "his", "her", "their"))


@dataclass(frozen=True)
class Annotated:
    """One article, where its captions are known to be, and what is in it."""

    name: str
    text: str
    captions: Sequence[tuple[int, int]]
    gold: list[dict[str, Any]]


def measure(data: Path) -> Iterator[Row]:
    """The figures of each annotated article; those of `seed_gold` have something to reach."""
    for article in _seeds():
        yield from judge(article, must_reach=False)
    others = list(_annotated(data / SET))
    for article in others:
        yield from judge(article, must_reach=True)
    if not others:
        yield absent(SET)


def _seeds() -> Iterator[Annotated]:
    for name in seed_files():
        file = SEEDS / name
        read = read_text(file.read_bytes(), media_type=media_type(file), declared_encoding="utf-8")
        yield Annotated(file.stem, read.text, read.captions, _read_gold(file.with_suffix(".gold.jsonl")))


def _annotated(folder: Path) -> Iterator[Annotated]:
    for file in sorted(folder.rglob("*.txt")) if folder.exists() else []:
        beside = [file.with_suffix(".gold.jsonl"), file.with_name("gold.jsonl")]
        gold = next((one for one in beside if one.exists()), None)
        if gold:
            name = SET if file.parent == folder and file.stem == "article" else f"{SET}/{_name(file)}"
            yield Annotated(name, file.read_text(encoding="utf-8"), (), _read_gold(gold))


def _name(file: Path) -> str:
    return file.parent.name if file.stem == "article" else file.stem


def _read_gold(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def judge(article: Annotated, *, must_reach: bool) -> Iterator[Row]:
    """One article's figures."""
    split = split_article(article.text, captions=article.captions)
    gold = article.gold

    def row(figure: str, value: float, target: float, note: str) -> Row:
        return Row(article.name, figure, OURS, value, target if must_reach else None, note)

    ends = {one.end for one in split.passages}
    figures = [
        ("kinds right %", WHOLE, [_kind_at(split, line["start"]) == line["kind"] for line in gold]),
        ("direct quotations with speaker %", WHOLE, _with_speaker(split, gold, "direct")),
        ("partial quotations with speaker %", WHOLE, _with_speaker(split, gold, "partial")),
        ("related sentences found %", RELATED, _related(split, gold)),
    ]
    for figure, target, hits in figures:
        if hits:
            yield row(figure, 100 * sum(hits) / len(hits), target, f"{sum(hits)} of {len(hits)}")
    found = [line["end"] in ends for line in gold]
    yield Row(
        article.name, "sentence ends %", OURS, 100 * sum(found) / len(found), None, f"{sum(found)} of {len(found)}"
    )
    yield _suggested(article.name, split, gold)
    yield row(f"check-worthiness nDCG@{TOP}", _ndcg(split, gold), WORTH, "")
    parts = sum(one.part_of is not None for one in split.candidates)
    yield Row(article.name, "parts cut off", OURS, parts, None, f"of {len(split.candidates) - parts} sentences")


def _kind_at(split: SplitArticle, offset: int) -> str | None:
    return next((one.kind for one in split.passages if one.start <= offset < one.end), None)


def _with_speaker(split: SplitArticle, gold: list[dict[str, Any]], kind: str) -> list[bool]:
    quotes = [(line, quote) for line in gold for quote in line["quotes"] if quote["type"] == kind]
    return [_has_speaker(split, line, quote) for line, quote in quotes]


def _has_speaker(split: SplitArticle, line: dict[str, Any], quote: dict[str, Any]) -> bool:
    """Whether a quotation found there is given a speaker who shares a telling word with the annotated one."""
    wanted = _names(quote["speaker"] or "")
    start = line["start"] + line["text"].index(quote["text"])
    found = [one for one in split.quotations if one.start < start + len(quote["text"]) and start < one.end]
    return any(one.speaker and wanted & _names(one.speaker.name) for one in found)


def _names(words: str) -> set[str]:
    return set(_WORD.findall(words.lower())) - _NO_NAME


def _related(split: SplitArticle, gold: list[dict[str, Any]]) -> list[bool]:
    """For each sentence that says another again, whether it is linked to one that says the same."""
    pairs = _pairs(split, gold)
    heads = _heads(gold)
    hits = []
    for line in gold:
        if line["duplicate_of"] is not None:
            same = {other for other, head in heads.items() if head == heads[line["i"]]} - {line["i"]}
            hits.append(any(frozenset((line["i"], other)) in pairs for other in same))
    return hits


def _suggested(name: str, split: SplitArticle, gold: list[dict[str, Any]]) -> Row:
    """How many relations were suggested, and the share of them that the annotation knows."""
    pairs, heads = _pairs(split, gold), _heads(gold)
    noted = {frozenset((line["i"], other)) for line in gold for other in line.get("related") or []}
    right = [one for one in pairs if one in noted or len({heads.get(place, place) for place in one}) == 1]
    note = f"{len(right)} of {len(pairs)} suggested are annotated"
    return Row(name, "relations that are annotated %", OURS, 100 * len(right) / (len(pairs) or 1), None, note)


def _pairs(split: SplitArticle, gold: list[dict[str, Any]]) -> set[frozenset[int]]:
    """The pairs of annotated sentences that are related, whichever way."""
    pairs = set()
    for one in split.candidates:
        for relation in one.relations:
            ends = [_line_at(gold, place) for place in (one, split.candidates[relation.to])]
            if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
                pairs.add(frozenset((ends[0], ends[1])))
    return pairs


def _line_at(gold: list[dict[str, Any]], one: Candidate) -> int | None:
    return next((line["i"] for line in gold if line["start"] < one.end and one.start < line["end"]), None)


def _heads(gold: list[dict[str, Any]]) -> dict[int, int]:
    """For each sentence the first that says the same."""
    said = {line["i"]: line["duplicate_of"] for line in gold}
    heads = {}
    for at in said:
        head = at
        for _ in said:
            head = head if said.get(head) is None else said[head]
        heads[at] = head
    return heads


def _ndcg(split: SplitArticle, gold: list[dict[str, Any]]) -> float:
    """Normalised discounted cumulative gain of the first ten sentences, with the annotated worth as gain."""
    worth = {line["start"]: line["checkworthy"] for line in gold}
    sentences = [one for one in split.candidates if one.part_of is None]
    ranked = sorted(sentences, key=lambda one: -one.checkworthiness)
    gains = [worth.get(one.start, 0) for one in ranked[:TOP]]
    return _discounted(gains) / (_discounted(sorted(worth.values(), reverse=True)[:TOP]) or 1)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
