"""A check of others that was found on the very page is suggested for it, and says so."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import ImportedCheck
from claims.pages import page_numbers
from claims.triage import enter_claim
from tests.claims.matching.matching import article_with, candidate, done, match_article, match_claim
from tests.factories.claims import AT, ArticleFactory, SubmissionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_encoder")]

PAGE = "https://harbour-post.example/rents"
SAID = "Landlords in Ostrand took tenants for a ride: nine in a hundred more than the year before."
CHECKED = "Ostrand landlords want much more money from tenants"
FERRY = "The night ferry to Holm carried 31,000 passengers last winter."


def seen_at(*addresses: str, text: str = CHECKED, **about) -> ImportedCheck:
    number = ImportedCheck.objects.count()
    url = f"https://checks.example/{number}"
    row = {"url_hash": f"{number:064}", "url": url, "outcome_url": url, "publisher": "Ostrand Checks"}
    places = {"appearances": list(addresses), "pages": page_numbers(addresses)}
    return ImportedCheck.objects.create(**{**row, **places, **about}, claim_text=text, imported_at=AT)


def said_at(url: str, text: str = SAID):
    return candidate(text, article=ArticleFactory(url=url, text=text))


@pytest.mark.parametrize(
    "told_as",
    [
        PAGE,
        "http://www.harbour-post.example/rents/",
        f"{PAGE}?utm_source=mail#top",
        "HTTPS://Harbour-Post.example:443/rents",
    ],
)
def test_it_is_raised_when_its_publisher_found_it_on_the_same_page(told_as):
    seen_at("https://elsewhere.example/a", told_as)
    [match] = match_claim(said_at(PAGE))
    assert match.parts["same_page"] >= 0.4
    assert 0.5 < match.score < 1
    assert not match.likely


def test_the_same_words_elsewhere_score_less():
    here, elsewhere = seen_at(PAGE), seen_at("https://elsewhere.example/a")
    matches = {one.imported: one for one in match_claim(said_at(PAGE))}
    assert "same_page" in matches[here].parts
    assert elsewhere not in matches or matches[elsewhere].score < matches[here].score


def test_of_a_page_with_many_claims_only_those_are_raised_that_share_words():
    for number in range(8):
        seen_at(PAGE, text=f"Bridge {number} was closed to lorries in 199{number} by the ministry")
    right = seen_at(PAGE)
    assert [one.imported for one in match_claim(said_at(PAGE))] == [right]


def test_one_common_word_is_not_enough():
    seen_at(PAGE, text="Ostrand sinks")
    assert match_claim(said_at(PAGE)) == []


def test_the_very_words_on_the_very_page_are_the_same():
    seen_at(PAGE, text=SAID.upper())
    [match] = match_claim(said_at(PAGE))
    assert (match.score, match.likely) == (1, True)


def test_where_redirects_led_and_what_was_typed_with_a_claim_count_too(now, ana):
    check = seen_at(PAGE)
    moved = said_at("https://short.example/x")
    SubmissionFactory(article=moved.article, url="https://short.example/x", final_url=PAGE)
    assert [one.imported for one in match_claim(moved)] == [check]
    entered = enter_claim(text=SAID, url=PAGE, by=ana, at=now)
    assert check in {one.imported for one in done() if one.claim == entered}


def test_a_whole_site_is_no_page():
    seen_at("https://harbour-post.example/")
    assert match_claim(said_at("https://harbour-post.example")) == []


def test_an_article_is_looked_up_once_however_many_claims_it_has():
    seen_at(PAGE)

    def asked(*sentences: str) -> int:
        article = article_with(*sentences, url=PAGE)
        with CaptureQueriesContext(
            connection,
        ) as made:
            match_article(article)
        return sum('"pages" &&' in one["sql"] for one in made.captured_queries)

    few, many = asked(SAID), asked(*(f"{SAID} {FERRY} It was so in {year}." for year in range(2001, 2021)))
    assert few == many == 1


def test_the_lookup_can_be_answered_by_the_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = ImportedCheck.objects.filter(pages__overlap=[1, 2]).order_by().explain()
    assert "imported_by_page" in plan


def test_the_card_and_the_api_say_why(ana):
    seen_at(PAGE, outcome_rating="Mostly false")
    claim = said_at(PAGE)
    match_claim(claim)
    desk = Client()
    desk.force_login(ana)
    card = desk.get(f"/desk/articles/{claim.article_id}/?current={claim.pk}").content.decode()
    assert "appeared on the same page" in card
    [told] = desk.get(f"/api/v1/claims/{claim.pk}/matches/").json()["results"]
    assert told["same_page"] is True
