"""A text into its lines, white space trimmed, and lines that were wrapped at a column joined again."""

from collections.abc import Sequence

WIDEST_WRAPPED = 100
NARROWEST_WRAPPED = 40
CHUNK = 1 << 16
"""Characters parted at a time, so that ten million line ends never lie in memory at once."""

MOST = 100_000
"""Ten million characters of a newspaper have fewer lines. What follows is one line, whatever is in it."""


Line = tuple[int, int, bool]
"""Where a line with words or marks starts and ends; true when a blank line or the start of the text precedes it."""


def find_lines(text: str) -> list[Line]:
    """Every line that is not blank; behind some 100,000 of them the last line holds all the rest.

    >>> find_lines(" a \\n\\nb")
    [(1, 2, True), (5, 6, True)]
    """
    lines: list[Line] = []
    position, gap = 0, True
    while position < len(text):
        if len(lines) >= MOST:
            return [*lines, *_all_the_rest(text, position, gap)]
        # Chunks are cut behind a line feed, where every line ends.
        chunk_end = text.find("\n", position + CHUNK) + 1 or len(text)
        for raw in text[position:chunk_end].splitlines(keepends=True):
            stripped = raw.strip()
            if stripped:
                start = position if raw[0] == stripped[0] else position + len(raw) - len(raw.lstrip())
                lines.append((start, start + len(stripped), gap))
            gap = not stripped
            position += len(raw)
    return lines


def _all_the_rest(text: str, position: int, gap: bool) -> list[Line]:
    rest = text[position:].strip()
    start = text.find(rest[0], position) if rest else position
    return [(start, start + len(rest), gap)] if rest else []


def join_wrapped(text: str, lines: Sequence[Line]) -> list[Line]:
    """Join lines that a mail program or editor broke at a column into one.

    Such a paragraph has narrow lines, all but the last of about one width, and at least every fourth line
    after the first begins with a small letter: a run of captions or headlines never does.

    >>> text = "The council of the town decided to\\nclose the bridge to all heavy traffic on\\nMonday evening."
    >>> join_wrapped(text, find_lines(text))
    [(0, 91, True)]
    """
    joined: list[Line] = []
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at][2]:
            joined.extend(_join(text, lines[first:at]) if at - first > 1 else lines[first:at])
            first = at
    return joined


def _join(text: str, group: Sequence[Line]) -> Sequence[Line]:
    if any(end - start > WIDEST_WRAPPED for start, end, _ in group):
        return group
    followers = group[1:]
    small = sum(1 for start, _, _ in followers if text[start].islower())
    narrowest = min(end - start for start, end, _ in group[:-1])
    if narrowest >= NARROWEST_WRAPPED // 2 and small * 4 >= len(followers) and small:
        return [(group[0][0], group[-1][1], group[0][2])]
    return group
