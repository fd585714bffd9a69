"""One request at a time to a site, with a pause between two, and none while it wants to be left alone."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models.functions import Now

from factcheck.jobs.queue import NotNow
from reviews.models import Host
from reviews.watching.politeness import LONGEST_QUIET, LeftAlone, host_turn

pytestmark = pytest.mark.django_db
PAGE = "https://roads.example/census"


@pytest.fixture(autouse=True)
def no_pause(settings):
    settings.FETCH_PAUSE_SECONDS = 0


def wait_of(host: Host) -> timedelta:
    row = Host.objects.annotate(now=Now()).get(pk=host.pk)
    return row.not_before - row.now


def test_only_one_has_the_turn_at_a_site():
    with host_turn(PAGE), pytest.raises(NotNow) as refused, host_turn("https://ROADS.example:443/other"):
        pass
    assert 0 < refused.value.seconds <= 60
    with host_turn(PAGE):
        pass


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_gets_the_turn():
    Host.objects.create(name="https://roads.example:443")
    start, done, got = Barrier(4), Barrier(4), []

    def ask() -> None:
        start.wait(timeout=10)
        try:
            with host_turn(PAGE):
                got.append("turn")
                done.wait(timeout=10)
        except NotNow:
            got.append("later")
            done.wait(timeout=10)
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(got) == ["later", "later", "later", "turn"]


@pytest.mark.parametrize("other", ["http://roads.example/", "https://roads.example:8443/", "https://rail.example/"])
def test_other_sites_do_not_wait(other):
    with host_turn(PAGE), host_turn(other):
        assert Host.objects.count() == 2


def test_the_turn_is_given_back_when_the_request_fails():
    with pytest.raises(ValueError, match="broke"), host_turn(PAGE):
        raise ValueError("broke")
    with host_turn(PAGE):
        pass


def test_a_worker_that_died_loses_its_turn_when_its_lease_ends():
    with host_turn(PAGE):
        Host.objects.update(busy_until=Now() - timedelta(seconds=1))
        with host_turn(PAGE) as second:
            pass
        Host.objects.update(busy_until=Now() + timedelta(minutes=1))
        held = Host.objects.get(pk=second.host.pk).busy_until
    assert Host.objects.get().busy_until == held, "the first one gave back what was not its own"


def test_a_pause_follows_every_request(settings):
    settings.FETCH_PAUSE_SECONDS = 30
    with host_turn(PAGE) as turn:
        pass
    assert timedelta(seconds=25) < wait_of(turn.host) <= timedelta(seconds=30)
    with pytest.raises(NotNow) as refused, host_turn(PAGE):
        pass
    assert 25 < refused.value.seconds <= 30


@pytest.mark.parametrize(("asked", "kept"), [(7200, timedelta(hours=2)), (10**10, LONGEST_QUIET), (-5, timedelta())])
def test_a_site_is_left_alone_as_long_as_it_asks_but_a_week(asked, kept):
    with host_turn(PAGE) as turn:
        turn.leave_alone(min(asked, 10**9))
    assert kept - timedelta(seconds=10) < wait_of(turn.host) <= kept
    if kept:
        with pytest.raises(LeftAlone), host_turn(PAGE):
            pass


def test_a_shorter_wish_does_not_end_a_longer_one():
    with host_turn(PAGE) as turn:
        turn.leave_alone(7200)
        turn.leave_alone(10)
    assert wait_of(turn.host) > timedelta(hours=1)


def test_what_robots_txt_said_is_known_for_a_time():
    with host_turn(PAGE) as turn:
        assert not turn.knows_robots(for_seconds=3600)
        turn.remember_robots("User-agent: *", status=200)
        assert turn.knows_robots(for_seconds=3600)
        Host.objects.update(robots_at=Now() - timedelta(hours=2))
        assert not turn.knows_robots(for_seconds=3600)
