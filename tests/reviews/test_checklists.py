"""Checklists: which items a claim gets, ticking them, and that they stay sealed and refuse nothing."""

from types import SimpleNamespace

import pytest

from factcheck.core.errors import Invalid
from factcheck.ledger.models import Entry
from reviews.checklists import KEYS, checklists_for, open_items
from reviews.models import Review, ReviewDraft
from reviews.recording import sealed_commitment
from reviews.reviewing import save_draft, submit_review, take_back_review

DONE = {"done": True, "because": ""}


def claim(*types, check_for="truth", kind="text"):
    return SimpleNamespace(types=list(types), check_for=check_for, kind=kind)


def keys(of) -> list[str]:
    return [item.key for one in checklists_for(of) for item in one.items]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (claim(), []),
        (claim("opinion"), []),
        (claim("comparison"), ["comparison.disproof"]),
        (claim("causal"), ["causal.measured"]),
        (claim("event", "historical"), ["event.independent"]),
        (claim("attribution"), ["event.independent"]),
        (claim("numeric", check_for="said"), ["said.full_recording", "said.before_and_after"]),
        (claim(kind="image"), ["picture.earliest", "picture.place", "picture.time"]),
    ],
)
def test_a_claim_gets_the_items_of_what_it_is_made_of(of, expected):
    assert keys(of) == expected


def test_a_number_asks_for_six_things():
    asked = [key.removeprefix("numeric.") for key in keys(claim("numeric"))]
    assert asked == ["definition", "unit", "period", "denominator", "latest", "rounding"]


def test_a_prediction_is_told_not_to_be_rated():
    [found] = checklists_for(claim("prediction"))
    assert "not rated" in found.note


def test_an_item_is_settled_by_a_tick_or_by_a_reason_why_it_does_not_apply():
    both = claim("comparison", "causal")
    ticked = {"comparison.disproof": DONE, "causal.measured": {"done": False, "because": "  "}}
    assert [item.key for item in open_items(both, ticked)] == ["causal.measured"]
    ticked["causal.measured"]["because"] = "Nobody could"
    assert open_items(both, ticked) == []


def save(asked, *, at, version=0, **typed):
    return save_draft(assignment_id=asked.pk, by=asked.reviewer, at=at, version=version, **typed)


def submit(asked, *, at, **how):
    return submit_review(
        assignment_id=asked.pk,
        rating_key="false",
        rationale="The census.",
        readings={},
        by=asked.reviewer,
        at=at,
        **how,
    )


def test_ticks_are_kept_with_the_draft_and_a_save_without_any_leaves_them(checked, now):
    ticks = {"numeric.unit": DONE, "numeric.period": {"because": " Once only "}, "numeric.latest": {"done": False}}
    save(checked.lead, at=now, checklist=ticks)
    kept = {"numeric.unit": DONE, "numeric.period": {"done": False, "because": "Once only"}}
    assert ReviewDraft.objects.get().checklist == kept
    save(checked.lead, at=now, version=1, rationale="More")
    assert ReviewDraft.objects.get().checklist == kept


@pytest.mark.parametrize("ticks", [{"numeric.colour": DONE}, {"numeric.unit": {"because": "x" * 501}}])
def test_unknown_items_and_endless_reasons_are_refused(checked, now, ticks):
    for verb in (save, submit):
        with pytest.raises(Invalid) as refusal:
            verb(checked.lead, at=now, checklist=ticks)
        assert refusal.value.errors[0].field == "checklist"
    assert not ReviewDraft.objects.exists()
    assert not Review.objects.exists()


def test_the_review_keeps_the_ticks_and_so_does_the_draft_it_leaves(checked, now):
    save(checked.lead, at=now, checklist={"numeric.unit": DONE})
    assert submit(checked.lead, at=now).checklist == {"numeric.unit": DONE}, "as in the draft"
    take_back_review(assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=now)
    assert submit(checked.lead, at=now, checklist={"causal.measured": DONE}).checklist == {"causal.measured": DONE}
    assert ReviewDraft.objects.get().checklist == {"causal.measured": DONE}


def test_the_commitment_covers_the_ticks_and_the_ledger_names_none(checked, now):
    review = submit(checked.lead, at=now, checklist={"numeric.unit": DONE})
    sealed = sealed_commitment(review, {})
    review.checklist = {}
    assert sealed_commitment(review, {}) != sealed
    entry = Entry.objects.get(verb="submit")
    assert sealed in entry.payload
    assert not any(key in entry.payload for key in KEYS)


def test_nobody_else_reads_the_ticks_while_the_round_is_open(people, checked, now):
    submit(checked.lead, at=now, checklist={"numeric.unit": DONE})
    for person in (people.admin, people.second, people.stranger):
        assert not Review.objects.visible_to(person).exists()
        assert not ReviewDraft.objects.visible_to(person).exists()
