"""What is not public is nowhere public, and what was taken from readers is nowhere any more.

First a marker in every private text of a whole desk, each of its own so that a leak names its column, and every public
address visited. Then one check that is published, corrected, redacted, retracted, withheld and shown again: after each
act everything readers can reach is read through the shelf, link by link, and searched for the words that are gone.
"""

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pgtrigger
import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, close_old_connections, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, Left
from django.test import Client
from django.utils import timezone

from claims.models import ClaimWording
from factcheck.accounts.models import Desk
from factcheck.web.shelf import Shelf
from factcheck.web.shelf_version import ReadVersion
from reviews.drafting import hand_in, sign_off, write_draft
from reviews.models import PublicVerdict, VerdictDraft
from reviews.publication.changes import start_change
from reviews.publication.publishing import publish_verdict
from tests.crew import Broker
from tests.factcheck.web.shelves import ask
from tests.factories.people import AdminFactory
from tests.factories.removals import remove
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import hash_of, make_published
from tests.routes import address, all_routes, kind_of
from tests.scene import Scene, rows_by_kind

pytestmark = pytest.mark.django_db

# --- a marker in every private column ---------------------------------------------------------------------------------

ROOMS = ("claims", "reviews", "readers", "notices", "accounts", "jobs", "ledger", "outside", "webhooks", "once")
PUBLIC_TABLES = {"Desk"}  # the desk's own name, and what it says of itself; and every table called Public…
CODES = re.compile(
    r"(^|_)(hash|sha256|salt|password|slug|encoding|zone|received_as|language|version)($|_)|^key$|^kind$"
)
SHORTEST = 12  # characters a column must hold for a marker
FEWEST_PLANTED = 120
TAKE_NO_MARKER = {"ShelfSource.search_url", "DeskToken.scopes"}  # it must hold {words}; those there are
IN_OTHER_WORDS = ("/de", "/ar")
UNVISITED = {"status/<str:code>/"}  # one's own, by a secret; tests/reviews/complaints visits it


def private_columns() -> list[models.Field]:
    """Every column in which somebody's words may stand and that no public page reads."""
    return [
        column
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and not model.__name__.startswith("Public")
        if model.__name__ not in PUBLIC_TABLES
        for column in model._meta.concrete_fields
        if holds_words(column)
    ]


def holds_words(column: models.Field) -> bool:
    if column.primary_key or column.choices or CODES.search(column.name):
        return False
    if isinstance(column, ArrayField):
        return isinstance(column.base_field, models.CharField) and (column.base_field.max_length or 999) >= SHORTEST
    if isinstance(column, models.JSONField):
        return True
    return isinstance(column, models.CharField | models.TextField) and (column.max_length or 999) >= SHORTEST


def plant() -> tuple[dict[str, str], set[str]]:
    """{marker: column} of every column that has a row, and the columns that take no marker."""
    planted, refused = {}, set()
    for number, column in enumerate(private_columns()):
        name, marker = f"{column.model.__name__}.{column.name}", f"canary{number:04}"
        try:
            with transaction.atomic():
                if column.model._base_manager.update(**{column.name: planted_value(column, marker)}):
                    planted[marker] = name
        except DatabaseError:
            refused.add(name)
    return planted, refused


def planted_value(column: models.Field, marker: str) -> object:
    if isinstance(column, ArrayField):
        return [marker]
    if isinstance(column, models.JSONField):
        return {marker: [marker]}
    is_short = column.max_length is not None and column.max_length < 20
    # The number behind keeps what must be unique so.
    return Value(marker) if is_short else Concat(Value(f"{marker} "), Left(Cast(F("pk"), models.TextField()), 9))


def public_addresses(scene: Scene) -> list[str]:
    """Every public address, as it is and in two other languages."""
    rows = rows_by_kind(scene)
    routes = sorted(all_routes("factcheck.public_urls") - UNVISITED)
    paths = [address(route, first_version(row)) for route in routes for row in rows[kind_of(route)]]
    return [f"{prefix}{path}" for prefix in ("", *IN_OTHER_WORDS) for path in paths]


def first_version(row: object) -> object:
    if row is not None and not hasattr(row, "version"):
        row.version = 1
    return row


def test_a_marker_in_every_private_column_is_on_no_public_page():
    scene = Scene()
    Desk.objects.filter(pk=1).update(languages=[prefix.strip("/") for prefix in IN_OTHER_WORDS])
    tomorrow = timezone.now() + timedelta(days=1)
    VerdictDraft.objects.filter(pk=scene.scheduled.pk).update(embargo_until=tomorrow)
    with pgtrigger.ignore():
        planted, refused = plant()
    waiting = VerdictDraft.objects.get(pk=scene.scheduled.pk)
    assert all(re.match(r"canary\d{4}", words) for words in (waiting.title, waiting.found, waiting.explanation))
    reader = Client(raise_request_exception=False)
    queries = [f"{path}?{urlencode({'q': 'canary'})}" for path in ("/checks/", "/api/public/v1/verdicts/", "/suggest/")]
    queries += [f"/report/?check={scene.verdict.number}", "/suggest/?words=canary", "/report/?check=999999"]
    pages = {url: reader.get(url) for url in [*public_addresses(scene), *queries]}

    assert len(planted) > FEWEST_PLANTED
    assert refused <= TAKE_NO_MARKER
    found = {
        (planted[marker], url)
        for url, page in pages.items()
        for marker in set(re.findall(r"canary\d{4}", as_text(page)))
    }
    assert found == set()
    for prefix in ("/", *IN_OTHER_WORDS):
        assert sum(page.status_code == 200 for url, page in pages.items() if url.startswith(prefix)) > 12
    assert max(page.status_code for page in pages.values()) < 500
    assert not any(page.cookies for page in pages.values())


def as_text(page) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in page.items())
    return headers + page.getvalue().decode(errors="replace")


# --- what was taken from readers --------------------------------------------------------------------------------------

HOST = "testserver"
MOST_PAGES = 80
SAID = "Zarquon Vell says the tunnel carries fortyfold thousands of cars a day."
NAME = "Zarquon Vell"
BEFORE, AFTER = "seventeenfold thousands", "eighteenfold thousands"  # what we found, wrongly and rightly
TITLE = "The tunnel of Zarquon Vell carries fewer cars than quintupled"
LATER = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def valkey():
    broker = Broker(Path(tempfile.mkdtemp(prefix="desk-seal-")))
    broker.start()
    yield broker
    broker.discard()


@pytest.fixture
def shelf(valkey, settings) -> Iterator[Shelf]:
    """A web process with its shelf. The end of a request must not close the test's own connection."""
    settings.REDIS_URL = valkey.url
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    made = Shelf(WSGIHandler(), version=ReadVersion(valkey.url), is_ours=lambda host: host == HOST, capacity=8_000_000)
    ask(made, "/robots.txt", HTTP_HOST=HOST)  # the first one begins the version
    yield made
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@dataclass
class Read:
    """Everything a reader comes to from the front page, the lists, the feeds, searches and one check's own address."""

    shelf: Shelf
    pages: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)

    def everything(self, verdict: PublicVerdict) -> "Read":
        waiting = [*STARTS, *(path.format(number=verdict.number, slug=verdict.slug) for path in OF_A_CHECK)]
        while waiting and len(self.pages) < MOST_PAGES:
            path = waiting.pop(0)
            if path not in self.pages:
                waiting += self._read(path)
        return self

    def _read(self, path: str) -> list[str]:
        bare, _, query = path.partition("?")
        reply = ask(self.shelf, bare, query=query, HTTP_HOST=HOST)
        self.statuses[path] = reply.status
        self.pages[path] = json.dumps(reply.headers) + reply.body.decode(errors="replace")
        links = re.findall(r'(?:href="|<loc>|"url": ?"|"next": ?")([^"<#]+)', reply.body.decode(errors="replace"))
        return [one for one in map(local_path, [*links, reply.headers.get("Location", "")]) if one]

    def holding(self, words: str) -> list[str]:
        """Where the words stand, as they are or spelt as in an address."""
        ways = (words.lower(), words.lower().replace(" ", "-"), words.lower().replace(" ", "%20"))
        return sorted(path for path, page in self.pages.items() if any(way in page.lower() for way in ways))


STARTS = (
    *("/", "/checks/", "/corrections/", "/corrections.atom", "/feed.atom", "/sitemap.xml", "/sitemap-1.xml"),
    *("/feed.rss", "/feed.json", "/corrections.json", "/sitemap-news.xml", "/feed.atom?q=tunnel"),
    *("/data/claimreview.json", "/data/checks.csv", "/data/corrections.csv"),
    *(
        "/api/public/v1/verdicts/",
        "/api/public/v1/corrections/",
        "/checks/?q=tunnel",
        "/api/public/v1/verdicts/?q=tunnel",
    ),
    *("/v1alpha1/claims:search?reviewPublisherSiteFilter=127.0.0.1", "/v1alpha1/claims:search?query=tunnel"),
)
OF_A_CHECK = (
    "/embed/{number}/",
    *(
        "/verdicts/{number}-{slug}/",
        "/verdicts/{number}/",
        "/verdicts/{number}-old/",
        "/api/public/v1/verdicts/{number}/",
    ),
    *("/verdicts/{number}/versions/1/", "/verdicts/{number}/versions/2/", "/verdicts/{number}/versions/3/"),
    *(
        "/api/public/v1/verdicts/{number}/versions/1/",
        "/api/public/v1/verdicts/{number}/versions/2/",
        "/report/?check={number}",
    ),
)


NOT_OF_IT = ("/static/", "/desk/", "/account/", "/about/", "/suggest/")  # they say nothing of any check


def local_path(url: str) -> str:
    """The path of one of our own pages; nothing for another's, for files and for what is not for readers."""
    parts = urlsplit(url.replace("&amp;", "&"))
    ours = parts.scheme in ("", "http", "https") and parts.netloc in ("", HOST, "localhost:8000", "127.0.0.1:8000")
    if not ours or not parts.path.startswith("/") or parts.path.startswith(NOT_OF_IT):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@pytest.fixture
def done(django_capture_on_commit_callbacks) -> Callable[[Callable[[], object]], object]:
    """Do it, and what follows its commit."""

    def do(act: Callable[[], object]) -> object:
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return do


def publish_it() -> PublicVerdict:
    claim = make_settled_claim()
    ClaimWording.objects.filter(claim=claim).update(text=SAID)
    claim.refresh_from_db()
    text = {"title": TITLE, "found": f"The office counted {BEFORE}.", "explanation": f"{NAME} had it from the fair."}
    return make_published(claim=claim, **text).verdict


def correct_it(verdict: PublicVerdict) -> None:
    writer, editor = AdminFactory(), AdminFactory()
    draft = start_change(claim_id=verdict.claim_id, kind="correction", by=writer, at=LATER)
    told = {"change_note": "We gave another number.", "change_why": "The sum was wrong.", "asked_by": "desk"}
    text = {"found": f"The office counted {AFTER}.", "severity": "substantial", **told}
    draft = write_draft(draft_id=draft.pk, version=draft.version, by=writer, at=LATER, **text)
    draft = hand_in(draft_id=draft.pk, version=draft.version, by=writer, at=LATER)
    sign_off(draft_id=draft.pk, draft_hash=hash_of(VerdictDraft.objects.get(pk=draft.pk)), by=editor, at=LATER)
    publish_verdict(draft_id=draft.pk, by=editor, at=LATER)


def test_what_was_taken_from_readers_is_nowhere_any_more(shelf, done):
    verdict = done(publish_it)
    first = Read(shelf).everything(verdict)
    assert len(first.holding(BEFORE)) > 5
    assert len(first.holding(NAME)) > 5
    assert max(first.statuses.values()) < 500

    done(lambda: correct_it(verdict))
    corrected = Read(shelf).everything(verdict)
    assert corrected.holding(AFTER)
    assert [path for path in corrected.holding(BEFORE) if "/versions/" not in path] == []

    done(lambda: remove(verdict, "redaction", words=[NAME], what="name", at=LATER))
    old_slug = verdict.slug
    verdict.refresh_from_db()
    redacted = Read(shelf).everything(verdict)
    assert redacted.holding(NAME) == []
    assert redacted.holding("A name was removed on 6 May 2026 for safety. The finding is unchanged.")
    assert redacted.holding("█")
    gone = ask(shelf, f"/verdicts/{verdict.number}-{old_slug}/", HTTP_HOST=HOST)
    assert (gone.status, gone.headers["Location"]) == (301, f"/verdicts/{verdict.number}-{verdict.slug}/")

    done(lambda: remove(verdict, "retraction", at=LATER, public_note="The fair was another year."))
    retracted = Read(shelf).everything(verdict)
    page = f"/verdicts/{verdict.number}-{verdict.slug}/"
    assert retracted.statuses[page] == 200
    assert "The fair was another year." in retracted.pages[page]
    assert "noindex" in retracted.pages[page]
    assert [path for path in retracted.holding(AFTER) if "/versions/" not in path and "/api/" not in path] == []
    lists = (
        "/",
        "/checks/",
        "/feed.atom",
        "/sitemap-1.xml",
        "/api/public/v1/verdicts/",
        "/checks/?q=tunnel",
        STARTS[-2],
    )
    lists += ("/feed.rss", "/feed.json", "/sitemap-news.xml", "/data/claimreview.json", "/data/checks.csv")
    # A stretch of the sitemap with nothing in it is not there.
    assert [path for path in lists if f"/verdicts/{verdict.number}-" in retracted.pages[path]] == []

    done(lambda: remove(verdict, "withholding", at=LATER, ground="legal"))
    withheld = Read(shelf).everything(verdict)
    for words in (AFTER, BEFORE, "fortyfold", "quintupled", verdict.slug, "The fair was another year"):
        shown = [path for path in withheld.holding(words) if words not in path]
        assert shown == [], words
    addresses = [path.format(number=verdict.number, slug=verdict.slug) for path in OF_A_CHECK[:-1]]
    assert {withheld.statuses[path] for path in addresses} == {451}
    assert "withheld for legal reasons since 6 May 2026." in withheld.pages[page]

    done(lambda: remove(verdict, "return", at=LATER))
    back = Read(shelf).everything(verdict)
    assert back.statuses[page] == 200
    assert "The fair was another year." in back.pages[page]
    assert back.holding(NAME) == []


def test_no_validator_confirms_that_a_withheld_page_is_what_it_was(shelf, done):
    verdict = done(publish_it)
    page = f"/verdicts/{verdict.number}-{verdict.slug}/"
    etag = ask(shelf, page, HTTP_HOST=HOST).headers["ETag"]
    done(lambda: remove(verdict, "withholding", at=LATER))

    for path in (page, f"/api/public/v1/verdicts/{verdict.number}/"):
        asked = ask(shelf, path, HTTP_HOST=HOST, HTTP_IF_NONE_MATCH=etag)
        assert asked.status == 451
        assert verdict.slug not in asked.body.decode()
