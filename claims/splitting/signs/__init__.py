"""What a sentence shows: one sign per module, each a small test over its words.

Each module says in its docstring what it promises, names its sign in plain words (``PHRASE``) and offers
``find(sentence)``: true when the sentence shows it. Signs decide the types of a claim and, with a weight each,
its check-worthiness.

>>> sorted(read_signs("Rents rose by 9 per cent last year."))
['compares', 'has a date', 'has a number']
"""

from claims.splitting.signs import (
    causes,
    comparisons,
    dates,
    firsthand,
    history,
    numbers,
    opinions,
    organisations,
    people,
    places,
    predictions,
    questions,
    reach,
    vague,
)

_ALL = (
    numbers,
    comparisons,
    dates,
    history,
    people,
    organisations,
    places,
    causes,
    reach,
    firsthand,
    predictions,
    opinions,
    vague,
    questions,
)


PHRASES = tuple(sign.PHRASE for sign in _ALL)
MOST_CHARACTERS = 1_000
LAST_CHARACTERS = 20
"""Of a long sentence only the first and last characters are read; a question mark stands at the end."""


def read_signs(sentence: str) -> frozenset[str]:
    """The phrases of every sign the sentence shows."""
    if len(sentence) > MOST_CHARACTERS:
        sentence = f"{sentence[:MOST_CHARACTERS]} {sentence[-LAST_CHARACTERS:]}"
    return frozenset(sign.PHRASE for sign in _ALL if sign.find(sentence))
