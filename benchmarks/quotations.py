"""Verifying quotations: how long looking for words takes in a text of a million characters. `python -m
benchmarks.quotations`. Each call folds the text anew, as a check of one quotation does.
"""

import random
import time
from collections.abc import Callable

from benchmarks.measuring import Row, print_table, row
from factcheck.road.seeds import read_seed_articles
from reviews.finding_words import Searched

LENGTH = 1_000_000  # characters
CALLS = 40
QUOTED = 300  # characters of an excerpt


def measure_quotations() -> list[Row]:
    """Words that stand there, words whose marks differ, words that do not stand there, with the nearest passage, and
    plain words in a text that is set in type.
    """
    text = make_text(random.Random(5))
    excerpts = [text[at : at + QUOTED].partition(" ")[2].rpartition(" ")[0] for at in range(0, LENGTH, LENGTH // CALLS)]
    return [
        _measure("quotation.exact", text, excerpts, lambda words: words),
        _measure("quotation.close", text, excerpts, lambda words: words.replace(" ", "  ")),
        _measure("quotation.nearest", text, excerpts, _changed),
        _measure("quotation.typographic", make_typographic(text), excerpts, lambda words: words),
    ]


def make_text(chance: random.Random) -> str:
    """Words of the sample articles in any order, in lines."""
    words = " ".join(article.get("text", "") for article in read_seed_articles()).split()
    lines = []
    while sum(map(len, lines)) < LENGTH:
        lines += [" ".join(chance.choices(words, k=40)) for _ in range(500)]
    return "\n".join(lines)[:LENGTH]


def make_typographic(text: str) -> str:
    """The text with curly quotation marks, ligatures, long dashes, and accents that the excerpts do not have."""
    pieces = {"'": "’", '"': "”", "fi": "ﬁ", "fl": "ﬂ", " - ": " – ", " the ": " “the” ", "é": "e\u0301"}
    for plain, typographic in pieces.items():
        text = text.replace(plain, typographic)
    return text[:LENGTH]


def _changed(words: str) -> str:
    parts = words.split()
    return " ".join([*parts[:5], "zebras", "unlike", *parts[8:-3], "anything", *parts[-2:]])


def _measure(bench: str, text: str, excerpts: list[str], change: Callable[[str], str]) -> Row:
    times = []
    for excerpt in map(change, excerpts):
        started = time.perf_counter()
        searched = Searched(text)
        if searched.find(excerpt) is None:
            searched.nearest(excerpt)
        times.append(time.perf_counter() - started)
    return row(bench, size=len(text), clients=1, times=times, wall=sum(times))


if __name__ == "__main__":
    print_table(measure_quotations())
