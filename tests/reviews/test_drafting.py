"""Writing up a settled claim, from the first word to the sign-off."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from claims.models import Claim
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.drafting import (
    hand_in,
    send_back,
    sign_off,
    start_draft,
    take_over,
    write_and_hand_in,
    write_draft,
)
from reviews.models import ClaimantContact, DraftEvidence, SignOff, VerdictDraft
from tests.factories.claims import ClaimFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import EvidenceFactory, make_settled_claim
from tests.factories.writing import (
    TEXT,
    WRITTEN_AT,
    hash_of,
    make_draft,
    make_ready_draft,
    make_signed_draft,
)

pytestmark = pytest.mark.django_db


def codes(error) -> dict[str, str]:
    return {fault.field: fault.code for fault in error.errors}


class TestStarting:
    def test_fills_in_what_the_desk_knows_already(self):
        claim = make_settled_claim(evidence=2)
        ClaimantContact.objects.create(claim=claim, outcome="declined", answer="No comment.")

        draft = start_draft(claim_id=claim.pk, by=AdminFactory(), at=WRITTEN_AT)

        assert draft.round == claim.rounds.get()
        assert (draft.reply_outcome, draft.reply) == ("declined", "No comment.")
        assert draft.rated_as_of == claim.claim_date
        assert [(row.stance, row.weight) for row in draft.evidence.all()] == [("refutes", 1), ("refutes", 2)]

    def test_leaves_the_stance_open_where_reviewers_read_a_piece_differently(self):
        claim = make_settled_claim(evidence=1)
        reading = claim.rounds.get().reviews.first().readings.get()
        reading.stance = "context"
        reading.save(update_fields=["stance"])

        draft = start_draft(claim_id=claim.pk, by=AdminFactory(), at=WRITTEN_AT)

        assert not draft.evidence.exists()

    def test_is_for_editors_and_those_who_reviewed_it(self):
        reviewer, stranger = PersonFactory(), PersonFactory()
        claim = make_settled_claim(reviewers=[reviewer, PersonFactory()])

        with pytest.raises(NotAllowed):
            start_draft(claim_id=claim.pk, by=stranger, at=WRITTEN_AT)
        assert start_draft(claim_id=claim.pk, by=reviewer, at=WRITTEN_AT).writer == reviewer

    def test_a_second_one_is_refused_and_names_the_first(self):
        first = make_draft()

        with pytest.raises(InvalidTransition) as refused:
            start_draft(claim_id=first.claim_id, by=AdminFactory(), at=WRITTEN_AT)

        assert refused.value.extra == {"draft": first.pk}

    @pytest.mark.parametrize("status", ["candidate", "accepted", "in_review", "adjudication", "published", "shelved"])
    def test_waits_until_the_claim_is_settled(self, status):
        claim = ClaimFactory(status=status)

        with pytest.raises(InvalidTransition):
            start_draft(claim_id=claim.pk, by=AdminFactory(), at=WRITTEN_AT)

    def test_an_unknown_claim_is_not_found(self):
        with pytest.raises(NotFound):
            start_draft(claim_id=10**9, by=AdminFactory(), at=WRITTEN_AT)


class TestWriting:
    def test_saves_every_field_and_counts_the_version_up(self):
        draft = make_draft()

        draft.refresh_from_db()
        assert {name: getattr(draft, name) for name in TEXT} == TEXT
        assert draft.version == 2

    def test_what_is_left_out_stays(self):
        draft = make_draft()

        write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, title="Another title")

        draft.refresh_from_db()
        assert (draft.title, draft.found) == ("Another title", TEXT["found"])
        assert draft.evidence.count() == 2

    def test_a_stale_version_is_a_conflict_that_names_the_present_one(self):
        draft = make_draft()

        with pytest.raises(Conflict) as refused:
            write_draft(draft_id=draft.pk, version=1, by=draft.writer, at=WRITTEN_AT, title="From the other tab")

        assert refused.value.extra == {"version": 2}
        draft.refresh_from_db()
        assert draft.title == TEXT["title"]

    @pytest.mark.parametrize(("words", "fits"), [(60, True), (61, False)])
    def test_what_we_found_has_at_most_sixty_words(self, words, fits):
        draft = make_draft()
        text = "word " * words

        if fits:
            write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, found=text)
        else:
            with pytest.raises(Invalid) as refused:
                write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, found=text)
            assert codes(refused.value) == {"found": "too_many_words"}

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("title", "x" * 201, "too_long"),
            ("title", "a\x00b", "nul_character"),
            ("explanation", "\ud800", "bad_unicode"),
            ("reply_outcome", "shrugged", "unknown_value"),
            ("rated_as_of", date(2027, 1, 1), "date_in_future"),
            ("evidence", [{"evidence": 10**9, "stance": "refutes", "weight": 1}], "not_in_the_file"),
        ],
    )
    def test_names_the_field_that_cannot_be_taken(self, field, value, code):
        draft = make_draft()

        with pytest.raises(Invalid) as refused:
            write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, **{field: value})

        assert codes(refused.value) == {field: code}

    def test_evidence_of_another_claim_or_taken_out_of_the_file_is_refused(self):
        draft = make_draft()
        removed = EvidenceFactory(claim=draft.claim, removed_at=WRITTEN_AT)
        for piece in (EvidenceFactory(), removed):
            placed = [{"evidence": piece.pk, "stance": "refutes", "weight": 1}]
            with pytest.raises(Invalid):
                write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, evidence=placed)

    def test_only_the_writer_writes(self):
        draft = make_draft()

        with pytest.raises(NotAllowed):
            write_draft(draft_id=draft.pk, version=draft.version, by=AdminFactory(), at=WRITTEN_AT, title="Mine now")

    def test_changing_a_text_that_was_handed_in_takes_it_back(self):
        draft = make_ready_draft()

        write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, title="Better")

        draft.refresh_from_db()
        assert draft.status == "drafting"

    def test_saving_the_same_text_again_changes_nothing(self):
        draft = make_ready_draft()
        entries = Entry.objects.count()

        write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, **TEXT)

        draft.refresh_from_db()
        assert (draft.status, draft.version, Entry.objects.count()) == ("ready", 2, entries)

    def test_two_tabs_saving_at_once_keep_one_text(self, transactional_db):
        draft = make_draft()
        outcomes, start = [], Barrier(2)

        def save(title):
            start.wait()
            try:
                write_draft(draft_id=draft.pk, version=2, by=draft.writer, at=WRITTEN_AT, title=title)
                outcomes.append(title)
            except Conflict:
                outcomes.append("conflict")
            finally:
                connection.close()

        threads = [Thread(target=save, args=[title]) for title in ("One", "Two")]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        draft.refresh_from_db()
        assert sorted(outcomes) == sorted([draft.title, "conflict"])


class TestHandingIn:
    def test_an_editor_is_to_read_it(self):
        draft = make_ready_draft()

        assert (draft.status, draft.handed_in_at) == ("ready", WRITTEN_AT)

    def test_saves_and_hands_in_together_or_not_at_all(self):
        draft = make_draft()

        with pytest.raises(Invalid):
            write_and_hand_in(
                draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, found="word " * 61
            )

        draft.refresh_from_db()
        assert draft.status == "drafting"

    def test_a_claim_that_is_checked_again_is_not_handed_in(self):
        draft = make_draft()
        Claim.objects.filter(pk=draft.claim_id).update(status="in_review")

        with pytest.raises(InvalidTransition):
            hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT)

    def test_comes_back_with_a_note(self):
        draft = make_ready_draft()

        send_back(draft_id=draft.pk, note="Name the year.", by=AdminFactory(), at=WRITTEN_AT)

        draft.refresh_from_db()
        assert (draft.status, draft.sent_back_note) == ("sent_back", "Name the year.")
        assert Notice.objects.filter(to=draft.writer, kind="sent_back").count() == 1

    def test_tells_the_editors_who_may_sign_it_off_and_no_others(self):
        editor, reviewing_editor = AdminFactory(), AdminFactory()
        make_ready_draft(claim=make_settled_claim(reviewers=[reviewing_editor, PersonFactory()]))

        told = {notice.to for notice in Notice.objects.filter(kind="handed_in")}
        assert editor in told
        assert reviewing_editor not in told

    def test_is_not_sent_back_without_a_note_or_by_a_reviewer(self):
        draft = make_ready_draft()

        with pytest.raises(Invalid):
            send_back(draft_id=draft.pk, note=" \u200b", by=AdminFactory(), at=WRITTEN_AT)
        with pytest.raises(NotAllowed):
            send_back(draft_id=draft.pk, note="No.", by=PersonFactory(), at=WRITTEN_AT)

    def test_may_change_hands(self):
        first, second = AdminFactory(), AdminFactory()
        draft = make_ready_draft(writer=first)

        take_over(draft_id=draft.pk, by=second, at=WRITTEN_AT)

        draft.refresh_from_db()
        assert (draft.writer, draft.status, draft.earlier_writers) == (second, "drafting", [first.pk])


class TestSigningOff:
    def test_approves_exactly_the_text_that_was_read(self):
        draft = make_signed_draft()

        signed = SignOff.objects.get()
        assert draft.status == "signed_off"
        assert signed.draft_hash == hash_of(draft)

    def test_a_text_that_changed_meanwhile_is_a_conflict(self):
        draft = make_ready_draft()
        read = hash_of(draft)
        draft = write_and_hand_in(
            draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, title="A later title"
        )

        with pytest.raises(Conflict):
            sign_off(draft_id=draft.pk, draft_hash=read, by=AdminFactory(), at=WRITTEN_AT)

        draft.refresh_from_db()
        assert (draft.status, SignOff.objects.count()) == ("ready", 0)

    @pytest.mark.parametrize("who", ["writer", "earlier writer", "reviewer", "plain reviewer"])
    def test_is_for_an_editor_who_neither_wrote_nor_reviewed_it(self, who):
        reviewing_editor = AdminFactory()
        first_writer = AdminFactory()
        claim = make_settled_claim(reviewers=[reviewing_editor, PersonFactory()])
        draft = make_draft(claim=claim, writer=first_writer)
        draft = take_over(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
        draft = hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT)
        people = {
            "writer": draft.writer,
            "earlier writer": first_writer,
            "reviewer": reviewing_editor,
            "plain reviewer": PersonFactory(),
        }

        with pytest.raises(NotAllowed):
            sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=people[who], at=WRITTEN_AT)
        assert sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=AdminFactory(), at=WRITTEN_AT)

    def test_a_text_still_being_written_is_not_signed_off(self):
        draft = make_draft()

        with pytest.raises(InvalidTransition):
            sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=AdminFactory(), at=WRITTEN_AT)

    def test_the_same_text_may_be_signed_again_after_it_was_sent_back(self):
        editor = AdminFactory()
        draft = make_signed_draft(signer=editor)
        send_back(draft_id=draft.pk, note="One more look, please.", by=AdminFactory(), at=WRITTEN_AT)
        draft = hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT)

        sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=editor, at=WRITTEN_AT + timedelta(hours=1))

        draft.refresh_from_db()
        assert draft.status == "signed_off"


CHANGES = {
    "title": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(title="Changed"),
    "found": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(found="Changed"),
    "explanation": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(explanation="Changed"),
    "not established": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(not_established="Changed"),
    "reply": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(reply="Changed"),
    "outcome of asking": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(reply_outcome="declined"),
    "day judged": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(rated_as_of=date(2026, 1, 1)),
    "day looked": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(evidence_until=date(2026, 1, 1)),
    "note": lambda draft: VerdictDraft.objects.filter(pk=draft.pk).update(against_note="Changed"),
    "stance": lambda draft: DraftEvidence.objects.filter(draft=draft, weight=1).update(stance="supports"),
    "order": lambda draft: DraftEvidence.objects.filter(draft=draft, weight=1).update(weight=9),
    "excerpt": lambda draft: draft.claim.evidence.update(excerpt="Changed"),
    "source": lambda draft: [s.__class__.objects.filter(pk=s.pk).update(title="X") for s in sources(draft)],
    "wording": lambda draft: draft.round.wording.__class__.objects.update(text="Changed"),
    "claim date": lambda draft: Claim.objects.filter(pk=draft.claim_id).update(claim_date=date(2025, 1, 1)),
    "claimant": lambda draft: draft.claim.claimant.__class__.objects.update(name="Changed"),
    "byline": lambda draft: draft.writer.__class__.objects.filter(pk=draft.writer_id).update(byline="Changed"),
    "reviewer": lambda draft: [r.reviewer.__class__.objects.update(byline="Pen") for r in draft.round.reviews.all()],
    "rating": lambda draft: draft.round.__class__.objects.update(rating=draft.round.scale.ratings.get(key="true")),
}


def sources(draft):
    return [piece.source for piece in draft.claim.evidence.all()]


@pytest.mark.parametrize("change", CHANGES)
def test_the_hash_covers_everything_the_reader_will_see(change):
    draft = make_draft()
    before = hash_of(draft)
    assert hash_of(draft) == before

    CHANGES[change](draft)

    assert hash_of(draft) != before
