"""What of a text is compared: words (stems in English), amounts, names, and runs of three to five characters.

Rows and queries are read alike. Words are those of any script: letters, digits and the marks that belong to them.
Scripts that write no spaces are read as pairs of characters. Nothing is stemmed outside English.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import Stemmer

from claims.splitting.quantities import find_quantities

LONGEST = 10_000  # characters of one text that are read; a claim is a sentence
LONGEST_WORD = 60
AMOUNT = "="  # what the terms of amounts begin with; no word holds the sign
SHORTEST_RUN, LONGEST_RUN = 3, 5
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be been but by did do does for from had has have he her his i if in into is it its no not
        of on or our she so some such that the their then there these they this to was we were what when which who
        will with you your""",
    )
)
ADDRESS = re.compile(r"https?://\S*|pic\.twitter\.com/\S*|www\.\S*")
TAG = re.compile(r"[#@](\w+)")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])|_")
THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
POSSESSIVE = re.compile(r"['’]s\b|['’]", re.IGNORECASE)
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
UNSPACED_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")

Hashes = npt.NDArray[np.uint64]
SPREAD = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))  # splitmix64, Steele et al. 2014
STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, or an amount: as written, as compared, and whether it starts like a name."""

    written: str
    term: str
    is_name: bool = False

    @property
    def is_amount(self) -> bool:
        return self.term.startswith(AMOUNT)

    @property
    def is_number(self) -> bool:
        return self.term[0].isdigit()


class Reading:
    """One text, read for comparing. ``language`` is an ISO 639-1 code; English words are reduced to stems."""

    def __init__(self, text: str, *, language: str) -> None:
        self._text = cleaned(text)
        self._language = language

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, without English stop words; after them, in English, the amounts."""
        pieces = [piece for piece in _pieces(self._text) if piece[1] not in STOP_WORDS]
        terms = [folded[:LONGEST_WORD] for _, folded in pieces]
        shouted = self._text.isupper()
        is_english = self._language == "en"
        words = (
            Word(written, term, not shouted and written[:1].isupper())
            for (written, _), term in zip(pieces, _stems(terms) if is_english else terms, strict=True)
        )
        return (*words, *(_amounts(self._text) if is_english else ()))

    @cached_property
    def word_hashes(self) -> Hashes:
        """One number a word, in the order of ``words``."""
        return np.array([hash_of(word.term) for word in self.words], dtype=np.uint64)

    @cached_property
    def run_hashes(self) -> Hashes:
        """One number for each run of 3 to 5 characters inside a word, the spaces around it counted as characters."""
        return _runs(" ".join(["", *(folded for _, folded in _pieces(self._text)), ""]))


def cleaned(text: str) -> str:
    """The words of a text as people say them: without addresses, ``#TaggedWords`` and ``@SomeName`` taken apart."""
    without = ADDRESS.sub(" ", text[:LONGEST])
    return " ".join(TAG.sub(_untag, without).split())


def title_of_address(address: str) -> str:
    """The words in the last part of an address; a headline in most newspapers' and fact-checkers' addresses.

    >>> title_of_address("https://example.org/checks/did-the-bridge-open-in-1932/")
    'did the bridge open in 1932'
    """
    path = address.split("?", 1)[0].split("#", 1)[0].rstrip("/")
    last = path.rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".htm")
    words = [word for word in re.split(r"[-_]+", last) if word]
    return " ".join(words) if len(words) > 1 else ""


def hash_of(term: str) -> int:
    """A number of 64 bits that stands for a word in the index, the same in every process."""
    return int.from_bytes(blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _untag(found: re.Match[str]) -> str:
    return f" {HUMP.sub(' ', found.group(1))} "


def _stems(terms: list[str]) -> list[str]:
    stemmed: list[str] = Stemmer.Stemmer("english", 0).stemWords(terms)
    return [stem if term.isascii() and term.isalpha() else term for stem, term in zip(stemmed, terms, strict=True)]


def _amounts(text: str) -> Iterator[Word]:
    """Amounts in their base unit, to three digits: 70 miles and 113 km are equal."""
    for found in find_quantities(text):
        for amount in {found.low, found.high}:
            yield Word(text[found.start : found.end], f"{AMOUNT}{amount:.3g} {found.unit}")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each word as written and in small letters; in scripts without spaces, each pair of characters."""
    plain = unicodedata.normalize("NFKC", text)[: 2 * LONGEST].translate(_SIGNS)
    for written in THOUSANDS.sub("", POSSESSIVE.sub("", plain)).replace(",", " ").split():
        folded = written.casefold()
        if folded.isascii() or not IS_UNSPACED.search(folded):
            yield written, folded
        else:
            yield from ((pair, pair) for pair in _pairs(folded))


def _pairs(run: str) -> Iterator[str]:
    for piece in UNSPACED_RUN.findall(run):
        if IS_UNSPACED.match(piece) and len(piece) > 2:
            yield from (piece[at : at + 2] for at in range(len(piece) - 1))
        else:
            yield piece


class _Signs(dict[int, str]):
    """Turns everything that is no part of a word into a space; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kept = sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in "'’,"
        self[code] = sign if kept else " "
        return self[code]


_SIGNS = _Signs()


def _runs(line: str) -> Hashes:
    """The runs of a line whose words stand between single spaces."""
    codes = np.frombuffer(line.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    spaces = np.concatenate(([0], np.cumsum(codes == 32)))
    state = np.zeros(len(codes), dtype=np.uint64)
    found = [np.zeros(0, dtype=np.uint64)]
    for length in range(1, LONGEST_RUN + 1):
        usable = len(codes) - length + 1
        if usable <= 0:
            break
        state = _spread(state[:usable] * STEP + codes[length - 1 :])
        if length >= SHORTEST_RUN:
            inner = spaces[length - 1 : length - 1 + usable] - spaces[1 : 1 + usable]
            found.append(state[inner == 0])
    return np.concatenate(found)


def _spread(state: Hashes) -> Hashes:
    state = (state ^ (state >> np.uint64(30))) * SPREAD[0]
    state = (state ^ (state >> np.uint64(27))) * SPREAD[1]
    return state ^ (state >> np.uint64(31))
