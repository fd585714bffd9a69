"""Readers are told of every change: on the page, in a ledger, in a feed, and each version stays readable."""

import json
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.models import PublicRevision, PublicVerdict
from reviews.publication.publishing import public_columns, told_of
from reviews.published import Published, PublishedChange
from tests.factories.changes import CHANGED_AT
from tests.factories.writing import TEXT, make_published

pytestmark = pytest.mark.django_db
HIDDEN = "Marker of what nobody may read"
NOTE = "We said 17,310. It is 17,410."


@pytest.fixture
def reader() -> Client:
    return Client()


@pytest.fixture
def changed() -> list[PublicRevision]:
    """Four versions: first, substantial correction of the text, addition, update with another title."""
    first = make_published()
    second = add(first, "correction", severity="substantial", found="The office counted 17,410 vehicles a day in 2025.")
    third = add(second, "addition", days=1, note="More of the series", explanation="The tunnel has a counting loop.")
    fourth = add(third, "update", days=2, note="New count", title="The tunnel carries 18,000")
    PublicVerdict.objects.update(slug="the-tunnel-carries-18000")
    return [first, second, third, fourth]


def add(before: PublicRevision, kind: str, *, days: int = 0, note: str = NOTE, severity: str = "", **text):
    """The next version, as publishing writes it; the verbs have their own tests."""
    told = PublishedChange(kind, severity, note, "The office counted again.", "reader")
    seen = replace(Published.from_json(before.content), change=told, **text)
    made = PublicRevision.objects.create(
        verdict=before.verdict,
        number=before.number + 1,
        kind=kind,
        scale=before.scale,
        published_at=CHANGED_AT + timedelta(days=days),
        **public_columns(seen),
        **told_of(told),
    )
    PublicVerdict.objects.filter(pk=before.verdict_id).update(current=made)
    return made


def rerate(revision: PublicRevision, **columns) -> PublicRevision:
    """A further version as the tables hold it, with other columns."""
    same = ("verdict_id", "scale_id", "claim_text", "found", "content", "content_hash", "title", "rating_key")
    kept = {name: getattr(revision, name) for name in (*same, "rating_name", "language")}
    made = PublicRevision.objects.create(
        **{**kept, "number": revision.number + 1, "kind": "update", "published_at": CHANGED_AT, **columns}
    )
    PublicVerdict.objects.filter(pk=revision.verdict_id).update(current=made)
    return made


def page(reader: Client, url: str, status: int = 200) -> str:
    response = reader.get(url)
    assert response.status_code == status, response.content[:300]
    assert not response.cookies
    return response.content.decode()


class TestVersions:
    def test_an_old_one_is_readable_and_leads_to_the_present_one(self, reader, changed):
        text = page(reader, "/verdicts/1/versions/1/")

        assert "17,310 vehicles a day" in text
        assert "It is no longer what we say." in text
        assert 'href="/verdicts/1-the-tunnel-carries-18000/"' in text
        assert '<meta name="robots" content="noindex">' in text
        assert text.count("the-tunnel-carries-18000") >= 2
        assert "What this version changed" not in text

    def test_a_later_one_shows_what_it_changed_in_the_one_before(self, reader, changed):
        text = page(reader, "/verdicts/1/versions/2/")

        assert "Substantial correction" in text
        assert "<del>" in text
        assert "<ins>" in text
        assert "We said 17,310. It is 17,410." in text
        assert 'href="/verdicts/1/versions/1/"' in text
        assert 'href="/verdicts/1/versions/3/"' in text

    def test_the_present_one_says_so(self, reader, changed):
        assert "the present one" in page(reader, "/verdicts/1/versions/4/")

    @pytest.mark.parametrize("url", ["/verdicts/1/versions/0/", "/verdicts/1/versions/5/", "/verdicts/9/versions/1/"])
    def test_there_is_no_other(self, reader, changed, url):
        page(reader, url, 404)

    def test_of_a_retracted_check_says_so_first(self, reader, changed):
        PublicVerdict.objects.update(state="retracted")
        assert "of a check we retracted" in page(reader, "/verdicts/1/versions/1/")

    def test_of_a_withheld_check_is_not_to_be_had(self, reader, changed):
        PublicVerdict.objects.update(state="withheld", withheld_since=CHANGED_AT, withheld_ground="legal")
        for version in (1, 4):
            assert "tunnel" not in page(reader, f"/verdicts/1/versions/{version}/", 451)

    def test_is_not_sent_twice(self, reader, changed):
        response = reader.get("/verdicts/1/versions/1/")
        again = reader.get("/verdicts/1/versions/1/", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304

    def test_asks_the_database_little(self, reader, changed):
        reader.get("/verdicts/1/versions/2/")
        with CaptureQueriesContext(connection) as queries:
            reader.get("/verdicts/1/versions/2/")
        assert len(queries) <= 8


class TestLedger:
    def test_tells_every_change_the_newest_first(self, reader, changed):
        text = page(reader, "/corrections/")

        assert text.index("New count") < text.index("More of the series") < text.index("We said 17,310.")
        assert 'href="/verdicts/1/versions/2/"' in text
        assert "A reader" in text
        assert "The office counted again." in text
        assert "First published" not in text

    def test_keeps_one_kind(self, reader, changed):
        text = page(reader, "/corrections/?kind=correction")

        assert "We said 17,310." in text
        assert "New count" not in text
        assert "More of the series" not in text
        page(reader, "/corrections/?kind=gossip", 404)

    def test_tells_from_which_rating_to_which(self, reader, changed):
        rerate(changed[-1], rating_key="false", rating_name="False")

        assert "from <b>Mostly false</b> to <b>False</b>" in page(reader, "/corrections/")

    def test_pages_by_key(self, reader, changed):
        newest = changed[-1]
        for number in range(40):
            newest = rerate(newest, note=f"Count {number}.")

        text = page(reader, "/corrections/")
        assert "Count 39." in text
        assert "Count 9." not in text
        older = next(part.split('"')[0] for part in text.split('href="')[1:] if "older=" in part)
        assert "Count 9." in page(reader, f"/corrections/{older}")

    def test_a_retraction_is_told(self, reader, changed):
        rerate(changed[-1], kind="retraction", note="The census was a forgery.")
        PublicVerdict.objects.update(state="retracted")

        text = page(reader, "/corrections/?kind=retraction")
        assert "The census was a forgery." in text
        assert 'href="/verdicts/1/"' in text

    def test_of_a_redaction_nothing_is_said_but_the_note(self, reader, changed):
        rerate(changed[-1], kind="redaction", note="A name was removed for safety.", title=HIDDEN, why=HIDDEN)

        text = page(reader, "/corrections/?kind=redaction")
        assert "A name was removed for safety." in text
        assert HIDDEN not in text

    def test_of_what_is_withheld_no_word_is_said(self, reader):
        first = make_published()
        rerate(first, note=HIDDEN, title=HIDDEN, why=HIDDEN)
        PublicVerdict.objects.update(state="withheld", withheld_since=CHANGED_AT, withheld_ground="legal")

        for url in ("/corrections/", "/corrections/?kind=withheld", "/corrections.atom", "/api/public/v1/corrections/"):
            text = page(reader, url)
            assert HIDDEN not in text
            assert TEXT["title"] not in text
            assert first.verdict.slug not in text
        assert "for legal reasons" in page(reader, "/corrections/?kind=withheld")
        assert "It has not been found wrong." in page(reader, "/corrections/")

    def test_without_any_says_so(self, reader):
        assert "Nothing here yet" in page(reader, "/corrections/")

    def test_words_of_ours_and_theirs_are_escaped(self, reader, changed):
        rerate(changed[-1], note="<script>alert(1)</script>", why="<b>why</b>", title="<i>title</i>")

        text = page(reader, "/corrections/")
        assert "<script>alert" not in text
        assert "<b>why" not in text
        assert "<i>title" not in text


class TestFeed:
    def read(self, reader) -> feedparser.FeedParserDict:
        read = feedparser.parse(page(reader, "/corrections.atom"))
        assert not read.bozo
        return read

    def test_tells_what_changed_from_which_rating_to_which_and_where(self, reader, changed):
        newest = {
            "rating_key": "false",
            "rating_name": "False",
            "note": "They counted \x0b again.",
            "why": "A new census",
        }
        rerate(changed[-1], **newest, published_at=CHANGED_AT + timedelta(days=5))

        read = self.read(reader)

        newest = read.entries[0]
        assert newest.title == "Update: The tunnel carries 18,000"
        assert "They counted  again." in newest.summary
        assert "The rating changed from “Mostly false” to “False”." in newest.summary
        assert newest.link.endswith("/verdicts/1/versions/5/")
        assert [one.title.partition(":")[0] for one in read.entries] == [
            "Update", "Update", "Addition", "Substantial correction",
        ]  # fmt: skip
        assert len({one.id for one in read.entries}) == 4
        assert read.entries[-1].updated_parsed[:3] == CHANGED_AT.timetuple()[:3]

    def test_tells_what_is_withheld_without_a_word_of_it(self, reader, changed):
        PublicVerdict.objects.update(
            state="withheld", withheld_since=CHANGED_AT + timedelta(days=9), withheld_ground="safety"
        )
        newest = self.read(reader).entries[0]

        assert newest.title == "Withheld: check 1"
        assert newest.summary == "Check 1 is withheld for safety. It has not been found wrong."

    def test_is_an_empty_feed_before_anything_changed(self, reader):
        make_published()
        assert self.read(reader).entries == []

    def test_is_named_on_the_ledger(self, reader):
        assert 'href="/corrections.atom"' in page(reader, "/corrections/")


class TestProgramsToo:
    def test_get_the_changes_and_each_version(self, reader, changed):
        listed = json.loads(page(reader, "/api/public/v1/corrections/?kind=correction"))
        assert [one["version"] for one in listed["results"]] == [2]
        assert listed["next"] is None

        one = json.loads(page(reader, "/api/public/v1/verdicts/1/versions/2/"))
        assert (one["severity"], one["is_present"], one["asked_by"]) == ("substantial", False, "reader")
        assert [part["name"] for part in one["changed"]["texts"]] == ["found"]
        assert json.loads(page(reader, "/api/public/v1/verdicts/1/versions/1/"))["changed"] is None
        page(reader, "/api/public/v1/verdicts/1/versions/7/", 404)

    def test_get_nothing_of_what_is_withheld(self, reader, changed):
        PublicVerdict.objects.update(state="withheld")
        assert "tunnel" not in page(reader, "/api/public/v1/verdicts/1/versions/1/", 451)


def test_the_verdict_page_tells_substantial_corrections_on_top(reader, changed):
    text = page(reader, f"/verdicts/1-{PublicVerdict.objects.get().slug}/")

    assert text.index("We said 17,310. It is 17,410.") < text.index("<h1")
    assert text.index("More of the series") > text.index("<h1")


def test_programs_read_each_correction_off_the_page(reader, changed):
    html = page(reader, f"/verdicts/1-{PublicVerdict.objects.get().slug}/")
    review = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])

    assert [(one["@type"], one["text"]) for one in review["correction"]] == [("CorrectionComment", NOTE)]
