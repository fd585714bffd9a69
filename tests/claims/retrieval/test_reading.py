"""What of a text is compared, in any script and on any text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.retrieval.reading import LONGEST, Reading, cleaned, hash_of, title_of_address


def terms(text, language="en"):
    return [word.term for word in Reading(text, language=language).words]


def test_english_words_are_reduced_to_stems_and_stop_words_left_out():
    assert terms("The bridges were opened") == terms("a bridge opens") == ["bridg", "open"]


def test_outside_english_words_stay_as_they_are():
    assert terms("Die Brücken wurden geöffnet", "de") == ["die", "brücken", "wurden", "geöffnet"]


def test_words_of_other_scripts_are_not_stemmed_in_an_english_index_either():
    assert terms("Мосты открыты") == ["мосты", "открыты"]


def test_vowel_signs_belong_to_the_word_they_stand_in():
    assert terms("हिन्दी में दावा", "hi") == ["हिन्दी", "में", "दावा"]


def test_scripts_without_spaces_are_read_as_pairs_of_characters():
    assert terms("大坝蓄水2003年", "zh") == ["大坝", "坝蓄", "蓄水", "2003", "年"]


def test_thousands_marks_do_not_take_a_number_apart():
    assert "3000" in terms("about 3,000 people")
    assert {"1", "2"} <= set(terms("sections 1, 2 and 7"))


@pytest.mark.parametrize("written", ["Sofia’s claim", "Sofia's claim", "SOFIA claim", "Ｓｏｆｉａ claim"])
def test_possessives_capitals_and_wide_letters_make_no_difference(written):
    assert terms(written) == terms("sofia claim")


def test_equal_amounts_meet_whatever_their_unit():
    amounts = [
        {word.term for word in Reading(text, language="en").words if word.is_amount}
        for text in ("they advanced 70 miles", "an advance of 113 kilometres")
    ]
    assert amounts[0] & amounts[1]


def test_addresses_are_left_out_and_tags_taken_apart():
    text = "See #HarbourBridge by @PortAuthority2 https://example.org/a?b=1 pic.twitter.com/AbC"
    assert cleaned(text) == "See Harbour Bridge by Port Authority 2"


def test_names_are_words_with_a_capital_unless_everything_is_shouted():
    names = [word.written for word in Reading("the mayor of Lyon met Odile", language="en").words if word.is_name]
    assert names == ["Lyon", "Odile"]
    assert not any(word.is_name for word in Reading("LYON MAYOR RESIGNS", language="en").words)


def test_runs_stay_inside_words():
    assert set(Reading("ab cd", language="en").run_hashes) == (
        set(Reading("ab", language="en").run_hashes) | set(Reading("cd", language="en").run_hashes)
    )


def test_runs_are_those_of_three_to_five_characters():
    # " abc ": 3 of three, 2 of four, 1 of five
    assert len(Reading("abc", language="en").run_hashes) == 6


def test_the_number_of_a_term_never_changes():
    assert hash_of("bridg") == 7804962431927278105


def test_the_last_words_of_an_address_are_a_title():
    assert title_of_address("https://example.org/2024/05/did-the-dam-break.html?x=1#y") == "did the dam break"
    assert title_of_address("https://example.org/12345/") == ""


@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_read(text):
    reading = Reading(text, language="en")
    assert len(reading.words) == len(reading.word_hashes)
    assert all(word.term and word.written for word in reading.words)
    assert reading.run_hashes.dtype == np.uint64


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "’",
        "\n",
        "a.",
        "\u0301",
        "\u202e",
        "😀",
        "\r\n",
        "\ufdfa",
        "#",
        "@",
        "www.",
        "1,",
        "\ud800",
        "漢",
        "http://",
    ],
    ids=ascii,
)
def test_ten_megabytes_of_one_thing_are_read_as_quickly_as_their_beginning(text):
    reading = Reading(text * (10_000_000 // len(text)), language="en")
    assert len(reading.words) <= 3 * LONGEST
    assert len(reading.run_hashes) <= 8 * LONGEST
