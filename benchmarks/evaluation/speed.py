"""How fast one core splits, beside pySBD and textacy in the same process, and how much memory a worker takes.

Processor time, not time on the clock; the best of a few rounds, because other work on the machine only ever makes a
round slower. Megabytes are those of the text in UTF-8. Texts are newspaper articles cut or joined to some 7 KB.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from benchmarks.evaluation import textacy_quotations
from benchmarks.evaluation.rows import OURS, Row, not_installed
from claims.retrieval import open_encoder, semantic_available
from claims.splitting import split_article
from claims.splitting.blocks import Block, find_blocks
from claims.splitting.lines import find_lines, join_wrapped
from claims.splitting.parsing import ParserMissing, load_parser
from claims.splitting.passages import find_passages
from claims.splitting.quotations import find_quotations
from claims.splitting.sentences import find_sentences
from claims.splitting.spans import find_spans
from claims.splitting.speakers import find_voices

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
ARTICLE = 7_000
"""Characters of one text."""

MOST_TEXTS = 150
FEW_TEXTS = 25
"""For what takes long."""

PEER_TEXTS = 8
ROUNDS = 3
SPANS, ATTRIBUTED = 15.0, 1.5
"""Megabytes a second."""

PLAIN, WITH_VECTORS = 10.0, 3.0
"""Articles a second."""

MEMORY, MEMORY_WITH_VECTORS = 250.0, 450.0
"""Megabytes of a worker."""

WORKER = "benchmarks.evaluation.worker_memory"


def measure(data: Path) -> Iterator[Row]:
    """Speeds, then the memory of fresh workers."""
    name, texts = read_texts(data)
    texts = texts[:MOST_TEXTS]
    plain = megabytes_a_second(find_sentences_and_quotations, texts)
    yield Row(name, "sentences and quotations, MB/s", OURS, plain, SPANS, f"{len(texts)} texts")
    yield Row(name, "the same with kinds of lines, MB/s", OURS, megabytes_a_second(find_spans, texts))
    yield Row(name, "spans and speakers, MB/s", OURS, megabytes_a_second(attribute, texts), ATTRIBUTED)
    yield Row(name, "articles of 7 KB a second", OURS, texts_a_second(split_article, texts[:FEW_TEXTS]), PLAIN)
    yield from _with_vectors(name, texts[:FEW_TEXTS])
    yield from _with_parse(name, texts[:FEW_TEXTS])
    yield from _peers(name, texts[:PEER_TEXTS])
    yield from _memory(texts[:FEW_TEXTS])


def read_texts(data: Path) -> tuple[str, list[str]]:
    """What is measured on: PolNeAR's articles when they are there, else the seeds of this repository."""
    for split in ("test", "dev", "train"):
        files = sorted((data / "polnear" / split / "text").glob("*.txt"))
        if files:
            return f"polnear {split}", list(cut(files))
    return "seeds", list(cut(sorted(SEEDS.glob("*.txt"))))


def cut(files: Sequence[Path]) -> Iterator[str]:
    """The files' paragraphs in their order, joined to texts of some 7,000 characters."""
    gathered: list[str] = []
    length = 0
    for file in files:
        for paragraph in file.read_text(encoding="utf-8").splitlines():
            gathered.append(paragraph)
            length += len(paragraph) + 1
            if length >= ARTICLE:
                yield "\n".join(gathered)
                gathered, length = [], 0
    if gathered:
        yield "\n".join(gathered)


def find_sentences_and_quotations(text: str) -> None:
    """What the libraries beside us do: no line is judged for its kind."""
    blocks = [Block(start, end, "body", "") for start, end, *_ in join_wrapped(text, find_lines(text))]
    for block in blocks:
        find_sentences(text, block.start, block.end, language="en")
    find_quotations(text, blocks)


def attribute(text: str) -> None:
    """Spans, and who said what."""
    blocks = find_blocks(text)
    quotations = find_quotations(text, blocks)
    passages, _ = find_passages(text, blocks, language="en")
    find_voices(text, passages, quotations)


def megabytes_a_second(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Text done in a second of processor time, in the best round."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    return max(size / _seconds(work, texts) for _ in range(ROUNDS))


def texts_a_second(work: Callable[[str], object], texts: Sequence[str], *, rounds: int = ROUNDS) -> float:
    """Texts of 7 KB done in a second of processor time, in the best round."""
    articles = sum(len(text) for text in texts) / ARTICLE
    return max(articles / _seconds(work, texts) for _ in range(rounds))


def _seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        work(text)
    return max(time.process_time() - started, 1e-6)


def _with_vectors(name: str, texts: Sequence[str]) -> Iterator[Row]:
    figure = "articles of 7 KB a second, with vectors"
    if not semantic_available():
        yield not_installed(name, figure, OURS)
        return
    encoder = open_encoder()

    def work(text: str) -> None:
        encoder.encode(texts=[one.text for one in split_article(text).candidates])

    yield Row(name, figure, OURS, texts_a_second(work, texts, rounds=1), WITH_VECTORS)


def _with_parse(name: str, texts: Sequence[str]) -> Iterator[Row]:
    figure = "articles of 7 KB a second, with a parse"
    try:
        parser = load_parser()
    except ParserMissing:
        yield not_installed(name, figure, OURS)
        return
    speed = texts_a_second(lambda text: split_article(text, parser=parser), texts, rounds=1)
    yield Row(name, figure, OURS, speed)


def _peers(name: str, texts: Sequence[str]) -> Iterator[Row]:
    if find_spec("pysbd"):
        segmenter = import_module("pysbd").Segmenter(language="en", clean=False)
        yield Row(name, "sentences, MB/s", "pysbd", megabytes_a_second(segmenter.segment, texts))
    else:
        yield not_installed(name, "sentences, MB/s", "pysbd")
    if textacy_quotations.is_installed():
        list(textacy_quotations.quote_paragraphs("Loaded before it is timed."))
        speed = megabytes_a_second(lambda text: list(textacy_quotations.quote_paragraphs(text)), texts)
        yield Row(name, "quotations, MB/s", "textacy", speed, note="one paragraph at a time")
    else:
        yield not_installed(name, "quotations, MB/s", "textacy")


def _memory(texts: Sequence[str]) -> Iterator[Row]:
    yield _worker("memory of a worker, MB", texts, MEMORY)
    if semantic_available():
        yield _worker("memory of a worker, with vectors, MB", texts, MEMORY_WITH_VECTORS, "vectors")
    else:
        yield not_installed("worker", "memory of a worker, with vectors, MB", OURS)
    if find_spec("spacy"):
        yield _worker("memory of a worker, with a parse, MB", texts, None, "parse")


def _worker(figure: str, texts: Sequence[str], target: float | None, *extras: str) -> Row:
    """The resident memory of a fresh process that has loaded what a worker loads and split the texts."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", WORKER, *extras],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        input=json.dumps(list(islice(texts, FEW_TEXTS))),
        capture_output=True,
        text=True,
        check=True,
    )
    now, peak = json.loads(done.stdout.splitlines()[-1])
    return Row("worker", figure, OURS, now, target, f"{peak:.0f} at its peak")
