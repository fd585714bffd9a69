"""Receivers: made, changed, switched, ended and sent to again, by editors alone."""

from datetime import timedelta

import pytest
from standardwebhooks import Webhook

from factcheck.core.errors import Conflict, DomainError, Invalid, InvalidTransition, NotFound
from factcheck.ledger.models import Entry
from factcheck.webhooks import receivers, replaying
from factcheck.webhooks.leases import secrets_of
from factcheck.webhooks.models import Delivery, Message, Receiver
from factcheck.webhooks.receivers import add_receiver, change_receiver, end_receiver, ping_receiver, rotate_secret
from factcheck.webhooks.replaying import replay_delivery, replay_since
from factcheck.webhooks.switching import start_receiver, stop_receiver
from factcheck.webhooks.telling import tell
from tests.factories.webhooks import ReceiverFactory, make_delivery

pytestmark = pytest.mark.django_db
GOOD = {"name": "Newsroom", "url": "https://newsroom.example/hooks?key=1", "kinds": ["verdict.published"]}


def refusal_of(verb, **how) -> DomainError:
    with pytest.raises(DomainError) as refused:
        verb(**how)
    return refused.value


def test_a_new_receiver_listens_and_its_secret_is_one_of_the_specification(ana, now):
    receiver, secret = add_receiver(**GOOD, by=ana, at=now)
    assert secret.startswith("whsec_")
    assert len(Webhook(secret)._whsecret) == 32
    assert (receiver.is_on, receiver.created_by, receiver.kinds) == (True, ana, ["verdict.published"])


def test_neither_secret_nor_address_stands_in_the_ledger(ana, now):
    receiver, secret = add_receiver(**GOOD, by=ana, at=now)
    _, second = rotate_secret(receiver_id=receiver.pk, by=ana, at=now)
    changed = {**GOOD, "name": "Other", "version": 2}
    change_receiver(receiver_id=receiver.pk, **changed, by=ana, at=now)
    end_receiver(receiver_id=receiver.pk, by=ana, at=now)
    told = "".join(Entry.objects.values_list("payload", flat=True))
    assert [word for word in (secret, second, "newsroom", "Other") if word in told] == []
    assert Entry.objects.filter(subject_type="receiver", subject_id=receiver.pk).count() == 4


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "required"),
        ("name", " \u200b ", "required"),
        ("name", "a\x00b", "nul_character"),
        ("name", "a" * 121, "too_long"),
        ("url", "", "required"),
        ("url", "newsroom.example", "address_blocked"),
        ("url", "javascript:alert(1)", "address_blocked"),
        ("url", "ftp://newsroom.example/", "address_blocked"),
        ("url", "https://ana:secret@newsroom.example/", "address_blocked"),
        ("url", "http://127.0.0.1/", "address_blocked"),
        ("url", "http://169.254.169.254/latest/", "address_blocked"),
        ("url", "http://[::ffff:10.0.0.1]/", "address_blocked"),
        ("url", "http://2130706433/", "address_blocked"),
        ("url", "https://localhost/", "address_blocked"),
        ("url", "https://newsroom.example:22/", "address_blocked"),
        ("url", "https://newsroom.example/" + "a" * 2000, "too_long"),
        ("kinds", [], "required"),
        ("kinds", ["verdict.invented"], "unknown_kind"),
        ("kinds", ["ping"], "unknown_kind"),
    ],
)
def test_what_cannot_be_a_receiver_is_refused_beside_its_field(ana, now, field, value, code):
    refused = refusal_of(add_receiver, **{**GOOD, field: value}, by=ana, at=now)
    assert isinstance(refused, Invalid)
    assert [(one.field, one.code) for one in refused.errors] == [(field, code)]
    assert Receiver.objects.count() == 0


def test_the_desk_does_not_tell_itself(ana, now, settings):
    settings.PUBLIC_ORIGIN = "https://desk.example"
    assert (
        refusal_of(add_receiver, **{**GOOD, "url": "https://desk.example/x"}, by=ana, at=now).code == "address_blocked"
    )


def test_a_desk_has_at_most_twenty(ana, now):
    for _ in range(receivers.MOST_RECEIVERS):
        ReceiverFactory(created_by=ana)
    assert isinstance(refusal_of(add_receiver, **GOOD, by=ana, at=now), InvalidTransition)


def test_a_reviewer_can_make_none_and_do_nothing_with_one_that_is_there(ben, now):
    assert refusal_of(add_receiver, **GOOD, by=ben, at=now).code == "not_allowed"
    receiver = ReceiverFactory()
    delivery = make_delivery(receiver)
    for verb in (rotate_secret, ping_receiver, stop_receiver, start_receiver, end_receiver):
        assert refusal_of(verb, receiver_id=receiver.pk, by=ben, at=now).code == "not_allowed"
    assert refusal_of(replay_delivery, delivery_id=delivery.pk, by=ben, at=now).code == "not_allowed"


def test_a_form_that_is_stale_changes_nothing(ana, now):
    receiver = ReceiverFactory()
    change_receiver(receiver_id=receiver.pk, version=1, **GOOD, by=ana, at=now)
    refused = refusal_of(change_receiver, receiver_id=receiver.pk, version=1, **{**GOOD, "name": "B"}, by=ana, at=now)
    assert isinstance(refused, Conflict)
    assert refused.extra == {"version": 2}
    receiver.refresh_from_db()
    assert (receiver.name, receiver.url) == ("Newsroom", GOOD["url"])


def test_a_second_rotation_within_a_day_keeps_the_secret_that_the_receiver_uses(ana, now):
    receiver = ReceiverFactory()
    used, later = receiver.secret, now + timedelta(hours=23)
    _, lost = rotate_secret(receiver_id=receiver.pk, by=ana, at=now)
    after, new = rotate_secret(receiver_id=receiver.pk, by=ana, at=later)
    assert len({used, lost, new}) == 3
    assert (after.previous_secret, after.previous_until) == (used, now + timedelta(hours=24))
    assert secrets_of(Receiver.objects.get(), at=later) == (new, used)
    day_after = now + timedelta(hours=24)
    after, newest = rotate_secret(receiver_id=receiver.pk, by=ana, at=day_after)
    assert secrets_of(after, at=day_after) == (newest, new)


def test_a_rotation_of_an_earlier_version_is_refused(ana, now):
    receiver = ReceiverFactory()
    rotate_secret(receiver_id=receiver.pk, version=1, by=ana, at=now)
    refused = refusal_of(rotate_secret, receiver_id=receiver.pk, version=1, by=ana, at=now)
    assert (isinstance(refused, Conflict), refused.extra) == (True, {"version": 2})


def test_the_same_name_at_the_same_address_is_made_once(ana, now):
    add_receiver(**GOOD, by=ana, at=now)
    assert isinstance(refusal_of(add_receiver, **GOOD, by=ana, at=now), InvalidTransition)
    add_receiver(**{**GOOD, "name": "Another"}, by=ana, at=now)
    assert Receiver.objects.count() == 2


def test_a_ping_is_for_this_receiver_alone(ana, now):
    receiver = ReceiverFactory()
    ReceiverFactory()
    delivery = ping_receiver(receiver_id=receiver.pk, by=ana, at=now)
    assert (delivery.message.kind, delivery.receiver, Delivery.objects.count()) == ("ping", receiver, 1)


def test_switched_off_nothing_is_sent_and_what_waited_is_kept(ana, now):
    receiver = ReceiverFactory()
    make_delivery(receiver)
    stop_receiver(receiver_id=receiver.pk, by=ana, at=now)
    tell("verdict.published", data={"number": 1}, at=now)
    assert list(receiver.deliveries.values_list("status", flat=True)) == ["dropped", "dropped"]
    for verb in (stop_receiver, ping_receiver):
        assert isinstance(refusal_of(verb, receiver_id=receiver.pk, by=ana, at=now), InvalidTransition)
    again = {"receiver_id": receiver.pk, "since": now, "by": ana, "at": now}
    assert isinstance(refusal_of(replay_since, **again), InvalidTransition)
    start_receiver(receiver_id=receiver.pk, by=ana, at=now)
    assert isinstance(refusal_of(start_receiver, receiver_id=receiver.pk, by=ana, at=now), InvalidTransition)
    assert replay_since(**again) == (2, None)


def test_what_did_not_arrive_since_a_moment_is_sent_again(ana, now):
    receiver, other = ReceiverFactory(), ReceiverFactory()
    states = {"delivered": 10, "given_up": 10, "dropped": 10, "waiting": 4}
    for status, tries in states.items():
        make_delivery(receiver, at=now, status=status, tries=tries)
    make_delivery(receiver, at=now - timedelta(days=2), status="given_up", tries=10)
    make_delivery(other, at=now, status="given_up", tries=10)
    since = now - timedelta(days=1)
    assert replay_since(receiver_id=receiver.pk, since=since, by=ana, at=now) == (2, None)
    fresh = receiver.deliveries.filter(status="waiting").order_by("pk").values_list("tries", flat=True)
    assert list(fresh) == [0, 0, 4]
    assert replay_since(receiver_id=receiver.pk, since=since, by=ana, at=now, also_delivered=True) == (1, None)
    assert other.deliveries.get().status == "given_up"


def test_a_replay_is_bounded_and_says_that_there_are_more(ana, now, monkeypatch):
    monkeypatch.setattr(replaying, "MOST", 2)
    receiver = ReceiverFactory()
    ago = [now - timedelta(minutes=minutes) for minutes in (3, 1, 2)]  # not in the order they were written in
    rows = [make_delivery(receiver, at=at, status="given_up") for at in ago]
    assert replay_since(receiver_id=receiver.pk, since=ago[0], by=ana, at=now) == (2, ago[1])
    assert [Delivery.objects.get(pk=row.pk).status for row in rows] == ["waiting", "given_up", "waiting"]


def test_a_replay_of_what_arrived_goes_on_until_everything_was_sent_again_once(ana, now, monkeypatch):
    monkeypatch.setattr(replaying, "MOST", 2)
    receiver = ReceiverFactory()
    # Of one moment more than are taken at once: they stay together.
    for minutes in (9, 8, 8, 8, 8, 7, 6):
        make_delivery(receiver, at=now - timedelta(minutes=minutes), status="delivered")
    counts, since = [], now - timedelta(minutes=9)
    while since is not None and len(counts) < 10:
        done = replay_since(receiver_id=receiver.pk, since=since, by=ana, at=now, also_delivered=True)
        receiver.deliveries.update(status="delivered")
        counts.append(done.count)
        since = done.next_since
    assert counts == [5, 2]


def test_nothing_can_be_replayed_from_the_future(ana, now):
    how = {"receiver_id": ReceiverFactory().pk, "since": now + timedelta(seconds=1), "by": ana, "at": now}
    assert refusal_of(replay_since, **how).code == "in_the_future"


@pytest.mark.parametrize("status", ["delivered", "given_up", "dropped", "waiting"])
def test_one_message_is_sent_again_from_any_state(ana, now, status):
    row = make_delivery(ReceiverFactory(), status=status, tries=7)
    replay_delivery(delivery_id=row.pk, by=ana, at=now)
    row.refresh_from_db()
    assert (row.status, row.tries, row.delivered_at) == ("waiting", 0, None)


def test_one_that_is_ended_is_forgotten_with_what_it_was_sent(ana, now):
    receiver, other = ReceiverFactory(), ReceiverFactory()
    make_delivery(receiver)
    kept = make_delivery(other)
    end_receiver(receiver_id=receiver.pk, by=ana, at=now)
    assert list(Receiver.objects.all()) == [other]
    assert list(Delivery.objects.all()) == [kept]
    assert Message.objects.count() == 2
    assert isinstance(refusal_of(end_receiver, receiver_id=receiver.pk, by=ana, at=now), NotFound)
