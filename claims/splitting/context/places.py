"""Where a claim plays: capitalised names behind a word of place, and those that end or begin like a place.

Spelling and a short gazetteer, no labels of a model: those take Crimea for an organisation.

>>> text = "In Kenya, Ada Holt met farmers from Marsh End near the River Lode in March."
>>> [one.name for one in find_places(text)]
['Kenya', 'Marsh End', 'River Lode']
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from claims.splitting.context.absolute import MONTHS
from claims.splitting.context.gazetteer import LONGEST, kind_of
from claims.splitting.context.relative import WEEKDAYS
from claims.splitting.shapes import Place
from claims.splitting.tokens import Token, at, is_dash, read_tokens
from claims.splitting.word_lists import word_set

MOST = 6
"""Places of one claim."""

_BEFORE_ANY = word_set("in at near outside across around into towards toward throughout inside over")
_BEFORE_KNOWN = _BEFORE_ANY | word_set("from of to between through off against")
_FIRST_WORDS = word_set("river lake mount port cape lough loch glen fort isle gulf sea bay strait")
_LAST_WORDS = word_set(
    """
    street road lane avenue square bridge park island islands bay valley harbour county city airport sea region
    province peninsula district river mountain mountains hills beach bridge docks quay creek village town forest
    """
)
_BODIES = word_set(
    """
    council ministry service police party company bank court agency department authority board union committee
    commission army navy force forces bureau association federation group foundation government parliament news
    times post office university minister president cup league act
    """
)
_ADJECTIVAL = ("ian", "ish", "ese", "ean")
_JOINING = word_set("of de la le upon del and")
_NO_NAME = frozenset((*MONTHS, *WEEKDAYS, "mr", "mrs", "ms", "dr", "i"))
_MOVING = word_set(
    """
    withdrawing withdrew withdrawn fleeing fled flee retreat retreated retreating came come travelled evacuated miles
    kilometres away north south east west arrived returned back people residents farmers
    """
)
_DIRECTIONS = word_set("north south east west outskirts suburb centre outside people")
_NOT_BEHIND = word_set("the a an this that his her its their our my")


def find_places(text: str, start: int = 0, end: int | None = None) -> tuple[Place, ...]:
    """The places named in ``text[start:end]``, each name once, in their order, at most six."""
    last = len(text) if end is None else end
    found: dict[str, Place] = {}
    tokens = read_tokens(text, start, last)
    for place in _find(text, tokens):
        found.setdefault(place.name, place)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _find(text: str, tokens: Sequence[Token]) -> Iterator[Place]:
    place = 0
    listed = ""  # the "and" or comma that joins a name to the place before it
    while place < len(tokens):
        token = tokens[place]
        if not (token.capital and token.word.isalpha() and token.word not in _NO_NAME):
            listed = token.word if listed and token.word in {"and", ","} else listed if token.word == "the" else ""
            place += 1
            continue
        after = _run_end(text, tokens, place)
        if token.word in _BEFORE_KNOWN | _NOT_BEHIND and after > place + 1:
            place += 1  # "In Kenya", "The River Lode" at the start of a sentence
        named = _read_place(text, tokens, place, after, listed=listed)
        if named:
            yield named
        listed = "." if named else ""
        place = after


def _run_end(text: str, tokens: Sequence[Token], place: int) -> int:
    """Behind the last token of a name: capitalised words parted by one space or hyphen, "of" and the like inside."""
    after = place + 1
    for step in islice(range(place + 1, len(tokens)), LONGEST + 2):
        token, joined = tokens[step], text[tokens[step - 1].end : tokens[step].start] in {" ", ""}
        if joined and token.capital and token.word.isalpha() and token.word not in _NO_NAME:
            after = step + 1
        elif not joined or not (token.word in _JOINING - {"and"} or is_dash(token)):
            break
    return after


def _read_place(text: str, tokens: Sequence[Token], first: int, after: int, *, listed: str) -> Place | None:
    """The run of names as a place, going by the gazetteer, by its own words and by the words before it."""
    run, leads = tokens[first:after], _leads_to_place(tokens, first, listed=listed)
    name = " ".join(text[run[0].start : run[-1].end].split())
    place = Place(run[0].start, run[-1].end, name)
    if kind_of(name):
        return place if leads is not None else None
    if len(run) > LONGEST + 2 or run[-1].word in _BODIES:
        return None
    if len(run) > 1 and (run[0].word in _FIRST_WORDS or run[-1].word in _LAST_WORDS):
        return place
    behind = at(tokens, after)
    is_owner = behind.word in {"’", "'"} and behind.glued
    if not leads or is_owner or (name.isupper() and len(name) > 1) or run[-1].word.endswith(_ADJECTIVAL):
        return None
    return place


def _leads_to_place(tokens: Sequence[Token], first: int, *, listed: str) -> bool | None:
    """Whether the words before lead to a place: surely (True), only to one that is known (False), or not (None)."""
    before = first - 2 if at(tokens, first - 1).word in _NOT_BEHIND else first - 1
    word, further = at(tokens, before).word, at(tokens, before - 1).word
    if listed == "and" or word in _BEFORE_ANY:
        return True
    if listed == ",":
        return False
    if (word == "from" and further in _MOVING) or (word == "to" and further in {"close", "next", "road", "way"}):
        return True
    if word == "of" and further in {"size", "area"}:
        return None
    if word == "of" and further in _LAST_WORDS | _DIRECTIONS:
        return True
    return False if word in _BEFORE_KNOWN else None
