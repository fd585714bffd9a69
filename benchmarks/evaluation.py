"""`make eval`: the splitter against gold annotations; a table and build/eval.json.

Gold is read from `seeds/` and, where it lies beside the checkout, from `../shared/data/seed_gold`.
"""

import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from claims.reading import read_text
from claims.splitting import SplitArticle, split_article
from factcheck.road.seeds import SEEDS, media_type, seed_files

ROOT = SEEDS.parent
ELSEWHERE = ROOT.parent / "shared" / "data" / "seed_gold"
TOP = 10
SPEED_SECONDS = 2.0


@dataclass(frozen=True)
class Score:
    """One figure of one article: how many of how many, or a value between 0 and 1."""

    article: str
    figure: str
    value: float
    right: int | None = None
    of: int | None = None


def main() -> None:
    scores = [score for name, text, captions, gold in articles() for score in judge(name, text, captions, gold)]
    for score in scores:
        counted = f"{score.right} of {score.of}" if score.of is not None else ""
        print(f"{score.article:<26}{score.figure:<34}{score.value:>8.3f}  {counted}")
    file = ROOT / "build" / "eval.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([asdict(score) for score in scores], indent=1) + "\n")


def articles() -> Iterator[tuple[str, str, tuple, list[dict]]]:
    for name in seed_files():
        file = SEEDS / name
        read = read_text(file.read_bytes(), media_type=media_type(file), declared_encoding="utf-8")
        yield name, read.text, read.captions, read_gold(file.with_suffix(".gold.jsonl"))
    if not ELSEWHERE.exists():
        print("skipped: seed_gold (not beside the checkout)")
        return
    yield "seed_gold", (ELSEWHERE / "article.txt").read_text(encoding="utf-8"), (), read_gold(ELSEWHERE / "gold.jsonl")


def read_gold(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def judge(name: str, text: str, captions: tuple, gold: list[dict]) -> Iterator[Score]:
    split = split_article(text, captions=captions)
    yield share(name, "kinds right", [kind_at(split, line["start"]) == line["kind"] for line in gold])
    ends = {passage.end for passage in split.passages}
    yield share(name, "sentence ends found", [line["end"] in ends for line in gold])
    direct = [(line, quote) for line in gold for quote in line["quotes"] if quote["type"] == "direct"]
    if direct:
        yield share(name, "direct quotations with a speaker", [has_speaker(split, *pair) for pair in direct])
    yield Score(name, f"check-worthiness nDCG@{TOP}", ndcg(split, gold))
    yield Score(name, "articles a second", speed(text, captions))


def share(name: str, figure: str, hits: list[bool]) -> Score:
    return Score(name, figure, sum(hits) / len(hits), sum(hits), len(hits))


def kind_at(split: SplitArticle, offset: int) -> str | None:
    return next((passage.kind for passage in split.passages if passage.start <= offset < passage.end), None)


def has_speaker(split: SplitArticle, line: dict, quote: dict) -> bool:
    """Whether a quotation found there is given a speaker who shares a word with the annotated one."""
    wanted = set((quote["speaker"] or "").lower().split())
    start = line["start"] + line["text"].index(quote["text"])
    found = [one for one in split.quotations if one.start < start + len(quote["text"]) and start < one.end]
    return any(one.speaker and wanted & set(one.speaker.name.lower().split()) for one in found)


def ndcg(split: SplitArticle, gold: list[dict]) -> float:
    """Normalised discounted cumulative gain of the first ten candidates, with the annotated worth as gain."""
    worth = {line["start"]: line["checkworthy"] for line in gold}
    ranked = sorted(split.candidates, key=lambda candidate: -candidate.checkworthiness)
    gains = [worth.get(candidate.start, 0) for candidate in ranked[:TOP]]
    best = sorted(worth.values(), reverse=True)[:TOP]
    return discounted(gains) / discounted(best)


def discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def speed(text: str, captions: tuple) -> float:
    started, done = time.process_time(), 0
    while time.process_time() - started < SPEED_SECONDS:
        split_article(text, captions=captions)
        done += 1
    return done / (time.process_time() - started)


if __name__ == "__main__":
    main()
