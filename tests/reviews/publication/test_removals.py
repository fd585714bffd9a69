"""Retraction, redaction, withholding and return: one editor asks, another agrees, and it is done at once."""

import json
from datetime import UTC, datetime

import pytest
from django.core import serializers as django_serializers
from django.test import Client

from claims.models import Appearance, Article, Claim, ClaimWording, Submission
from claims.reading import text_hash
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.models import (
    ClaimantContact,
    DraftNote,
    EvidenceReading,
    PublicListing,
    PublicRevision,
    PublicSlug,
    PublicVerdict,
    Removal,
    Review,
    Source,
    SourceWatch,
    VerdictDraft,
)
from reviews.publication.changes import start_change
from reviews.publication.removals import agree_to_removal, ask_removal, preview, refuse_removal
from reviews.published import Published
from tests.factories.claims import AppearanceFactory, ArticleFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.removals import ask, remove
from tests.factories.reviews import EvidenceFactory, make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_published

NAME = "Ada Marrow"
LATER = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def verdict(db) -> PublicVerdict:
    return make_published().verdict


def naming(**text) -> PublicVerdict:
    """A published check with the name in everything it was made of."""
    said = f"Rain fell.\n{NAME} said the tunnel carries 40,000 cars a day.\nIt was ADA  MARROW."
    article = ArticleFactory(text=said, title=f"{NAME} on the tunnel")
    Submission.objects.create(article=article, via="desk", received=said.encode(), note=NAME, at=WRITTEN_AT)
    claim = make_settled_claim(evidence=0)
    claim.claimant.name = NAME
    claim.claimant.save(update_fields=["name"])
    claim.article = article
    claim.save(update_fields=["article"])
    ClaimWording.objects.filter(claim=claim).update(text=f"{NAME} says the tunnel carries 40,000 cars a day.")
    start = said.index(NAME)
    words = said[start : start + 30]
    AppearanceFactory(claim=claim, article=article, start=start, end=start + 30, text_hash=text_hash(words))
    piece = EvidenceFactory(
        claim=claim,
        excerpt=f"“It is so”, said {NAME}, the engineer.",
        nearest=f"{NAME} was there",
        selector=[{"type": "TextQuoteSelector", "exact": f"said {NAME}", "prefix": "", "suffix": ""}],
        source__title=f"{NAME} speaks",
        source__url="https://paper.example/people/ada-marrow",
    )
    review = Review.objects.filter(round__claim=claim).first()
    Review.objects.filter(pk=review.pk).update(rationale=f"{NAME} misread it")
    EvidenceReading.objects.create(review=review, evidence=piece, stance="refutes", note=f"says {NAME}")
    ClaimantContact.objects.create(claim=claim, status="closed", outcome="answered", answer=f"{NAME}: no comment")
    text = {
        "title": f"The tunnel {NAME} spoke of carries 17,000 cars",
        "explanation": "**Ada** Marrow and [she](https://paper.example/ada-marrow) spoke. Marrows are vegetables.",
        "evidence": [{"evidence": piece.pk, "stance": "refutes", "weight": 1}],
        **text,
    }
    return make_published(claim=claim, **text).verdict


def holds_the_name(text: str) -> bool:
    return any(way in text.lower() for way in ("ada marrow", "ada-marrow", "ada  marrow", "ada** marrow"))


def everything() -> str:
    """Every row of both rooms and every notice, as text."""
    models = [*django_apps("claims"), *django_apps("reviews"), Notice]
    rows = [row for model in models for row in model._default_manager.all()]
    whole = django_serializers.serialize("json", rows, ensure_ascii=False)
    return whole + "".join(bytes(one.received).decode() for one in Submission.objects.all())


def django_apps(label: str):
    from django.apps import apps

    return apps.get_app_config(label).get_models()


class TestAsking:
    def test_changes_nothing_for_readers_and_tells_the_other_editors(self, verdict):
        ana, eva = AdminFactory(), AdminFactory()

        removal = ask(verdict, "withholding", by=ana)

        verdict.refresh_from_db()
        assert (removal.status, verdict.state) == ("asked", "live")
        told = Notice.objects.filter(kind="removal_asked")
        assert eva.pk in {one.to_id for one in told}
        assert ana.pk not in {one.to_id for one in told}

    def test_is_an_editors_to_do(self, verdict):
        with pytest.raises(NotAllowed):
            ask(verdict, "retraction", by=PersonFactory())

    def test_an_unknown_number_is_not_found(self, verdict):
        with pytest.raises(NotFound):
            ask_removal(number=99, kind="retraction", because="x", by=AdminFactory(), at=LATER)

    @pytest.mark.parametrize(
        ("kind", "how", "field", "code"),
        [
            ("burning", {}, "kind", "unknown_choice"),
            ("retraction", {"ground": "spite"}, "ground", "unknown_choice"),
            ("withholding", {"ground": "wrong"}, "ground", "wrong_is_corrected"),
            ("redaction", {"ground": "wrong"}, "ground", "wrong_is_corrected"),
            ("retraction", {"because": " "}, "because", "reason_missing"),
            ("retraction", {"public_note": ""}, "public_note", "note_missing"),
            ("redaction", {"words": []}, "words", "words_missing"),
            ("redaction", {"words": ["a"]}, "words", "too_short"),
            ("redaction", {"words": ["— —"]}, "words", "too_short"),
            ("redaction", {"words": ["Nobody Atall"]}, "words", "not_found"),
            ("redaction", {"words": [f"word{n}" for n in range(21)]}, "words", "too_many"),
            ("redaction", {"public_note": "The Roads Office went"}, "public_note", "holds_the_words"),
            ("redaction", {"what": "shoe"}, "what", "unknown_choice"),
            ("retraction", {"asked_kind": "ghost"}, "asked_kind", "unknown_choice"),
            ("retraction", {"complaint_id": 7}, "complaint", "not_about_this"),
        ],
    )
    def test_what_does_not_fit_is_refused_beside_its_field(self, verdict, kind, how, field, code):
        with pytest.raises(Invalid) as refused:
            ask(verdict, kind, **how)
        assert [(fault.field, fault.code) for fault in refused.value.errors] == [(field, code)]
        assert not Removal.objects.exists()

    def test_twice_is_refused_while_one_waits(self, verdict):
        ask(verdict, "withholding")
        with pytest.raises(InvalidTransition):
            ask(verdict, "withholding")

    def test_what_is_not_withheld_is_not_shown_again(self, verdict):
        with pytest.raises(InvalidTransition):
            ask(verdict, "return")


class TestDeciding:
    def test_nobody_agrees_to_what_they_asked_for(self, verdict):
        ana = AdminFactory()
        removal = ask(verdict, "retraction", by=ana)

        with pytest.raises(NotAllowed):
            agree_to_removal(removal_id=removal.pk, by=ana, at=LATER)
        verdict.refresh_from_db()
        assert verdict.state == "live"

    def test_a_reviewer_does_not_learn_of_it(self, verdict):
        removal = ask(verdict, "retraction")
        for verb, how in ((agree_to_removal, {}), (refuse_removal, {"because": "No"})):
            with pytest.raises(NotFound):
                verb(removal_id=removal.pk, by=PersonFactory(), at=LATER, **how)

    def test_who_asked_may_think_better_of_it_and_the_words_are_forgotten(self, verdict):
        ana = AdminFactory()
        removal = ask(verdict, "redaction", by=ana)

        refuse_removal(removal_id=removal.pk, because="It was another office", by=ana, at=LATER)

        removal.refresh_from_db()
        assert (removal.status, removal.words, removal.decided_by) == ("refused", [], ana)
        with pytest.raises(InvalidTransition):
            agree_to_removal(removal_id=removal.pk, by=AdminFactory(), at=LATER)

    def test_the_one_who_asked_is_told_without_the_words(self, verdict):
        removal = remove(verdict, "redaction")

        told = Notice.objects.get(kind="removal_decided")
        assert told.to == removal.asked_by
        assert "roads office" not in told.text.lower()


class TestRetraction:
    def test_leaves_the_page_with_the_reason_and_takes_it_from_lists(self, verdict):
        remove(verdict, "retraction", at=LATER, ground="wrong")

        verdict.refresh_from_db()
        assert (verdict.state, verdict.current.kind, verdict.current.number) == ("retracted", "retraction", 2)
        told = verdict.current
        assert (told.note, told.why, told.ground, told.removed) == ("The census was misread.", "", "wrong", "")
        assert not PublicListing.objects.exists()
        assert Claim.objects.get(pk=verdict.claim_id).outcome_rating == "Retracted"
        seen = Published.from_json(verdict.current.content)
        assert (seen.digest, seen.change.kind) == (verdict.current.content_hash, "retraction")

    def test_gives_up_a_change_that_was_being_written(self, verdict):
        draft = start_change(claim_id=verdict.claim_id, kind="update", by=AdminFactory(), at=LATER)
        remove(verdict, "retraction")

        draft.refresh_from_db()
        assert draft.status == "dropped"

    def test_is_final(self, verdict):
        remove(verdict, "retraction")
        with pytest.raises(InvalidTransition):
            ask(verdict, "retraction")


class TestWithholding:
    def test_writes_no_version_and_is_taken_back_by_two(self, verdict):
        remove(verdict, "withholding", at=LATER, ground="legal")

        verdict.refresh_from_db()
        assert (verdict.state, verdict.withheld_since, verdict.withheld_ground) == ("withheld", LATER, "legal")
        assert PublicRevision.objects.count() == 1
        assert not PublicListing.objects.exists()

        SourceWatch.objects.all().delete()
        remove(verdict, "return", at=LATER)
        verdict.refresh_from_db()
        assert (verdict.state, verdict.withheld_since, verdict.withheld_ground) == ("live", None, "")
        assert PublicListing.objects.filter(verdict=verdict).exists()
        assert SourceWatch.objects.exists()

    def test_what_was_retracted_comes_back_retracted(self, verdict):
        for kind in ("retraction", "redaction", "withholding", "return"):
            remove(verdict, kind)
        verdict.refresh_from_db()
        assert verdict.state == "retracted"
        assert Claim.objects.get(pk=verdict.claim_id).outcome_rating == "Retracted"

    def test_one_that_was_asked_for_before_another_is_refused_when_it_no_longer_fits(self, verdict):
        waiting = ask(verdict, "retraction")
        remove(verdict, "withholding")
        with pytest.raises(InvalidTransition):
            agree_to_removal(removal_id=waiting.pk, by=AdminFactory(), at=LATER)


class TestRedaction:
    @pytest.fixture
    def redacted(self, db) -> PublicVerdict:
        verdict = naming()
        assert holds_the_name(everything())
        remove(verdict, "redaction", words=[NAME], what="name", because=f"{NAME} is threatened", at=LATER)
        verdict.refresh_from_db()
        return verdict

    def test_reaches_every_row_of_the_desk_and_the_chain_holds(self, redacted):
        left = [line for line in everything().split('"model"') if holds_the_name(line)]
        assert not left
        source = Source.objects.get(title__contains="speaks")
        assert (source.withheld, source.withheld_approved_by_id is not None) == (True, True)
        assert not holds_the_name(json.dumps(list(Entry.objects.values_list("payload", flat=True))))
        assert first_break(Entry.objects.order_by("seq")) is None

    def test_leaves_a_tombstone_and_the_finding(self, redacted):
        assert redacted.current.kind == "redaction"
        told = redacted.current
        assert (told.ground, told.removed, told.note, told.why) == ("safety", "name", "", "")
        page = Client().get(f"/verdicts/{redacted.number}-{redacted.slug}/").content.decode()
        assert "A name was removed on 6 May 2026 for safety. The finding is unchanged." in page
        first = PublicRevision.objects.get(verdict=redacted, number=1)
        assert first.rating_key == redacted.current.rating_key
        assert first.title == "The tunnel ███ ██████ spoke of carries 17,000 cars".replace("███ ██████", "█" * 10)
        assert "Marrows are vegetables" in first.content["explanation"]
        assert redacted.current.content_hash == Published.from_json(redacted.current.content).digest
        assert redacted.current.content_hash != first.content_hash

    def test_a_source_known_by_its_address_is_told_of_by_the_reason_alone(self, redacted):
        [piece] = redacted.current.content["evidence"]
        assert (piece["url"], piece["title"], piece["fragment_url"]) == ("", "", "")
        assert piece["withheld"] == "Its address held words that were removed."

    def test_the_address_is_made_of_what_is_left(self, redacted):
        assert redacted.slug == "the-tunnel-spoke-of-carries-17000-cars"
        assert [one.slug for one in PublicSlug.objects.all()] == [redacted.slug]
        assert Claim.objects.get(pk=redacted.claim_id).outcome_url == f"/verdicts/{redacted.number}-{redacted.slug}/"

    def test_offsets_into_the_article_hold_and_it_is_known_again_by_what_is_left(self, redacted):
        article = Article.objects.get(title__contains="on the tunnel")
        assert len(article.text) == article.text.index("█" * 11) + 12
        assert article.text.count("\n") == 2
        assert article.text_hash == text_hash(article.text)
        place = Appearance.objects.get(article=article)
        assert place.text_hash == text_hash(article.text[place.start : place.end])
        [sent] = Submission.objects.filter(article=article)
        assert (bytes(sent.received).decode(), sent.received_as) == (article.text, "text/plain")

    def test_the_claimant_is_somebody_unnamed(self, redacted):
        claim = Claim.objects.select_related("claimant").get(pk=redacted.claim_id)
        assert (claim.claimant.kind, claim.claimant.public_name) == ("private_person", "a private person")
        assert redacted.current.content["claimant_kind"] == "private_person"

    def test_salts_go_with_the_words_and_the_ledger_says_so(self, db):
        verdict = naming()
        before = {row.pk: row.salt for row in [*Review.objects.all()]}
        contact = ClaimantContact.objects.get()
        remove(verdict, "redaction", words=[NAME])

        changed = [row.pk for row in Review.objects.all() if row.salt != before[row.pk]]
        assert changed == [EvidenceReading.objects.get(note__contains="█").review_id]
        assert ClaimantContact.objects.get().salt not in ("", contact.salt)
        said = Entry.objects.filter(verb="destroy_salt").values_list("subject_type", flat=True)
        assert sorted(said) == ["claimantcontact", "review", "verdictdraft"]

    def test_the_words_of_the_removal_itself_are_forgotten(self, redacted):
        removal = Removal.objects.get()
        assert (removal.words, removal.status) == ([], "done")
        assert removal.because == "██████████ is threatened"

    def test_a_text_handed_in_goes_back_to_its_writer(self, db):
        verdict = naming()
        draft = start_change(claim_id=verdict.claim_id, kind="update", by=AdminFactory(), at=LATER)
        VerdictDraft.objects.filter(pk=draft.pk).update(status="ready")
        DraftNote.objects.create(
            draft=draft, part="title", quote=NAME, text=f"Who is {NAME}?", by=draft.writer, at=LATER
        )
        remove(verdict, "redaction", words=[NAME])

        draft.refresh_from_db()
        verdict.refresh_from_db()
        assert (draft.status, draft.changes) == ("drafting", verdict.current)
        assert "█" in draft.title
        assert DraftNote.objects.get().quote == "█" * 10

    def test_a_withheld_check_is_redacted_and_stays_withheld(self, verdict):
        remove(verdict, "withholding")
        remove(verdict, "redaction")
        verdict.refresh_from_db()
        assert (verdict.state, verdict.current.kind) == ("withheld", "redaction")
        assert not PublicListing.objects.exists()

    def test_notices_lose_words_of_any_script(self, db):
        name = "Йосип Кравець"
        verdict = make_published(found=f"We asked {name}, count 17,310.").verdict
        to = AdminFactory()
        for text in ("ЙОСИП  КРАВЕЦЬ said so", "И\u0306осип Кравець", "Кравець alone"):
            Notice.objects.create(to=to, kind="published", text=text, url="/", at=LATER)
        remove(verdict, "redaction", words=[name])

        left = list(Notice.objects.filter(to=to, kind="published").order_by("pk").values_list("text", flat=True))
        assert left == ["█" * 14 + " said so", "█" * 14, "Кравець alone"]


class TestPreview:
    def test_counts_where_the_words_stand_and_names_longer_ones_that_stay(self, db):
        verdict = naming(found="Ada's tunnel; Marrow and the Marrowbone said so.")
        found = preview(verdict, [NAME, "Marrow"])

        counts = {one.what: one.count for one in found.places}
        assert counts["the article"] == 3
        assert counts["evidence"] == 3
        assert found.total == sum(counts.values())
        assert "Marrowbone" in found.longer
        assert "Marrows" in found.longer

    def test_tells_no_number_of_what_is_sealed(self, db):
        verdict = naming()
        before = preview(verdict, [NAME])
        Review.objects.update(rationale="Nothing of the kind")
        EvidenceReading.objects.update(note="")
        assert preview(verdict, [NAME]) == before

    def test_names_other_checks_that_show_the_words(self, db):
        verdict = naming()
        other = make_published(found=f"We asked {NAME}.").verdict
        assert preview(verdict, [NAME]).others == (other.number,)
