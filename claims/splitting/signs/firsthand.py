"""Spoken of oneself: I, we, my, us. Such sentences tell of feelings and plans more often than of facts.

>>> find("‘We lost our home.’"), find("The family lost its home.")
(True, False)
"""

import re

PHRASE = "is told in the first person"

_SELF = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|[Ww]e|[Ww]e[’'](?:re|ve|d|ll)|[Mm]y|[Mm]e|us|[Oo]ur)\b")


def find(sentence: str) -> bool:
    """Whether the sentence is told in the first person."""
    return bool(_SELF.search(sentence))
