"""The words that tell that somebody said something.

A list, because no rule tells "said" from "sang". Verbs that are as often nouns or mean something else ("claims",
"reported", "suggested") count only in front of "that" or beside a quotation.

>>> [cue.word for cue in find_cues("The mayor said that costs rose, according to the audit.")]
['said', 'according to']
>>> [(cue.word, cue.beside_quotation_only) for cue in find_cues("He was told of claims.")]
[('claims', True)]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from claims.splitting.word_lists import word_set

PLAIN = word_set(
    """
    said says saying told tells added adds wrote writes claimed argued argues insisted insists insisting warned
    warns warning announced explained explains replied admitted admits acknowledged acknowledging denied denies
    confirmed confirms stated states recalled predicted predicts declared alleged testified tweeted vowed
    conceded concluded revealed responded stressed commented complained promised urged pledged countered
    remarked quipped cautioned estimated believes
    """
)

NEEDS_THAT = word_set(
    """
    claim claims claiming suggest suggests suggested report reports reported note notes noted show shows showed
    found finds asserted asserts maintained maintains observed boasted repeated repeats estimate estimates agreed
    agrees hoped hopes fear fears feared indicated indicates insist argue say believe warn admit confirm
    """
)

BESIDE_QUOTATION = word_set(
    """
    asked asks continued agreed noted suggested reported observed recalled called described shouted cried joked
    rejected dismissed branded labelled repeated whispered laughed shrugged answered retorted muttered reads read went
    """
)

AT_END = word_set("say show shows insist argue believe warn admit")
"""Verbs that close a sentence: "…, figures show." """

PHRASES = (
    "according to",
    "made it clear",
    "made clear",
    "makes clear",
    "put it",
    "pointed out",
    "points out",
    "is quoted as saying",
    "was quoted as saying",
)

PASSIVE = word_set("be is are was were been being am")
_NOT_SPEECH_AFTER = {
    "added": {"to", "a", "an", "another"},
    "adds": {"to", "a", "an", "another"},
    "states": {"of", "and"},
}
_WORDS = sorted({*PLAIN, *NEEDS_THAT, *BESIDE_QUOTATION}, key=len, reverse=True)
_CUE = re.compile(r"(?<![\w’'-])(" + "|".join([*PHRASES, *_WORDS]) + r")(?![\w’'-])", re.IGNORECASE)
_TOKEN = re.compile(r"[\w’'-]+")
_LAST_WORD = re.compile(r"[\w’'-]+(?=\W{0,3}\Z)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word: where it stands in the sentence, and whether it counts only beside a quotation."""

    word: str
    start: int
    end: int
    beside_quotation_only: bool = False


def find_cues(sentence: str) -> Iterator[Cue]:
    """The reporting words of one sentence whose quotations were blanked out, from left to right."""
    for match in _CUE.finditer(sentence):
        word = match.group(1)
        low = word.lower()
        before, after = _word_before(sentence, match.start()), _word_after(sentence, match.end())
        if before in PASSIVE and " " not in low:
            continue
        if after in _NOT_SPEECH_AFTER.get(low, ()):
            continue
        plain = " " in low or low in PLAIN or (low in NEEDS_THAT and _stands_as_verb(sentence, match.end(), after))
        if plain or low in BESIDE_QUOTATION or low in NEEDS_THAT:
            yield Cue(word, match.start(), match.end(), beside_quotation_only=not plain)


def opens_with_reporting_clause(text: str, start: int, end: int) -> bool:
    """Whether the words at ``start`` report the quotation before them: "Ada Holt asked", "the officer said".

    >>> opens_with_reporting_clause("Ada Holt asked him.", 0, 19), opens_with_reporting_clause("Rain fell.", 0, 10)
    (True, False)
    """
    opening = text[start : min(end, start + 60)]
    words = list(islice(_TOKEN.finditer(opening), 4))
    if words and words[0].group().lower() in {"no", "nobody", "none"}:
        return False
    for word in words[1:]:
        gap = opening[words[0].start() : word.start()]
        if any(mark in gap for mark in '.!?:;‘“"'):
            return False
        if word.group().lower() in _REPORTING:
            return True
    return False


def _stands_as_verb(sentence: str, end: int, after: str) -> bool:
    """Whether a word that may be a noun is a verb here: before "that", or at the end of its clause."""
    if after == "that":
        return True
    return sentence[:end].rpartition(" ")[2].lower() in AT_END and not sentence[end:].strip(" .")


def _word_before(sentence: str, place: int) -> str:
    match = _LAST_WORD.search(sentence, max(0, place - 30), place)
    return match.group().lower() if match else ""


def _word_after(sentence: str, place: int) -> str:
    match = _TOKEN.search(sentence, place, place + 20)
    return match.group().lower() if match else ""


_REPORTING = frozenset(PLAIN) | (frozenset(BESIDE_QUOTATION) - {"read", "reads", "went", "called", "described"})
