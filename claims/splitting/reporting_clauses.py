"""Reporting clauses with a verb: who speaks, and where what was said begins and ends."""

from collections.abc import Sequence

from claims.splitting.complements import Complement, read_complement
from claims.splitting.openings import Range, subject_after, subject_behind_with, subject_of_clause
from claims.splitting.reporting_verbs import BASE, FORMS, PARTICIPLE, PAST
from claims.splitting.said import Said, words_from, words_up_to
from claims.splitting.subjects import antecedent, subject_before
from claims.splitting.verb_senses import is_reporting_verb
from claims.splitting.word_lists import word_set
from claims.splitting.words import BE, QUOTATION, RELATIVES, Words, is_adverb

_INVERTING = word_set("say add write note explain argue report claim warn insist recall ask tweet predict")
_MAY_FOLLOW = word_set("the a an one his her their its our former another some he she they i we")
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_TELLING_OF_NUMBERS = word_set("show find indicate")
_SURVEYS = word_set(
    """
    poll polls polling survey surveys study studies report reports data records figures results research statistics
    average averages numbers estimates
    """
)
_SIGNS = word_set(
    """
    sign signs ad ads headline headlines banner banners poster posters shirt shirts t-shirt t-shirts bill people
    caption letter letters emails tweets mailer flier fliers billboard billboards those voters
    """
)
_MAYBE = word_set("would could might may can should")
_READER_AND_WRITER = word_set("i we you")
_WITHOUT_VERB = word_set("label") | {"according to"}
_NEAR = 300
"""Characters between two verbs of one speaker."""

_LONG_CLAUSE = 12


def read_verb(words: Words, place: int, end: int, earlier: Sequence[Said]) -> Said | None:
    """The clause of the verb at ``place``. ``earlier``: the clauses before it, whose speaker may go on."""
    lemma, kind, frames, prepositions = FORMS[words.low[place]]
    if not is_reporting_verb(words, place, kind):
        return None
    inverted = _inverted_subject(words, place, lemma, kind)
    if inverted:
        content = None if _quotation_before(words, place) else words_up_to(words, place)
        alone = content is None and not _quotation_before(words, place)
        return _said(words, inverted, place, content, beside_only=alone, rule="inverted")
    subject = _subject(words, place, kind, earlier)
    if subject is None:
        return None
    if lemma in _TELLING_OF_NUMBERS and not isinstance(subject, Said) and _is_survey(words, subject):
        frames = frames | {"object"}
    complement = read_complement(words, place, lemma, frames, prepositions)
    content, rule = _content(words, subject, place, complement, end)
    if content is None and not complement.beside and "beside" not in frames and "end" not in frames:
        return None
    if "beside" not in frames and _is_aside(words, subject, place):
        return None
    if "end" not in frames and _is_in_speech(words, place, earlier):
        return None
    first = place if isinstance(subject, Said) else subject[0]
    alone = content is None and not complement.beside and not _quotation_before(words, first)
    if isinstance(subject, Said):
        return _said_again(words, subject, place, content, beside_only=alone, rule=rule)
    return _said(words, subject, place, content, beside_only=alone, rule=rule)


def _subject(words: Words, place: int, kind: str, earlier: Sequence[Said]) -> Range | Said | None:
    if kind != PARTICIPLE:
        before = words.at(place - 1)
        if before in {"and", "but"} and earlier and earlier[-1].rule != "according to":
            return earlier[-1]
        return subject_before(words, place)
    back = place - 1
    while back >= 0 and is_adverb(words.low[back]):
        back -= 1
    if words.at(back) in BE:
        return subject_before(words, place)
    if words.at(back) in _SIGNS:
        return subject_before(words, place)
    absolute = subject_behind_with(words, back + 1)
    if absolute:
        return absolute
    spoken = next((one for one in reversed(earlier) if one.rule not in _WITHOUT_VERB), None)
    if spoken and back >= 0 and words.starts[back] - spoken.end < _NEAR:
        return spoken
    return subject_of_clause(words, place)


def _inverted_subject(words: Words, place: int, lemma: str, kind: str) -> Range | None:
    """The subject behind the verb: "“…,” said Ada Holt", "Rents rose, said Ada Holt.", "Said Holt: “…"."""
    if kind == PARTICIPLE or (kind == BASE and lemma not in {"say"}):
        return None
    after = words.at(place + 1)
    if not (words.is_capital(place + 1) or after in _MAY_FOLLOW):
        return None
    if _quotation_before(words, place) or (place == 0 and kind == PAST and words.is_capital(1)):
        subject = subject_after(words, place + 1)
        return subject if subject and words.at(subject[0]) not in _WEEKDAYS else None
    if words.at(place - 1) != "," or lemma not in _INVERTING or words.at(place + 1) in _WEEKDAYS:
        return None
    subject = subject_after(words, place + 1)
    ends = subject and (subject[1] >= len(words) or words.low[subject[1]] in {",", ";", ")", "—", "–"})
    return subject if ends and _is_clause(words, place - 1) else None


def _is_clause(words: Words, comma: int) -> bool:
    """Whether what stands before the comma is a clause and not a name with its apposition."""
    return sum(1 for at in range(comma) if words.low[at] == ",") == 0 or comma > _LONG_CLAUSE


def _quotation_before(words: Words, place: int) -> bool:
    before = words.at(place - 1)
    return before == QUOTATION or (before in {",", "—", "–", "-"} and words.at(place - 2) == QUOTATION)


def _is_survey(words: Words, subject: Range) -> bool:
    return any(words.low[at] in _SURVEYS for at in range(*subject))


def _is_aside(words: Words, subject: Range | Said, place: int) -> bool:
    """Whether a verb of thinking or wishing is the writer's or the reader's, or only supposed."""
    if not isinstance(subject, Said) and words.low[subject[1] - 1] in _READER_AND_WRITER:
        return True
    return words.at(place - 1) in _MAYBE


def _is_in_speech(words: Words, place: int, earlier: Sequence[Said]) -> bool:
    """Whether a verb is part of what somebody else said."""
    return any(one.content and one.content[0] <= words.starts[place] < one.content[1] for one in earlier)


def _content(
    words: Words, subject: Range | Said, place: int, complement: Complement, end: int
) -> tuple[tuple[int, int] | None, str]:
    """The span of what was said without marks, and the rule; None when marks hold it or nothing tells."""
    if complement.beside:
        return None, "cue before"
    if complement.first is not None:
        return words_from(words, complement.first, end), "cue before"
    if not complement.ends or isinstance(subject, Said):
        return None, "cue after"
    first = subject[0]
    before = words.at(first - 1)
    if before == QUOTATION or words.at(first - 2) == QUOTATION or before not in {",", "—", "–", "-", ")"}:
        return None, "cue after"
    inserted = words.at(place + 1) in {",", "—", "–"}
    return words_up_to(words, first) or (words_from(words, place + 2, end) if inserted else None), "cue after"


def _said(
    words: Words, subject: Range, place: int, content: tuple[int, int] | None, *, beside_only: bool, rule: str
) -> Said:
    first, last = subject
    named = None
    if last - first == 1 and words.low[first] in RELATIVES:
        refers = antecedent(words, first)
        named = (words.starts[refers[0]], words.end(refers[1] - 1)) if refers else None
    return Said(
        words.starts[first], words.end(last - 1), words.raw[place], words.starts[place], words.end(place),
        content, beside_only, rule, named, _is_weak(words, place),
    )  # fmt: skip


def _said_again(
    words: Words, earlier: Said, place: int, content: tuple[int, int] | None, *, beside_only: bool, rule: str
) -> Said:
    """The same speaker goes on: "…, she said, adding that …"."""
    return Said(
        earlier.speaker_start, earlier.speaker_end, words.raw[place], words.starts[place], words.end(place),
        content, beside_only, rule, earlier.named, _is_weak(words, place),
    )  # fmt: skip


def _is_weak(words: Words, place: int) -> bool:
    return "beside" not in FORMS[words.low[place]][2]
