"""Lines of a text into blocks: headline, body, caption, boilerplate or artifact, each with its reason.

Promises that blocks are in order, do not overlap and cover every character that is not white space. Newspapers
print captions among the paragraphs and drop the final stop; that missing stop, and the company a line keeps, is
what tells a caption from body text. A caption is marked, never dropped: it may carry the number worth checking.

>>> text = "Bridge shut\\n>\\nThe bridge closed on Monday.\\nWorkers look at the cracked pier of the old bridge"
>>> for block in find_blocks(text):
...     print(block.kind, "|", block.reason)
headline | first line, no final stop
artifact | no word in it
body | ends like a sentence
caption | six words or more without a final stop
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.splitting.boilerplate import boilerplate_reason, has_photo_credit
from claims.splitting.characters import CLOSERS, FINAL_STOPS, OPENERS, count_words, has_word
from claims.splitting.lines import Line, find_lines, join_wrapped

CAPTION_WORDS = 6
LONGEST_HEADLINE = 40
LONGEST_CAPTION = 80
LAYOUT_MARKS = frozenset("#>-*•‣◦–—")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line, with its kind and the reason for it."""

    start: int
    end: int
    kind: str
    reason: str


def find_blocks(text: str, *, captions: Sequence[tuple[int, int]] = ()) -> list[Block]:
    """The blocks of ``text``. ``captions`` are spans known to be captions; what overlaps one is a caption."""
    lines = join_wrapped(text, find_lines(text))
    judge = _Judge(text, lines, captions)
    return [block for line in lines for block in _with_layout_mark(text, line, judge)]


def _with_layout_mark(text: str, line: Line, judge: "_Judge") -> Iterator[Block]:
    """Part ``# ``, ``> `` or a bullet from the words behind it, so that a passage holds only words."""
    words = _skip_layout_mark(text, line)
    if words > line.start:
        yield Block(line.start, line.start + len(text[line.start : words].rstrip()), "artifact", "layout mark")
    kind, reason = judge.kind_of(Line(words, line.end), mark=text[line.start : words].strip())
    yield Block(words, line.end, kind, reason)


def _skip_layout_mark(text: str, line: Line) -> int:
    position = line.start
    while position < line.end and (text[position] in LAYOUT_MARKS or text[position].isspace()):
        position += 1
    behind_space = position > line.start and text[position - 1].isspace()
    return position if behind_space and has_word(text, position, line.end) else line.start


class _Judge:
    """Knows the whole article, because a line is judged by its neighbours too."""

    def __init__(self, text: str, lines: Sequence[Line], captions: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.captions = sorted(captions)
        self.headline_at = _first_telling_line(text, lines)
        self.alone = sum(1 for line in lines if has_word(text, line.start, line.end)) == 1
        self.uses_stops = _uses_final_stops(text, lines)

    def kind_of(self, line: Line, *, mark: str) -> tuple[str, str]:
        """The kind of the line and the reason, by the first rule that applies."""
        if self._is_known_caption(line):
            return "caption", "marked as a caption in the page"
        if not has_word(self.text, line.start, line.end):
            return "artifact", "no word in it"
        reason = boilerplate_reason(self.text, line.start, line.end)
        if reason:
            return "boilerplate", reason
        return self._kind_of_words(line, mark)

    def _kind_of_words(self, line: Line, mark: str) -> tuple[str, str]:
        words = count_words(self.text, line.start, line.end, limit=LONGEST_CAPTION + 1)
        ends = ends_like_sentence(self.text, line.start, line.end)
        if self.alone:
            return "body", "only line of the text"
        if (
            line.start <= self.headline_at < line.end
            and words <= LONGEST_HEADLINE
            and not _has_full_stop(self.text, line)
        ):
            return "headline", "first line, no final stop"
        if words <= LONGEST_CAPTION and has_photo_credit(self.text, line.start, line.end):
            return "caption", "names a photographer or picture agency"
        if mark.startswith("#"):
            return "headline", "marked as a heading"
        if mark and mark[-1] != ">":
            return "body", "item of a list"
        if ends:
            return "body", "ends like a sentence"
        return self._kind_without_stop(words)

    def _kind_without_stop(self, words: int) -> tuple[str, str]:
        if not self.uses_stops:
            return "body", "this text uses no final stops"
        if words < CAPTION_WORDS:
            return "headline", "short line without a final stop, a subheading"
        if words > LONGEST_CAPTION:
            return "body", "too long for a caption, final stop missing"
        return "caption", "six words or more without a final stop"

    def _is_known_caption(self, line: Line) -> bool:
        at = bisect_left(self.captions, (line.end, 0)) - 1
        return at >= 0 and self.captions[at][1] > line.start


def ends_like_sentence(text: str, start: int, end: int) -> bool:
    """Whether the last character, behind any closing marks, ends a sentence or announces what follows.

    >>> ends_like_sentence("He said ‘no.’", 0, 13), ends_like_sentence("A house in Kent", 0, 15)
    (True, False)
    """
    position = end - 1
    while position >= start and (text[position] in CLOSERS or text[position] in OPENERS or text[position] in "*_"):
        position -= 1
    return position >= start and text[position] in FINAL_STOPS


def _has_full_stop(text: str, line: Line) -> bool:
    position = line.end - 1
    while position >= line.start and text[position] in CLOSERS:
        position -= 1
    return (
        position >= line.start and text[position] in ".。।۔" and text[max(line.start, position - 2) : position] != ".."
    )


def _first_telling_line(text: str, lines: Sequence[Line]) -> int:
    for line in lines:
        words = _skip_layout_mark(text, line)
        if has_word(text, words, line.end) and not boilerplate_reason(text, words, line.end):
            return words
    return -1


def _uses_final_stops(text: str, lines: Sequence[Line]) -> bool:
    """Whether one in five lines of three words or more ends like a sentence; else a missing stop says nothing."""
    longer = [line for line in lines[1:] if count_words(text, line.start, line.end, limit=3) == 3]
    ending = sum(1 for line in longer if ends_like_sentence(text, line.start, line.end))
    return ending * 5 >= len(longer) and ending > 0
