"""An editor lets a text pass although something is not met: with a reason, for some requirements, and it counts."""

import pytest

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.gate import OVERRIDABLE, check_gate
from reviews.gate.overriding import override_check, withdraw_override
from reviews.models import GateOverride, SignOff, Source, VerdictDraft
from reviews.publication.publishing import publish_verdict
from reviews.selectors.drafts import find_draft
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import WRITTEN_AT, hash_of, make_published, make_signed_draft

pytestmark = pytest.mark.django_db
REASON = "The page is a live counter; no copy could hold it."


def uncopied(**fields) -> VerdictDraft:
    """A signed draft whose sources nobody kept."""
    draft = make_signed_draft(**fields)
    Source.objects.update(archived_url="")
    return signed_again(draft)


def signed_again(draft: VerdictDraft) -> VerdictDraft:
    """Signed as it stands now: what readers see of the archive is part of what was signed."""
    signer = draft.sign_offs.first().signer
    SignOff.objects.create(draft=draft, draft_hash=hash_of(draft), signer=signer, at=WRITTEN_AT)
    return draft


def let_pass(draft: VerdictDraft, key: str = "archived", *, by=None, reason: str = REASON) -> GateOverride:
    return override_check(draft_id=draft.pk, key=key, reason=reason, by=by or AdminFactory(), at=WRITTEN_AT)


def state_of(draft: VerdictDraft, key: str = "archived") -> str:
    found = find_draft(draft.pk, user=draft.writer)
    return next(str(item.state) for item in check_gate(found) if item.key == key)


def test_what_an_editor_let_pass_is_published_and_counted():
    draft, editor = uncopied(), AdminFactory()
    assert state_of(draft) == "not_met"

    made = let_pass(draft, by=editor)

    assert state_of(draft) == "overridden"
    publish_verdict(draft_id=draft.pk, by=editor, at=WRITTEN_AT)
    made.refresh_from_db()
    assert (made.reason, made.by, made.counted_at) == (REASON, editor, WRITTEN_AT)
    entry = Entry.objects.filter(verb="publish_verdict").latest("seq")
    assert '"overridden":["archived"]' in entry.payload.replace(" ", "")


def test_the_ledger_holds_the_requirement_and_not_the_words():
    let_pass(uncopied())

    entry = Entry.objects.filter(verb="override_check").get()

    assert "archived" in entry.payload
    assert "live counter" not in entry.payload


def test_an_override_counts_only_while_the_requirement_is_not_met():
    draft = uncopied()
    made = let_pass(draft)
    Source.objects.update(archived_url="https://archive.example/1")
    signed_again(draft)

    assert state_of(draft) == "met"
    publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
    made.refresh_from_db()
    assert made.counted_at is None


def test_what_is_asked_for_again_blocks_again():
    draft, editor = uncopied(), AdminFactory()
    let_pass(draft)

    withdraw_override(draft_id=draft.pk, key="archived", by=editor, at=WRITTEN_AT)

    assert state_of(draft) == "not_met"
    assert GateOverride.objects.get().withdrawn_by == editor
    with pytest.raises(NotFound):
        withdraw_override(draft_id=draft.pk, key="archived", by=editor, at=WRITTEN_AT)
    let_pass(draft)
    assert state_of(draft) == "overridden"


@pytest.mark.parametrize(
    "key", ["settled", "reply", "sign_off", "two_people", "holds", "title", "embargo", "change", "nonsense"]
)
def test_some_things_nobody_lets_pass(key):
    draft = uncopied(title="") if key == "title" else uncopied()

    with pytest.raises(Invalid) as refused:
        let_pass(draft, key)

    assert [(fault.field, fault.code) for fault in refused.value.errors] == [("key", "not_overridable")]
    assert key not in OVERRIDABLE


def test_what_is_met_or_overridden_already_is_not_overridden():
    draft = uncopied()
    let_pass(draft)

    for key, code in (("archived", "overridden_already"), ("quotations", "met_already")):
        with pytest.raises(Invalid) as refused:
            let_pass(draft, key)
        assert refused.value.errors[0].code == code


def test_a_withheld_identity_that_nobody_approved_is_not_let_pass():
    draft = uncopied()
    Source.objects.update(withheld=True, withheld_because="At risk")

    with pytest.raises(Invalid) as refused:
        let_pass(draft, "links")

    assert refused.value.errors[0].code == "not_overridable"


@pytest.mark.parametrize("reason", ["", " \u200b ", "x" * 501])
def test_it_needs_a_reason_that_fits(reason):
    with pytest.raises(Invalid) as refused:
        let_pass(uncopied(), reason=reason)

    assert refused.value.errors[0].field == "reason"
    assert not GateOverride.objects.exists()


def test_nobody_waives_a_requirement_for_their_own_work():
    reviewer, writer = AdminFactory(), AdminFactory()
    draft = uncopied(claim=make_settled_claim(reviewers=[reviewer, PersonFactory()]), writer=writer)

    for person in (reviewer, writer, PersonFactory()):
        with pytest.raises(NotAllowed):
            let_pass(draft, by=person)


def test_nothing_is_let_pass_once_it_is_published():
    claim_id = make_published().verdict.claim_id

    with pytest.raises(InvalidTransition):
        let_pass(VerdictDraft.objects.get(claim=claim_id))
