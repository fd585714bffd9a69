"""Twice the text takes twice the time, however hostile the text."""

import gc
import time

import pytest

from claims.splitting import split_article

UNITS = [
    "a", "a ", "A.", "A. ", "a.\n", "‘", "‘a ", "“a” ", "‘a’ said Bo Ek. ", "\"", "'", "s’ ", "’s ", "“‘",
    "»", "(", "[", "\n", "\r\n", "\u0301", "\u202e", "😀", "\u200b", "ก", "\ud800", "…", ". ", "- ", "> ",
    "#", "said ", "he said, ", "according to ", "Ada Holt ", "Ada Holt said that 5 rose. ", "in A ",
    "1 of 2 ", "a b c d e f g\n", "‘We go.\n", "forced to ", "the ", "more ", "insisting ", ", and ",
    "Mr. ", "By A", "that that ",
]  # fmt: skip
SLACK = 10


def seconds(text: str) -> float:
    started = time.process_time()
    gc.disable()  # a collection that falls into the longer run is not the splitter's time
    try:
        split_article(text)
    finally:
        gc.enable()
    return time.process_time() - started


def assert_grows_in_line(unit: str, *, small: int, times: int) -> None:
    shorter = (unit * small)[:small]
    longer = (unit * (small * times))[: small * times]
    allowed = SLACK / 4 * times * max(seconds(shorter), 0.01)
    assert seconds(longer) <= allowed


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_time_grows_in_line_with_length(unit):
    assert_grows_in_line(unit, small=5_000, times=4)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_million_characters_take_seconds(unit):
    assert_grows_in_line(unit, small=125_000, times=8)


@pytest.mark.parametrize("length", [50_000])
@pytest.mark.parametrize("unit", ["A.B.", ".", " ", "a!", "..[111 "])
def test_known_traps_of_splitters_cost_next_to_nothing(unit, length):
    assert seconds((unit * length)[:length]) < 0.2 * SLACK
