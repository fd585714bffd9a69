"""Numbers that measure nothing: years, dates, times of day, road numbers, ordinals, ages between commas.

>>> from claims.splitting.tokens import read_tokens
>>> def is_guarded(words, place):
...     return is_no_amount(read_tokens(words, 0, len(words)), place)
>>> is_guarded("in 2014", 1), is_guarded("on 4 June", 1), is_guarded("the M25", 2), is_guarded("for 12 months", 1)
(True, True, True, False)
"""

from collections.abc import Sequence

from claims.splitting.quantities.units import CODES, DOLLARS
from claims.splitting.tokens import Token, at, is_dash
from claims.splitting.word_lists import word_set

MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec
    """
)
_LABELS = word_set(
    """
    no number article page section chapter room flight channel route highway phase level class platform gate bus
    volume ward district question item rule act version windows boeing airbus apollo psalm verse day week year age
    aged war
    """
)
_BEFORE_YEARS = word_set("in since by until till before after from of during to and early late mid circa year")
_PLURALS = word_set("people men women children police staff troops")
_ORDINALS = word_set("st nd rd th s")
_UNITS_IN_CAPITALS = word_set("c f k m b bn w kw mw gw kwh mwh gwh twh mb gb tb kg km")
_FIRST_YEAR, _LAST_YEAR = 1_500, 2_100


def is_no_amount(tokens: Sequence[Token], place: int) -> bool:
    """Whether the figures at this token are a name or a time rather than an amount."""
    token = tokens[place]
    if not token.word[0].isdigit():
        return False
    return (
        _is_part_of_name(tokens, place)
        or _has_odd_suffix(tokens, place)
        or _is_time_of_day(tokens, place)
        or _is_date(tokens, place)
        or is_year(tokens, place)
        or _is_labelled(tokens, place)
        or _is_age(tokens, place)
    )


def is_year(tokens: Sequence[Token], place: int) -> bool:
    """Whether the figures are a year, or the second one of "2014–15"."""
    token = at(tokens, place)
    if is_dash(at(tokens, place - 1)) and token.glued and _may_be_year(at(tokens, place - 2).word):
        return len(token.word) in {2, 4}
    if not _may_be_year(token.word):
        return False
    following, before = at(tokens, place + 1), at(tokens, place - 1).word
    counts = following.word in _PLURALS or (following.word.endswith("s") and len(following.word) > 3)
    return before in _BEFORE_YEARS | MONTHS or following.capital or not counts


def _may_be_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and _FIRST_YEAR <= int(word) < _LAST_YEAR


def _is_part_of_name(tokens: Sequence[Token], place: int) -> bool:
    """ "M25", "Covid-19", "under-21s", "24/7"."""
    token, before = tokens[place], at(tokens, place - 1)
    if at(tokens, place + 1).word == "/" and at(tokens, place + 1).glued:
        return at(tokens, place + 2).word[:1].isdigit()
    if not token.glued:
        return False
    if before.word.isalpha():
        return before.word not in CODES
    if before.word == "/":
        return True
    return is_dash(before) and before.glued and at(tokens, place - 2).word.isalpha() and not _is_span(tokens, place - 2)


def _is_span(tokens: Sequence[Token], place: int) -> bool:
    """Whether a dash behind this word joins two amounts, as in "5km-10km"."""
    return at(tokens, place).glued and at(tokens, place - 1).word[:1].isdigit()


def _has_odd_suffix(tokens: Sequence[Token], place: int) -> bool:
    """ "21st", "1990s", "5G", "3D": letters right behind the figures that are no unit."""
    suffix = at(tokens, place + 1)
    if not (suffix.glued and suffix.word.isalpha()):
        return False
    return suffix.word in _ORDINALS or (suffix.capital and suffix.word not in _UNITS_IN_CAPITALS)


def _is_time_of_day(tokens: Sequence[Token], place: int) -> bool:
    before, following = at(tokens, place - 1), at(tokens, place + 1)
    if (before.word == ":" and before.glued and tokens[place].glued) or (following.word == ":" and following.glued):
        return at(tokens, place + 2).word[:1].isdigit() or at(tokens, place - 2).word[:1].isdigit()
    if following.word in {"am", "pm", "o", "gmt"}:
        return True
    return following.word in {"a", "p"} and at(tokens, place + 2).word == "." and at(tokens, place + 3).word == "m"


def _is_date(tokens: Sequence[Token], place: int) -> bool:
    if not tokens[place].word.isdecimal() or len(tokens[place].word) > 2:
        return False
    around = (at(tokens, place - 1), at(tokens, place + 1))
    return any(one.word in MONTHS and (one.capital or one.word not in {"may", "march"}) for one in around)


def _is_labelled(tokens: Sequence[Token], place: int) -> bool:
    before = at(tokens, place - 1)
    if before.word == "." and before.glued:
        return at(tokens, place - 2).word == "no"
    return before.word in _LABELS


def _is_age(tokens: Sequence[Token], place: int) -> bool:
    """ "Ada Holt, 45, said": a number between two commas behind a name."""
    return at(tokens, place - 1).word == at(tokens, place + 1).word == "," and at(tokens, place - 2).capital


def begins_currency(tokens: Sequence[Token], place: int) -> bool:
    """Whether letters at this token belong to a currency mark: the "US" of "US$5"."""
    following = at(tokens, place + 1)
    return tokens[place].word in DOLLARS and following.word == "$" and following.glued
