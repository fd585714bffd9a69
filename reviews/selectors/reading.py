"""A part of a long text as the reading room shows it: paragraphs, the pages of a PDF, marked words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_SHOWN = 60_000  # characters at once
MOST_LINES = 4_000
BEFORE = 15_000  # characters shown before the place that is asked for, in at most …
LINES_BEFORE = 1_000
SNAP = 2_000  # characters within which a part begins at a line of its own

LINE = re.compile(r"[^\n]*\n+|[^\n]+")


@dataclass(frozen=True)
class Mark:
    """Words to be marked, by their offsets. `anchor` is what links lead to, `words` what is said of them aloud."""

    start: int
    end: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Stretch:
    """Text that is marked alike throughout, with the marks that begin here."""

    start: int
    text: str
    is_marked: bool
    begins: tuple[Mark, ...]


@dataclass(frozen=True)
class Paragraph:
    """A line of the text; `page` is said where a page of a PDF begins."""

    start: int
    stretches: tuple[Stretch, ...]
    page: int | None


@dataclass(frozen=True)
class Part:
    """What is shown of a text of `length` characters, and where the parts before and after it begin."""

    start: int
    end: int
    length: int
    paragraphs: tuple[Paragraph, ...]
    first_page: int | None

    @property
    def earlier(self) -> int | None:
        return max(0, self.start - MOST_SHOWN) if self.start else None

    @property
    def later(self) -> int | None:
        return self.end if self.end < self.length else None

    @property
    def is_whole(self) -> bool:
        return self.start == 0 and self.end == self.length


def part_around(text: str, place: int, *, pages: Sequence[int] = (), marks: Sequence[Mark] = ()) -> Part:
    """The part of the text in which the character at `place` stands, with some of what comes before it."""
    place = min(max(0, place), max(0, len(text) - 1))
    start = max(0, place - BEFORE) if place > MOST_SHOWN // 2 else 0
    breaks = [one.start() for one in re.finditer("\n", text[start:place])]
    if len(breaks) > LINES_BEFORE:
        start += breaks[-LINES_BEFORE] + 1
    return part_from(text, start, pages=pages, marks=marks)


def part_from(text: str, start: int, *, pages: Sequence[int] = (), marks: Sequence[Mark] = ()) -> Part:
    """The part of the text that begins at `start`, or at the line in which that character stands."""
    start = _line_before(text, min(max(0, start), max(0, len(text) - 1)))
    end = min(len(text), start + MOST_SHOWN)
    if end < len(text):
        end = max(_line_before(text, end), start + 1)
    lines = [(start + line.start(), start + line.end()) for line in LINE.finditer(text[start:end])][:MOST_LINES]
    end = lines[-1][1] if lines else end
    shown = [one for one in marks if one.start < end and one.end > start]
    starts = {offset: number for number, offset in enumerate(pages, start=1)}
    cut = [piece for line in lines for piece in _at_pages(*line, [one for one in pages if start <= one < end])]
    paragraphs = tuple(Paragraph(a, tuple(_stretches(text, a, b, shown)), starts.get(a)) for a, b in cut)
    before = sum(1 for offset in pages if offset <= start)
    return Part(start, end, len(text), paragraphs, before or None)


def _line_before(text: str, offset: int) -> int:
    found = text.rfind("\n", max(0, offset - SNAP), offset)
    return found + 1 if found >= 0 else 0 if offset < SNAP else offset


def _at_pages(start: int, end: int, pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The line, cut where a page begins within it."""
    inside = sorted({one for one in pages if start < one < end})
    edges = [start, *inside, end]
    return pairwise(edges)


def _stretches(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """The line, cut where marks begin and end; marks may lie over each other."""
    here = [one for one in marks if one.start < end and one.end > start]
    if not here:
        yield Stretch(start, text[start:end], False, ())
        return
    edges = sorted({start, end, *(edge for one in here for edge in (one.start, one.end) if start < edge < end)})
    for a, b in pairwise(edges):
        begins = tuple(one for one in here if one.start == a)
        yield Stretch(a, text[a:b], any(one.start <= a and b <= one.end for one in here), begins)
