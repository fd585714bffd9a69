"""What `claims:search` tells of our checks, and which of them."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from factcheck.accounts.models import Desk
from reviews.models import PublicListing
from reviews.publication.listing import relist, relist_missing
from tests.factories.changes import CHANGED_AT, TOLD, make_changed
from tests.factories.claims import AT
from tests.factories.listings import make_listed
from tests.factories.removals import remove
from tests.factories.writing import make_published
from tests.reviews.public_api.fact_check_tools.asking import DESK, PATH, SITE, all_of_ours, reader, search, texts

pytestmark = pytest.mark.django_db
OUTSIDE = ("ratingValue", "bestRating", "worstRating")


def review_of(answer: dict) -> dict:
    return answer["claims"][0]["claimReview"][0]


class TestOneCheck:
    def test_is_told_in_the_order_and_spelling_of_google_with_our_extras_under_one_key(self):
        Desk.objects.update_or_create(pk=1, defaults={"name": "The Harbour Desk"})
        at = datetime(2026, 5, 3, 14, 30, 59, 999_999, tzinfo=UTC)
        row = make_listed(said_by="Ada Bell", claim_date=date(2026, 5, 1), at=at)
        address = f"{DESK}/verdicts/{row.number}"

        assert json.dumps(all_of_ours()) == json.dumps(
            {
                "claims": [
                    {
                        "text": "The regatta drew 9,000 boats.",
                        "claimant": "Ada Bell",
                        "claimDate": "2026-05-01T00:00:00Z",
                        "claimReview": [
                            {
                                "publisher": {"name": "The Harbour Desk", "site": SITE},
                                "url": f"{address}-{row.slug}/",
                                "title": "Nine boats came",
                                "reviewDate": "2026-05-03T14:30:59Z",
                                "textualRating": "False",
                                "languageCode": "en",
                                "deskReview": {
                                    "id": f"{address}/",
                                    "number": row.number,
                                    "version": 1,
                                    "ratingValue": 1,
                                    "bestRating": 2,
                                    "worstRating": 1,
                                    "dateModified": "2026-05-03T14:30:59Z",
                                },
                            }
                        ],
                    }
                ]
            }
        )

    def test_without_claimant_and_date_leaves_them_out(self):
        make_listed()

        assert list(all_of_ours()["claims"][0]) == ["text", "claimReview"]

    def test_with_a_label_outside_the_order_has_its_word_and_no_numbers(self):
        make_listed(rating="unproven")

        review = review_of(all_of_ours())

        assert review["textualRating"] == "Unproven"
        assert [name for name in OUTSIDE if name in review["deskReview"]] == []

    def test_says_that_it_is_early_or_may_be_outdated(self):
        row = make_listed()
        row.verdict.is_early, row.verdict.outdated_at = True, AT
        row.verdict.save(update_fields=["is_early", "outdated_at"])
        relist(row.verdict, at=AT)

        told = review_of(all_of_ours())["deskReview"]

        assert (told["isEarly"], told["isOutdated"]) == (True, True)

    def test_tells_its_changes_the_newest_first_and_when_it_was_changed(self):
        first = make_published()
        make_changed(first, "correction")
        later = CHANGED_AT + timedelta(days=1)
        make_changed(first, "addition", at=later, change_note="A chart was added.")

        told = review_of(all_of_ours())["deskReview"]

        stamps = [at.isoformat().replace("+00:00", "Z") for at in (later, CHANGED_AT)]
        number = first.verdict.number
        assert (told["version"], told["dateModified"]) == (3, stamps[0])
        assert told["changes"] == [
            {
                "version": 3,
                "kind": "addition",
                "date": stamps[0],
                "note": "A chart was added.",
                "url": f"{DESK}/verdicts/{number}/versions/3/",
            },
            {
                "version": 2,
                "kind": "correction",
                "severity": "substantial",
                "date": stamps[1],
                "note": TOLD["change_note"],
                "url": f"{DESK}/verdicts/{number}/versions/2/",
            },
        ]

    def test_keeps_its_review_date_when_it_is_changed(self):
        first = make_published()
        before = review_of(all_of_ours())["reviewDate"]
        make_changed(first, "update")

        assert review_of(all_of_ours())["reviewDate"] == before

    @pytest.mark.parametrize("kind", ["retraction", "withholding"])
    def test_that_no_longer_stands_is_not_found(self, kind):
        first = make_published()
        assert texts(all_of_ours()) == [first.claim_text]

        remove(first.verdict, kind)

        assert all_of_ours() == {}


class TestWhatIsFound:
    def test_nothing_is_an_empty_object(self):
        assert search(query="nothingofthekind") == {}
        assert all_of_ours() == {}

    def test_the_checks_of_another_publisher_are_none_of_ours(self):
        make_listed()

        assert search(query="regatta", reviewPublisherSiteFilter="elsewhere.example") == {}
        for ours in ("127.0.0.1", "HTTP://www.127.0.0.1:8000/checks/", "127.0.0.1."):
            assert len(texts(search(reviewPublisherSiteFilter=ours))) == 1

    def test_an_explanation_without_a_rating_is_not_told(self):
        make_listed(rating="no-rating")
        make_listed(claim="Rated.")

        assert texts(all_of_ours()) == ["Rated."]

    def test_words_are_found_in_any_form_and_the_best_fit_comes_first(self):
        make_listed(title="Nothing of it", claim="A boat came.", found="It did.")
        make_listed(title="Boats", claim="Boats, boats, boats.", found="Boats.")
        make_listed(title="Trains", claim="Trains came.", found="They did.")

        assert texts(search(query="boats")) == ["Boats, boats, boats.", "A boat came."]
        assert texts(search(query='"boats boats"')) == ["Boats, boats, boats."]
        assert texts(search(query="came -trains")) == ["A boat came."]

    def test_words_that_nobody_can_look_for_find_nothing(self):
        make_listed()

        for words in ("!!!", "-", '""', "“”", "-boats -regatta"):
            assert search(query=words) == {}

    def test_a_language_is_asked_for_without_its_region(self):
        for language in ("en", "pt", "pt-BR", "sr-Latn", "sr-Cyrl"):
            make_listed(claim=language, language=language)
        found = {
            "en-US": ["en"],
            "EN": ["en"],
            "pt": ["pt-BR", "pt"],
            "pt-PT": ["pt-BR", "pt"],
            "pt_AO": ["pt-BR", "pt"],
            "sr": ["sr-Cyrl", "sr-Latn"],
            "sr-Latn-RS": ["sr-Latn"],
            "fr": [],
            "por": [],
        }

        assert {tag: texts(all_of_ours(languageCode=tag)) for tag in found} == found
        assert review_of(all_of_ours(languageCode="pt"))["languageCode"] == "pt-BR"

    def test_the_age_is_that_of_the_newer_of_claim_and_review(self):
        now = timezone.now()
        make_listed(claim="old", at=now - timedelta(days=40), claim_date=(now - timedelta(days=50)).date())
        make_listed(claim="old, said again", at=now - timedelta(days=41), claim_date=(now - timedelta(days=2)).date())
        make_listed(claim="new, of old words", at=now - timedelta(days=1), claim_date=date(1, 1, 1))
        found = {3: 2, 10: 2, 45: 3, 36_499: 3, 2_147_483_647: 3, 0: 3}

        assert {days: len(texts(all_of_ours(maxAgeDays=days))) for days in found} == found
        assert texts(all_of_ours(maxAgeDays=3)) == ["new, of old words", "old, said again"]

    def test_a_listing_of_an_earlier_release_is_completed_as_it_would_be_written_today(self):
        names = ("is_rated", "claim_date", "is_unnamed", "newest_at")
        rows = [make_listed(claim_date=date(2026, 5, 1)), make_listed(rating="no-rating")]
        rows.append(make_listed(said_by="Somebody", kind="private_person"))
        whole = list(PublicListing.objects.order_by("pk").values(*names))
        assert [one["is_unnamed"] for one in whole] == [False, False, True]
        PublicListing.objects.update(is_rated=True, claim_date=None, is_unnamed=False, newest_at=None)

        assert relist_missing(at=AT) == len(rows)

        assert list(PublicListing.objects.order_by("pk").values(*names)) == whole
        assert relist_missing(at=AT) == 0


class TestPages:
    @pytest.fixture(autouse=True)
    def listed(self):
        at = datetime(2026, 5, 1, 12, 0, 0, 123_456, tzinfo=UTC)
        for n in range(12):
            make_listed(claim=str(n), at=at + timedelta(microseconds=n // 3))

    def test_have_ten_claims_unless_asked_otherwise(self):
        assert len(texts(all_of_ours())) == 10
        assert len(texts(all_of_ours(pageSize=0))) == 10
        assert len(texts(all_of_ours(pageSize=1_000_000))) == 12

    def test_are_never_longer_than_a_hundred(self, monkeypatch):
        from reviews.public_api.fact_check_tools import asking

        monkeypatch.setattr(asking, "LARGEST_PAGE", 4)
        assert len(texts(all_of_ours(pageSize=1_000_000))) == 4

    def test_the_last_has_no_token(self):
        first = all_of_ours(pageSize=6)
        last = all_of_ours(pageSize=6, pageToken=first["nextPageToken"])

        assert texts(first) + texts(last) == [str(n) for n in reversed(range(12))]
        assert "nextPageToken" not in last

    def test_begin_at_an_offset_which_a_token_overrules(self):
        assert texts(all_of_ours(offset=10)) == ["1", "0"]
        assert all_of_ours(offset=1_000) == {}
        token = all_of_ours(pageSize=6)["nextPageToken"]
        assert texts(all_of_ours(pageSize=6, pageToken=token, offset=3)) == [str(n) for n in reversed(range(6))]

    def test_go_on_where_they_ended_although_the_check_there_is_gone_and_newer_ones_came(self):
        first = all_of_ours(pageSize=6)
        gone = PublicListing.objects.get(claim_text="6")
        gone.verdict.state = "retracted"
        gone.verdict.save(update_fields=["state"])
        relist(gone.verdict, at=AT)
        make_listed(claim="newer", at=timezone.now())

        assert texts(all_of_ours(pageSize=2, pageToken=first["nextPageToken"])) == ["5", "4"]

    def test_a_token_is_short_and_fits_into_an_address_as_it_is(self):
        token = all_of_ours(pageSize=1)["nextPageToken"]

        assert len(token) == 38
        assert token.replace("-", "").replace("_", "").isalnum()


class TestPartialAnswers:
    @pytest.fixture(autouse=True)
    def listed(self):
        make_listed(said_by="Ada Bell")
        make_listed(claim="Two.")

    def test_have_the_selected_fields_and_no_others(self):
        rated = {"claimReview": [{"textualRating": "False"}]}
        two = [{"text": "Two."}, {"text": "The regatta drew 9,000 boats."}]
        told = {
            "claims/text": {"claims": two},
            "claims(text)": {"claims": two},
            " claims ( text ) , nextPageToken": {"claims": two},
            "claims.text,claims/claimReview/textualRating": {"claims": [one | rated for one in two]},
            "claims(text,claim_review(textual_rating))": {"claims": [one | rated for one in two]},
            "claims/claimant": {"claims": [{}, {"claimant": "Ada Bell"}]},
            "nextPageToken": {},
        }
        assert {fields: all_of_ours(fields=fields) for fields in told} == told

    def test_of_everything_are_the_whole(self):
        whole = all_of_ours()

        for fields in ("*", "claims,nextPageToken", "claims(*)", "claims/text,claims", "claims/*", ""):
            assert all_of_ours(fields=fields) == whole

    def test_without_the_token_cannot_be_paged(self):
        assert "nextPageToken" not in all_of_ours(pageSize=1, fields="claims")
        assert list(all_of_ours(pageSize=1, fields="nextPageToken")) == ["nextPageToken"]


class TestTheAnswer:
    @pytest.fixture(autouse=True)
    def listed(self):
        make_listed(claim="Größer als „früher“ <b>")

    def ask(self, query: str = "", **headers: str):
        return reader().get(f"{PATH}?reviewPublisherSiteFilter={SITE}{query}", headers=headers)

    def test_is_read_by_any_site_and_kept_until_something_changes(self):
        first = self.ask(origin="https://elsewhere.example")

        assert first["Content-Type"] == "application/json; charset=UTF-8"
        assert first["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in first["Access-Control-Expose-Headers"]
        assert "public" in first["Cache-Control"]
        assert first.cookies == {}
        assert "Cookie" not in first.get("Vary", "")
        again = self.ask(**{"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        make_listed()
        assert self.ask(**{"if-none-match": first["ETag"]}).status_code == 200

    def test_that_grows_old_by_itself_is_kept_nowhere(self):
        assert self.ask("&maxAgeDays=100000")["Cache-Control"] != "no-cache"
        assert self.ask("&maxAgeDays=30000")["Cache-Control"] == "no-cache"

    def test_is_indented_unless_asked_otherwise(self):
        pretty, plain = self.ask().content.decode(), self.ask("&prettyPrint=false").content.decode()

        assert pretty.startswith('{\n  "claims": [\n    {\n      "text": "Größer als „früher“ <b>"')
        assert "\n" not in plain
        assert json.loads(pretty) == json.loads(plain)

    def test_is_had_by_head_too_and_preflights_are_answered(self):
        assert reader().head(PATH, {"query": "a"}).status_code == 200
        allowed = reader().options(PATH, headers={"origin": "https://a.example"})
        assert (allowed.status_code, allowed.content) == (204, b"")
        assert allowed["Access-Control-Allow-Origin"] == "*"
        assert "GET" in allowed["Access-Control-Allow-Methods"]

    def test_is_the_same_whatever_the_reader_says_of_itself(self):
        plain = self.ask().content
        for headers in ({"accept": "text/html"}, {"accept-language": "de"}, {"authorization": "Bearer abc"}):
            assert self.ask(**headers).content == plain
        for more in ("&key=abc", "&access_token=x", "&quotaUser=me", "&alt=json", "&uploadType=media", "&%24.xgafv=2"):
            assert self.ask(more).content == plain
        spelled = "&page_size=10&language_code=&%24alt=json&%24.prettyPrint=true&upload_protocol=raw&oauth_token=x"
        assert self.ask(spelled).content == plain

    def test_is_in_no_language_of_its_own(self):
        assert reader().get(f"/de{PATH}?query=a").status_code == 404
