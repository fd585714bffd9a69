"""An amount that matters: a share, money, a measure, a count, or words that set amounts against one another.

Narrower than "has a number": a person's age, the hour, how long ago, "two letters" are numbers, but seldom what a
sentence is checked for. Tells the words it found, so that a reader sees why.

>>> words("Rents rose by 9 per cent."), words("The board has fewer inspectors than before.")
('9 per cent', 'fewer')
>>> words("The 31-year-old sent two letters a week ago, on 3 June.")
''
"""

import re

from claims.splitting.quantities import find_quantities
from claims.splitting.shapes import Quantity
from claims.splitting.signs.phrases import any_of

PHRASE = "gives an amount"

FEWEST = 10
"""A bare count below it is told in passing, unless it is hedged or set against another."""

_AMONG = re.compile(r"\s{0,2}(?:out )?(?:of|in)\b")
_BEFORE_SPAN = re.compile(r"\b(?:in|for|over|within|after|during|since|past|last|next|first|under|aged?|of)(?: the)? $")
_PASSING = re.compile(r"[- ]?(?:years?|months?|weeks?|days?)?[- ]?(?:old|ago|later|earlier)\b", re.IGNORECASE)
_AGES = re.compile(
    r"\b(?:aged|ages?|people|children|anybody|anyone|nobody|those|under|over|above|below) $", re.IGNORECASE
)
_LABEL = re.compile(r"(?<=\w )(?:\w{0,2}[A-Z][\w.’'-]*|tier|phase|stage|level|grade|number|article|section|chapter) $")
_SET_AGAINST = any_of(
    r"""
    (?:the|a|greater|larger|smaller|growing|record|total) numbers? of | rates? | proportion | percentage | per capita
    average | median | majority | minority | fewer | cheaper | costlier | dearer | population of
    (?:lower|higher|greater|smaller) \w{3,14} than | most of the | wealthier | poorer
    doubl(?:e|ed|ing) | halv(?:e|ed|ing) | tripl(?:e|ed|ing) | record (?:high|low|number|amount)
    highest | lowest
    """
)


def words(sentence: str) -> str:
    """The words that give the amount, "" when there are none."""
    amounts = find_quantities(sentence)
    for amount in amounts:
        if _matters(sentence, amount):
            return sentence[amount.start : amount.end]
    return _SET_AGAINST.words(sentence)


def _matters(sentence: str, amount: Quantity) -> bool:
    before = sentence[max(0, amount.start - 24) : amount.start]
    if amount.unit == "s":
        return not (_BEFORE_SPAN.search(before.lower()) or _PASSING.match(sentence, amount.end))
    if amount.unit:
        return True
    if _LABEL.search(before) or _PASSING.match(sentence, amount.end) or _AGES.search(before):
        return False
    hedged = not sentence[amount.start].isdigit() and " " in sentence[amount.start : amount.end]
    return amount.high >= FEWEST or hedged or _AMONG.match(sentence, amount.end) is not None
