"""A body that goes to a file, and a policy that names whom it asks."""

import dataclasses
import io
import tracemalloc

import pytest

from factcheck.fetching import Fault, FetchError, Policy, check_address, fetch
from tests.hostile_site import PAGE, bomb


def test_a_body_is_written_and_not_held(site, policy):
    into = io.BytesIO()
    assert fetch(site.url("/gzip"), policy, into=into).body == b""
    assert into.getvalue() == PAGE


def test_nothing_is_written_when_it_is_still_the_same(site, policy):
    into = io.BytesIO()
    assert fetch(site.url("/unchanged"), policy, etag='"v1"', into=into).not_modified
    assert into.getvalue() == b""


def test_only_the_last_of_a_way_is_written(site, policy):
    into = io.BytesIO()
    fetch(site.url("/hop?left=2"), policy, into=into)
    assert into.getvalue() == PAGE


@pytest.mark.parametrize("path", ["/endless", "/bomb", "/large?bytes=200000&as=pdf"])
def test_no_more_is_written_than_the_policy_allows(site, policy, path):
    into = io.BytesIO()
    with pytest.raises(FetchError) as refusal:
        fetch(site.url(path), dataclasses.replace(policy, most_file_bytes=100), into=into)
    assert refusal.value.code == Fault.TOO_LARGE
    assert len(into.getvalue()) <= policy.most_bytes


def test_a_large_body_takes_the_memory_of_a_piece(site, policy, tmp_path):
    bomb()
    roomy = dataclasses.replace(policy, most_bytes=100_000_000, seconds=20)
    with (tmp_path / "body").open("wb") as into:
        tracemalloc.start()
        fetch(site.url("/bomb"), roomy, into=into)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (tmp_path / "body").stat().st_size == 60_000_000
    assert peak < 3_000_000


def test_the_types_that_are_wanted_are_asked_for(site, policy):
    assert b"Accept: application/json\r\n" in fetch(site.url("/echo"), policy, accept="application/json").body


def test_with_hosts_named_no_other_is_asked():
    named = Policy(only_hosts=("checks.example",))
    check_address("https://checks.example/feed.json", named)
    for url in ("https://other.example/feed.json", "https://www.checks.example/", "https://93.184.216.34/"):
        with pytest.raises(FetchError) as refusal:
            check_address(url, named)
        assert refusal.value.code == Fault.BLOCKED


def test_nor_does_a_redirect_lead_to_another(site, policy):
    named = dataclasses.replace(policy, only_hosts=("127.0.0.1",))
    with pytest.raises(FetchError) as refusal:
        fetch(site.url("/to?url=http://other.example/"), named)
    assert refusal.value.code == Fault.BLOCKED
