"""Reading files of any size piece by piece: a feed, JSON-LD of a page, a saved answer, or one JSON document a line.

One entry of the outermost list is in memory at a time, read by the standard library's scanner. After each entry the
place in the file is known, so that a later reading goes on there without reading again what came before.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from claims.imports.checks import ReadCheck, UnreadableFeed, all_of
from claims.imports.claim_searches import checks_of_claim, is_claim
from claims.imports.claimreviews import claim_reviews_in

LISTS = frozenset(["dataFeedElement", "@graph", "itemListElement", "claims"])  # what holds the entries of a document
# Characters of one entry, and bytes that may pass without one: what is larger is no fact-check. Read, `[[],[],…` takes
# twenty times as much memory.
LARGEST_ENTRY = 500_000
BUFFER = 256 * 1024
BOM = "\ufeff"
WHY_NOT = {"": "It is empty.", "<": "This is a web page, or XML, not a JSON file."}  # by how it begins
BLANK = re.compile(r"[ \t\r\n]*")
# Line breaks inside texts are not JSON, and stand in real feeds.
SCANNER = json.JSONDecoder(strict=False)


class Entry(NamedTuple):
    """How many entries there were with this one, where in the file it ends, in bytes, and its checks: None for what
    lacks a claim, a publisher or an address."""

    number: int
    position: int
    checks: list[ReadCheck | None]


def checks_in(file: BinaryIO, *, taken: int = 0, position: int = 0) -> Iterator[Entry]:
    """The entries of the file after the `taken` that end at `position`.

    Raises `UnreadableFeed` where the file is not JSON, breaks off, or holds more than any fact-check does; what came
    before it was read.
    """
    for number, (ends_at, found) in enumerate(entries(file, position=position), start=taken + 1):
        checks = checks_of_claim(found) if is_claim(found) else claim_reviews_in(found)
        yield Entry(number, ends_at, all_of(checks))


def entries(file: BinaryIO, *, position: int = 0) -> Iterator[tuple[int, Any]]:
    """Each thing in the outermost list, or each document, with the byte at which it ends."""
    text = _Text(file, position)
    try:
        for entry in _all_entries(text, is_begun=position > 0):
            text.entry_ends()
            yield entry
    except (ValueError, RecursionError):
        place = f"after byte {text.position:,}"
        raise UnreadableFeed(f"It is not JSON, or breaks off, {place}.") from None


Found = Iterator[tuple[int, Any]]


def _all_entries(text: "_Text", *, is_begun: bool) -> Found:
    if is_begun:
        yield from _going_on(text)
    elif text.peek() == BOM:
        text.skip(1)
    if not is_begun and text.peek() in WHY_NOT:
        raise UnreadableFeed(WHY_NOT[text.peek()])
    yield from _documents(text)


def _documents(text: "_Text") -> Found:
    while sign := text.peek():
        if sign == "[":
            text.skip(1)
            yield from _list(text)
        elif sign == "{":
            text.skip(1)
            yield from _members(text)
        else:
            yield text.value()


def _going_on(text: "_Text") -> Found:
    """What follows an entry says where it stood: in a list, and that in a document or not."""
    if text.peek() in (",", "]"):
        yield from _list(text)
        if text.peek() in (",", "}"):
            yield from _members(text)


def _list(text: "_Text") -> Found:
    """The rest of a list, its end included."""
    while (sign := text.peek()) != "]":
        if sign == ",":
            text.skip(1)
        else:
            yield text.value()
    text.skip(1)


def _members(text: "_Text") -> Found:
    """The rest of a document: the entries of its lists, then all else it says, its end included."""
    said: dict[str, Any] = {}
    held = 0
    while (sign := text.peek()) != "}":
        if sign == ",":
            text.skip(1)
            continue
        began, key = text.position, text.key()
        if key in LISTS and text.peek() == "[":
            text.skip(1)
            yield from _list(text)
        else:
            said[key] = text.value()[1]
            held += text.position - began
            if held > LARGEST_ENTRY:
                raise text.is_too_large()
    text.skip(1)
    if said:
        yield text.position, said


class _Text:
    """The file as text, a piece at a time, and how far it is read. Raises `ValueError` for what is no JSON in UTF-8."""

    def __init__(self, file: BinaryIO, position: int) -> None:
        file.seek(position)
        self.position = position  # in bytes
        self._entry_ended = position
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._is_all = "", 0, False

    def entry_ends(self) -> None:
        """What was read until here is passed on."""
        self._entry_ended = self.position

    def is_too_large(self) -> UnreadableFeed:
        """The refusal of what holds too much at this place."""
        return UnreadableFeed(f"After byte {self.position:,} it holds more than any fact-check does, or no JSON.")

    def peek(self) -> str:
        """The next character that is no white space; "" at the end of the file."""
        while True:
            self.skip(BLANK.match(self._text, self._at).end() - self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self, count: int) -> None:
        """Go on by so many characters."""
        passed = self._text[self._at : self._at + count]
        self.position += len(passed) if passed.isascii() else len(passed.encode())
        self._at += count

    def key(self) -> str:
        """A member's name and the colon behind it."""
        _, name = self.value()
        if not isinstance(name, str) or self.peek() != ":":
            raise ValueError("no member of an object")
        self.skip(1)
        return name

    def value(self) -> tuple[int, Any]:
        """The value that begins here, and the byte at which it ends."""
        self.peek()
        while True:
            try:
                value, end = SCANNER.raw_decode(self._text, self._at)
            except ValueError:
                end = None
            # What ends with the piece may go on in the next one: 12 may be 123.
            if end is not None and (end < len(self._text) or self._is_all):
                if end - self._at > LARGEST_ENTRY:
                    raise self.is_too_large()
                self.skip(end - self._at)
                return self.position, value
            if len(self._text) - self._at > LARGEST_ENTRY:
                raise self.is_too_large()
            if not self._more() and end is None:
                raise ValueError("not JSON, or broken off")

    def _more(self) -> bool:
        """Whether there was more; what is read already is let go."""
        if self._is_all:
            return False
        if self.position - self._entry_ended > LARGEST_ENTRY:  # commas, `{}{}{}…`: nobody would look at the clock
            raise self.is_too_large()
        left = self._text[self._at :]
        data = self._file.read(max(BUFFER, len(left)))
        self._is_all = not data
        self._text, self._at = left + self._decoder.decode(data, final=not data), 0
        return bool(data)
