"""A fetch against a site that does everything a site should not."""

import dataclasses
import gzip
import random
import time
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.fetching import Fault, FetchError, fetch
from factcheck.fetching.answers import LONGEST_WAIT, retry_after
from reviews.states import CaptureFault
from tests.hostile_site import BAD, PAGE, calls, has_address, listener, network_watched

# What becomes of every bad behaviour; None where the bytes are simply kept, for those who read them to judge.
ENDS = {
    **dict.fromkeys(["/loop", "/ping", "/pong"], Fault.REDIRECTS),
    **dict.fromkeys(["/slow-head", "/slow-body", "/slow-hop", "/stalled", "/silent"], Fault.TIMEOUT),
    **dict.fromkeys(["/bomb", "/huge-length", "/five-gigabytes"], Fault.TOO_LARGE),
    **dict.fromkeys(["/huge-header", "/endless-header", "/many-headers", "/hundreds"], Fault.TOO_LARGE),
    **dict.fromkeys(["/endless", "/endless-chunks", "/endless-frames", "/endless-trailers"], Fault.TOO_LARGE),
    **dict.fromkeys(["/gzip-in-gzip", "/brotli", "/film", "/parts"], Fault.WRONG_TYPE),
    **dict.fromkeys(["/not-gzip", "/half-gzip", "/short", "/half-chunk", "/bad-chunks"], Fault.SITE_FAILED),
    **dict.fromkeys(["/nonsense-length", "/two-lengths", "/nothing", "/garbage", "/nowhere"], Fault.SITE_FAILED),
    **dict.fromkeys(["/odd-status", "/partial", "/unasked-304", "/down", "/broken"], Fault.SITE_FAILED),
    **dict.fromkeys(["/dead", "/gone"], Fault.DEAD),
    **dict.fromkeys(["/forbidden", "/turned-away", "/busy"], Fault.REFUSED),
    "/negative-chunk": Fault.SITE_FAILED,
    **dict.fromkeys(["/lying-type", "/binary-html", "/no-type", "/odd-headers", "/long", "/redirect-with-bomb"]),
}


def refused(url, policy, **known) -> FetchError:
    with pytest.raises(FetchError) as refusal:
        fetch(url, policy, **known)
    return refusal.value


def test_every_bad_behaviour_has_its_end():
    assert set(ENDS) == set(BAD)


@pytest.mark.parametrize("path", sorted(path for path, fault in ENDS.items() if fault))
def test_bad_behaviour_ends_soon_and_with_a_reason(site, policy, hurried, path):
    began = time.monotonic()
    slow = ENDS[path] == Fault.TIMEOUT
    limits = dataclasses.replace(hurried, most_redirects=1000) if path == "/slow-hop" else hurried if slow else policy
    assert refused(site.url(path), limits).code == ENDS[path]
    assert time.monotonic() - began < 4
    assert fetch(site.url("/page"), policy).body == PAGE  # and nothing is the worse for it


@pytest.mark.parametrize(("seconds", "idle_seconds"), [(0.2, 60), (60, 0.2)])
def test_time_in_all_and_silence_are_limits_of_their_own(site, policy, seconds, idle_seconds):
    began = time.monotonic()
    hasty = dataclasses.replace(policy, seconds=seconds, idle_seconds=idle_seconds)
    assert refused(site.url("/silent"), hasty).code == Fault.TIMEOUT
    assert 0.2 <= time.monotonic() - began < 4


@pytest.mark.parametrize("path", sorted(path for path, fault in ENDS.items() if fault is None))
def test_bytes_that_somebody_else_must_judge_are_kept_within_the_limits(site, policy, path):
    assert 0 < len(fetch(site.url(path), policy).body) <= policy.most_bytes


def test_what_the_fetcher_says_is_what_the_desk_can_show():
    assert {fault.value for fault in Fault} <= set(CaptureFault.values)


def test_a_page_comes_as_it_was_sent(site, policy):
    fetched = fetch(site.url("/text"), policy)
    assert fetched.body.decode() == "Nothing but words, déjà vu."
    assert (fetched.status, fetched.declared_type, fetched.declared_encoding) == (200, "text/plain", "utf-8")
    assert fetched.url == fetched.final_url == site.url("/text")
    assert (fetched.redirects, fetched.permanent, fetched.not_modified) == ((), False, False)
    assert fetched.header("content-length") == str(len(fetched.body))
    assert 0 <= fetched.took_ms < 5000


@pytest.mark.parametrize("path", ["/page", "/gzip", "/two-members", "/padded-gzip", "/no-length"])
def test_one_layer_of_packing_is_taken_off(site, policy, path):
    assert fetch(site.url(path), policy).body == PAGE


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
@pytest.mark.parametrize("kind", ["zeros", "noise"])
def test_packed_bodies_of_any_size_come_out_whole(site, policy, size, kind):
    body = random.Random(size).randbytes(size) if kind == "noise" else b"\0" * size
    url = site.put("/packed", gzip.compress(body), headers={"Content-Encoding": "gzip"})
    assert fetch(url, dataclasses.replace(policy, most_bytes=200_100)).body == body


@pytest.mark.parametrize("most", [65_536, 100_000])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_the_limit_is_kept_to_the_byte(site, policy, encoding, most):
    pack = gzip.compress if encoding == "gzip" else bytes
    limits = dataclasses.replace(policy, most_bytes=most)
    fits = site.put("/fits", pack(b"x" * most), headers={"Content-Encoding": encoding})
    over = site.put("/over", pack(b"x" * (most + 1)), headers={"Content-Encoding": encoding})
    assert len(fetch(fits, limits).body) == most
    assert refused(over, limits).code == Fault.TOO_LARGE


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_files_known_by_their_beginning_may_be_larger_than_pages(site, policy, kind):
    roomy = dataclasses.replace(policy, most_file_bytes=300_000)
    assert len(fetch(site.url(f"/large?bytes=300000&as={kind}"), roomy).body) == 300_000
    assert refused(site.url(f"/large?bytes=300001&as={kind}"), roomy).code == Fault.TOO_LARGE
    assert refused(site.url("/large?bytes=100001&type=application/pdf"), roomy).code == Fault.TOO_LARGE
    assert refused(site.url(f"/large?bytes=100001&as={kind}"), policy).code == Fault.TOO_LARGE


def test_a_bomb_takes_no_more_memory_than_a_page(site, policy):
    tracemalloc.start()
    assert refused(site.url("/bomb"), policy).code == Fault.TOO_LARGE
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_the_body_of_a_redirect_is_not_read(site, policy):
    fetched = fetch(site.url("/redirect-with-bomb"), policy)
    assert (fetched.body, fetched.redirects) == (PAGE, (site.url("/page"),))


def test_redirects_are_followed_three_times_and_told_in_order(site, policy):
    fetched = fetch(site.url("/hop?left=3"), policy)
    assert fetched.redirects == tuple(site.url(f"/hop?left={left}") for left in (2, 1, 0))
    assert fetched.final_url == site.url("/hop?left=0")
    assert fetched.url == site.url("/hop?left=3")
    assert refused(site.url("/hop?left=4"), policy).code == Fault.REDIRECTS
    assert site.hits("/hop") == 4 + 4


@pytest.mark.parametrize(("status", "permanent"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
def test_it_is_told_whether_a_page_moved_for_good(site, policy, status, permanent):
    assert fetch(site.url(f"/hop?left=1&status={status}"), policy).permanent is permanent
    mixed = fetch(site.url(f"/to?status={status}&url=/hop"), policy)
    assert mixed.permanent is False


def test_a_page_that_did_not_change_is_not_sent_again(site, policy):
    first = fetch(site.url("/unchanged"), policy)
    again = fetch(
        site.url("/unchanged"), policy, etag=first.header("ETag"), last_modified=first.header("Last-Modified")
    )
    assert (again.not_modified, again.status, again.body) == (True, 304, b"")
    assert site.asked[-1].header("If-Modified-Since") == "Mon, 04 May 2026 09:00:00 GMT"
    assert fetch(site.url("/unchanged"), policy, etag='"v0"').body == PAGE


@pytest.mark.parametrize("tag", ['"a"\r\nX-Evil: 1', '"a"\nX-Evil: 1', '"\0"', '"é"', " ", '"' + "a" * 600])
def test_an_odd_tag_of_a_site_is_not_sent_back(site, policy, tag):
    assert fetch(site.url("/unchanged"), policy, etag=tag, last_modified=tag).body == PAGE
    assert "If-" not in site.asked[-1].head
    assert "Evil" not in site.asked[-1].head


def test_a_request_says_who_we_are_and_nothing_else(site, policy, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    head = fetch(site.url("/echo"), dataclasses.replace(policy, user_agent="factcheck/1 (+https://a.example)")).body
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n")[1:] if line]
    assert sorted(names) == ["Accept", "Accept-Encoding", "Connection", "Host", "User-Agent"]
    assert b"User-Agent: factcheck/1 (+https://a.example)\r\n" in head
    assert f"Host: {site.allow}\r\n".encode() in head


def test_no_cookie_is_kept(site, policy):
    assert b"cookie" not in fetch(site.url("/cookie"), policy).body.lower()


def test_a_proxy_named_in_the_environment_is_not_used(site, policy, monkeypatch):
    with listener() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        assert fetch(site.url("/page"), policy).status == 200
        assert calls(proxy) == 0


def test_nobody_listening_is_unreachable(policy):
    with listener() as sock:
        port = sock.getsockname()[1]
    closed = dataclasses.replace(policy, allow=(f"127.0.0.1:{port}",))
    assert refused(f"http://127.0.0.1:{port}/", closed).code == Fault.UNREACHABLE


@pytest.mark.skipif(not has_address("127.0.0.3"), reason="one loopback address only")
def test_the_next_address_of_a_name_is_tried_when_one_does_not_answer(site, policy):
    several = dataclasses.replace(
        policy, allow=(f"news.example:{site.port}",), resolve=lambda host: ("127.0.0.3", "127.0.0.1")
    )
    with network_watched() as watch:
        assert fetch(f"http://news.example:{site.port}/page", several).body == PAGE
    assert watch.connected[:2] == ["127.0.0.3", "127.0.0.1"]


@pytest.mark.parametrize(
    ("path", "status", "wait"),
    [
        ("/dead", 404, None),
        ("/gone", 410, None),
        ("/forbidden", 403, None),
        ("/turned-away", 999, None),
        ("/busy", 429, LONGEST_WAIT),
        ("/down", 503, LONGEST_WAIT),
        ("/broken", 500, None),
        ("/bomb", None, None),
    ],
)
def test_a_refusal_tells_the_status_and_how_long_to_stay_away_at_most_a_day(site, policy, path, status, wait):
    refusal = refused(site.url(path), policy)
    assert (refusal.http_status, refusal.retry_after) == (status, wait)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("604801", LONGEST_WAIT),
        ("9" * 5000, LONGEST_WAIT),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("soon", None),
        ("٣", None),
        ("Mon, 04 May 2026 09:30:10 GMT", 10),
        ("Fri, 01 Jan 1990 00:00:00 GMT", 0),
        ("Mon, 04 May 2126 09:30:10 GMT", LONGEST_WAIT),
        ("Mon, 99 May 2026 09:30:10 GMT", None),
        ("Mon, 04 May 2026 09:30:10 -0000", None),
        ("Mon, 04 May 99999999999 09:30:10 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(text, seconds):
    assert retry_after(text, datetime(2026, 5, 4, 9, 30, tzinfo=UTC)) == seconds


def test_headers_can_be_stored_whatever_was_in_them(site, policy):
    headers = fetch(site.url("/odd-headers"), policy).headers
    assert not any(char in name + value for name, value in headers for char in "\0\r\n")


HEADS = st.sampled_from([b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 200\r\n", b"HTTP/1.1 302 X\r\nLocation: ", b""])
FIELDS = st.sampled_from(
    [
        b"Content-Length: ",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"\r\n",
        b"\r\n\r\n",
        b": ",
        b"5",
        b"\n",
        b"\0",
        b"\xff",
        b"ffffffffffffffffffff\r\n",
        b"0\r\n",
        b"Content-Type: text/html;charset=",
        b"1f8b",
        b"-1",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=HEADS, fields=st.lists(FIELDS | st.binary(max_size=20), max_size=12))
def test_whatever_a_site_answers_is_kept_or_told_as_a_fault(site, policy, head, fields):
    site.pages["/any"] = head + b"".join(fields)
    try:
        fetched = fetch(site.url("/any"), policy)
    except FetchError:
        return
    assert len(fetched.body) <= policy.most_bytes
