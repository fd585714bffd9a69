"""Names that lead where nobody may go; and what an allow-list opens, and no more than that."""

import dataclasses
import ipaddress
import threading
import time

import pytest

from factcheck.fetching import Fault, FetchError, Policy, check_address, fetch
from factcheck.fetching.allowance import Allowance
from factcheck.fetching.following import Way
from factcheck.fetching.places import read_place
from factcheck.fetching.vetting import policy_beyond
from tests.factcheck.fetching.test_addresses import CLOSED
from tests.hostile_site import calls, has_address, hostile_site, listener, network_watched


def leads_to(*addresses: str):
    return lambda host: addresses


def refused(url: str, policy: Policy) -> FetchError:
    with pytest.raises(FetchError) as refusal:
        fetch(url, policy)
    return refusal.value


@pytest.mark.parametrize("address", CLOSED)
def test_a_name_that_leads_to_a_closed_address_is_not_connected_to(address):
    with network_watched() as watch:
        assert refused("http://news.example/", Policy(resolve=leads_to(address))).code == Fault.BLOCKED
    assert watch.connected == []


@pytest.mark.parametrize(
    "addresses",
    [
        ("8.8.8.8", "10.0.0.1"),
        ("10.0.0.1", "8.8.8.8"),
        ("8.8.8.8", "fd00::1"),
        ("2606:4700::1", "127.0.0.1"),
        ("8.8.8.8", "not an address"),
    ],
)
def test_one_closed_address_among_public_ones_refuses_them_all(addresses):
    with network_watched() as watch:
        assert refused("http://news.example/", Policy(resolve=leads_to(*addresses))).code == Fault.BLOCKED
    assert watch.connected == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1"])
def test_whoever_listens_on_this_machine_is_not_called(host):
    if not has_address(host):
        pytest.skip(f"{host} is no address of this machine")
    with listener(host) as sock:
        port = sock.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        policy = Policy(ports=(port,), resolve=leads_to(host))
        for url in (f"http://{shown}:{port}/", f"http://news.example:{port}/", f"https://news.example:{port}/"):
            assert refused(url, policy).code == Fault.BLOCKED
        assert calls(sock) == 0


@pytest.mark.skipif(not has_address("127.0.0.2"), reason="one loopback address only")
def test_a_name_is_resolved_once_and_the_connection_goes_where_it_was_vetted_for():
    answers = [("127.0.0.2",), ("127.0.0.1",)]
    asked = []

    def rebinding(host):
        asked.append(host)
        return answers[min(len(asked), 2) - 1]

    with hostile_site(host="127.0.0.2") as site, listener("127.0.0.1", site.port) as victim:
        policy = Policy(allow=("127.0.0.2/32",), ports=(site.port,), resolve=rebinding)
        with network_watched() as watch:
            assert fetch(f"http://rebinds.example:{site.port}/page", policy).status == 200
        assert (asked, set(watch.connected), watch.resolved) == (["rebinds.example"], {"127.0.0.2"}, [])
        assert refused(f"http://rebinds.example:{site.port}/page", policy).code == Fault.BLOCKED
        asked.clear()
        # The first hop is vetted, and by the second the name leads elsewhere.
        assert refused(f"http://rebinds.example:{site.port}/hop", policy).code == Fault.BLOCKED
        assert (len(asked), calls(victim)) == (2, 0)


def test_the_other_end_of_the_connection_is_compared(site, policy):
    # Whoever connects to 0.0.0.0 ends up at 127.0.0.1.
    elsewhere = dataclasses.replace(policy, allow=(f"0.0.0.0:{site.port}",))
    assert refused(f"http://0.0.0.0:{site.port}/page", elsewhere).code == Fault.BLOCKED
    assert site.asked == []


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://news.example:{port}/",
        "//127.0.0.1:{port}/",
        "http://user:pw@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "ftp://127.0.0.1:{port}/",
        "gopher://127.0.0.1:{port}/x",
        "data:text/html,hello",
        "javascript:alert(1)",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_redirect_is_vetted_like_the_first_address(site, policy, to, status):
    with listener() as victim:
        port = victim.getsockname()[1]
        lured = dataclasses.replace(policy, ports=(port,), resolve=leads_to("127.0.0.1"))
        url = site.put("/lure", "", status=status, headers={"Location": to.format(port=port)})
        with network_watched() as watch:
            assert refused(url, lured).code == Fault.BLOCKED
        assert calls(victim) == 0
        assert site.hits("/lure") == len(watch.connected) == 1


def test_the_desk_does_not_fetch_itself_even_if_it_is_allowed(site, policy):
    own = dataclasses.replace(policy, own_hosts=(f"127.0.0.1:{site.port}",))
    assert refused(site.url("/page"), own).code == Fault.BLOCKED
    assert refused("https://desk.example/readyz", Policy(own_hosts=("desk.example",))).code == Fault.BLOCKED
    assert site.asked == []


def test_an_allowed_host_is_allowed_at_its_port_only(site):
    policy = Policy(allow=(f"wiki:{site.port}",), resolve=leads_to("127.0.0.1"))
    assert fetch(f"http://WIKI:{site.port}/page", policy).status == 200
    for url in ("http://wiki/", f"http://wiki.evil.example:{site.port}/", f"http://127.0.0.1:{site.port}/"):
        with pytest.raises(FetchError) as refusal:
            check_address(url, policy)
        assert refusal.value.code == Fault.BLOCKED


def test_an_allowed_network_is_allowed_by_number_by_name_and_inside_another_address():
    policy = Policy(allow=("10.0.0.0/8", "fd12::/16"))
    for url in ("http://10.1.2.3/", "http://[fd12::1]/", "http://[64:ff9b::a01:203]/", "http://wiki.internal/"):
        assert check_address(url, policy).url == url
    for url in ("http://192.168.0.1/", "http://[64:ff9b::7f00:1]/", "http://10.1.2.3:8080/", "http://127.0.0.1/"):
        with pytest.raises(FetchError) as refusal:
            check_address(url, policy)
        assert refusal.value.code == Fault.BLOCKED


def test_only_who_is_inside_leads_inside():
    policy = Policy(allow=("10.0.0.0/8", "wiki:8080", "news.example:8080"), most_bytes=7)
    for url, ip in (
        ("http://wiki:8080/", "10.0.0.1"),
        ("http://x.internal/", "10.0.0.2"),
        ("http://news.example:8080/", "8.8.8.8"),
    ):
        assert policy_beyond(check_address(url, policy), (ipaddress.ip_address(ip),), policy) == policy
    stranger = (ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("2606:4700::1"))
    beyond = policy_beyond(check_address("http://stranger.example/", policy), stranger, policy)
    assert (beyond.allow, beyond.most_bytes) == ((), 7)


def test_a_stranger_cannot_lead_into_what_the_desk_may_fetch():
    policy = Policy(allow=("wiki:8080",))
    way = Way("http://stranger.example/", policy, Allowance(policy), {}, read_place("http://stranger.example/"))
    with pytest.raises(FetchError) as refusal:
        way.follow(302, "http://wiki:8080/", (ipaddress.ip_address("8.8.8.8"),))
    assert refusal.value.code == Fault.BLOCKED


@pytest.mark.parametrize(
    "entry", ["wiki", "wiki:", "wiki:x", "wiki:0", "wiki:70000", "10.0.0.0/33", "10.0.0.1/8", ":80", ""]
)
def test_an_allow_list_that_makes_no_sense_is_refused(entry):
    with pytest.raises(ValueError):
        Policy(allow=(entry,))


def test_a_name_that_nobody_has_is_unreachable():
    def no_such_name(host):
        raise OSError("no such name")

    assert refused("http://news.example/", Policy(resolve=no_such_name)).code == Fault.UNREACHABLE
    assert refused("http://news.example/", Policy(resolve=leads_to())).code == Fault.UNREACHABLE


def test_a_resolver_that_says_nothing_is_not_waited_for():
    said = threading.Event()

    def silent(host):
        said.wait(10)
        return ("8.8.8.8",)

    began = time.monotonic()
    assert refused("http://news.example/", Policy(seconds=0.1, resolve=silent)).code == Fault.TIMEOUT
    assert time.monotonic() - began < 5
    said.set()
