"""Which characters a font file can show, read from its own table of them (OpenType, `cmap`)."""

import struct
from collections.abc import Iterator

COLLECTION = b"ttcf"
SEGMENTS, GROUPS = 4, 12  # the two formats in use for Unicode
MOST_GROUPS = 100_000


def code_points(font: bytes) -> frozenset[int]:
    """Every code point with a glyph of its own. Raises ValueError for what is no font."""
    try:
        return frozenset(_all_points(font))
    except (struct.error, IndexError) as error:
        raise ValueError("this is no font file that can be read") from error


def _all_points(font: bytes) -> Iterator[int]:
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for n in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * n + 4)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == SEGMENTS:
            yield from _of_segments(font, start + offset)
        elif form == GROUPS:
            yield from _of_groups(font, start + offset)


def _table(font: bytes, name: bytes) -> int:
    """Where a table begins; of a collection in its first font."""
    (first,) = struct.unpack_from(">I", font, 12) if font[:4] == COLLECTION else (0,)
    (count,) = struct.unpack_from(">H", font, first + 4)
    for n in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, first + 12 + 16 * n)
        if tag == name:
            return int(offset)
    raise ValueError("the font says nowhere what it can show")


def _of_segments(font: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    ends, starts, deltas, ranges = (at + 14, at + 16 + double, at + 16 + 2 * double, at + 16 + 3 * double)
    for n in range(0, double, 2):
        (last,), (first,) = struct.unpack_from(">H", font, ends + n), struct.unpack_from(">H", font, starts + n)
        (delta,), (offset,) = struct.unpack_from(">H", font, deltas + n), struct.unpack_from(">H", font, ranges + n)
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + delta if offset == 0 else _glyph(font, ranges + n + offset + 2 * (point - first))
            if glyph & 0xFFFF:
                yield point


def _glyph(font: bytes, at: int) -> int:
    (glyph,) = struct.unpack_from(">H", font, at)
    return int(glyph)


def _of_groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for n in range(min(count, MOST_GROUPS)):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * n)
        yield from range(first if glyph else first + 1, min(last, 0x10FFFF) + 1)
