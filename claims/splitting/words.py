"""The words of one sentence with their offsets, quotations standing as one word each, and what kinds of word there are.

>>> words = read_words(f"“{FILL * 4}” said Dr. Holt, 45.".replace("“", FILL).replace("”", FILL), 0)
>>> [word or "<quotation>" for word in words.low]
['<quotation>', 'said', 'dr', 'holt', ',', '45']
"""

import re
from dataclasses import dataclass

from claims.splitting.reporting_verbs import FORMS, PAST, PRESENT
from claims.splitting.word_lists import word_set

FILL = "\ue000"
"""Stands for each character of a quotation and its marks, so that offsets hold."""

WHOLE = "\ue001"
"""The same for a quotation that ends in a comma or a stop of its own: somebody's sentence, not a part of one."""

QUOTATION = ""
"""The word that stands for a whole quotation."""

_FILLS = FILL + WHOLE
_WORD = re.compile(
    "[^\\W\\d_](?:[\\w’'.&/-]*[\\w%])?|\\d[\\d.,/]*(?<=\\d)[\\w%]*|\ue000+|\ue001+|[^\\w\\s.\u200b-\u200f]|\\.\\.\\.",
)

BREAKS = frozenset(";:()[]{}!?–—-•|…") | {"...", QUOTATION}
AUXILIARIES = word_set(
    """
    is are was were am be been being has have had having do does did will would can could may might must shall
    should isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't
    isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t ain't
    """
)
BE = word_set("is are was were am be been being isn't wasn't aren't weren't isn’t wasn’t aren’t weren’t get got gets")
HAVE = word_set("has have had having hasn't haven't hadn't hasn’t haven’t hadn’t")
MODALS = AUXILIARIES - BE - HAVE
ADVERBS = word_set(
    """
    also later then now again once still since already however therefore even further not never yesterday today
    earlier too both all himself herself themselves itself long just often always ever instead rather once first
    recently soon only simply meanwhile perhaps maybe here there twice almost quite very so previously nonetheless
    nevertheless though n't n’t
    """
)
CONJUNCTIONS = word_set(
    """
    that because while when after before but if as though although where since so until whereas whether than or nor
    which who whom whose what how why
    """
)
RELATIVES = word_set("who which that whom")
PREPOSITIONS = word_set(
    """
    in on at by for from with during under over about after before within of to amid despite into through against
    among between across around near outside inside behind beyond like unlike without toward towards upon via per
    following asked as since until throughout along alongside besides
    """
)
DETERMINERS = word_set(
    """
    the a an his her its their our my your this these those some many several both another one two three four five
    six most no any each every other all few
    """
)
POSSESSIVES = word_set("his her its their our my your the a an this these those no any each every")
PRONOUNS = word_set("he she they it we i you")
CONNECTIVES = word_set(
    """
    and but so yet meanwhile however still also then now later or though although while when because as if after
    before since where whereas until that yesterday today earlier instead indeed thus nor plus recently again
    finally separately moreover furthermore similarly additionally afterward afterwards
    monday tuesday wednesday thursday friday saturday sunday
    """
)
_PAST = word_set(
    """
    told took made went gave came left won lost met spoke ran held stood began sent wrote put cut hit drew saw got
    found kept led called brought built bought sold taught fell rose grew knew thought felt fought caught chose swore
    tore wore sat set let cast paid laid meant spent hung struck shot threw flew broke drove ate woke
    """
)
TIMES = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later last this next
    again then now recently once before afterward afterwards
    """
)


@dataclass(slots=True)
class Words:
    """Parallel lists: each word as written, in lower case, and where it starts in the text."""

    raw: list[str]
    low: list[str]
    starts: list[int]

    def __len__(self) -> int:
        return len(self.low)

    def end(self, place: int) -> int:
        """Where the word there ends in the text."""
        return self.starts[place] + len(self.raw[place])

    def at(self, place: int) -> str:
        """The word there in lower case, "." beyond either end."""
        return self.low[place] if 0 <= place < len(self.low) else "."

    def is_whole_quotation(self, place: int) -> bool:
        """Whether a quotation stands there that is a sentence of its own."""
        return 0 <= place < len(self.raw) and self.raw[place][0] == WHOLE

    def is_capital(self, place: int) -> bool:
        """Whether the word there begins with a capital letter."""
        return 0 <= place < len(self.raw) and self.raw[place][0].isupper()


def read_words(blanked: str, start: int, end: int | None = None) -> Words:
    """The words between two places of a text whose quotations were filled."""
    found = list(_WORD.finditer(blanked, start, len(blanked) if end is None else end))
    raw = [match.group() for match in found]
    low = [QUOTATION if word[0] in _FILLS else word.lower() for word in raw]
    return Words(raw, low, [match.start() for match in found])


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb.

    >>> is_adverb("repeatedly"), is_adverb("family")
    (True, False)
    """
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


_NOT_ADVERBS = word_set("family july italy assembly ally rally supply reply monopoly anomaly bully imply apply italy")


def is_finite_verb(words: Words, place: int) -> bool:
    """Whether the word there reads like the verb of a clause whose subject ended before it."""
    low, raw = words.low[place], words.raw[place]
    if low in AUXILIARIES or low in _PAST:
        return raw.islower() and words.at(place - 1) not in POSSESSIVES
    if not raw.islower() or len(low) < 4 or words.at(place - 1) in POSSESSIVES or words.at(place - 1) in PREPOSITIONS:
        return False
    if low in FORMS and FORMS[low][1] in {PAST, PRESENT}:
        return True
    if low.endswith("ed"):
        return True
    back = place - 1
    while back > 0 and is_adverb(words.low[back]) and not words.is_capital(back):
        back -= 1
    before = words.at(back)
    return low.endswith("s") and low[-2] not in "su'’i" and (before in {"he", "she", "it"} or words.is_capital(back))
