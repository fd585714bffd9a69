"""Writing down what happened: for those who listen, in the act that does it, and never a text."""

import json
from datetime import UTC, datetime

import pytest
from django.db import transaction

from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger
from factcheck.webhooks.models import Delivery, Message
from factcheck.webhooks.registry import register
from factcheck.webhooks.telling import tell
from tests.factories.webhooks import ReceiverFactory

pytestmark = pytest.mark.django_db
HERE = {"number": 12, "url": "https://desk.example/verdicts/12/"}


def test_whoever_listens_gets_one_message_and_nobody_else(now):
    listening = [ReceiverFactory(kinds=["verdict.published"]) for _ in range(2)]
    ReceiverFactory(kinds=["verdict.retracted"])
    message = tell("verdict.published", data=HERE, at=now)
    assert [row.receiver for row in message.deliveries.order_by("pk")] == listening
    assert set(message.deliveries.values_list("status", flat=True)) == {"waiting"}
    assert message.uid.startswith("msg_")
    assert "." not in message.uid


def test_the_body_is_canonical(now):
    ReceiverFactory(kinds=["verdict.published"])
    body = tell("verdict.published", data=HERE, at=datetime(2026, 5, 4, 9, 30, tzinfo=UTC)).body
    assert body == (
        '{"data":{"number":12,"url":"https://desk.example/verdicts/12/"},'
        '"timestamp":"2026-05-04T09:30:00Z","type":"verdict.published"}'
    )
    assert json.loads(body)["data"] == HERE


def test_nothing_is_written_when_nobody_listens(now, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert tell("verdict.published", data=HERE, at=now) is None
    assert Message.objects.count() == 0


def test_one_that_is_switched_off_has_it_kept_as_not_sent(now):
    ReceiverFactory(kinds=["verdict.published"], disabled_at=now, disabled_because="failing")
    assert tell("verdict.published", data=HERE, at=now).deliveries.get().status == "dropped"


@pytest.mark.parametrize("text", ["Two words", "Überfall", "a\nb", "a" * 301, 1.5, ["a"], {"a": 1}])
def test_a_text_is_refused_before_anything_is_written(now, text):
    ReceiverFactory(kinds=["verdict.published"])
    with pytest.raises(ValueError, match="numbers, codes, times and addresses"):
        tell("verdict.published", data={"title": text}, at=now)
    assert Message.objects.count() == 0


def test_a_kind_that_nobody_registered_is_an_error_of_ours(now):
    with pytest.raises(ValueError, match="no registered kind"):
        tell("verdict.invented", data=HERE, at=now)


def test_a_kind_is_registered_once_and_named_as_the_specification_wants():
    for name in ("verdict.published", "Verdict published", "verdict..x"):
        with pytest.raises(RuntimeError):
            register(name, "Whatever")


def test_an_act_that_is_undone_told_nobody(now):
    ReceiverFactory(kinds=["verdict.published"])
    with pytest.raises(ZeroDivisionError), ledger.act("test", by=None, at=now):
        _ = tell("verdict.published", data=HERE, at=now) and 1 / 0
    assert Delivery.objects.count() == Message.objects.count() == 0


def test_a_worker_is_asked_once_the_act_is_committed(now, django_capture_on_commit_callbacks):
    ReceiverFactory(kinds=["verdict.published"])
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        tell("verdict.published", data=HERE, at=now)
        assert Job.objects.count() == 0
    assert Job.objects.get().kind == "deliver_webhooks"
