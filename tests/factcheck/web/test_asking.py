"""Queries of programs: what is known, given once and readable is taken; all else is named."""

from datetime import date

import pytest
from django.test import RequestFactory

from factcheck.core.errors import Invalid
from factcheck.web.asking import choice_asked, day_asked, number_asked, read_query


def read(query: str, *allowed: str) -> dict[str, str]:
    return read_query(RequestFactory().get(f"/?{query}"), allowed=allowed)


def refusal(query: str, *allowed: str) -> Invalid:
    with pytest.raises(Invalid) as raised:
        read(query, *allowed)
    return raised.value


def test_what_is_known_is_read_and_what_is_empty_is_left_out():
    assert read("q=a+b&rating=&language=de", "q", "rating", "language") == {"q": "a b", "language": "de"}
    assert read("") == {}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("colour=red", "unknown_parameter"),
        ("Q=a", "unknown_parameter"),
        ("q=a&q=b", "given_twice"),
        ("q=&q=", "given_twice"),
        (f"q={'a' * 201}", "too_long"),
        ("q=%00", "nul_character"),
    ],
)
def test_a_fault_has_its_code_and_names_its_parameter(query, code):
    told = refusal(query, "q")

    assert (told.status, told.code, told.errors[0].code) == (400, code, code)
    assert told.errors[0].field == query.partition("=")[0]


def test_every_fault_is_told_up_to_twenty_and_names_cannot_hide_marks():
    told = refusal("&".join(f"x{n}=1" for n in range(40)) + "&q=%00&" + "a%0A%1Bb=1", "q")
    assert len(told.errors) == 20
    assert refusal("q=%00&other=1", "q").code == "invalid"
    assert refusal("a%0A%1Bb=1").errors[0].field == "a\ufffd\ufffdb"
    assert len(refusal(f"{'n' * 5000}=1").errors[0].field) == 100


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("-1", "out_of_range"),
        ("0", "out_of_range"),
        ("1000000", "out_of_range"),
        ("9" * 23, "out_of_range"),
        ("1e3", "not_a_number"),
        ("١٢", "not_a_number"),
        ("NaN", "not_a_number"),
        (" 7", "not_a_number"),
    ],
)
def test_a_number_is_in_digits_and_within_its_bounds(said, code):
    with pytest.raises(Invalid) as raised:
        number_asked({"page_size": said}, "page_size", default=25, least=1, most=100)
    assert raised.value.code == code


def test_a_number_that_is_not_given_is_the_default():
    assert number_asked({}, "page_size", default=25, least=1, most=100) == 25
    assert number_asked({"page_size": "100"}, "page_size", default=25, least=1, most=100) == 100


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("9999-12-31", "out_of_range"),
        ("0001-01-01", "out_of_range"),
        ("2026-02-30", "not_a_day"),
        ("2026-W18-7", "not_a_day"),
        ("20260503", "not_a_day"),
        ("yesterday", "not_a_day"),
        ("2026-05-03T10:00:00Z", "not_a_day"),
    ],
)
def test_a_day_is_one_of_the_calendar_and_of_our_times(said, code):
    with pytest.raises(Invalid) as raised:
        day_asked({"from": said}, "from")
    assert raised.value.code == code


def test_a_day_and_a_choice_are_read():
    assert day_asked({"from": "2026-05-03"}, "from") == date(2026, 5, 3)
    assert day_asked({}, "from") is None
    assert choice_asked({"order": "date"}, "order", ("date", "relevance")) == "date"
    with pytest.raises(Invalid) as raised:
        choice_asked({"order": "random()"}, "order", ("date", "relevance"))
    assert raised.value.code == "unknown_choice"
