"""Drawing a card: 1200 × 630, one ink on newsprint, the rating between the claim and whoever said it.

What must not be parted stands in the middle square and overlaps: whoever cuts the picture to a square, or trims its
edges, keeps the rating, the claim's words above it and the name below it. No colour says anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from factcheck.core.quoting import STOPS, in_quotes
from reviews.cards.card import Card
from reviews.cards.setting import Block, Box, Colour, Setter
from reviews.cards.typefaces import Typefaces

WIDTH, HEIGHT = 1200, 630
SQUARE = Box((WIDTH - HEIGHT) / 2, 0, (WIDTH + HEIGHT) / 2, HEIGHT)
GROUND, SURFACE, INK, GREY, PENCIL = "#f4f5f2", "#ffffff", "#15171b", "#4a4f58", "#1d4fa3"
EDGE = 48
HEAD = Box(EDGE, 26, WIDTH - EDGE, 78)
PANEL = Box(EDGE, 96, WIDTH - EDGE, 446)
CLAIM = Box(EDGE + 44, 114, WIDTH - EDGE - 44, 368)
NARROW = Box(SQUARE.left + 18, CLAIM.top, SQUARE.right - 18, CLAIM.bottom)
BAND_TOP, BAND_BOTTOM, BAND_NARROWEST, BAND_WIDEST, BAND_PADDING = 384, 522, 320, 596, 26
SAID = Box(SQUARE.left + 14, 528, SQUARE.right - 14, 582)
MARKS = Box(SQUARE.left + 14, 586, SQUARE.right - 14, 618)
NAME = Box(EDGE, 240, WIDTH - EDGE, 400)
ABOUT = Box(120, 410, WIDTH - 120, 530)
ADDRESS = Box(EDGE, 556, WIDTH - EDGE, 606)
COLOURS = 64


@dataclass
class Drawn:
    """A card as PNG, and where its parts stand."""

    png: bytes
    places: dict[str, Box] = field(default_factory=dict)


def draw(card: Card, faces: Typefaces) -> Drawn:
    """The picture of a card. Words the typefaces cannot show are left out, never drawn as empty boxes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    sheet = _Sheet(ImageDraw.Draw(image), Setter(faces, page_is_rtl=card.is_rtl), card)
    places = dict(sheet.check() if card.rating and sheet.can(card.rating) else sheet.desk())
    return Drawn(_as_png(image), places)


def _as_png(image: Image.Image) -> bytes:
    """In few colours, which is all there are."""
    written = BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


@dataclass(frozen=True)
class _Sheet:
    canvas: ImageDraw.ImageDraw
    setter: Setter
    card: Card

    def can(self, text: str) -> bool:
        return self.setter.can_show(text)

    def check(self) -> Iterator[tuple[str, Box]]:
        """A check with its rating."""
        says_it = all(map(self.can, (self.card.claim, in_quotes(self.card.claim), self.card.said_by)))
        self._head()
        self.canvas.rectangle(_corners(PANEL), fill=SURFACE, outline=INK, width=2)
        yield "panel", PANEL
        if says_it:
            yield "claim", self._claim()
        elif self.can(self.card.instead):
            self._put(self.card.instead, CLAIM, sizes=(36, 30, 26), fill=GREY)
        yield "rating", self._band()
        if self.can(self.card.said_by):
            yield "said_by", self._put(self.card.said_by, SAID, sizes=(30, 27, 24, 22, 20), bold=True)
        marks = " · ".join(one for one in self.card.marks if self.can(one))
        if marks:
            yield "marks", self._put(marks, MARKS, sizes=(25, 22, 19, 16), fill=PENCIL, bold=True)

    def desk(self) -> Iterator[tuple[str, Box]]:
        """The desk alone."""
        self.canvas.rectangle((0, 0, WIDTH, 14), fill=PENCIL)
        _mark(self.canvas, (WIDTH - 120) / 2, 96, 120)
        if self.can(self.card.desk):
            yield "desk", self._put(self.card.desk, NAME, sizes=(84, 72, 60, 48, 36), bold=True)
        if self.can(self.card.about):
            yield "about", self._put(self.card.about, ABOUT, sizes=(36, 32, 28, 24), fill=GREY)
        if self.can(self.card.address):
            yield "address", self._put(self.card.address, ADDRESS, sizes=(28, 22), fill=PENCIL)

    def _head(self) -> None:
        """The desk's sign and name at the side where reading begins, its address at the other."""
        self.canvas.rectangle((0, 0, WIDTH, 10), fill=PENCIL)
        rtl, side = self.card.is_rtl, HEAD.height
        begin, end = ("r", "l") if rtl else ("l", "r")
        _mark(self.canvas, HEAD.right - side if rtl else HEAD.left, HEAD.top, side)
        gap = side + 18
        rest = Box(HEAD.left + (0 if rtl else gap), HEAD.top, HEAD.right - (gap if rtl else 0), HEAD.bottom)
        if self.can(self.card.desk):
            width = rest.width * 0.6
            self._put(self.card.desk, rest, sizes=(32, 28, 24), bold=True, anchor=begin, width=width)
        if self.can(self.card.address):
            self._put(self.card.address, rest, sizes=(24, 20), fill=GREY, anchor=end, width=rest.width * 0.38)

    def _claim(self) -> Box:
        """The claim between quotation marks, narrow enough for a square where it is short."""
        whole = in_quotes(self.card.claim)
        closing = whole.rstrip(STOPS)[-1]
        fill = GREY if self.card.is_struck else INK
        block = self._set(whole, NARROW, sizes=(54, 50, 46, 42), closing=closing)
        if block.is_cut:
            block = self._set(whole, CLAIM, sizes=(48, 44, 40, 36, 33, 30), closing=closing)
        return block.put(self.canvas, CLAIM, fill=fill)

    def _band(self) -> Box:
        """The rating in a filled box over the lower edge of the quotation."""
        label, aside = self._small(self.card.label, 22), self._small(self.card.aside, 20)
        head, foot = 34 if label else 8, 34 if self._has_pips or aside else 8
        room = Box(SQUARE.left, BAND_TOP + head, SQUARE.right, BAND_BOTTOM - foot)
        rating = self._rating(room.height)
        band = self._band_around(rating, label, aside)
        rating.put(self.canvas, room, fill=SURFACE)
        if label:
            label.put(self.canvas, Box(band.left, band.top + 8, band.right, band.top + 38), fill=SURFACE)
        if self._has_pips:
            self._pips(band)
        elif aside:
            aside.put(self.canvas, Box(band.left, band.bottom - 36, band.right, band.bottom - 8), fill=SURFACE)
        return band

    def _rating(self, height: float) -> Block:
        sizes = (56, 50, 44, 38, 32, 28, 24, 22)
        box = Box(0, 0, BAND_WIDEST - 2 * BAND_PADDING, height)
        return self._set(self.card.rating, box, sizes=sizes, bold=True)

    def _band_around(self, *blocks: Block | None) -> Box:
        wide = max([self._pips_width(), *(one.width for one in blocks if one)]) + 2 * BAND_PADDING
        half = min(max(wide, BAND_NARROWEST), BAND_WIDEST) / 2
        band = Box(WIDTH / 2 - half, BAND_TOP, WIDTH / 2 + half, BAND_BOTTOM)
        self.canvas.rectangle(_corners(band, grown=5), fill=SURFACE)
        self.canvas.rectangle(_corners(band), fill=INK)
        if self.card.is_struck:
            self.canvas.rectangle(_corners(band, grown=-7), outline=SURFACE, width=3)
        return band

    @property
    def _has_pips(self) -> bool:
        return self.card.place is not None and self.card.steps > 1

    def _pips_width(self) -> float:
        return self.card.steps * 34 - 8 if self._has_pips else 0

    def _pips(self, band: Box) -> None:
        """One box for each step of the scale, the reached one filled; from the right where reading begins there."""
        left, top = band.middle - self._pips_width() / 2, band.bottom - 30
        reached = self.card.steps - (self.card.place or 0) if self.card.is_rtl else (self.card.place or 0) - 1
        for n in range(self.card.steps):
            pip = (left + 34 * n, top, left + 34 * n + 26, top + 18)
            self.canvas.rectangle(pip, outline=SURFACE, width=2, fill=SURFACE if n == reached else None)

    def _small(self, text: str, size: int) -> Block | None:
        box = Box(0, 0, BAND_WIDEST - 2 * BAND_PADDING, 30)
        return self._set(text, box, sizes=(size, 18, 16)) if self.can(text) else None

    def _set(self, text: str, box: Box, *, sizes: tuple[int, ...], bold: bool = False, closing: str = "") -> Block:
        return self.setter.fit(text, width=box.width, height=box.height, sizes=sizes, bold=bold, closing=closing)

    def _put(
        self,
        text: str,
        box: Box,
        *,
        sizes: tuple[int, ...],
        fill: Colour = INK,
        bold: bool = False,
        anchor: str = "m",
        width: float = 0,
    ) -> Box:
        block = self.setter.fit(text, width=width or box.width, height=box.height, sizes=sizes, bold=bold)
        return block.put(self.canvas, box, fill=fill, anchor=anchor)


def _corners(box: Box, grown: float = 0) -> tuple[float, float, float, float]:
    return box.left - grown, box.top - grown, box.right + grown, box.bottom + grown


def _mark(canvas: ImageDraw.ImageDraw, left: float, top: float, side: float) -> None:
    """The desk's sign, as in parts/mark.html: a tick over the dots that say “let it stand”."""
    unit = side / 32
    canvas.rounded_rectangle((left, top, left + side, top + side), radius=3 * unit, fill=INK)
    tick = [(left + x * unit, top + y * unit) for x, y in ((6.5, 12.5), (13, 19), (25.5, 5.5))]
    canvas.line(tick, fill=SURFACE, width=round(4 * unit), joint="curve")
    for x in (8, 16, 24):
        reach = 2.2 * unit
        centre = (left + x * unit, top + 26.5 * unit)
        canvas.ellipse((centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach), fill=SURFACE)
