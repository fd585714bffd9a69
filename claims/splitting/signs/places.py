"""A place: a capitalised name behind a word of place, or with a word for a place in it.

A spelling test, no gazetteer: it takes "in March" for nothing and "at Marsh End" for a place.

>>> find("Homes flooded in Marsh End."), find("Rain fell in March."), find("The River Lode rose.")
(True, False, True)
"""

import re

from claims.splitting.names import NOT_A_NAME

PHRASE = "names a place"

_BEHIND = re.compile(r"\b(?:in|at|near|from|across|outside|to|into|towards?|around|between|of|over) ([A-Z][\w’-]+)")
_KIND = re.compile(
    r"\b(?:River|Lake|Mount|Port|Sea of) [A-Z]|\b[A-Z][\w’-]+ (?:Street|Road|Lane|Avenue|Square|Bridge|Park|Island|Bay"
    r"|Valley|Harbour|County|City|Airport|Sea|region|province|peninsula|district)\b"
)


def find(sentence: str) -> bool:
    """Whether the sentence names a place."""
    if _KIND.search(sentence):
        return True
    return any(match.group(1) not in NOT_A_NAME for match in _BEHIND.finditer(sentence))
