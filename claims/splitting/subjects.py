"""Whose words a reporting verb reports: the subject before it, or behind it when the clause is inverted.

>>> sentence = "Ada Holt, the mayor of Marsh End, has also said that rents rose."
>>> start, end = subject_before(sentence, sentence.index("said"))
>>> sentence[start:end]
'Ada Holt'
>>> sentence = ", said Dr. Ben Ahmed in a report."
>>> start, end = subject_after(sentence, 6)
>>> sentence[start:end]
'Dr. Ben Ahmed'
"""

import re
from collections.abc import Sequence
from itertools import islice

from claims.splitting.names import NOT_A_NAME, TITLES
from claims.splitting.word_lists import word_set

LONGEST = 14
"""Words; a longer stretch before a verb holds a whole clause, and its subject is anybody's guess."""

_AUXILIARIES = word_set(
    """
    has have had having also later then now again once still since already however therefore even further did
    does do would could will can may might must is was were are been not never yesterday today earlier then too
    both all himself herself themselves itself who which long to continued continues went
    """
)
_CONNECTIVES = word_set(
    """
    that because while when after before but if as though although where and since so yet until meanwhile
    however whereas or
    """
)
_PREPOSITIONS = word_set(
    "in on at by for from with during under over about after before within of to amid despite asked"
)
_DETERMINERS = word_set("the a an his her its their our my one two three some many several both another")
_SOFT = frozenset({"and"})
_STOPS_AFTER = word_set(
    """
    in on at after before who when as that during to from by while last this yesterday today about with because
    but and if told where which over since
    """
)
_TOKEN = re.compile(r"[^\W_][\w’'-]*\.?")
_CLAUSE_END = re.compile("[;:–—()\\[\\]“”!?\n]|\\.\\s|,")
Span = tuple[int, int]


def subject_before(sentence: str, cue_start: int) -> Span | None:
    """The span of the subject that ends before the verb at ``cue_start``, or None."""
    segments = _segments(sentence, cue_start)
    tail = _without_auxiliaries(_tokens(sentence, segments[-1]))
    if tail:
        return _noun_phrase(tail)
    return _behind_apposition(sentence, segments[:-1])


def subject_of_sentence(sentence: str) -> Span | None:
    """The span of the noun phrase a sentence opens with, for a participle far behind it ("…, insisting that").

    >>> subject_of_sentence("Meanwhile Ada Holt has left, insisting that she won.")
    (10, 18)
    """
    tokens = list(islice(_TOKEN.finditer(sentence), LONGEST))
    while tokens and tokens[0].group().lower() in _CONNECTIVES | _SOFT:
        tokens = tokens[1:]
    subject = _before_verb(tokens)
    if not subject or len(subject) in {len(tokens), *range(7, LONGEST)} or not _may_begin(subject[0].group()):
        return None
    return subject[0].start(), subject[-1].end()


def subject_after(sentence: str, cue_end: int) -> Span | None:
    """The span of the subject that follows the verb ending at ``cue_end``, or None."""
    kept: list[re.Match[str]] = []
    for token in _TOKEN.finditer(sentence, cue_end, cue_end + 120):
        gap = sentence[kept[-1].end() if kept else cue_end : token.start()]
        if gap.strip() or len(gap) > 2 or token.group().lower() in _STOPS_AFTER:
            break
        kept.append(token)
        if token.group().endswith(".") and token.group()[:-1] not in TITLES:
            break
    if not kept or not _may_begin(kept[0].group()):
        return None
    return kept[0].start(), kept[-1].end() - _final_stop(kept[-1].group())


def _final_stop(word: str) -> int:
    return 1 if word.endswith(".") and word[:-1] not in TITLES else 0


def _may_begin(word: str) -> bool:
    return word[0].isupper() or word.lower() in _DETERMINERS or word.lower() in {"he", "she", "they", "it"}


def _segments(sentence: str, cue_start: int) -> list[Span]:
    """The stretches between commas that lead up to the verb, back to where its clause begins."""
    start = 0
    segments = []
    for match in _CLAUSE_END.finditer(sentence, 0, cue_start):
        if match.group() == ",":
            segments.append((start, match.start()))
        elif (
            match.group()[0] != "." or sentence[max(0, match.start() - 12) : match.start()].split(" ")[-1] not in TITLES
        ):
            segments = []
        else:
            continue
        start = match.end()
    segments.append((start, cue_start))
    return segments


def _tokens(sentence: str, span: Span) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(sentence, *span))


def _without_auxiliaries(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    while tokens and (tokens[-1].group().lower() in _AUXILIARIES or tokens[-1].group().endswith("ly")):
        tokens = tokens[:-1]
    return tokens


def _noun_phrase(tokens: list[re.Match[str]]) -> Span | None:
    """The words behind the last connective and any opening prepositional phrase."""
    last = max((at for at, token in enumerate(tokens) if token.group().lower() in _CONNECTIVES - _SOFT), default=-1)
    tokens = tokens[last + 1 :] or _before_verb(tokens)
    while tokens and tokens[0].group().lower() in _CONNECTIVES | _SOFT:
        tokens = tokens[1:]
    if tokens and tokens[0].group().lower() in _PREPOSITIONS:
        tokens = _behind_preposition(tokens)
    if not tokens or len(tokens) > LONGEST:
        return None
    return tokens[0].start(), tokens[-1].end()


def _before_verb(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """ "Parents welcomed the plan but" → "Parents": the subject of the verb that the second one is joined to."""
    verb = next((at for at, token in enumerate(tokens) if at and _is_verb(tokens[at - 1].group(), token.group())), None)
    return tokens[: verb or len(tokens)]


def _is_verb(before: str, word: str) -> bool:
    low = word.lower()
    ending = word.islower() and len(word) > 3 and word.endswith(("ed", "s")) and not word.endswith(("ss", "’s"))
    return low in _AUXILIARIES or (ending and before.lower() not in _DETERMINERS and before[-1] not in "’'")


def _behind_preposition(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """ "In a statement the council" → "the council"; nothing when the phrase holds no second noun phrase."""
    starts = [at for at, token in enumerate(tokens) if at > 1 and _starts_phrase(tokens, at, token.group())]
    return tokens[starts[-1] :] if starts else []


def _starts_phrase(tokens: list[re.Match[str]], at: int, word: str) -> bool:
    if tokens[at - 1].group().lower() in _PREPOSITIONS | _DETERMINERS:
        return False
    before = tokens[at - 1].group()
    return word.lower() in _DETERMINERS | {"he", "she", "they", "it"} or (word[0].isupper() and not before[0].isupper())


def _behind_apposition(sentence: str, segments: Sequence[Span]) -> Span | None:
    """ "Ada Holt, the mayor, said": the nearest stretch before the apposition that reads like a name."""
    if not segments:
        return None
    if len(segments) == 1:
        return _noun_phrase(_tokens(sentence, segments[0]))
    for span in reversed(segments[:-1]):
        tokens = _tokens(sentence, span)
        words = [token.group() for token in tokens]
        if 0 < len(words) <= 7 and words[0][0].isupper() and words[0] not in NOT_A_NAME - {"The", "A", "An"}:
            return tokens[0].start(), tokens[-1].end()
    return _noun_phrase(_tokens(sentence, segments[-2]))
