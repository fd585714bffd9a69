"""What must be so before a verdict is published."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Claimant
from factcheck.core.errors import GateNotMet
from reviews.composing import compose
from reviews.gate import REQUIREMENTS, GateItem, advice_on, check_gate, refuse_unmet
from reviews.models import (
    Adjudication,
    DeclaredInterest,
    DraftEvidence,
    Evidence,
    Hold,
    Reviewer,
    Round,
    Source,
    VerdictDraft,
)
from reviews.publication.changes import start_change
from reviews.publication.publishing import publish_verdict
from reviews.selectors.drafts import find_draft
from tests.factories.copies import SnapshotFactory, make_captured
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import EvidenceFactory, make_closed_round, make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_draft, make_published, make_ready_draft, make_signed_draft

pytestmark = pytest.mark.django_db


def gate_of(draft: VerdictDraft, **kwargs) -> dict[str, str]:
    found = find_draft(draft.pk, user=draft.writer)
    return {item.key: str(item.state) for item in check_gate(found, **kwargs)}


def item_of(draft: VerdictDraft, key: str) -> GateItem:
    found = find_draft(draft.pk, user=draft.writer)
    return next(item for item in check_gate(found) if item.key == key)


def change(draft: VerdictDraft, **fields) -> None:
    VerdictDraft.objects.filter(pk=draft.pk).update(**fields)


def test_a_signed_text_with_everything_in_it_meets_every_point():
    states = gate_of(make_signed_draft())

    assert list(states) == [
        *(
            "settled",
            "reasons",
            "later",
            "title",
            "found",
            "explanation",
            "evidence",
            "links",
            "archived",
            "quotations",
        ),
        *("stances", "primary", "independent", "against", "claim_date", "dates", "reply"),
        *("intent", "conflicts", "two_people"),
        *("holds", "sign_off"),
    ]
    assert set(states.values()) == {"met", "met_by_note"}


def remove_evidence(draft):
    DraftEvidence.objects.filter(draft=draft).delete()
    draft.claim.evidence.update(removed_at=WRITTEN_AT)


MISSING = {
    "settled": lambda draft: Round.objects.filter(pk=draft.round_id).update(status="adjudication"),
    "reasons": lambda draft: Round.objects.filter(pk=draft.round_id).update(reasons_agree=None),
    "title": lambda draft: change(draft, title=""),
    "found": lambda draft: change(draft, found=""),
    "explanation": lambda draft: change(draft, explanation=""),
    "evidence": remove_evidence,
    "links": lambda draft: Source.objects.update(url="urn:isbn:123"),
    "archived": lambda draft: Source.objects.update(archived_url=""),
    "quotations": lambda draft: draft.claim.evidence.update(quotation="not_found"),
    "stances": lambda draft: EvidenceFactory(claim=draft.claim),
    "primary": lambda draft: Source.objects.update(kind="secondary"),
    "independent": lambda draft: change(draft, independent_note=""),
    "conflicts": lambda draft: change(draft, no_interests=False),
    "against": lambda draft: change(draft, against_note=""),
    "claim_date": lambda draft: Claim.objects.filter(pk=draft.claim_id).update(claim_date=None),
    "dates": lambda draft: change(draft, evidence_until=None),
    "reply": lambda draft: change(draft, reply_outcome=""),
    "intent": lambda draft: change(draft, found="He lied about the cars."),
    "holds": lambda draft: Hold.objects.create(
        claim=draft.claim, kind="legal", reason="Counsel reads it", placed_by=draft.writer, placed_at=WRITTEN_AT
    ),
    "sign_off": lambda draft: draft.sign_offs.model.objects.none(),
}


@pytest.mark.parametrize("key", MISSING)
def test_each_missing_thing_is_named(key):
    draft = make_draft() if key == "sign_off" else make_signed_draft()
    assert key == "sign_off" or gate_of(draft)[key] != "not_met"

    MISSING[key](draft)

    assert gate_of(draft)[key] == "not_met"
    with pytest.raises(GateNotMet) as refused:
        refuse_unmet(check_gate(find_draft(draft.pk, user=draft.writer)))
    assert key in {fault.field for fault in refused.value.errors}


def test_every_requirement_names_what_it_answers():
    item = item_of(make_draft(), "archived")

    assert (item.words, item.criteria) == ("Every linked piece is kept in a copy", ("IFCN 3.1",))
    assert {key for key, one in REQUIREMENTS.items() if not one.criteria} == {"holds", "embargo", "removed"}


class TestCopies:
    def test_a_copy_of_ours_is_as_good_as_one_at_an_archive(self):
        draft = make_signed_draft()
        Source.objects.update(archived_url="")
        for piece in draft.claim.evidence.all():
            Evidence.objects.filter(pk=piece.pk).update(snapshot=make_captured(piece.source))

        assert gate_of(draft)["archived"] == "met"

    def test_a_copy_that_failed_is_none(self):
        draft = make_signed_draft()
        Source.objects.update(archived_url="")
        for piece in draft.claim.evidence.all():
            failed = SnapshotFactory(source=piece.source, status="failed", fault="dead", fault_detail="404")
            Evidence.objects.filter(pk=piece.pk).update(snapshot=failed)

        assert gate_of(draft)["archived"] == "not_met"

    @pytest.mark.parametrize("state", ["unchecked", "not_found", "no_text"])
    def test_words_that_nobody_found_in_a_copy_are_not_verified(self, state):
        draft = make_signed_draft()
        draft.claim.evidence.update(quotation=state)

        assert gate_of(draft)["quotations"] == "not_met"

    def test_words_found_in_a_copy_that_was_handed_in_are_and_it_is_said(self):
        draft = make_signed_draft()
        piece = draft.claim.evidence.first()
        Evidence.objects.filter(pk=piece.pk).update(snapshot=make_captured(piece.source, origin="uploaded"))

        item = item_of(draft, "quotations")

        assert (str(item.state), item.detail) == ("met", "1 piece in a copy that was handed in.")

    def test_a_source_that_readers_are_not_told_is_vouched_for_by_an_editor_alone(self):
        draft = make_signed_draft()
        Source.objects.update(withheld=True, withheld_because="At risk", archived_url="")
        draft.claim.evidence.update(quotation="unchecked")

        states = gate_of(draft)

        assert (states["archived"], states["quotations"], states["links"]) == ("met", "met", "not_met")


class TestSources:
    def test_the_thing_itself_or_why_there_is_none(self):
        draft = make_signed_draft()
        Source.objects.update(kind="secondary")
        assert gate_of(draft)["primary"] == "not_met"

        change(draft, primary_note="The records burnt in 1911.")

        assert gate_of(draft)["primary"] == "met_by_note"

    @pytest.mark.parametrize("kind", ["primary", "record", "dataset", "recording"])
    def test_every_first_hand_counts_as_the_thing_itself(self, kind):
        draft = make_signed_draft()
        Source.objects.update(kind=kind)

        assert gate_of(draft)["primary"] == "met"

    @pytest.mark.parametrize(
        ("first", "second", "state"),
        [
            (("Roads Office", "https://roads.example/1"), ("Harbour Board", "https://harbour.example/1"), "met"),
            (("Roads Office", "https://roads.example/1"), (" roads  office", "https://other.example/1"), "not_met"),
            (("", "https://roads.example/1"), ("", "https://www.roads.example/2"), "not_met"),
            (("", "https://roads.example/1"), ("Roads Office", "https://roads.example/2"), "not_met"),
            (("", "https://roads.example/1"), ("", "https://harbour.example/2"), "met"),
            (("Roads Office", "https://roads.example/1"), ("Ada Bell", "https://bell.example/1"), "not_met"),
        ],
    )
    def test_two_of_one_house_and_the_claimants_own_are_not_independent(self, first, second, state):
        draft = make_signed_draft(independent_note="")
        Claimant.objects.filter(pk=draft.claim.claimant_id).update(name="Ada Bell")
        for piece, (publisher, url) in zip(draft.claim.evidence.order_by("pk"), (first, second), strict=True):
            Source.objects.filter(pk=piece.source_id).update(publisher=publisher, url=url)

        assert gate_of(draft)["independent"] == state


class TestInterests:
    def test_are_told_in_words_or_there_are_none(self):
        draft = make_signed_draft(no_interests=False, interests="")
        assert gate_of(draft)["conflicts"] == "not_met"

        change(draft, interests="Ben Lind worked at the Roads Office until 2019.")

        assert gate_of(draft)["conflicts"] == "met"

    @pytest.mark.parametrize("who", ["writer", "reviewer", "signer"])
    def test_that_somebody_declared_are_told_in_words_and_nobody_learns_whose(self, who):
        people = {"reviewer": PersonFactory(), "signer": AdminFactory(), "writer": AdminFactory()}
        claim = make_settled_claim(reviewers=[people["reviewer"], PersonFactory()])
        draft = make_signed_draft(claim=claim, writer=people["writer"], signer=people["signer"])
        reviewer, _ = Reviewer.objects.get_or_create(user=people[who])
        DeclaredInterest.objects.create(reviewer=reviewer, kind="person", name=claim.claimant.name.upper())

        item = item_of(draft, "conflicts")

        assert item.blocks
        assert not item.overridable
        assert claim.claimant.name not in item.detail
        assert not any(person.name in item.detail for person in people.values())
        change(draft, interests="Somebody who checked this is related to the claimant.")
        assert gate_of(draft)["conflicts"] == "met"

    def test_of_people_who_had_no_part_in_it_are_nobodys_matter(self):
        draft = make_signed_draft()
        stranger, _ = Reviewer.objects.get_or_create(user=PersonFactory())
        DeclaredInterest.objects.create(reviewer=stranger, kind="person", name=draft.claim.claimant.name)

        assert gate_of(draft)["conflicts"] == "met"


class TestTwoPeople:
    def test_one_reviewer_and_whoever_signs_are_two(self):
        draft = make_ready_draft(claim=make_closed_round("mostly-false", settled="mostly-false").claim)

        assert gate_of(draft)["two_people"] == "not_met"
        assert gate_of(draft, signer=AdminFactory())["two_people"] == "met"

    def test_two_reviewers_are_two(self):
        assert gate_of(make_draft())["two_people"] == "met"


class TestEmbargo:
    END = WRITTEN_AT + timedelta(days=2)

    def test_holds_until_its_end_and_nobody_lets_it_pass(self):
        draft = make_signed_draft(embargo_until=self.END)

        assert gate_of(draft)["embargo"] == "not_met"
        assert gate_of(draft, at=self.END - timedelta(seconds=1))["embargo"] == "not_met"
        assert gate_of(draft, at=self.END)["embargo"] == "met"
        assert not item_of(draft, "embargo").overridable

    def test_stops_publishing_whoever_asks(self):
        draft = make_signed_draft(embargo_until=self.END)

        with pytest.raises(GateNotMet) as refused:
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)

        assert [fault.field for fault in refused.value.errors] == ["embargo"]
        publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=self.END)


class TestWithoutRating:
    def test_a_sentence_stands_in_place_of_the_rating(self):
        draft = make_signed_draft(claim=make_settled_claim(label="no-rating"))
        assert gate_of(draft)["conclusion"] == "not_met"

        change(draft, conclusion="Nobody can say yet how many cars will use the bridge.")

        assert gate_of(draft)["conclusion"] == "met"

    def test_a_rating_needs_none(self):
        assert "conclusion" not in gate_of(make_draft())


def test_a_change_says_what_changed_and_why():
    published = make_published()
    draft = start_change(
        claim_id=published.verdict.claim_id, kind="correction", by=AdminFactory(), at=WRITTEN_AT + timedelta(days=1)
    )

    item = item_of(draft, "change")

    assert item.blocks
    assert not item.overridable
    assert "IFCN 6.3" in item.criteria


def test_the_gate_asks_as_often_for_a_big_file_as_for_a_small_one():
    counts = []
    for evidence in (2, 6):
        draft = find_draft(make_signed_draft(claim=make_settled_claim(evidence=evidence)).pk, user=AdminFactory())
        seen = compose(draft)
        with CaptureQueriesContext(connection) as asked:
            check_gate(draft, seen=seen)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_a_claim_without_a_date_needs_a_note_why():
    draft = make_signed_draft()
    Claim.objects.filter(pk=draft.claim_id).update(claim_date=None, claim_date_note="An undated leaflet")

    assert gate_of(draft)["claim_date"] == "met_by_note"


@pytest.mark.parametrize(
    ("outcome", "reply", "state"),
    [
        ("answered", "He erred.", "met"),
        ("answered", "", "not_met"),
        ("declined", "", "met"),
        ("no_reply", "", "met"),
        ("not_asked", "He died in 1998.", "met_by_note"),
        ("not_asked", "", "not_met"),
    ],
)
def test_every_way_that_asking_can_end_is_enough_when_it_is_told(outcome, reply, state):
    draft = make_draft(reply_outcome=outcome, reply=reply)

    assert gate_of(draft)["reply"] == state


@pytest.mark.parametrize(
    ("label", "stance", "state"),
    [
        ("mostly-false", "supports", "met"),
        ("mostly-false", "refutes", "not_met"),
        ("true", "refutes", "met"),
        ("true", "supports", "not_met"),
        ("unproven", "supports", "met"),
        ("unproven", "context", "not_met"),
    ],
)
def test_evidence_against_our_finding_was_looked_for(label, stance, state):
    claim = make_settled_claim(label=label, evidence=1)
    piece = claim.evidence.get()
    placed = [{"evidence": piece.pk, "stance": stance, "weight": 1}]

    draft = make_draft(claim=claim, evidence=placed, against_note="")

    assert gate_of(draft)["against"] == state


def test_reviewers_who_differed_need_not_agree_once_somebody_settled_it():
    draft = make_signed_draft()
    Round.objects.filter(pk=draft.round_id).update(reasons_agree=False)
    Adjudication.objects.create(
        round=draft.round, by=AdminFactory(), rating=draft.round.rating, note="The census counts.", at=WRITTEN_AT
    )

    assert gate_of(draft)["reasons"] == "met"


def test_a_released_hold_holds_nothing():
    draft = make_signed_draft()
    hold = {"claim": draft.claim, "kind": "reply", "reason": "x", "placed_by": draft.writer, "placed_at": WRITTEN_AT}
    Hold.objects.create(**hold, released_at=WRITTEN_AT, released_by=draft.writer)

    assert gate_of(draft)["holds"] == "met"


def test_a_hold_whose_day_has_passed_holds_until_it_is_released():
    draft = make_signed_draft()
    hold = {"claim": draft.claim, "kind": "reply", "reason": "x", "placed_by": draft.writer, "placed_at": WRITTEN_AT}
    Hold.objects.create(**hold, until=WRITTEN_AT - timedelta(hours=1))

    assert gate_of(draft)["holds"] == "not_met"


def test_says_whether_somebody_could_sign_it_off():
    reviewer = PersonFactory()
    draft = make_draft(claim=make_settled_claim(reviewers=[reviewer, PersonFactory()]))

    assert gate_of(draft, signer=AdminFactory())["sign_off"] == "met"
    assert gate_of(draft, signer=draft.writer)["sign_off"] == "not_met"
    assert gate_of(draft, signer=reviewer)["sign_off"] == "not_met"


@pytest.mark.parametrize(
    ("change", "told"),
    [({"is_active": False}, "may no longer"), ({"role": "reviewer"}, "may no longer")],
)
def test_a_sign_off_counts_only_while_its_signer_may_sign(change, told):
    editor = AdminFactory()
    draft = make_signed_draft(signer=editor)
    editor.__class__.objects.filter(pk=editor.pk).update(**change)

    item = next(item for item in check_gate(find_draft(draft.pk, user=draft.writer)) if item.key == "sign_off")

    assert item.blocks
    assert told in item.detail


def test_a_text_changed_after_its_sign_off_says_so():
    draft = make_signed_draft()
    change(draft, title="Something else")

    item = next(item for item in check_gate(find_draft(draft.pk, user=draft.writer)) if item.key == "sign_off")

    assert "changed after" in item.detail


def advice_of(draft: VerdictDraft) -> list[str]:
    return advice_on(find_draft(draft.pk, user=draft.writer))


class TestWordsAboutIntent:
    def test_are_named_until_they_are_gone_or_the_writer_says_why_they_stand(self):
        draft = make_draft(found="The minister lied, and this hoax was deliberate.")
        item = item_of(draft, "intent")
        assert (item.state, "“deliberate”, “hoax”, “lied”: We rate" in item.detail) == ("not_met", True)

        change(draft, intent_note="A court found that he lied; we quote its judgment.")

        assert (item_of(draft, "intent").state, "court" in item_of(draft, "intent").detail) == ("met_by_note", True)

    def test_may_be_quoted(self):
        draft = make_draft(found="He said: “They lied to you.” The count says otherwise.")

        assert gate_of(draft)["intent"] == "met"

    def test_readers_never_see_the_note(self):
        draft = make_draft(intent_note="canary")

        assert "canary" not in str(compose(find_draft(draft.pk, user=draft.writer)).to_json())


class TestAdvice:
    def test_warns_of_a_long_wording(self):
        claim = make_settled_claim()
        claim.wording.__class__.objects.update(text="w" * 76)

        assert "76 characters" in " ".join(advice_of(make_draft(claim=claim)))

    def test_is_content_with_a_short_wording(self):
        claim = make_settled_claim()
        claim.wording.__class__.objects.update(text="w" * 76)

        assert "characters" not in " ".join(advice_of(make_draft(claim=claim, short_claim="40,000 cars a day")))
        assert "short wording has 80" in " ".join(advice_of(make_ready_draft(short_claim="w" * 80)))

    def test_warns_of_a_rating_inside_the_wording_that_others_show(self):
        lines = advice_of(make_draft(short_claim="The mostly false claim of 40,000 cars"))

        assert any("has the rating in it" in line for line in lines)

    def test_never_blocks(self):
        draft = make_signed_draft(short_claim="w" * 80)

        refuse_unmet(check_gate(find_draft(draft.pk, user=draft.writer)))
