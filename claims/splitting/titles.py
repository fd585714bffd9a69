"""Words between marks that nobody said: titles of shows and books, and words held at arm's length.

>>> text = "Holt spoke on ‘Meet the Press’ about the so-called ‘land bridge’."
>>> from claims.splitting.blocks import find_blocks
>>> from claims.splitting.quotations import find_quotations
>>> [show, scare] = find_quotations(text, find_blocks(text))
>>> is_title(text, show, "body"), is_word_at_arms_length(text, scare.start - 1)
(True, True)
"""

import re

from claims.splitting.blanking import opening
from claims.splitting.quotations import Quoted

_LONGEST_TITLE = 90
_HELD_AWAY = re.compile(
    r"\b(?:so-called|known as|titled|entitled|nicknamed|headlined|book|song|album|film|movie|show|podcast|series|"
    r"episode|memoir|musical|tune|single)[,:]? ?\Z",
    re.IGNORECASE,
)
_IN_PASSING = re.compile(
    r"(?:[’']s|s[’']|\b(?:on|to|in|with|the|a|an|his|her|their|for|from|of|and|like|as|program,?))\Z"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = 4
"""Letters; shorter words of a title may be in lower case."""


def is_word_at_arms_length(text: str, mark: int) -> bool:
    """Whether the words before the mark say that the quotation is a name, or the mark stands in a tag."""
    before = text[max(0, mark - 16) : mark]
    return before.endswith("=") or _HELD_AWAY.search(before) is not None


def is_named_in_passing(text: str, one: Quoted, kind: str) -> bool:
    """Whether a title stands in the middle of a clause: "on ABC’s “Good Morning”", "with “Fox and Friends,”"."""
    before = text[max(0, one.start - 20) : opening(one)].rstrip()
    return bool(_IN_PASSING.search(before)) and is_title(text, one, kind)


def is_title(text: str, one: Quoted, kind: str) -> bool:
    """Whether all the longer words between the marks begin with a capital, in a body paragraph."""
    if kind != "body" or one.end - one.start > _LONGEST_TITLE:
        return False
    words = _WORD.findall(text, one.start, one.end)
    if not words or not words[0][0].isupper() or words[0] == "I":
        return False
    return len(words) > 1 and all(word[0].isupper() or len(word) < _SMALL for word in words) and words[-1][0].isupper()
