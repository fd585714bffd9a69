"""The past beyond the news: an old year, a legend, an origin.

>>> find("The bridge was built in 1871."), find("The bridge shut in 2023.")
(True, False)
"""

import re

from claims.splitting.signs.phrases import any_of

PHRASE = "tells of the past"

_PAST = any_of(
    r"""
    200\d | 201\d | centur(?:y|ies) | founded | legend has it | ancient | medieval | empire | historically | decades ago
    was (?:built|founded|annexed|established) | were (?:built|founded|annexed|established) | world war | dynasty
    used to
    """
)
_OLD_YEAR = re.compile(r"(?<![\d£$€])1\d\d\ds?\b(?![,.]\d)")


def find(sentence: str) -> bool:
    """Whether the sentence is about the past."""
    return bool(_PAST.find(sentence) or _OLD_YEAR.search(sentence))


def words(sentence: str) -> str:
    """The words that tell of the past, "" when there are none."""
    year = _OLD_YEAR.search(sentence)
    return year.group() if year else _PAST.words(sentence)
