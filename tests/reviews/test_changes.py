"""What is published is changed by its next version, whose kind readers are told; nothing published is ever edited."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim
from factcheck.core.errors import GateNotMet, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.drafting import hand_in, take_over, write_draft
from reviews.evidence.linking import link_evidence
from reviews.models import (
    Complaint,
    Evidence,
    PublicRevision,
    PublicSlug,
    PublicVerdict,
    Recheck,
    Review,
    Round,
    VerdictDraft,
)
from reviews.publication.changes import drop_change, start_change
from reviews.publication.publishing import publish_verdict
from reviews.selectors.history import history_of
from reviews.selectors.published import Shown
from tests.factories.changes import CHANGED_AT, make_change, make_changed, make_signed_change
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import (
    AssignmentFactory,
    ReviewFactory,
    RoundFactory,
    plan,
    rating,
)
from tests.factories.writing import TEXT, WRITTEN_AT, make_draft, make_published
from tests.reviews.test_races import at_once, refusals
from tests.scene import undone

db = pytest.mark.django_db


def claim_of(revision: PublicRevision) -> Claim:
    return Claim.objects.get(pk=revision.verdict.claim_id)


def begin(revision: PublicRevision, kind: str = "update", *, by=None, **given) -> VerdictDraft:
    claim_id = revision.verdict.claim_id
    return start_change(claim_id=claim_id, kind=kind, by=by or AdminFactory(), at=CHANGED_AT, **given)


def rate_anew(revision: PublicRevision, label: str, **fields) -> Round:
    """A later round of the published claim that settled on `label`."""
    claim = claim_of(revision)
    again = RoundFactory(
        claim=claim, status="settled", rating=rating(label), closed_at=CHANGED_AT, reasons_agree=True, **fields
    )
    people = [PersonFactory() for _ in range(again.plan.reviewers)]
    for person in people:
        asked = AssignmentFactory(round=again, reviewer=person)
        ReviewFactory(assignment=asked, label=label, readings=dict.fromkeys(claim.evidence.all(), "refutes"))
    return again


def published_rows() -> list[dict]:
    return list(PublicRevision.objects.order_by("pk").values())


@db
class TestBeginning:
    def test_takes_over_the_published_text_evidence_and_rating(self):
        first = make_published(interests="The publisher owns the paper.", no_interests=False)
        before = VerdictDraft.objects.get()

        draft = begin(first, "addition")

        kept = ("title", "found", "explanation", "reply", "rated_as_of", "interests", "against_note", "round_id")
        assert {name: getattr(draft, name) for name in kept} == {name: getattr(before, name) for name in kept}
        assert (draft.kind, draft.changes, draft.status) == ("addition", first, "drafting")
        assert sorted(draft.evidence.values_list("evidence", "stance", "weight")) == sorted(
            before.evidence.values_list("evidence", "stance", "weight")
        )
        entry = Entry.objects.get(verb="start_change")
        assert (entry.subject_type, entry.subject_id) == ("verdictdraft", draft.pk)
        assert "began to change what is published" in [line.words for line in history_of(draft.claim, draft.writer)]

    def test_leaves_out_evidence_that_was_taken_out_of_the_file_since(self):
        first = make_published()
        gone = Evidence.objects.filter(claim=first.verdict.claim_id).first()
        Evidence.objects.filter(pk=gone.pk).update(removed_at=WRITTEN_AT)

        assert gone.pk not in begin(first).evidence.values_list("evidence", flat=True)

    def test_leaves_out_a_day_of_growing_old_that_has_passed(self):
        day = (WRITTEN_AT + timedelta(days=1)).date()
        first = make_published(outdated_after=day)

        assert begin(first).outdated_after is None

    def test_is_for_editors_and_those_who_reviewed_it(self):
        first = make_published()
        reviewer = Review.objects.first().reviewer

        with pytest.raises(NotAllowed):
            begin(first, by=PersonFactory())
        assert begin(first, by=reviewer).writer == reviewer

    @pytest.mark.parametrize("kind", ["first", "retraction", "redaction", "edit", ""])
    def test_is_an_addition_an_update_or_a_correction(self, kind):
        with pytest.raises(Invalid) as refused:
            begin(make_published(), kind)
        assert [fault.field for fault in refused.value.errors] == ["kind"]

    def test_needs_something_published(self):
        draft = make_draft()
        with pytest.raises(InvalidTransition):
            start_change(claim_id=draft.claim_id, kind="update", by=draft.writer, at=CHANGED_AT)
        with pytest.raises(NotFound):
            start_change(claim_id=999_999, kind="update", by=draft.writer, at=CHANGED_AT)

    @pytest.mark.parametrize("state", ["retracted", "withheld"])
    def test_what_no_longer_stands_is_not_changed(self, state):
        first = make_published()
        PublicVerdict.objects.update(state=state)

        with pytest.raises(InvalidTransition) as refused:
            begin(first)
        assert refused.value.extra == {"status_now": state}

    def test_only_one_is_under_way_and_the_refusal_names_it(self):
        first = make_published()
        draft = begin(first)

        with pytest.raises(InvalidTransition) as refused:
            begin(first, "correction")
        assert refused.value.extra == {"draft": draft.pk}

    def test_from_an_error_report_who_asked_is_known(self):
        first = make_published()
        about = {"text": "It is wrong", "kind": "error", "received_at": WRITTEN_AT, "due_at": CHANGED_AT}
        report = Complaint.objects.create(number=first.verdict.number, writes_as="expert", **about)
        other = Complaint.objects.create(number=99, **about)

        with pytest.raises(Invalid) as refused:
            begin(first, complaint_id=other.pk)
        assert [fault.field for fault in refused.value.errors] == ["complaint"]
        with pytest.raises(Invalid):  # reviewers do not read them
            begin(first, by=Review.objects.first().reviewer, complaint_id=report.pk)
        draft = begin(first, complaint_id=report.pk)
        assert (draft.complaint, draft.asked_by) == (report, "expert")

    def test_from_a_recheck_that_is_to_be_put_right_and_no_other(self):
        first = make_published()
        happened = {"claim_id": first.verdict.claim_id, "because": "source_gone", "opened_at": WRITTEN_AT}
        undecided = Recheck.objects.create(**happened)
        decided = Recheck.objects.create(**happened, decision="correct", decided_at=WRITTEN_AT)

        with pytest.raises(Invalid) as refused:
            begin(first, recheck_id=undecided.pk)
        assert [fault.field for fault in refused.value.errors] == ["recheck"]
        assert begin(first, recheck_id=decided.pk)

    def test_opens_the_file_to_its_writer_alone(self):
        first = make_published()
        writer, other = Review.objects.first().reviewer, AdminFactory()
        new = {"claim_id": first.verdict.claim_id, "url": "https://a.example/new", "at": CHANGED_AT}
        with pytest.raises(NotAllowed):
            link_evidence(**new, excerpt="New words", by=writer)
        begin(first, by=writer)

        assert link_evidence(**new, excerpt="New words", by=writer)
        with pytest.raises(NotAllowed):
            link_evidence(**new, excerpt="Other words", by=other)

    def test_may_be_taken_over_and_then_the_file_is_the_new_writers(self):
        first = make_published()
        draft, editor = begin(first), AdminFactory()
        take_over(draft_id=draft.pk, by=editor, at=CHANGED_AT)

        new = {"claim_id": first.verdict.claim_id, "url": "https://a.example/new", "excerpt": "Words"}
        assert link_evidence(**new, by=editor, at=CHANGED_AT)


@db
class TestDropping:
    def test_ends_it_and_leaves_what_is_published(self):
        first = make_published()
        before = published_rows()
        draft = make_signed_change(first)

        drop_change(draft_id=draft.pk, by=AdminFactory(), at=CHANGED_AT)

        draft.refresh_from_db()
        assert (draft.status, published_rows()) == ("dropped", before)
        assert Notice.objects.get(kind="change_dropped").to == draft.writer
        with pytest.raises(InvalidTransition):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=CHANGED_AT)
        with pytest.raises(InvalidTransition):
            write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=CHANGED_AT, title="More")
        assert begin(first, "correction")

    def test_is_for_its_writer_and_editors(self):
        first = make_published()
        reviewer = Review.objects.first().reviewer
        draft = begin(first, by=reviewer)

        with pytest.raises(NotAllowed):
            drop_change(draft_id=draft.pk, by=PersonFactory(), at=CHANGED_AT)
        assert drop_change(draft_id=draft.pk, by=reviewer, at=CHANGED_AT).status == "dropped"
        assert not Notice.objects.filter(kind="change_dropped").exists()

    def test_the_first_text_of_a_claim_is_not_dropped(self):
        draft = make_draft()
        with pytest.raises(InvalidTransition):
            drop_change(draft_id=draft.pk, by=draft.writer, at=CHANGED_AT)


@db
class TestPublishing:
    def test_adds_the_next_version_and_touches_no_earlier_one(self):
        first = make_published()
        before = published_rows()

        second = make_changed(first, "correction", severity="substantial", title="The tunnel carries 17,410 cars a day")

        verdict = PublicVerdict.objects.get()
        assert (second.number, second.kind, second.severity) == (2, "correction", "substantial")
        assert (second.note, second.asked_by) == ("We said 17,310. It is 17,410.", "reader")
        assert second.why == "The office counted again."
        assert (verdict.current, verdict.state, verdict.number) == (second, "live", 1)
        assert verdict.first_published_at == first.published_at
        assert [row for row in published_rows() if row["id"] == first.pk] == before
        assert first_break(Entry.objects.order_by("seq")) is None

    def test_the_claim_stays_published_and_its_outcome_follows(self):
        first = make_published()
        rate_anew(first, "false")
        moved = make_changed(first, "update", title="The tunnel is nearly empty")

        claim = claim_of(first)
        assert (claim.status, claim.outcome_rating) == ("published", "False")
        assert claim.outcome_url == "/verdicts/1-the-tunnel-is-nearly-empty/"
        assert moved.rating_key == "false"

    def test_a_new_title_moves_the_address_and_the_old_one_stays_known(self):
        first = make_published()
        old = first.verdict.slug
        second = make_changed(first, "update", title="The tunnel carries more")
        assert second.verdict.slug == "the-tunnel-carries-more"
        make_changed(second, "update", title=TEXT["title"])

        assert PublicVerdict.objects.get().slug == old
        assert sorted(PublicSlug.objects.values_list("slug", flat=True)) == sorted([old, "the-tunnel-carries-more"])

    def test_the_rating_comes_from_the_newest_settled_round_while_another_is_open(self):
        first = make_published()
        rate_anew(first, "false")
        RoundFactory(claim=claim_of(first))

        assert make_changed(first, "update").rating_key == "false"

    def test_a_round_that_settles_while_it_is_written_is_taken_at_handing_in(self):
        first = make_published()
        draft = make_change(first, "update")
        assert draft.round.rating.key == "mostly-false"
        rate_anew(first, "false")

        handed = hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=CHANGED_AT)

        assert handed.round.rating.key == "false"

    def test_ends_the_rechecks_it_was_written_for(self):
        first = make_published()
        happened = {"claim_id": first.verdict.claim_id, "because": "source_gone", "opened_at": WRITTEN_AT}
        correct = Recheck.objects.create(**happened, decision="correct", decided_at=WRITTEN_AT)
        again = rate_anew(first, "false")
        anew = Recheck.objects.create(**happened, decision="new_round", decided_at=WRITTEN_AT, round=again)
        still_open = Recheck.objects.create(**happened, decision="new_round", round=RoundFactory(claim=claim_of(first)))
        undecided = Recheck.objects.create(**happened)

        make_changed(first, "correction", severity="substantial")

        done = set(Recheck.objects.exclude(done_at=None).values_list("pk", flat=True))
        assert done == {correct.pk, anew.pk}
        assert {still_open.pk, undecided.pk}.isdisjoint(done)
        correct.refresh_from_db()
        assert correct.done_because == "Version 2 was published: correction."

    def test_tells_from_when_it_may_be_outdated_and_begins_anew(self):
        first = make_published(outdated_after=(WRITTEN_AT + timedelta(days=1)).date())
        assert PublicVerdict.objects.get().outdated_after == (WRITTEN_AT + timedelta(days=1)).date()
        PublicVerdict.objects.update(outdated_at=CHANGED_AT)
        later = (CHANGED_AT + timedelta(days=90)).date()

        make_changed(first, "update", outdated_after=later)

        verdict = PublicVerdict.objects.get()
        assert (verdict.outdated_after, verdict.outdated_at) == (later, None)

    def test_an_early_check_is_early_until_the_change_that_follows_its_second_look(self):
        first = make_published()
        PublicVerdict.objects.update(is_early=True)
        second = make_changed(first, "correction", severity="minor")
        assert PublicVerdict.objects.get().is_early
        rate_anew(first, "false", plan=plan("fast"), is_second_look=True)

        third = make_changed(second, "correction", severity="substantial")

        assert (PublicVerdict.objects.get().is_early, third.rating_key) == (False, "false")

    def test_after_a_second_look_that_agreed_the_first_round_still_tells_who_checked_it(self):
        first = make_published()
        rate_anew(first, "mostly-false", plan=plan("fast"), is_second_look=True)

        draft = begin(first, "addition")

        assert not draft.round.is_second_look

    def test_what_was_retracted_meanwhile_is_not_changed(self):
        first = make_published()
        draft = make_signed_change(first)
        PublicVerdict.objects.update(state="retracted")

        with pytest.raises(InvalidTransition):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=CHANGED_AT)
        assert PublicRevision.objects.count() == 1

    def test_tells_those_who_worked_on_it_what_kind_of_change_it_is(self):
        make_changed(make_published(), "addition")

        assert "Addition published: " in Notice.objects.filter(kind="published").latest("pk").text

    def test_readers_are_told_of_it_where_they_read(self):
        first = make_published()
        second = make_changed(first, "correction", severity="substantial")
        third = make_changed(second, "addition")
        fourth = make_changed(third, "correction", severity="minor")

        shown = Shown.find(first.verdict.number)
        assert shown.notice == second
        assert shown.notes_below == [fourth, third]
        assert [one.address for one in shown.revisions][-1] == f"/verdicts/{first.verdict.number}/versions/1/"


@db
class TestKinds:
    @pytest.mark.parametrize("field", ["title", "found"])
    def test_an_addition_leaves_what_we_said(self, field):
        draft = make_signed_change(make_published(), "addition", **{field: "Something else"})
        with pytest.raises(GateNotMet) as refused:
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=CHANGED_AT)
        assert [fault.field for fault in refused.value.errors] == ["change"]

    @pytest.mark.parametrize(("kind", "severity"), [("addition", ""), ("correction", "minor")])
    def test_another_rating_is_an_update_or_a_substantial_correction(self, kind, severity):
        first = make_published()
        rate_anew(first, "false")
        draft = make_signed_change(first, kind, **({"severity": severity} if severity else {}))
        with pytest.raises(GateNotMet):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=CHANGED_AT)

    @pytest.mark.parametrize("missing", ["change_note", "change_why", "asked_by"])
    def test_readers_are_told_what_why_and_who_asked(self, missing):
        draft = make_signed_change(make_published(), "update", **{missing: ""})
        with pytest.raises(GateNotMet):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=CHANGED_AT)

    def test_nothing_changed_is_no_change(self):
        draft = make_signed_change(make_published(), "update", explanation=TEXT["explanation"])
        with pytest.raises(GateNotMet):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=CHANGED_AT)


CHANGES = st.tuples(
    st.sampled_from(["addition", "update", "correction"]),
    st.sampled_from(["minor", "substantial"]),
    st.sets(st.sampled_from(["title", "found", "explanation", "rating"]), max_size=2),
)
LABELS = ("false", "mostly-false")


def is_fit(kind: str, severity: str, touched: set[str]) -> bool:
    """The rule as the handbook says it."""
    if not touched:
        return False
    if kind == "addition":
        return touched == {"explanation"}
    return not (kind == "correction" and severity == "minor" and touched & {"title", "found", "rating"})


@db
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=st.lists(CHANGES, min_size=1, max_size=2))
def test_whatever_is_tried_no_published_row_is_edited_and_no_kinds_are_mixed(changes):
    with undone():
        revision = make_published()
        for place, (kind, severity, touched) in enumerate(changes):
            before, at = published_rows(), CHANGED_AT + timedelta(days=place)
            if "rating" in touched:
                rate_anew(revision, next(label for label in LABELS if label != revision.rating_key))
            text = {"explanation": revision.content["explanation"]}
            text |= dict.fromkeys(touched & {"title", "found"}, f"Text {place}")
            text |= {"explanation": f"{text['explanation']} Text {place}."} if "explanation" in touched else {}
            text |= {"severity": severity} if kind == "correction" else {}
            draft = make_signed_change(revision, kind, at=at, **text)
            try:
                revision = publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=at)
                was_published = True
            except GateNotMet:
                drop_change(draft_id=draft.pk, by=draft.writer, at=at)
                was_published = False
            assert was_published == is_fit(kind, severity, touched)
            assert published_rows()[: len(before)] == before
            assert revision.number == PublicRevision.objects.count()
            assert PublicVerdict.objects.get().current == revision
            if not was_published:
                undo_rating(revision)


def undo_rating(revision: PublicRevision) -> None:
    """The rating of the next try is again the published one."""
    newest = Round.objects.filter(claim=revision.verdict.claim_id).latest("number")
    if newest.rating.key != revision.rating_key:
        rate_anew(revision, revision.rating_key)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_started_at_once_have_one_winner(self):
        first = make_published()
        editors = [AdminFactory(), AdminFactory()]

        results = at_once(
            *[
                lambda by=by, kind=kind: begin(first, kind, by=by)
                for by, kind in zip(editors, ("update", "correction"), strict=True)
            ]
        )

        [refusal] = refusals(results)
        assert isinstance(refusal, InvalidTransition)
        [draft] = VerdictDraft.objects.under_way()
        assert refusal.extra == {"draft": draft.pk}

    def test_two_published_at_once_are_one_version(self):
        first = make_published()
        draft = make_signed_change(first, "update")
        editors = [AdminFactory() for _ in range(3)]

        results = at_once(*[lambda by=by: publish_verdict(draft_id=draft.pk, by=by, at=CHANGED_AT) for by in editors])

        assert [type(refusal) for refusal in refusals(results)] == [InvalidTransition] * 2
        assert list(PublicRevision.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
        assert first_break(Entry.objects.order_by("seq")) is None

    def test_dropped_and_published_at_once_is_one_or_the_other(self):
        first = make_published()
        draft = make_signed_change(first, "update")
        editor = AdminFactory()

        results = at_once(
            lambda: publish_verdict(draft_id=draft.pk, by=editor, at=CHANGED_AT),
            lambda: drop_change(draft_id=draft.pk, by=editor, at=CHANGED_AT),
        )

        assert len(refusals(results)) == 1
        draft.refresh_from_db()
        assert (draft.status, PublicRevision.objects.count()) in [("published", 2), ("dropped", 1)]
