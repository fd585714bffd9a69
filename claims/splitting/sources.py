"""Sources named without a verb: "according to Holt", "in the latest poll", "Ada Holt: Rents rose"."""

from claims.splitting.openings import Range, subject_after
from claims.splitting.said import Said, words_from, words_up_to
from claims.splitting.word_lists import word_set
from claims.splitting.words import BREAKS, CONJUNCTIONS, QUOTATION, Words, is_finite_verb

POLLS = word_set("poll polls survey surveys")
_NOT_LABELS = word_set(
    """
    update note correction related photo photos read watch video by editor's editor’s more breaking exclusive the
    latest why how what when where who here this these q a rating grade tip bottom winner loser
    """
)
_SMALL_IN_LABELS = word_set("of the de van")
_LONGEST_LABEL = 5
_FEWEST_BEHIND_LABEL = 5
_LONGEST_POLL = 9


def read_label(words: Words, end: int) -> Said | None:
    """ "Ada Holt: Rents rose": a name and a colon at the start of a line."""
    if ":" not in words.low[1 : _LONGEST_LABEL + 1]:
        return None
    colon = words.low.index(":", 1)
    if not all(words.is_capital(at) or (at > 0 and words.low[at] in _SMALL_IN_LABELS) for at in range(colon)):
        return None
    if words.low[0] in _NOT_LABELS or colon + _FEWEST_BEHIND_LABEL >= len(words):
        return None
    content = (words.starts[colon + 1], end)
    quoted = words.low[colon + 1] == QUOTATION
    return Said(
        words.starts[0], words.end(colon - 1), ":", words.starts[colon], words.end(colon),
        None if quoted else content, quoted, "label",
    )  # fmt: skip


def read_according(words: Words, place: int, end: int) -> Said | None:
    """The clause "according to …" at a place."""
    if words.at(place + 1) != "to":
        return None
    speaker = subject_after(words, place + 2)
    if speaker is None:
        return None
    content = _around_according(words, place, speaker, end)
    span = words.starts[speaker[0]], words.end(speaker[1] - 1)
    cue = words.starts[place], words.end(place + 1)
    return Said(*span, f"{words.raw[place]} {words.raw[place + 1]}", *cue, content, False, "according to")


def read_poll(words: Words, place: int, end: int) -> Said | None:
    """ "In a poll by the paper, half chose Holt", "Holt leads in the polls": figures whose source is a poll."""
    first = place
    while first and place - first < _LONGEST_POLL and words.low[first] != "in":
        first -= 1
    if words.at(first) != "in" or not all(_may_name_a_poll(words, at) for at in range(first + 1, place)):
        return None
    speaker = (first + 1, place + 1)
    content = _around_according(words, first, (first, place + 1), end) if first < 2 else words_up_to(words, first)
    if content is None:
        return None
    span = words.starts[speaker[0]], words.end(place)
    return Said(
        *span, words.raw[first], words.starts[first], words.end(first), content, False, "according to", weak=True
    )


def _may_name_a_poll(words: Words, place: int) -> bool:
    low = words.low[place]
    return low not in BREAKS and low != "," and low not in CONJUNCTIONS and not is_finite_verb(words, place)


def _around_according(words: Words, place: int, speaker: Range, end: int) -> tuple[int, int] | None:
    if place < 2:
        comma = next((at for at in range(speaker[1], len(words)) if words.low[at] == ","), None)
        return words_from(words, comma + 1, end) if comma is not None else None
    return words_up_to(words, place)
