"""Finding an excerpt in a text."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reviews.finding_words.folding import Folded, fold
from reviews.finding_words.nearest import nearest

CONTEXT = 32  # characters on either side, more where the words stand more than once
MOST_CONTEXT = 512
MOST_TRIES = 200  # places that cut a word or a number before we stop looking; keeps hostile texts linear
MOST_STRETCHES = 8  # of an excerpt with "…" in it
LEAST_STRETCH = 8  # letters and digits
MOST_LEFT_OUT = 5000  # characters that one "…" may stand for
MOST_PAIRINGS = 20  # beginnings tried for an excerpt in stretches
WORDS_WITHOUT_SPACES_FROM = "\u0590"  # below: scripts in which a word that is cut is another word

LEFT_OUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,}")


class Span(NamedTuple):
    """Offsets in code points: the first character, and the one after the last."""

    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """Where words stand in a text. `prefix` and `suffix` are what stands around them, enough to tell where."""

    start: int
    end: int
    exactly: bool  # word for word; otherwise marks, spaces, hyphens or ligatures differ, or "…" stands for something
    words: str  # as the text has them
    prefix: str
    suffix: str
    repeated: bool  # the same words stand elsewhere in the text too

    def selectors(self) -> list[dict[str, object]]:
        """The place as two selectors of the W3C Web Annotation Data Model, as JSON: by its words and by its offsets."""
        quote = {"type": "TextQuoteSelector", "exact": self.words, "prefix": self.prefix, "suffix": self.suffix}
        place = {"type": "TextPositionSelector", "start": self.start, "end": self.end}
        return [{**quote, "repeated": self.repeated, "exactly": self.exactly}, place]

    @classmethod
    def from_selectors(cls, selectors: object) -> "Found | None":
        """What `selectors` gave, read again; None for anything else."""
        if not isinstance(selectors, list) or len(selectors) != 2:
            return None
        quote, place = selectors
        try:
            known = {name: quote[name] for name in ("prefix", "suffix", "repeated", "exactly")}
            return cls(start=place["start"], end=place["end"], words=quote["exact"], **known)
        except (KeyError, TypeError):
            return None


def find_words(excerpt: str, text: str) -> Found | None:
    """Where the words of the excerpt stand in the text, the first whole place; None when they do not.

    A place that cuts a word or a number is none: "rose by 5" does not stand in "rose by 50".

    >>> found = find_words("the 'well known'  tunnel", "They closed the “well known” tunnel.")
    >>> found.words, found.exactly
    ('the “well known” tunnel', False)
    """
    return Searched(text).find(excerpt)


def nearest_passage(excerpt: str, text: str) -> Span | None:
    """The passage most like words that are not there, in whole words; None when nothing is like them."""
    return Searched(text).nearest(excerpt)


class Searched:
    """A text that several excerpts are looked for in: it is folded once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def lowered(self) -> str:
        return self.folded.in_lower_case()

    def find(self, excerpt: str) -> Found | None:
        """As `find_words`."""
        excerpt = excerpt.strip()
        if "\r" not in self.text:
            excerpt = excerpt.replace("\r\n", "\n")  # as forms send the breaks of lines
        if not any(one.isalnum() for one in excerpt):
            return None
        span = self._exactly(excerpt)
        if span is not None:
            return self._found(span, exactly=True)
        span = self._folded(excerpt) or self._in_stretches(excerpt)
        return span and self._found(span, exactly=False)

    def nearest(self, excerpt: str) -> Span | None:
        """As `nearest_passage`."""
        wanted = fold(excerpt.strip())
        # Lower case costs another pass over the text, which most excerpts do not need.
        span = nearest(wanted.words, self.folded.words) or nearest(wanted.in_lower_case(), self.lowered)
        return span and self._original(*span)

    def places(self, words: str, *, most: int) -> list[Span]:
        """Where these words stand, whatever their case, also inside longer words: for a search box. At most `most`."""
        wanted = fold(words.strip()).in_lower_case()
        found: list[Span] = []
        at = self.lowered.find(wanted) if wanted else -1
        while at >= 0 and len(found) < most:
            found.append(self._original(at, at + len(wanted)))
            at = self.lowered.find(wanted, at + len(wanted))
        return found

    def _exactly(self, excerpt: str) -> Span | None:
        for at in _places(excerpt, self.text, is_whole=lambda at: not cuts(self.text, at, at + len(excerpt))):
            return Span(at, at + len(excerpt))
        return None

    def _folded(self, excerpt: str) -> Span | None:
        for wanted in _spellings(excerpt):
            for at in _places(wanted, self.folded.words, is_whole=self._whole(len(wanted))):
                return self._original(at, at + len(wanted))
        return None

    def _in_stretches(self, excerpt: str) -> Span | None:
        """An excerpt that leaves something out with "…": its stretches in order, as close together as they stand."""
        parts = [one for one in LEFT_OUT.split(excerpt) if any(c.isalnum() for c in one)]
        wanted = [_spellings(one)[-1] for one in parts]
        if not LEFT_OUT.search(excerpt) or not 1 <= len(wanted) <= MOST_STRETCHES:
            return None
        if len(wanted) > 1 and min(sum(c.isalnum() for c in one) for one in wanted) < LEAST_STRETCH:
            return None
        first = 0
        for _ in range(MOST_PAIRINGS):
            spots = self._in_order(wanted, first)
            if spots is None:
                return None
            if all(b - (a + len(one)) <= MOST_LEFT_OUT for a, b, one in zip(spots, spots[1:], wanted, strict=False)):
                return self._original(spots[0], spots[-1] + len(wanted[-1]))
            first = spots[0] + 1
        return None

    def _in_order(self, wanted: list[str], first: int) -> list[int] | None:
        spots: list[int] = []
        for one in wanted:
            whole = self._whole(len(one))
            spot = next(_places(one, self.folded.words, is_whole=whole, first=first), None)
            if spot is None:
                return None
            spots.append(spot)
            first = spot + len(one)
        for number in range(len(wanted) - 2, -1, -1):
            later = self.folded.words.rfind(wanted[number], spots[number], spots[number + 1])
            if later > 0 and self._whole(len(wanted[number]))(later):
                spots[number] = later
        return spots

    def _whole(self, length: int) -> Callable[[int], bool]:
        """Whether a place in the folded text begins and ends between whole words, and within no spelt-out letter."""
        places = self.folded.places

        def is_whole(at: int) -> bool:
            end = at + length
            if (at > 0 and places[at - 1] == places[at]) or (end < len(places) and places[end - 1] == places[end]):
                return False
            return not cuts(self.text, *self._original(at, end))

        return is_whole

    def _original(self, start: int, end: int) -> Span:
        return Span(int(self.folded.places[start]), int(self.folded.places[end - 1]) + 1)

    def _found(self, span: Span, *, exactly: bool) -> Found:
        words = self.text[span.start : span.end]
        repeated = self.text.find(words, span.start + 1) >= 0 or self.text.find(words) < span.start
        size = CONTEXT
        while repeated and size < MOST_CONTEXT and self._is_ambiguous(span, size):
            size *= 2
        before, after = self._around(span, size)
        return Found(span.start, span.end, exactly, words, before, after, repeated)

    def _around(self, span: Span, size: int) -> tuple[str, str]:
        return self.text[max(0, span.start - size) : span.start], self.text[span.end : span.end + size]

    def _is_ambiguous(self, span: Span, size: int) -> bool:
        start = max(0, span.start - size)
        whole = self.text[start : span.end + size]
        return self.text.find(whole, start + 1) >= 0 or self.text.find(whole) < start


def _places(wanted: str, text: str, *, is_whole: Callable[[int], bool], first: int = 0) -> Iterator[int]:
    at = text.find(wanted, first)
    for _ in range(MOST_TRIES):
        if at < 0:
            return
        if is_whole(at):
            yield at
        at = text.find(wanted, at + 1)


def _spellings(excerpt: str) -> list[str]:
    """The excerpt folded, and once more without the marks around it: people put words in quotation marks."""
    whole = fold(excerpt).words.strip(" ")
    bare = whole.strip(' "')
    if bare[:1] == "-" and bare[1:2].isalpha():
        bare = bare[1:]
    if bare[-1:] == "-" and bare[-2:-1].isalpha():
        bare = bare[:-1]
    return [whole] if bare == whole else [whole, bare]


def cuts(text: str, start: int, end: int) -> bool:
    """Whether a span begins or ends inside a word or a number."""
    return _is_cut(text, start) or _is_cut(text, end) or _loses_its_sign(text, start)


def _is_cut(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.combining(after):
        return True
    if (before.isdigit() and after in ".,") or (before in ".," and after.isdigit()):
        around = text[at - 2 : at - 1] if before in ".," else text[at + 1 : at + 2]
        return around.isdigit()
    if not (before.isalnum() and after.isalnum()):
        return False
    return (before.isdigit() and after.isdigit()) or max(before, after) < WORDS_WITHOUT_SPACES_FROM


def _loses_its_sign(text: str, start: int) -> bool:
    """Whether a minus stands right before a number that the span begins with."""
    if not (0 < start < len(text) and text[start].isdigit() and text[start - 1] in "-−"):
        return False
    return start == 1 or not text[start - 2].isalnum()
