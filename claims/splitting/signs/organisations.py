"""An organisation: a body by its kind of name, or by capital initials.

>>> find("The Ministry of Defence denied it."), find("The NHS paid."), find("The council of war met.")
(True, True, False)
"""

import re

PHRASE = "names an organisation"

_KIND = (
    r"(?:Council|Ministry|Service|Police|University|Party|Company|Bank|Court|Agency|Department|Authority|Board|Hospital"
    r"|Trust|School|College|Institute|Union|Committee|Commission|Army|Navy|Forces|Bureau|Association|Federation|Group"
    r"|Foundation|Parliament|Government|Senate|Congress|Kremlin|Office|Club|Society|Ltd|Inc|Plc)"
)
_NAMED = re.compile(rf"\b[A-Z][\w’-]+ {_KIND}\b|\b{_KIND} (?:of|for) [A-Z]")
_INITIALS = re.compile(r"\b(?!I{1,3}\b|AM\b|PM\b|OK\b)[A-Z]{2,6}s?\b")


def find(sentence: str) -> bool:
    """Whether the sentence names an organisation."""
    if sentence.isupper():
        return False
    return bool(_NAMED.search(sentence) or _INITIALS.search(sentence))
