"""What is kept of a draft, who saw which version, and what is told of the difference."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from factcheck.core.errors import Invalid, NotFound
from reviews.composing import compose
from reviews.draft_difference import OF_EVIDENCE, TEXTS, VALUES, DraftDifference, compare_drafts
from reviews.draft_versions import changed_since, content_of, keep_version, last_seen, look, versions_of
from reviews.drafting import hand_in, send_back, write_and_hand_in, write_draft
from reviews.models import DraftLook, DraftVersion, VerdictDraft
from reviews.published import Published, PublishedEvidence
from reviews.states import VersionOf
from tests.factories.people import AdminFactory
from tests.factories.reviews import EvidenceFactory
from tests.factories.writing import WRITTEN_AT, hash_of, make_draft, make_ready_draft, make_signed_draft
from tests.reviews.desk.test_writing import signed_in

pytestmark = pytest.mark.django_db
LATER = WRITTEN_AT + timedelta(hours=1)


def handed_in_again(draft: VerdictDraft, **text) -> VerdictDraft:
    draft.refresh_from_db()
    return write_and_hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=LATER, **text)


def told(draft: VerdictDraft, user, **asked) -> DraftDifference:
    return changed_since(VerdictDraft.objects.get(pk=draft.pk), user, **asked)[1]


def placed(draft: VerdictDraft) -> list[dict]:
    rows = draft.evidence.order_by("weight", "evidence_id")
    return [{"evidence": one.evidence_id, "stance": one.stance, "weight": one.weight} for one in rows]


class TestKeeping:
    def test_a_version_is_kept_when_it_is_handed_in_sent_back_and_signed_off(self):
        draft = make_ready_draft()
        send_back(draft_id=draft.pk, note="Name the year.", by=AdminFactory(), at=LATER)
        again = make_signed_draft()

        assert [one.why for one in versions_of(draft)] == ["sent_back", "handed_in"]
        assert [(one.number, one.why) for one in versions_of(again)] == [(2, "signed_off"), (1, "handed_in")]

    def test_it_holds_what_readers_would_have_seen_and_the_hash_that_is_signed(self):
        draft = make_ready_draft()

        version = DraftVersion.objects.get(draft=draft)

        seen = compose(VerdictDraft.objects.get(pk=draft.pk))
        assert Published.from_json(version.content) == seen
        assert version.digest == seen.digest == hash_of(draft)
        assert [one["id"] for one in version.content["evidence"]] == [one["evidence"] for one in placed(draft)]

    def test_half_a_thought_is_not_kept(self):
        draft = make_draft()
        write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=LATER, title="Half")
        assert versions_of(draft) == []


class TestLooking:
    def test_an_editor_who_saw_one_version_is_told_what_the_next_one_changed(self):
        draft, editor = make_ready_draft(), AdminFactory()
        look(draft, editor)
        assert not told(draft, editor)

        handed_in_again(draft, title="The tunnel carries 17,310 cars a day")
        look(draft, editor)

        assert last_seen(draft, editor).number == 1
        assert [one.part for one in told(draft, editor).texts] == ["title"]
        look(draft, editor)  # looking again does not take it away
        assert [one.part for one in told(draft, editor).texts] == ["title"]

    def test_the_one_before_the_last_is_compared_not_the_first(self):
        draft, editor = make_ready_draft(), AdminFactory()
        look(draft, editor)
        handed_in_again(draft, title="Second")
        look(draft, editor)
        handed_in_again(draft, found="Third.")
        look(draft, editor)

        assert [one.part for one in told(draft, editor).texts] == ["found"]
        assert {one.part for one in told(draft, editor, number=1).texts} == {"title", "found"}

    def test_what_is_written_after_the_newest_version_is_told_too(self):
        draft, editor = make_ready_draft(), AdminFactory()
        look(draft, editor)
        write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=LATER, reply="Nothing.")

        assert [one.part for one in told(draft, editor).texts] == ["reply"]

    def test_who_never_looked_is_told_of_nothing(self):
        draft = make_ready_draft()
        assert changed_since(draft, AdminFactory()) is None
        assert look(make_draft(), AdminFactory()) is None

    def test_each_looks_for_themselves(self):
        draft, first, second = make_ready_draft(), AdminFactory(), AdminFactory()
        look(draft, first)
        handed_in_again(draft, title="Second")
        look(draft, second)

        assert {one.user: one.seen.number for one in DraftLook.objects.all()} == {first: 1, second: 2}
        assert told(draft, first)
        assert not told(draft, second)

    def test_a_version_that_was_not_kept_is_not_found(self):
        with pytest.raises(NotFound):
            changed_since(make_ready_draft(), AdminFactory(), number=7)


class TestTheDifference:
    def test_words_dates_and_codes_are_told_apart(self):
        draft, editor = make_ready_draft(no_interests=False), AdminFactory()
        look(draft, editor)

        handed_in_again(
            draft,
            explanation="Another.",
            rated_as_of=date(2026, 5, 3),
            reply_outcome="declined",
            no_interests=True,
            outdated_after=date(2030, 1, 2),
        )

        difference = told(draft, editor)
        assert {one.part: (one.was, one.now) for one in difference.values} == {
            "rated_as_of": ("2 May 2026", "3 May 2026"),
            "reply_outcome": ("They answered", "They declined to answer"),
            "no_interests": ("", "yes"),
            "outdated_after": ("", "2 Jan 2030"),
        }
        assert [one.words for one in difference.texts] == ["The check in full"]
        assert len(difference) == 5

    def test_evidence_is_told_by_piece_added_removed_moved_and_read_otherwise(self):
        draft, editor = make_ready_draft(), AdminFactory()
        first, second = placed(draft)
        look(draft, editor)
        new = EvidenceFactory(claim=draft.claim, excerpt="The yearbook counts 17,310.")

        handed_in_again(
            draft,
            evidence=[
                {**second, "weight": 1, "stance": "context"},
                {**first, "weight": 2},
                {"evidence": new.pk, "stance": "refutes", "weight": 3},
            ],
        )
        changes = {one.evidence: one for one in told(draft, editor).evidence}
        assert changes[new.pk].kind == "added"
        assert (changes[first["evidence"]].was_place, changes[first["evidence"]].place) == (1, 2)
        moved = changes[second["evidence"]]
        assert (moved.is_moved, moved.was_stance, moved.stance) == (True, second["stance"], "context")

        look(draft, editor)
        handed_in_again(draft, evidence=[{"evidence": new.pk, "stance": "refutes", "weight": 1}])
        look(draft, editor)
        assert {one.kind for one in told(draft, editor).evidence} == {"removed"}

    def test_whatever_readers_see_differently_is_told(self):
        """No field of what is published may change the hash and stay unsaid."""
        draft = make_ready_draft()
        now = content_of(draft, compose(draft))
        unsaid = []
        for name, value in now.items():
            if name == "steps":  # the scale says it
                continue
            other = not value if isinstance(value, bool) else {"name": "Other"} if isinstance(value, dict) else "other"
            if name in ("evidence", "appearances", "reviewers"):
                other = []
            if name == "change":
                other = {"note": "We said X."}
            if name == "appearances":
                other = [{"outlet": "Other"}]
            if not compare_drafts({**now, name: other}, now):
                unsaid.append(name)
        assert unsaid == []

    def test_two_that_are_equal_differ_in_nothing(self):
        draft = make_ready_draft()
        content = content_of(draft, compose(draft))
        assert not compare_drafts(content, content)

    def test_every_field_has_words_of_its_own(self):
        told_elsewhere = {"evidence", "steps", "change"}
        named = {field.name for field in fields(Published)} - told_elsewhere
        assert named - TEXTS.keys() - VALUES.keys() == set()
        assert {field.name for field in fields(PublishedEvidence)} - OF_EVIDENCE.keys() == {"excerpt", "stance"}
        assert not [words for words in (*VALUES.values(), *OF_EVIDENCE.values()) if "_" in words]

    def test_another_copy_of_a_source_is_told_in_words(self):
        draft, editor = make_ready_draft(), signed_in(AdminFactory())
        editor.get(f"/desk/drafts/{draft.pk}/")
        source = draft.evidence.order_by("weight").first().evidence.source
        source.archived_url = "https://archive.example/2026/count"
        source.save(update_fields=["archived_url"])

        html = editor.get(f"/desk/drafts/{draft.pk}/").content.decode()

        assert "<span>also changed: the address of its archived copy</span>" in html

    def test_a_field_nobody_thought_of_is_told_all_the_same(self):
        difference = compare_drafts({"mood": "calm"}, {"mood": "loud"})
        assert [(one.words, one.was, one.now) for one in difference.values] == [("Something else", "calm", "loud")]


class TestTheNewFields:
    def test_are_saved_tidied_and_part_of_what_is_signed(self):
        draft = make_draft()
        before = hash_of(draft)

        saved = write_draft(
            draft_id=draft.pk,
            version=draft.version,
            by=draft.writer,
            at=LATER,
            short_claim=" The tunnel\n carries 40,000 cars ",
            primary_note="The census\nis lost.",
            embargo_until=LATER + timedelta(days=1, seconds=7),
        )

        assert (saved.short_claim, saved.primary_note) == ("The tunnel carries 40,000 cars", "The census is lost.")
        assert saved.embargo_until.second == 0
        assert hash_of(saved) != before

    @pytest.mark.parametrize(
        ("text", "field", "code"),
        [
            ({"outdated_after": WRITTEN_AT.date()}, "outdated_after", "date_passed"),
            ({"embargo_until": LATER + timedelta(days=900)}, "embargo_until", "too_far_away"),
            ({"interests": "An aunt.", "no_interests": True}, "no_interests", "both"),
            ({"change_note": "We said X."}, "change_note", "not_a_change"),
            ({"severity": "minor"}, "severity", "not_a_change"),
            ({"asked_by": "aunt"}, "asked_by", "unknown_value"),
            ({"conclusion": "x" * 301}, "conclusion", "too_long"),
        ],
    )
    def test_are_refused_beside_their_field(self, text, field, code):
        draft = make_draft()
        with pytest.raises(Invalid) as refusal:
            write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=LATER, **text)
        assert (field, code) in [(one.field, one.code) for one in refusal.value.errors]

    def test_a_day_that_has_passed_meanwhile_does_not_stand_in_the_way(self):
        draft = make_draft(outdated_after=WRITTEN_AT.date() + timedelta(days=2))
        later = WRITTEN_AT + timedelta(days=9)

        saved = write_draft(
            draft_id=draft.pk,
            version=draft.version,
            by=draft.writer,
            at=later,
            title="Another title",
            outdated_after=draft.outdated_after,
        )

        assert saved.title == "Another title"


def test_numbers_of_versions_go_on():
    draft, editor = make_draft(), AdminFactory()
    hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT)
    assert keep_version(draft, why=VersionOf.SENT_BACK, by=editor, at=LATER).number == 2
