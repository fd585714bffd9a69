"""Whether a word that may be a verb is one here: "hopes grow" hopes nothing, "is said to" reports nobody.

>>> from claims.splitting.reporting_verbs import FORMS
>>> from claims.splitting.words import read_words
>>> def says(sentence, word):
...     words = read_words(sentence, 0)
...     place = words.low.index(word)
...     return is_reporting_verb(words, place, FORMS[word][1])
>>> says("amid claims of fraud", "claims"), says("Holt claims fraud", "claims"), says("She was told to go", "told")
(False, True, False)
"""

from claims.splitting.reporting_verbs import BASE, PARTICIPLE, PAST, PRESENT
from claims.splitting.word_lists import word_set
from claims.splitting.words import (
    BE,
    BREAKS,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    QUOTATION,
    TIMES,
    Words,
    is_adverb,
)

NOUNS_TOO = word_set("""
    claims reports states plans hopes calls attacks views demands promises fears notes charges questions offers
    remarks comments doubts requests estimates projects supports backs favors favours shows finds feels posts
    forecasts challenges labels brands terms highlights credits jokes guesses means signals details prefers blasts
    voices outlines lists addresses advocates names quotes fires wishes votes focuses talks points counters reads
    answers references objects disputes answers cheers
    """)
_PLURALS = word_set("they we i you who people men women police media those many some others critics both most few")
_PERSON_ENDINGS = (
    "er",
    "or",
    "man",
    "ist",
    "woman",
    "ent",
    "ant",
    "ic",
    "poll",
    "ee",
    "al",
    "report",
    "study",
    "survey",
)
_NOT_WHEN = {
    "said": frozenset({"that", "as", "than"}),
    "asked": frozenset({"when", "if", "and", "being"}),
    "told": frozenset({"when", "once", "being"}),
    "read": frozenset({"to"}),
    "states": frozenset({"united", "battleground", "swing", "member", "gulf", "baltic"}),
}
_AT_END = word_set("say show warn argue insist believe suggest indicate admit")
"""Verbs that close a sentence: "…, figures show." """

_CLAUSE_OPENERS = word_set("that he she they it we i there the")


def is_reporting_verb(words: Words, place: int, kind: str) -> bool:
    """Whether the word at ``place``, a form of a verb in the list, stands as an active verb of its clause."""
    low = words.low[place]
    back = place - 1
    while back >= 0 and is_adverb(words.low[back]) and not words.is_capital(back):
        back -= 1
    before = words.at(back)
    if before in _NOT_WHEN.get(low, ()) or (place and words.raw[place][0].isupper() and words.raw[place - 1].islower()):
        return False
    if kind == PAST:
        return _is_past(words, place, before)
    if kind == PRESENT:
        return _is_present(words, place, back, before)
    if kind == BASE:
        return _is_base(words, place, back, before)
    verbal = before in BE or before in {",", "and", "but", "by"} or words.at(place + 1) != "of"
    return kind == PARTICIPLE and before not in POSSESSIVES and verbal


def _is_past(words: Words, place: int, before: str) -> bool:
    if words.low[place] in {"called", "named", "dubbed", "titled"} and words.is_capital(place + 1) and before.islower():
        return before in PRONOUNS
    if before in BE or before in POSSESSIVES or words.at(place + 1) == "by":
        return False
    if before == "." and words.low[place] in {"asked", "told", "pressed", "read", "based", "called", "named"}:
        return False
    return before not in PREPOSITIONS and before != "to"


def _is_present(words: Words, place: int, back: int, before: str) -> bool:
    if before in DETERMINERS or before in PREPOSITIONS or before in {"to", "and's"} or _is_possessive(before):
        return before in {"one", "this", "each"} and words.low[place] not in NOUNS_TOO
    if words.low[place] not in NOUNS_TOO:
        return True
    after = words.at(place + 1)
    if before in PRONOUNS or before == "who" or before in {",", QUOTATION, "and"}:
        return after not in {"of", "and", ",", "."} or before in {"he", "she", "it", "who"}
    person = words.is_capital(back) and not before.endswith("s")
    return (person or before.endswith(_PERSON_ENDINGS)) and after not in {
        "of",
        "and",
        ",",
        ".",
        "for",
        "in",
        "were",
        "are",
    }


def _is_base(words: Words, place: int, back: int, before: str) -> bool:
    if before in {"to", "."}:
        return False
    if before in MODALS:
        return True
    if before in HAVE or before in BE or before in DETERMINERS - _PLURALS or before in PREPOSITIONS:
        return False
    if before in _PLURALS or before in {",", "and", "but", QUOTATION}:
        return (
            before in _PLURALS
            or words.at(place + 1) in _CLAUSE_OPENERS
            or words.low[place] in {"say", "think", "believe"}
        )
    if before in CONJUNCTIONS or before in TIMES or before in BREAKS or _is_possessive(before):
        return words.low[place] == "say" and before not in CONJUNCTIONS
    plural = before.endswith("s") and not before.endswith(("ss", "us"))
    if words.low[place] in _AT_END and (words.low[place] == "say" or before.endswith("s")):
        return True
    return plural and words.at(place + 1) not in {"of", "and", ",", "."}


def _is_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))
