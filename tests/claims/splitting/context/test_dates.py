"""Words that tell a time are found and dated from the day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.splitting.context import find_dates

WEDNESDAY = date(2026, 5, 13)


def read(text: str, published_on: date | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    found = find_dates(text, published_on=published_on)
    return [(text[one.start : one.end], str(one.first), str(one.last)) for one in found]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("since 2014", "2014-01-01", "2026-05-13"),
        ("since March", "2026-03-01", "2026-05-13"),
        ("4 June 2023", "2023-06-04", "2023-06-04"),
        ("Sept. 14, 2022", "2022-09-14", "2022-09-14"),
        ("the 14th of May", "2026-05-14", "2026-05-14"),
        ("2022-09-14", "2022-09-14", "2022-09-14"),
        ("14/09/2022", "2022-09-14", "2022-09-14"),
        ("on 20 December", "2025-12-20", "2025-12-20"),
        ("it will close on 20 December", "2026-12-20", "2026-12-20"),
        ("in February", "2026-02-01", "2026-02-28"),
        ("last May", "2026-05-01", "2026-05-31"),
        ("September 2022", "2022-09-01", "2022-09-30"),
        ("early 2022", "2022-01-01", "2022-05-01"),
        ("the end of 2021", "2021-09-02", "2021-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the 80s", "1980-01-01", "1989-12-31"),
        ("the 19th century", "1801-01-01", "1900-12-31"),
        ("in 2014-15", "2014-01-01", "2015-12-31"),
        ("the second quarter of 2023", "2023-04-01", "2023-06-30"),
        ("the first half of last year", "2025-01-01", "2025-06-30"),
        ("summer 2022", "2022-06-01", "2022-08-31"),
        ("last winter", "2025-12-01", "2026-02-28"),
        ("on Monday", "2026-05-11", "2026-05-11"),
        ("Monday night", "2026-05-11", "2026-05-11"),
        ("on Wednesday", "2026-05-13", "2026-05-13"),
        ("last Wednesday", "2026-05-06", "2026-05-06"),
        ("next Friday", "2026-05-15", "2026-05-15"),
        ("it will open on Friday", "2026-05-15", "2026-05-15"),
        ("they met on Friday", "2026-05-08", "2026-05-08"),
        ("yesterday morning", "2026-05-12", "2026-05-12"),
        ("last night", "2026-05-12", "2026-05-12"),
        ("overnight", "2026-05-12", "2026-05-13"),
        ("last week", "2026-05-04", "2026-05-10"),
        ("this week", "2026-05-11", "2026-05-17"),
        ("at the weekend", "2026-05-09", "2026-05-10"),
        ("last month", "2026-04-01", "2026-04-30"),
        ("since the beginning of the month", "2026-05-01", "2026-05-13"),
        ("next year", "2027-01-01", "2027-12-31"),
        ("over the past year", "2025-05-13", "2026-05-13"),
        ("the past ten years", "2016-05-13", "2026-05-13"),
        ("three days ago", "2026-05-10", "2026-05-10"),
        ("two weeks ago", "2026-04-27", "2026-05-03"),
        ("three months ago", "2026-02-01", "2026-02-28"),
        ("20 years ago", "2006-01-01", "2006-12-31"),
    ],
)
def test_a_time_is_dated(words, first, last):
    assert [one[1:] for one in read(words)] == [(first, last)]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "We may march now.",
            "They marched on.",
            "It fell in his 80s.",
            "every Monday",
            "Monday to Friday",
            "2,014 people",
        ),
        *(
            "£2014",
            "1500 soldiers",
            "the 12th man",
            "next to the mill",
            "the last man",
            "a recent visitor",
        ),
    ],
)
def test_words_that_only_look_like_a_time_are_left_alone(words):
    assert read(words) == []


def test_a_year_is_not_taken_for_more_than_it_is():
    assert [one[0] for one in read("It fell in 2014 and rose again.")] == ["2014"]


@pytest.mark.parametrize("words", ["a few days ago", "in recent days", "decades ago", "03/04/2022", "31 February 2022"])
def test_what_cannot_be_dated_is_found_all_the_same(words):
    assert [one[1:] for one in read(words)] == [("None", "None")]


@pytest.mark.parametrize("words", ["on Monday", "last month", "in February", "three days ago", "yesterday"])
def test_without_a_publication_date_relative_times_stay_undated(words):
    assert [one[1:] for one in read(words, None)] == [("None", "None")]


def test_without_a_publication_date_named_times_are_dated():
    assert [one[1:] for one in read("since 2014", None)] == [("2014-01-01", "None")]


PIECES = [
    *("4", "May", "2022", ",", ".", "last", "next", "past", "two", "months", "weeks", "ago", "Monday", "the"),
    *("of", "end", "early", "mid", "-", "90", "s", "quarter", "year", "since", "century"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80),
    st.none() | st.dates(),
)
def test_any_text_and_any_day_of_publication_are_taken(text, published_on):
    for one in find_dates(text, published_on=published_on):
        assert 0 <= one.start < one.end <= len(text)
        assert one.first is None or one.last is None or one.first <= one.last
