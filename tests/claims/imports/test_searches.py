"""A search of claims as Google's Fact Check Tools answers it: asked, and read however it is filled in."""

import json

import pytest

from claims.imports import checks
from claims.imports.checks import UnreadableFeed
from claims.imports.claim_searches import address_of_page, read_answer, whole_address
from claims.models import ImportFeed
from tests.claims.imports.publishers import found_claim

SEARCH = "https://factchecktools.googleapis.com/v1alpha1/claims:search"


@pytest.mark.parametrize("begun", ["", "/", "/v1alpha1", "/v1alpha1/", "/v1alpha1/claims:search"])
def test_the_beginning_of_an_address_is_enough(begun):
    assert whole_address(f"https://factchecktools.googleapis.com{begun}") == SEARCH


def test_only_what_was_said_is_asked_for():
    feed = ImportFeed(url=SEARCH, query="rents & tolls", secret_key="a+b", max_age_days=30)
    assert address_of_page(feed, "") == f"{SEARCH}?query=rents+%26+tolls&maxAgeDays=30&pageSize=100&key=a%2Bb"
    assert "pageToken=x%2Fy" in address_of_page(feed, "x/y")


def test_each_review_of_a_claim_is_a_check():
    claim = found_claim(1)
    claim["claimReview"].append({**claim["claimReview"][0], "url": "https://www.second.example/1", "publisher": {}})
    first, second = read_answer(json.dumps({"claims": [claim]}).encode()).checks
    assert (first.publisher, first.publisher_site, first.rating) == ("Ostrand Checks", "checks.example", "Mostly false")
    assert (first.claimant, first.title, first.truth) == ("Ida Lund", "What the council counted", None)
    assert (first.claim_date.isoformat(), first.published_at.hour) == ("2026-05-01T00:00:00+00:00", 10)
    assert (second.publisher, second.publisher_site) == ("second.example", "second.example")


def test_what_another_desk_adds_says_where_the_rating_stands():
    rated = found_claim(1, deskReview={"id": 7, "ratingValue": 4, "bestRating": 5, "worstRating": 1})
    assert read_answer(json.dumps({"claims": [rated]}).encode()).checks[0].truth == 0.75


def test_the_next_page_is_asked_with_what_was_answered_letter_by_letter():
    token = "\u0958" * 2_000  # two characters each, were it tidied as a text is
    assert read_answer(json.dumps({"nextPageToken": token}).encode()).next_token == token


def test_a_page_of_more_checks_than_can_be_held_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "MOST_TOGETHER", 3)
    read_answer(json.dumps({"claims": [found_claim(n) for n in range(3)]}).encode())
    with pytest.raises(UnreadableFeed, match="more than 3 fact-checks"):
        read_answer(json.dumps({"claims": [found_claim(n) for n in range(4)]}).encode())


def test_the_words_of_a_claim_are_kept_once_for_all_its_reviews():
    claim = found_claim(1)
    claim["claimReview"] *= 2
    first, second = read_answer(json.dumps({"claims": [claim]}).encode()).checks
    assert first.claim_text is second.claim_text


@pytest.mark.parametrize(
    ("said", "holes", "token"),
    [
        ({}, 0, ""),
        ({"claims": None}, 0, ""),
        ({"claims": [], "nextPageToken": ""}, 0, ""),
        ({"claims": [None, 7, {}, {"text": "x"}, {"claimReview": [None]}], "nextPageToken": "n"}, 0, "n"),
        ({"claims": [{"text": "", "claimReview": [{"url": "https://a.example/"}]}]}, 1, ""),
    ],
)
def test_holes_in_an_answer_are_passed_over(said, holes, token):
    answer = read_answer(json.dumps(said).encode())
    assert (answer.checks, answer.next_token) == ([None] * holes, token)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no", b"[]", b'"x"', b'{"claims": 7}', b'{"nextPageToken": 7}', b"\xff", b"[" * 100_000,
        b'{"claims": [' + b"9" * 5_000 + b"]}", b'{"nextPageToken": "' + b"x" * 3_000 + b'"}',
        b'{"nextPageToken": "a\\u0000"}', b'{"nextPageToken": "\\ud800"}',
    ],
)  # fmt: skip
def test_what_no_search_answers_is_refused_in_words(body):
    with pytest.raises(UnreadableFeed, match="What it answered is"):
        read_answer(body)
