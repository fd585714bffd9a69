"""A dead broker costs a request milliseconds, and many threads may ring at once."""

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factcheck.jobs import doorbell
from tests.crew import Broker, ring_at

DEADLINE_SECONDS = 0.3


@pytest.fixture
def broker() -> Iterator[Broker]:
    with tempfile.TemporaryDirectory(prefix="desk-bell-") as home:
        broker = Broker(Path(home))
        broker.start()
        with ring_at(broker.url):
            yield broker
        broker.discard()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


def test_a_ring_waits_in_the_queue_of_its_kind(broker):
    assert doorbell.ring(1, queue="fetch")
    assert doorbell.ring(2, queue="fetch")
    assert doorbell.count_waiting("fetch") == 2
    assert doorbell.count_waiting("default") == 0


@pytest.mark.parametrize("known_before", [True, False], ids=["rung before", "never rung"])
def test_a_killed_broker_costs_milliseconds(broker, known_before):
    if known_before:
        assert doorbell.ring(1, queue="default")
    broker.kill()
    for job_id in range(5):
        with within(DEADLINE_SECONDS):
            assert not doorbell.ring(job_id, queue="default")
    with within(DEADLINE_SECONDS):
        assert doorbell.count_waiting("default") is None


def test_a_broker_whose_socket_file_is_gone_costs_milliseconds(broker):
    Path(broker.url.removeprefix("unix://")).unlink()
    with within(DEADLINE_SECONDS):
        assert not doorbell.ring(1, queue="default")


def test_the_bell_rings_again_once_the_broker_is_back(broker):
    assert doorbell.ring(1, queue="default")
    broker.kill()
    assert not doorbell.ring(2, queue="default")
    broker.start(empty=True)
    assert doorbell.ring(3, queue="default")
    assert doorbell.count_waiting("default") == 1


def test_a_broker_that_takes_the_call_and_never_answers_is_given_up_soon():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
        with ring_at(url), within(10 * doorbell.FAST["socket_timeout"]):
            assert not doorbell.ring(1, queue="default")


def test_eight_threads_ring_at_once_and_no_ring_is_lost(broker):
    results: list[bool] = []
    start = threading.Barrier(8)

    def ring_often() -> None:
        start.wait(10)
        results.extend(doorbell.ring(job_id, queue="default") for job_id in range(50))
        doorbell.forget_line()

    threads = [threading.Thread(target=ring_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert results == [True] * 400
    assert doorbell.count_waiting("default") == 400
