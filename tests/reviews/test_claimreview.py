"""ClaimReview: what machines read of a verdict. Plain Python, no database."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reviews.claimreview import Check, Cited, Corrected, Place, claim_review

CHECK = Check(
    url="https://facts.example/verdicts/12-tunnel/",
    claim_id="https://facts.example/verdicts/12/#claim",
    title="The tunnel carries 17,000 cars a day",
    claim="Forty thousand cars go through the tunnel every day.",
    rating="Mostly false",
    position=4,
    steps=5,
    found="The roads office counted 17,310.",
    published_at=datetime(2026, 5, 5, 9, 30, tzinfo=UTC),
    modified_at=datetime(2026, 5, 6, 9, 30, tzinfo=UTC),
    language="en",
    publisher="The Fact Desk",
    publisher_url="https://facts.example/",
    claimant="Tom Berg",
    claimant_kind="public_figure",
    claim_date=date(2026, 5, 2),
    appearances=[Place("https://courier.example/1", "Tunnel", "Courier", date(2026, 5, 2))],
    citations=[Cited("https://roads.example/4", "Census", "Roads Office")],
)


def empty_values(value, path="") -> list[str]:
    if isinstance(value, dict):
        return [found for name, inner in value.items() for found in empty_values(inner, f"{path}.{name}")]
    if isinstance(value, list):
        return [found for inner in value for found in empty_values(inner, path + "[]")]
    return [path] if value in ("", None) else []


def test_has_everything_a_reader_of_claimreview_asks_for():
    review = claim_review(CHECK)

    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["claimReviewed"] == CHECK.claim
    assert review["url"] == CHECK.url
    assert review["author"] == {
        "@type": "Organization",
        "name": "The Fact Desk",
        "url": "https://facts.example/",
    }
    assert (review["datePublished"], review["dateModified"]) == (
        "2026-05-05T09:30:00Z",
        "2026-05-06T09:30:00Z",
    )
    assert review["inLanguage"] == "en"
    claim = review["itemReviewed"]
    assert claim["@type"] == "Claim"
    assert claim["@id"] == CHECK.claim_id
    assert claim["author"] == {"@type": "Person", "name": "Tom Berg"}
    assert claim["datePublished"] == "2026-05-02"
    assert claim["appearance"][0]["url"] == "https://courier.example/1"
    assert review["citation"][0]["publisher"]["name"] == "Roads Office"


@pytest.mark.parametrize(("position", "value"), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1)])
def test_the_truest_label_is_nearest_to_the_best(position, value):
    rating = claim_review(replace(CHECK, position=position))["reviewRating"]

    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (value, 5, 1)
    assert rating["alternateName"] == "Mostly false"


def test_a_label_outside_the_order_carries_no_number():
    rating = claim_review(replace(CHECK, rating="Unproven", position=None))["reviewRating"]

    assert rating == {"@type": "Rating", "alternateName": "Unproven", "ratingExplanation": CHECK.found}


def test_no_rating_emits_none():
    assert claim_review(replace(CHECK, is_rated=False)) is None


@pytest.mark.parametrize("kind", ["private_person", "anonymous_account"])
def test_who_is_not_named_to_readers_is_not_named_to_machines(kind):
    claim = claim_review(replace(CHECK, claimant="a private person", claimant_kind=kind))["itemReviewed"]

    assert "author" not in claim


@pytest.mark.parametrize(
    ("kind", "type_"), [("outlet", "Organization"), ("organisation", "Organization"), ("unknown", "Thing")]
)
def test_the_claimants_type_is_not_guessed(kind, type_):
    assert claim_review(replace(CHECK, claimant_kind=kind))["itemReviewed"]["author"]["@type"] == type_


def test_the_first_appearance_is_never_made_up():
    assert "firstAppearance" not in claim_review(CHECK)["itemReviewed"]
    known = replace(CHECK, first_appearance=Place("https://radio.example/"))
    assert claim_review(known)["itemReviewed"]["firstAppearance"]["url"] == "https://radio.example/"


def test_what_is_not_known_is_left_out_at_every_depth():
    bare = replace(CHECK, claimant="", claim_date=None, appearances=[Place("https://a.example/")], citations=[])
    review = claim_review(bare)

    assert empty_values(review) == []
    assert set(review["itemReviewed"]) == {"@type", "@id", "appearance"}


def test_loads_no_framework():
    code = "import sys, reviews.claimreview; sys.exit(any(m in sys.modules for m in ('django', 'celery')))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_each_correction_is_a_comment_with_its_day():
    at = datetime(2026, 5, 7, 9, 30, tzinfo=UTC)
    review = claim_review(replace(CHECK, corrections=[Corrected("We said 17,310. It is 17,410.", at)]))

    assert review["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "We said 17,310. It is 17,410.",
            "datePublished": "2026-05-07T09:30:00Z",
        }
    ]
    assert "correction" not in claim_review(CHECK)
