"""A point in time: a year, a month and day, a weekday, or a time told from the day of publication.

>>> find("It opened in 1968."), find("It opened last month."), find("It may open.")
(True, True, False)
>>> is_relative("It opened last month."), is_relative("It opened in 1968.")
(True, False)
"""

import re

from claims.splitting.signs.phrases import any_of

PHRASE = "has a date"

MONTH = (
    "(?:january|february|march|april|june|july|august|september|october|november|december|sept|jan|feb|aug|oct|nov|dec)"
)
_YEAR = re.compile(r"(?<![\d£$€,.])(?:1\d|20)\d\ds?\b(?![,.]\d|-\d)")
_DAY = any_of(
    rf"""
    \d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH}|may) | (?:{MONTH}|may)\.? \d{{1,2}} | \d\dth century
    (?:in|since|by|until|last|from|of|during) {MONTH}
    """
)
_WEEKDAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
_COUNT = r"(?:an?|a few|few|several|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_RELATIVE = any_of(
    rf"""
    yesterday | today | tonight | tomorrow | overnight | {_WEEKDAY} | recent (?:days|weeks|months|years)
    (?:last|next|this|past) (?:night|week|weekend|month|year|spring|summer|autumn|winter|decade|century)
    {_COUNT} (?:hours?|days?|weeks?|months?|years?|decades?) ago | (?:beginning|end|start) of the (?:week|month|year)
    """
)


def find(sentence: str) -> bool:
    """Whether the sentence says when."""
    return bool(_YEAR.search(sentence) or _DAY.find(sentence)) or is_relative(sentence)


def is_relative(sentence: str) -> bool:
    """Whether the time can only be told with the day of publication at hand."""
    return _RELATIVE.find(sentence)
