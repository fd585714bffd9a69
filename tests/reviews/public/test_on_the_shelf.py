"""Public pages on the shelf: shown to everybody alike, and never after they have changed."""

import gzip
import tempfile
from pathlib import Path

import pytest
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from factcheck.accounts.desk_settings import save_desk
from factcheck.web.shelf import NEVER, STREAMED, Shelf
from factcheck.web.shelf_version import ReadVersion
from reviews.models import PublicVerdict
from reviews.publication.listing import made_public
from tests.crew import Broker
from tests.factcheck.web.shelves import ask
from tests.factories.people import AdminFactory
from tests.factories.writing import TEXT, WRITTEN_AT, make_published

pytestmark = pytest.mark.django_db

HOST = "testserver"
ADDRESSES = (
    "/",
    "/checks/",
    "/corrections/",
    "/about/method/",
    "/feed.atom",
    "/feed.json",
    "/corrections.rss",
    "/data/",
    "/sitemap-news.xml",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/api/public/v1/verdicts/",
    "/api/public/v1/verdicts/1/",
    "verdict",
)
HOSTILE = {
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_FORWARDED_PORT": "8443",
    "HTTP_X_ORIGINAL_URL": "/desk/",
    "HTTP_X_REWRITE_URL": "/desk/",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "POST",
    "HTTP_FORWARDED": "host=evil.example;proto=https",
    "HTTP_ACCEPT_LANGUAGE": "uk, de;q=0.5",
    "HTTP_ACCEPT": "application/xml",
    "HTTP_COOKIE": "session=abc; csrf=def; django_language=de; messages=x",
    "HTTP_USER_AGENT": "<script>evil</script>",
    "HTTP_REFERER": "https://evil.example/",
    "HTTP_HX_REQUEST": "true",
    "HTTP_PREFER": "return=minimal",
}


@pytest.fixture(scope="module")
def valkey():
    broker = Broker(Path(tempfile.mkdtemp(prefix="desk-public-")))
    broker.start()
    yield broker
    broker.discard()


@pytest.fixture(autouse=True)
def open_connection():
    """Let the end of a request not close the test's own connection; Django's test client does the same."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def shelves(valkey, settings) -> list[Shelf]:
    """Two web processes before the same database."""
    settings.REDIS_URL = valkey.url
    django = WSGIHandler()
    made = [
        Shelf(django, version=ReadVersion(valkey.url), is_ours=lambda host: host == HOST, capacity=8_000_000)
        for _ in range(2)
    ]
    read(made[0], "/robots.txt")  # the first one begins the version
    return made


def read(shelf, path: str, **environ: str):
    return ask(shelf, path, **{"HTTP_HOST": HOST, **environ})


def address_of(name: str) -> str:
    verdict = PublicVerdict.objects.get(number=1)
    return f"/verdicts/1-{verdict.slug}/" if name == "verdict" else name


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_made_once_and_what_else_a_request_says_changes_nothing_for_anyone(shelves, address):
    make_published()
    address = address_of(address)
    plain = read(WSGIHandler(), address)

    poisoned = read(shelves[0], address, **HOSTILE)
    with CaptureQueriesContext(connection) as asked:
        replies = [read(shelves[0], address), read(shelves[0], address, **HOSTILE)]

    assert len(asked) == 0
    assert plain.status == 200
    for reply in (poisoned, *replies):
        assert reply.body == plain.body
        # Content-Length is the server's to write where Django leaves it out.
        assert {**reply.headers, "Content-Length": ""} == {**plain.headers, "Content-Length": ""}


def test_all_headers_that_protect_readers_are_on_shelved_pages_too(shelves):
    make_published()
    path = address_of("verdict")

    for reply in [read(shelves[0], path, HTTP_ACCEPT_ENCODING="gzip") for _ in range(2)]:
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "same-origin"
        assert reply.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert TEXT["title"] in gzip.decompress(reply.body).decode()


@pytest.mark.parametrize("path", STREAMED)
def test_what_is_too_long_for_the_shelf_is_asked_of_its_view_which_looks_at_what_the_reader_has(shelves, path):
    make_published()
    size = shelves[0].size
    first = read(shelves[0], path)
    again = read(shelves[1], path, HTTP_IF_NONE_MATCH=first.headers["ETag"])

    assert first.status == 200
    assert len(first.body) > 100
    assert (again.status, again.body) == (304, b"")
    assert shelves[0].size == size


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", ""])
def test_a_page_on_the_shelf_is_not_shown_under_a_foreign_name(shelves, host):
    make_published()
    path = address_of("verdict")
    assert read(shelves[0], path).status == 200
    assert read(shelves[0], path, HTTP_HOST=host, SERVER_NAME="evil.example").status == 400


@pytest.mark.parametrize("query", ["utm_source=x", "a=%00", "%ff", "q=a&q=b", "older=x", "format=xml", "x" * 3_000])
def test_odd_queries_reach_only_who_sent_them(shelves, query):
    make_published()
    path = address_of("verdict")
    clean = read(shelves[0], path)

    odd = read(shelves[0], path, query=query)

    assert odd.status in (200, 400, 404)
    assert read(shelves[0], path) == clean


def test_errors_and_what_is_not_there_are_never_kept(shelves):
    make_published()
    for path, status in (("/verdicts/99-x/", 404), ("/nothing/", 404), ("/verdicts/1-old-words/", 301)):
        before = shelves[0].size
        assert [read(shelves[0], path).status for _ in range(2)] == [status] * 2
        assert shelves[0].size == before


def test_what_is_not_there_is_kept_by_no_cache_either(shelves):
    assert "no-store" in read(shelves[0], "/verdicts/99-x/").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/report/", "/suggest/"])
def test_a_form_with_its_token_is_kept_nowhere(shelves, path):
    before = shelves[0].size
    assert "no-store" in read(shelves[0], path).headers["Cache-Control"]
    assert shelves[0].size == before


def test_changes_are_seen_at_once_in_every_process(shelves, django_capture_on_commit_callbacks):
    def titles() -> set[str]:
        return {read(shelf, "/").body.decode() for shelf in shelves}

    def only(words: str, pages: set[str]) -> bool:
        return all(words in page for page in pages)

    before = titles()
    with django_capture_on_commit_callbacks(execute=True):
        revision = make_published()
        made_public(revision.verdict, at=WRITTEN_AT)
    published = titles()
    assert TEXT["title"] not in str(before)
    assert only(TEXT["title"], published)

    with django_capture_on_commit_callbacks(execute=True):
        save_desk(
            name="Another Desk",
            time_zone="UTC",
            language="en",
            contact_email="",
            about="",
            by=AdminFactory(),
            at=WRITTEN_AT,
        )
    assert only("Another Desk", titles())


def test_a_check_that_is_withheld_is_gone_at_once_at_each_of_its_addresses(shelves, django_capture_on_commit_callbacks):
    make_published()
    paths = [address_of("verdict"), "/api/public/v1/verdicts/1/"]
    assert {read(shelf, path).status for shelf in shelves for path in paths} == {200}

    with django_capture_on_commit_callbacks(execute=True):
        PublicVerdict.objects.update(state="withheld")
        made_public(PublicVerdict.objects.get(), at=WRITTEN_AT)

    for shelf in shelves:
        for path in paths:
            known = read(shelf, path, HTTP_IF_NONE_MATCH="*")
            assert known.status == 451
            assert TEXT["title"] not in known.body.decode()


def test_nothing_public_is_where_the_shelf_never_looks_and_the_desk_is_there_alone():
    def first(patterns) -> set[str]:
        return {str(pattern.pattern) for pattern in patterns}

    public = first(get_resolver("factcheck.public_urls").url_patterns)
    inner = {
        str(pattern.pattern)
        for resolver in get_resolver("factcheck.public_urls").url_patterns
        if not str(resolver.pattern)
        for pattern in resolver.url_patterns
    }
    desk = first(get_resolver().url_patterns) - {"", "api/v1/"}
    assert len(inner) > 8
    assert not [path for path in inner | public if f"/{path}".startswith(NEVER)]
    assert len(desk) >= 3
    assert not [path for path in desk if not f"/{path}".startswith(NEVER)]


def test_a_page_that_is_on_no_shelf_asks_the_database_little(shelves):
    make_published()
    path = address_of("verdict")
    with CaptureQueriesContext(connection) as asked:
        read(shelves[0], path, query="fresh=1")
    assert 0 < len(asked) <= 8
