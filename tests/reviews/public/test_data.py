"""What we hand out whole: the dump of ClaimReviews and the tables, streamed, few at a time, sent once to who has it."""

import csv
import gc
import gzip
import io
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.accounts.models import Desk
from factcheck.core.errors import Unavailable
from factcheck.core.moments import to_the_second
from factcheck.web.throttling import TooOften
from reviews.models import PublicListing, PublicRevision, PublicVerdict
from reviews.public.streams import SEATS, Poured, Seats
from reviews.publication.listing import relist
from reviews.selectors import dumped
from tests.factories.claims import AT
from tests.factories.listings import make_listed

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"
DUMP, CHECKS, CORRECTIONS = "/data/claimreview.json", "/data/checks.csv", "/data/corrections.csv"
FILES = (DUMP, CHECKS, CORRECTIONS)
UNSEEN = "\u2060\u200e\u00ad\u3000\u034f"  # no width, a direction, a soft hyphen, a wide space, no glyph
RISKY = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "|calc", "%0A", "\uff1d1", " =1", "'=1", '=HYPERLINK("http://x","y")', '"=1'),
    *(f"{one}=1" for one in UNSEEN),
)


@pytest.fixture(autouse=True)
def free_seats():
    """A file that an earlier test asked for and did not read keeps its seat until it is collected."""
    SEATS._holders.clear()


@pytest.fixture
def reader() -> Client:
    return Client()


def dump(reader: Client) -> dict:
    response = reader.get(DUMP)
    assert response.status_code == 200
    return json.loads(response.getvalue())


def table(reader: Client, path: str) -> list[dict[str, str]]:
    text = reader.get(path).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def take_away(listed: PublicListing, state: str) -> None:
    PublicVerdict.objects.filter(pk=listed.pk).update(state=state, withheld_since=AT if state == "withheld" else None)
    relist(PublicVerdict.objects.get(pk=listed.pk), at=AT)


def correct(listed: PublicListing, *, note: str = "We said 8. It is 9.", number: int = 2) -> PublicRevision:
    revision = PublicRevision.objects.get(pk=PublicVerdict.objects.get(pk=listed.pk).current_id)
    revision.pk, revision.number, revision.kind, revision.note = None, number, "correction", note
    revision.published_at = AT + timedelta(days=number)
    revision.save(force_insert=True)
    PublicVerdict.objects.filter(pk=listed.pk).update(current=revision)
    return revision


class TestTheDump:
    def test_is_a_data_feed_of_claim_reviews_with_licence_publisher_and_dates(self, reader):
        listed = make_listed(said_by="Ada Bell", at=AT)
        feed = dump(reader)

        assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
        assert feed["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert feed["dateModified"] == to_the_second(AT)
        [item] = feed["dataFeedElement"]
        assert (item["@type"], item["dateCreated"], item["url"]) == (
            "DataFeedItem",
            to_the_second(AT),
            f"{ORIGIN}/verdicts/{listed.number}-{listed.slug}/",
        )
        [review] = item["item"]
        assert review["@type"] == "ClaimReview"
        assert review["claimReviewed"] == listed.claim_text
        assert review["itemReviewed"]["author"]["name"] == "Ada Bell"
        assert review["sdLicense"] == feed["license"]
        assert review["sdPublisher"] == {"@type": "Organization", "name": "The Fact Desk", "url": f"{ORIGIN}/"}
        assert review["sdDatePublished"] == to_the_second(AT)

    def test_carries_the_same_review_as_the_page(self, reader):
        listed = make_listed(said_by="Ada Bell")
        correct(listed)
        page = reader.get(f"/verdicts/{listed.number}-{listed.slug}/").content.decode()
        [block] = page.split('<script type="application/ld+json">')[1:]

        [review] = dump(reader)["dataFeedElement"][0]["item"]

        signed = {name: review.pop(name) for name in ("sdPublisher", "sdDatePublished", "sdLicense")}
        assert all(signed.values())
        assert review == json.loads(block.split("</script>")[0])
        assert [one["text"] for one in review["correction"]] == ["We said 8. It is 9."]

    @pytest.mark.parametrize("state", ["retracted", "withheld"])
    def test_leaves_out_what_no_longer_stands(self, reader, state):
        gone, kept = make_listed(), make_listed()
        take_away(gone, state)
        assert [one["url"] for one in dump(reader)["dataFeedElement"]] == [
            f"{ORIGIN}/verdicts/{kept.number}-{kept.slug}/"
        ]

    def test_may_be_asked_for_again_by_scripts_of_any_site(self, reader):
        asked = reader.options(DUMP, headers={"origin": "https://a.example"})
        assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
        assert "If-None-Match" in asked["Access-Control-Allow-Headers"]

    def test_of_nothing_is_an_empty_feed(self, reader):
        assert dump(reader)["dataFeedElement"] == []

    def test_says_of_no_licence_nothing(self, reader):
        make_listed()
        Desk.objects.filter(pk=1).update(licence_name="", licence_url="")
        feed = dump(reader)
        assert "license" not in feed
        assert "sdLicense" not in feed["dataFeedElement"][0]["item"][0]

    def test_is_whole_over_many_stretches_whatever_changes_meanwhile(self, reader, monkeypatch):
        monkeypatch.setattr(dumped, "STRETCH", 2)
        listed = [make_listed(title=f"Check {n}") for n in range(5)]
        parts = iter(reader.get(DUMP).streaming_content)
        begun = [next(parts), next(parts)]

        take_away(listed[0], "withheld")  # it was read already
        take_away(listed[2], "retracted")
        correct(listed[4], note="Late.")
        feed = json.loads(b"".join([*begun, *parts]))

        names = [one["item"][0]["name"] for one in feed["dataFeedElement"]]
        assert names == ["Check 0", "Check 1", "Check 3", "Check 4"]
        assert feed["dataFeedElement"][-1]["item"][0]["correction"][0]["text"] == "Late."

    def test_asks_the_database_by_the_stretch_and_not_by_the_check(self, reader):
        counts = []
        for checks in (2, 8):
            while PublicVerdict.objects.count() < checks:
                correct(make_listed())
            with CaptureQueriesContext(connection) as asked:
                assert len(dump(reader)["dataFeedElement"]) == checks
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestTheTables:
    def test_have_a_line_for_each_check_with_claim_claimant_and_rating(self, reader):
        first, second = make_listed(said_by="Ada Bell", rating="true"), make_listed(rating="unproven", outlet="Echo")
        rows = table(reader, CHECKS)

        assert [int(one["number"]) for one in rows] == [first.number, second.number]
        told = ("claim", "claimant", "rating", "rating_value", "best", "worst")
        assert [rows[0][name] for name in told] == [first.claim_text, "Ada Bell", "true", "2", "2", "1"]
        assert [rows[1][name] for name in told] == [second.claim_text, "", "unproven", "", "", ""]
        assert rows[1]["reported_by"] == "Echo"

    def test_tell_every_change_and_what_is_withheld_without_a_word_of_it(self, reader):
        corrected, withheld = make_listed(), make_listed(title="Nine boats")
        correct(withheld, note="Nine, not eight.")
        correct(corrected)
        take_away(withheld, "withheld")

        rows = table(reader, CORRECTIONS)

        told = [(int(one["number"]), one["kind"], one["note"]) for one in rows]
        assert told == [
            (withheld.number, "withheld", ""),
            (corrected.number, "correction", "We said 8. It is 9."),
            (withheld.number, "correction", ""),
        ]

    @pytest.mark.parametrize("words", RISKY)
    def test_no_cell_begins_a_formula_and_one_apostrophe_less_is_our_text(self, reader, words):
        make_listed(title=words, claim=words, said_by=words, found=words, topic="Boats", outlet=words)
        [row] = table(reader, CHECKS)
        for name in ("title", "claim", "claimant", "what_we_found", "reported_by"):
            assert row[name] == f"'{words}"
        assert row["topic"] == "Boats"

    @pytest.mark.parametrize(
        ("words", "written"),
        [
            ("Nine;=1+1", "Nine;'=1+1"),
            ("Nine; \u200e@SUM(A1);ten", "Nine;' \u200e@SUM(A1);ten"),
            ('Nine;"=1+1', "Nine;'\"=1+1"),
            ("Nine\t=1\n+2\r\n- ten", "Nine\t'=1\n'+2\r\n'- ten"),
            ("\t=1", "'\t'=1"),
            ("Nine;'ten", "Nine;''ten"),
            ("Nine; ten\tor\neleven = many", "Nine; ten\tor\neleven = many"),
        ],
    )
    def test_no_part_of_a_cell_begins_a_formula_where_semicolons_tabs_or_lines_part_cells(self, reader, words, written):
        make_listed(claim=words)
        cell = table(reader, CHECKS)[0]["claim"]
        assert cell == written
        assert re.sub(r"(^|[;\t\r\n])'", r"\1", cell) == words

    def test_are_read_back_as_they_were_whatever_stands_in_them(self, reader):
        text = 'He said "nine, or\r\nten"; then\nnothing — الحصاد'
        make_listed(claim=text)
        assert table(reader, CHECKS)[0]["claim"] == text

    @pytest.mark.parametrize("path", [CHECKS, CORRECTIONS])
    def test_are_rfc_4180_with_the_mark_that_spreadsheets_want(self, reader, path):
        correct(make_listed())
        raw = reader.get(path).getvalue()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\r\n")
        assert raw.count(b"\r\n") == 2
        assert raw.count(b"\n") == 2


@pytest.mark.parametrize("path", FILES)
class TestEveryFile:
    def test_is_one_to_save_and_may_be_read_by_programs_on_any_page(self, reader, path):
        response = reader.get(path)
        assert response["Content-Disposition"] == f'attachment; filename="{path.rpartition("/")[2]}"'
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "public" in response["Cache-Control"]
        assert not response.cookies
        assert response.getvalue()

    def test_is_packed_for_who_takes_it(self, reader, path):
        make_listed()
        plain = reader.get(path).getvalue()
        packed = reader.get(path, headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.getvalue()) == plain
        assert "Accept-Encoding" in packed["Vary"]

    def test_is_not_sent_again_to_who_has_it_and_a_change_of_any_kind_makes_it_another(self, reader, path):
        listed, other = make_listed(), make_listed()
        seen = set()

        def tag() -> str:
            return reader.head(path)["ETag"]

        def is_new() -> bool:
            before = len(seen)
            seen.add(tag())
            return len(seen) > before

        assert is_new()
        known = {"if-none-match": tag()}
        again = reader.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert reader.get(path, headers={**known, "accept-encoding": "gzip"}).status_code == 304
        assert not is_new()
        correct(listed)
        assert is_new()
        take_away(listed, "withheld")
        assert is_new()
        take_away(listed, "live")  # shown again, while another is withheld: as many as before
        take_away(other, "withheld")
        assert is_new()
        Desk.objects.filter(pk=1).update(licence_name="CC0")
        assert is_new()
        assert reader.get(path, headers=known).status_code == 200

    def test_gives_its_seat_back_once_it_is_read_or_forgotten(self, reader, path, settings):
        gc.collect()
        settings.DATA_STREAMS = SEATS.taken + 1
        make_listed()
        response = reader.get(path)

        refused = reader.get(path, REMOTE_ADDR="192.0.2.9")
        assert (refused.status_code, refused["Retry-After"]) == (503, "30")
        assert "no-store" in refused["Cache-Control"]
        assert reader.head(path).status_code == 200
        assert reader.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304

        assert response.getvalue()
        forgotten = reader.get(path)
        assert forgotten.status_code == 200
        del forgotten
        gc.collect()
        assert reader.get(path).status_code == 200

    def test_is_served_to_one_address_once_at_a_time_and_to_others_meanwhile(self, reader, path, settings):
        gc.collect()
        settings.DATA_STREAMS = SEATS.taken + 2
        make_listed()
        first = reader.get(path, REMOTE_ADDR="2001:db8:1:2::1")

        for file in FILES:
            second = reader.get(file, REMOTE_ADDR="2001:db8:1:2::2")
            assert (second.status_code, second["Retry-After"]) == (429, "30")
            assert "no-store" in second["Cache-Control"]
        assert not [one for one in SEATS._holders if "2001" in one]
        assert reader.get(path, REMOTE_ADDR="192.0.2.9").getvalue()

        assert first.getvalue()
        assert reader.get(path, REMOTE_ADDR="2001:db8:1:2::2").getvalue()

    def test_with_a_query_leads_to_its_one_address_and_takes_no_seat(self, reader, path):
        gc.collect()
        taken = SEATS.taken
        answers = [reader.get(f"{path}?{n}") for n in range(3)]

        assert [(one.status_code, one["Location"]) for one in answers] == [(301, path)] * 3
        assert all("no-store" in one["Cache-Control"] for one in answers)
        assert SEATS.taken == taken

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_is_only_for_reading(self, reader, path, method):
        assert getattr(reader, method)(path).status_code == 405

    def test_stands_at_one_address_in_no_language(self, reader, path):
        assert reader.get(f"/de{path}").status_code == 404


class TestASeat:
    def body(self, parts) -> tuple[Poured, Seats]:
        seats = Seats(lambda: 1)
        seats.take("a")
        with pytest.raises(TooOften):
            seats.take("a")
        with pytest.raises(Unavailable):
            seats.take("b")
        return Poured(parts, seats, "a"), seats

    def test_is_free_when_the_stream_breaks(self):
        def breaks():
            yield b"a"
            raise OSError

        body, seats = self.body(breaks())
        with pytest.raises(OSError):
            list(body)
        assert seats.taken == 0

    @pytest.mark.parametrize("read", [0, 1, 3])
    def test_is_free_once_when_its_reader_leaves_before_during_or_after_it(self, read):
        body, seats = self.body(iter([b"a", b"b"]))
        parts = iter(body)
        for _ in range(read):
            next(parts, None)
        body.close()
        body.close()
        assert seats.taken == 0


class TestThePage:
    def test_tells_how_much_there_is_as_of_when_under_which_licence_and_where(self, reader):
        make_listed(at=AT)
        make_listed(at=AT)
        page = reader.get("/data/").content.decode()
        assert "There are 2 checks now." in page
        assert f'datetime="{AT:%Y-%m-%d}' in page
        assert '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license noopener">CC BY 4.0</a>' in page
        assert all(f'href="{path}"' in page for path in (*FILES, "/feed.json", "/corrections.rss"))

    def test_is_linked_from_every_page_and_leads_to_files_at_their_one_address_in_every_language(self, reader):
        assert 'href="/data/"' in reader.get("/").content.decode()
        german = reader.get("/de/data/").content.decode()
        assert 'href="/data/checks.csv"' in german
        assert 'href="/de/feed.atom"' in german

    def test_without_a_licence_names_none(self, reader):
        Desk.objects.filter(pk=1).update(licence_name="", licence_url="")
        assert 'rel="license' not in reader.get("/data/").content.decode()
