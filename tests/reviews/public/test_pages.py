"""What anyone can read, and that they can read nothing else."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from factcheck.accounts.models import Desk
from reviews.models import PublicRevision, PublicVerdict
from reviews.publication.publishing import publish_verdict
from tests.factories.claims import AppearanceFactory
from tests.factories.people import AdminFactory
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import TEXT, WRITTEN_AT, make_draft, make_published, make_signed_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return Client()


def page_of(reader: Client, revision: PublicRevision, **headers):
    return reader.get(f"/verdicts/{revision.verdict.number}-{revision.verdict.slug}/", headers=headers)


class Words(HTMLParser):
    """What is read: no tags, one space between words of different blocks."""

    INLINE = ("a", "b", "span", "time", "code")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "head")
        self.found += [] if tag in self.INLINE else [" "]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "head")
        self.found += [] if tag in self.INLINE else [" "]

    def handle_data(self, data):
        self.found += [] if self.silent else [data]


def text_of(html: str) -> str:
    words = Words()
    words.feed(html)
    return " ".join("".join(words.found).split())


def markup_of(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])


class TestAVerdict:
    def test_stands_in_the_order_readers_need_it(self, reader):
        Desk.objects.filter(pk=1).update(contact_email="desk@facts.example")
        claim = make_settled_claim()
        AppearanceFactory(claim=claim)
        text = text_of(page_of(reader, make_published(claim=claim)).content.decode())

        places = [
            text.index(words)
            for words in (
                TEXT["title"],
                "The claim",
                "Mostly false: fourth of five, from True to False.",
                "What we found",
                "Rated on what was true on 2 May 2026, using evidence found up to 4 May 2026.",
                "How we know",
                "Against the claim",
                "Looked for evidence against",
                "The check in full",
                "What we could not establish",
                "What they told us",
                "Where it was said",
                "Who checked this, and how",
                "Versions",
                "Report an error",
                "version 1, 5 May 2026",
            )
        ]
        assert places == sorted(places)

    def test_leaves_out_what_is_empty_but_says_what_is_open_and_what_they_told_us(self, reader):
        revision = make_published(not_established="", reply_outcome="no_reply", reply="")

        text = text_of(page_of(reader, revision).content.decode())

        assert "Where it was said" not in text
        assert "Nothing that we set out to establish stayed open." in text
        assert "had no reply by the deadline" in text

    def test_a_label_outside_the_order_gets_a_box_of_its_own(self, reader):
        text = text_of(page_of(reader, make_published(claim=make_settled_claim(label="unproven"))).content.decode())

        assert "Unproven: not a point on our scale" in text
        assert "Mostly true" not in text

    def test_names_who_checked_it_and_how(self, reader):
        people = [AdminFactory(byline="Pen Name"), AdminFactory(name="Ben Adler")]
        claim = make_settled_claim(reviewers=people)
        revision = make_published(claim=claim, writer=people[1], signer=AdminFactory(name="Ana Ruiz"))

        text = text_of(page_of(reader, revision).content.decode())

        assert "Checked by Pen Name and Ben Adler. Lead and second opinion: two people reviewed it. One" in text
        assert "Written by Ben Adler, signed off by Ana Ruiz, who neither wrote nor reviewed it." in text

    def test_leads_any_other_slug_to_the_present_address(self, reader):
        revision = make_published()
        present = f"/verdicts/1-{revision.verdict.slug}/"

        for address in (
            "/verdicts/1-old-slug/",
            "/verdicts/1/",
            "/verdicts/1",
            f"/verdicts/01-{revision.verdict.slug}/",
        ):
            response = reader.get(address)
            assert (response.status_code, response["Location"]) == (301, present), address

    def test_no_text_breaks_out_of_the_page_or_its_markup(self, reader):
        claim = make_settled_claim()
        nasty = "</script><script>alert(1)</script><!-- \u2028 {{ 7|add:7 }} & “x”"
        claim.wording.__class__.objects.update(text=nasty)
        revision = make_published(claim=claim, title=nasty, found=nasty, not_established=nasty, reply=nasty)

        html = page_of(reader, revision).content.decode()

        markup = markup_of(html)
        assert markup["claimReviewed"] == nasty
        assert html.count("<script") == html.count("</script>") == 1
        assert escape("<script>alert(1)") in html

    def test_runs_no_script_and_styles_nothing_inline(self, reader):
        html = page_of(reader, make_published()).content.decode()

        assert re.findall(r"<script(?! type=\"application/ld\+json\")", html) == []
        assert not re.search(r"\sstyle=|\son\w+=", re.sub(r"<code>.*?</code>", "", html))

    def test_tells_machines_what_it_tells_readers(self, reader):
        revision = make_published()
        html = page_of(reader, revision).content.decode()

        markup = markup_of(html)

        assert markup["url"] == f"http://127.0.0.1:8000/verdicts/1-{revision.verdict.slug}/"
        assert f'<link rel="canonical" href="{markup["url"]}">' in html
        assert markup["reviewRating"]["alternateName"] in text_of(html)
        assert (markup["reviewRating"]["ratingValue"], markup["reviewRating"]["bestRating"]) == (2, 5)
        assert markup["itemReviewed"]["author"]["name"] == revision.claimant

    def test_an_explanation_without_a_rating_carries_no_claimreview(self, reader):
        html = page_of(
            reader, make_published(claim=make_settled_claim(label="no-rating"), conclusion="It counts cars.")
        ).content.decode()

        assert "ld+json" not in html

    def test_withheld_says_so_and_nothing_of_the_claim(self, reader):
        revision = make_published()
        PublicVerdict.objects.update(state="withheld")

        for address in (f"/verdicts/1-{revision.verdict.slug}/", "/verdicts/1/", "/verdicts/1-x/"):
            response = reader.get(address)
            assert response.status_code == 451
            assert "It has not been found wrong" in response.content.decode()
            assert revision.title not in response.content.decode()
            assert revision.claim_text not in response.content.decode()
            assert "Location" not in response

    def test_retracted_says_so_first_and_rates_nothing(self, reader):
        revision = make_published()
        PublicVerdict.objects.update(state="retracted")

        response = page_of(reader, revision)

        text = text_of(response.content.decode())
        assert response.status_code == 200
        assert text.index("We no longer stand behind this check") < text.index("We retracted this check")
        assert "That rating no longer stands" in text
        assert "ld+json" not in response.content.decode()


def test_the_icon_that_browsers_look_for_by_themselves_is_the_one_pages_name(reader):
    answer = reader.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/static/factcheck/favicon")
    assert answer["Location"] in reader.get("/").content.decode()


class TestCaches:
    ADDRESSES = (
        "/",
        "/about/method/",
        "/feed.atom",
        "/sitemap.xml",
        "/robots.txt",
        "/api/public/v1/verdicts/",
        "verdict",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_may_keep_it_for_half_a_minute_and_find_nothing_personal_in_it(self, reader, address):
        revision = make_published()
        address = f"/verdicts/1-{revision.verdict.slug}/" if address == "verdict" else address

        response = reader.get(address, headers={"cookie": "session=abc; csrf=def"})

        assert response.status_code == 200
        kept = {"public", "max-age=0", "s-maxage=30", "stale-while-revalidate=10"}
        assert kept == set(response["Cache-Control"].split(", "))
        assert response["ETag"]
        assert not response.cookies
        assert response["Vary"] == "Accept-Encoding"

    def test_keep_a_redirect_only_from_an_address_we_once_gave_out(self, reader):
        revision = make_published()
        ours = f"{revision.verdict.slug}"
        for path, kept in ((f"1-{ours}", True), ("1/", True), ("1-invented/", False), (f"01-{ours}/", False)):
            answer = reader.get(f"/verdicts/{path}")
            assert (answer.status_code, "s-maxage" in answer["Cache-Control"]) == (301, kept), path
            assert ("no-store" in answer["Cache-Control"]) is not kept

    def test_a_signed_in_editor_gets_the_same_bytes(self, reader):
        revision = make_published()
        editor = Client()
        editor.force_login(AdminFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")

        assert page_of(reader, revision).content == page_of(editor, revision).content
        assert reader.get("/").content == editor.get("/").content

    def test_an_unchanged_page_is_not_sent_again(self, reader):
        revision = make_published()
        first = page_of(reader, revision)

        again = page_of(reader, revision, **{"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]

    def test_a_date_alone_is_not_taken_for_proof_that_nothing_changed(self, reader):
        revision = make_published()
        first = page_of(reader, revision)
        Desk.objects.filter(pk=1).update(name="Another Desk")

        again = page_of(reader, revision, **{"if-modified-since": first["Last-Modified"]})

        assert again.status_code == 200
        assert "Another Desk" in again.content.decode()

    def test_the_validator_changes_with_everything_the_page_shows(self, reader):
        revision = make_published()
        seen = {page_of(reader, revision)["ETag"]}
        Desk.objects.filter(pk=1).update(name="Another Desk")
        seen.add(page_of(reader, revision)["ETag"])
        add_revision(revision)
        seen.add(page_of(reader, revision)["ETag"])
        PublicVerdict.objects.update(state="retracted")
        seen.add(page_of(reader, revision)["ETag"])

        assert len(seen) == 4

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_reading_is_all_that_can_be_done(self, reader, method):
        revision = make_published()

        for address in ("/", f"/verdicts/1-{revision.verdict.slug}/", "/feed.atom", "/api/public/v1/verdicts/"):
            assert getattr(reader, method)(address).status_code == 405


def add_revision(revision: PublicRevision, *, severity: str = "minor", **fields) -> PublicRevision:
    """A correction, as publishing one writes it."""
    content = {**revision.content, **fields}
    later = PublicRevision.objects.create(
        verdict=revision.verdict,
        number=revision.number + 1,
        kind="correction",
        severity=severity,
        scale=revision.scale,
        title=content["title"],
        claim_text=revision.claim_text,
        claimant=revision.claimant,
        rating_key=revision.rating_key,
        rating_name=revision.rating_name,
        found=revision.found,
        language=revision.language,
        content=content,
        note="We said 17,130. It is 17,310. The rating is unchanged.",
        content_hash="f" * 64,
        published_at=revision.published_at + timedelta(days=2),
    )
    PublicVerdict.objects.filter(pk=revision.verdict_id).update(current=later)
    return later


def test_a_correction_stands_on_top_and_among_the_versions(reader):
    revision = make_published()
    add_revision(revision, severity="substantial")

    text = text_of(page_of(reader, revision).content.decode())

    assert text.index("Substantial correction, 7 May 2026") < text.index(TEXT["title"])
    assert text.count("We said 17,130. It is 17,310.") == 2
    assert text.index("Versions") < text.index("First published 5 May 2026")


class TestFollowing:
    def test_the_feed_names_claim_claimant_and_rating_together(self, reader):
        revision = make_published(found="A bell \x07 rang.")

        feed = reader.get("/feed.atom")

        assert feed["Content-Type"] == "application/atom+xml"
        body = feed.content.decode()
        assert f"Mostly false: “{revision.claim_text}”, said by {revision.claimant}. A bell  rang." in body
        assert f"http://127.0.0.1:8000/verdicts/1-{revision.verdict.slug}/" in body

    def test_the_sitemap_lists_every_verdict_that_stands(self, reader):
        revision = make_published()

        assert "http://127.0.0.1:8000/sitemap-1.xml" in reader.get("/sitemap.xml").content.decode()
        assert f"/verdicts/1-{revision.verdict.slug}/" in reader.get("/sitemap-1.xml").content.decode()
        assert reader.get("/sitemap-2.xml").status_code == reader.get("/sitemap-0.xml").status_code == 404


class TestTheDesksOwnPages:
    @pytest.mark.parametrize("slug", ["method", "scale", "corrections", "about"])
    def test_ship_with_the_desk(self, reader, slug):
        response = reader.get(f"/about/{slug}/")

        assert response.status_code == 200
        assert len(text_of(response.content.decode()).split()) > 150

    def test_the_scale_page_tells_every_label_as_the_desk_uses_it(self, reader):
        from reviews.models import Rating

        text = text_of(reader.get("/about/scale/").content.decode())

        labels = Rating.objects.filter(scale__is_current=True).exclude(kind="no_label")
        assert labels.count() == 13
        assert "No label fits" not in text  # what a reviewer may say to the desk is nothing a reader meets
        assert [label.name for label in labels if f"{label.name}: {label.definition}" not in text] == []

    def test_lead_to_each_other_and_nowhere_unknown(self, reader):
        for slug in ("method", "scale", "corrections", "about"):
            for address in re.findall(r'href="(/[^"]*)"', reader.get(f"/about/{slug}/").content.decode()):
                if not address.startswith("/static/"):
                    assert reader.get(address).status_code == 200, address

    def test_an_unknown_one_is_not_found(self, reader):
        assert reader.get("/about/nobody/").status_code == 404


CANARY = "canary-{}-7f3a"


class TestNothingUnpublishedGetsOut:
    def everything(self, reader: Client) -> str:
        """All that anyone can get, without the words they asked with."""
        addresses = [
            *("/", "/checks/?q=canary", "/feed.atom", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/about/about/"),
            *("/api/public/v1/verdicts/", "/api/public/v1/verdicts/?q=canary", "/api/public/v1/verdicts/2/"),
            *("/verdicts/2/", "/verdicts/2-canary-title-7f3a/", "/verdicts/1/"),
        ]
        given = [reader.get(address, follow=True) for address in addresses]
        return "".join(one.content.decode() + str(one.headers) for one in given).replace("canary-title-7f3a/", "")

    def test_not_by_any_public_address(self, reader):
        make_published()
        texts = ("title", "found", "explanation", "not_established", "reply", "against_note")
        claim = make_settled_claim()
        claim.wording.__class__.objects.filter(claim=claim).update(text=CANARY.format("wording"))
        claim.evidence.update(excerpt=CANARY.format("excerpt"))
        draft = make_signed_draft(claim=claim, **{name: CANARY.format(name) for name in texts})

        assert "7f3a" not in self.everything(reader)

        publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
        public = self.everything(reader)
        assert [name for name in (*texts, "wording", "excerpt") if CANARY.format(name) not in public] == []

    def test_public_pages_ask_the_public_tables_and_no_others(self, reader):
        revision = make_published()
        make_draft()
        slug = revision.verdict.slug
        addresses = [
            *("/", "/checks/?q=tunnel&rating=mostly-false", f"/verdicts/1-{slug}/", "/verdicts/1/", "/verdicts/2/"),
            *("/about/method/", "/feed.atom", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt"),
            *("/api/public/v1/verdicts/?q=tunnel", "/api/public/v1/verdicts/1/", "/api/public/v1/verdicts/2/"),
        ]

        with CaptureQueriesContext(connection) as asked:
            for address in addresses:
                reader.get(address, headers={"cookie": "session=abc"})

        tables = {name for query in asked for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
        assert tables == {
            *("reviews_publicverdict", "reviews_publicrevision", "reviews_publicscale", "reviews_publicpage"),
            "reviews_publicpageversion",
            *("reviews_publiclisting", "reviews_publicclaimant", "reviews_publictopic"),
            "accounts_desk",
        }

    def test_an_unpublished_number_looks_like_an_unknown_one(self, reader):
        make_published()
        make_signed_draft()

        for address in ("/verdicts/{}/", "/verdicts/{}-x/", "/api/public/v1/verdicts/{}/"):
            pair = [reader.get(address.format(n), headers={"if-none-match": "*"}) for n in (2, 77)]
            bodies = [re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", answer.content) for answer in pair]
            assert [answer.status_code for answer in pair] == [404, 404]
            assert bodies[0] == bodies[1]
            assert pair[0].headers.keys() == pair[1].headers.keys()
            assert "ETag" not in pair[0]

    def test_a_request_cannot_change_what_we_call_ourselves(self, reader):
        revision = make_published()

        plain = page_of(reader, revision)
        odd = page_of(reader, revision, **{"x-forwarded-host": "evil.example", "accept-language": "de"})

        assert plain.content == odd.content
