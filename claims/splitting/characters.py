"""Which characters open, close and end, and how words are counted in any script."""

import re

OPENERS = frozenset("‘“„‚«‹「『([{")
CLOSERS = frozenset("’”»›」』)]}'\"")
QUOTE_MARKS = frozenset("‘’“”„‚«»‹›「」『』\"'")
FINAL_STOPS = frozenset(".!?…:;,。！？；：、؟۔।॥։።፧‼⁇⁈⁉–—-")
"""What a body line ends with. A caption has none of these; a line that runs on into the next one has a soft one."""

_WORD = re.compile(r"[^\W_]")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_TOKEN = re.compile(r"\S+")


def has_word(text: str, start: int, end: int) -> bool:
    """Whether a letter or digit of any script lies in the span.

    >>> has_word("> * >", 0, 5), has_word("Здравствуйте", 0, 12)
    (False, True)
    """
    return _WORD.search(text, start, end) is not None


def count_words(text: str, start: int, end: int, *, limit: int) -> int:
    """Words in the span, counting no further than ``limit``. Scripts without spaces count two letters as a word.

    >>> count_words("one two three", 0, 13, limit=10)
    3
    """
    count = 0
    for token in _TOKEN.finditer(text, start, end):
        if has_word(text, token.start(), token.end()):
            spaceless = _SPACELESS.search(text, token.start(), token.end())
            count += max(1, (token.end() - token.start()) // 2) if spaceless else 1
        if count >= limit:
            return limit
    return count
