"""Where sentences end, beside the libraries that tell the same, and which lines are captions and page furniture.

Boundary F1: each paragraph's sentences are joined by one space and split again; counted are the boundaries inside the
paragraph. Sets are found by pattern, whatever their split; files of a ``test`` split stand for the figure when there
are any.
"""

import importlib
import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.evaluation.injected import make_articles
from benchmarks.evaluation.rows import OURS, Row, absent, not_installed
from claims.splitting import split_article
from claims.splitting.blocks import find_blocks

FIGURE = "sentence boundaries, F1 %"
PRESS, NEWS, PUD, KINDS = 99.0, 95.0, 99.5, 95.0
"""What must be reached."""

Paragraph = Sequence[str]
Splitter = Callable[[str], Iterable[str]]


def measure(data: Path) -> Iterator[Row]:
    """A row per set and tool, ours first, and how many lines of made articles are of the kind we say."""
    splitters = list(_splitters())
    found = False
    for name, target, paragraphs in _sets(data):
        found = True
        for tool, split in splitters:
            yield _row(name, tool, split, paragraphs, target if tool == OURS else None)
    if not found:
        yield absent("sentences")
    yield from _kinds()


def _row(name: str, tool: str, split: Splitter | None, paragraphs: list[Paragraph], target: float | None) -> Row:
    if split is None:
        return not_installed(name, FIGURE, tool)
    right, wrong, missed = count(split, paragraphs)
    f1 = 200 * right / (2 * right + wrong + missed) if right else 0.0
    return Row(name, FIGURE, tool, f1, target, f"{wrong} too many, {missed} missed of {right + missed}")


def count(split: Splitter, paragraphs: Iterable[Paragraph]) -> tuple[int, int, int]:
    """How many boundaries inside paragraphs are right, too many, and missed."""
    right = wrong = missed = 0
    for sentences in paragraphs:
        gold, ours = _boundaries(sentences), _boundaries(split(" ".join(sentences)))
        right, wrong, missed = right + len(gold & ours), wrong + len(ours - gold), missed + len(gold - ours)
    return right, wrong, missed


def _boundaries(sentences: Iterable[str]) -> set[int]:
    """The boundaries as counts of the characters before them that are not white space, which every tool keeps."""
    places, seen = set(), 0
    for sentence in sentences:
        places.add(seen)
        seen += len("".join(sentence.split()))
    return places - {0, seen}


def _sets(data: Path) -> Iterator[tuple[str, float | None, list[Paragraph]]]:
    press = [one["sents"] for one in _read(data, "press_cases*")]
    if press:
        yield "press_cases", PRESS, press
    for folder in sorted(data.glob("ud_*")):
        documents = _read(data, folder.name)
        news = [document for document in documents if document["id"].startswith("GUM_news")]
        if documents:
            yield folder.name, PUD if "pud" in folder.name else None, _paragraphs(documents)
        if news:
            yield f"{folder.name} news", NEWS, _paragraphs(news)


def _paragraphs(documents: Iterable[dict[str, Any]]) -> list[Paragraph]:
    return [paragraph for document in documents for paragraph in document["pars"]]


def _read(data: Path, pattern: str) -> list[dict[str, Any]]:
    files = sorted(file for folder in data.glob(pattern) for file in folder.rglob("*.jsonl"))
    kept = [file for file in files if "test" in file.stem] or files
    return [json.loads(line) for file in kept for line in file.read_text(encoding="utf-8").splitlines() if line]


def _splitters() -> Iterator[tuple[str, Splitter | None]]:
    yield OURS, ours
    for tool, make in PEERS.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # one of them is written with invalid escapes
                yield tool, make()
        except ImportError:
            yield tool, None


def ours(text: str) -> list[str]:
    """The passages of a text, through the door everybody uses."""
    return [text[one.start : one.end] for one in split_article(text).passages]


def _sentencex() -> Splitter:
    library = importlib.import_module("sentencex")
    return lambda text: library.segment("en", text)


def _nupunkt() -> Splitter:
    return importlib.import_module("nupunkt").sent_tokenize


def _pysbd() -> Splitter:
    return importlib.import_module("pysbd").Segmenter(language="en", clean=False).segment


def _syntok() -> Splitter:
    segmenter = importlib.import_module("syntok.segmenter")

    def split(text: str) -> Iterator[str]:
        for paragraph in segmenter.process(text):
            for sentence in paragraph:
                yield "".join(token.spacing + token.value for token in sentence)

    return split


PEERS = {"sentencex": _sentencex, "nupunkt": _nupunkt, "pySBD": _pysbd, "syntok": _syntok}


def _kinds() -> Iterator[Row]:
    right: dict[str, int] = {}
    lines: dict[str, int] = {}
    for made in make_articles():
        found = {block.start: block.kind for block in find_blocks(made.text)}
        for start, kind in made.kinds:
            lines[kind] = lines.get(kind, 0) + 1
            right[kind] = right.get(kind, 0) + (found.get(start) == kind)
    share = 100 * sum(right.values()) / sum(lines.values())
    yield Row("seeds, lines injected", "kinds of lines, right %", OURS, share, KINDS, f"of {sum(lines.values()):,}")
    for kind in sorted(lines):
        yield Row("seeds, lines injected", f"{kind}, found %", OURS, 100 * right[kind] / lines[kind])
