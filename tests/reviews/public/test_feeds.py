"""What follows the desk without looking: every feed in every form and language, and what leads to them."""

import html
import json
import re
from datetime import datetime, timedelta

import feedparser
import pytest
from django.test import Client

from factcheck.accounts.models import Desk
from reviews.models import PublicListing, PublicRevision, PublicVerdict
from reviews.publication.listing import relist
from tests.factories.claims import AT
from tests.factories.listings import make_listed

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"
STEMS = ("/feed", "/corrections")
FORMS = ("atom", "rss", "json")
HOSTILE = "<script>alert(1)</script> ]]> &amp; “\x0b”"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def reader() -> Client:
    return Client()


def read(reader: Client, address: str) -> feedparser.FeedParserDict:
    found = feedparser.parse(reader.get(address).content)
    assert not found.bozo
    return found


def read_json(reader: Client, address: str) -> dict:
    """The feed, having held it against what JSON Feed 1.1 asks of one."""
    response = reader.get(address)
    feed = json.loads(response.content)
    assert response["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(
        isinstance(feed[name], str) for name in ("title", "home_page_url", "feed_url", "description", "language")
    )
    assert all({"name", "url"} == set(one) for one in feed["authors"])
    for item in feed["items"]:
        assert all(isinstance(item[name], str) and item[name] for name in ("id", "url", "title", "content_text"))
        assert all(MOMENT.fullmatch(item[name]) for name in ("date_published", "date_modified"))
        assert all(isinstance(tag, str) for tag in item["tags"])
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return feed


def correct(listed: PublicListing, *, at: datetime, kind: str = "correction", severity: str = "") -> None:
    """Its next version."""
    verdict = PublicVerdict.objects.get(pk=listed.pk)
    revision = PublicRevision.objects.get(pk=verdict.current_id)
    revision.pk, revision.number, revision.kind, revision.note = None, 2, kind, "We said 8. It is 9."
    revision.published_at, revision.severity = at, severity
    revision.save(force_insert=True)
    PublicVerdict.objects.filter(pk=verdict.pk).update(current=revision)
    relist(verdict, at=at)


class TestTheFeedOfChecks:
    @pytest.mark.parametrize("form", ["atom", "rss"])
    def test_is_read_by_programs_whatever_a_title_holds(self, reader, form):
        make_listed(title=HOSTILE, claim=HOSTILE, said_by="Ada <b>Bell</b>")

        raw = reader.get(f"/feed.{form}").content.decode()
        entry = read(reader, f"/feed.{form}").entries[0]

        assert "alert(1)" in entry.title
        assert "<script" not in raw
        assert "<b>" not in raw
        assert "\x0b" not in entry.title + entry.summary
        # Programs show the text as HTML: there the words must be words.
        [summary] = re.findall(r"<(?:summary|description)[^>]*>(Fal.*?)</(?:summary|description)>", raw, re.DOTALL)
        assert "<script>" not in html.unescape(summary)
        assert "<script>alert(1)</script>" in html.unescape(html.unescape(summary))

    def test_in_json_says_everything_plainly(self, reader):
        make_listed(title=HOSTILE, claim="9 < 10 & so on.")
        item = read_json(reader, "/feed.json")["items"][0]
        assert "9 < 10 & so on." in item["content_text"]
        assert "\x0b" not in item["title"]

    @pytest.mark.parametrize("form", FORMS)
    def test_says_what_holds_a_check_back_then_rating_claim_and_claimant_together(self, reader, form):
        make_listed(said_by="Ada Bell")
        PublicListing.objects.update(is_early=True, is_outdated=True)
        said = (
            read_json(reader, "/feed.json")["items"][0]["content_text"]
            if form == "json"
            else read(reader, f"/feed.{form}").entries[0].summary
        )
        assert said == (
            "Early check. May be outdated. False: “The regatta drew 9,000 boats.”, said by Ada Bell. It drew nine."
        )

    def test_tells_programs_claim_claimant_and_rating_in_one_place(self, reader):
        listed = make_listed(said_by="Ada Bell", rating="true", language="de")
        item = read_json(reader, "/feed.json")["items"][0]
        told = item["_check"]
        assert (told["claim"], told["claimant"], told["rating"]) == (listed.claim_text, "Ada Bell", "true")
        assert (item["language"], item["tags"]) == ("de", ["True"])

    @pytest.mark.parametrize("form", ["atom", "rss"])
    def test_speaks_the_language_of_its_address_and_leads_to_pages_in_it(self, reader, form):
        listed = make_listed(said_by="Ada Bell", rating="true")
        plain, german = (read(reader, f"{prefix}/feed.{form}") for prefix in ("", "/de"))

        assert "Wahr: " in german.entries[0].summary
        assert german.feed.language == "de"
        assert german.entries[0].link == f"{ORIGIN}/de/verdicts/{listed.number}-{listed.slug}/"
        assert german.entries[0].id == plain.entries[0].id

    def test_in_json_speaks_it_too(self, reader):
        make_listed(rating="true")
        german = read_json(reader, "/de/feed.json")
        assert (german["language"], german["feed_url"]) == ("de", f"{ORIGIN}/de/feed.json")
        assert german["items"][0]["content_text"].startswith("Wahr: ")
        assert german["items"][0]["id"] == read_json(reader, "/feed.json")["items"][0]["id"]

    def test_names_the_licence(self, reader):
        make_listed()
        rights = "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
        assert read(reader, "/feed.atom").feed.rights == rights
        assert read(reader, "/feed.rss").feed.rights == rights

    def test_a_changed_check_keeps_its_id_and_says_when_it_changed(self, reader):
        listed = make_listed()
        before = read(reader, "/feed.atom").entries[0]
        at = listed.first_published_at + timedelta(days=9)
        correct(listed, at=at)

        atom, rss = (read(reader, f"/feed.{form}").entries[0] for form in ("atom", "rss"))
        item = read_json(reader, "/feed.json")["items"][0]

        assert {atom.id, rss.id, item["id"]} == {before.id}
        assert atom.published == before.published
        assert before.updated != atom.updated
        assert {datetime.fromisoformat(one) for one in (atom.updated, rss.updated, item["date_modified"])} == {at}

    @pytest.mark.parametrize("form", FORMS)
    def test_tells_a_substantial_correction_last(self, reader, form):
        make_listed(said_by="Ada Bell")
        listed = make_listed()
        at = AT + timedelta(days=9)
        correct(listed, at=at, severity="substantial")
        expected = f"Substantial correction, {at:%-d %b %Y}: We said 8. It is 9."
        if form != "json":
            said = [one.summary for one in read(reader, f"/feed.{form}").entries]
            assert [one.endswith(expected) for one in said] == [True, False]
            return
        first, second = read_json(reader, "/feed.json")["items"]
        assert first["content_text"].endswith(f" {expected}")
        change = first["_check"]["change"]
        assert (change["version"], change["severity"], change["note"]) == (2, "substantial", "We said 8. It is 9.")
        assert change["published_at"] == first["date_modified"] == f"{at:%Y-%m-%dT%H:%M:%SZ}"
        assert second["_check"]["change"] is None


class TestANarrowedFeed:
    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(
        "query",
        [
            *("q=boats", "rating=true", "topic=boats", "claimant=bell", "outlet=echo", "language=de"),
            *(f"from={AT:%Y-%m-%d}", f"to={AT - timedelta(days=3):%Y-%m-%d}&q=-trains"),
        ],
    )
    def test_holds_what_the_list_shows_and_names_only_what_it_knows(self, reader, form, query):
        old = make_listed(title="Old trains", at=AT - timedelta(days=30), rating="false")
        new = make_listed(
            title="Boats", rating="true", topic="Boats", said_by="Ada Bell", outlet="Echo", language="de", at=AT
        )
        shown = reader.get(f"/checks/?{query}").content.decode()
        address = f"/feed.{form}?{query}&utm_source=reader&page=2&order=relevance"
        if form == "json":
            feed = read_json(reader, address)
            ids, own, title = [one["id"] for one in feed["items"]], feed["feed_url"], feed["title"]
        else:
            parsed = read(reader, address)
            ids, title = [one.id for one in parsed.entries], parsed.feed.title
            [own] = [one.href for one in parsed.feed.links if one.rel == "self"]

        listed = [one for one in (new, old) if f"/verdicts/{one.number}-" in shown]
        assert ids == [f"{ORIGIN}/verdicts/{one.number}/" for one in listed]
        assert own.startswith(f"{ORIGIN}/feed.{form}?")
        assert "utm" not in own
        assert "order" not in own
        assert reader.get(own.removeprefix(ORIGIN)).status_code == 200
        assert title.startswith("The Fact Desk · ")

    @pytest.mark.parametrize(
        "query",
        [
            "q=%00",
            "from=9999-12-31&to=0001-01-01",
            "rating=" + "x" * 5_000,
            "claimant=" + "9" * 40,
            "%ff=%ff",
        ],
    )
    @pytest.mark.parametrize("form", FORMS)
    def test_of_nonsense_is_a_feed_all_the_same(self, reader, form, query):
        make_listed()
        response = reader.get(f"/feed.{form}?{query}")
        assert response.status_code == 200
        assert form == "json" or not feedparser.parse(response.content).bozo


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("stem", STEMS)
class TestAll:
    def told(self, reader, address):
        if address.endswith("json"):
            return read_json(reader, address)["language"]
        return read(reader, address).feed.language

    def test_name_the_language_the_desk_writes_in_or_that_of_the_address(self, reader, stem, form):
        Desk.objects.filter(pk=1).update(language="uk")
        assert [self.told(reader, f"{prefix}{stem}.{form}") for prefix in ("", "/de")] == ["uk", "de"]

    def test_stay_the_same_while_there_is_nothing_in_them(self, reader, stem, form):
        first, second = (reader.get(f"{stem}.{form}") for _ in range(2))
        assert first["ETag"] == second["ETag"]
        assert reader.get(f"{stem}.{form}", headers={"if-none-match": first["ETag"]}).status_code == 304
        if form != "json":
            assert feedparser.parse(first.content).feed.updated_parsed[:3] == (2000, 1, 1)

    def test_may_be_read_by_programs_on_any_page(self, reader, stem, form):
        answer = reader.get(f"{stem}.{form}")
        assert answer["Access-Control-Allow-Origin"] == "*"
        asked = reader.options(f"{stem}.{form}", headers={"origin": "https://a.example"})
        assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
        assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
        again = reader.get(f"{stem}.{form}", headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")


class TestTheFeedOfCorrections:
    def test_keeps_one_kind(self, reader):
        corrected, updated = make_listed(), make_listed()
        correct(corrected, at=AT + timedelta(days=1))
        correct(updated, at=AT + timedelta(days=2), kind="update")

        kinds = {
            kind: [one.tags[0].term for one in read(reader, f"/corrections.rss?kind={kind}").entries]
            for kind in ("", "correction", "update", "addition", "withheld")
        }
        assert kinds == {
            "": ["update", "correction"],
            "correction": ["correction"],
            "update": ["update"],
            "addition": [],
            "withheld": [],
        }
        assert reader.get("/corrections.json?kind=nonsense").status_code == 404

    def test_tells_of_what_is_withheld_in_every_form_without_a_word_of_it(self, reader):
        listed = make_listed(title="Nine boats", said_by="Ada Bell")
        verdict = PublicVerdict.objects.filter(pk=listed.pk)
        verdict.update(state="withheld", withheld_since=AT, withheld_ground="safety")
        relist(verdict.get(), at=AT)
        for form in FORMS:
            said = reader.get(f"/corrections.{form}?kind=withheld").content.decode()
            assert f"heck {listed.number} is withheld for safety" in said
            assert "boats" not in said
            assert listed.slug not in said
        assert read_json(reader, "/corrections.json")["items"][0]["_change"]["kind"] == "withheld"


class TestTheWayToThem:
    def linked(self, reader, address: str) -> set[tuple[str, str]]:
        head = reader.get(address).content.decode().split("</head>")[0]
        found = re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', head)
        return {(kind, html.unescape(url)) for kind, url in found}

    def test_every_list_names_its_feeds_in_its_head_and_for_who_reads_it(self, reader):
        listed = make_listed(said_by="Ada Bell", topic="Boats")
        key, slug = listed.claimant.key, listed.claimant.slug
        lists = {
            "/checks/": "/feed.{}",
            "/de/checks/?q=boats&rating=false&order=date": "/de/feed.{}?q=boats&rating=false",
            f"/claimants/{key}-{slug}/": f"/feed.{{}}?claimant={key}",
            "/topics/boats/": "/feed.{}?topic=boats",
            "/corrections/?kind=update": "/corrections.{}?kind=update",
        }
        for page, feed in lists.items():
            ours = {(kind, feed.format(form)) for form, kind in zip(FORMS, TYPES, strict=True)}
            assert ours <= self.linked(reader, page), page
            body = html.unescape(reader.get(page).content.decode().split("</head>")[1])
            assert all(f'href="{url}"' in body for _, url in ours), page
            assert {reader.get(url).status_code for _, url in ours} == {200}

    def test_the_feeds_of_a_list_hold_what_it_shows(self, reader):
        make_listed(said_by="Ada Bell")
        other = make_listed(said_by="Bo Holt")
        key = other.claimant.key
        [entry] = read(reader, f"/feed.atom?claimant={key}").entries
        assert entry.id == f"{ORIGIN}/verdicts/{other.number}/"
        assert "Bo Holt" in read(reader, f"/feed.atom?claimant={key}").feed.title


TYPES = ("application/atom+xml", "application/rss+xml", "application/feed+json")


@pytest.mark.parametrize("form", FORMS)
def test_a_day_that_is_none_is_refused_and_no_list_leads_to_such_a_feed(reader, form):
    make_listed()
    refused = reader.get(f"/feed.{form}?from=2026-01-31&to=3+May")
    assert refused.status_code == 400
    assert "to is a day such as 2026-05-03." in refused.content.decode()
    shown = html.unescape(reader.get("/checks/?from=2026-01-31&to=3+May").content.decode())
    assert "“3 May” as a day" in shown
    assert f'href="/feed.{form}?from=2026-01-31"' in shown
