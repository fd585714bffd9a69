"""A parsed sentence: its words, each knowing the word it depends on and the words that depend on it.

Plain records without any parser behind them. Labels are those of ClearNLP, which the English pipelines of spaCy
use: ``nsubj``, ``ccomp``, ``dobj``; tags are those of the Penn Treebank. Places count characters of the sentence.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claims.splitting.word_lists import word_set

Span = tuple[int, int]

_OF_A_NAME = word_set("det predet amod compound poss case nummod nmod quantmod")
_BEFORE_NAMES = word_set("for in at")


class Parsed(NamedTuple):
    """One word as a parser gives it; ``head`` is the place of the word it depends on, its own for the root."""

    start: int
    end: int
    tag: str
    label: str
    head: int


@dataclass(eq=False, slots=True)
class Word:
    """One word in its tree. ``low`` is the word in lower case; the root is its own ``head``."""

    place: int
    start: int
    end: int
    low: str
    tag: str
    label: str
    head: "Word" = field(init=False, repr=False)
    children: list["Word"] = field(default_factory=list, repr=False)

    @property
    def is_root(self) -> bool:
        """Whether it depends on no other word."""
        return self.head is self

    def child(self, *labels: str) -> "Word | None":
        """The first word that depends on this one by one of these labels."""
        return next((one for one in self.children if one.label in labels), None)

    def has(self, label: str, words: Collection[str]) -> bool:
        """Whether one of ``words`` depends on this one by that label."""
        return any(one.label == label and one.low in words for one in self.children)


def grow(sentence: str, parsed: Sequence[Parsed]) -> list[Word]:
    """The words of a sentence, linked to each other."""
    words = [
        Word(place, one.start, one.end, sentence[one.start : one.end].lower(), one.tag, one.label)
        for place, one in enumerate(parsed)
    ]
    for word, one in zip(words, parsed, strict=True):
        word.head = words[one.head]
        if one.head != word.place:
            word.head.children.append(word)
    return words


def below(tops: Iterable[Word]) -> list[Word]:
    """These words and all that depends on them, in no order."""
    found = list(tops)
    for word in found:
        found.extend(word.children)
    return found


def extent(words: Sequence[Word]) -> Span:
    """From the first to the last of these words; there must be one."""
    return min(one.start for one in words), max(one.end for one in words)


def extent_below(*tops: Word) -> Span:
    """From the first to the last word of these subtrees."""
    return extent(below(tops))


def extent_without(top: Word, left_out: Word) -> Span | None:
    """The subtree of ``top`` without that of a word in it; None when nothing is left."""
    out = {one.place for one in below([left_out])}
    kept = [one for one in below([top]) if one.place not in out]
    return extent(kept) if kept else None


def name_extent(noun: Word) -> Span:
    """The words that name what a noun stands for: no appositions, no relative clauses.

    "Ada Holt, the mayor, who left" is "Ada Holt", and so is "Ada Holt's"; "the mayor of Marsh End and her deputy" is
    all of it.
    """
    kept = [noun]
    for word in kept:
        for child in word.children:
            if child.label == "case" and word is noun:
                continue
            if child.label in _OF_A_NAME or (child.label == "conj" and child.tag[0] in "NPC"):
                kept.append(child)
            elif word is noun and child.start > noun.start:
                kept.extend(_belonging(child))
    return extent(kept)


def _belonging(preposition: Word) -> list[Word]:
    """ "of the council", "for Public Policy", but not "for the first time"."""
    thing = preposition.child("pobj") if preposition.label == "prep" else None
    if thing and (preposition.low == "of" or (preposition.low in _BEFORE_NAMES and thing.tag.startswith("NNP"))):
        return [preposition, thing]
    return []
