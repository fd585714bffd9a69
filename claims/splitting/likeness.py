"""How much two sentences have in common: the share of their rarer words.

>>> bags = [read_bag(words) for words in ("The dam broke at night.", "It broke: the dam!", "Rain fell all night.")]
>>> weights = weigh_words(bags)
>>> round(likeness(bags[0], bags[1], weights), 2), round(likeness(bags[0], bags[2], weights), 2)
(1.0, 0.33)
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from claims.splitting.word_lists import word_set

_CAPITALISED = re.compile(r"\b[A-Z]\w+|^\W*\w+")
MOST_WORDS = 200
"""Of one bag."""

_AGAIN = re.compile(r"\bre-(?=\w)")
_WORD = re.compile(r"[^\W_]+")
_STOP = word_set(
    """
    a an the and or but of in on at to for from by with as is are was were be been has have had it its he she
    they his her their that this which who whom whose will would could can may not no so than then there said
    says say told added also after before when while into over about more most some such up out off if we you i
    our us them him what just now been being do does did s t re called like only even
    """
)

Bag = frozenset[str]


def read_bag(text: str) -> Bag:
    """The words that tell one sentence from another, without their endings."""
    words = {_stem(word) for word in _WORD.findall(_AGAIN.sub("re", text.casefold())) if word not in _STOP}
    return frozenset(sorted(words)[:MOST_WORDS])


def _stem(word: str) -> str:
    """Cut plural and tense endings, roughly: enough to let "closes" meet "closed"."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def find_names(texts: Sequence[str]) -> list[Bag]:
    """The words of each sentence that are names: in capitals there, and in capitals inside some sentence."""
    inside = {word for text in texts for word in list(_CAPITALISED.findall(text))[1:]}
    return [
        frozenset(read_bag(" ".join(word for word in _CAPITALISED.findall(text) if word in inside))) for text in texts
    ]


def weigh_words(bags: Sequence[Bag]) -> dict[str, float]:
    """Each word's weight among these sentences: the rarer, the more."""
    counts = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / count) for word, count in counts.items()}


def likeness(first: Bag, second: Bag, weights: Mapping[str, float]) -> float:
    """Share of the weight of the lighter bag that lies in words of both."""
    lighter = min(weight_of(first, weights), weight_of(second, weights))
    return weight_of(first & second, weights) / lighter if lighter else 0.0


def weight_of(bag: Bag, weights: Mapping[str, float]) -> float:
    """The weight of all its words."""
    return sum(weights[word] for word in sorted(bag))
