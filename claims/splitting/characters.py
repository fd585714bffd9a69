"""Which characters open, close and end, and how words are counted in any script."""

import re

OPENERS = frozenset("‘“„‚«‹「『([{")
CLOSERS = frozenset("’”»›」』)]}'\"")
QUOTE_MARKS = frozenset("‘’“”„‚«»‹›「」『』\"'")
FINAL_STOPS = frozenset(".!?…:;,。！？；：、؟۔।॥։።፧‼⁇⁈⁉–—-")
"""What a body line ends with. A caption has none of these; a line that runs on into the next one has a soft one."""

LONGEST_WORD = 100
_FROM_FIRST_LETTER = re.compile(r"[^\W_]\S*")
_WORD = re.compile(r"[^\W_]")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def has_word(text: str, start: int, end: int) -> bool:
    """Whether a letter or digit of any script lies in the span.

    >>> has_word("> * >", 0, 5), has_word("Здравствуйте", 0, 12)
    (False, True)
    """
    return _WORD.search(text, start, end) is not None


def is_spaceless(character: str) -> bool:
    """Whether the letter is of a script that prints no spaces between words."""
    return _SPACELESS.match(character) is not None


def count_words(text: str, start: int, end: int, *, limit: int) -> int:
    """Words in the span, counting no further than ``limit``. Scripts without spaces count two letters as a word.

    No more than 100 characters a word are looked at.

    >>> count_words("one two three", 0, 13, limit=10)
    3
    """
    span = text[start : min(end, start + LONGEST_WORD * limit)]
    if span.isascii() or not _SPACELESS.search(span):
        return min(limit, len(_FROM_FIRST_LETTER.findall(span)))
    return min(limit, sum(_words_in(token) for token in span.split(None, limit)[:limit]))


def _words_in(token: str) -> int:
    if not _WORD.search(token):
        return 0
    return max(1, len(token) // 2) if _SPACELESS.search(token) else 1
