"""What editors do with feeds: over the verbs, on the pages and over the API. A key is shown nowhere."""

import pytest
from django.test import Client

from claims import kinds
from claims.imports.feeds import change_feed, pull_now, stop_feed
from claims.imports.typed import SaidOfFeed
from claims.models import ImportedCheck, ImportFeed, ImportRun
from factcheck.core.errors import Conflict, DomainError, Invalid, InvalidTransition, NotAllowed
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from tests.claims.imports.conftest import work_off
from tests.claims.imports.publishers import data_feed, review
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

KEY = "K3Y-that-nobody-reads"
SEARCH = {"name": "Ostrand", "kind": "fact_check_tools", "url": "https://checks.example", "query": "rents"}
FEED = {"name": "All of it", "kind": "claimreview_feed", "url": "https://data.example/feed.json"}
PAGES, API = "/desk/imports/", "/api/v1/imports/"


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def feed(add):
    return add("https://checks.example/", kind="fact_check_tools", secret_key=KEY)


def again(feed: ImportFeed) -> ImportFeed:
    return ImportFeed.objects.get(pk=feed.pk)


def test_a_new_feed_is_pulled_by_the_fetchers(feed):
    job = Job.objects.get(kind=kinds.PULL)
    assert (job.subject_id, job.queue) == (feed.pk, "fetch")
    assert feed.url == "https://checks.example/v1alpha1/claims:search"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "x" * 101}, "name", "too_long"),
        ({"name": "a\x00b"}, "name", "nul_character"),
        ({"kind": "gopher"}, "kind", "unknown_kind"),
        ({"url": ""}, "url", "required"),
        ({"url": "javascript:alert(1)"}, "url", "url_not_allowed"),
        ({"url": "https://me:secret@checks.example/"}, "url", "url_not_allowed"),
        ({"url": "https://checks.example/?key=1"}, "url", "invalid"),
        ({"url": "http://127.0.0.1/feed"}, "url", "address_blocked"),
        ({"url": "http://169.254.169.254/latest/meta-data"}, "url", "address_blocked"),
        ({"url": "https://desk.example/v1alpha1/claims:search"}, "url", "address_blocked"),
        ({"query": ""}, "query", "required"),
        ({"publisher": "https://checks.example/"}, "publisher", "invalid"),
        ({"language": "english"}, "language", "unknown_language"),
        ({"max_age_days": 0}, "max_age_days", "out_of_range"),
        ({"every_hours": 0}, "every_hours", "out_of_range"),
        ({"every_hours": 10**9}, "every_hours", "out_of_range"),
        ({"secret_key": "two words"}, "secret_key", "invalid"),
        ({"secret_key": "a\r\nX-Header: b"}, "secret_key", "invalid"),
        ({"url": "http://checks.example/", "secret_key": "abc"}, "url", "needs_https"),
        ({"url": "HTTP://checks.example/", "secret_key": "abc"}, "url", "needs_https"),
    ],
)
def test_what_is_wrong_with_a_feed_is_said_beside_the_field(add, settings, changes, field, code):
    settings.PUBLIC_ORIGIN = "https://desk.example"
    with pytest.raises(Invalid) as refusal:
        add(**{**{name: value for name, value in SEARCH.items() if name != "name"}, **changes}) if (
            "name" not in changes
        ) else SaidOfFeed(**{**SEARCH, **changes}).tidied()
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [(field, code)]
    assert not ImportFeed.objects.exists()


def test_hosts_beyond_those_of_the_operator_are_refused_when_typed(add, settings):
    settings.IMPORT_HOSTS = ["data.example"]
    with pytest.raises(Invalid, match="operator"):
        add("https://checks.example/feed.json")
    add("https://data.example/feed.json")


@pytest.mark.parametrize("url", ["http://10.1.2.3", "http://wiki.internal:8080"])
def test_a_key_goes_unencrypted_only_to_places_the_operator_opened(add, settings, url):
    settings.FETCH_ALLOW = ["10.0.0.0/8", "wiki.internal:8080"]
    assert add(url, kind="fact_check_tools", secret_key=KEY).secret_key == KEY
    with pytest.raises(Invalid, match="key"):
        add("http://checks.example", kind="fact_check_tools", secret_key=KEY)


def test_reviewers_do_nothing_with_feeds(feed, now):
    ben = PersonFactory()
    for verb in (pull_now, stop_feed):
        with pytest.raises(NotAllowed):
            verb(feed_id=feed.pk, by=ben, at=now)


def test_a_change_of_what_is_asked_ends_the_pull_and_begins_another(feed, editor, now):
    run = pull_now(feed_id=feed.pk, by=editor, at=now)
    ImportFeed.objects.update(etag='"v1"', failures=2, fault="It failed.")
    change_feed(feed_id=feed.pk, said=SaidOfFeed(**{**SEARCH, "query": "tolls"}), version=1, by=editor, at=now)
    feed = again(feed)
    assert (feed.query, feed.etag, feed.failures, feed.due_at, feed.version) == ("tolls", "", 0, now, 2)
    assert ImportRun.objects.get(pk=run.pk).is_over


def test_a_stale_change_is_refused(feed, editor, now):
    change_feed(feed_id=feed.pk, said=SaidOfFeed(**SEARCH), version=1, by=editor, at=now)
    with pytest.raises(Conflict) as refusal:
        change_feed(feed_id=feed.pk, said=SaidOfFeed(**SEARCH), version=1, by=editor, at=now)
    assert refusal.value.extra == {"version": 2}


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, KEY),
        ({"secret_key": ""}, ""),
        ({"secret_key": "another"}, "another"),
        ({"url": "https://other.example/"}, ""),
        ({"url": "http://checks.example/"}, ""),
        ({"url": "https://other.example/", "secret_key": "another"}, "another"),
    ],
)
def test_a_key_goes_to_no_other_site_than_it_was_given_for(feed, editor, now, changes, kept):
    change_feed(feed_id=feed.pk, said=SaidOfFeed(**{**SEARCH, **changes}), version=1, by=editor, at=now)
    assert again(feed).secret_key == kept


def test_it_is_pulled_once_at_a_time(feed, editor, now):
    pull_now(feed_id=feed.pk, by=editor, at=now)
    with pytest.raises(InvalidTransition):
        pull_now(feed_id=feed.pk, by=editor, at=now)


# --- the pages ---


def typed(**changes) -> dict[str, object]:
    return {**SEARCH, "publisher": "", "language": "", "max_age_days": "", "every_hours": "24", **changes}


def test_a_feed_is_added_and_changed_on_its_pages(desk):
    made = desk.post(f"{PAGES}new/", typed(secret_key=KEY))
    feed = ImportFeed.objects.get()
    assert (made.status_code, made["Location"]) == (303, f"{PAGES}{feed.pk}/")
    assert "waiting" in desk.get(made["Location"]).content.decode()
    changed = desk.post(f"{PAGES}{feed.pk}/change/", typed(version=1, name="Others", secret_key=""))
    assert changed.status_code == 303
    feed = again(feed)
    assert (feed.name, feed.secret_key, feed.version) == ("Others", KEY, 2)
    desk.post(f"{PAGES}{feed.pk}/change/", typed(version=2, secret_key="", forget_key="on"))
    assert again(feed).secret_key == ""


def test_what_was_typed_comes_back_escaped_beside_what_is_wrong(desk):
    answer = desk.post(f"{PAGES}new/", typed(name="<b>Mine</b>", url="http://10.0.0.1/"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "We do not fetch from this address" in page
    assert "&lt;b&gt;Mine&lt;/b&gt;" in page
    assert "<b>Mine" not in page


def test_a_key_is_asked_for_again_when_anything_is_refused(desk):
    page = desk.post(f"{PAGES}new/", typed(url="http://checks.example", secret_key=KEY)).content.decode()
    assert "Type the key again" in page
    assert KEY not in page
    assert page.index("Everybody on the way") < page.index('id="id_query"')
    assert "Type the key again" not in desk.post(f"{PAGES}new/", typed(name="")).content.decode()


def test_numbers_and_kinds_are_refused_in_our_words(desk):
    page = desk.post(f"{PAGES}new/", {"every_hours": "0", "max_age_days": "0"}).content.decode()
    for said in (
        "A feed is pulled every 1 to 720 hours.",
        "Between 1 day and 36,500 days.",
        "Choose what kind of feed",
    ):
        assert said in page
    assert "Ensure this value" not in page
    assert "This field is required" not in page


def test_a_form_opened_before_a_change_is_told_so_and_keeps_what_was_typed(desk, feed):
    answer = desk.post(f"{PAGES}{feed.pk}/change/", typed(version=7, name="My words"))
    assert answer.status_code == 409
    assert "Somebody else has changed" in answer.content.decode()
    assert 'value="My words"' in answer.content.decode()


def test_a_pull_is_asked_for_followed_and_seen_to_its_end(desk, publisher, add):
    feed = add(publisher.put("/feed.json", data_feed([review(1), review(2, claimReviewed="")])))
    desk.post(f"{PAGES}{feed.pk}/pull/")
    page = desk.get(f"{PAGES}{feed.pk}/").content.decode()
    assert "being pulled" in page
    assert f'hx-get="{PAGES}{feed.pk}/progress/"' in page
    part = desk.get(f"{PAGES}{feed.pk}/progress/", headers={"HX-Request": "true"})
    assert "0 new" in part.content.decode()
    assert "already" in desk.post(f"{PAGES}{feed.pk}/pull/", follow=True).content.decode()
    work_off()
    assert desk.get(f"{PAGES}{feed.pk}/progress/", headers={"HX-Request": "true"})["HX-Redirect"].endswith(
        f"{PAGES}{feed.pk}/"
    )
    page = desk.get(f"{PAGES}{feed.pk}/").content.decode()
    assert "in order" in page
    assert "asked for by" in page


def test_what_went_wrong_stands_on_the_page(desk, publisher, add):
    feed = add(publisher.refuse("/feed.json", 500))
    work_off()
    page = desk.get(f"{PAGES}{feed.pk}/").content.decode()
    assert "The site failed while it answered. It answered with status 500." in page
    assert "It is tried again" in page
    listed = desk.get(PAGES).content.decode()
    assert "failed" in listed
    assert "The site failed while it answered. It answered with status 500." in listed


def test_a_key_is_on_no_page_in_no_answer_and_in_no_ledger(desk, feed, editor, now, caplog):
    stop_feed(feed_id=feed.pk, by=editor, at=now)
    seen = [desk.get(f"{PAGES}{path}").content.decode() for path in ("", f"{feed.pk}/", f"{feed.pk}/change/")]
    seen += [desk.get(f"{API}{path}").content.decode() for path in ("", f"{feed.pk}/", f"{feed.pk}/runs/")]
    seen += [str(row) for row in Entry.objects.values_list("payload", flat=True)]
    assert KEY not in "".join(seen) + caplog.text
    assert '"has_key":true' in seen[3]


def test_nor_in_what_is_noted_of_a_failure(publisher, add, caplog):
    feed = add(publisher.refuse("/v1alpha1/claims:search", 500), kind="fact_check_tools", secret_key=KEY)
    work_off()
    assert publisher.asked[0]["key"] == KEY
    noted = [again(feed).fault, ImportRun.objects.get().fault, Job.objects.get().last_error, caplog.text]
    assert KEY not in "".join(noted)


# --- the API ---


def test_programs_do_the_same(desk):
    made = desk.post(API, {**SEARCH, "secret_key": KEY}, content_type="application/json")
    feed = ImportFeed.objects.get()
    assert (made.status_code, made["Location"]) == (201, f"{API}{feed.pk}/")
    assert (made.json()["has_key"], made.json()["is_on"]) == (True, True)
    changed = desk.put(f"{API}{feed.pk}/", {**SEARCH, "query": "tolls", "version": 1}, content_type="application/json")
    assert (changed.status_code, changed.json()["query"], changed.json()["has_key"]) == (200, "tolls", True)
    assert desk.post(f"{API}{feed.pk}/stop/").json()["is_on"] is False
    assert desk.post(f"{API}{feed.pk}/start/").json()["is_on"] is True
    pulled = desk.post(f"{API}{feed.pk}/pull/")
    assert (pulled.status_code, pulled.json()["ended_at"]) == (202, None)
    assert [one["id"] for one in desk.get(f"{API}{feed.pk}/runs/").json()["results"]] == [pulled.json()["id"]]
    assert desk.post(f"{API}{feed.pk}/pull/").status_code == 409


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({**FEED, "url": "http://10.0.0.1/"}, "address_blocked"),
        ({**FEED, "every_hours": 10**12}, "max_value"),
        ({**FEED, "surprise": 1}, "unknown_field"),
        ({"name": "x"}, "required"),
        ({**FEED, "name": "a\ud800"}, "bad_unicode"),
        ({**FEED, "max_age_days": "soon"}, "invalid"),
    ],
)
def test_programs_are_refused_with_a_code(desk, body, code):
    answer = desk.post(API, body, content_type="application/json")
    assert answer.status_code == 400
    assert code in {answer.json()["code"], *(fault["code"] for fault in answer.json()["errors"])}


def test_of_a_file_nothing_is_asked_and_nothing_typed_is_dropped(add, desk):
    typed = {"query": "rents", "publisher": "checks.example", "language": "en", "max_age_days": 7}
    with pytest.raises(Invalid) as refusal:
        SaidOfFeed(**FEED, **typed).tidied()
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [
        (name, "only_of_a_search") for name in typed
    ]
    answer = desk.post(API, {**FEED, "query": "rents"}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "query")
    assert add("https://data.example/feed.json?all=1").url == "https://data.example/feed.json?all=1"


def test_a_check_outlives_its_feed(publisher, add):
    feed = add(publisher.put("/feed.json", data_feed([review(1)])))
    work_off()
    feed.delete()
    assert ImportedCheck.objects.get().feed is None


def test_refusals_are_the_houses_own():
    with pytest.raises(DomainError):
        SaidOfFeed(name="", kind="", url="").tidied()
