"""A number: digits, or a number word that counts something.

Promises to leave out lone years and days, which are dates, "one" used as a pronoun, and digits that belong to a name.

>>> find("It cost £3.2 million."), find("Three bridges fell."), find("In 2019 one of them left on 3 June.")
(True, True, False)
>>> find("The Covid-19 ward is on the G4 road."), find("The ward has a 5G mast."), find("It is 5km away.")
(False, False, True)
"""

import re

from claims.splitting.signs.dates import MONTH
from claims.splitting.signs.phrases import any_of

PHRASE = "has a number"

_FIGURE = re.compile(r"\d")
_DATE = re.compile(
    rf"\b(?:{MONTH}|may)\.? \d{{1,2}}\b(?![,.]?\d)|\b\d{{1,2}}(?:st|nd|rd|th)? (?=(?:{MONTH}|may)\b)"
    r"|(?<![\d£$€])(?:1\d|20)\d\d(?![\d,.]*\d)(?:s\b)?|\b\d0s\b|\b\d{1,2}[.:]\d\d ?[ap]\.?m\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?<![\w-])\d[\d,.]*(?![A-Z\d])|[£$€]\d")
_WORD = any_of(
    r"""
    two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | thirteen | fourteen
    fifteen | sixteen | seventeen | eighteen | nineteen | twenty | thirty | forty | fifty | sixty | seventy
    eighty | ninety | hundreds? | thousands? | millions? | billions? | trillions? | dozens? | half | twice
    double[ds]? | tripled? | quarter | third of | per ?cent | percentage
    """
)


def find(sentence: str) -> bool:
    """Whether the sentence gives a quantity."""
    if _WORD.find(sentence):
        return True
    return bool(_FIGURE.search(sentence) and _AMOUNT.search(_DATE.sub(" ", sentence)))
