"""What follows the desk without looking: both feeds, in every language of the pages, and the sitemap."""

from datetime import timedelta

import feedparser
import pytest
from django.test import Client

from factcheck.accounts.models import Desk
from reviews.models import PublicListing
from tests.factories.claims import AT
from tests.factories.listings import make_listed

pytestmark = pytest.mark.django_db
FEEDS = ("/feed.atom", "/corrections.atom")
HOSTILE = "<script>alert(1)</script> ]]> &amp; “\x0b”"


@pytest.fixture
def reader() -> Client:
    return Client()


def read(reader: Client, address: str) -> feedparser.FeedParserDict:
    found = feedparser.parse(reader.get(address).content)
    assert not found.bozo
    return found


class TestTheFeedOfChecks:
    def test_is_read_by_programs_whatever_a_title_holds(self, reader):
        make_listed(title=HOSTILE, claim=HOSTILE, said_by="Ada <b>Bell</b>")

        entry = read(reader, "/feed.atom").entries[0]

        assert entry.title_detail.type == "text/plain"
        assert "alert(1)" in entry.title
        assert "<script" not in reader.get("/feed.atom").content.decode()
        assert "\x0b" not in entry.title + entry.summary

    def test_says_what_holds_a_check_back(self, reader):
        make_listed(said_by="Ada Bell")
        PublicListing.objects.update(is_early=True, is_outdated=True)

        assert read(reader, "/feed.atom").entries[0].summary == (
            "Early check. May be outdated. False: “The regatta drew 9,000 boats.”, said by Ada Bell. It drew nine."
        )

    def test_speaks_the_language_of_its_address_and_leads_to_pages_in_it(self, reader):
        listed = make_listed(said_by="Ada Bell", rating="true")
        plain, german = (read(reader, address).entries[0] for address in ("/feed.atom", "/de/feed.atom"))

        assert "Wahr: " in german.summary
        assert german.link == f"http://127.0.0.1:8000/de/verdicts/{listed.number}-{listed.slug}/"
        assert german.id == plain.id


@pytest.mark.parametrize("address", FEEDS)
class TestBoth:
    def test_name_the_language_the_desk_writes_in_or_that_of_the_address(self, reader, address):
        Desk.objects.filter(pk=1).update(language="uk")
        languages = [read(reader, f"{prefix}{address}").feed.language for prefix in ("", "/de")]
        assert languages == ["uk", "de"]

    def test_stay_the_same_while_there_is_nothing_in_them(self, reader, address):
        first, second = reader.get(address), reader.get(address)

        assert feedparser.parse(first.content).feed.updated == "2000-01-01T00:00:00+00:00"
        assert first["ETag"] == second["ETag"]
        assert reader.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_whoever_is_not_named_is_in_no_sitemap_and_the_page_asks_not_to_be_indexed(reader):
    kinds = ("private_person", "anonymous_account", "unknown", "public_figure", "")
    listed = {
        kind: make_listed(said_by=f"One {kind}" if kind else "", kind=kind or "unknown", at=AT + timedelta(hours=n))
        for n, kind in enumerate(kinds)
    }
    places = reader.get("/sitemap-1.xml").content.decode()

    for kind, row in listed.items():
        path = f"/verdicts/{row.number}-{row.slug}/"
        hidden = kind in {"private_person", "anonymous_account"}
        assert (path in places) != hidden, kind
        assert ('<meta name="robots" content="noindex">' in reader.get(path).content.decode()) == hidden, kind
