"""Queries as programs send them: every parameter is one we know, given once, and readable. Else 400, naming each."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.http import HttpRequest

from factcheck.core.errors import FieldError, Invalid
from factcheck.core.text import problem_with

LONGEST = 200  # characters of a value
LONGEST_NAME = 100  # characters of a name that is told back
MOST_TOLD = 20  # faults
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_NUMBER = re.compile(rf"-?[0-9]{{1,{LONGEST}}}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def read_query(request: HttpRequest, *, allowed: Collection[str], longest: int = LONGEST) -> dict[str, str]:
    """The query's values by name, without those that are empty. Takes Django's request and DRF's.

    `Invalid` names every fault: `unknown_parameter`, `given_twice`, `too_long` (in characters), `nul_character`,
    `bad_unicode`. Its own code is theirs when they all have the same one.
    """
    asked = request.GET
    faults = [fault for name, values in asked.lists() for fault in _faults(name, values, allowed, longest)]
    if faults:
        raise refused(faults)
    return {name: value for name, value in asked.items() if value}


def refused(faults: list[FieldError]) -> Invalid:
    """One refusal for several parameters."""
    codes = {fault.code for fault in faults}
    detail = " ".join(fault.detail for fault in faults[:3])
    return Invalid(detail, code=codes.pop() if len(codes) == 1 else None, errors=faults[:MOST_TOLD])


def number_asked(asked: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    """The whole number under this name. Codes: `not_a_number`, `out_of_range`."""
    said = asked.get(name, "")
    if not said:
        return default
    if not _NUMBER.fullmatch(said):
        raise Invalid.field(name, "not_a_number", f"{name} is a whole number in digits.")
    if not least <= int(said) <= most:
        raise Invalid.field(name, "out_of_range", f"{name} is from {least:,} to {most:,}.")
    return int(said)


def day_asked(asked: Mapping[str, str], name: str) -> date | None:
    """The day under this name, such as 2026-05-03. Codes: `not_a_day`, `out_of_range`."""
    said = asked.get(name, "")
    if not said:
        return None
    try:
        day = date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid.field(name, "not_a_day", f"{name} is a day such as 2026-05-03.")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid.field(name, "out_of_range", f"{name} lies from {FIRST_DAY} to {LAST_DAY}.")
    return day


def choice_asked(asked: Mapping[str, str], name: str, choices: Collection[str]) -> str:
    """One of a few words, or nothing. Code: `unknown_choice`."""
    said = asked.get(name, "")
    if said and said not in choices:
        raise Invalid.field(name, "unknown_choice", f"{name} is one of: {', '.join(choices)}.")
    return said


def _faults(name: str, values: list[str], allowed: Collection[str], longest: int) -> Iterator[FieldError]:
    if name not in allowed:
        known = f"Known here: {', '.join(allowed)}." if allowed else "None is known here."
        yield FieldError(_printable(name), "unknown_parameter", f"There is no such parameter. {known}")
    elif len(values) > 1:
        yield FieldError(name, "given_twice", f"{name} is given more than once.")
    elif len(values[0]) > longest:
        yield FieldError(name, "too_long", f"{name} has at most {longest} characters.")
    elif problem := problem_with(values[0]):
        yield FieldError(name, *problem)


def _printable(name: str) -> str:
    """A name we do not know, as it can be told back."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name[:LONGEST_NAME])
