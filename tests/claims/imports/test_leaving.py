"""A feed that is removed takes along what only it brought; what decisions rest on, and what others tell, stays."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import kinds
from claims.imports import leaving, pulling
from claims.imports.claimreviews import read_claim_review
from claims.imports.feeds import change_feed, pull_now, remove_feed, start_feed, stop_feed
from claims.imports.leaving import count_leaving
from claims.imports.taking_in import import_checks
from claims.imports.typed import SaidOfFeed
from claims.matching.deciding import confirm_match, refuse_match
from claims.models import ClaimMatch, ImportedCheck, ImportFeed, ImportRun
from claims.selectors.matches import see_matches
from claims.states import Suggestion
from claims.triage import dismiss_claim
from factcheck.core.errors import Conflict, InvalidTransition, NotAllowed, NotFound
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from tests.claims.imports.conftest import work_off
from tests.claims.imports.publishers import data_feed, review
from tests.factories.claims import AT, CandidateFactory
from tests.factories.imports import make_feed
from tests.factories.people import PersonFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db

PAGES, API = "/desk/imports/", "/api/v1/imports/"
KEY = "K3Y-that-nobody-reads"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.INDEX_DIR, settings.IMPORT_DIR = tmp_path / "index", tmp_path / "imports"


@pytest.fixture
def feed(editor):
    return make_feed(by=editor)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def check(number: int, **about) -> ImportedCheck:
    url = f"https://checks.example/{number}"
    about = {"claim_text": f"Claim number {number} of a council", **about}
    return ImportedCheck.objects.create(
        url_hash=f"{number:064}", url=url, outcome_url=url, publisher="Ostrand", imported_at=AT, **about
    )


def suggested(found: ImportedCheck) -> ClaimMatch:
    return ClaimMatch.objects.create(claim=CandidateFactory(), imported=found, score=0.8)


def removed(feed: ImportFeed, editor, now) -> ImportFeed:
    return remove_feed(feed_id=feed.pk, version=feed.version, by=editor, at=now)


def left() -> set[int]:
    return set(ImportedCheck.objects.values_list("pk", flat=True))


def test_its_checks_and_its_pulls_go_and_then_the_feed(feed, editor, now):
    mine, other = check(1, feed=feed), check(2, feed=make_feed(by=editor))
    by_hand = check(3)
    pull_now(feed_id=feed.pk, by=editor, at=now)
    match = suggested(mine)
    removed(feed, editor, now)
    assert run_waiting_jobs(kinds.LEAVE) == ["done"]
    assert left() == {other.pk, by_hand.pk}
    assert not ClaimMatch.objects.filter(pk=match.pk).exists()
    assert not ImportRun.objects.exists()
    assert not ImportFeed.objects.filter(pk=feed.pk).exists()
    facts = json.loads(Entry.objects.get(verb="forget_checks").payload)
    assert facts == {"removed": 1, "kept": 0, "handed_over": 0}
    assert Entry.objects.filter(verb="end_feed", subject_id=feed.pk).exists()


def test_at_once_it_asks_nobody_and_its_key_is_forgotten(feed, editor, now):
    ImportFeed.objects.update(secret_key=KEY)
    run = pull_now(feed_id=feed.pk, by=editor, at=now)
    feed = removed(feed, editor, now)
    feed.refresh_from_db()
    assert (feed.is_on, feed.secret_key, feed.leaving_at) == (False, "", now)
    assert ImportRun.objects.get(pk=run.pk).is_over
    assert pulling.ask_for_due(at=now) == 0


def test_what_decisions_rest_on_stays_as_history(feed, editor, now):
    confirmed, dismissed, refused = (suggested(check(n, feed=feed)) for n in (1, 2, 3))
    confirm_match(match_id=confirmed.pk, by=editor, at=now)
    dismiss_claim(claim_id=dismissed.claim_id, reason="already_checked", by=editor, at=now)
    refuse_match(match_id=refused.pk, by=editor, at=now)
    open_one = ClaimMatch.objects.create(claim=CandidateFactory(), imported=confirmed.imported, score=0.5)
    removed(feed, editor, now)
    run_waiting_jobs(kinds.LEAVE)
    assert left() == {confirmed.imported_id, dismissed.imported_id}
    assert set(ClaimMatch.objects.values_list("pk", flat=True)) == {confirmed.pk, dismissed.pk}
    assert set(ImportedCheck.objects.values_list("is_offered", "feed")) == {(False, None)}
    assert [one.match for one in see_matches(editor, confirmed.claim)] == [confirmed]
    assert [one.match for one in see_matches(editor, dismissed.claim)] == [dismissed]
    assert see_matches(editor, open_one.claim) == []


def test_a_claim_dismissed_for_another_reason_rests_on_no_check(feed, editor, now):
    match = suggested(check(1, feed=feed))
    dismiss_claim(claim_id=match.claim_id, reason="opinion", by=editor, at=now)
    removed(feed, editor, now)
    run_waiting_jobs(kinds.LEAVE)
    assert left() == set()


def test_suggestions_are_gone_from_the_card_before_any_worker_comes(feed, editor, now):
    match = suggested(check(1, feed=feed))
    assert see_matches(editor, match.claim)
    removed(feed, editor, now)
    assert see_matches(editor, match.claim) == []


def test_claims_are_compared_no_more_with_what_goes_or_stayed_as_history(feed, editor, now):
    words = "Rents in Ostrand rose by 9 per cent in 2023, the city council said."
    kept = suggested(check(1, feed=feed, claim_text=words))
    confirm_match(match_id=kept.pk, by=editor, at=now)
    removed(feed, editor, now)
    claim = CandidateFactory(text=words)
    for _ in ("while it goes", "afterwards"):
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=claim.pk)
        run_waiting_jobs(kinds.MATCH_CLAIM)
        assert not ClaimMatch.objects.filter(claim=claim).exists()
        run_waiting_jobs(kinds.LEAVE)
    assert left() == {kept.imported_id}


def test_what_another_feed_or_a_file_told_too_stays_theirs(publisher, add, editor, now):
    read = [review(1), review(2), review(3)]
    first = add(publisher.put("/first.json", data_feed(read)))
    work_off()
    second = add(publisher.put("/second.json", data_feed(read[:1])))
    work_off()
    import_checks(checks_in(read[2]), at=now)
    assert (count_leaving(first).goes, count_leaving(first).told_elsewhere) == (1, 2)
    removed(first, editor, now)
    run_waiting_jobs(kinds.LEAVE)
    owners = dict(ImportedCheck.objects.values_list("url", "feed"))
    assert owners == {"https://checks.example/1": second.pk, "https://checks.example/3": None}
    assert set(ImportedCheck.objects.values_list("is_offered", flat=True)) == {True}
    removed(ImportFeed.objects.get(), editor, now)
    run_waiting_jobs(kinds.LEAVE)
    assert [one.url for one in ImportedCheck.objects.all()] == ["https://checks.example/3"]


def checks_in(*reviews):
    return [read_claim_review(one) for one in reviews]


def test_a_check_that_stayed_as_history_is_offered_again_when_somebody_tells_of_it(publisher, add, editor, now):
    file = publisher.put("/feed.json", data_feed([review(1)]))
    feed = add(file)
    work_off()
    kept = suggested(ImportedCheck.objects.get())
    confirm_match(match_id=kept.pk, by=editor, at=now)
    removed(ImportFeed.objects.get(pk=feed.pk), editor, now)
    run_waiting_jobs(kinds.LEAVE)
    again = add(file)
    work_off()
    row = ImportedCheck.objects.get()
    assert (row.pk, row.feed, row.is_offered, row.also_from) == (kept.imported_id, again, True, [])


def test_a_worker_that_dies_leaves_the_rest_to_the_next_one(feed, editor, now, monkeypatch):
    monkeypatch.setattr(leaving, "BATCH", 2)
    for number in range(5):
        check(number, feed=feed)
    removed(feed, editor, now)
    leave_job = Job.objects.get(kind=kinds.LEAVE)
    leaving.leave(job=queue.take(leave_job.pk), seconds=0)  # one batch, and the job is never said to be over
    assert len(left()) == 3
    Job.objects.filter(pk=leave_job.pk).update(lease_until=AT)
    leaving.ask_for_leaving()
    leaving.leave(job=queue.take(leave_job.pk) or Job.objects.get(pk=leave_job.pk), seconds=0)
    assert len(left()) == 1
    Job.objects.filter(pk=leave_job.pk).update(state="queued", token=None, lease_until=None)
    assert run_waiting_jobs(kinds.LEAVE)[-1] == "done"
    assert left() == set()
    assert not ImportFeed.objects.exists()


def test_a_batch_asks_as_much_however_many_checks_it_has(editor, now):
    def asked(first: int, count: int) -> int:
        feed, other = make_feed(by=editor), make_feed(by=editor)
        for number in range(first, first + count):
            suggested(check(number, feed=feed, also_from=[other.pk] if number % 3 == 0 else []))
        some = ClaimMatch.objects.filter(imported__feed=feed, imported__also_from=[]).order_by("pk").first()
        confirm_match(match_id=some.pk, by=editor, at=now)
        feed = removed(feed, editor, now)
        with CaptureQueriesContext(connection) as made:
            assert leaving._leave_some(feed, at=now)
        assert not ImportedCheck.objects.filter(feed=feed).exists()
        return len(made)

    assert asked(0, 6) == asked(100, 40)


def test_nothing_else_is_done_with_a_feed_that_goes(feed, editor, now):
    removed(feed, editor, now)
    for verb in (stop_feed, start_feed, pull_now):
        with pytest.raises(InvalidTransition):
            verb(feed_id=feed.pk, by=editor, at=now)
    said = SaidOfFeed(name="Ostrand", kind="claimreview_feed", url="https://data.example/all.json")
    with pytest.raises(InvalidTransition):
        change_feed(feed_id=feed.pk, said=said, version=2, by=editor, at=now)
    with pytest.raises(InvalidTransition):
        remove_feed(feed_id=feed.pk, version=2, by=editor, at=now)


def test_only_editors_remove_what_they_looked_at(feed, editor, now):
    with pytest.raises(NotAllowed):
        remove_feed(feed_id=feed.pk, version=1, by=PersonFactory(), at=now)
    with pytest.raises(Conflict):
        remove_feed(feed_id=feed.pk, version=7, by=editor, at=now)
    with pytest.raises(NotFound):
        remove_feed(feed_id=10**9, version=1, by=editor, at=now)
    assert not Job.objects.filter(kind=kinds.LEAVE).exists()


# --- the page and the API ---


def test_the_page_says_what_goes_before_it_goes(desk, feed, editor, now):
    ImportFeed.objects.update(secret_key=KEY)
    for number in range(3):
        check(number, feed=feed)
    match = suggested(check(3, feed=feed))
    confirm_match(match_id=match.pk, by=editor, at=now)
    check(4, feed=feed, also_from=[0])
    page = desk.get(f"{PAGES}{feed.pk}/remove/").content.decode()
    words = " ".join(page.replace("<", " <").split())
    assert '<span class="nums">3 </span> checks that only this feed' in words
    assert '<span class="nums">1 </span> check by which' in words
    assert "its key is forgotten" in page
    assert KEY not in page
    stale = desk.post(f"{PAGES}{feed.pk}/remove/", {"version": 7})
    assert (stale.status_code, "Somebody else has changed" in stale.content.decode()) == (409, True)
    done = desk.post(f"{PAGES}{feed.pk}/remove/", {"version": 1})
    assert (done.status_code, done["Location"]) == (303, PAGES)
    assert "being removed" in desk.get(PAGES).content.decode()
    shown = desk.get(f"{PAGES}{feed.pk}/").content.decode()
    assert "An editor removed this feed" in shown
    assert "Pull now" not in shown
    run_waiting_jobs(kinds.LEAVE)
    assert desk.get(f"{PAGES}{feed.pk}/").status_code == 404


def test_a_form_without_a_version_removes_nothing(desk, feed):
    assert desk.post(f"{PAGES}{feed.pk}/remove/", {}).status_code == 400
    assert not ImportFeed.objects.exclude(leaving_at=None).exists()


def test_programs_remove_a_feed_too(desk, feed):
    check(1, feed=feed)
    address = f"{API}{feed.pk}/remove/"
    assert desk.get(address).json() == {"goes": 1, "stays": 0, "told_elsewhere": 0}
    assert desk.post(address, {}, content_type="application/json").status_code == 400
    gone = desk.post(address, {"version": 1}, content_type="application/json")
    assert (gone.status_code, gone.json()["is_on"], gone.json()["leaving_at"] is None) == (202, False, False)
    assert desk.post(address, {"version": 2}, content_type="application/json").status_code == 409


def test_a_person_who_confirms_meanwhile_is_heeded(feed, editor, now):
    match = suggested(check(1, feed=feed))
    removed(feed, editor, now)
    confirm_match(match_id=match.pk, by=editor, at=now)
    run_waiting_jobs(kinds.LEAVE)
    assert ClaimMatch.objects.get().state == Suggestion.CONFIRMED
