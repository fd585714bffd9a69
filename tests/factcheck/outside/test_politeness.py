"""One request at a time to a site, with a pause between two, and none while it wants to be left alone."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models.functions import Now

from factcheck.fetching import FetchError
from factcheck.jobs.queue import NotNow
from factcheck.outside.asking import ask
from factcheck.outside.models import Host
from factcheck.outside.politeness import LeftAlone, host_turn, known_robots, remember_robots
from tests.hostile_site import hostile_site

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


def test_a_site_is_left_alone_as_long_as_it_asks():
    with host_turn(PAGE) as turn:
        turn.leave_alone(7200)
    assert timedelta(hours=1, minutes=59) < wait_of(turn.host) <= timedelta(hours=2)
    with pytest.raises(LeftAlone), host_turn(PAGE):
        pass


def test_a_site_that_asks_for_ten_years_is_left_alone_for_a_week(settings):
    with hostile_site() as site:
        settings.FETCH_ALLOW = [site.allow]
        with pytest.raises(FetchError):
            ask(site.url("/busy"))
    assert timedelta(days=6, hours=23) < wait_of(Host.objects.get()) <= timedelta(days=7)


def test_what_is_asked_for_is_answered_and_the_pause_of_the_site_is_kept(settings):
    with hostile_site() as site:
        settings.FETCH_ALLOW = [site.allow]
        assert ask(site.url("/page"), pause=30).status == 200
        with pytest.raises(NotNow):
            ask(site.url("/page"))
        assert site.hits("/page") == 1


def test_what_is_no_web_address_is_refused_and_leaves_no_row():
    with pytest.raises(FetchError):
        ask("ftp://roads.example/census")
    assert not Host.objects.exists()


def test_a_shorter_wish_does_not_end_a_longer_one():
    with host_turn(PAGE) as turn:
        turn.leave_alone(7200)
        turn.leave_alone(10)
    assert wait_of(turn.host) > timedelta(hours=1)


@pytest.mark.parametrize(("status", "again_after"), [(200, 20), (404, 20), (503, 1), (None, 1)])
def test_what_robots_txt_said_is_known_for_a_time_and_a_failure_for_less(status, again_after):
    spans = {"for_seconds": 20 * 3600, "if_failing": 3600}
    assert known_robots(PAGE, **spans) is None
    with host_turn(PAGE):
        pass
    assert known_robots(PAGE, **spans) is None
    remember_robots(PAGE, "User-agent: *", status=status)
    Host.objects.update(robots_at=Now() - timedelta(hours=again_after, minutes=-1))
    assert known_robots(PAGE, **spans).robots == "User-agent: *"
    Host.objects.update(robots_at=Now() - timedelta(hours=again_after, minutes=1))
    assert known_robots(PAGE, **spans) is None
