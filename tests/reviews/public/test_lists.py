"""What readers find: the front page, the list and its search, claimants, topics, feeds and the sitemap."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claimant
from factcheck.accounts.models import Desk
from reviews.models import PublicClaimant, PublicListing, PublicTopic, PublicVerdict
from reviews.publication.listing import relist, relist_missing, unlist_private
from tests.factories.claims import AT
from tests.factories.listings import make_listed
from tests.factories.writing import TEXT, make_published

pytestmark = pytest.mark.django_db
ITEM = re.compile(r'<li class="verdict-item".*?</li>', re.S)
UNKNOWN_TO_THE_PUBLIC = ("private_person", "anonymous_account", "unknown")
RESTRAINT = "We don't choose claims at random, so these numbers don't say how often someone is right."


@pytest.fixture
def reader() -> Client:
    return Client()


def html_of(reader: Client, address: str) -> str:
    response = reader.get(address)
    assert response.status_code == 200, response.content[:300]
    return response.content.decode()


def found(reader: Client, query: str = "", path: str = "/checks/") -> list[str]:
    """The titles of a list, in its order."""
    html = html_of(reader, f"{path}?{query}" if query else path)
    return [_words(re.search(r"<h2.*?>(.*?)</h2>", item, re.S)[1]) for item in ITEM.findall(html)]


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def link(html: str, rel: str) -> str:
    here = re.search(rf'rel="{rel}" href="([^"]+)"', html)
    return unescape(here[1]) if here else ""


def retract(listing: PublicListing) -> None:
    listing.verdict.state = "retracted"
    listing.verdict.save(update_fields=["state"])
    relist(listing.verdict, at=AT)


class TestTheFrontPage:
    def test_shows_each_claim_with_its_rating_and_who_said_it(self, reader):
        revision = make_published()

        text = _words(html_of(reader, "/"))

        assert TEXT["title"] in text
        assert f"Rated: Mostly false “{revision.claim_text}” said by {revision.claimant}" in text

    def test_says_what_will_stand_here_when_nothing_is_published(self, reader):
        for address in ("/", "/checks/"):
            assert "No check is published yet" in html_of(reader, address)

    def test_leads_an_old_search_to_the_list(self, reader):
        for address, to in (
            ("/?q=boats+%22a+b%22", "/checks/?q=boats+%22a+b%22"),
            ("/?rating=false&older=7", "/checks/?rating=false&older=7"),
            ("/de/?q=boats", "/de/checks/?q=boats"),
            ("/?q=", "/checks/"),
            ("/de/verdicts/", "/de/checks/"),
            ("/verdicts/?page=2", "/checks/"),
        ):
            response = reader.get(address)
            assert (response.status_code, response["Location"]) == (301, to)

    def test_names_topics_that_have_checks_and_the_latest_corrections(self, reader):
        make_listed(topic="Boats")
        gone = make_listed(topic="Trains")
        retract(gone)

        html = html_of(reader, "/")

        assert 'href="/topics/boats/"' in html
        assert "Trains" not in html
        assert "Latest corrections" not in html


class TestSearching:
    def test_finds_any_form_of_the_words_and_takes_whatever_is_asked(self, reader):
        make_listed()
        make_listed(title="Tunnels are open", claim="“Stallholders’ takings” fell", found="They rose.", rating="true")
        hits = {
            "q=regatta": 1,
            "q=REGATTAS": 1,
            "q=drew+nines": 1,
            'q="nine+boats"': 1,
            "q=“nine+boats”": 1,
            'q="boats+nine"': 0,
            "q=tunnels+-regatta": 1,
            "q=boat+OR+tunnel": 2,
            "q=-regattas": 1,
            "q=takings": 1,
            "q=nothing-like-it": 0,
            "q=the": 1,
            "q=...": 0,
            "rating=false": 1,
            "rating=false&q=tunnel": 0,
            "rating=no-such-label": 0,
            "q=%00": 0,
            "outlet=%00": 0,
            "claimant=%00": 0,
            "q=" + "x" * 5000: 0,
            "older=abc": 2,
            "older=999999999999999999": 2,
            "order=nonsense": 2,
            "claimant=99999999999999999999": 0,
            "utm_source=mail": 2,
        }

        assert {query: len(found(reader, query)) for query in hits} == hits

    def test_knows_the_forms_of_the_language_a_check_is_in(self, reader):
        typed = {
            "Die Häuser sind verkauft": ("de", "HAUS"),
            "Тоннели закрыты": ("ru", "тоннель"),
            "Les élections sont annulées": ("fr", "élection"),
            "As eleições foram anuladas": ("pt-BR", "ANULADA"),
            "Тунель закрито": ("uk", "ТУНЕЛЬ"),
        }
        for title, (language, _) in typed.items():
            make_listed(title=title, language=language)

        assert [found(reader, f"q={words}") for _, words in typed.values()] == [[title] for title in typed]

    def test_what_is_to_be_left_out_is_left_out_in_every_form(self, reader):
        make_listed(title="One regatta", claim="Boats came.")
        make_listed(title="A market", claim="Boats were sold.")

        assert found(reader, "q=boats+-regattas") == ["A market"]

    def test_puts_the_best_match_first_and_the_newest_when_asked(self, reader):
        make_listed(title="The regatta", claim="The regatta of regattas.")
        make_listed(title="A market", found="It was smaller than the regatta.")

        assert found(reader, "q=regatta") == ["The regatta", "A market"]
        assert found(reader, "q=regatta&order=date") == ["A market", "The regatta"]

    def test_pages_by_key_there_and_back(self, reader, monkeypatch):
        for number in range(5):
            make_listed(title=f"Regatta {number}", found="regatta " * (number % 3))
        queries = ("", "q=regatta", "q=regatta&order=date", "rating=false")
        whole = {query: found(reader, query) for query in queries}
        monkeypatch.setattr("reviews.public.lists.PAGE", 2)

        for query in queries:
            pages, html = self.leaf_through(reader, f"/checks/?{query}")
            assert [title for _, titles in pages for title in titles] == whole[query]
            assert [len(titles) for _, titles in pages] == [2, 2, 1]
            assert found(reader, path=f"/checks/{link(html, 'prev')}") == pages[1][1]

    def leaf_through(self, reader: Client, address: str) -> tuple[list[tuple[str, list[str]]], str]:
        """Every page from this address on: its address and titles, and the last one whole."""
        pages, html = [], ""
        while address:
            html = html_of(reader, address)
            pages.append((address, found(reader, path=address)))
            older = link(html, "next")
            address = f"/checks/{older}" if older else ""
        return pages, html

    def test_a_page_goes_on_where_a_check_stood_that_is_listed_no_more(self, reader):
        first, middle, _ = (make_listed(title=name) for name in ("First", "Middle", "Last"))
        retract(middle)

        assert found(reader, f"older={middle.number}") == ["First"]
        assert found(reader, f"newer={first.number}") == ["Last"]

    def test_marks_the_words_where_they_stand_and_escapes_the_rest(self, reader):
        make_listed(
            title="Stallholders’ takings <b>rose</b> & fell",
            claim="“Takings” were <script>alert(1)</script>",
            found="What a stallholder takes.",
        )

        html = html_of(reader, "/checks/?q=taking")

        assert "Stallholders’ <mark>takings</mark> &lt;b&gt;rose&lt;/b&gt; &amp; fell</a>" in html
        assert "<mark>Takings</mark>” were &lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "What a stallholder <mark>takes</mark>." in html
        assert "<script" not in html


class TestNarrowing:
    @pytest.fixture(autouse=True)
    def listed(self):
        make_listed(
            title="One",
            said_by="Ada Bell",
            topic="Boats",
            outlet="The Harbour Post",
            at=datetime(2026, 3, 1, tzinfo=UTC),
        )
        make_listed(
            title="Two",
            said_by="Bo Ek",
            topic="Trains",
            outlet="Echo",
            language="de",
            at=datetime(2026, 4, 1, tzinfo=UTC),
        )
        make_listed(title="Three", rating="true", at=datetime(2026, 5, 1, 23, 30, tzinfo=UTC))

    def test_by_each_thing_and_by_all_of_them(self, reader):
        titles = {
            "rating=true": ["Three"],
            "topic=boats": ["One"],
            "topic=cars": [],
            "claimant=bell": ["One"],
            "claimant=ada+Bell": ["One"],
            "claimant=b": ["Two", "One"],
            "outlet=the++harbour+POST": ["One"],
            "outlet=Harbour": [],
            "language=de": ["Two"],
            "from=2026-04-01": ["Three", "Two"],
            "from=2026-03-02&to=2026-04-01": ["Two"],
            "to=2026-05-01": ["Three", "Two", "One"],
            "to=9999-12-31&from=0001-01-01": ["Three", "Two", "One"],
            "topic=boats&claimant=bell&rating=false&outlet=The+Harbour+Post&q=boat": ["One"],
        }

        assert {query: found(reader, query) for query in titles} == titles

    def test_days_begin_where_the_desk_is(self, reader):
        Desk.objects.update(time_zone="Europe/Kyiv")

        assert found(reader, "to=2026-05-01") == ["Two", "One"]

    def test_each_choice_is_named_and_can_be_taken_away(self, reader):
        ada = PublicClaimant.objects.get(name="Ada Bell")

        html = html_of(reader, f"/checks/?claimant={ada.key}&topic=boats&rating=false")

        chips = re.findall(r'<li><a href="([^"]+)">.*?<span class="muted">(.*?)</span> <span dir="auto">(.*?)<', html)
        assert [(unescape(url), *words) for url, *words in chips] == [
            (f"?topic=boats&claimant={ada.key}", "Rating:", "False"),
            (f"?rating=false&claimant={ada.key}", "Topic:", "Boats"),
            ("?rating=false&topic=boats", "Said by:", "Ada Bell"),
        ]

    def test_a_day_that_cannot_be_read_is_said_so(self, reader):
        html = html_of(reader, "/checks/?from=3+May")

        assert "We could not read “3 May” as a day" in html
        assert 'value="3 May"' in html

    def test_offers_what_there_is_to_choose_from(self, reader):
        html = html_of(reader, "/checks/")

        assert re.findall(r'<option value="(\w+)"', html) == ["true", "false", "boats", "trains", "de", "en"]

    def test_a_rating_is_called_as_the_page_speaks(self, reader):
        assert ">Wahr</option>" in html_of(reader, "/de/checks/")
        assert re.search(r'<span class="rating-line">.*?Wahr', html_of(reader, "/de/checks/"), re.S)


class TestAClaimantsPage:
    def test_tells_counts_with_the_list_and_draws_nothing_under_ten(self, reader):
        for rating in ("true", "false", "false"):
            make_listed(said_by="Ada Bell", rating=rating)
        make_listed(said_by="Bo Ek")

        html = html_of(reader, self.page("Ada Bell"))

        assert "We checked 3 claims." in html
        assert re.findall(r"<dt>(\w+)</dt><dd>(\d+)", html) == [("True", "1"), ("False", "2")]
        assert len(ITEM.findall(html)) == 3
        assert unescape(html).count(RESTRAINT) == 1
        assert "progress" not in html
        assert "%" not in _words(html.partition("<main")[2])

    def test_draws_the_counts_from_ten_on(self, reader):
        for _ in range(10):
            make_listed(said_by="Ada Bell")

        assert 'is-drawn"' in html_of(reader, self.page("Ada Bell"))

    def test_any_other_address_leads_to_the_present_one(self, reader):
        make_listed(said_by="Ada Bell")
        page = self.page("Ada Bell")

        for address in (page.replace("ada-bell", "x"), page.replace("-ada-bell", "")):
            assert reader.get(address)["Location"] == page
            assert reader.get(f"/de{address}")["Location"] == f"/de{page}"

    def test_nobody_else_has_one(self, reader):
        listed = [make_listed(said_by=f"Ada {kind}", kind=kind) for kind in UNKNOWN_TO_THE_PUBLIC]

        assert [one.claimant for one in listed] == [None] * len(UNKNOWN_TO_THE_PUBLIC)
        assert not PublicClaimant.objects.exists()
        assert found(reader, "claimant=Ada") == []
        assert "/claimants/" not in html_of(reader, "/")
        assert reader.get("/sitemap-lists-1.xml").status_code == 404
        assert "sitemap-lists" not in html_of(reader, "/sitemap.xml")

    def test_whoever_turns_out_to_be_private_loses_it(self, reader):
        kept = make_listed(said_by="Bo Ek")
        listed = [make_listed(said_by="Ada Bell") for _ in range(2)]
        page = self.page("Ada Bell")
        Claimant.objects.filter(name="Ada Bell").update(kind="private_person")

        relist(listed[0].verdict, at=AT)
        assert len(ITEM.findall(html_of(reader, page))) == 1

        assert unlist_private(at=AT) == 1
        gone = reader.get(page)
        assert gone.status_code == 410
        assert "Ada" not in gone.content.decode()
        assert set(PublicClaimant.objects.values_list("name", "slug")) == {("Bo Ek", "bo-ek"), ("", "gone")}
        assert PublicListing.objects.get(pk=kept.pk).claimant is not None
        assert unlist_private(at=AT) == 0

    def test_a_name_that_was_taken_out_leads_nowhere(self):
        listed = make_listed(said_by="Ada Bell")
        revision = listed.verdict.current
        revision.claimant = "███ ████"
        revision.save(update_fields=["claimant"])

        relist(listed.verdict, at=AT)

        assert list(PublicClaimant.objects.values_list("name", "slug")) == [("", "gone")]
        assert PublicListing.objects.get().claimant_name == "███ ████"

    def test_is_gone_with_the_last_check(self, reader):
        listed = make_listed(said_by="Ada Bell", topic="Boats")
        page = self.page("Ada Bell")

        retract(listed)

        for address in (page, "/topics/boats/", "/de/topics/boats/"):
            assert reader.get(address).status_code == 410
        assert reader.get("/topics/never-was/").status_code == 404
        assert set(PublicClaimant.objects.values_list("name", flat=True)) == {""}
        assert set(PublicTopic.objects.values_list("name", flat=True)) == {""}

        make_listed(said_by="Ada Bell", topic="Boats")
        assert "Ada Bell" in html_of(reader, page)
        assert "Boats" in html_of(reader, "/topics/boats/")

    @pytest.mark.parametrize(
        ("signed", "shown"), [("https://ada.example/", "https://ada.example/"), ("javascript:alert(1)", ""), ("", "")]
    )
    def test_is_elsewhere_where_the_signed_text_says_and_nowhere_that_was_typed_since(self, signed, shown):
        listed = make_listed(said_by="Ada Bell", same_as=signed)
        Claimant.objects.update(same_as="https://typed-since.example/")
        relist(listed.verdict, at=AT)
        assert PublicClaimant.objects.get().same_as == shown

    def test_leads_on_from_names_it_never_had_without_letting_anybody_keep_that(self, reader):
        make_listed(said_by="Ada Bell")
        key = PublicClaimant.objects.get().key
        for path, kept in ((f"{key}/", True), (f"{key}-eve/", False), (f"0{key}-ada-bell/", False)):
            answer = reader.get(f"/claimants/{path}")
            assert (answer.status_code, "s-maxage" in answer["Cache-Control"]) == (301, kept), path

    def page(self, name: str) -> str:
        one = PublicClaimant.objects.get(name=name)
        return f"/claimants/{one.key}-{one.slug}/"


class TestATopic:
    def test_lists_its_checks(self, reader):
        make_listed(title="One", topic="Boats")
        make_listed(title="Two", topic="Trains")

        assert found(reader, path="/topics/boats/") == ["One"]
        assert reader.get("/topics/cars/").status_code == 404


class TestTheListing:
    @pytest.mark.parametrize("state", ["retracted", "withheld"])
    def test_what_no_longer_stands_is_nowhere(self, reader, state):
        listed = make_listed(title="Nine boats", said_by="Ada Bell", topic="Boats")
        listed.verdict.state = state
        listed.verdict.save(update_fields=["state"])
        relist(listed.verdict, at=AT)

        places = ("/", "/checks/", "/checks/?q=boats", "/feed.atom", "/sitemap-1.xml", "/sitemap-lists-1.xml")
        everything = "".join(reader.get(one).content.decode() for one in (*places, "/api/public/v1/verdicts/"))

        assert "Nine boats" not in everything
        assert "Ada" not in everything
        assert f"/verdicts/{listed.number}" not in everything

    def test_comes_back_with_what_is_shown_again_and_doing_it_twice_changes_nothing(self):
        listed = make_listed(said_by="Ada Bell")
        retract(listed)
        PublicVerdict.objects.update(state="live", is_early=True, outdated_at=AT)

        relist(listed.verdict, at=AT)
        once = PublicListing.objects.values().get()
        relist(listed.verdict, at=AT)

        assert (once["is_early"], once["is_outdated"]) == (True, True)
        assert PublicListing.objects.values().get() == once

    def test_is_written_by_publishing(self):
        revision = make_published()

        listed = PublicListing.objects.get()
        assert (listed.number, listed.title, listed.slug) == (1, revision.title, revision.verdict.slug)
        assert (listed.claimant_name, listed.rating_key) == (revision.claimant, "mostly-false")

    def test_is_made_up_for_after_an_upgrade(self):
        kept, lost = make_listed(), make_listed()
        PublicListing.objects.filter(pk=lost.pk).delete()

        assert (relist_missing(at=AT), relist_missing(at=AT)) == (1, 0)
        assert {kept.pk, lost.pk} == set(PublicListing.objects.values_list("pk", flat=True))


class TestFollowing:
    def test_the_sitemap_leads_to_every_list(self, reader):
        listed = make_listed(said_by="Ada Bell", topic="Boats")

        index = html_of(reader, "/sitemap.xml")
        addresses = re.findall(r"<loc>http://127.0.0.1:8000(.*?)</loc>", index)
        places = re.findall(
            r"<loc>http://127.0.0.1:8000(.*?)</loc>", "".join(html_of(reader, one) for one in addresses)
        )

        assert f"/verdicts/{listed.number}-{listed.slug}/" in places
        assert {"/", "/checks/", "/topics/boats/", "/about/method/"} <= set(places)
        assert [place for place in places if reader.get(place).status_code != 200] == []
        assert len(places) == len(set(places))
        for nothing in ("/sitemap-lists-2.xml", "/sitemap-lists-99999999999999999999.xml", f"/claimants/{10**20}/"):
            assert reader.get(nothing).status_code == 404

    def test_the_list_for_programs_takes_the_same_choices(self, reader):
        make_listed(title="One", said_by="Ada Bell", topic="Boats", outlet="Echo")
        make_listed(title="Two")

        line = reader.get("/api/public/v1/verdicts/?q=boat&topic=boats&claimant=bell&outlet=echo").json()["results"]

        assert [(one["title"], one["topic"], one["outlets"]) for one in line] == [("One", "Boats", ["Echo"])]
        assert re.fullmatch(r"http://127.0.0.1:8000/claimants/\d+-ada-bell/", line[0]["claimant_url"])

    @pytest.mark.parametrize("query", ["", "q=boats"])
    def test_the_list_for_programs_goes_on(self, reader, query):
        for number in range(3):
            make_listed(title=f"Boat {number}")

        first = reader.get(f"/api/public/v1/verdicts/?page_size=2&{query}").json()
        second = reader.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()

        assert [len(one["results"]) for one in (first, second)] == [2, 1]
        assert second["next"] is None


def test_a_search_asks_the_database_a_handful_of_times(reader):
    for _ in range(3):
        make_listed(said_by="Ada Bell", topic="Boats")

    with CaptureQueriesContext(connection) as asked:
        html_of(reader, "/checks/?q=boats&topic=boats&rating=false")
    assert len(asked) <= 7
    with CaptureQueriesContext(connection) as asked:
        html_of(reader, "/")
    assert len(asked) <= 5
