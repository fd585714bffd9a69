"""Words taken out of texts: each of their characters becomes █, so that offsets into the text hold."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from urllib.parse import unquote

from factcheck.core.shown_text import Shown, link_around

BLACK = "█"
LEAST = 2  # letters and digits: fewer would black out half a page
TOGETHER_FROM = 5  # letters: words as long as that are also found run together, as in #AnnSmith
# Widths of nothing, marks of direction, soft hyphens, Arabic vowel signs: they may stand inside a word unseen.
UNSEEN = "\u00ad\u034f\u061c\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
JOINTS = r"\s\-‐-―_+*~·"  # white space, hyphens, and the marks of markdown and of addresses
BETWEEN = rf"(?:[{JOINTS}`{UNSEEN}]|%20)+"
APOSTROPHES = "'`´‘’ʼ′＇"
WITHOUT_SPACES_FROM = "\u0590"  # below: scripts in which a word that is cut is another word
NO_LETTER_BEFORE = r"(?<![^\W_])"
NO_LETTER_AFTER = rf"(?![\u0300-\u036f{UNSEEN}]*[^\W_])(?![\u0300-\u036f])"


def letters_in(words: str) -> int:
    """How many letters and digits some words have."""
    return sum(one.isalnum() for one in words)


class Blackening:
    """Finds some words however they are written and puts █ in the place of each of their characters.

    Capitals, accents written in one character or two, unseen characters and what stands between the words (spaces,
    line breaks, hyphens) make no difference, nor does markdown: marks, links, entities and backslashes in or between
    the words go with them. Words of five letters and more are found run together too: "#AnnSmith". Whole words only,
    in scripts that part words by spaces: "Ann" does not stand in "annual"; `longer_words` tells of those.

    >>> black = Blackening(["Ann Smith"])
    >>> black.text("ANN\\nSMITH’s annual smith")
    '███\\n█████’s annual smith'
    >>> black.count("Ann-Smith, Ann  Smith")
    2
    >>> black.text("[Ann](https://x.example) Smith, A&#110;n Smith.")
    '██████████████████████████████, ██████████████.'
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(one for one in words if letters_in(one) >= LEAST)

    def text(self, text: str) -> str:
        """The text with █ for each character of the words; breaks of lines stay."""
        spans = self._spans(text)
        if not spans:
            return text
        pieces, done = [], 0
        for start, end in spans:
            pieces += [text[done:start], _blackened(text[start:end])]
            done = end
        return "".join([*pieces, text[done:]])

    def count(self, text: str) -> int:
        """In how many places the words stand."""
        return len(self._spans(text))

    def address(self, url: str) -> str:
        """The address, or nothing when the words stand in it, also spelt in per cent signs or run together."""
        return "" if self.names_in(url) else url

    def names_in(self, url: str) -> bool:
        """Whether an address holds the words."""
        if not url or not self.words:
            return False
        return any(self._strict.search(one) or self._run_together.search(one) for one in {url, unquote(url)})

    def longer_words(self, text: str) -> set[str]:
        """Words that hold the words and more, and are left as they are: "annual" for "Ann"."""
        if not self.words:
            return set()
        taken = set(self._spans(text))
        return {_whole(text, *hit.span()) for hit in self._loose.finditer(text) if not _within(hit.span(), taken)}

    def tree(self, value: object, *, leave: frozenset[str] = frozenset()) -> object:
        """The same for JSON: every text in it but under the keys to leave; addresses by their keys."""
        if isinstance(value, dict):
            return {key: inner if key in leave else self._under(key, inner, leave) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.tree(inner, leave=leave) for inner in value]
        return self.text(value) if isinstance(value, str) else value

    def count_tree(self, value: object, *, leave: frozenset[str] = frozenset(), is_address: bool = False) -> int:
        """In how many places of some JSON the words stand."""
        if isinstance(value, dict):
            parts = [(inner, is_address_key(key)) for key, inner in value.items() if key not in leave]
            return sum(self.count_tree(inner, leave=leave, is_address=one) for inner, one in parts)
        if isinstance(value, list):
            return sum(self.count_tree(inner, leave=leave) for inner in value)
        if not isinstance(value, str):
            return 0
        return int(self.names_in(value)) if is_address else self.count(value)

    def for_the_database(self) -> str:
        """A pattern for PostgreSQL, without regard to capitals, that every text with the words matches; others may."""
        return "|".join(".{0,20}".join(map(_either_way, _parts(one))) for one in self.words) or "$^"

    def _under(self, key: str, inner: object, leave: frozenset[str]) -> object:
        if is_address_key(key) and isinstance(inner, str):
            return self.address(inner)
        return self.tree(inner, leave=leave)

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand, from the first place on: as they are written, and as markdown shows them."""
        if not self.words or not text:
            return []
        return list(_merged(sorted({hit.span() for hit in self._strict.finditer(text)} | set(self._shown(text)))))

    def _shown(self, text: str) -> Iterator[tuple[int, int]]:
        shown = Shown.of(text)
        if shown is None:
            return
        for hit in self._strict.finditer(shown.text):
            span = shown.written(*hit.span())
            yield link_around(text, *span) if text[slice(*span)] != hit[0] else span

    @cached_property
    def _strict(self) -> re.Pattern[str]:
        return _any_of([_bounded(one) for one in self.words])

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return _any_of([_spelt(one) for one in self.words])

    @cached_property
    def _run_together(self) -> re.Pattern[str]:
        """Only for words of some length: two letters stand in every address."""
        return _any_of(
            [r"[\W_]*".join(map(_letters, _parts(one))) for one in self.words if letters_in(one) >= TOGETHER_FROM]
        )


def is_address_key(key: str) -> bool:
    """Whether what a key of some JSON holds is an address."""
    return key in {"url", "claimant_same_as", "same_as"} or key.endswith("_url")


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)


def _blackened(words: str) -> str:
    return "".join(one if one == "\n" else BLACK for one in words)


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    begun = None
    for start, end in spans:
        if begun is None or start >= begun[1]:
            if begun is not None:
                yield begun
            begun = (start, end)
        else:
            begun = (begun[0], max(begun[1], end))
    if begun is not None:
        yield begun


def _parts(words: str) -> list[str]:
    return [part for part in re.split(f"[{JOINTS}]+", unicodedata.normalize("NFC", words)) if part]


def _spelt(words: str) -> str:
    between = f"(?:{BETWEEN})?" if letters_in(words) >= TOGETHER_FROM else BETWEEN
    return between.join(map(_letters, _parts(words)))


def _bounded(words: str) -> str:
    parts = _parts(words)
    before = NO_LETTER_BEFORE if _is_parted(parts[0][0]) else ""
    after = NO_LETTER_AFTER if _is_parted(parts[-1][-1]) else ""
    return f"{before}{_spelt(words)}{after}"


def _is_parted(one: str) -> bool:
    return one.isalnum() and one < WITHOUT_SPACES_FROM


def _letters(part: str) -> str:
    return f"[{UNSEEN}]*".join(map(_letter, part))


def _letter(one: str) -> str:
    if one in APOSTROPHES:
        return f"[{APOSTROPHES}]"
    cases = {one, one.lower(), one.upper(), one.casefold()}
    ways = {way for case in cases for way in (case, unicodedata.normalize("NFD", case))}
    return "(?:" + "|".join(re.escape(way) for way in sorted(ways, key=lambda way: (-len(way), way))) + ")"


def _either_way(part: str) -> str:
    """Loosely: each letter in any of its spellings, with little between them; anything short for every other mark."""
    return ".{0,2}".join(_letter(one) if one.isalnum() else ".{1,4}" for one in part)


def _whole(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _within(span: tuple[int, int], taken: set[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in taken)
