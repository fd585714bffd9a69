"""Where a sentence may be cut safely, so that a claim inside it can be checked by itself.

Five joints, each with its name: an aside between dashes, what stands behind "amid reports that", a relative clause
behind a comma, a coordinated clause with a subject of its own, and the items of a list of three deeds. A part
keeps the original words, one exact span. It is only cut off when it has a subject, a verb and four words or more,
and it never begins where the sentence begins: the sentence itself stands for its first clause.

>>> text = "The bridge, which has carried 40,000 cars a day since 1968, will close, and the tunnel has flooded."
>>> [(part.rule, text[part.start : part.end]) for part in find_parts(text, 0, len(text))]
[('relative clause', 'which has carried 40,000 cars a day since 1968'), ('own subject', 'the tunnel has flooded')]
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from claims.splitting.clauses import (
    AUXILIARIES,
    FEWEST_WORDS,
    Word,
    find_verb,
    is_finite,
    noun_phrase_before,
    read_words,
)
from claims.splitting.word_lists import word_set

MOST_PARTS = 4
"""Of one sentence; what holds more is a list."""

ASIDE, REPORTS, RELATIVE, OWN_SUBJECT, LIST = (
    "aside between dashes",
    "amid reports",
    "relative clause",
    "own subject",
    "item of a list",
)
_DASH = re.compile(r"\s[–—-]{1,2}\s|(?<=\w)—(?=\w)")
_REPORTS = re.compile(
    r"\b(?:amid|after|following|despite|because of) (?:\w{2,14} ){0,2}"
    r"(?:reports?|claims?|allegations?|accusations?|warnings?|evidence|suggestions?|signs|rumou?rs|speculation)"
    r"(?: that)? (?=\w)"
)
_RELATIVE = re.compile(r"(?:,|–|—) (which|who|where) (?=\w)")
_COORDINATED = re.compile(r"(?:[,;] (?:and|but|while|whereas|although|though|yet)|;) (?=[\w‘“])")
_ITEM = re.compile(r"(?:, and|,| and) (?=[a-z]{3,20}ing\b)")
_DOING = re.compile(r"\b[a-z]{2,20}ing\b")
_CUT = re.compile(r"\samid\s|;")
_NOT_DOING = word_set(
    """
    during nothing something anything everything evening morning according including regarding concerning following
    king spring string thing being building wing ceiling meeting hearing
    """
)
_BEFORE_LIST = word_set("despite after by before without from of with")
_WHOLE_CLAUSE = word_set("means meant would could will makes made led forced prompted sparked caused")
"""Behind a "which" at the end of a sentence these often speak of all that was said, not of the last noun."""

_GOES_ON = AUXILIARIES | {"on", "in", "at"}
_SPEAKERS_OWN = word_set("i we you")
"""What begins with these says nothing that can be checked without its speaker."""

_ADVERBS = word_set("also now still already then later never always often only once soon just even recently")
_TRAILING = " \t\n,;:.–—-!?…"
_OPENED_BY = {"”": "“", "’": "‘", ")": "(", "]": "[", "»": "«", '"': '"', "'": "'"}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A claim inside a sentence: its span, the joint it was cut at, and what its first word or gap stands for."""

    start: int
    end: int
    rule: str
    antecedent: Span | None = None


def find_parts(text: str, start: int, end: int, *, inside: Sequence[Span] = ()) -> list[Part]:
    """The parts of the sentence ``text[start:end]``, in order, none overlapping another of the same joint.

    ``inside`` are spans that no part may cross the end of, such as quotations and what is reported as said.
    """
    found: dict[int, Part] = {}
    for rule in _RULES:
        for part in islice(rule(text, start, end), MOST_PARTS):
            whole = _fit(text, part, inside)
            if whole and whole.start > start:
                found.setdefault(whole.start, whole)
    return sorted(found.values(), key=lambda part: part.start)[:MOST_PARTS]


def _fit(text: str, part: Part, inside: Sequence[Span]) -> Part | None:
    """The part cut off where a span it begins in ends; None when it is too short or cuts into a span."""
    end = part.end
    for first, last in inside:
        if first <= part.start < last:
            end = min(end, last)
        elif part.start < first < end < last:
            return None
    end = _trimmed(text, part.start, end)
    words = [word for word in read_words(text, part.start, end) if word.text[0].isalnum()]
    return Part(part.start, end, part.rule, part.antecedent) if len(words) >= FEWEST_WORDS else None


def _trimmed(text: str, start: int, end: int) -> int:
    """Where the words end without stops, and without a closing mark or bracket that was opened before them."""
    while end > start:
        last = text[end - 1]
        opener = _OPENED_BY.get(last)
        if last not in _TRAILING and (opener is None or opener in text[start : end - 1]):
            break
        end -= 1
    return end


def _asides(text: str, start: int, end: int) -> Iterator[Part]:
    dashes = list(islice(_DASH.finditer(text, start, end), 4))
    if not 1 <= len(dashes) <= 3:
        return
    if len(dashes) == 1 and not _holds_main_clause(text, start, dashes[0].start()):
        return  # the place a report was sent from, or an introduction
    first, last = dashes[0].end(), dashes[1].start() if len(dashes) > 1 else end
    words = read_words(text, first, last)
    if words and words[0].low in {"which", "who", "where"}:
        yield from _relative_part(text, start, first, last, ASIDE)
    elif find_verb(words) is not None:
        yield Part(first, last, ASIDE)


def _reports(text: str, start: int, end: int) -> Iterator[Part]:
    for found in _REPORTS.finditer(text, start, end):
        cut = _CUT.search(text, found.end(), end)
        last = cut.start() if cut else end
        if find_verb(read_words(text, found.end(), last)) is not None:
            yield Part(found.end(), last, REPORTS)


def _relatives(text: str, start: int, end: int) -> Iterator[Part]:
    for found in _RELATIVE.finditer(text, start, end):
        if text[found.start()] != ",":
            continue
        words = read_words(text, found.end(), end)
        if _holds_main_clause(text, start, found.start()):
            yield from _relative_part(text, start, found.start(1), _last_end(words, end), RELATIVE)
        elif last := _first_end(words):
            yield from _relative_part(text, start, found.start(1), last, RELATIVE)


def _first_end(words: Sequence[Word]) -> int | None:
    """The comma behind which the main clause, still without its verb, must go on; None: nothing tells where."""
    for place, word in enumerate(words[:-1]):
        if word.text in ",–—" and place >= FEWEST_WORDS - 2 and words[place + 1].low not in {"and", "or", "but"}:
            return word.start
    return None


def _last_end(words: Sequence[Word], end: int) -> int:
    """Where a relative clause behind the main one ends: a dash, a phrase of time or place, or the end."""
    for place, word in enumerate(words[:-1]):
        if word.text in "–—;" or (word.text == "," and words[place + 1].low in _GOES_ON):
            return word.start
    return end


def _relative_part(text: str, start: int, first: int, last: int, rule: str) -> Iterator[Part]:
    words = read_words(text, first, last)
    if len(words) < FEWEST_WORDS:
        return
    before = read_words(text, start, first)
    while before and before[-1].text[0] in ",–—":
        before.pop()
    antecedent = noun_phrase_before(before, len(before))
    if words[0].low == "where":
        if find_verb(words[1:]) is not None and antecedent:
            yield Part(first, last, rule, antecedent)
    elif _is_told_of_subject(words):
        verb = next(word.low for word in words[1:] if word.low not in _ADVERBS)
        doubtful = (words[0].low == "which" and verb in _WHOLE_CLAUSE) or _is_one_of_two(before, antecedent)
        stands_for = None if doubtful else antecedent
        yield Part(first, last, rule, stands_for)


def _is_one_of_two(before: Sequence[Word], antecedent: Span | None) -> bool:
    """Whether "and" stands right before the noun: the clause may speak of both."""
    nearest = [word.low for word in before if antecedent and word.end <= antecedent[0]][-2:]
    return "and" in nearest


def _is_told_of_subject(words: Sequence[Word]) -> bool:
    """Whether a verb follows "which" or "who", adverbs aside: not "which the council denies"."""
    place = 1
    while place < len(words) - 1 and (words[place].low in _ADVERBS or words[place].low.endswith("ly")):
        place += 1
    return words[place].low in AUXILIARIES or is_finite([Word("it", 0, 0), *words[place:]], 1)


def _coordinated(text: str, start: int, end: int) -> Iterator[Part]:
    joints = list(islice(_COORDINATED.finditer(text, start, end), MOST_PARTS * 2))
    begin = start
    for place, joint in enumerate(joints):
        last = joints[place + 1].start() if place + 1 < len(joints) else end
        words = read_words(text, joint.end(), last)
        of_speaker = words and words[0].low.partition("’")[0] in _SPEAKERS_OWN
        if not of_speaker and find_verb(words) is not None and _holds_verb(text, begin, joint.start()):
            yield Part(joint.end(), _whole_end(text, words, last, end), OWN_SUBJECT)
            begin = joint.end()


def _whole_end(text: str, words: Sequence[Word], last: int, end: int) -> int:
    """Where the clause ends: a further joint that begins no clause of its own belongs to this one."""
    following = read_words(text, last, end)[:1]
    rest = read_words(text, last, end)[2:] if following else []
    return last if not rest or find_verb(rest) is not None else end


def _holds_main_clause(text: str, start: int, end: int) -> bool:
    """Whether the words before the joint hold a clause, perhaps behind an opening phrase or a reporting clause."""
    words = read_words(text, start, end)
    return any(find_verb(words[place:]) is not None for place in _beginnings(words))


def _holds_verb(text: str, start: int, end: int) -> bool:
    """Whether a finite verb stands among the words before the joint."""
    words = read_words(text, start, end)
    return any(is_finite(words, place) for place in range(1, len(words)))


def _beginnings(words: Sequence[Word]) -> list[int]:
    behind_commas = [place + 1 for place, word in enumerate(words[:-1]) if word.text == ","]
    return [0, *behind_commas[:3]]


def _items(text: str, start: int, end: int) -> Iterator[Part]:
    first = next(_deeds(text, start, end), None)
    if first is None:
        return
    doing, subject = first
    joints = [found for found in _ITEM.finditer(text, doing, end) if _is_deed(text, found.end())]
    if not 2 <= len(joints) <= MOST_PARTS:
        return
    ends = [*[found.start() for found in joints], end]
    starts = [subject[0], *[found.end() for found in joints]]
    for place, (begin, last) in enumerate(zip(starts, ends, strict=True)):
        yield Part(begin, last, LIST, subject if place else None)


def _deeds(text: str, start: int, end: int) -> Iterator[tuple[int, Span]]:
    """Where "Russia banning" names who does the first deed of a list, behind "despite" and the like."""
    for found in islice(_DOING.finditer(text, start, end), MOST_PARTS):
        words = read_words(text, start, found.start())
        subject = noun_phrase_before(words, len(words)) if _is_deed(text, found.start()) else None
        before = [word for word in words if subject and word.end <= subject[0]]
        if subject and before and before[-1].low in _BEFORE_LIST:
            yield found.start(), subject


def _is_deed(text: str, place: int) -> bool:
    found = _DOING.match(text, place)
    return found is not None and found.group() not in _NOT_DOING


_Rule = Callable[[str, int, int], Iterator[Part]]
_RULES: tuple[_Rule, ...] = (_asides, _reports, _relatives, _coordinated, _items)
