"""A cause: one thing said to bring about another. A hint, not a proof.

>>> find("The flood was caused by a blocked drain."), find("The drain was blocked.")
(True, False)
"""

from claims.splitting.signs.phrases import any_of

PHRASE = "says what caused something"

_CAUSING = any_of(
    r"""
    because | caus(?:e[ds]?|ing) | due to | led to | leads to | leading to | as a result
    result(?:s|ed|ing)? (?:in|from) | thanks to | owing to | responsible for | blamed | to blame | triggered
    forc(?:ed|ing) | attributed to | which (?:meant|means) | so that | contributed to
    linked to | stems? from | made (?:it|them) (?:im)?possible | allows? | saved
    """
)


def find(sentence: str) -> bool:
    """Whether the sentence gives a cause."""
    return _CAUSING.find(sentence)


def words(sentence: str) -> str:
    """The words that tell of a cause, "" when there are none."""
    return _CAUSING.words(sentence)
