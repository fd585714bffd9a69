"""A comparison: more than, the largest, first, twice as, a rise or a fall.

>>> find("It is the largest in the county."), find("Rents rose faster than pay."), find("It is large.")
(True, True, False)
"""

from claims.splitting.signs.phrases import any_of

PHRASE = "compares"

_COMPARING = any_of(
    r"""
    (?:more|less|fewer|greater|higher|lower|larger|smaller|bigger|faster|slower|better|worse|longer|shorter) than
    (?:older|younger|cheaper|later|earlier|\w{3,12}er) than | the (?:most|least|first|last|only|second|third|fastest)
    the (?:highest|lowest|largest|smallest|biggest|worst|best|longest|oldest|youngest|poorest|richest|deadliest)
    the (?:busiest|wettest|driest|hottest|coldest|cheapest) | first time | times (?:as|the|more|larger|higher)
    twice (?:as|the) | (?:compared|relative) (?:with|to) | record (?:high|low|number) | unprecedented | on record
    in a generation | in history | never before | half (?:of|the|as) | majority of
    (?:rose|risen|rises|fell|fallen|falls|grew|grown|increased|decreased|dropped|declined) (?:by|to|from|sharply|since)
    (?:doubled|tripled|halved|up|down|cut|jumped|soared|shrank|shrunk) (?:by|to|from|sharply|since)
    """
)


def find(sentence: str) -> bool:
    """Whether the sentence sets one thing against another."""
    return _COMPARING.find(sentence)


def words(sentence: str) -> str:
    """The words that compare, "" when there are none."""
    return _COMPARING.words(sentence)
