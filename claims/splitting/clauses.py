"""Whether words hold a clause of their own: a subject, then a finite verb, before any word that subordinates.

No parser: auxiliaries, a list of common irregular verbs and the endings of regular ones. It would rather miss a
clause than see one where there is none.

>>> holds_clause("the bill has doubled"), holds_clause("already downgraded after the retreat")
(True, False)
>>> holds_clause("a bridge across the strait, which would be closed")
False
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from claims.splitting.word_lists import word_set

AUXILIARIES = word_set(
    """
    is are was were am has have had do does did will would shall can could may might must isn’t aren’t wasn’t weren’t
    hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t should cannot
    """
)
_IRREGULAR = word_set(
    """
    rose fell grew said says went came took made gave became lost won paid cost began ran built spent held found shut
    saw knew left met kept led sent sold bought brought broke drove flew fought got told thought wrote stood struck
    sank shot hit cut put set let leaves needs wants costs makes takes gives shows means lies stands remains contains
    includes receives opens closes begins ends runs pays owns holds employs produces accounts live work want need
    """
)
_SUBORDINATING = word_set(
    """
    which who whom whose that where when if because unless until after before since as to despite although though what
    while whereas once whether how why
    """
)
_DETERMINERS = word_set(
    """
    the a an this that these those his her its their our my your every each some any no another both all many most
    few several more
    """
)
_PRONOUNS = word_set("he she it they we i you there nobody everyone everybody someone somebody nothing everything")
_PREPOSITIONS = word_set(
    """
    in on at by for with from of to into over under about against between during through without within among across
    near towards toward outside inside behind beyond around amid than as per via despite like off down up
    """
)
_NOT_BEFORE_VERB = _DETERMINERS | _PREPOSITIONS | word_set("and or but to not very so too just only also")
_PARTICIPLES = word_set("attributed linked related compared based called used located armed made owned aimed designed")
_REPORTING = word_set("said says told added asked")
_OPENING_ADVERBS = word_set(
    "later once still already instead even only perhaps maybe then yet also now not so and or but"
)
_BEHIND_PARTICIPLE = word_set("by with in from after at as")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+){0,3}|\d[\d.,]*\d|\d|[,;:–—()\[\]]")
LONGEST_SUBJECT = 12
"""Words between the start of a clause and its verb."""

FEWEST_WORDS = 4


class Word(NamedTuple):
    """One word, number or mark of a sentence and where it stands in the text."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """In lower case, with a curly apostrophe."""
        return self.text.lower().replace("'", "’")


def read_words(text: str, start: int, end: int) -> list[Word]:
    """The words, numbers and dividing marks between two places."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text, start, end)]


def holds_clause(words: str) -> bool:
    """Whether these words begin with a subject that a finite verb follows."""
    return find_verb(read_words(words, 0, len(words))) is not None


def find_verb(words: Sequence[Word]) -> int | None:
    """The place among the words of the finite verb of the clause that they begin with, or None."""
    if not words or not _begins_subject(words[0]):
        return None
    for place, word in enumerate(words[1 : LONGEST_SUBJECT + 1], start=1):
        if not word.text[0].isalpha():
            if word.text[0].isdigit():
                continue
            return None
        if word.low in _SUBORDINATING and not (place == 1 and word.low == "that"):
            return None
        if is_finite(words, place):
            return place
    return None


def is_finite(words: Sequence[Word], place: int) -> bool:
    """Whether the word there is a finite verb, going by its form and its neighbours."""
    word, before = words[place], words[place - 1]
    if word.low in AUXILIARIES:
        return True
    if word.low in _NOT_BEFORE_VERB or word.low in _PRONOUNS:
        return False
    if not word.text.islower() or before.low in _NOT_BEFORE_VERB:
        return False
    if word.low in _IRREGULAR or before.low in _PRONOUNS:
        return True
    following = words[place + 1].low if place + 1 < len(words) else ""
    regular = word.low.endswith("ed") and len(word.low) > 4 and word.low not in _PARTICIPLES
    return regular and following not in _BEHIND_PARTICIPLE and following != ""


def _begins_subject(word: Word) -> bool:
    """Whether a noun phrase may begin here: not with a preposition, a verb, a participle or an adverb."""
    low = word.low
    if low in _DETERMINERS | _PRONOUNS or word.text[0].isupper() or word.text[0].isdigit():
        return low not in _PREPOSITIONS and low not in _SUBORDINATING
    if low in _PREPOSITIONS | _SUBORDINATING | AUXILIARIES or not word.text[0].isalpha():
        return False
    return not low.endswith(("ing", "ed", "ly")) and low not in _OPENING_ADVERBS


def noun_phrase_before(words: Sequence[Word], place: int) -> tuple[int, int] | None:
    """The span of the noun phrase that ends right before this place among the words: "the old bridge"."""
    first = place
    while first > 0 and place - first < 6:
        word = words[first - 1]
        if first < place and words[first].start - word.end > 2:
            break
        if not word.text[0].isalnum() or word.low in _PREPOSITIONS | _PRONOUNS | AUXILIARIES | {"and", "or", "that"}:
            break
        if word.low in _REPORTING or (word.text.islower() and word.low.endswith("ing") and first < place):
            break
        first -= 1
        if word.low in _DETERMINERS:
            break
    return (words[first].start, words[place - 1].end) if first < place else None
