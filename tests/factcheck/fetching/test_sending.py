"""Sending: the same vetting as a fetch, one POST, and nothing of the answer but its status."""

import dataclasses
import time

import pytest

from factcheck.fetching import Fault, FetchError, Policy, send
from tests.hostile_site import calls, listener
from tests.receiver_site import receiver_site

BODY = b'{"type":"ping"}'


@pytest.fixture
def receiver():
    with receiver_site() as site:
        yield site


@pytest.fixture
def policy(receiver):
    return Policy(allow=(receiver.allow,), seconds=5, idle_seconds=5, most_bytes=1_000)


def fault_of(url, policy) -> Fault:
    with pytest.raises(FetchError) as refusal:
        send(url, BODY, {}, policy)
    return refusal.value.code


def test_a_body_arrives_as_it_was_sent_with_its_headers(receiver, policy):
    sent = send(receiver.url("/hook?key=1"), BODY, {"webhook-id": "msg_1"}, policy)
    assert (sent.status, sent.retry_after) == (204, None)
    [got] = receiver.got
    assert (got.method, got.path, got.body) == ("POST", "/hook?key=1", BODY)
    assert got.headers["webhook-id"] == "msg_1"
    assert got.headers["Content-Length"] == str(len(BODY))
    assert got.headers["Host"] == receiver.allow


@pytest.mark.parametrize("status", [200, 301, 404, 410, 429, 500, 503])
def test_every_status_is_an_answer(receiver, policy, status):
    receiver.answers["/hook"] = status
    assert send(receiver.url("/hook"), BODY, {}, policy).status == status


def test_a_wish_to_wait_is_read(receiver, policy):
    receiver.answers["/hook"], receiver.headers["/hook"] = 503, {"Retry-After": "120"}
    assert send(receiver.url("/hook"), BODY, {}, policy).retry_after == 120


def test_a_redirect_is_not_followed(receiver, policy):
    receiver.answers["/hook"], receiver.headers["/hook"] = 307, {"Location": "/elsewhere"}
    assert send(receiver.url("/hook"), BODY, {}, policy).status == 307
    assert receiver.got_at("/elsewhere") == []


@pytest.mark.parametrize("path", ["/large", "/endless", "/stalled"])
def test_however_long_the_answer_is_its_status_is_all_we_wait_for(receiver, policy, path):
    began = time.monotonic()
    assert send(receiver.url(path), BODY, {}, policy).status == 200
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/hang", Fault.TIMEOUT),
        ("/drip", Fault.TIMEOUT),
        ("/closes", Fault.SITE_FAILED),
        ("/garbage", Fault.SITE_FAILED),
    ],
)
def test_a_receiver_that_never_answers_has_its_end(receiver, policy, path, fault):
    began = time.monotonic()
    assert fault_of(receiver.url(path), dataclasses.replace(policy, seconds=0.3, idle_seconds=0.3)) == fault
    assert time.monotonic() - began < 4


def test_nothing_is_sent_to_addresses_that_are_not_public(policy):
    with listener() as nobody:
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        assert fault_of(address, policy) == Fault.BLOCKED
        assert calls(nobody) == 0
    within = dataclasses.replace(policy, resolve=lambda host: ["10.0.0.7"])
    assert fault_of("https://newsroom.example/", within) == Fault.BLOCKED


def test_nobody_listening_is_a_fault(policy):
    assert fault_of("http://127.0.0.1:9/", dataclasses.replace(policy, allow=("127.0.0.1:9",))) == Fault.UNREACHABLE
