"""Words, numbers and marks with their places, for the grammars of quantities and of dates."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

LONGEST_NUMBER = 18
"""Digits and separators; what is longer is a key or a telephone number."""

_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_]+|[^\w\s]")
_DASHES = frozenset("-‐‑–—")


class Token(NamedTuple):
    """A word in lower case, a number, or one mark; ``glued``: no space parts it from the token before."""

    word: str
    start: int
    end: int
    glued: bool
    capital: bool


NO_TOKEN = Token("", 0, 0, False, False)


@lru_cache(maxsize=1)  # the dates, places and amounts of one claim are read one after the other
def read_tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``, numbers without the commas and stops that end a clause."""
    tokens: list[Token] = []
    last = -1
    for found in _TOKEN.finditer(text, start, end):
        words = found.group()
        stripped = words.rstrip(".,") if words[0].isdigit() else words
        begin = found.start()
        tokens.append(
            Token(stripped.lower(), begin, begin + len(stripped), begin == last, words[0].isupper()),
        )
        last = begin + len(stripped)
        if len(stripped) < len(words):
            tokens.append(Token(words[len(stripped)], last, last + 1, True, False))
            last += 1
    return tuple(tokens)


def at(tokens: Sequence[Token], place: int) -> Token:
    """The token there, or one that is no word at all."""
    return tokens[place] if 0 <= place < len(tokens) else NO_TOKEN


def is_dash(token: Token) -> bool:
    """Whether the token is a hyphen or a dash."""
    return token.word in _DASHES


def behind_hyphen(tokens: Sequence[Token], place: int) -> int:
    """The place behind a hyphen that is glued to the word before, or the same place."""
    return place + 1 if is_dash(at(tokens, place)) and at(tokens, place).glued else place
