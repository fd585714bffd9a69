"""The page of one verdict: its notices, its rating, its timeline, and what machines read off it."""

import re
from datetime import date, datetime
from html import unescape
from pathlib import Path

import extruct
import pytest
from django.test import Client

from factcheck.accounts.models import Desk
from factcheck.web import sheets
from reviews.models import PublicVerdict
from reviews.published import PublishedAppearance
from reviews.timeline import timeline_of
from tests.factories.claims import AppearanceFactory
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return Client()


def page_of(reader: Client, **fields) -> str:
    revision = make_published(**fields)
    return reader.get(f"/verdicts/{revision.verdict.number}-{revision.verdict.slug}/").content.decode()


def meta(html: str, name: str) -> str:
    return unescape(re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)"', html)[1])


class TestTheBoxOfTheClaim:
    def test_fills_one_of_five_labelled_boxes_in_their_order(self, reader):
        html = page_of(reader)

        boxes = re.findall(
            r'<li class="rating-step( is-filled)?"><span><span class="rating-mark">(.)</span>&nbsp;([^<]+)', html
        )
        assert [name for _, _, name in boxes] == ["True", "Mostly true", "Mixed", "Mostly false", "False"]
        assert [(mark, name) for filled, mark, name in boxes if filled] == [("●", "Mostly false")]
        assert {mark for filled, mark, _ in boxes if not filled} == {"○"}

    def test_an_explanation_has_its_conclusion_there(self, reader):
        told = "The count tells how many cars pass, and nothing of where they go."
        html = page_of(reader, claim=make_settled_claim(label="no-rating"), conclusion=told)

        box = html[html.index('<section class="finding"') : html.index('<section class="found"')]
        assert box.index("Our conclusion") < box.index(told)
        assert "rating-step" not in html
        assert meta(html, "og:description").startswith(told)


class TestNotices:
    def test_say_that_it_may_be_outdated_before_anything_else(self, reader):
        revision = make_published()
        PublicVerdict.objects.update(outdated_after=date(2026, 6, 1), outdated_at=datetime(2026, 6, 2, 4).astimezone())

        html = reader.get(f"/verdicts/1-{revision.verdict.slug}/").content.decode()

        assert html.index("May be outdated since") < html.index('class="verdict-title"')

    def test_there_is_none_where_nothing_is_to_be_told(self, reader):
        assert 'class="notice"' not in page_of(reader)


def test_the_card_never_shows_the_claim_without_its_rating_and_who_said_it(reader):
    html = page_of(reader, short_claim="The tunnel carries 40,000 cars a day")

    card = meta(html, "og:description")
    assert card.startswith("Our rating: Mostly false. “The tunnel carries 40,000 cars a day”, said by ")


def test_interests_of_those_who_worked_on_it_are_told(reader):
    html = page_of(reader, no_interests=False, interests="The writer’s sister works at the roads office.")

    assert "declared by those who worked on it" in html
    assert "The writer’s sister works at the roads office." in html
    assert "Nobody who worked on it has an interest in the matter" not in html


def test_an_error_is_reported_about_this_check(reader):
    assert 'href="/report/?check=1"' in page_of(reader)


class TestWhereItWasSaid:
    def test_comes_by_day_with_what_has_none_last(self):
        said = [("b", 11), ("none", None), ("a", 1), ("c", 21)]
        places = [PublishedAppearance(outlet=o, said_on=date(2026, 5, d) if d else None) for o, d in said]

        timeline = timeline_of(places)

        assert [one.place.outlet for one in timeline.sightings] == ["a", "b", "c", "none"]
        assert [one.x for one in timeline.sightings] == [12, 360, 708, None]
        assert timeline.is_drawn

    def test_is_not_drawn_for_one_day_or_two_sightings(self):
        day = date(2026, 5, 1)
        assert not timeline_of([PublishedAppearance(said_on=day)] * 5).is_drawn
        assert not timeline_of(
            [PublishedAppearance(said_on=day), PublishedAppearance(said_on=date(2026, 6, 1))]
        ).is_drawn


class TestClaimReview:
    @pytest.fixture
    def read_back(self, reader) -> tuple[str, dict]:
        """As a stranger's program takes it off the page."""
        Desk.objects.filter(pk=1).update(name="Harbour Facts")
        claim = make_settled_claim()
        AppearanceFactory(claim=claim)
        html = page_of(reader, claim=claim)
        found = extruct.extract(html, base_url="http://127.0.0.1:8000/", syntaxes=["json-ld"])["json-ld"]
        assert len(found) == 1  # one for each page
        return html, found[0]

    def test_has_what_it_must_have(self, read_back):
        html, review = read_back

        assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
        assert review["url"] == re.search(r'<link rel="canonical" href="([^"]+)"', html)[1]
        assert "Mostly false" not in review["claimReviewed"]
        assert review["claimReviewed"] in unescape(html)
        assert datetime.fromisoformat(review["datePublished"]) == WRITTEN_AT

    def test_its_number_is_nearer_the_best_the_truer(self, read_back):
        rating = read_back[1]["reviewRating"]

        assert rating["@type"] == "Rating"
        assert rating["alternateName"] == "Mostly false"
        assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, 2, 5)
        assert all(isinstance(rating[name], int) for name in ("worstRating", "ratingValue", "bestRating"))

    def test_names_the_publisher_with_its_policies_and_the_claim_with_its_own_id(self, read_back):
        _, review = read_back

        assert (review["author"]["@type"], review["author"]["name"]) == ("Organization", "Harbour Facts")
        assert {"url", "correctionsPolicy", "publishingPrinciples"} <= set(review["author"])
        claim = review["itemReviewed"]
        assert (claim["@type"], claim["@id"]) == ("Claim", re.sub(r"-[^/]+/$", "/#claim", review["url"]))
        assert isinstance(claim.get("appearance", []), list)
        assert "firstAppearance" not in claim  # nobody has established it

    def test_holds_nothing_empty_and_no_score_as_text(self, read_back):
        def walk(value):
            assert value not in ("", None, [], {}, -1, "-1")
            for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
                walk(inner)

        walk(read_back[1])


class TestTheSheet:
    def test_is_one_of_all_parts_in_their_order(self):
        sheet = sheets.one_sheet()
        first = [
            sheet.index(words)
            for words in ("--measure", ".skip", "textarea", ".rating-steps", ".masthead", "@media print")
        ]
        assert first == sorted(first)
        assert "/*" not in sheet
        assert sheet.count("{") == sheet.count("}")

    def test_is_found_and_collected_under_its_name(self):
        finder = sheets.OneSheet()
        assert [name for name, _ in finder.list([])] == [sheets.NAME]
        assert Path(finder.find(sheets.NAME)).read_text() == sheets.one_sheet()
        assert finder.find("factcheck/other.css") == []
