"""A prediction: what will, would or may come.

>>> find("The bridge will reopen."), find("Should the river rise, homes would flood."), find("It reopened.")
(True, True, False)
"""

import re

from claims.splitting.signs.phrases import any_of

PHRASE = "is a prediction"

_COMING = any_of(
    r"""
    will | won[’']t | shall | would | could | is likely | are likely | likely | unlikely | is expected | are expected
    expected to | set to | about to | going to | forecasts? | predict(?:s|ed|ing|ion)? | by 20[3-9]\d | in the coming
    next (?:week|month|year|decade) | may (?:yet|well|soon)
    """
)
_SHORT = re.compile(r"[’']ll\b|^[‘“\"']?Should\b", re.IGNORECASE)


def find(sentence: str) -> bool:
    """Whether the sentence speaks of what is to come."""
    return bool(_COMING.find(sentence) or _SHORT.search(sentence))


def words(sentence: str) -> str:
    """The words that tell of what is to come, "" when there are none."""
    short = _SHORT.search(sentence)
    return _COMING.words(sentence) or (short.group().strip("‘“\"'") if short else "")
