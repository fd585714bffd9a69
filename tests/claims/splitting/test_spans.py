"""Sentences and quotations alone: nothing lost, and the same as the whole splitter finds."""

import pytest
from hypothesis import given

from claims.splitting import split_article
from claims.splitting.lines import MOST as MOST_LINES
from claims.splitting.lines import find_lines
from claims.splitting.spans import MOST, find_spans
from tests.claims.splitting.soundness import anything

ARTICLE = """Bridge shut after cracks are found
By Ada Holt
The bridge was shut on Monday. “We found cracks,” said Dr. Bo Ek of the U.S. firm. He left.
Engineers look at the cracked pier from a boat
‘It will cost £3.2 million. Who pays?’ he asked."""


@given(anything)
def test_spans_lie_in_order_and_nothing_is_lost(text):
    found = find_spans(text)
    end = 0
    for start, behind in found.sentences:
        assert end <= start < behind <= len(text)
        assert not text[end:start].strip()
        assert text[start:behind] == text[start:behind].strip()
        end = behind
    assert not text[end:].strip()
    assert [one.start for one in found.quotations] == sorted(one.start for one in found.quotations)
    assert all(text[one.start : one.end].strip() for one in found.quotations)


@given(anything)
def test_blocks_lie_in_order_and_nothing_is_lost(text):
    end = 0
    for block in find_spans(text).blocks:
        assert end <= block.start < block.end <= len(text)
        assert not text[end : block.start].strip()
        end = block.end
    assert not text[end:].strip()


def test_the_whole_splitter_finds_the_same():
    found, split = find_spans(ARTICLE), split_article(ARTICLE)
    assert found.sentences == [(one.start, one.end) for one in split.passages]
    assert [one[:2] for one in found.quotations] == [(one.start, one.end) for one in split.quotations]


def test_the_wording_of_another_language_is_split_by_its_abbreviations():
    text = "Das sagte Hr. Meier am Montag. Er ging."
    assert len(find_spans(text, language="de").sentences) == 2
    assert len(find_spans(text, language="en").sentences) == 3


@pytest.mark.slow
def test_a_text_of_endless_sentences_is_cut_short_at_the_limit():
    found = find_spans("It rained. " * (MOST * 2))
    assert len(found.sentences) <= MOST
    assert found.sentences[0] == (0, 10)


@pytest.mark.slow
def test_behind_many_lines_the_rest_is_one_line():
    text = "a\n" * (MOST_LINES * 2) + "the end"
    lines = find_lines(text)
    assert len(lines) < MOST_LINES * 1.5
    assert lines[-1][1] == len(text)
