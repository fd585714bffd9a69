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
from functools import cached_property
from typing import NamedTuple

from claims.splitting import boilerplate, captions
from claims.splitting.boilerplate import SHORT, boilerplate_reason
from claims.splitting.captions import caption_reason, may_be_caption
from claims.splitting.characters import CLOSERS, FINAL_STOPS, OPENERS, QUOTE_MARKS, count_words, has_word, is_spaceless
from claims.splitting.lines import Line, find_lines, join_wrapped
from claims.splitting.scenes import is_scene, is_scene_alone, is_sight
from claims.splitting.sentences import find_sentences

CAPTION_WORDS = 6
LONGEST_HEADLINE = 40
LONGEST_CAPTION = 80
SCENE = "a scene in the present tense or without a verb, beside a caption"
SCENE_ALONE = "a scene in the present tense or without a verb"
LONGEST_ALONE = 160
FEWEST_CHARACTERS = 15
"""A shorter line is a subheading or a mark, and may do without a stop anywhere."""

SAMPLE = 200
"""Lines looked at to tell whether an article uses final stops."""

ENDS = "ends like a sentence"
LAYOUT_MARKS = frozenset("#>-*•‣◦–—")


class Block(NamedTuple):
    """One paragraph or line, with its kind and the reason for it."""

    start: int
    end: int
    kind: str
    reason: str


def find_blocks(text: str, *, captions: Sequence[tuple[int, int]] = ()) -> list[Block]:
    """The blocks of ``text``. ``captions`` are spans known to be captions; what overlaps one is a caption."""
    lines = join_wrapped(text, find_lines(text))
    judge = _Judge(text, lines, captions)
    blocks = []
    for start, end, _ in lines:
        if judge.is_plain(start, end):
            blocks.append(Block(start, end, "body", ENDS))
        elif text[start] in LAYOUT_MARKS:
            blocks.extend(_with_layout_mark(text, start, end, judge))
        else:
            blocks.append(Block(start, end, *judge.kind_of(start, end)))
    return _with_runs(text, blocks)


def _with_layout_mark(text: str, start: int, end: int, judge: "_Judge") -> Iterator[Block]:
    """Part ``# ``, ``> `` or a bullet from the words behind it, so that a passage holds only words."""
    words = _skip_layout_mark(text, start, end)
    if words > start:
        yield Block(start, start + len(text[start:words].rstrip()), "artifact", "layout mark")
    yield Block(words, end, *judge.kind_of(words, end, mark=text[start:words].strip()))


def _skip_layout_mark(text: str, start: int, end: int) -> int:
    position = start
    while position < end and (text[position] in LAYOUT_MARKS or text[position].isspace()):
        position += 1
    behind_space = position > start and text[position - 1].isspace()
    return position if behind_space and has_word(text, position, end) else start


def _with_runs(text: str, blocks: list[Block]) -> list[Block]:
    """Make captions of scenes with a final stop that stand beside a caption: newspapers print them in runs."""
    for at in [at for at, block in enumerate(blocks) if block.kind == "caption"]:
        for step in (-1, 1):
            beside = at + step
            while 0 <= beside < len(blocks) and _is_scene(text, blocks[beside]):
                blocks[beside] = blocks[beside]._replace(kind="caption", reason=SCENE)
                beside += step
    for at, (start, end, _, reason) in enumerate(blocks):
        if reason is ENDS and end - start <= LONGEST_ALONE and is_scene_alone(text, start, end):
            blocks[at] = Block(start, end, "caption", SCENE_ALONE)
    return blocks


def _is_scene(text: str, block: Block) -> bool:
    if block.kind != "body" or block.reason is not ENDS:
        return False
    return is_scene(text, block.start, block.end) or is_sight(text, block.start, block.end)


_FIRST_WORDS = boilerplate.FIRST_WORDS | captions.FIRST_WORDS
_PREFIXES = frozenset(word[:3].ljust(3) for word in _FIRST_WORDS)


class _Judge:
    """Knows the whole article, because a line is judged by its neighbours too."""

    def __init__(self, text: str, lines: Sequence[Line], captions: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.lines = lines
        self.captions = sorted(captions)
        self.headline_at = _first_telling_line(text, lines)
        self.alone = _is_alone(text, lines)

    @cached_property
    def uses_stops(self) -> bool:
        """Whether one in five of the longer lines ends like a sentence; else a missing stop says nothing."""
        longer = [line for line in self.lines[1:SAMPLE] if _is_longer(self.text, line)]
        ending = sum(1 for line in longer if ends_like_sentence(self.text, line[0], line[1]))
        return ending * 5 >= len(longer) and ending > 0

    def is_plain(self, start: int, end: int) -> bool:
        """Whether a line is an ordinary paragraph at first sight. Most are, and all other rules cost more."""
        text = self.text
        last = text[end - 1] if text[end - 1] not in QUOTE_MARKS else text[end - 2]
        if end - start <= SHORT or last not in FINAL_STOPS:
            return False
        if text[start : start + 3].lower() in _PREFIXES and _first_word(text, start) in _FIRST_WORDS:
            return False
        if not (text[start].isalpha() or text[start] in QUOTE_MARKS):
            return False
        return start > self.headline_at and not self.captions and not may_be_caption(text, start, end)

    def kind_of(self, start: int, end: int, *, mark: str = "") -> tuple[str, str]:
        """The kind of the line and the reason, by the first rule that applies."""
        if self.captions and self._is_known_caption(start, end):
            return "caption", "marked as a caption in the page"
        if not self.text[start].isalnum() and not has_word(self.text, start, end):
            return "artifact", "no word in it"
        first_word = _first_word(self.text, start)
        reason = boilerplate_reason(self.text, start, end, first_word=first_word)
        if reason:
            return "boilerplate", reason
        return self._kind_of_words(start, end, mark, first_word)

    def _kind_of_words(self, start: int, end: int, mark: str, first_word: str) -> tuple[str, str]:
        if self.alone:
            return "body", "only line of the text"
        if start <= self.headline_at < end and self._is_headline(start, end):
            return "headline", "first line, no final stop"
        reason = caption_reason(self.text, start, end, first_word=first_word)
        if reason and self._words(start, end) <= LONGEST_CAPTION:
            return "caption", reason
        if mark[:1] == "#":
            return "headline", "marked as a heading"
        if mark and mark[-1] != ">":
            return "body", "item of a list"
        if ends_like_sentence(self.text, start, end):
            return "body", ENDS
        return self._kind_without_stop(start, end)

    def _is_headline(self, start: int, end: int) -> bool:
        if self._words(start, end) > LONGEST_HEADLINE or _has_full_stop(self.text, start, end):
            return False
        # An article without a headline may begin: ‘Will it hold? It must.’
        ends = ends_like_sentence(self.text, start, end)
        return not (ends and len(find_sentences(self.text, start, end, language="en", most=2)) > 1)

    def _kind_without_stop(self, start: int, end: int) -> tuple[str, str]:
        if not self.uses_stops:
            return "body", "this text uses no final stops"
        words = self._words(start, end)
        if words < CAPTION_WORDS:
            return "headline", "short line without a final stop, a subheading"
        if words > LONGEST_CAPTION:
            return "body", "too long for a caption, final stop missing"
        return "caption", "six words or more without a final stop"

    def _words(self, start: int, end: int) -> int:
        return count_words(self.text, start, end, limit=LONGEST_CAPTION + 1)

    def _is_known_caption(self, start: int, end: int) -> bool:
        at = bisect_left(self.captions, (end, 0)) - 1
        return at >= 0 and self.captions[at][1] > start


def ends_like_sentence(text: str, start: int, end: int) -> bool:
    """Whether the last character, behind any closing marks, ends a sentence or announces what follows.

    >>> ends_like_sentence("He said ‘no.’", 0, 13), ends_like_sentence("A house in Kent", 0, 15)
    (True, False)
    """
    position = end - 1
    if text[position] in FINAL_STOPS:
        return True
    while position >= start and (text[position] in CLOSERS or text[position] in OPENERS or text[position] in "*_"):
        position -= 1
    return position >= start and text[position] in FINAL_STOPS


def _has_full_stop(text: str, start: int, end: int) -> bool:
    position = end - 1
    while position >= start and text[position] in CLOSERS:
        position -= 1
    return position >= start and text[position] in ".。।۔" and text[max(start, position - 2) : position] != ".."


def _first_telling_line(text: str, lines: Sequence[Line]) -> int:
    for line in lines:
        words = _skip_layout_mark(text, line[0], line[1])
        page = boilerplate_reason(text, words, line[1], first_word=_first_word(text, words))
        if has_word(text, words, line[1]) and not page:
            return words
    return -1


def _first_word(text: str, start: int) -> str:
    """The word at ``start`` in small letters, without the mark behind it; cut when longer than any we look for."""
    return text[start : start + 16].split(None, 1)[0].lower().rstrip(":,.")


def _is_alone(text: str, lines: Sequence[Line]) -> bool:
    telling = (line for line in lines if has_word(text, line[0], line[1]))
    return next(telling, None) is not None and next(telling, None) is None


def _is_longer(text: str, line: Line) -> bool:
    return line[1] - line[0] >= FEWEST_CHARACTERS or is_spaceless(text[line[0]])
