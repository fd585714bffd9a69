"""Where a page leads on: from its foot, from a check, and from a page that is not there."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.accounts.models import Desk
from reviews.models import PublicPage, PublicPageVersion, PublicRevision, PublicVerdict
from reviews.published import Published, PublishedAppearance, PublishedEvidence
from tests.factories.claims import AT
from tests.factories.listings import make_listed
from tests.factories.writing import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return Client()


def html_of(reader: Client, address: str, status: int = 200) -> str:
    response = reader.get(address)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def links(html: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'<a [^>]*href="([^"]+)"', html)}


def show(listed, **fields) -> str:
    """The address of the listed check, which says something else from now on."""
    revision = PublicRevision.objects.get(verdict=listed.verdict)
    revision.content = replace(Published.from_json(revision.content), **fields).to_json()
    revision.save(update_fields=["content"])
    return f"/verdicts/{listed.number}-{listed.slug}/"


class TestTheFoot:
    def test_leads_to_policies_forms_and_feeds(self, reader):
        foot = html_of(reader, "/de/").partition("<footer")[2]

        about = {f"/de/about/{slug}/" for slug in ("corrections", "method", "scale", "about", "people", "funding")}
        assert about <= links(foot)
        assert {"/de/report/", "/de/suggest/", "/de/feed.atom", "/de/corrections.atom"} <= links(foot)
        for address in about:
            html_of(reader, address)

    def test_says_whom_one_may_complain_to_where_the_desk_does(self, reader):
        assert "Complain about us" not in html_of(reader, "/")
        Desk.objects.filter(pk=1).update(complaints_to="the <Press> Council")
        assert "Complain about us to the &lt;Press&gt; Council" in html_of(reader, "/")
        Desk.objects.filter(pk=1).update(complaints_url="https://council.example/")
        assert "https://council.example/" in links(html_of(reader, "/"))

    @pytest.mark.parametrize("address", ["/", "/checks/", "/report/", "/suggest/", "/about/method/"])
    def test_its_sentence_describes_pages_of_a_desk_that_says_nothing_of_itself(self, reader, address):
        sentence = "We check what is said in public and show how we know."
        assert f'<meta name="description" content="{sentence}">' in html_of(reader, address)

        Desk.objects.filter(pk=1).update(about="Harbour matters.")
        assert '<meta name="description" content="Harbour matters.">' in html_of(reader, address)


class TestACheck:
    def test_leads_to_who_said_it_what_it_is_about_and_where_it_was_said(self, reader):
        listed = make_listed(said_by="Ada Bell", topic="Boats", outlet="Bay & Harbour")
        address = show(listed, appearances=(PublishedAppearance(outlet="The Gull", said_on=date(2026, 5, 1)),))

        with CaptureQueriesContext(connection) as asked:
            found = links(html_of(reader, f"/de{address}"))

        assert len(asked) <= 8
        key = listed.claimant.key
        assert {f"/de/claimants/{key}-ada-bell/", "/de/topics/boats/"} <= found
        assert {"/de/checks/?outlet=Bay%20%26%20Harbour", "/de/checks/?outlet=The%20Gull"} <= found
        for one in found:
            if one.startswith(("/de/claimants/", "/de/topics/", "/de/checks/?outlet=Bay")):
                assert listed.title in html_of(reader, one)

    def test_leads_to_nobody_without_a_page(self, reader):
        listed = make_listed(said_by="a social media user", kind="anonymous_account")
        html = html_of(reader, f"/verdicts/{listed.number}-{listed.slug}/")
        assert "/claimants/" not in html
        assert "/topics/" not in html

    def test_asks_for_our_copy_through_the_form(self, reader):
        held = PublishedEvidence("refutes", "Nine.", "https://bay.example/", held_on=date(2026, 5, 1))
        listed = make_listed()
        html = html_of(reader, show(listed, evidence=(held,)))
        link = f'<a href="/report/?check={listed.number}">We hold a dated copy; ask us</a>'
        assert link in html
        assert "about this check" in html_of(reader, f"/report/?check={listed.number}")

    def test_shows_the_short_wording_that_its_markup_has(self, reader):
        html = html_of(reader, show(make_listed(), short_claim="Nine thousand boats"))

        assert "In short:" in html
        assert html.count("Nine thousand boats") >= 2
        assert '"claimReviewed": "Nine thousand boats"' in html

    def test_leads_to_the_method_as_it_read_when_it_was_published(self, reader):
        listed = make_listed(at=AT)
        page = PublicPage.objects.get(slug="method")
        for number, days in ((2, -1), (3, 5)):
            PublicPageVersion.objects.create(
                page=page, number=number, title="How", text="So.", published_at=AT + timedelta(days=days)
            )
        html = html_of(reader, f"/verdicts/{listed.number}-{listed.slug}/")

        assert "/about/method/versions/2/" in links(html)
        assert "version 2</a>" in html
        html_of(reader, "/about/method/versions/2/")


class TestWhatIsNotThere:
    @pytest.mark.parametrize("address", ["/nothing/", "/de/nothing/", "/wp-login.php", "/verdicts/987654/"])
    def test_is_told_without_a_session_and_leads_on(self, reader, address):
        Desk.objects.filter(pk=1).update(name="Harbour Facts")
        response = reader.get(address, headers={"accept-language": "uk", "cookie": "django_language=uk"})
        html, prefix = response.content.decode(), "/de" if address.startswith("/de") else ""

        assert response.status_code == 404
        assert not response.cookies
        assert not {"accept-language", "cookie"} & {one.strip().lower() for one in response.get("Vary", "").split(",")}
        assert f'<html lang="{prefix.strip("/") or "en"}"' in html
        assert "<span>Harbour Facts</span>" in html
        assert {f"{prefix}/checks/", f"{prefix}/corrections/", f"{prefix}/report/"} <= links(html)

    def test_says_so_without_the_name_when_the_database_does_not_answer(self, reader, monkeypatch):
        def away():
            raise OperationalError("away")

        monkeypatch.setattr("factcheck.accounts.middleware.load_desk", away)
        html = html_of(reader, "/nothing/", 404)
        assert "Fact-checking desk" in html

    def test_of_the_desk_and_the_api_is_told_there(self, reader):
        assert reader.get("/api/v1/nothing/").json()["code"] == "not_found"
        desk = html_of(reader, "/desk/nothing/", 404)
        assert "To the desk" in desk
        assert "/report/" not in desk

    @pytest.mark.parametrize(
        ("address", "to"),
        [("/checks?q=a", "/checks/?q=a"), ("/de/checks", "/de/checks/"), ("/about/method", "/about/method/")],
    )
    def test_a_forgotten_stroke_is_put_there(self, reader, address, to):
        response = reader.get(address)
        assert (response.status_code, response["Location"]) == (301, to)

    def test_what_is_withheld_leads_to_all_that_is(self, reader):
        make_published()
        PublicVerdict.objects.update(state="withheld", withheld_since=AT, withheld_ground="safety")
        assert "/de/corrections/?kind=withheld" in links(html_of(reader, "/de/verdicts/1/", 451))

    def test_a_method_nobody_takes_leads_on_too(self, reader):
        response = reader.put("/de/about/method/")
        assert response.status_code == 405
        assert "/de/checks/" in links(response.content.decode())
