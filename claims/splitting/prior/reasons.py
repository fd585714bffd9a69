"""Why a sentence weighs what it weighs, in plain words.

What the weights moved is gathered in groups a reader knows. A group is told when it moved the sentence the way its
words say, so "has a number" is never a reason against and "is vague" never one for.

>>> moved = [0.0] * len(NAMES)
>>> moved[NAMES.index("has a number")] = 0.9
>>> list(tell(moved, from_words=-0.4, signs={"has a number"}))
[(0.9, 'has a number'), (-0.4, 'uses words like those of sentences left unchecked')]
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from claims.splitting.prior.features import NAMES
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

LIKE_CHECKED = "uses words like those of sentences found worth checking"
UNLIKE_CHECKED = "uses words like those of sentences left unchecked"
LEAST = 0.05
"""Log odds; what moved less is no reason."""


@dataclass(frozen=True, slots=True)
class Group:
    """Features that are told as one: by the strongest of ``signs`` that is there, as ``missing`` when none is.

    ``raises``: whether showing it speaks for a check.
    """

    features: tuple[str, ...]
    signs: tuple[str, ...]
    raises: bool
    missing: str = ""


_GROUPS = (
    Group((numbers.PHRASE, "digits", "share", "money"), (numbers.PHRASE,), raises=True, missing="has no number"),
    Group((comparisons.PHRASE,), (comparisons.PHRASE,), raises=True),
    Group((dates.PHRASE,), (dates.PHRASE,), raises=True),
    Group((causes.PHRASE,), (causes.PHRASE,), raises=True),
    Group((reach.PHRASE,), (reach.PHRASE,), raises=True),
    Group(
        (people.PHRASE, organisations.PHRASE, places.PHRASE, "capitals"),
        (people.PHRASE, organisations.PHRASE, places.PHRASE),
        raises=True,
        missing="names nobody and no place",
    ),
    Group((history.PHRASE,), (history.PHRASE,), raises=False),
    Group((firsthand.PHRASE, "i", "we"), (firsthand.PHRASE,), raises=False),
    Group((predictions.PHRASE, "plan"), (predictions.PHRASE,), raises=False),
    Group((opinions.PHRASE, "thought"), (opinions.PHRASE,), raises=False),
    Group((vague.PHRASE,), (vague.PHRASE,), raises=False),
    Group((questions.PHRASE, "question"), (questions.PHRASE,), raises=False),
)
_PLACES = {name: place for place, name in enumerate(NAMES)}
_DONE = ("past", "perfect", "past ending")
_LENGTH = ("few words", "words up to 12", "words up to 40")
_BOTH_WAYS = (
    (_DONE, "tells what happened", "tells of nothing that happened"),
    (_LENGTH, "", "has few words"),
    (("he or she", "they"), "speaks of others", ""),
    (("you",), "", "speaks to somebody"),
    (("manners",), "", "is courtesy or procedure"),
    (("all or none",), "says all, none or only", ""),
    (("denial",), "denies something", ""),
    (("breaks off",), "", "breaks off"),
)
"""Features, and what is said when together they raise and when they lower."""


def tell(moved: Sequence[float], *, from_words: float, signs: Collection[str]) -> Iterator[tuple[float, str]]:
    """How far, and why: one pair a reason, strong or weak, in no order.

    ``moved`` says for each of ``NAMES`` by how much it moved the sentence away from an average one.
    """
    for group in _GROUPS:
        yield from _tell_group(group, moved, signs)
    for features, raised, lowered in _BOTH_WAYS:
        change = _sum(moved, features)
        yield from _tell_change(change, raised if change > 0 else lowered)
    yield from _tell_change(from_words, LIKE_CHECKED if from_words > 0 else UNLIKE_CHECKED)


def _tell_group(group: Group, moved: Sequence[float], signs: Collection[str]) -> Iterator[tuple[float, str]]:
    change = _sum(moved, group.features)
    seen = [sign for sign in group.signs if sign in signs]
    phrase = max(seen, key=lambda sign: abs(moved[_PLACES[sign]])) if seen else group.missing
    if (change > 0) == (group.raises if seen else not group.raises):
        yield from _tell_change(change, phrase)


def _tell_change(change: float, phrase: str) -> Iterator[tuple[float, str]]:
    if phrase and abs(change) >= LEAST:
        yield change, phrase


def _sum(moved: Sequence[float], features: tuple[str, ...]) -> float:
    return float(sum(moved[_PLACES[name]] for name in features))
