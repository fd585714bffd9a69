"""The typefaces of the cards: FiraGO out of its package, then those an operator added; and what each can show."""

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
from arabic_reshaper import ArabicReshaper
from PIL import ImageFont, features

from reviews.cards.coverage import code_points

log = logging.getLogger(__name__)
SHAPES = bool(features.check("raqm") and features.check("fribidi"))
"""Whether Pillow joins letters and sets lines from the right itself. Without, `setting.py` does what can be done."""
JOINERS = "\u200c\u200d"  # Persian and Hindi spell with them
MOST_MARKS = 4  # accents on one letter; more are there to spill over the card
LONGEST = 2_000  # characters that are looked at; a card holds some hundreds
PICTOGRAPH = re.compile("[\u2190-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff\U000e0000-\U000e01ef]")
ONLY_SHAPED = re.compile("[\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff]")  # unreadable unless somebody shapes them


@dataclass(frozen=True, eq=False)
class Typeface:
    """One family in two weights."""

    regular: bytes
    bold: bytes

    @cached_property
    def points(self) -> frozenset[int]:
        """Code points it can show in both weights."""
        return code_points(self.regular) & code_points(self.bold)

    @cache  # noqa: B019  a handful of families live as long as the process
    def font(self, size: int, *, bold: bool = False, shaped: bool = SHAPES) -> ImageFont.FreeTypeFont:
        engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
        return ImageFont.truetype(BytesIO(self.bold if bold else self.regular), size, layout_engine=engine)


@dataclass(frozen=True)
class Shown:
    """A text as it can be drawn, and in what."""

    text: str
    face: Typeface


class Typefaces:
    """FiraGO, and after it other font files; one that cannot be read is left out, and the log says so.

    `shaped` says whether Pillow shapes text.
    """

    def __init__(self, extra: Iterable[Path] = (), *, shaped: bool = SHAPES) -> None:
        self.shaped = shaped
        self._faces = [_firago(), *filter(None, (_of_file(Path(one)) for one in extra))]

    def showing(self, text: str) -> Shown | None:
        """The text in the first typeface that has all of its letters, or None. Pictographs are left out if need be."""
        words = tidied(text)
        if not words or (not self.shaped and ONLY_SHAPED.search(words)):
            return None
        plain = " ".join(PICTOGRAPH.sub("", words).split())
        for candidate in dict.fromkeys((words, plain)):
            drawn = candidate if self.shaped else joined(candidate)
            needed = {ord(one) for one in drawn if one not in JOINERS and not one.isspace()}
            for face in self._faces:
                if needed and needed <= face.points:
                    return Shown(candidate, face)
        return None


def tidied(text: str) -> str:
    """The text in one line, without what cannot be seen and without marks heaped on one letter.

    Signs that turn the direction are left out too: with them a text could be made to read backwards.

    >>> tidied("  Nine\\u202e boats\\ncame "), tidied("a" + "\\u0301" * 9) == "á" + "\\u0301" * 3
    ('Nine boats came', True)
    """
    composed = unicodedata.normalize("NFC", _without_heaps(text[:LONGEST]))
    seen = (one if one in JOINERS or unicodedata.category(one)[0] != "C" else _gap(one) for one in composed)
    return " ".join("".join(seen).split())


def _gap(one: str) -> str:
    return " " if one in "\t\n\r\v\f\x85" else ""


def _without_heaps(text: str) -> str:
    kept, heap = [], 0
    for one in text:
        heap = heap + 1 if unicodedata.category(one) in {"Mn", "Me"} else 0
        if heap <= MOST_MARKS:
            kept.append(one)
    return "".join(kept)


def clusters(text: str) -> Iterator[str]:
    """Letters with the marks that belong to them.

    >>> [len(one) for one in clusters("ae\\u0301b")]
    [1, 2, 1]
    """
    start = 0
    for at in range(1, len(text)):
        if not unicodedata.category(text[at]).startswith("M") and text[at] not in JOINERS:
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def joined(text: str) -> str:
    """Arabic letters in the forms they take beside each other, for whoever draws them one by one."""
    return str(_reshaper().reshape(text))


@cache
def _reshaper() -> ArabicReshaper:
    # A letter that stands alone looks as it is written; few typefaces have that form once more.
    return ArabicReshaper({"delete_harakat": False, "use_unshaped_instead_of_isolated": True})


def is_rtl(text: str, *, unless: bool = False) -> bool:
    """Whether its first letter is of a script that is written from the right; `unless` it has none.

    >>> is_rtl("«قال»"), is_rtl("9,000 boats"), is_rtl("17", unless=True)
    (True, False, True)
    """
    for one in text:
        kind = unicodedata.bidirectional(one)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return unless


@cache
def _firago() -> Typeface:
    return Typeface(pymupdf_fonts.myfont("figo"), pymupdf_fonts.myfont("figbo"))


@cache
def _of_file(path: Path) -> Typeface | None:
    try:
        content = path.read_bytes()
        face = Typeface(content, content)
        if face.points and face.font(20):
            return face
    except (OSError, ValueError) as error:
        log.error("the font %s cannot be read (%s)", path.name, type(error).__name__)
    return None
