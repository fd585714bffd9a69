"""A number: digits, or a number word that counts something.

Promises to leave out lone years, which are dates, and "one" used as a pronoun.

>>> find("It cost £3.2 million."), find("Three bridges fell."), find("In 2019 one of them left.")
(True, True, False)
"""

import re

from claims.splitting.signs.phrases import any_of

PHRASE = "has a number"

_YEAR = re.compile(r"(?<![\d£$€])(?:1[0-9]|20)\d\d(?![\d,.]*\d)(?:s\b)?|\b\d0s\b")
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|(?<=january |october )\d{1,2}\b|\b\d{1,2}[.:]\d\d ?[ap]\.?m\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
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
    if _WORD.search(sentence):
        return True
    return bool(_DIGIT.search(_DAY.sub(" ", _YEAR.sub(" ", sentence))))
