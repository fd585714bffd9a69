"""The words of many sentences at once as bucket numbers: words and pairs of words, and pieces of words.

Each feature counts once a sentence. No dictionary is kept: a feature is a number between 0 and ``BUCKETS``, so a
table of weights is an array of that length ("hashing trick", Weinberger et al. 2009).

>>> bags = bag_words(["Rents rose.", ""])
>>> bags.sizes.tolist(), sorted(set(bags.rows.tolist()))
([5, 1], [0, 1])
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BITS = 18
BUCKETS = 1 << BITS
MOST_CHARACTERS = 1_000
"""Of a sentence; what stands behind is not read."""

SHORTEST_PIECE, LONGEST_PIECE = 3, 5

_TOKEN = re.compile(r"[\w']+|[$£€%?!]")
_PLAIN = str.maketrans({**dict.fromkeys("123456789", "0"), "’": "'", "‘": "'"})
_SPACE = ord(" ")
_STEP = np.uint32(0x01000193)


@dataclass(frozen=True, slots=True)
class Bags:
    """``rows[i]`` is the sentence that shows feature ``buckets[i]``; ``sizes`` counts the features of each sentence."""

    rows: NDArray[np.int64]
    buckets: NDArray[np.uint32]
    sizes: NDArray[np.int64]


def bag_words(sentences: Sequence[str]) -> Bags:
    """Words and pairs of words. Capitals, the figures in a number and the shape of an apostrophe make no difference."""
    codes: list[int] = []
    sizes = []
    for sentence in sentences:
        features = dict.fromkeys(_words_and_pairs(_flatten(sentence)))
        codes.extend(zlib.crc32(feature.encode("utf-8", "surrogatepass")) for feature in features)
        sizes.append(len(features))
    counts = np.array(sizes, dtype=np.int64)
    return _bag(_rows(counts), np.array(codes, dtype=np.uint32), len(sentences))


def bag_pieces(sentences: Sequence[str]) -> Bags:
    """Pieces of three to five characters of each different word, a space before and behind it included."""
    lines = [f" {' '.join(dict.fromkeys(_flatten(sentence).split()))} " for sentence in sentences]
    rows = _rows(np.array([len(line) for line in lines], dtype=np.int64))
    letters = np.frombuffer("".join(lines).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    spaces = np.concatenate(([0], np.cumsum(letters == _SPACE)))
    found = list(_windows(letters, rows, spaces))
    if not found:
        return _bag(rows[:0], letters[:0], len(sentences))
    return _bag(np.concatenate([row for row, _ in found]), np.concatenate([code for _, code in found]), len(sentences))


def _flatten(sentence: str) -> str:
    return sentence[:MOST_CHARACTERS].translate(_PLAIN).lower()


def _words_and_pairs(sentence: str) -> Iterator[str]:
    before = "^"
    for token in _TOKEN.findall(sentence):
        yield token
        yield f"{before} {token}"
        before = token
    yield f"{before} ."


def _windows(
    letters: NDArray[np.uint32], rows: NDArray[np.int64], spaces: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint32]]]:
    """Sentence and hash of every piece that holds a space at its ends at most and lies in one sentence."""
    codes = letters
    for length in range(2, LONGEST_PIECE + 1):
        if len(letters) < length:
            return
        codes = codes[:-1] * _STEP + letters[length - 1 :]
        count = len(codes)
        inside_word = spaces[length - 1 : length - 1 + count] == spaces[1 : 1 + count]
        whole = inside_word & (rows[:count] == rows[length - 1 :])
        if length >= SHORTEST_PIECE:
            yield rows[:count][whole], codes[whole] + np.uint32(length)


def _rows(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(counts), dtype=np.int64), counts)


def _bag(rows: NDArray[np.int64], codes: NDArray[np.uint32], sentences: int) -> Bags:
    return Bags(rows, _scatter(codes) & np.uint32(BUCKETS - 1), np.bincount(rows, minlength=sentences))


def _scatter(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Every bit of the code reaches the low ones (a 32-bit finaliser of xor-shifts and multiplications)."""
    codes = (codes ^ (codes >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    codes = (codes ^ (codes >> np.uint32(12))) * np.uint32(0x297A2D39)
    return codes ^ (codes >> np.uint32(15))
