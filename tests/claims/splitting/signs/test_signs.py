"""Where signs are easily mistaken."""

import pytest

from claims.splitting.signs import LAST_CHARACTERS, MOST_CHARACTERS, numbers, read_signs
from claims.splitting.signs.phrases import any_of


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("It is 5km away.", True),
        ("It cost £300.", True),
        ("It fell from 40 to 30.", True),
        ("It rose 4%.", True),
        ("It is a Covid-19 ward.", False),
        ("It has a 5G mast.", False),
        ("It shot down a Su-35.", False),
        ("It opened on June 3.", False),
        ("It opened on 3 June.", False),
        ("It opened on Sept. 29, 2020.", False),
        ("It opened in the 1970s.", False),
        ("It opens at 9.30 am.", False),
        ("It opened in 1871.", False),
    ],
)
def test_a_number_is_neither_a_date_nor_part_of_a_name(sentence, shown):
    assert numbers.find(sentence) is shown


def test_phrases_are_found_in_capitals_and_told_as_written():
    assert any_of("rose by").words("Rents ROSE BY half.") == "ROSE BY"


def test_phrases_are_told_in_lower_case_when_lowering_changes_the_length():
    assert any_of("rose by").words("İ Rents Rose By half.") == "rose by"


def test_a_long_question_is_known_by_its_end():
    assert "is a question" in read_signs("And why " + "so " * MOST_CHARACTERS + "late?")


def test_the_middle_of_a_very_long_sentence_is_not_read():
    assert "has a number" not in read_signs("so " * MOST_CHARACTERS + "14 mills" + " so" * LAST_CHARACTERS)
