"""What must be so before a verdict is published."""

from datetime import timedelta

import pytest

from claims.models import Claim
from factcheck.core.errors import GateNotMet
from reviews.gate import advice_on, check_gate, refuse_unmet
from reviews.models import Adjudication, DraftEvidence, Hold, Round, Source, VerdictDraft
from reviews.selectors.drafts import find_draft
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import EvidenceFactory, make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_draft, make_signed_draft

pytestmark = pytest.mark.django_db


def gate_of(draft: VerdictDraft, **kwargs) -> dict[str, str]:
    found = find_draft(draft.pk, user=draft.writer)
    return {item.key: str(item.state) for item in check_gate(found, **kwargs)}


def change(draft: VerdictDraft, **fields) -> None:
    VerdictDraft.objects.filter(pk=draft.pk).update(**fields)


def test_a_signed_text_with_everything_in_it_meets_every_point():
    states = gate_of(make_signed_draft())

    assert len(states) == 15
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
    "stances": lambda draft: EvidenceFactory(claim=draft.claim),
    "against": lambda draft: change(draft, against_note=""),
    "claim_date": lambda draft: Claim.objects.filter(pk=draft.claim_id).update(claim_date=None),
    "dates": lambda draft: change(draft, evidence_until=None),
    "reply": lambda draft: change(draft, reply_outcome=""),
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


class TestAdvice:
    def test_warns_of_a_long_wording_and_of_words_about_intent(self):
        claim = make_settled_claim()
        claim.wording.__class__.objects.update(text="w" * 76)
        draft = make_draft(claim=claim, found="The minister lied, and this hoax was deliberate.")

        lines = " ".join(advice_on(find_draft(draft.pk, user=draft.writer)))

        assert "76 characters" in lines
        assert "“deliberate”, “hoax”, “lied”: We rate statements, not honesty." in lines

    def test_says_nothing_about_words_that_are_quoted(self):
        draft = make_draft(found="He said: “They lied to you.” The count says otherwise.")

        assert not any("honesty" in line for line in advice_on(find_draft(draft.pk, user=draft.writer)))

    def test_never_blocks(self):
        draft = make_signed_draft(found="It is a hoax.")

        refuse_unmet(check_gate(find_draft(draft.pk, user=draft.writer)))
