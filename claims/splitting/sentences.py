"""Sentences of one block, split inside quotations too, the reporting clause kept with its quotation.

A regular expression finds every stop with white space behind it; what stands before and behind the stop decides
whether a sentence ends there. Closing marks, brackets, note numbers and "[…]" stay with the sentence they end.

>>> text = "‘It is over. We won,’ he said. ‘Get out!’ the officer shouted. Dr. Holt left the U.S. She is 40."
>>> [text[start:end] for start, end in find_sentences(text, 0, len(text), language="en")][2:]
['‘Get out!’ the officer shouted.', 'Dr. Holt left the U.S.', 'She is 40.']
"""

import re
from itertools import islice

from claims.splitting.abbreviations import (
    BEFORE_NUMBER,
    BEHIND_CLOCK,
    CLOCK,
    EXCLAIMED,
    MAY_BE_LAST,
    MONTHS,
    OPENERS_OF_SENTENCES,
    SHORT_WORDS,
    SMALL,
    find_known,
    find_never_last,
)
from claims.splitting.cues import opens_with_reporting_clause

_SPACED = ".!?…"
_UNSPACED = "。！？｡।॥؟۔።։"
"""Stops of scripts that print no space behind a sentence, or use the sign for nothing else."""

_CLOSING = "’”\"'»›“‘«‹)\\]}」』*_"
# A stop inside a run of stops begins no second match and every quantifier is possessive: each run is read once.
_STOP = re.compile(
    rf"[{_SPACED}{_UNSPACED}*=_:;](?:"
    rf"(?<=[{_SPACED}])(?<![{_SPACED}][{_SPACED}])[{_SPACED}]*+[{_CLOSING}]*+(?:\s[»\"'](?=\s))?+"
    r"(?:\s?\[(?:\d|\d\d|\d\d\d|…|\.\.\.)\]){0,4}+(?:\s[:;]-?[()DP])?+(?=\s)"
    rf"|(?<=[{_UNSPACED}])[{_UNSPACED}]*+[’”\"'»›)\]}}」』）】》]*+"
    r"|(?<=\s[:;])-?\)(?=\s)"
    r"|(?<=\s[*=_])[*=_]{2,80}+(?=\s))(\s*+)"
)
_NEXT_WORD = re.compile(r"[\"'“‘’„«‹»(\[{¿¡*_]{0,6}+([^\W_]++(?:[’'][^\W\d_]++)?+)(\.?)")
_ROMAN = re.compile(r"[IVXLC]{1,6}+\Z")
_NUMBERED = re.compile(r"[\d.]{1,6}+\Z")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Lt|Col|Gen|Maj|Capt|Sgt|Rev|Supt|Insp|Det)\. ")
_OPENING = frozenset("\"'“‘„‚«‹([")
_QUOTE_CLOSING = frozenset("’”\"'»›“‘«‹」』")
_BEFORE_FIRST_LETTER = frozenset("\"'“‘’„«‹»([{¿¡*_–—-•‣◦「『…] \u00a0")
_RULES = frozenset("*=_")
"""Marks that, several in a row, part one piece from the next."""

_LIKE_A_CAPITAL = frozenset("$£€¥₹@#")
MOST = 400_000
"""Stops of one block that are looked at, so that memory has a limit whatever the text."""

REACH = 16
"""Characters looked at before a stop; no abbreviation is longer."""


def find_sentences(text: str, start: int, end: int, *, language: str, most: int = MOST) -> list[tuple[int, int]]:
    """The spans of the sentences between ``start`` and ``end``, white space trimmed, none empty.

    ``language`` is a code such as ``en`` or ``pt-BR``; it chooses the abbreviations, the rules are the same.
    After ``most`` stops the rest is one span.
    """
    never_last, known = find_never_last(language), find_known(language)
    spans: list[tuple[int, int]] = []
    begin = start
    while begin < end and text[begin].isspace():
        begin += 1
    for match in islice(_STOP.finditer(text, begin, end), most):
        behind, after = match.span(1)
        if after >= end:
            break
        stop = match.start()
        # The most frequent case first, without a call: a word that is no abbreviation, a full stop, a capital letter.
        if behind == stop + 1 and text[stop] == "." and text[after].isupper():
            word = text[begin if begin > stop - REACH else stop - REACH : stop].rpartition(" ")[2]
            if word in never_last:
                continue
            plain = word.isalpha() and word not in known and not word.isupper()
        else:
            plain = False
        if plain or _ends(text, (begin, stop, behind, after, end), language, known):
            spans.append((begin, behind))
            begin = after
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append((begin, end))
    return spans


def _ends(text: str, places: tuple[int, int, int, int, int], language: str, known: frozenset[str]) -> bool:
    """Whether a sentence ends with the stop: its beginning, the stop, behind its marks, the next one, the end."""
    begin, stop, behind, after, end = places
    if not text[after].isupper():
        if text[stop] in _UNSPACED:
            return True
        first = _first_letter(text, after, end)
        if first < 0:
            return False
        if _is_small(text, first):
            return (first == after or text[after] in "(‘“") and _ends_before_small_letter(text, begin, stop, behind)
    if text[stop] != "." or text[stop + 1] in _SPACED:
        return _mark_ends(text, places)
    word = _word_before(text, begin, stop)
    if word.isalpha() and word not in known and not word.isupper():
        return True
    return _full_stop_ends(text, word, places, language)


def _first_letter(text: str, place: int, end: int) -> int:
    """Where the first letter or digit stands behind a few opening marks, or -1."""
    for at in range(place, min(place + 6, end)):
        character = text[at]
        if character.isalnum() or character in _LIKE_A_CAPITAL:
            return at
        if character not in _BEFORE_FIRST_LETTER:
            return -1
    return -1


def _is_small(text: str, place: int) -> bool:
    """Whether a word begins with a small letter, in a script that has capitals, and is no "iPhone"."""
    letter = text[place]
    return letter.islower() and letter.title() != letter and not text[place + 1 : place + 2].isupper()


def _ends_before_small_letter(text: str, begin: int, stop: int, behind: int) -> bool:
    """Whether a sentence ends although a small letter follows, as people write who use no capitals.

    Only behind a plain small word, so that neither an unknown abbreviation nor "Yahoo! said" is cut.
    """
    marks = text[stop:behind]
    word = _word_before(text, begin, stop).rstrip("’”\"')»")
    if marks.strip("!?"):
        return marks == "." and _is_plain_word(word, fewest=3)
    return len(marks) > 1 or not word or _is_plain_word(word, fewest=1)


def _is_plain_word(word: str, *, fewest: int) -> bool:
    if word in SHORT_WORDS:
        return True
    return len(word) >= fewest and word.isalpha() and word.islower() and word not in SMALL


def _word_before(text: str, begin: int, stop: int) -> str:
    """The last word before a stop, or what lies in reach of it."""
    words = text[max(begin, stop - REACH) : stop].rsplit(None, 1)
    return words[-1] if words and not text[stop - 1].isspace() else ""


def _full_stop_ends(text: str, word: str, places: tuple[int, int, int, int, int], language: str) -> bool:
    begin, stop, _, after, end = places
    first = stop - len(word)
    leads = first <= begin or text[first - 2 : first] == ": "
    word = word.lstrip("\"'“‘’„«‹([{*_–—").rpartition("-")[2]
    if leads and (len(word) == 1 or _NUMBERED.match(word) or _ROMAN.match(word)):
        return False
    if word.isupper() and len(word) > 1:
        word = word.capitalize() if "." not in word else word
    if word in find_never_last(language):
        return False
    found = _NEXT_WORD.match(text, after, min(end, after + 40))
    following, initial = found.groups() if found else ("", "")
    return _parts(word, following, follows_initial=bool(initial) and len(following) == 1)


def _parts(word: str, following: str, *, follows_initial: bool) -> bool:
    """Whether a stop between these two words ends a sentence."""
    if word in MONTHS:
        return not following[:1].isdigit()
    if word in BEFORE_NUMBER:
        return not (following[:1].isdigit() or len(following) == 1 or _ROMAN.match(following))
    if word in CLOCK:
        return not (following[:1].isdigit() or following in BEHIND_CLOCK)
    if word in MAY_BE_LAST or (len(word) == 1 and word.isalpha()) or _is_dotted(word):
        return following in OPENERS_OF_SENTENCES and not follows_initial
    return True


def _is_dotted(word: str) -> bool:
    """Whether a word is letters with stops between them: "U.S", "p.m", "Ph.D"."""
    return "." in word and all(part.isalpha() and len(part) <= 3 for part in word.split("."))


def _behind_title(text: str, place: int) -> int:
    found = _TITLE.match(text, place)
    return found.end() if found else place


def _mark_ends(text: str, places: tuple[int, int, int, int, int]) -> bool:
    """Whether a question mark, an exclamation mark or dots end a sentence when a capital letter follows."""
    begin, stop, behind, after, end = places
    if text[stop] in _RULES:
        return True
    if stop == begin or (text[stop - 1] in "([" and text[behind - 1] in ")]"):
        return False
    if text[stop] in ".…" and text[stop - 1] in _OPENING:
        return False
    quoted = text[behind - 1] in _QUOTE_CLOSING and text[after].isalpha()
    if quoted and opens_with_reporting_clause(text, _behind_title(text, after), end):
        return False
    return text[stop] != "!" or behind > stop + 1 or _word_before(text, begin, stop) not in EXCLAIMED
