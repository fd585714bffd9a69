"""Whatever the text: spans in order and inside it, nothing lost, nothing raised."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.splitting import as_dict, split_article
from tests.claims.splitting.soundness import anything, assert_sound


@given(anything)
def test_any_text_is_split_without_loss(text):
    split = split_article(text)
    assert_sound(text, split)
    assert json.loads(json.dumps(as_dict(split))) == as_dict(split)


@given(anything, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=3))
def test_any_spans_of_captions_are_taken(text, captions):
    assert_sound(text, split_article(text, captions=captions))


@given(anything)
def test_the_same_text_is_always_split_alike(text):
    assert split_article(text, language="en") == split_article(text, language="en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "...",
        "‘" * 5_000,
        "((((" * 5_000,
        "“a ‘b «c " * 1_000,
        "\ud800" * 100,
        "A" * 10_000,
        "a\u0301" * 5_000,
        "A.B." * 25_000,
        "." * 50_000,
        " " * 50_000 + "x",
        "..[111 111 111:111. 111 111",
        '<iframe src="http://example.org',
        "a" * 28 + "!",
        "مرحبا بكم في المدينة. وصل 3,000 شخص.",
        "今天下雨。明天晴天。",
        "ประเทศไทยมีประชากรหลายล้านคน",
        "यह एक वाक्य है। यह दूसरा वाक्य है।",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_and_foreign_texts_are_split_without_loss(text):
    assert_sound(text, split_article(text))


def test_a_text_without_a_space_is_cut_and_says_so():
    split = split_article("x" * 1_000_000)
    assert_sound("x" * 1_000_000, split)
    assert len(split.passages) == 500
    assert "cut at 2,000 characters" in split.passages[0].reason


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["It rained on 5 days. ", "It rained on 5 days.\n", "A.\n", "‘We left on 5 May.’\n"])
def test_too_many_sentences_are_capped_with_a_visible_note(unit):
    text = unit * (1_000_000 // len(unit))
    split = split_article(text)
    assert_sound(text, split)
    assert len(split.passages) <= 10_600
    assert len(split.candidates) <= 2_000
    assert any("first 10,000 sentences" in note for note in split.notes)
