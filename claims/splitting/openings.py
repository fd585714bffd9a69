"""The subjects with which clauses open: of the sentence, behind an inverted verb, before a colon.

Subjects are ranges of words, end exclusive.

>>> from claims.splitting.words import read_words
>>> words = read_words("Meanwhile Ada Holt has left, insisting that she won.", 0)
>>> subject_of_clause(words, words.low.index("insisting"))
(1, 3)
"""

from claims.splitting.word_lists import word_set
from claims.splitting.words import (
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    CONNECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTATION,
    TIMES,
    Words,
    is_adverb,
    is_finite_verb,
)

LONGEST = 26
"""Words of a subject; more hold a whole clause, and its subject is anybody's guess."""

LONGEST_ASIDE = 12
"""Words of an opening phrase without a comma behind it, and of a clause with an unlisted verb."""

MOST_ASIDES = 4
Range = tuple[int, int]

TO_NOUNS = word_set("adviser advisers advisor advisors aide aides consultant ambassador counsel close assistant")
"""Nouns that go on with "to": "an adviser to Ada Holt"."""

NOT_SUBJECTS = word_set("there that this which what here")
_SUBORDINATING = word_set("as when while because although though since after before if where until once")
_QUANTITIES = word_set("most many some several one two three all half few both others")
_LATER = word_set("later ago week month year night morning afternoon evening")
_SUBJECT_PRONOUNS = word_set("he she they it we i you who")


def subject_of_clause(words: Words, place: int) -> Range | None:
    """The noun phrase with which the clause that leads up to ``place`` opens, for a participle or a joined verb."""
    first = clause_start(words, place)
    for _ in range(MOST_ASIDES):
        first = _behind_connectives(words, first, place)
        if first >= place:
            return None
        comma = _comma_behind_aside(words, first, place)
        if comma is None:
            break
        first = comma + 1
    if _opens_aside(words, first):
        first = behind_preposition(words, first, min(place, first + LONGEST_ASIDE))
    return _opening_phrase(words, first, place)


def _behind_connectives(words: Words, first: int, place: int) -> int:
    while first < place:
        low = words.low[first]
        subordinate = low in _SUBORDINATING and _next_comma(words, first, place) is not None
        if subordinate or not (low in CONNECTIVES or low in {",", "not"} or is_adverb(low)):
            break
        first += 1
    return first


def _comma_behind_aside(words: Words, first: int, place: int) -> int | None:
    """Where an opening phrase or subordinate clause ends: "Hours later, …", "In a speech on Monday, …", "As …, …"."""
    near = _next_comma(words, first, min(place, first + 5))
    if near is not None and any(words.low[at] in _LATER for at in range(first, near)):
        return near
    if words.low[first] in _SUBORDINATING or _opens_aside(words, first):
        return _next_comma(words, first, place)
    return None


def is_likely_speaker(words: Words, found: Range) -> bool:
    """Whether a subject may be the speaker of a quotation at the end of these words, which no verb reports.

    Names and pronouns are; "a", "of" or a noun's article before the mark makes the quotation a part of a name.
    """
    last = words.low[-1]
    if last in DETERMINERS or last == "of":
        return False
    return any(
        words.is_capital(at) or words.low[at] in _SUBJECT_PRONOUNS for at in range(max(found[0], 1), found[1])
    ) or (found[0] == 0 and (words.low[0] in _SUBJECT_PRONOUNS or words.low[0] not in DETERMINERS))


def clause_start(words: Words, place: int) -> int:
    """Where the main clause that leads up to ``place`` begins: behind a quotation, a semicolon, a dash."""
    for at in range(place - 1, -1, -1):
        low = words.low[at]
        if low in {";", ":", "!", "?", "…", "..."} or (low == QUOTATION and words.is_whole_quotation(at)):
            return at + 1
    return 0


def _opens_aside(words: Words, first: int) -> bool:
    low = words.low[first]
    aside = low in PREPOSITIONS or low in {"to", "speaking", "asked", "when", "while"}
    return (
        aside
        or (low.endswith("ing") and words.at(first + 1) not in AUXILIARIES)
        or (low.endswith("ed") and low not in {"united", "allied"})
    )


def _next_comma(words: Words, first: int, end: int) -> int | None:
    for at in range(first, end):
        if words.low[at] == ",":
            return at
    return None


def _opening_phrase(words: Words, first: int, end: int) -> Range | None:
    at = first
    while at < end and at - first < LONGEST:
        low = words.low[at]
        if low == "," or low in BREAKS or low in CONJUNCTIONS or low in AUXILIARIES:
            break
        if at > first and (is_finite_verb(words, at) or is_adverb(low) or _is_time_phrase(words, at)):
            break
        at += 1
    if at == first or (at == end and end - first > 6):
        return None
    if not words.raw[first][0].isalnum() or words.low[first] in NOT_SUBJECTS:
        return None
    return first, at


def _is_time_phrase(words: Words, at: int) -> bool:
    return words.low[at] == "for" and words.at(at + 2) in {"first", "second", "third", "last"}


def behind_preposition(words: Words, first: int, end: int) -> int:
    """ "In a statement the council" → the place of "the"; the end when the phrase holds no second noun phrase."""
    for at in range(end - 1, first + 1, -1):
        low, before = words.low[at], words.low[at - 1]
        if before in PREPOSITIONS or before in DETERMINERS:
            continue
        if low in DETERMINERS or low in _SUBJECT_PRONOUNS:
            return at
        if words.is_capital(at) and (not words.is_capital(at - 1) or before in TIMES):
            return at
    return end


def subject_behind_with(words: Words, end: int) -> Range | None:
    """The subject of a participle that has one of its own: "with *ministers and allies* both acknowledging".

    >>> from claims.splitting.words import read_words
    >>> subject_behind_with(read_words("Support falls – with ministers and allies both acknowledging it", 0), 7)
    (4, 7)
    """
    for at in range(end - 1, max(-1, end - LONGEST), -1):
        low = words.low[at]
        if low == "with":
            return (at + 1, end) if at + 1 < end else None
        if low == "," or low in BREAKS or is_finite_verb(words, at):
            return None
    return None


def subject_of_verb_behind(words: Words) -> Range | None:
    """The subject of the clause at the start of these words, in either order: "Holt barked", "barked Ada Holt".

    >>> from claims.splitting.words import read_words
    >>> subject_of_verb_behind(read_words("the judge barked.", 0)), subject_of_verb_behind(read_words("and so on", 0))
    ((0, 2), None)
    """
    if not len(words) or not words.raw[0][0].isalnum() or words.low[0] in CONJUNCTIONS:
        return None
    if words.raw[0].islower() and is_finite_verb(words, 0) and words.low[0] not in AUXILIARIES:
        named = words.is_capital(1) or words.at(1) in DETERMINERS or words.at(1) in PRONOUNS
        return subject_after(words, 1) if named else None
    if not (words.is_capital(0) or words.low[0] in DETERMINERS or words.low[0] in PRONOUNS):
        return None
    found = _opening_phrase(words, 0, min(len(words), LONGEST_ASIDE))
    if not found:
        return None
    verb = _behind_insertion(words, found[1])
    return found if verb < len(words) and is_finite_verb(words, verb) and words.low[verb] not in AUXILIARIES else None


def _behind_insertion(words: Words, place: int) -> int:
    """The place behind an apposition between commas, and behind adverbs."""
    if words.at(place) == ",":
        comma = _next_comma(words, place + 1, min(len(words), place + 16))
        place = comma + 1 if comma is not None else place
    while is_adverb(words.at(place)):
        place += 1
    return place


def source_before_colon(words: Words) -> Range | None:
    """Who or what a colon introduces the words of: the name right before it, else the subject of the sentence."""
    end = len(words)
    while end and words.low[end - 1] == ":":
        end -= 1
    if end and words.low[0] == "from" and end < 12:
        return (1, end) if end > 1 else None
    first = end
    while first and words.is_capital(first - 1):
        first -= 1
    if end - first > 1 and first and words.raw[first - 1].islower() and words.low[first - 1] not in PREPOSITIONS:
        return first, end
    return subject_of_clause(words, end)


def subject_after(words: Words, first: int) -> Range | None:
    """The noun phrase that begins at ``first``, behind an inverted verb or "according to"."""
    at = first
    size = len(words)
    while at < size and at - first < LONGEST:
        low = words.low[at]
        if low == "," or low in BREAKS or low in CONJUNCTIONS:
            break
        if at > first and (low in TIMES or (low in PREPOSITIONS and low not in {"of", "for"}) or low in AUXILIARIES):
            break
        if at > first and low == "to" and words.low[at - 1] not in TO_NOUNS:
            break
        at += 1
    if at == first or not _may_open(words, first):
        return None
    return first, at


def _may_open(words: Words, first: int) -> bool:
    low = words.low[first]
    return words.is_capital(first) or low in DETERMINERS or low in PRONOUNS or low in _QUANTITIES or low.isalpha()
