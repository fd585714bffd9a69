"""Twice the text takes twice the time, however hostile the text."""

import gc
import time

import pytest

from claims.splitting import split_article
from claims.splitting.blocks import find_blocks
from claims.splitting.lines import find_lines, join_wrapped
from claims.splitting.quotations import find_quotations
from claims.splitting.sentences import find_sentences
from claims.splitting.spans import find_spans

pytestmark = pytest.mark.slow
UNITS = [
    "a", "a ", "A.", "A. ", "a.\n", "‘", "‘a ", "“a” ", "‘a’ said Bo Ek. ", "\"", "'", "s’ ", "’s ", "“‘",
    "»", "(", "[", "\n", "\r\n", "\u0301", "\u202e", "😀", "\u200b", "ก", "\ud800", "…", ". ", "- ", "> ",
    "#", "said ", "he said, ", "according to ", "Ada Holt ", "Ada Holt said that 5 rose. ", "in A ",
    "1 of 2 ", "a b c d e f g\n", "‘We go.\n", "forced to ", "the ", "more ", "insisting ", ", and ",
    "Mr. ", "By A", "that that ", "''", "''a ", "‘‘", "``", "„", "« ", "a ‘b” ", "[...] ", ". [1]", ".[...]", "...",
    "! ", "?", "a? b", "U.S. ", "No. 1 ", ".’.’", ". »", "***", "= ", ":) ", "。", "।", "“\n", "a\n\n",
    "A man walks in the rain.\n",
    "Photo: A\n", "(left) ", "Share ", "1 May 2024\n",
]  # fmt: skip
SLACK = 10
TRIES = 3


STAGES = {
    "lines": lambda text: join_wrapped(text, find_lines(text)),
    "blocks": find_blocks,
    "sentences": lambda text: find_sentences(text, 0, len(text), language="en"),
    "quotations": lambda text: find_quotations(text, find_blocks(text)),
    "spans": find_spans,
}


def seconds(text: str, work=split_article) -> float:
    started = time.process_time()
    gc.disable()  # a collection that falls into the longer run is not the splitter's time
    try:
        work(text)
    finally:
        gc.enable()
    return time.process_time() - started


def assert_grows_in_line(unit: str, *, small: int, times: int, work=split_article) -> None:
    shorter = (unit * small)[:small]
    longer = (unit * (small * times))[: small * times]
    allowed = SLACK / 4 * times * max(seconds(shorter, work), 0.01)
    # A busy machine stretches one run, not three.
    assert any(seconds(longer, work) <= allowed for _ in range(TRIES))


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_time_grows_in_line_with_length(unit):
    assert_grows_in_line(unit, small=5_000, times=4)


@pytest.mark.parametrize("stage", STAGES)
def test_time_of_each_stage_grows_in_line_with_length(stage):
    for unit in UNITS:
        assert_grows_in_line(unit, small=20_000, times=4, work=STAGES[stage])


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS[::8], ids=repr)
def test_a_million_characters_take_seconds(unit):
    assert_grows_in_line(unit, small=125_000, times=8)


@pytest.mark.parametrize("length", [50_000])
@pytest.mark.parametrize("unit", ["A.B.", ".", " ", "a!", "..[111 "])
def test_known_traps_of_splitters_cost_next_to_nothing(unit, length):
    assert seconds((unit * length)[:length]) < 0.2 * SLACK
