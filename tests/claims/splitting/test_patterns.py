"""Every regular expression of the splitter: no quantifier inside another, and twice the text is twice the time."""

import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as codes
from re import _parser as parser

import pytest

import claims.splitting

REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
UNITS = [
    "a", "A", "1", " ", "a ", "A ", "A. ", "a.", ".", "!", "‘", "’", "''", '"', "“", "s’ ", "(", "[", "[1]", ",", ", ",
    "-", "–", ":", "/", "\n", "\r\n", "\u0301", "\u202e", "😀", "photo ", "by ", "3 May ", "said ", "said that ", "of ",
    "1,000 ", "per cent ", "5.", "million ", "the ", "in ", "to ", "who ", "and ",
]  # fmt: skip
SMALL, TIMES = 2_000, 4
SLACK = 10
FEWEST_SECONDS = 0.003
"""What a short run is counted as at least, so that the noise of a busy machine is not taken for growth."""


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(claims.splitting.__path__, "claims.splitting."):
        if ".parsing" not in found.name:
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


def repeats_in(parsed, *, within: bool = False) -> Iterator[bool]:
    """For each repeat without a limit whether it stands inside another repeat without a limit."""
    for code, argument in parsed:
        if code in REPEATS:
            _, most, inner = argument
            endless = most is codes.MAXREPEAT
            if endless:
                yield within
            yield from repeats_in(inner, within=within or endless)
        else:
            for inner in inner_patterns(argument):
                yield from repeats_in(inner, within=within)


def inner_patterns(argument) -> Iterator[object]:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for one in argument:
            yield from inner_patterns(one)


PATTERNS = patterns()


def test_patterns_are_found():
    assert len(PATTERNS) > 30


@pytest.mark.parametrize("name", PATTERNS)
def test_no_endless_quantifier_lies_inside_another(name):
    pattern = PATTERNS[name]
    assert not any(repeats_in(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def seconds(pattern: re.Pattern[str], text: str) -> float:
    gc.disable()
    started = time.process_time()
    try:
        for _ in pattern.finditer(text):
            pass
    finally:
        gc.enable()
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_in_line_with_length(name):
    pattern = PATTERNS[name]
    for unit in UNITS:
        shorter = (unit * SMALL)[:SMALL]
        longer = (unit * (SMALL * TIMES))[: SMALL * TIMES]
        allowed = SLACK / 4 * TIMES * max(seconds(pattern, shorter), FEWEST_SECONDS)
        assert seconds(pattern, longer) <= allowed, f"{name} on {unit!r}"
