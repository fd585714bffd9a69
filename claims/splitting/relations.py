"""Which candidates of one article belong together, and how.

``repeats``: the same words but for marks and capitals, or nearly so, by the same claimant. The others are
suggestions: ``source_of``, a quotation and the earlier sentence that retells it; ``says_more_than``, all that an
earlier one says and more; ``in_tension_with``, the same thing with other figures or denied; ``paraphrases``, any
other that says much the same. Only what repeats may be folded away. Each candidate points to earlier ones, the
nearest in meaning first. Parts stand with their sentence and are not related by themselves.

>>> from claims.splitting.article import split_article
>>> text = "The dam broke at Marsh End. Rain fell on the hills all night. The dam broke, at Marsh End!"
>>> [one.relations for one in split_article(text).candidates][-1]
(Relation(kind='repeats', to=0),)
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from claims.splitting.likeness import Bag, find_names, likeness, read_bag, weigh_words, weight_of
from claims.splitting.quantities import same_amount
from claims.splitting.shapes import Candidate, Quantity, Relation
from claims.splitting.tension import are_opposed, differ_in_amount, is_denied

SAME = 0.9
"""Share of words two candidates must have in common to count as repeated."""

ALIKE = 0.32
"""Share of weighted words from which on a relation is suggested."""

ALIKE_NEARBY = 0.25
"""The same for two by one claimant, with two names in common, or of which one is a quotation the other may retell."""

ALIKE_TO_CAPTION = 0.36
ALIKE_TO_DENY = 0.5
ALIKE_BY_NAMES = 0.15
FEWEST_NAMES = 2
FEWEST_PLAIN = 2
"""Words in common that are no names: two sentences about the same people may say quite other things."""

LONG_WORD = 5

CONTAINED = 0.8
FEWEST_SHARED = 3
MOST_WITH_WORD = 25
"""A word in more candidates than this links nothing; it also keeps the number of pairs in bounds."""

MOST_WITH_AMOUNT = 6
MOST_RELATIONS = 3
RETOLD_WITHIN = 3
"""A quotation often backs up what its speaker was said to say shortly before: so many candidates back."""

LOOK_BACK = 20
SMALLEST_COUNT = 100
"""A count of things below this is no clue that two sentences speak of the same ones."""

Similar = Callable[[Sequence[str]], Iterable[tuple[int, int]]]
"""Tells which of these texts mean the same: pairs of their places. A sentence encoder may be put in here."""


def relate(
    candidates: Sequence[Candidate],
    *,
    captions: Collection[int] = (),
    quoted: Collection[int] = (),
    similar: Similar | None = None,
) -> tuple[Candidate, ...]:
    """The candidates with their relations to earlier ones.

    ``captions`` are the starts of candidates that are captions: two pictures of like scenes are not related.
    ``quoted`` are the starts of those that lie mostly inside quotation marks.
    """
    places = [at for at, one in enumerate(candidates) if one.part_of is None]
    sentences = [candidates[at] for at in places]
    related = list(candidates)
    pairing = _Pairing(sentences, frozenset(captions), frozenset(quoted))
    pairs = pairing.pairs(similar([one.text for one in sentences]) if similar else ())
    for at, others in pairs.items():
        ranked = sorted(others, key=lambda to: (-pairing.rank(at, to), to))[:MOST_RELATIONS]
        kinds = tuple(Relation(pairing.kind(at, to), places[to]) for to in ranked)
        related[places[at]] = replace(sentences[at], relations=kinds)
    return tuple(related)


class _Pairing:
    """The sentences of one article and what makes two of them a pair."""

    def __init__(self, sentences: Sequence[Candidate], captions: frozenset[int], quoted: frozenset[int]) -> None:
        self._sentences = sentences
        self._is_caption = [one.start in captions for one in sentences]
        self._is_quoted = [one.start in quoted for one in sentences]
        self._bags = [read_bag(one.text) for one in sentences]
        self._names = find_names([one.text for one in sentences])
        self._weights = weigh_words(self._bags)
        self._counts = Counter(word for bag in self._bags for word in bag)
        self._voices = [_voice(one.claimant) for one in sentences]
        self._meant: set[tuple[int, int]] = set()

    def pairs(self, meant: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
        """For each sentence that has any, the earlier ones that it belongs with. ``meant``: known to mean the same."""
        self._meant = {(max(pair), min(pair)) for pair in meant if pair[0] != pair[1]}
        found: dict[int, list[int]] = defaultdict(list)
        by_amount = set(_pairs_by_amount(self._sentences))
        by_voice = set(self._retold())
        for at, to in sorted({*self._pairs_by_words(), *by_amount, *by_voice, *self._meant}):
            if self._is_caption[at] and self._is_caption[to]:
                continue
            surely = (at, to) in by_amount or (at, to) in by_voice or (at, to) in self._meant
            if surely or self._are_alike(at, to):
                found[at].append(to)
        return found

    def rank(self, at: int, to: int) -> float:
        """How near in meaning; what is known to mean the same comes first."""
        return ((at, to) in self._meant) + likeness(self._bags[at], self._bags[to], self._weights)

    def kind(self, at: int, to: int) -> str:
        """How the later of a pair relates to the earlier."""
        later, earlier = self._sentences[at], self._sentences[to]
        first, second = self._bags[at], self._bags[to]
        if self._is_in_tension(at, to):
            return "in_tension_with"
        same_voice = later.claimant == earlier.claimant
        overlap = len(first & second) / (len(first | second) or 1)
        if overlap >= SAME and same_voice and _figures(first) == _figures(second):
            return "repeats"
        if self._is_quoted[at] and not self._is_quoted[to]:
            return "source_of"
        lighter = weight_of(second, self._weights)
        within = weight_of(first & second, self._weights) >= CONTAINED * lighter
        return "says_more_than" if within and lighter and len(first) >= 1.5 * len(second) else "paraphrases"

    def _is_in_tension(self, at: int, to: int) -> bool:
        later, earlier, share = self._sentences[at], self._sentences[to], self.rank(at, to)
        if share >= ALIKE_TO_DENY and is_denied(later.text, earlier.text):
            return True
        if share < ALIKE:
            return False
        return differ_in_amount(later.quantities, earlier.quantities) or are_opposed(later.text, earlier.text)

    def _are_alike(self, at: int, to: int) -> bool:
        shared = len(self._bags[at] & self._bags[to])
        share = likeness(self._bags[at], self._bags[to], self._weights)
        if self._is_caption[at] or self._is_caption[to]:
            return share >= ALIKE_TO_CAPTION
        same_voice = bool(self._voices[at]) and self._voices[at] == self._voices[to]
        retold = self._is_quoted[at] is not self._is_quoted[to]
        same_names = len(self._names[at] & self._names[to]) >= FEWEST_NAMES
        near = (same_voice or retold or same_names) and shared >= FEWEST_SHARED and share >= ALIKE_NEARBY
        own = same_names and share >= ALIKE_BY_NAMES and self._share_a_word_of_their_own(at, to)
        telling = len(self._bags[at] & self._bags[to] - self._names[at]) >= FEWEST_PLAIN
        return own or (telling and (near or share >= ALIKE))

    def _share_a_word_of_their_own(self, at: int, to: int) -> bool:
        """Whether a word that is no name stands in these two sentences and in no other."""
        words = (self._bags[at] & self._bags[to]) - self._names[at]
        return any(self._counts[word] == 2 and len(word) >= LONG_WORD for word in words)

    def _pairs_by_words(self) -> Iterator[tuple[int, int]]:
        """Those that share enough words, or all of them."""
        places: dict[str, list[int]] = defaultdict(list)
        exact: dict[Bag, int] = {}
        for at, bag in enumerate(self._bags):
            shared = Counter(to for word in bag for to in places[word])
            yield from ((at, to) for to, count in shared.items() if count >= FEWEST_SHARED)
            if bag and bag in exact:
                yield at, exact[bag]
            exact.setdefault(bag, at)
            for word in bag:
                if len(places[word]) < MOST_WITH_WORD:
                    places[word].append(at)

    def _retold(self) -> Iterator[tuple[int, int]]:
        """A quotation and what the same speaker was reported to say right before it, with a word in common."""
        for at, voice in enumerate(self._voices):
            if not voice or not self._is_quoted[at]:
                continue
            earlier = (to for to in range(at - 1, max(-1, at - 1 - LOOK_BACK), -1) if not self._is_caption[to])
            to = next((to for to in islice(earlier, RETOLD_WITHIN) if self._voices[to] == voice), None)
            if to is not None and not self._is_quoted[to] and self._bags[at] & self._bags[to]:
                yield at, to


def _voice(claimant: str | None) -> str:
    """What tells one claimant from another: the last name when it is a name."""
    words = (claimant or "").split()
    return words[-1].casefold() if words and words[-1][0].isupper() else " ".join(words).casefold()


def _pairs_by_amount(sentences: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Those that give the same telling amount, whatever the words and units."""
    by_unit: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)
    for at, one in enumerate(sentences):
        for amount in one.quantities:
            if not _is_telling(amount):
                continue
            known = by_unit[amount.unit]
            equal = [to for to, other in known[-MOST_WITH_WORD:] if to != at and same_amount(amount, other)]
            if len(equal) <= MOST_WITH_AMOUNT:
                yield from ((at, to) for to in dict.fromkeys(equal))
            known.append((at, amount))


def _is_telling(amount: Quantity) -> bool:
    """Whether the same amount twice is more than chance: a measure or a sum, not a few things or years."""
    if amount.unit in {"", "/day"}:
        return amount.low >= SMALLEST_COUNT
    return amount.unit not in {"s", "times", "°"}


def _figures(bag: Bag) -> set[str]:
    return {word for word in bag if word[0].isdigit()}
