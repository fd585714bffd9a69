"""The desk's own limits of fetching, from its settings."""

import pytest

from factcheck.checks import check_allowed_places
from factcheck.fetching import Fault, FetchError, check_address, fetch
from factcheck.outside.limits import desk_policy
from tests.hostile_site import PAGE, hostile_site


def blocked(url: str) -> bool:
    try:
        check_address(url, desk_policy())
    except FetchError as error:
        return error.code == Fault.BLOCKED
    return False


def test_the_desk_fetches_what_its_settings_allow(settings):
    with hostile_site() as site:
        assert blocked(site.url("/page"))
        settings.FETCH_ALLOW = [site.allow]
        assert fetch(site.url("/page"), desk_policy()).body == PAGE
        assert site.asked[0].header("User-Agent") == f"factcheck/1 (+{settings.PUBLIC_ORIGIN})"


def test_the_limits_come_from_the_settings(settings):
    settings.FETCH_MOST_BYTES, settings.FETCH_MOST_FILE_BYTES = 7, 9
    settings.FETCH_SECONDS, settings.FETCH_IDLE_SECONDS, settings.FETCH_CA_FILE = 3.5, 1.5, "/etc/own.pem"
    policy = desk_policy(files=True)
    assert (policy.most_bytes, policy.most_file_bytes, policy.most_of_any) == (7, 9, 9)
    assert (policy.seconds, policy.idle_seconds, policy.ca_file) == (3.5, 1.5, "/etc/own.pem")
    assert desk_policy().most_of_any == 7


def test_the_desk_does_not_fetch_itself(settings):
    settings.PUBLIC_ORIGIN = "https://facts.example"
    settings.ALLOWED_HOSTS = ["facts.example", "desk.example", ".wide.example", "127.0.0.1"]
    settings.FETCH_ALLOW = ["facts.example:443"]
    assert blocked("https://facts.example/readyz")
    assert blocked("https://desk.example/")
    assert not blocked("https://news.wide.example/")


def test_on_loopback_only_the_port_of_the_desk_is_its_own(settings):
    settings.PUBLIC_ORIGIN = "http://127.0.0.1:8000"
    settings.FETCH_ALLOW = ["127.0.0.1:8000", "localhost:8000", "127.0.0.1:8001"]
    assert blocked("http://127.0.0.1:8000/")
    assert blocked("http://localhost:8000/")
    assert not blocked("http://127.0.0.1:8001/")


@pytest.mark.parametrize(("entries", "found"), [(["10.0.0.0/8", "wiki:80"], []), (["wiki"], ["desk.E007"])])
def test_an_allow_list_that_cannot_be_read_stops_the_start(settings, entries, found):
    settings.FETCH_ALLOW = entries
    assert [error.id for error in check_allowed_places(None)] == found
