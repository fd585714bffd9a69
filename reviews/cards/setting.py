"""Setting text into a box: lines that fit, smaller type before any word is lost, then “…” at the end of a word."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bidi.algorithm import get_display
from PIL.ImageDraw import ImageDraw
from PIL.ImageFont import FreeTypeFont

from reviews.cards.typefaces import Typeface, Typefaces, clusters, is_rtl, joined

LEADING = 1.28  # of the size
CUT = "…"
LONG = 300  # letters: no line holds as many, so more of a word are not measured at a time
Colour = str


@dataclass(frozen=True)
class Box:
    """A place on the card, in pixels from its left and upper edge."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Type:
    """Letters of one typeface, size and weight, and the direction they run in."""

    face: Typeface
    size: int
    bold: bool
    rtl: bool
    shaped: bool

    @property
    def font(self) -> FreeTypeFont:
        return self.face.font(self.size, bold=self.bold, shaped=self.shaped)

    def width(self, text: str) -> float:
        return float(self.font.getlength(self._laid_out(text), direction=self._direction))

    def put(self, canvas: ImageDraw, at: tuple[float, float], text: str, *, anchor: str, fill: Colour) -> None:
        canvas.text(at, self._laid_out(text), font=self.font, fill=fill, anchor=anchor, direction=self._direction)

    @property
    def _direction(self) -> str | None:
        return ("rtl" if self.rtl else "ltr") if self.shaped else None

    def _laid_out(self, text: str) -> str:
        """As Pillow is to be given it: where it does not shape, letters are joined and put in order before."""
        if self.shaped or text.isascii():
            return text
        return str(get_display(joined(text), base_dir="R" if self.rtl else "L"))


@dataclass(frozen=True)
class Block:
    """Lines of one type."""

    type: Type
    lines: tuple[str, ...]
    is_cut: bool = False

    @property
    def leading(self) -> float:
        return self.type.size * LEADING

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        return max((self.type.width(line) for line in self.lines), default=0)

    def put(self, canvas: ImageDraw, box: Box, *, fill: Colour, anchor: str = "m") -> Box:
        """Draw it, in the middle of the box or at the `l`eft or `r`ight of it; the place it took."""
        x = {"l": box.left, "m": box.middle, "r": box.right}[anchor]
        top = box.top + (box.height - self.height) / 2
        for n, line in enumerate(self.lines):
            self.type.put(canvas, (x, top + (n + 0.78) * self.leading), line, anchor=f"{anchor}s", fill=fill)
        left = {"l": x, "m": x - self.width / 2, "r": x - self.width}[anchor]
        return Box(left, top, left + self.width, top + self.height)


@dataclass(frozen=True)
class Setter:
    """Sets texts in whatever of the typefaces can show them."""

    faces: Typefaces
    page_is_rtl: bool = False  # the direction of what has no letters

    def can_show(self, text: str) -> bool:
        return self.faces.showing(text) is not None

    def fit(
        self, text: str, *, width: float, height: float, sizes: Sequence[int], bold: bool = False, closing: str = ""
    ) -> Block:
        """The text in the largest of the sizes it fits in; in the smallest one cut, with `closing` after the cut.

        Raises ValueError for a text that cannot be shown.
        """
        shown = self.faces.showing(text)
        if shown is None:
            raise ValueError("no typeface shows this")
        rtl = is_rtl(shown.text, unless=self.page_is_rtl)
        for size in sizes:
            kind, most = Type(shown.face, size, bold, rtl, self.faces.shaped), max(1, int(height / (size * LEADING)))
            lines = tuple(islice(_lines(shown.text, kind, width), most + 1))
            if len(lines) <= most:
                return Block(kind, _balanced(shown.text, kind, width, lines))
        return Block(kind, _cut(lines[:most], kind, width, closing=closing), is_cut=True)


def _lines(text: str, kind: Type, width: float) -> Iterator[str]:
    """As many words as fit, line by line. Widths are summed: measuring every longer line would take quadratic time."""
    line: list[str] = []
    space, taken = kind.width(" "), 0.0
    for word, wide in _pieces(text, kind, width):
        if line and taken + space + wide > width:
            yield " ".join(line)
            line, taken = [], 0.0
        taken += wide + (space if line else 0)
        line.append(word)
    yield " ".join(line)


def _balanced(text: str, kind: Type, width: float, lines: tuple[str, ...]) -> tuple[str, ...]:
    """As many lines of about the same length, so that no word stands alone in the last one."""
    for part in (0.7, 0.8, 0.9) if len(lines) > 1 else ():
        closer = tuple(islice(_lines(text, kind, width * part), len(lines) + 1))
        if len(closer) == len(lines):
            return closer
    return lines


def _pieces(text: str, kind: Type, width: float) -> Iterator[tuple[str, float]]:
    """Its words; one that is longer than a line, or is of a script without spaces, in parts as long as one."""
    for word in text.split():
        wide = kind.width(word[:LONG])
        if wide <= width and len(word) <= LONG:
            yield word, wide
        else:
            yield from _parts(word, kind, width)


def _parts(word: str, kind: Type, width: float) -> Iterator[tuple[str, float]]:
    """Each as long as fits, found by halving: measuring after every letter would take quadratic time."""
    letters, start = [*clusters(word)], 0
    while start < len(letters):
        most = min(LONG, len(letters) - start)
        fitting = bisect_right(range(1, most + 1), width, key=lambda n: kind.width("".join(letters[start : start + n])))
        part = "".join(letters[start : start + max(1, fitting)])
        yield part, kind.width(part)
        start += max(1, fitting)


def _cut(lines: Sequence[str], kind: Type, width: float, *, closing: str) -> tuple[str, ...]:
    """These lines, the last of them ended at a word."""
    *whole, last = lines
    end = (CUT if ord(CUT) in kind.face.points else "...") + closing
    words = last.split()
    while len(words) > 1 and kind.width(" ".join(words) + end) > width:
        words.pop()
    line = " ".join(words)
    while line and kind.width(line + end) > width:
        line = "".join([*clusters(line)][:-1])
    return (*whole, line.rstrip(" ,;:.–-") + end)
