"""Whose words a reporting verb reports: the subject that stands before it.

Subjects are ranges of words, end exclusive. No grammar is needed for most of newspaper English, only an order of
attempts: the noun phrase in front of the verb, in front of an apposition, of a relative clause, of the clause.

>>> from claims.splitting.words import read_words
>>> words = read_words("Ada Holt, the mayor of Marsh End, has also said that rents rose.", 0)
>>> subject_before(words, words.low.index("said"))
(0, 2)
"""

from claims.splitting.openings import (
    LONGEST,
    NOT_SUBJECTS,
    TO_NOUNS,
    Range,
    behind_preposition,
    subject_of_clause,
)
from claims.splitting.word_lists import word_set
from claims.splitting.words import (
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    CONNECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    Words,
    is_adverb,
    is_finite_verb,
)

LONGEST_INSERTION = 60
"""Words between a subject and its verb."""

_GOING_ON = word_set("want wants continue like appear")
_NOT_BEFORE_SUBJECTS = word_set("who which whose where when including as")


def skip_auxiliaries(words: Words, cue: int) -> int:
    """The place of the last word before the verb group that ends at ``cue``: "has also since *said*"."""
    place = cue - 1
    while place >= 0:
        low = words.low[place]
        if low in AUXILIARIES or (is_adverb(low) and not words.is_capital(place)):
            place -= 1
        elif (
            low == "to" and place > 0 and words.low[place - 1] not in TO_NOUNS and _is_verb_before_to(words, place - 1)
        ):
            place -= 1
            while place > 0 and words.low[place] in {"on", "ahead"}:
                place -= 1
            place -= 1
        elif low == "time" and place > 2 and words.low[place - 3] == "for":
            place -= 4
        else:
            break
    return place


def _is_verb_before_to(words: Words, place: int) -> bool:
    low = words.low[place]
    return low in {"on", "ahead"} or is_finite_verb(words, place) or low in _GOING_ON


def subject_before(words: Words, cue: int) -> Range | None:
    """The subject of the verb at ``cue`` when it stands before it, or None."""
    place = skip_auxiliaries(words, cue)
    if place < 0:
        return None
    low = words.low[place]
    if low == ",":
        return _before_insertion(words, place)
    if low in {"and", "or", "but", "then"}:
        return subject_of_clause(words, place)
    if low in {"—", "–", "-", ")"}:
        return _before_parenthesis(words, place)
    if low in RELATIVES and low != "that":
        return (place, place + 1)
    return noun_phrase_before(words, place)


def antecedent(words: Words, place: int) -> Range | None:
    """What the "who" at ``place`` refers to: the noun phrase before it."""
    end = place - 1
    while end >= 0 and words.low[end] in {",", "—", "–", "all", "some", "many", "both", "of"}:
        end -= 1
    if end < 0:
        return None
    found = noun_phrase_before(words, end)
    comma = place - 1 >= 0 and words.low[place - 1] == ","
    if comma and found and not any(words.is_capital(at) for at in range(*found)):
        return _before_insertion(words, place - 1) or found
    return found


def noun_phrase_before(words: Words, last: int) -> Range | None:
    """The noun phrase that ends with the word at ``last``."""
    low = words.low
    first = last + 1
    stopped = ""
    while first > 0 and last - first < LONGEST:
        word = low[first - 1]
        if word == "," or word in BREAKS or word in CONJUNCTIONS:
            stopped = word
            break
        if word == "to" and not (first > 1 and low[first - 2] in TO_NOUNS | {"according"}):
            stopped = "to"
            break
        if first <= last and is_finite_verb(words, first - 1) and not _modifies(words, first - 1, last):
            stopped = "verb"
            break
        first -= 1
    if stopped in {"to", "verb"} and first <= last:
        relative = _relative_before(words, first - 1)
        if relative is not None and words.low[relative - 1] != ",":
            return noun_phrase_before(words, relative - 1) if relative else None
        if stopped == "to":
            return subject_of_clause(words, last) or _strip(words, first, last + 1)
    if stopped in RELATIVES and first - 1 > 0 and first > last:
        return noun_phrase_before(words, first - 2)
    return _strip(words, first, last + 1)


def _modifies(words: Words, place: int, last: int) -> bool:
    """Whether an "-ed" word stands inside a noun phrase: "the newly appointed head", "a poll released Monday"."""
    low = words.low[place]
    if low in AUXILIARIES or not low.endswith("ed") or place >= last:
        return False
    before = words.at(place - 1)
    return before in DETERMINERS or is_adverb(before) or words.at(place + 1) in {"by", "in", "on", "with", "to", "from"}


def _relative_before(words: Words, place: int) -> int | None:
    for at in range(place, max(-1, place - 9), -1):
        low = words.low[at]
        if low in {"who", "which", "that"}:
            return at if at else None
        if low == "," or low in BREAKS:
            return None
    return None


def _strip(words: Words, first: int, end: int) -> Range | None:
    """A range without opening connectives and without an opening prepositional phrase."""
    low = words.low
    while first < end and (low[first] in CONNECTIVES or (is_adverb(low[first]) and first + 1 < end)):
        first += 1
    if first < end and low[first] in PREPOSITIONS and low[first] not in {"like", "about", "over"}:
        first = behind_preposition(words, first, end)
    if first < end and low[first] in {"and", "or"}:
        first += 1
    if first >= end or end - first > LONGEST or not any(words.raw[at][0].isalnum() for at in range(first, end)):
        return None
    if end - first == 1 and low[first] in NOT_SUBJECTS:
        return None
    return first, end


def _before_insertion(words: Words, comma: int) -> Range | None:
    """ "Ada Holt, the mayor, said": the noun phrase before what stands between commas."""
    place = comma - 1
    floor = max(0, comma - LONGEST_INSERTION)
    candidates: list[Range] = []
    end = comma
    while place >= floor - 1:
        if place < 0 or words.low[place] == "," or (words.low[place] in BREAKS and not _is_pair(words, place)):
            if place + 1 < end:
                candidates.append((place + 1, end))
            if place < 0 or words.low[place] != ",":
                break
            end = place
        place -= 1
    for first, last in candidates[1:]:
        found = _head(words, first, last)
        if found:
            return found
    if len(candidates) == 1:
        return _head(words, *candidates[0])
    return None


def _is_pair(words: Words, place: int) -> bool:
    return words.low[place] in "()" and words.low[place] != ""


def _head(words: Words, first: int, end: int) -> Range | None:
    """The noun phrase a stretch between commas ends with, when it is fit to be a subject."""
    opening = words.low[first]
    if opening in _NOT_BEFORE_SUBJECTS and not words.is_capital(first):
        return None
    if opening[0].isdigit() or (opening in PREPOSITIONS and end - first < 4) or opening.endswith("ing"):
        return None
    found = noun_phrase_before(words, end - 1)
    if not found or found[1] <= first:
        return None
    start = max(found[0], first)
    capital = any(words.is_capital(at) for at in range(start, found[1]))
    if capital or words.low[start] in DETERMINERS or words.low[start] in PRONOUNS:
        return start, found[1]
    return (start, found[1]) if first == 0 or words.low[first - 1] == "" else None


def _before_parenthesis(words: Words, closing: int) -> Range | None:
    """ "Murphy — after a pause — told", "Ada Holt (Leeds) said": the noun phrase before the parenthesis."""
    opener = {")": "("}.get(words.low[closing], words.low[closing])
    for at in range(closing - 1, max(-1, closing - LONGEST_INSERTION), -1):
        if words.low[at] == opener:
            return noun_phrase_before(words, at - 1) if at else None
    return None
