"""The passage of a text most like some words: rare words of theirs say where to look, an alignment says what it is."""

import re
from collections import defaultdict
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

MOST_WANTED = 2000  # characters of the words that are compared
MOST_SEEDS = 12
MOST_PLACES = 100  # of one seed; a seed that stands oftener says nothing of where
MOST_CELLS = 3  # places that are looked at closely
LEAST_ALIKE = 50.0  # of 100; what is less alike is nothing like it
GAP = 0.5  # what a word between two that agree costs

# Scripts without spaces between words are taken letter by letter.
WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
LONGEST_WORD = 24  # characters; longer ones are looked for by their first

Block = tuple[int, int, int]  # where it begins in the wanted words and in the window, and how many words agree


def nearest(wanted: str, text: str) -> tuple[int, int] | None:
    """Both folded. Start and end in `text`. Case does not count, except that some words have theirs."""
    wanted = wanted[:MOST_WANTED]
    words = [one.lower() for one in WORD.findall(wanted)]
    best: tuple[float, tuple[int, int]] | None = None
    for start, end in _windows(wanted, text):
        span = _align(words, text, start, end)
        if span is not None:
            alike = fuzz.ratio(wanted.lower(), text[span[0] : span[1]].lower())
            if best is None or alike > best[0]:
                best = alike, span
    return best[1] if best is not None and best[0] >= LEAST_ALIKE else None


def _windows(wanted: str, text: str) -> list[tuple[int, int]]:
    """The stretches of the text in which most of the rare words stand, best first."""
    width = max(len(wanted), 64)
    votes: dict[int, float] = defaultdict(float)
    for seed, offset in _seeds(wanted):
        places = _places(seed, text)
        for cell in {(place - offset) // width for place in places}:
            votes[cell] += len(seed) / len(places)
    pairs = {cell: votes[cell] + votes.get(cell + 1, 0.0) for cell in list(votes)}
    chosen = sorted(pairs, key=lambda cell: (-pairs[cell], cell))[:MOST_CELLS]
    return [(max(0, cell * width - width // 2), (cell + 3) * width + width // 2) for cell in chosen]


def _seeds(wanted: str) -> list[tuple[str, int]]:
    """Long words, and pairs of words where they are short: each with its offset."""
    found = [(one.group()[:LONGEST_WORD], one.start()) for one in WORD.finditer(wanted)]
    pairs = [(wanted[a : b + len(word)], a) for (_, a), (word, b) in pairwise(found) if b - a < LONGEST_WORD]
    seeds = {seed: at for seed, at in reversed(found + pairs) if len(seed) > 1}
    by_length = sorted(seeds.items(), key=lambda seed: (-len(seed[0]), seed[1]))
    return by_length[: MOST_SEEDS // 2] + _spread(by_length[MOST_SEEDS // 2 :])


def _spread(seeds: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Some more, from all over the excerpt: the longest may all stand in the part that was changed."""
    in_order = sorted((one for one in seeds if len(one[0]) > 3), key=lambda seed: seed[1])
    step = max(1, len(in_order) // (MOST_SEEDS // 2))
    return in_order[::step][: MOST_SEEDS // 2]


def _places(seed: str, text: str) -> list[int]:
    places: list[int] = []
    at = text.find(seed)
    while at >= 0 and len(places) < MOST_PLACES:
        places.append(at)
        at = text.find(seed, at + len(seed))
    return places


def _align(words: list[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    """The part of the window that the words agree with, in whole words."""
    window = [(one.group().lower(), one.start(), one.end()) for one in WORD.finditer(text, start, min(end, len(text)))]
    steps = Indel.opcodes(words, [one[0] for one in window])
    blocks = [(one.src_start, one.dest_start, one.src_end - one.src_start) for one in steps if one.tag == "equal"]
    if not blocks:
        return None
    first, last = _densest(blocks)
    # What was put in place of the first and the last words belongs to the passage.
    begins = max(0, first[1] - first[0])
    ends = min(len(window), last[1] + last[2] + len(words) - last[0] - last[2])
    return window[begins][1], window[ends - 1][2]


def _densest(blocks: list[Block]) -> tuple[Block, Block]:
    """The first and the last block of the row of blocks in which most words agree and fewest come between."""
    best, best_row = 0.0, (blocks[0], blocks[0])
    value, first, before = 0.0, blocks[0], blocks[0]
    for block in blocks:
        gap = max(block[1] - before[1] - before[2], block[0] - before[0] - before[2], 0)
        if value - GAP * gap > 0:
            value = value - GAP * gap + block[2]
        else:
            value, first = float(block[2]), block
        before = block
        if value > best:
            best, best_row = value, (first, block)
    return best_row
