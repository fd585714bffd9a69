"""Complaints: their clock, who learns of them, what came of them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from factcheck.accounts.models import Desk, User
from factcheck.core.errors import Conflict, DomainError, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from factcheck.readers.models import Sender
from reviews.complaints import (
    look_again,
    note_on_complaint,
    recheck_because,
    reject,
    take_up,
    uphold,
    uphold_in_part,
)
from reviews.complaints.reminding import remind_of_complaints
from reviews.models import Complaint, Recheck
from reviews.selectors.complaints import checks_like, complaints_of, complaints_of_group
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.readers import make_answered_complaint, make_complaint, make_writer
from tests.factories.writing import make_published
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OUTCOME = "You are right: it was 17,310."


@pytest.fixture
def editor():
    return AdminFactory(name="Ana Ruiz")


class TestComingIn:
    def test_the_clock_is_the_desks_working_days(self, now):
        Desk.objects.filter(pk=1).update(complaint_days=7)
        assert make_complaint(at=now).due_at == datetime(2026, 5, 13, 18, tzinfo=UTC)

    def test_beyond_so_many_in_an_hour_editors_are_told_once_how_many(self, now, editor, settings):
        settings.READERS_NOTICES_PER_HOUR = 2
        for minute in (0, 0, 1, 2, 62, 62, 62):
            make_complaint(at=now + timedelta(minutes=minute))
        told = Notice.objects.filter(to=editor, kind="complaint").order_by("pk").values_list("text", "url")
        many = [text for text, url in told if url == "/desk/complaints/"]
        assert [text.partition(" ")[0] for text in many] == ["3", "3"]
        assert len(told) == 2 + 1 + 2 + 1

    @pytest.mark.parametrize("kind", ["safety", "personal_data"])
    def test_where_somebody_may_come_to_harm_it_is_the_next_working_day(self, now, kind):
        assert make_complaint(at=now, kind=kind).due_at == datetime(2026, 5, 5, 18, tzinfo=UTC)

    def test_it_belongs_to_the_version_they_read_or_the_newest_if_that_cannot_be(self, now):
        number = make_published().verdict.number
        read = [make_complaint(at=now, check=number, revision=said).revision for said in (1, None, 99, 0)]
        assert read == [1, 1, 1, 1]
        assert make_complaint(at=now, revision=3).revision is None

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"kind": "praise"}, "kind"),
            ({"writes_as": "desk"}, "writes_as"),
            ({"writes_as": "nobody"}, "writes_as"),
            ({"text": " \u200b\n"}, "text"),
            ({"text": "x" * 10_001}, "text"),
            ({"text": "a\x00b"}, "text"),
            ({"check": 77}, "check"),
        ],
    )
    def test_what_cannot_be_taken_is_refused_and_nothing_kept(self, now, told, field):
        with pytest.raises(Invalid) as refused:
            make_complaint(at=now, **told)
        assert [fault.field for fault in refused.value.errors] == [field]
        assert not Complaint.objects.exists()
        assert not Sender.objects.exists()

    def test_editors_are_told_and_never_in_the_words_of_a_stranger(self, editor, now):
        PersonFactory()
        make_complaint(at=now, text="canary-words", sender=make_writer(name="canary-name", email="c@canary.example"))
        notice = Notice.objects.get()
        assert notice.to == editor
        assert "13 May 2026" in notice.text
        assert "canary" not in notice.text + str(Entry.objects.values_list("payload", flat=True))

    def test_a_receipt_says_until_when_and_where_to_look_and_who_else_listens(self, now):
        Desk.objects.filter(pk=1).update(complaints_to="The Press Council", complaints_url="https://council.example/")
        number = make_published().verdict.number
        mail.outbox.clear()
        make_complaint(at=now, check=number, text="canary", sender=make_writer(code="s3cret", email="ada@example.org"))
        run_waiting_jobs("mail_sender")
        [message] = mail.outbox
        for words in (
            "May 13, 2026",
            "/status/s3cret/",
            f"/verdicts/{number}/",
            "The Press Council",
            "https://council",
        ):
            assert words in message.body
        assert "canary" not in message.body

    def test_a_page_sent_twice_is_one_complaint(self, now):
        sender = make_writer()
        make_complaint(at=now, sender=sender)
        with pytest.raises(Conflict):
            make_complaint(at=now, sender=sender)
        assert Complaint.objects.count() == 1


class TestHandling:
    @pytest.mark.parametrize(
        ("verb", "status", "said"),
        [
            (uphold, "upheld", "You are right, and"),
            (uphold_in_part, "partly", "right in part"),
            (reject, "rejected", "leave it as it is"),
        ],
    )
    def test_an_outcome_stops_the_clock_and_is_told(self, editor, now, verb, status, said):
        complaint = make_complaint(at=now, by=editor, sender=make_writer(email="ada@example.org"))
        verb(complaint_id=complaint.pk, outcome=OUTCOME, version=complaint.version, by=editor, at=now + DAY)
        complaint.refresh_from_db()
        assert (complaint.status, complaint.closed_at, complaint.closed_by) == (status, now + DAY, editor)
        assert complaint.sender.answered_at == now + DAY
        run_waiting_jobs("mail_sender")
        answer = mail.outbox[-1].body
        assert OUTCOME in answer
        assert said in answer

    def test_goes_along_its_table_only(self, editor, now):
        complaint = make_complaint(at=now)
        closing = {"complaint_id": complaint.pk, "outcome": OUTCOME, "version": 1, "by": editor, "at": now}
        with pytest.raises(InvalidTransition):
            uphold(**closing)
        with pytest.raises(InvalidTransition):
            look_again(complaint_id=complaint.pk, version=1, by=editor, at=now)
        take_up(complaint_id=complaint.pk, by=editor, at=now)
        with pytest.raises(InvalidTransition):
            take_up(complaint_id=complaint.pk, by=AdminFactory(), at=now)

    def test_needs_an_answer_in_words(self, editor, now):
        complaint = make_complaint(at=now, by=editor)
        with pytest.raises(Invalid) as refused:
            reject(complaint_id=complaint.pk, outcome=" ", version=complaint.version, by=editor, at=now)
        assert refused.value.code == "outcome_missing"

    def test_who_had_part_in_the_check_does_not_answer_while_another_editor_is_there(self, editor, now):
        writer = AdminFactory()
        revision = make_published(writer=writer, signer=editor, publisher=editor)
        User.objects.filter(role="admin").exclude(pk__in=[editor.pk, writer.pk]).update(is_active=False)
        answer = {"outcome": OUTCOME, "at": now}
        first, second = (make_complaint(at=now, by=editor, check=revision.verdict.number) for _ in range(2))

        free = AdminFactory()
        for verb, by in ((uphold, editor), (uphold_in_part, writer), (reject, editor)):
            with pytest.raises(NotAllowed):
                verb(complaint_id=first.pk, version=first.version, by=by, **answer)
        assert uphold(complaint_id=first.pk, version=first.version, by=free, **answer).status == "upheld"

        User.objects.filter(pk=free.pk).update(is_active=False)
        assert reject(complaint_id=second.pk, version=second.version, by=editor, **answer).status == "rejected"

    def test_a_stale_page_is_refused_with_the_present_version(self, editor, now):
        complaint = make_complaint(at=now, by=editor)
        version = complaint.version
        note_on_complaint(complaint_id=complaint.pk, note="Ben knows", version=version, by=editor, at=now)
        with pytest.raises(Conflict) as refused:
            uphold(complaint_id=complaint.pk, outcome=OUTCOME, version=version, by=editor, at=now)
        assert refused.value.extra == {"version": version + 1}

    def test_looked_at_again_its_clock_begins_anew_and_nobody_is_forgotten(self, editor, now):
        complaint = make_answered_complaint(by=editor)
        other, later = AdminFactory(), now + 30 * DAY
        look_again(complaint_id=complaint.pk, version=complaint.version, by=other, at=later)
        complaint.refresh_from_db()
        assert (complaint.status, complaint.handler, complaint.closed_at) == ("in_hand", other, None)
        assert complaint.due_at > later
        assert complaint.sender.answered_at is None
        assert complaint.outcome == "Put right."

    def test_reviewers_see_none_of_it(self, now):
        reviewer, complaint = PersonFactory(), make_complaint(at=now)
        for verb in (
            lambda: take_up(complaint_id=complaint.pk, by=reviewer, at=now),
            lambda: uphold(complaint_id=complaint.pk, outcome=OUTCOME, version=1, by=reviewer, at=now),
            lambda: recheck_because(complaint_id=complaint.pk, by=reviewer, at=now),
        ):
            with pytest.raises(NotFound):
                verb()
        assert not complaints_of_group("open", user=reviewer, at=now).exists()

    def test_leads_to_one_recheck_of_what_was_published(self, editor, now):
        verdict = make_published().verdict
        complaint = make_complaint(at=now, by=editor, check=verdict.number)
        opened = recheck_because(complaint_id=complaint.pk, by=editor, at=now)
        assert (opened.claim_id, opened.because) == (verdict.claim_id, "complaint")
        with pytest.raises(InvalidTransition):
            recheck_because(complaint_id=complaint.pk, by=editor, at=now)
        with pytest.raises(InvalidTransition):
            recheck_because(complaint_id=make_complaint(at=now).pk, by=editor, at=now)
        assert Recheck.objects.count() == 1

    def test_a_complaint_whose_sender_is_forgotten_can_still_be_answered(self, editor, now):
        complaint = make_complaint(at=now, by=editor, sender=make_writer(email="ada@example.org"))
        Sender.objects.update(forgotten_at=now, email="", name="")
        mail.outbox.clear()
        uphold(complaint_id=complaint.pk, outcome=OUTCOME, version=complaint.version, by=editor, at=now)
        run_waiting_jobs("mail_sender")
        assert mail.outbox == []


class TestReminders:
    def told(self) -> list[str]:
        texts = list(Notice.objects.filter(kind="complaint_due").order_by("pk").values_list("text", flat=True))
        Notice.objects.all().delete()
        return [text.partition(":")[0].partition(" by ")[0] for text in texts]

    def test_come_once_a_working_day_before_and_once_after(self, editor, now):
        complaint = make_complaint(at=now)
        AdminFactory()
        assert remind_of_complaints(at=now) == 0
        assert [remind_of_complaints(at=complaint.due_at - timedelta(hours=9)) for _ in range(2)] == [1, 0]
        assert self.told() == ["To be answered"] * 2
        assert [remind_of_complaints(at=complaint.due_at) for _ in range(2)] == [1, 0]
        assert self.told() == ["Not answered in time"] * 2

    def test_come_to_whoever_has_it_until_it_is_late(self, editor, now):
        AdminFactory()
        complaint = make_complaint(at=now, by=editor)
        Notice.objects.all().delete()
        remind_of_complaints(at=complaint.due_at - timedelta(hours=1))
        assert [notice.to for notice in Notice.objects.all()] == [editor]

    def test_do_not_come_once_it_is_answered(self, editor, now):
        complaint = make_answered_complaint(by=editor)
        assert remind_of_complaints(at=complaint.due_at + DAY) == 0


class TestWhatIsPublishedLikeIt:
    def test_is_found_by_words_that_are_not_all_ours(self):
        revision = make_published()
        found = checks_like("somebody said that the harbour tunnel carries many many cars?")
        assert [(one.number, one.title) for one in found] == [(revision.verdict.number, revision.title)]

    def test_is_found_in_other_forms_of_the_words(self):
        number = make_published().verdict.number
        assert [one.number for one in checks_like("tunnel that carry a car below harbours")] == [number]

    @pytest.mark.parametrize(
        "words", ["", "a", "the and or", "'; -- \\ () & | ! <->", "Quite another matter altogether"]
    )
    def test_is_nothing_for_words_beside_the_point(self, words):
        make_published()
        assert checks_like(words) == []

    def test_never_holds_what_readers_cannot_read(self):
        verdict = make_published().verdict
        for state in ("retracted", "withheld"):
            verdict.__class__.objects.update(state=state)
            assert checks_like("the harbour tunnel carries cars") == []


def test_what_readers_wrote_about_a_check_stands_with_it_for_editors(editor, now):
    number = make_published().verdict.number
    about, _ = make_complaint(at=now, check=number), make_complaint(at=now)
    assert list(complaints_of(number, user=editor)) == [about]
    assert list(complaints_of(number, user=PersonFactory())) == []


def test_a_refusal_changes_nothing(editor, now):
    complaint = make_complaint(at=now, by=editor)
    before = Complaint.objects.values().get()
    entries = Entry.objects.count()
    with pytest.raises(DomainError):
        uphold(complaint_id=complaint.pk, outcome="x" * 5_001, version=complaint.version, by=editor, at=now)
    assert Complaint.objects.values().get() == before
    assert Entry.objects.count() == entries
