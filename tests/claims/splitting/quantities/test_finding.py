"""Amounts are found with their units, and equal ones meet."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.splitting.quantities import find_quantities, same_amount


def read(text: str) -> list[tuple[str, float, float, str]]:
    return [(text[one.start : one.end], one.low, one.high, one.unit) for one in find_quantities(text)]


def only(text: str):
    [one] = find_quantities(text)
    return one


@pytest.mark.parametrize(
    ("words", "low", "unit"),
    [
        ("3,000 people", 3_000, ""),
        ("twenty-five thousand three hundred and five voters", 25_305, ""),
        ("two and a half million", 2_500_000, ""),
        ("half a million", 500_000, ""),
        ("a dozen eggs", 12, ""),
        ("1½ miles", 2_414.016, "m"),
        ("5 km", 5_000, "m"),
        ("a 70-mile road", 112_654.08, "m"),
        ("6ft 2in", 1.8796, "m"),
        ("50 pounds of flour", 22.6796185, "kg"),
        ("two million pounds", 2_000_000, "GBP"),
        ("£3.2 million", 3_200_000, "GBP"),
        ("£3.2m", 3_200_000, "GBP"),
        ("$5bn", 5e9, "USD"),
        ("US$40 million", 40e6, "USD"),
        ("EUR 5 million", 5e6, "EUR"),
        ("90p", 0.9, "GBP"),
        ("40 per cent", 40, "%"),
        ("40%", 40, "%"),
        ("0.5 percentage points", 0.5, "pp"),
        ("25 basis points", 0.25, "pp"),
        ("two-thirds of voters", 66.6666666667, "%"),
        ("one in five children", 20, "%"),
        ("9 out of 10 drivers", 90, "%"),
        ("half of the homes", 50, "%"),
        ("twice as many", 2, "times"),
        ("three times as many", 3, "times"),
        ("86F", 30, "°C"),
        ("-5C", -5, "°C"),
        ("minus 5 degrees", -5, "°"),
        ("30 miles an hour", 13.4112, "m/s"),
        ("280,000 cars a week", 40_000, "/day"),
        ("two weeks", 1_209_600, "s"),
        ("half an hour", 1_800, "s"),
        ("a wall 5m high", 5, "m"),
        ("5m people", 5e6, ""),
        ("400 MW", 4e8, "W"),
        ("12 hectares", 120_000, "m2"),
    ],
)
def test_an_amount_is_read_in_its_base_unit(words, low, unit):
    one = only(words)
    assert (one.low, one.unit) == (pytest.approx(low), unit)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "in 2014",
            "since 2014 and before",
            "the 1990s",
            "on 4 June 2023",
            "June 4",
            "at 5.30pm",
            "at 10:30",
            "5 p.m.",
        ),
        *(
            "the M25",
            "Covid-19",
            "under-21s",
            "24/7",
            "the 21st century",
            "No. 10",
            "page 12",
            "Boeing 737",
            "5G",
            "2023-24",
        ),
        *("Ada Holt, 45, left", "one of them", "a third man", "the second half", "several people", "in the first half"),
        "12345678901234567890123",
    ],
)
def test_numbers_that_measure_nothing_are_left_out(words):
    assert find_quantities(words) == ()


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("5 to 10 km", 5_000, 10_000),
        ("between 5 and 10 km", 5_000, 10_000),
        ("£5-10m", 5e6, 10e6),
        ("about 3,000 homes", 2_700, 3_300),
        ("nearly 3,000 homes", 2_700, 3_000),
        ("more than 400 schools", 400, 480),
        ("up to 10 metres", 8, 10),
        ("tens of thousands of people", 20_000, 99_000),
        ("dozens of homes", 24, 96),
    ],
)
def test_ranges_and_hedges_leave_a_stretch_open(words, low, high):
    one = only(words)
    assert (one.low, one.high) == (pytest.approx(low), pytest.approx(high))


def test_a_change_is_two_amounts_in_one_unit():
    assert [one[1:] for one in read("It rose from 5 to 9 per cent.")] == [(5, 5, "%"), (9, 9, "%")]


def test_the_words_of_an_amount_are_its_exact_span():
    text = "It cost more than £3.2 million a year, they say."
    assert [one[0] for one in read(text)] == ["more than £3.2 million a year"]


def test_what_is_counted_is_told():
    assert [one.of for one in find_quantities("14 large cracks in two villages, 40 per cent of the residents")] == [
        *("crack", "village", "resident")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3,000 square miles", "five times the size of London"),
        ("5 km", "5,000 metres"),
        ("five kilometres", "3.1 miles"),
        ("£3.2m", "3.2 million pounds"),
        ("a third of homes", "33.3 per cent"),
        ("one in four", "25%"),
        ("about 40 per cent", "42%"),
        ("half an acre", "2,000 square metres"),
    ],
)
def test_equal_quantities_meet(first, second):
    assert same_amount(only(first), only(second))
    assert same_amount(only(second), only(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [("12 panels", "13 panels"), ("40 per cent", "41 per cent"), ("£5m", "$5m"), ("hundreds", "300"), ("5 km", "5 kg")],
)
def test_unequal_quantities_do_not_meet(first, second):
    assert not same_amount(only(first), only(second))


def test_a_part_of_a_text_is_read_with_offsets_into_the_whole():
    text = "In 2019 it cost £5m. Then it cost £7m."
    [one] = find_quantities(text, 21)
    assert text[one.start : one.end] == "£7m"


PIECES = [
    *("1", "2,000", ".", "-", "–", "£", "%", "m", "km", "per", "cent", "a", "an", "half", "third", "two"),
    *("twenty", "hundred", "million", "dozen", "of", "the", "times", "in", "to", "between", "and"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_finite_amounts_inside_it(text):
    end = 0
    for one in find_quantities(text):
        assert end <= one.start < one.end <= len(text)
        assert math.isfinite(one.low)
        assert math.isfinite(one.high)
        end = one.end
