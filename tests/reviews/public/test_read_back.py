"""What a stranger's program reads off the pages: one ClaimReview where a check stands rated, and none anywhere else."""

import json

import extruct
import pytest
from django.test import Client

from claims.models import Claim, Claimant, ClaimWording
from factcheck.core.moments import to_the_second
from reviews.models import PublicRevision, PublicVerdict
from tests.factories.changes import CHANGED_AT, make_changed
from tests.factories.removals import remove
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_published

pytestmark = pytest.mark.django_db

ARABIC = "يعبر نفق الميناء أربعون ألف سيارة كل يوم"
UKRAINIAN = "Тунелем щодня їздить сорок тисяч авто"


def read_off(path: str, *, status: int = 200) -> list[dict]:
    """Every ClaimReview of a page, in JSON-LD or in attributes of its HTML."""
    page = Client().get(path)
    assert page.status_code == status
    found = extruct.extract(
        page.content.decode(),
        base_url="http://127.0.0.1:8000/",
        syntaxes=["json-ld", "microdata", "rdfa"],
        uniform=True,
    )
    return [one for ways in found.values() for one in ways if "ClaimReview" in str(one.get("@type", ""))]


def path_of(revision: PublicRevision) -> str:
    verdict = PublicVerdict.objects.get(pk=revision.verdict_id)
    return f"/verdicts/{verdict.number}-{verdict.slug}/"


def review_of(revision: PublicRevision) -> dict:
    (review,) = read_off(path_of(revision))
    return review


def said(words: str, *, language: str = "en", name: str = "", kind: str = "public_figure") -> Claim:
    """A settled claim in these words, by somebody of this name."""
    claim = make_settled_claim()
    ClaimWording.objects.filter(claim=claim).update(text=words)
    claim.language = language
    if name:
        claim.claimant = Claimant.objects.create(name=name, kind=kind)
    claim.save(update_fields=["language", "claimant"])
    return Claim.objects.get(pk=claim.pk)


def test_a_label_outside_the_order_has_its_name_and_no_number():
    review = review_of(make_published(claim=make_settled_claim(label="unproven")))

    assert review["reviewRating"]["alternateName"] == "Unproven"
    assert not {"ratingValue", "bestRating", "worstRating"} & set(review["reviewRating"])


@pytest.mark.parametrize("kind", ["private_person", "anonymous_account"])
def test_a_private_claimant_is_named_nowhere(kind):
    revision = make_published(claim=said("It rains every day.", name="Quirin Zabel", kind=kind))

    review = review_of(revision)

    assert "author" not in review["itemReviewed"]
    assert "Zabel" not in json.dumps(review)
    assert "Zabel" not in Client().get(path_of(revision)).content.decode()


def test_a_corrected_one_says_the_present_words_and_when_they_changed():
    first = make_published()
    before = review_of(first)

    make_changed(first, "correction", title="The tunnel carries 17,410 cars", found="It counted 17,410.")

    review = review_of(first)
    assert review["name"] == "The tunnel carries 17,410 cars"
    assert review["reviewRating"]["ratingExplanation"] == "It counted 17,410."
    (told,) = review.pop("correction")
    assert told["text"] == "We said 17,310. It is 17,410."
    assert "17,310" not in json.dumps(review)
    assert review["datePublished"] == before["datePublished"] == to_the_second(WRITTEN_AT)
    assert review["dateModified"] == to_the_second(CHANGED_AT)
    assert review["url"].endswith(path_of(first))


def test_a_redacted_one_holds_none_of_the_words_that_were_removed():
    revision = make_published(
        claim=said("Zora Quell paid for the tunnel.", name="Zora Quell"),
        title="Zora Quell paid for a lamp in the tunnel",
        found="The receipt of Zora Quell is for a lamp.",
    )
    assert json.dumps(review_of(revision)).count("Quell") >= 4

    remove(revision.verdict, "redaction", words=["Zora Quell"], what="name")

    review = json.dumps(review_of(revision), ensure_ascii=False)
    assert "quell" not in review.lower()
    assert "█" in review


@pytest.mark.parametrize(("language", "words"), [("ar", ARABIC), ("uk", UKRAINIAN)])
def test_other_scripts_are_read_back_letter_by_letter(language, words):
    claim = said(words, language=language, name=f"{words[:12]}")
    review = review_of(make_published(claim=claim, title=f"{words}؟", found=f"{words} — <b>&amp;</b>"))

    assert (review["claimReviewed"], review["name"], review["inLanguage"]) == (words, f"{words}؟", language)
    assert review["reviewRating"]["ratingExplanation"] == f"{words} — <b>&amp;</b>"
    assert review["itemReviewed"]["author"]["name"] == words[:12].strip()


def test_there_is_none_where_nothing_is_rated_or_stands():
    told = "The count tells how many cars pass, and nothing of where they go."
    explainer = make_published(claim=make_settled_claim(label="no-rating"), conclusion=told)
    rated = make_published()
    assert read_off(path_of(explainer)) == []
    assert len(read_off(path_of(rated))) == 1
    assert read_off(f"/verdicts/{rated.verdict.number}/versions/1/") == []
    assert read_off("/checks/") == read_off("/") == []

    remove(rated.verdict, "retraction")
    assert read_off(path_of(rated)) == []

    remove(rated.verdict, "withholding", ground="legal")
    assert read_off(path_of(rated), status=451) == []
