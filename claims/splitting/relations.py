"""Which candidates of one article say the same thing again.

``repeats``: the same words but for marks and capitals, or nearly so, by the same claimant. ``paraphrases``: a
suggestion only, from the rarer words two candidates share; a quotation and the sentence that retells it are
related so, and never fold into one. Each candidate points to earlier ones, the nearest in meaning first.

>>> from claims.splitting.article import split_article
>>> text = "The dam broke at Marsh End. Rain fell on the hills all night. The dam broke, at Marsh End!"
>>> [one.relations for one in split_article(text).candidates][-1]
(Relation(kind='repeats', to=0),)
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from claims.splitting.shapes import Candidate, Relation
from claims.splitting.word_lists import word_set

SAME = 0.9
"""Share of words two candidates must have in common to count as repeated."""

ALIKE = 0.32
"""Share of weighted words from which on a paraphrase is suggested."""

FEWEST_SHARED = 3
MOST_WITH_WORD = 25
"""A word in more candidates than this links nothing; it also keeps the number of pairs in bounds."""

MOST_RELATIONS = 3

_WORD = re.compile(r"[^\W_]+")
_STOP = word_set(
    """
    a an the and or but of in on at to for from by with as is are was were be been has have had it its he she
    they his her their that this which who whom whose will would could can may not no so than then there said
    says say told added also after before when while into over about more most some such up out off if we you i
    our us them him what just now been being do does did s t
    """
)


def relate(candidates: Sequence[Candidate], *, captions: Collection[int] = ()) -> tuple[Candidate, ...]:
    """The candidates with their relations to earlier ones.

    ``captions`` are the starts of candidates that are captions: two pictures of like scenes are not related.
    """
    bags = [_words(one.text) for one in candidates]
    weights = _weights(bags)
    related = []
    for at, pairs in enumerate(_pairs(bags)):
        pictured = candidates[at].start in captions
        others = [to for to in pairs if not (pictured and candidates[to].start in captions)]
        found = [(_likeness(bags[at], bags[to], weights), to) for to in others]
        best = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))
        kinds = [Relation(_kind(candidates, bags, at, to), to) for _, to in best[:MOST_RELATIONS]]
        related.append(replace(candidates[at], relations=tuple(kinds)))
    return tuple(related)


def _words(text: str) -> frozenset[str]:
    words = {_stem(word) for word in _WORD.findall(text.casefold()) if word not in _STOP}
    return frozenset(sorted(words)[:200])


def _stem(word: str) -> str:
    """Cut plural and tense endings, roughly: enough to let "closes" meet "closed"."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / count) for word, count in counts.items()}


def _pairs(bags: Sequence[frozenset[str]]) -> list[list[int]]:
    """For each bag the earlier ones that share enough words with it."""
    places: dict[str, list[int]] = defaultdict(list)
    exact: dict[frozenset[str], int] = {}
    pairs = []
    for at, bag in enumerate(bags):
        shared = Counter(to for word in bag for to in places[word])
        found = {to for to, count in shared.items() if count >= FEWEST_SHARED}
        if bag and bag in exact:
            found.add(exact[bag])
        pairs.append(sorted(found))
        exact.setdefault(bag, at)
        for word in bag:
            if len(places[word]) < MOST_WITH_WORD:
                places[word].append(at)
    return pairs


def _likeness(first: frozenset[str], second: frozenset[str], weights: dict[str, float]) -> float:
    """Share of the weight of the lighter bag that lies in words of both."""
    lighter = min(sum(weights[word] for word in first), sum(weights[word] for word in second))
    return sum(weights[word] for word in first & second) / lighter if lighter else 0.0


def _kind(candidates: Sequence[Candidate], bags: Sequence[frozenset[str]], at: int, to: int) -> str:
    overlap = len(bags[at] & bags[to]) / len(bags[at] | bags[to])
    same_numbers = _numbers(bags[at]) == _numbers(bags[to])
    same_voice = candidates[at].claimant == candidates[to].claimant
    return "repeats" if overlap >= SAME and same_numbers and same_voice else "paraphrases"


def _numbers(bag: frozenset[str]) -> set[str]:
    return {word for word in bag if word[0].isdigit()}
