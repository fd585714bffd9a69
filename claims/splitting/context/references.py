"""What the pronouns and short forms of a claim refer to, or that nobody can tell from here.

A pronoun that finds its noun earlier in the same claim needs nothing. Others are looked for in the words the claim
was cut from, among the speakers already resolved, and in the sentences before; when two answers are possible the
reference is given without a name, as a flag.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.splitting.clauses import Word, read_words
from claims.splitting.context.story import Story, is_plural, subject_of
from claims.splitting.names import find_people
from claims.splitting.shapes import Reference, Speaker
from claims.splitting.word_lists import word_set

MOST = 6
"""References of one claim."""

_OF_PERSON = word_set("he she him her his hers himself herself")
_OF_MANY = word_set("they them their theirs themselves")
_OF_THING = word_set("it its itself")
_OF_SPEAKER = word_set("i me my mine myself")
_OF_SPEAKERS = word_set("we us our ours ourselves")
_POINTING = word_set("that this these those")
_BEHIND_POINTING = word_set("is was are were has had would will means meant comes came follows leaves makes made")
_SHORT_FORMS = word_set(
    """
    company firm council ministry service government party union club hospital school university court police force
    city town village county country island peninsula region province capital scheme plan project programme agency
    authority board trust department spokesman spokeswoman spies minister mayor president judge inquiry report study
    """
)
_EMPTY_IT = word_set("is was rained rains snowed seems seemed appears appeared takes took emerged")
_BEHIND_EMPTY_IT = word_set(
    "that clear likely unlikely possible impossible true said thought believed absolutely essential time"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a claim stands: its sentence, the spoken stretches in it with their speakers, and the story so far.

    ``speakers`` are those resolved by the words that name them: place in the text → speaker. ``spoken`` are spans
    inside quotation marks and whose words they are; ``reported`` are spans said to have been said without them.
    """

    text: str
    sentence: tuple[int, int]
    story: Story
    speakers: Mapping[int, Speaker]
    spoken: Sequence[tuple[int, int, str | None]]
    reported: Sequence[tuple[int, int]] = ()


def find_references(
    setting: Setting, start: int, end: int, *, stands_for: tuple[int, int] | None = None
) -> tuple[Reference, ...]:
    """The references of the claim ``text[start:end]``, each kind of pronoun once, at most six.

    ``stands_for`` is the span that a "which" or "who" at the start of a part refers to.
    """
    words = read_words(setting.text, start, end)
    found = list(_relative(setting, words, stands_for))
    seen = {one.start for one in found}
    seen_groups: set[frozenset[str]] = set()
    for place, word in enumerate(words):
        group = _group(words, place)
        if group is None or group in seen_groups or word.start in seen:
            continue
        seen_groups.add(group)
        one = _resolve(setting, words, place, start)
        if one:
            found.append(one)
    found.extend(one for one in _short_forms(setting, words) if one.start not in seen)
    return tuple(sorted(found, key=lambda one: one.start)[:MOST])


def _relative(setting: Setting, words: Sequence[Word], stands_for: tuple[int, int] | None) -> Iterator[Reference]:
    if words and words[0].low in {"which", "who", "where"}:
        name = " ".join(setting.text[slice(*stands_for)].split()) if stands_for else None
        yield Reference(words[0].start, words[0].end, name)


def _group(words: Sequence[Word], place: int) -> frozenset[str] | None:
    low = words[place].low
    for group in (_OF_PERSON, _OF_MANY, _OF_THING, _OF_SPEAKER, _OF_SPEAKERS):
        if low.partition("’")[0] in group:
            return group
    following = words[place + 1].low if place + 1 < len(words) else ""
    points = place == 0 and low in _POINTING and following in _BEHIND_POINTING
    return _POINTING if points else None


def _resolve(setting: Setting, words: Sequence[Word], place: int, start: int) -> Reference | None:
    word, group = words[place], _group(words, place)
    if word.start in setting.speakers and setting.speakers[word.start].name.lower() != word.low:
        return _told(word, setting.speakers[word.start].name)
    speaker = next((name for first, last, name in setting.spoken if first <= word.start < last), None)
    if group in {_OF_SPEAKER, _OF_SPEAKERS}:
        return _told(word, speaker if group is _OF_SPEAKER else None)
    if group is _POINTING:
        return _told(word, None)
    if _has_noun_before(setting, words[:place], group) or _is_empty(words, place):
        return None
    return _told(word, _antecedent(setting, group, start))


def _told(word: Word, name: str | None) -> Reference:
    length = len(word.low.partition("’")[0])
    return Reference(word.start, word.start + length, name)


def _is_empty(words: Sequence[Word], place: int) -> bool:
    """ "It is clear that", "it rained": an it that stands for nothing."""
    following = [word.low for word in words[place + 1 : place + 3]]
    if place and following and following[0] in _BEHIND_EMPTY_IT:
        return True  # "legend has it that", "made it clear"
    if words[place].low == "it’s":
        return bool(following) and following[0] in _BEHIND_EMPTY_IT
    if words[place].low != "it" or not following or following[0] not in _EMPTY_IT:
        return False
    return following[0] not in {"is", "was"} or following[-1] in _BEHIND_EMPTY_IT


def _has_noun_before(setting: Setting, words: Sequence[Word], group: frozenset[str] | None) -> bool:
    """Whether the claim itself names what the pronoun may stand for before it."""
    if not words:
        return False
    before = setting.text[words[0].start : words[-1].end]
    if group is _OF_PERSON:
        return any(word.text[0].isupper() and place for place, word in enumerate(words)) or bool(
            next(find_people(before), None)
        )
    if group is _OF_MANY:
        return any(is_plural(word.text) and len(word.text) > 3 and word.text.isalpha() for word in words)
    return any(word.low in {"the", "a", "an"} or (word.text[0].isupper() and place) for place, word in enumerate(words))


def _antecedent(setting: Setting, group: frozenset[str] | None, start: int) -> str | None:
    """From the words before the part in its own sentence, then from the sentences before."""
    first = setting.sentence[0]
    own = setting.text[first:start]
    if group is _OF_PERSON:
        people = list(dict.fromkeys(find_people(own)))
        return people[0] if len(people) == 1 else None if people else setting.story.person_before(first)
    subject = subject_of(setting.text, first, start) if own.strip() else None
    subject = subject or setting.story.subject_before(first)
    if subject is None or is_plural(subject) is not (group is _OF_MANY):
        return None
    is_person = group is _OF_THING and next(find_people(subject), None) is not None
    return None if is_person else subject


def _short_forms(setting: Setting, words: Sequence[Word]) -> Iterator[Reference]:
    """The first "the company" or "the intelligence service" that a speaker or a place was found for, or a flag."""
    for place, word in enumerate(words[:-1]):
        if word.low != "the":
            continue
        last = place + 1
        while last < min(place + 3, len(words) - 1) and words[last].low not in _SHORT_FORMS:
            last += 1
        head = words[last]
        if head.low not in _SHORT_FORMS or head.text[0].isupper() or _goes_on(words, last):
            continue
        speaker = setting.speakers.get(word.start)
        surface = " ".join(setting.text[word.start : head.end].split())
        name = speaker.name if speaker and speaker.name.lower() != surface.lower() else None
        name = name or (setting.story.place_before(head.low, word.start) if last == place + 1 else None)
        if name or last == place + 1:
            yield Reference(word.start, head.end, name)
            return


def _goes_on(words: Sequence[Word], last: int) -> bool:
    """Whether the short form is no short form: "the city of Kherson", "the council tax"."""
    following = words[last + 1] if last + 1 < len(words) else None
    return following is not None and (following.low in {"of", "in", "for"} or following.text[0].isupper())
