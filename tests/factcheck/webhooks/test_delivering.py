"""Delivering to a real receiver on loopback, which verifies with the specification's own library."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Barrier, Thread, get_ident

import pytest
from django.conf import settings as configured
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from factcheck.core.moments import to_the_second
from factcheck.jobs import running
from factcheck.jobs.models import Job
from factcheck.jobs.queue import NotNow
from factcheck.ledger import acts as ledger
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail, Notice
from factcheck.webhooks import tasks
from factcheck.webhooks.backing_off import MOST_TRIES
from factcheck.webhooks.delivering import deliver_due
from factcheck.webhooks.forgetting import forget_messages, forget_previous_secrets
from factcheck.webhooks.leases import EACH, take_due
from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.reasons import reason_of
from factcheck.webhooks.receivers import rotate_secret
from factcheck.webhooks.telling import tell
from tests import engines
from tests.factories.claims import AT
from tests.factories.webhooks import ReceiverFactory, make_delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick(settings):
    settings.WEBHOOK_SECONDS = 0.5


def run() -> float | None:
    return deliver_due(clock=timezone.now)


def receiver_at(site, path="/hook", **fields) -> Receiver:
    return ReceiverFactory(url=site.url(path), **fields)


def wait_of(delivery: Delivery) -> float:
    """Seconds from the last try to the next."""
    delivery.refresh_from_db()
    return (delivery.next_at - delivery.tried_at).total_seconds()


def come_due() -> None:
    """As if the wait were over."""
    Delivery.objects.update(next_at=Now() - timedelta(seconds=1))
    Receiver.objects.update(not_before=None)


def fail_long_ago(receiver: Receiver, *, days: float) -> None:
    Receiver.objects.filter(pk=receiver.pk).update(failing_since=Now() - timedelta(days=days))


def test_a_message_arrives_signed_and_verifies(site):
    receiver = receiver_at(site)
    delivery = make_delivery(receiver)
    assert run() is None
    [got] = site.got
    told = Webhook(receiver.secret).verify(got.body, got.headers)
    assert told == {"type": "ping", "timestamp": to_the_second(AT), "data": {"number": 1, "receiver": receiver.pk}}
    assert got.headers["webhook-id"] == delivery.message.uid
    assert got.headers["Content-Type"] == "application/json"
    delivery.refresh_from_db()
    assert (delivery.status, delivery.tries, delivery.last_status, delivery.lease_until) == ("delivered", 1, 204, None)
    assert Entry.objects.filter(verb="deliver", subject_id=delivery.pk).count() == 1


def test_a_body_that_was_altered_or_another_secret_does_not_verify(site):
    receiver = receiver_at(site)
    make_delivery(receiver)
    run()
    [got] = site.got
    with pytest.raises(WebhookVerificationError):
        Webhook(receiver.secret).verify(got.body.replace(b"ping", b"pong"), got.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(ReceiverFactory.build(created_by=None).secret).verify(got.body, got.headers)


def test_for_a_day_after_a_rotation_both_secrets_verify(site, ana):
    receiver = receiver_at(site)
    old = receiver.secret
    _, new = rotate_secret(receiver_id=receiver.pk, by=ana, at=timezone.now())
    make_delivery(receiver)
    run()
    [got] = site.got
    assert old != new
    assert Webhook(old).verify(got.body, got.headers) == Webhook(new).verify(got.body, got.headers)


def test_when_the_day_is_over_only_the_new_secret_verifies(site, ana):
    receiver = receiver_at(site)
    old = receiver.secret
    _, new = rotate_secret(receiver_id=receiver.pk, by=ana, at=timezone.now() - timedelta(hours=25))
    make_delivery(receiver)
    run()
    [got] = site.got
    assert Webhook(new).verify(got.body, got.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(got.body, got.headers)


@pytest.mark.parametrize("status", [301, 400, 404, 500])
def test_any_other_answer_is_a_failure_and_tried_again_in_five_seconds(site, status):
    site.answers["/hook"] = status
    receiver = receiver_at(site)
    delivery = make_delivery(receiver)
    assert 0 <= run() < 6
    assert wait_of(delivery) >= 4.5
    assert (delivery.status, delivery.tries, delivery.last_status) == ("waiting", 1, status)
    assert str(status) in reason_of(delivery)
    receiver.refresh_from_db()
    assert receiver.failing_since is not None


def test_a_try_keeps_the_id_and_the_body_and_has_a_new_time(site):
    site.answers["/hook"] = 500
    receiver = receiver_at(site)
    make_delivery(receiver)
    deliver_due(clock=lambda: timezone.now() - timedelta(hours=1))
    come_due()
    site.answers["/hook"] = 200
    run()
    first, second = site.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) >= 3599
    receiver.refresh_from_db()
    assert receiver.failing_since is None


def test_the_waits_grow_as_the_specification_has_them_and_then_it_is_given_up(site):
    site.answers["/hook"] = 500
    delivery = make_delivery(receiver_at(site))
    waits = []
    for _ in range(MOST_TRIES - 1):
        run()
        waits.append(wait_of(delivery))
        come_due()
    usual = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
    # A little longer, where the machine was slow between the two clocks.
    assert [0.9 * known <= wait <= 1.1 * known + 3 for wait, known in zip(waits, usual, strict=True)] == [True] * 9
    run()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.tries) == ("given_up", 10)
    come_due()
    run()
    assert len(site.got) == 10


def test_a_wish_to_be_left_alone_holds_for_all_that_waits(site):
    site.answers["/hook"], site.headers["/hook"] = 429, {"Retry-After": "3600"}
    receiver = receiver_at(site, failing_since=timezone.now())  # so that one is sent at a time
    first = make_delivery(receiver)
    make_delivery(receiver, number=2)
    assert run() > 3500
    assert len(site.got) == 1
    assert wait_of(first) >= 3600


def test_a_receiver_that_is_gone_is_switched_off_at_once_and_editors_are_told(site, ana):
    site.answers["/hook"] = 410
    receiver = receiver_at(site, failing_since=timezone.now())
    make_delivery(receiver)
    make_delivery(receiver, number=2)
    assert run() is None
    receiver.refresh_from_db()
    assert (receiver.is_on, receiver.disabled_because) == (False, "gone")
    assert len(site.got) == 1
    assert set(receiver.deliveries.values_list("status", flat=True)) == {"dropped"}
    notice = Notice.objects.get(to=ana, kind="webhook_off")
    assert notice.url == f"/desk/webhooks/{receiver.pk}/"
    assert Mail.objects.filter(notice=notice, to=ana.email).exists()


@pytest.mark.parametrize(("days", "is_on"), [(4.9, True), (5.1, False)])
def test_five_days_of_failures_switch_it_off(site, days, is_on):
    site.answers["/hook"] = 500
    receiver = receiver_at(site)
    make_delivery(receiver)
    fail_long_ago(receiver, days=days)
    run()
    receiver.refresh_from_db()
    assert receiver.is_on == is_on
    assert receiver.disabled_because == ("" if is_on else "failing")


def test_one_that_is_switched_off_is_sent_nothing(site):
    receiver = receiver_at(site, disabled_at=timezone.now(), disabled_because="editor")
    assert make_delivery(receiver).status == "dropped"
    make_delivery(receiver, number=2, status="waiting")  # written while it was being switched off
    assert run() is None
    assert site.got == []


def test_a_slow_receiver_holds_up_no_other(site, settings):
    settings.WEBHOOK_SECONDS = 1.5
    slow = receiver_at(site, "/hang")
    for number in range(4):
        make_delivery(slow, number=number)
    others = [receiver_at(site, f"/hook-{n}") for n in range(3)]
    for other in others:
        make_delivery(other)
    began = time.monotonic()
    deliver_due(clock=timezone.now, begin_for=1)
    assert time.monotonic() - began < 8
    tried = Delivery.objects.filter(receiver=slow, tries__gt=0)
    assert {(row.status, row.last_fault, reason_of(row)) for row in tried} == {
        ("waiting", "timeout", "It did not answer in time.")
    }
    came = Delivery.objects.filter(receiver__in=others).values_list("delivered_at", flat=True)
    assert max(came) < min(row.tried_at for row in tried)


def test_no_receiver_gets_more_than_two_at_once(site):
    receiver = receiver_at(site, "/pause")
    for number in range(6):
        make_delivery(receiver, number=number)
    run()
    assert len(site.got) == 6
    assert site.most_at_once == EACH == 2
    assert len({one.headers["webhook-id"] for one in site.got}) == 6


def test_a_message_comes_while_a_run_waits_for_a_slow_receiver(site, settings):
    """The run looks again; nobody waits for its end."""
    settings.WEBHOOK_SECONDS = 1.5
    slow = make_delivery(receiver_at(site, "/hang"))
    late = make_delivery(receiver_at(site, "/late"), next_at=Now() + timedelta(days=1))

    def clock():
        # Asked at each look: at the second the message is there.
        if site.got_at("/hang"):
            Delivery.objects.filter(pk=late.pk, tries=0).update(next_at=Now() - timedelta(seconds=1))
        return timezone.now()

    assert deliver_due(clock=_only_here(clock)) is not None
    slow.refresh_from_db()
    late.refresh_from_db()
    assert late.delivered_at < slow.tried_at


def _only_here(clock):
    """The clock for this thread; those that send have the plain one, and no database."""
    here = get_ident()
    return lambda: clock() if get_ident() == here else timezone.now()


@pytest.mark.parametrize("path", ["/large", "/endless", "/stalled"])
def test_a_receiver_may_answer_as_much_as_it_likes(site, quick, path):
    delivery = make_delivery(receiver_at(site, path))
    run()
    delivery.refresh_from_db()
    assert delivery.status == "delivered"


def test_an_address_that_has_become_ours_is_not_sent_to(site, settings):
    delivery = make_delivery(receiver_at(site))
    settings.FETCH_ALLOW = []
    run()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.last_fault) == ("waiting", "blocked")
    assert site.got == []


def test_a_try_soon_to_come_keeps_the_job_waiting_for_it(site):
    site.answers["/hook"] = 500
    make_delivery(receiver_at(site))
    with pytest.raises(NotNow) as later:
        tasks.deliver(Job(kind="deliver_webhooks", subject_id=0))
    assert 0 < later.value.seconds < 6


def test_what_is_told_in_an_act_is_sent_by_the_job_that_its_commit_asks_for(
    site, now, django_capture_on_commit_callbacks
):
    receiver = receiver_at(site)
    with django_capture_on_commit_callbacks(execute=True), ledger.act("test", by=None, at=now):
        tell("claim.settled", data={"claim": 7}, at=now)
    assert running.run(Job.objects.get(kind="deliver_webhooks").pk) == "done"
    [got] = site.got
    assert Webhook(receiver.secret).verify(got.body, got.headers)["data"] == {"claim": 7}


def test_an_outcome_that_cannot_be_noted_does_not_lose_the_others(site, caplog):
    broken = make_delivery(receiver_at(site, secret="whsec_a"))  # sending it breaks, and not as fetching does
    others = [make_delivery(receiver_at(site)) for _ in range(3)]
    run()
    assert [Delivery.objects.get(pk=row.pk).status for row in others] == ["delivered"] * 3
    broken.refresh_from_db()
    assert (broken.status, broken.lease_until is None) == ("waiting", False)
    assert "The outcome of a webhook could not be noted" in caplog.text


def test_nothing_waiting_is_nothing_to_do():
    assert run() is None


def test_sending_asks_the_database_a_fixed_number_of_times_a_message(site, django_assert_max_num_queries):
    receiver = receiver_at(site)
    for number in range(10):
        make_delivery(receiver, number=number)
    with django_assert_max_num_queries(10 * 22):
        run()
    assert len(site.got) == 10


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_sends_each_message(site):
    receiver = ReceiverFactory(url=site.url("/hook"))
    for number in range(EACH):
        make_delivery(receiver, number=number)
    start, taken = Barrier(4), []

    def take() -> None:
        try:
            start.wait(timeout=10)
            taken.extend(take_due(most=10, at=timezone.now()))
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(taken) == EACH == len({attempt.delivery_id for attempt in taken})


SEND = "import django; django.setup(); from django.utils import timezone; " + (
    "from factcheck.webhooks.delivering import deliver_due; deliver_due(clock=timezone.now)"
)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_was_sending_is_sent_again_with_the_same_id(site, worker_database):
    receiver = ReceiverFactory(url=site.url("/hang"))
    delivery = make_delivery(receiver)
    env = {
        **os.environ,
        "DATABASE_URL": engines.url_of(worker_database),
        "FETCH_ALLOW": site.allow,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
    }
    worker = subprocess.Popen([sys.executable, "-c", SEND], env=env, cwd=configured.BASE_DIR)
    assert site.wait_for("/hang")
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=10)
    assert run() is None  # its lease holds still: nobody else sends it
    Receiver.objects.filter(pk=receiver.pk).update(url=site.url("/hook"))
    Delivery.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert run() is None
    [first], [second] = site.got_at("/hang"), site.got_at("/hook")
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == delivery.message.uid
    assert json.loads(first.body) == json.loads(second.body)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.tries) == ("delivered", 2)


def test_messages_are_forgotten_after_a_month_and_old_secrets_after_their_day(ana, now):
    receiver = ReceiverFactory()
    rotate_secret(receiver_id=receiver.pk, by=ana, at=now - timedelta(days=2))
    old, new = make_delivery(receiver, at=now - timedelta(days=31)), make_delivery(receiver, at=now)
    assert (forget_messages(at=now), forget_previous_secrets(at=now)) == (1, 1)
    assert list(Delivery.objects.values_list("pk", flat=True)) == [new.pk] != [old.pk]
    receiver.refresh_from_db()
    assert (receiver.previous_secret, receiver.previous_until) == ("", None)
