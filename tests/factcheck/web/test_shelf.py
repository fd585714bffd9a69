"""The shelf before a plain WSGI application, with a real Valkey that may be stopped and emptied."""

import gzip
import os
import signal
import tempfile
import threading
import time
from pathlib import Path

import pytest
import redis

from factcheck.embedded.place import find_place
from factcheck.embedded.valkey import find_valkey
from factcheck.web.shelf_pages import KEEP_SECONDS, Answer, Pages, takes_gzip
from factcheck.web.shelf_version import PATIENCE, PAUSE_SECONDS, READ_SECONDS, PutVersion, ReadVersion, new_version
from tests.crew import Broker
from tests.factcheck.web.shelves import HTML, PUBLIC, Site, ask, put_up


@pytest.fixture(scope="module")
def valkey():
    """A Valkey of this module alone."""
    broker = Broker(Path(tempfile.mkdtemp(prefix="desk-shelf-")))
    broker.start()
    yield broker
    broker.discard()


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def key(request) -> str:
    """A version of this test's own."""
    return f"test:{request.node.name}"


@pytest.fixture
def publisher(valkey, key) -> PutVersion:
    made = PutVersion(valkey.url, key=key)
    assert made.put(new_version())
    return made


@pytest.fixture
def version(valkey, key, publisher, clock) -> ReadVersion:
    return ReadVersion(valkey.url, key=key, clock=clock)


@pytest.fixture
def site() -> Site:
    return Site()


class TestWhatIsKept:
    def test_a_public_page_is_asked_for_once_and_is_the_same_ever_after(self, site, version):
        shelf = put_up(site, version)

        replies = [ask(shelf, "/verdicts/1-a/") for _ in range(3)]

        assert len(site.asked) == site.closed == 1
        assert replies[0] == replies[1] == replies[2]
        assert replies[0].body == b"A page. " * 200
        assert replies[0].headers["Vary"] == "Accept-Encoding"
        assert replies[0].headers["Content-Length"] == str(len(replies[0].body))

    def test_every_header_of_the_page_comes_with_it(self, version):
        policy = ("Content-Security-Policy", "default-src 'none'")
        site = Site(headers=(PUBLIC, HTML, policy, ("X-Content-Type-Options", "nosniff")))
        shelf = put_up(site, version)

        for reply in (ask(shelf), ask(shelf), ask(shelf, HTTP_ACCEPT_ENCODING="gzip")):
            assert {*site.headers} <= {*reply.headers.items()}

    def test_pages_are_told_apart_by_address_and_query_alone(self, site, version):
        shelf = put_up(site, version)

        for path, query in (("/", ""), ("/a/", ""), ("/", "q=a"), ("/", "q=b"), ("/", "Q=a")):
            ask(shelf, path, query=query)
            ask(shelf, path, query=query, HTTP_COOKIE="session=1", HTTP_ACCEPT_LANGUAGE="uk")

        assert len(site.asked) == 5

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ((HTML,), "200 OK"),
            ((HTML, ("Cache-Control", "max-age=60")), "200 OK"),
            ((HTML, ("Cache-Control", "private, no-store")), "200 OK"),
            ((HTML, ("Cache-Control", "public, no-cache")), "200 OK"),
            ((HTML, PUBLIC, ("Set-Cookie", "session=1")), "200 OK"),
            ((HTML, PUBLIC, ("Vary", "Cookie")), "200 OK"),
            ((HTML, PUBLIC, ("Vary", "Accept-Encoding, Accept-Language")), "200 OK"),
            ((HTML, PUBLIC, ("Vary", "*")), "200 OK"),
            ((HTML, PUBLIC, ("Content-Encoding", "br")), "200 OK"),
            ((HTML, PUBLIC, ("Content-Security-Policy", "script-src 'nonce-abc'")), "200 OK"),
            ((HTML, PUBLIC), "404 Not Found"),
            ((HTML, PUBLIC), "301 Moved Permanently"),
            ((HTML, PUBLIC), "451 Unavailable For Legal Reasons"),
            ((HTML, PUBLIC), "206 Partial Content"),
            ((HTML, PUBLIC), "500 Internal Server Error"),
        ],
    )
    def test_nothing_else_is_kept_and_it_goes_out_as_it_is(self, version, headers, status):
        site = Site(headers=headers, status=status)
        shelf = put_up(site, version)

        replies = [ask(shelf, HTTP_ACCEPT_ENCODING="gzip") for _ in range(2)]

        assert len(site.asked) == site.closed == 2
        assert shelf.size == 0
        assert [(r.status, r.headers, r.body) for r in replies] == [
            (int(status[:3]), dict(headers), b"A page. " * 200)
        ] * 2

    @pytest.mark.parametrize(
        "request_",
        [
            {"method": "POST"},
            {"method": "PUT"},
            {"method": "OPTIONS"},
            {"HTTP_RANGE": "bytes=0-9"},
            {"HTTP_AUTHORIZATION": "Token abc"},
            {"HTTP_IF_MATCH": '"a"'},
            {"CONTENT_LENGTH": "5"},
            {"CONTENT_TYPE": "text/plain"},
            {"HTTP_TRANSFER_ENCODING": "chunked"},
            {"HTTP_HOST": "evil.example"},
            {"HTTP_HOST": ""},
            {"path": "/desk/board/"},
            {"path": "/account/login/"},
            {"path": "/static/x.css"},
            {"path": "/metrics"},
        ],
        ids=str,
    )
    def test_a_request_of_another_kind_neither_takes_from_it_nor_adds_to_it(self, site, version, request_):
        shelf = put_up(site, version)
        ask(shelf, request_.get("path", "/"))
        before = len(site.asked), shelf.size

        ask(shelf, **request_)

        assert (len(site.asked), shelf.size) == (before[0] + 1, before[1])

    def test_what_a_page_says_over_https_is_never_shown_over_http(self, site, version):
        shelf = put_up(site, version, says_https="HTTP_X_FORWARDED_PROTO")

        for proto in ("https", "http", "https", "http"):
            ask(shelf, HTTP_X_FORWARDED_PROTO=proto)
        ask(shelf)

        assert len(site.asked) == 2

    def test_a_header_that_nobody_vouches_for_makes_no_page_of_its_own(self, site, version):
        shelf = put_up(site, version)

        for proto in ("https", "http", "gopher"):
            ask(shelf, HTTP_X_FORWARDED_PROTO=proto)

        assert len(site.asked) == 1


class TestAnswers:
    def test_head_says_what_get_would_and_sends_nothing(self, site, version):
        shelf = put_up(site, version)
        page = ask(shelf)

        head = ask(shelf, method="HEAD")

        assert (head.status, head.headers, head.body) == (200, page.headers, b"")
        assert len(site.asked) == 1

    def test_head_alone_puts_nothing_on_the_shelf(self, site, version):
        shelf = put_up(site, version)
        ask(shelf, method="HEAD")
        assert (len(site.asked), shelf.size) == (1, 0)

    def test_it_is_compressed_once_for_those_who_take_it(self, site, version):
        shelf = put_up(site, version)
        plain = ask(shelf)

        packed = [ask(shelf, HTTP_ACCEPT_ENCODING="gzip, deflate, br") for _ in range(2)]

        assert gzip.decompress(packed[0].body) == plain.body
        assert packed[0].body is packed[1].body
        assert packed[0].headers["Content-Encoding"] == "gzip"
        assert packed[0].headers["ETag"] == f"W/{plain.headers['ETag']}"
        assert packed[0].headers["Content-Length"] == str(len(packed[0].body))
        assert "Content-Encoding" not in plain.headers

    @pytest.mark.parametrize(("media_type", "body"), [("image/png", "x" * 5_000), ("text/html", "short")])
    def test_what_compressing_does_not_help_stays_as_it_is(self, version, media_type, body):
        site = Site(headers=(PUBLIC, ("Content-Type", media_type)), say=lambda environ: body)
        reply = ask(put_up(site, version), HTTP_ACCEPT_ENCODING="gzip")
        assert reply.body == body.encode()
        assert "Content-Encoding" not in reply.headers

    @pytest.mark.parametrize("tags", ["{}", "W/{}", '"a", {}', 'W/"a",W/{},"b"', "*", " {} "])
    def test_who_has_the_page_is_told_so(self, version, tags):
        site = Site(headers=(PUBLIC, HTML, ("ETag", '"one"')))
        shelf = put_up(site, version)

        for encoding in ("gzip", ""):  # the first comes from the site: it is asked for the whole page all the same
            known = ask(shelf, HTTP_IF_NONE_MATCH=tags.format('"one"'), HTTP_ACCEPT_ENCODING=encoding)
            assert (known.status, known.body) == (304, b"")
            assert known.headers["ETag"] == ('W/"one"' if encoding else '"one"')
            assert known.headers["Cache-Control"] == PUBLIC[1]
            assert known.headers["Vary"] == "Accept-Encoding"
            assert "Content-Length" not in known.headers

        assert len(site.asked) == 1
        assert "HTTP_IF_NONE_MATCH" not in site.asked[0]

    @pytest.mark.parametrize("tags", ['"two"', "one", '"one', "W/", '"on", "e"', "**"])
    def test_who_has_another_one_gets_the_page(self, version, tags):
        shelf = put_up(Site(headers=(PUBLIC, HTML, ("ETag", '"one"'))), version)
        assert [ask(shelf, HTTP_IF_NONE_MATCH=tags).status for _ in range(2)] == [200, 200]

    def test_a_date_proves_nothing(self, version):
        stamp = "Tue, 05 May 2026 09:30:00 GMT"
        shelf = put_up(Site(headers=(PUBLIC, HTML, ("Last-Modified", stamp))), version)
        assert [ask(shelf, HTTP_IF_MODIFIED_SINCE=stamp).status for _ in range(2)] == [200, 200]

    def test_a_page_without_a_validator_gets_one(self, site, version):
        shelf = put_up(site, version)
        tag = ask(shelf).headers["ETag"]
        assert ask(shelf, HTTP_IF_NONE_MATCH=tag).status == 304

    @pytest.mark.parametrize("accepts", ["gzip;q=0", "identity", "", "br", "*;q=0", "gzip;q=0.000", "xgzip"])
    def test_nobody_gets_bytes_they_do_not_take(self, accepts):
        assert not takes_gzip(accepts)


class TestTheVersion:
    def test_another_version_is_seen_at_once_by_every_process(self, site, valkey, key, publisher):
        shelves = [put_up(site, ReadVersion(valkey.url, key=key)) for _ in range(2)]
        for word in ("first", "second", "third"):
            site.say = lambda environ, word=word: word
            publisher.put(new_version())
            assert [ask(shelf).body for shelf in shelves] == [word.encode()] * 2
            assert [ask(shelf).body for shelf in shelves] == [word.encode()] * 2
        assert len(site.asked) == 6

    def test_a_page_overtaken_while_it_is_rendered_is_not_kept(self, version, publisher):
        words = iter(("old", "new", "newer"))
        site = Site()

        def render(environ) -> str:
            word = next(words)
            if word == "old":
                publisher.put(new_version())
                ask(shelf, "/another/")  # by which this process learns of it
            return word

        site.say = render
        shelf = put_up(site, version)

        assert [ask(shelf).body for _ in range(3)] == [b"old", b"newer", b"newer"]

    def test_an_emptied_redis_begins_anew_and_all_agree(self, site, valkey, key, publisher):
        shelves = [put_up(site, ReadVersion(valkey.url, key=key)) for _ in range(2)]
        [ask(shelf) for shelf in shelves]
        redis.Redis.from_url(valkey.url).flushall()

        site.say = lambda environ: "after"
        replies = [ask(shelf).body for shelf in shelves for _ in range(3)]

        assert set(replies) == {b"after"}
        # The first who finds it empty goes through; then both render once, and keep.
        assert len(site.asked) == 2 + 1 + 2

    def test_without_redis_pages_come_from_the_site_and_cost_no_waiting(self, site, valkey, key, publisher, clock):
        shelf = put_up(site, ReadVersion(valkey.url, key=key, clock=clock))
        ask(shelf)
        valkey.kill()
        try:
            began = time.perf_counter()
            replies = [ask(shelf, HTTP_ACCEPT_ENCODING="gzip") for _ in range(50)]
            took = time.perf_counter() - began
        finally:
            valkey.start()

        assert {reply.status for reply in replies} == {200}
        assert len(site.asked) == 51
        assert took < 2
        assert replies[0].headers["Content-Encoding"] == "gzip"

    def test_redis_that_comes_back_is_used_again_and_nothing_from_before_is_believed(
        self, site, valkey, key, publisher, clock
    ):
        shelf = put_up(site, ReadVersion(valkey.url, key=key, clock=clock))
        ask(shelf)
        standing = redis.Redis.from_url(valkey.url).get(key)
        valkey.kill()
        ask(shelf)
        valkey.start(empty=True)
        redis.Redis.from_url(valkey.url).set(key, standing)  # an older memory than the publisher's
        site.say = lambda environ: "changed meanwhile"
        before = len(site.asked)
        ask(shelf)
        assert len(site.asked) == before + 1  # still quiet

        clock.now += PAUSE_SECONDS
        replies = [ask(shelf).body for _ in range(3)]

        assert set(replies) == {b"changed meanwhile"}
        assert len(site.asked) == before + 2

    def test_redis_that_hangs_costs_three_waits_a_second_and_no_page(self, site, valkey, key, publisher, clock):
        shelf = put_up(site, ReadVersion(valkey.url, key=key, clock=clock))
        ask(shelf)
        ask(shelf)
        hanging = find_valkey(find_place(home=valkey.home, name=valkey.NAME))
        os.kill(hanging.pid, signal.SIGSTOP)
        try:
            began = time.perf_counter()
            replies = [ask(shelf) for _ in range(50)]
            took = time.perf_counter() - began
        finally:
            os.kill(hanging.pid, signal.SIGCONT)
        assert {reply.status for reply in replies} == {200}
        assert PATIENCE * READ_SECONDS <= took < 2
        assert len(site.asked) == 51

        clock.now += PAUSE_SECONDS
        [ask(shelf) for _ in range(3)]

        assert len(site.asked) == 51  # what was kept is true as long as the version stands

    def test_a_restart_between_two_questions_is_bridged_by_a_new_line(self, site, valkey, key, publisher, clock):
        shelf = put_up(site, ReadVersion(valkey.url, key=key, clock=clock))
        ask(shelf)
        valkey.kill()
        valkey.start(empty=True)
        publisher.put(new_version())

        [ask(shelf) for _ in range(3)]

        assert len(site.asked) == 2  # once before, once after: no pause in between

    def test_a_publisher_without_redis_says_so_and_does_not_fail(self, valkey, publisher):
        valkey.kill()
        try:
            assert publisher.put(new_version()) is False
            assert publisher.stands("x") is None
        finally:
            valkey.start()
        assert publisher.put("x") is True
        assert publisher.stands("x") is True

    @pytest.mark.timeout(30)
    def test_no_thread_ever_sees_what_was_changed_before_it_asked(self, site, valkey, key, publisher):
        """Eight readers in two processes' shelves, while the page changes again and again."""
        state = {"written": 0, "announced": 0}
        site.say = lambda environ: str(state["written"])
        shelves = [put_up(site, ReadVersion(valkey.url, key=key)) for _ in range(2)]
        stale, failures, stop = [], [], threading.Event()

        def read(shelf) -> None:
            try:
                while not stop.is_set():
                    for path in ("/", "/a/", "/b/"):
                        known = state["announced"]
                        if int(ask(shelf, path).body) < known:
                            stale.append(path)
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=read, args=[shelves[n % 2]]) for n in range(8)]
        [thread.start() for thread in threads]
        for n in range(1, 60):
            state["written"] = n  # the commit
            assert publisher.put(new_version())
            state["announced"] = n
        stop.set()
        [thread.join() for thread in threads]

        assert (stale, failures) == ([], [])
        assert all(ask(shelf).body == b"59" for shelf in shelves)


class TestTheBound:
    def test_it_never_holds_more_than_it_may(self, version):
        site = Site(say=lambda environ: environ["PATH_INFO"] * 300)
        shelf = put_up(site, version, capacity=100_000)

        for n in range(300):
            ask(shelf, f"/verdicts/{n}/")
            ask(shelf, "/", query=f"q={n}")
            assert shelf.size <= 100_000
        assert shelf.size > 50_000

    def test_what_was_asked_for_longest_ago_leaves_first(self, version):
        site = Site(say=lambda environ: "x" * 2_000, headers=(PUBLIC, ("Content-Type", "image/png")))
        shelf = put_up(site, version, capacity=40_000)
        ask(shelf, "/loved/")
        for n in range(40):
            ask(shelf, f"/{n}/")
            ask(shelf, "/loved/")

        assert [environ["PATH_INFO"] for environ in site.asked].count("/loved/") == 1
        ask(shelf, "/0/")
        assert len(site.asked) == 42

    def test_invented_queries_push_no_page_out(self, version):
        site = Site(say=lambda environ: "x" * 1_000)
        shelf = put_up(site, version, capacity=60_000)
        ask(shelf, "/verdicts/1-a/")
        for n in range(500):
            ask(shelf, "/verdicts/1-a/", query=f"utm={n}")

        ask(shelf, "/verdicts/1-a/")

        assert len(site.asked) == 501

    def test_a_page_too_large_for_it_goes_out_unkept(self, version):
        site = Site(say=lambda environ: "x" * 50_000, headers=(PUBLIC, ("Content-Type", "image/png")))
        shelf = put_up(site, version, capacity=100_000)
        assert len(ask(shelf).body) == len(ask(shelf).body) == 50_000
        assert (len(site.asked), shelf.size) == (2, 0)

    def test_a_large_text_is_kept_as_small_as_it_can_be_and_is_whole_for_everyone(self, version):
        words = "<url>a place</url>\n" * 100_000
        site = Site(say=lambda environ: words, headers=(PUBLIC, ("Content-Type", "application/xml")))
        shelf = put_up(site, version, capacity=1_000_000)

        plain, packed, again = ask(shelf), ask(shelf, HTTP_ACCEPT_ENCODING="gzip"), ask(shelf)

        assert len(site.asked) == 1
        assert shelf.size < 100_000 < len(words)
        assert plain.body == again.body == gzip.decompress(packed.body) == words.encode()
        assert again.headers["Content-Length"] == str(len(words))
        assert "Content-Encoding" not in again.headers
        assert packed.headers["Content-Encoding"] == "gzip"

    def test_with_no_room_everything_comes_from_the_site(self, site, version):
        shelf = put_up(site, version, capacity=0)
        [ask(shelf) for _ in range(3)]
        assert (len(site.asked), shelf.size) == (3, 0)

    def test_no_page_is_kept_for_longer_than_five_minutes(self, clock):
        pages = Pages(100_000, clock=clock)
        pages.find("a", version="1")
        pages.keep("a", Answer([HTML, PUBLIC], b"words"), version="1")
        assert pages.find("a", version="1") is not None
        clock.now += KEEP_SECONDS
        assert pages.find("a", version="1") is None
        assert (len(pages), pages.size) == (0, 0)

    def test_many_threads_leave_its_count_right(self):
        pages = Pages(50_000)
        pages.find("", version="1")

        def work(n: int) -> None:
            for turn in range(400):
                name = (n * turn) % 60
                pages.find(name, version="1")
                pages.keep(name, Answer([HTML], b"x" * (100 + name)), version="1")

        threads = [threading.Thread(target=work, args=[n]) for n in range(1, 7)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        kept = [pages.find(name, version="1") for name in range(60)]
        assert pages.size == sum(answer.size for answer in kept if answer) <= 50_000
        assert len(pages) == sum(answer is not None for answer in kept) > 10
