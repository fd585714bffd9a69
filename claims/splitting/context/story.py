"""What the sentences before a claim tell about its pronouns: their subjects, the people in them, fuller names.

Read lazily: a sentence is looked at only when a later claim refers back to it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from claims.splitting.clauses import AUXILIARIES, Word, find_verb, read_words
from claims.splitting.context.gazetteer import CITIES, COUNTRIES, PENINSULAS, REGIONS
from claims.splitting.names import find_people
from claims.splitting.shapes import Passage
from claims.splitting.word_lists import word_set

SENTENCES_BACK = 2
WINDOW = 1_000
"""Characters before a claim in which the place that "the city" means is looked for."""

_NAMED_BY = {
    "country": COUNTRIES,
    "city": CITIES,
    "capital": CITIES,
    "region": REGIONS,
    "province": REGIONS,
    "peninsula": PENINSULAS,
}
LONGEST_SUBJECT = 8
"""Words of a subject that is worth repeating."""

_OPENING = word_set(
    """
    in on at by for with from of to after before during since until despite under over amid among as while when if
    although though because unless meanwhile however but and yet so then
    """
)
_INSIDE = word_set("in on at by for with from to into about between who which that where whose")
_PLURALS = word_set("people police men women children staff troops media officials they")
_PRONOUNS = word_set("it this that these those he she they we i you there his her its their what who")


class Story:
    """The body of one article, sentence by sentence."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self._text = text
        self._body = [one for one in passages if one.kind == "body"]
        self._starts = [one.start for one in self._body]
        self._subjects: dict[int, str | None] = {}
        self._people: dict[int, tuple[str, ...]] = {}

    def subject_before(self, place: int) -> str | None:
        """The subject of the body sentence before this place, unless it is a pronoun itself."""
        at = bisect_left(self._starts, place) - 1
        return self._subject(at) if at >= 0 else None

    def person_before(self, place: int) -> str | None:
        """The one person named in the nearest of the last two body sentences that names any; None when two are."""
        first = bisect_left(self._starts, place) - 1
        for at in range(first, max(-1, first - SENTENCES_BACK), -1):
            people = self._people_of(at)
            if people:
                return people[0] if len(people) == 1 else None
        return None

    def place_before(self, head: str, place: int) -> str | None:
        """The one country, city, region or peninsula named shortly before that "the country" may mean."""
        names = _NAMED_BY.get(head)
        if names is None:
            return None
        words = read_words(self._text, max(0, place - WINDOW), place)
        pairs = zip(words, [*words[1:], None], strict=True)
        found = {name for word, after in pairs for name in _names_at(self._text, word, after) if name in names}
        return found.pop() if len(found) == 1 else None

    def _subject(self, at: int) -> str | None:
        if at not in self._subjects:
            one = self._body[at]
            self._subjects[at] = subject_of(self._text, one.start, one.end)
        return self._subjects[at]

    def _people_of(self, at: int) -> tuple[str, ...]:
        if at not in self._people:
            one = self._body[at]
            names = dict.fromkeys(islice(find_people(self._text[one.start : one.end]), 3))
            self._people[at] = tuple(names)
        return self._people[at]


def _names_at(text: str, word: Word, after: Word | None) -> tuple[str, ...]:
    bare = word.text.partition("’")[0].partition("'")[0]
    return (bare, text[word.start : after.end].replace("\n", " ")) if after else (bare,)


def subject_of(text: str, start: int, end: int) -> str | None:
    """The words before the first finite verb of a sentence, its opening phrase left out; None when none are clear.

    >>> words = "In broadcasts on Monday night, state media for the first time considered defeat."
    >>> subject_of(words, 0, len(words))
    'state media'
    """
    words = _behind_opening(read_words(text, start, end))
    verb = find_verb(words) if words else None
    if not verb:
        return None
    subject = words[:verb]
    cut = next((place for place, word in enumerate(subject) if place and word.low in _INSIDE), len(subject))
    subject = subject[:cut]
    while subject and (subject[-1].low in AUXILIARIES or subject[-1].low.endswith("ly")):
        subject = subject[:-1]
    if not subject or len(subject) > LONGEST_SUBJECT or subject[0].low in _PRONOUNS:
        return None
    return " ".join(text[subject[0].start : subject[-1].end].split())


def _behind_opening(words: list[Word]) -> list[Word]:
    """Behind "In a statement," or "Meanwhile": at the first comma when an opening word stands first."""
    if not words or words[0].low not in _OPENING:
        return words
    comma = next((place for place, word in enumerate(words) if word.text == ","), None)
    if comma is not None:
        return words[comma + 1 :]
    return words[1:] if words[0].low in {"meanwhile", "however", "but", "and", "yet", "so", "then"} else []


def is_plural(name: str) -> bool:
    """Whether a subject is many: "the unions", "Ada Holt and Bo Ek", "police"."""
    words = name.lower().split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    return "and" in words or head in _PLURALS or (head.endswith("s") and not head.endswith(("ss", "’s", "us", "is")))
