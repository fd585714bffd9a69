"""How often one network address may ask: counted, and kept nowhere as an address."""

import pytest
from django.core.cache import caches
from django.test import RequestFactory

from factcheck.web.throttling import PerAddress

NOON = 1_800_000_000.0  # where a minute begins


@pytest.fixture
def three_a_minute(monkeypatch):
    monkeypatch.setitem(PerAddress.THROTTLE_RATES, "address", "3/min")
    caches["addresses"].clear()
    yield
    caches["addresses"].clear()


def asks(at: float, remote: str = "192.0.2.7", **headers: str) -> PerAddress | None:
    """The throttle that refuses, or None."""
    throttle = PerAddress()
    throttle.timer = lambda: at
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)
    return None if throttle.allow_request(request, None) else throttle


def test_one_too_many_waits_for_the_next_minute(three_a_minute):
    assert [asks(NOON + n) for n in range(3)] == [None] * 3

    assert asks(NOON + 20).wait() == 40
    assert asks(NOON + 61) is None


def test_another_address_is_counted_by_itself_and_a_household_as_one(three_a_minute):
    refused = [asks(NOON, f"2001:db8:1:2::{n}") is not None for n in range(1, 6)]

    assert refused == [False, False, False, True, True]
    assert asks(NOON, "2001:db8:1:3::1") is None


def test_what_somebody_says_of_themselves_counts_only_behind_our_proxy(three_a_minute, settings):
    forged = [asks(NOON, **{"X-Forwarded-For": f"198.51.100.{n}"}) is not None for n in range(5)]
    assert forged == [False, False, False, True, True]

    settings.NUM_PROXIES = 1
    behind = [asks(NOON, "10.0.0.1", **{"X-Forwarded-For": f"6.6.6.6, 198.51.100.{n}"}) for n in range(5)]
    assert behind == [None] * 5


def test_no_address_is_kept(three_a_minute):
    asks(NOON, "192.0.2.7")

    assert len(caches["addresses"]._cache) == 1
    assert "192.0.2.7" not in str(caches["addresses"]._cache)
