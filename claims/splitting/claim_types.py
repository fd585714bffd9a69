"""The types of a claim, several at a time. A type never hides a claim; causal, historical and opinion are hints.

>>> find_types({"has a number", "compares"}, attributed=True)
('numeric', 'comparison', 'attribution')
>>> find_types(set(), attributed=False)
('event',)
"""

from collections.abc import Collection

from claims.splitting.signs import causes, comparisons, history, numbers, opinions, predictions

_BY_SIGN = (
    ("numeric", numbers.PHRASE),
    ("comparison", comparisons.PHRASE),
    ("historical", history.PHRASE),
    ("causal", causes.PHRASE),
    ("prediction", predictions.PHRASE),
    ("opinion", opinions.PHRASE),
)


def find_types(signs: Collection[str], *, attributed: bool) -> tuple[str, ...]:
    """The types that the signs of a sentence speak for; ``event`` when there is none.

    ``attributed`` tells that somebody is said to say it.
    """
    types = [name for name, phrase in _BY_SIGN if phrase in signs] or ["event"]
    return (*types, "attribution") if attributed else tuple(types)
