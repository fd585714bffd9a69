"""Quotations in another language: the exact words stay, the translation stands beside them."""

import pytest

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from reviews.composing import compose
from reviews.evidence.linking import link_evidence, remove_evidence
from reviews.evidence.translating import translate_quotation
from reviews.models import DraftEvidence
from reviews.selectors.drafts import find_draft
from tests.factories.people import PersonFactory
from tests.factories.reviews import EvidenceFactory
from tests.factories.writing import make_draft
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

SAID = {"language": "de", "translation": "The bridge is closed.", "translator": "Ada Bell"}
WORDS = "Die Brücke ist gesperrt."


def columns(evidence) -> tuple[str, str, str, str]:
    evidence.refresh_from_db()
    return evidence.excerpt, evidence.quote_language, evidence.quote_translation, evidence.translator


def test_words_are_linked_with_their_translation_and_stay_as_they_are(people, checked, now):
    linked = link_evidence(
        claim_id=checked.claim.pk, url="https://amt.example/", excerpt=WORDS, by=people.lead, at=now, **SAID
    )
    assert columns(linked) == (WORDS, "de", "The bridge is closed.", "Ada Bell")


def test_a_translation_is_put_beside_the_words_and_taken_away(people, checked, now):
    piece = EvidenceFactory(claim=checked.claim, excerpt=WORDS)
    act = {"evidence_id": piece.pk, "by": people.second, "at": now}
    translate_quotation(**act, **SAID)
    assert columns(piece) == (WORDS, "de", "The bridge is closed.", "Ada Bell")
    translate_quotation(**act, language="", translation=" ", translator="")
    assert columns(piece) == (WORDS, "", "", "")


def test_a_translation_is_whole_and_of_another_language(people, checked, now):
    piece = EvidenceFactory(claim=checked.claim)
    for wrong, field, code in (
        ({"language": ""}, "language", "language_missing"),
        ({"language": "the German"}, "language", "unknown_language"),
        ({"language": checked.claim.language}, "language", "same_language"),
        ({"translation": "\u200b"}, "translation", "translation_missing"),
        ({"translator": ""}, "translator", "translator_missing"),
        ({"translator": "x" * 121}, "translator", "too_long"),
    ):
        with pytest.raises(Invalid) as refusal:
            translate_quotation(evidence_id=piece.pk, by=people.lead, at=now, **{**SAID, **wrong})
        assert (refusal.value.errors[0].field, refusal.value.errors[0].code) == (field, code)


def test_only_those_who_may_add_translate_what_is_in_the_file(people, checked, now):
    piece = EvidenceFactory(claim=checked.claim)
    with pytest.raises(NotAllowed):
        translate_quotation(evidence_id=piece.pk, by=PersonFactory(), at=now, **SAID)
    remove_evidence(evidence_id=piece.pk, because="Twice", by=people.admin, at=now)
    with pytest.raises(InvalidTransition):
        translate_quotation(evidence_id=piece.pk, by=people.admin, at=now, **SAID)


def test_readers_get_the_translation_with_the_words_of_the_source_beside_it():
    draft = make_draft()
    piece = DraftEvidence.objects.filter(draft=draft).first().evidence
    type(piece).objects.filter(pk=piece.pk).update(
        excerpt=WORDS, quote_language="de", quote_translation="The bridge is closed.", translator="Ada Bell"
    )
    seen = next(one for one in compose(find_draft(draft.pk, user=draft.writer)).evidence if one.quote_language)
    assert (seen.excerpt, seen.quote_translation, seen.translator) == (WORDS, "The bridge is closed.", "Ada Bell")
    page = signed_in(draft.writer).get(f"/desk/drafts/{draft.pk}/preview/").content.decode()
    assert page.index("The bridge is closed.") < page.index("Translated by Ada Bell") < page.index(WORDS)
    assert 'lang="de"' in page
    assert "in German" in page


def test_the_page_keeps_what_was_typed_and_the_api_says_what_stands(people, checked):
    piece = EvidenceFactory(claim=checked.claim, excerpt=WORDS)
    url, browser = f"/desk/evidence/{piece.pk}/translation/", signed_in(people.lead)
    assert WORDS in browser.get(url).content.decode()
    refused = browser.post(url, {**SAID, "translator": ""})
    assert (refused.status_code, "The bridge is closed." in refused.content.decode()) == (400, True)
    assert browser.post(url, SAID).status_code == 303
    assert "from the German by Ada Bell" in browser.get(f"/desk/claims/{piece.claim_id}/").content.decode()
    told = browser.get(f"/api/v1/claims/{piece.claim_id}/evidence/").json()["results"][0]
    assert {name: told[name] for name in SAID} == SAID
