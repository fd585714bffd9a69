"""The types of a claim, several at a time, each with the words that speak for it. A type never hides a claim.

Numeric and attribution can be relied on; causal, historical and opinion are hints.

>>> find_types("Rents rose by 9 per cent.", attributed=False)
(('numeric', 'gives an amount: “9 per cent”'), ('comparison', 'compares: “rose by”'))
>>> find_types("The bridge closed in the night.", attributed=False)
(('event', 'tells what happened or is so'),)
"""

from collections.abc import Callable, Sequence

from claims.splitting.prior import score_in_parts, shipped_opinion
from claims.splitting.signs import amounts, causes, comparisons, history, opinions, predictions
from claims.splitting.worth import Line

MOST_CHARACTERS = 1_000
"""Of a sentence; what stands behind is not read."""

LIKELY_OPINION = 1.0
"""Log odds, as learned, from which a sentence without a word of judgement is hinted at as an opinion."""

EVENT = ("event", "tells what happened or is so")
ATTRIBUTION = ("attribution", "somebody says so")
OPINION = "opinion"
LIKE_OPINION = "reads like sentences that state no fact"

_READERS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("numeric", amounts.PHRASE, amounts.words),
    ("comparison", comparisons.PHRASE, comparisons.words),
    ("historical", history.PHRASE, history.words),
    ("causal", causes.PHRASE, causes.words),
    ("prediction", "speaks of what is to come", predictions.words),
    (OPINION, "may be a matter of opinion", opinions.words),
)


def find_all_types(lines: Sequence[Line], *, words_known: bool = True) -> list[tuple[tuple[str, str], ...]]:
    """The types of each sentence of an article. ``words_known`` false: another language than English."""
    if not words_known:
        return [find_types(one.text, attributed=one.attributed) for one in lines]
    parts = score_in_parts([one.text for one in lines], [one.signs for one in lines], prior=shipped_opinion())
    odds = [odd for part in parts for odd in part.totals.tolist()]
    return [
        find_types(one.text, attributed=one.attributed, like_opinion=odd >= LIKELY_OPINION)
        for one, odd in zip(lines, odds, strict=True)
    ]


def find_types(sentence: str, *, attributed: bool, like_opinion: bool = False) -> tuple[tuple[str, str], ...]:
    """Pairs of a type and the reason for it, in a fixed order; ``event`` when the words speak for no other.

    ``attributed`` tells that somebody is said to say it; ``like_opinion`` that it reads like one as a whole, which
    counts for nothing where it speaks of what is to come or gives an amount.
    """
    some = sentence[:MOST_CHARACTERS]
    told = ((name, phrase, words(some)) for name, phrase, words in _READERS)
    found = [(name, f"{phrase}: “{shown}”") for name, phrase, shown in told if shown]
    if like_opinion and not {"numeric", "prediction", OPINION} & {name for name, _ in found}:
        found.append((OPINION, LIKE_OPINION))
    return (*(found or [EVENT]), *([ATTRIBUTION] if attributed else []))
