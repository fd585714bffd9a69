"""A person's name: two capitalised names together, or one behind a title.

>>> find("The mayor, Ada Holt, left."), find("Then Ms Holt left."), find("The mayor left.")
(True, True, False)
"""

import re

from claims.splitting.names import TITLES, find_people

PHRASE = "names a person"

_TITLED = re.compile(r"\b(?:" + "|".join(sorted(TITLES)) + r")\.? [A-Z][\w’-]+")


def find(sentence: str) -> bool:
    """Whether the sentence names a person."""
    return bool(_TITLED.search(sentence)) or next(find_people(sentence), None) is not None
