"""A text as markdown shows it, and where each character of that is written: words hide behind marks and entities."""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

# What is written in another way than it is shown: entities, escapes, per cent signs, the rest of a link, marks.
HIDING = re.compile(
    r"""
      (?P<entity> &(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31}); )
    | (?P<escape> \\(?=[!-/:-@\[-`{-~\n]) )
    | (?P<bytes> (?:%[0-9A-Fa-f]{2})+ )
    | (?P<gone> \](?:\([^()\s]*(?:\s+["'(][^"'()\n]*["')])?\)|\[[^\[\]\n]{0,200}\]) | [\[\]*_`~]+ )
    """,
    re.VERBOSE,
)
LINK_TAIL = re.compile(r"""\]\([^()\s]*(?:\s+["'(][^"'()\n]*["')])?\)|\]\[[^\[\]\n]{0,200}\]""")


@dataclass(frozen=True)
class Shown:
    """What readers see of a text, roughly: marks left out, entities and escapes read. `starts` are offsets in it at
    which a piece begins, `pieces` where that piece is written, from and to; a piece written as shown keeps its length.
    """

    text: str
    starts: tuple[int, ...]
    pieces: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "Shown | None":
        """None when nothing in the text hides: it is shown as written.

        >>> Shown.of("*Ann* [Smith](https://x.example/) &amp; Co").text
        'Ann Smith & Co'
        """
        shown, starts, pieces, length, done = list[str](), list[int](), list[tuple[int, int]](), 0, 0
        for hit in HIDING.finditer(text):
            for piece, span in ((text[done : hit.start()], (done, hit.start())), (_meant(hit), hit.span())):
                if piece:
                    shown.append(piece)
                    starts.append(length)
                    pieces.append(span)
                    length += len(piece)
            done = hit.end()
        if not done:
            return None
        return cls("".join([*shown, text[done:]]), (*starts, length), (*pieces, (done, len(text))))

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where what is shown from `start` to `end` is written."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, offset: int) -> tuple[int, int]:
        """Where one character that is shown is written."""
        at = bisect_right(self.starts, offset) - 1
        begins = self.starts[at]
        ends = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        start, end = self.pieces[at]
        if end - start != ends - begins:
            return start, end  # an entity: all of it
        return start + offset - begins, start + offset - begins + 1


def link_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the bracket before it and the rest of the link behind it: half a link would show its address."""
    tail = LINK_TAIL.match(text, end)
    return start - (start > 0 and text[start - 1] == "["), tail.end() if tail else end


def _meant(hit: re.Match[str]) -> str:
    if hit.lastgroup == "entity":
        return html.unescape(hit[0])
    if hit.lastgroup == "bytes":
        return unquote_to_bytes(hit[0]).decode("utf-8", "replace")
    return ""
