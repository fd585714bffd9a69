"""What follows a reporting verb, and whether that is what was said.

>>> from claims.splitting.reporting_verbs import FORMS
>>> from claims.splitting.words import read_words
>>> words = read_words("Holt told the council on Monday that rents rose", 0)
>>> found = read_complement(words, 1, FORMS["told"][0], *FORMS["told"][2:])
>>> words.raw[found.first]
'rents'
"""

from typing import NamedTuple

from claims.splitting.word_lists import word_set
from claims.splitting.words import (
    BREAKS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTATION,
    TIMES,
    Words,
    is_adverb,
    is_finite_verb,
)

ADDRESSED = word_set(
    "tell remind assure inform warn urge ask advise persuade encourage convince implore promise implore beseech"
)
_QUESTION = word_set("whether if how why what who where which")
_NOBODY_TOLD = word_set("story stories tale tales truth lie lies joke jokes difference")
_LEADS_AWAY = word_set("when while after before as because since until")
_PERIODS = word_set(
    "week month year morning afternoon evening night weekend summer winter spring autumn fall monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december time"
)
_FARTHEST = 18
"""Words between a verb and its "that"."""


class Complement(NamedTuple):
    """``first``: where what was said begins. ``beside``: a quotation follows. ``ends``: nothing follows."""

    first: int | None = None
    beside: bool = False
    ends: bool = False


NOTHING = Complement()


def read_complement(
    words: Words, place: int, lemma: str, frames: frozenset[str], prepositions: frozenset[str]
) -> Complement:
    """What follows the verb at ``place``."""
    at = place + 1
    while at < len(words) and is_adverb(words.low[at]):
        at += 1
    low = words.at(at)
    if _quotation_at(words, at):
        return Complement(beside=True)
    if low == "that" and words.at(at + 1) not in {",", "."}:
        return Complement(at + 1) if frames & {"clause", "that", "question"} else NOTHING
    if low in _QUESTION - {"which"} and "question" in frames:
        return Complement(at)
    if lemma in ADDRESSED and not (low in prepositions or low in BREAKS or low == ","):
        addressed = _behind_object(words, at, lemma, frames, prepositions)
        if addressed is not None:
            return addressed
    if low == ":" and at + 1 < len(words) and "end" in frames:
        return Complement(at + 1)
    if low in {",", "."} or low in BREAKS:
        return Complement(ends="end" in frames, first=None)
    if low == "to":
        return _behind_to(words, at, frames, prepositions)
    if low in prepositions:
        return Complement(at + 1)
    if low in _QUESTION and "question" in frames:
        return Complement(at)
    if low in PREPOSITIONS or _is_time(words, at) or low in {"and", "but", "as"}:
        return _behind_adjunct(words, at, frames)
    return _clause_or_object(words, at, frames)


def _is_time(words: Words, at: int) -> bool:
    low = words.low[at]
    return low in TIMES and (low not in {"this", "last", "next"} or words.at(at + 1) in _PERIODS)


def _quotation_at(words: Words, at: int) -> bool:
    return words.at(at) == QUOTATION or (words.at(at) in {",", ":", "—", "–"} and words.at(at + 1) == QUOTATION)


def _behind_to(words: Words, at: int, frames: frozenset[str], prepositions: frozenset[str]) -> Complement:
    if "to" in prepositions:
        return Complement(at + 1)
    return Complement(at) if "infinitive" in frames else _behind_adjunct(words, at, frames)


def _behind_adjunct(words: Words, at: int, frames: frozenset[str]) -> Complement:
    """ "said on Monday that rents rose": the clause behind "that"; without one the verb closes its clause."""
    for place in range(at, min(len(words), at + _FARTHEST)):
        low = words.low[place]
        if low == "that" and frames & {"clause", "that"}:
            return Complement(place + 1)
        if _quotation_at(words, place) and low in {",", ":"}:
            return Complement(beside=True, ends=True)
        if low in BREAKS or (low == "," and words.at(place + 1) != "that"):
            break
        if place > at and low in PRONOUNS and "clause" in frames and words.at(place - 1) not in PREPOSITIONS:
            return Complement(place)
    return Complement(ends="end" in frames)


def _behind_object(
    words: Words, at: int, lemma: str, frames: frozenset[str], prepositions: frozenset[str]
) -> Complement | None:
    """ "told reporters (that) rents rose", "urged the council to act": what follows the one addressed."""
    for place in range(at + 1, min(len(words), at + _FARTHEST)):
        low, before = words.low[place], words.low[place - 1]
        if before in _NOBODY_TOLD:
            return NOTHING
        if _quotation_at(words, place):
            return Complement(beside=True)
        if low == "," or low in BREAKS or low in _LEADS_AWAY:
            return Complement(ends="end" in frames)
        if low == "that":
            return Complement(place + 1)
        if low == "to" and before not in {"close", "according"} and place - at <= 3:
            return Complement(place) if lemma != "promise" else NOTHING
        if low in _QUESTION:
            return Complement(place) if "question" in frames else None
        if low in prepositions:
            return Complement(place + 1)
        opens = low in PRONOUNS or (low in DETERMINERS and before not in DETERMINERS)
        if opens and before not in PREPOSITIONS and before not in {"and", "or"} and "clause" in frames:
            return Complement(place)
    return Complement(ends="end" in frames)


def _clause_or_object(words: Words, at: int, frames: frozenset[str]) -> Complement:
    if frames & {"clause", "object"}:
        return Complement(at)
    if "that" in frames and (words.low[at] in PRONOUNS or words.low[at] == "there" or _is_clause(words, at)):
        return Complement(at)
    return Complement(ends=False)


def _is_clause(words: Words, at: int) -> bool:
    """Whether a verb with its subject opens here: "found Holt had lost"."""
    for place in range(at + 1, min(len(words), at + 7)):
        low = words.low[place]
        if low == "," or low in BREAKS or low in PREPOSITIONS:
            return False
        if is_finite_verb(words, place):
            return True
    return False
