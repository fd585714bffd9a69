"""Publishing at a time to come: once, at its time, and not when something stands in the way by then."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import GateNotMet, Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.drafting import send_back, write_draft
from reviews.models import Hold, PublicRevision, PublicVerdict, VerdictDraft
from reviews.publication.publishing import publish_verdict
from reviews.publication.scheduling import FARTHEST, publish_due, schedule_publication, unschedule
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.writing import WRITTEN_AT, make_ready_draft, make_signed_draft

pytestmark = pytest.mark.django_db
NOON = WRITTEN_AT + timedelta(days=1)
MINUTE = timedelta(minutes=1)


def scheduled(*, by: User | None = None, publish_at=NOON, **fields) -> VerdictDraft:
    draft = make_signed_draft(**fields)
    return schedule_publication(draft_id=draft.pk, publish_at=publish_at, by=by or AdminFactory(), at=WRITTEN_AT)


def hold(draft: VerdictDraft) -> None:
    editor = AdminFactory()
    Hold.objects.create(claim=draft.claim, kind="legal", reason="Counsel", placed_by=editor, placed_at=WRITTEN_AT)


def test_is_published_at_its_time_and_not_before():
    editor = AdminFactory()
    draft = scheduled(by=editor)

    assert publish_due(at=NOON - MINUTE) == 0
    assert not PublicVerdict.objects.exists()
    assert publish_due(at=NOON) == 1
    assert publish_due(at=NOON + MINUTE) == 0

    revision = PublicRevision.objects.get()
    draft.refresh_from_db()
    assert (revision.published_at, draft.status) == (NOON, "published")
    assert Claim.objects.get(pk=draft.claim_id).status == "published"
    assert Entry.objects.get(verb="publish_verdict").by == editor
    assert first_break(Entry.objects.order_by("seq")) is None


def test_a_run_that_comes_late_publishes_what_is_overdue_in_order():
    later, earlier = scheduled(publish_at=NOON + MINUTE), scheduled(publish_at=NOON)

    assert publish_due(at=NOON + timedelta(hours=5)) == 2

    numbers = dict(PublicVerdict.objects.values_list("claim_id", "number"))
    assert numbers == {earlier.claim_id: 1, later.claim_id: 2}


def test_the_writer_is_told_when_it_will_be():
    draft = scheduled()

    notice = Notice.objects.get(to=draft.writer, kind="scheduled")

    assert "has it published on" in notice.text


def test_what_is_off_the_schedule_is_signed_off_still_and_not_published():
    draft = scheduled()

    unschedule(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)

    draft.refresh_from_db()
    assert (draft.status, draft.publish_at, draft.scheduled_by) == ("signed_off", None, None)
    assert publish_due(at=NOON) == 0


def test_an_editor_may_publish_it_sooner():
    draft = scheduled()

    publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT + MINUTE)

    assert publish_due(at=NOON) == 0
    assert PublicRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("publish_at", "code"),
    [
        (WRITTEN_AT, "date_in_the_past"),
        (WRITTEN_AT - MINUTE, "date_in_the_past"),
        (WRITTEN_AT + FARTHEST + MINUTE, "too_far"),
    ],
)
def test_the_time_lies_ahead_and_not_too_far(publish_at, code):
    with pytest.raises(Invalid) as refused:
        scheduled(publish_at=publish_at)

    assert [(fault.field, fault.code) for fault in refused.value.errors] == [("publish_at", code)]


def test_nothing_is_scheduled_before_its_embargo_ends():
    with pytest.raises(Invalid) as refused:
        scheduled(embargo_until=NOON + MINUTE)
    assert refused.value.errors[0].code == "under_embargo"

    draft = scheduled(embargo_until=NOON)

    assert publish_due(at=NOON) == 1
    assert PublicVerdict.objects.get().claim_id == draft.claim_id


def test_only_editors_schedule_and_only_what_is_signed_off_through_the_gate():
    signed, ready = make_signed_draft(), make_ready_draft()
    when = {"publish_at": NOON, "at": WRITTEN_AT}

    with pytest.raises(NotAllowed):
        schedule_publication(draft_id=signed.pk, by=PersonFactory(), **when)
    with pytest.raises(InvalidTransition):
        schedule_publication(draft_id=ready.pk, by=AdminFactory(), **when)
    hold(signed)
    with pytest.raises(GateNotMet):
        schedule_publication(draft_id=signed.pk, by=AdminFactory(), **when)
    assert set(VerdictDraft.objects.values_list("status", flat=True)) == {"signed_off", "ready"}


def test_a_change_of_the_text_takes_it_off_the_schedule():
    draft = scheduled()

    write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, title="Another title")

    assert VerdictDraft.objects.get().status == "drafting"
    assert publish_due(at=NOON) == 0


def test_so_does_sending_it_back():
    draft = scheduled()

    send_back(draft_id=draft.pk, note="Name the year.", by=AdminFactory(), at=WRITTEN_AT)

    assert publish_due(at=NOON) == 0


class TestWhatStandsInTheWay:
    def test_keeps_it_back_and_is_said_to_both(self):
        editor = AdminFactory()
        draft, other = scheduled(by=editor), scheduled()
        hold(draft)

        assert publish_due(at=NOON) == 1

        draft.refresh_from_db()
        assert (draft.status, draft.publish_at) == ("signed_off", None)
        assert "Nothing holds it back" in draft.schedule_fault
        told = Notice.objects.filter(kind="not_published")
        assert {notice.to for notice in told} == {editor, draft.writer}
        assert PublicVerdict.objects.get().claim_id == other.claim_id
        assert publish_due(at=NOON + MINUTE) == 0
        assert first_break(Entry.objects.order_by("seq")) is None

    def test_may_be_that_whoever_scheduled_it_no_longer_publishes(self):
        editor = AdminFactory()
        draft = scheduled(by=editor)
        User.objects.filter(pk=editor.pk).update(role="reviewer")

        assert publish_due(at=NOON) == 0

        draft.refresh_from_db()
        assert "may no longer publish" in draft.schedule_fault

    def test_is_forgotten_when_it_is_scheduled_anew(self):
        draft = scheduled()
        hold(draft)
        publish_due(at=NOON)
        Hold.objects.update(released_at=NOON, released_by=draft.writer)

        again = schedule_publication(
            draft_id=draft.pk, publish_at=NOON + 2 * MINUTE, by=AdminFactory(), at=NOON + MINUTE
        )

        assert again.schedule_fault == ""
        assert publish_due(at=NOON + 2 * MINUTE) == 1


def together(*verbs: Callable[[], object]) -> list[object]:
    """Run these in threads, all released at the same moment; what each gave back or raised."""
    start, given = Barrier(len(verbs)), []

    def run(verb: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            given.append(verb())
        except InvalidTransition as refusal:
            given.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return given


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_many_workers_and_an_editor_publish_each_text_once(self):
        drafts = [scheduled() for _ in range(3)]
        editor = AdminFactory()

        def by_hand():
            return publish_verdict(draft_id=drafts[0].pk, by=editor, at=NOON)

        given = together(*[lambda: publish_due(at=NOON)] * 3, by_hand)
        publish_due(at=NOON + MINUTE)  # what was passed over because somebody held it

        assert len(given) == 4
        assert sorted(PublicVerdict.objects.values_list("number", flat=True)) == [1, 2, 3]
        assert PublicRevision.objects.count() == 3
        assert Entry.objects.filter(verb="publish_verdict").count() == 3
        assert Notice.objects.filter(kind="not_published").count() == 0
        assert first_break(Entry.objects.order_by("seq")) is None

    def test_one_that_somebody_works_on_is_passed_over_and_not_waited_for(self):
        held, free = scheduled(), scheduled()
        with transaction.atomic():
            Claim.objects.select_for_update(no_key=True).get(pk=held.claim_id)
            [published] = together(lambda: publish_due(at=NOON))

        assert published == 1
        assert PublicVerdict.objects.get().claim_id == free.claim_id
        assert publish_due(at=NOON) == 1
