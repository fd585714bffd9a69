"""Certificates are checked, against the name that was asked for and not the address behind it."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from factcheck.fetching import Fault, FetchError, Policy, fetch
from tests.hostile_site import PAGE, calls, hostile_site, listener, make_certificate


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls") / "site.pem", "127.0.0.1", "secure.example")


@pytest.fixture(scope="module")
def secure(certificate):
    with hostile_site(certificate=certificate) as site:
        yield site


@pytest.fixture
def trusting(secure, certificate):
    named = f"secure.example:{secure.port}"
    return Policy(
        allow=(secure.allow, named, f"other.example:{secure.port}"),
        ca_file=str(certificate),
        resolve=lambda host: ("127.0.0.1",),
        seconds=5,
    )


def refused(url, policy) -> FetchError:
    with pytest.raises(FetchError) as refusal:
        fetch(url, policy)
    return refusal.value


def test_a_certificate_of_a_known_authority_is_good(secure, trusting):
    assert fetch(secure.url("/page"), trusting).body == PAGE
    assert fetch(f"https://secure.example:{secure.port}/gzip", trusting).body == PAGE
    assert secure.asked[-1].header("Host") == f"secure.example:{secure.port}"


def test_a_certificate_nobody_vouches_for_is_refused(secure, trusting):
    before = len(secure.asked)
    refusal = refused(secure.url("/page"), dataclasses.replace(trusting, ca_file=""))
    assert refusal.code == Fault.UNSAFE
    assert "certificate" in refusal.detail
    assert len(secure.asked) == before


def test_a_certificate_of_another_name_is_refused(secure, trusting):
    refusal = refused(f"https://other.example:{secure.port}/page", trusting)
    assert (refusal.code, refusal.detail) == (Fault.UNSAFE, "Its certificate is not valid: Hostname mismatch.")


def test_a_certificate_that_ran_out_is_refused(tmp_path, trusting):
    old = datetime.now(UTC) - timedelta(days=1)
    path = make_certificate(tmp_path / "old.pem", "127.0.0.1", begins=old - timedelta(days=1), ends=old)
    with hostile_site(certificate=path) as site:
        policy = dataclasses.replace(trusting, allow=(site.allow,), ca_file=str(path))
        assert refused(site.url("/page"), policy).code == Fault.UNSAFE


def test_plain_http_where_tls_was_asked_for_is_unsafe(site, policy):
    assert refused(f"https://{site.allow}/page", policy).code == Fault.UNSAFE


def test_nobody_is_led_from_https_to_http(secure, trusting):
    with listener() as victim:
        port = victim.getsockname()[1]
        policy = dataclasses.replace(trusting, allow=(*trusting.allow, f"127.0.0.1:{port}"))
        assert refused(secure.url(f"/to?url=http://127.0.0.1:{port}/"), policy).code == Fault.BLOCKED
        assert calls(victim) == 0


def test_the_way_from_http_to_https_is_open(site, secure, trusting):
    policy = dataclasses.replace(trusting, allow=(*trusting.allow, site.allow))
    url = site.put("/up", "", status=301, headers={"Location": secure.url("/page")})
    assert fetch(url, policy).final_url == secure.url("/page")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/bomb", Fault.TOO_LARGE),
        ("/short", Fault.SITE_FAILED),
        ("/slow-body", Fault.TIMEOUT),
        ("/silent", Fault.TIMEOUT),
    ],
)
def test_the_limits_hold_under_tls_too(secure, trusting, path, fault):
    limits = dataclasses.replace(trusting, most_bytes=100_000)
    if fault == Fault.TIMEOUT:
        limits = dataclasses.replace(limits, seconds=0.4, idle_seconds=0.2)
    assert refused(secure.url(path), limits).code == fault
