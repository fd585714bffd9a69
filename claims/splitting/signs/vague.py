"""Vague words: some, many, reportedly, is said to, nobody in particular.

>>> find("Many say it may be linked to the mill."), find("The mill burned 40 tonnes.")
(True, False)
"""

from claims.splitting.signs.phrases import any_of

PHRASE = "is vague"

_VAGUE = any_of(
    r"""
    some (?:people|say|experts|residents|fear) | many (?:say|people|believe|feel)
    it is (?:said|thought|believed|rumoured) | reportedly | allegedly | apparently | rumou?rs? | somehow
    sort[- ]of | kind of | things? | stuff | a lot | numerous | various | several | swathes | may have | might
    perhaps | possibly | so-called | everyone knows | tell a different story | seems? | appears?
    """
)


def find(sentence: str) -> bool:
    """Whether the sentence leaves open who or how much."""
    return _VAGUE.find(sentence)
