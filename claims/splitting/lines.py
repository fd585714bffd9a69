"""A text into its lines, white space trimmed, and lines that were wrapped at a column joined again."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDEST_WRAPPED = 100
NARROWEST_WRAPPED = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words or marks; ``gap`` is true when a blank line or the start of the text precedes it."""

    start: int
    end: int
    gap: bool = False


def find_lines(text: str) -> list[Line]:
    """Every line that is not blank.

    >>> find_lines(" a \\n\\nb")
    [Line(start=1, end=2, gap=True), Line(start=5, end=6, gap=True)]
    """
    lines = []
    position, gap = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            lines.append(Line(start, start + len(stripped), gap))
        gap = not stripped
        position += len(raw)
    return lines


def join_wrapped(text: str, lines: Sequence[Line]) -> list[Line]:
    """Join lines that a mail program or editor broke at a column into one.

    Such a paragraph has narrow lines, all but the last of about one width, and at least every fourth line
    after the first begins with a small letter: a run of captions or headlines never does.

    >>> text = "The council of the town decided to\\nclose the bridge to all heavy traffic on\\nMonday evening."
    >>> join_wrapped(text, find_lines(text))
    [Line(start=0, end=91, gap=True)]
    """
    joined: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if line.gap and group:
            joined.extend(_join(text, group))
            group = []
        group.append(line)
    return joined + (_join(text, group) if group else [])


def _join(text: str, group: list[Line]) -> list[Line]:
    followers = group[1:]
    small = sum(1 for line in followers if text[line.start].islower())
    widths = [line.end - line.start for line in group]
    narrow = max(widths) <= WIDEST_WRAPPED and min(widths[:-1], default=0) >= NARROWEST_WRAPPED // 2
    if followers and narrow and small * 4 >= len(followers) and small:
        return [Line(group[0].start, group[-1].end, group[0].gap)]
    return group
