"""Pulling feeds: whole, once, resumed where a worker died, and told of in words when it fails."""

import json
import os
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from claims import kinds
from claims.imports import kept_files, pulling
from claims.imports.feeds import pull_now, start_feed, stop_feed
from claims.imports.pulling import ask_for_due, give_up, pull
from claims.models import ImportedCheck, ImportFeed, ImportRun
from factcheck.fetching import Fault
from factcheck.jobs import queue, running
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail, Notice
from tests.claims.imports.conftest import work_off
from tests.claims.imports.publishers import RENTS, Answer, data_feed, found_claim, review
from tests.claims.matching.matching import article_with
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db
SEARCH = "fact_check_tools"


class Killed(BaseException):
    """A worker's process is gone: nothing of its own runs any more."""


def again(feed: ImportFeed) -> ImportFeed:
    return ImportFeed.objects.get(pk=feed.pk)


def last_run() -> ImportRun:
    return ImportRun.objects.latest("pk")


# --- a file with all of them ---


def test_a_feed_is_taken_in_with_its_holes_and_says_how_it_went(publisher, add):
    feed = add(publisher.put("/feed.json", data_feed([review(1), None, review(2), review(3, claimReviewed=None)])))
    assert work_off() == ["done"]
    feed, run = again(feed), last_run()
    assert (run.added, run.changed, run.unchanged, run.unusable) == (2, 0, 0, 1)
    assert (run.is_over, run.fault, feed.failures) == (True, "", 0)
    assert feed.due_at == feed.done_at + timedelta(hours=24)
    assert set(ImportedCheck.objects.values_list("feed", "publisher")) == {(feed.pk, "Ostrand Checks")}
    assert list(kept_files.file_of(run).parent.iterdir()) == []


def test_what_is_pulled_again_changes_only_what_changed(publisher, add, editor, now):
    feed = add(publisher.put("/feed.json", data_feed([review(1), review(2)])))
    work_off()
    publisher.put("/feed.json", data_feed([review(1), review(2, reviewRating={"alternateName": "True"}), review(3)]))
    pull_now(feed_id=feed.pk, by=editor, at=now)
    work_off()
    run = last_run()
    assert (run.added, run.changed, run.unchanged, run.by) == (1, 1, 1, editor)
    assert ImportedCheck.objects.count() == 3


def test_a_pull_that_brings_nothing_new_is_one_act(publisher, add, editor, now):
    feed = add(publisher.put("/feed.json", data_feed([review(n) for n in range(3)])))
    work_off()
    before = Entry.objects.latest("seq").seq
    pull_now(feed_id=feed.pk, by=editor, at=now)
    work_off()
    assert list(Entry.objects.filter(seq__gt=before).order_by("seq").values_list("verb", flat=True)) == [
        "pull_now",
        "pull",
    ]


def test_a_feed_that_is_still_the_same_is_not_read(publisher, add, editor, now):
    def answer(query, head):
        if head.get("If-None-Match") == '"v1"':
            return Answer(status=304, headers={"ETag": '"v1"'})
        return Answer(data_feed([review(1)]), headers={"ETag": '"v1"'})

    publisher.pages["/feed.json"] = answer
    feed = add(publisher.url("/feed.json"))
    work_off()
    pull_now(feed_id=feed.pk, by=editor, at=now)
    work_off()
    run = last_run()
    assert (run.not_modified, run.unchanged, run.fault) == (True, 0, "")
    assert again(feed).etag == '"v1"'


def test_a_feed_that_broke_off_is_asked_for_whole_the_next_time(publisher, add):
    whole = data_feed([review(n) for n in range(50)])
    feed = add(publisher.put("/feed.json", whole[: len(whole) // 2], ETag='"v1"'))
    work_off()
    feed = again(feed)
    assert "breaks off" in feed.fault
    assert feed.etag == ""


def test_a_large_feed_takes_several_jobs_and_each_goes_on_where_the_last_one_ended(
    publisher, add, pull_job, monkeypatch
):
    monkeypatch.setattr(pulling, "BATCH", 2)
    feed = add(publisher.put("/feed.json", data_feed([review(n) for n in range(5)])))
    taken = []
    while not last_run_is_over():
        pull(job=pull_job(feed), seconds=0)
        taken.append(ImportedCheck.objects.count())
        end_job(feed)
    assert taken == [1, 2, 3, 4, 5, 5]
    assert len(publisher.asked) == 1
    assert last_run().added == 5


@pytest.mark.parametrize("entry", [{"@type": "WebPage"}, 7, None])
def test_entries_without_any_check_use_up_the_time_too_and_are_noted(publisher, add, pull_job, entry):
    feed = add(publisher.put("/feed.json", json.dumps([entry] * 5).encode()))
    pull(job=pull_job(feed), seconds=0)
    run = last_run()
    assert (run.is_over, run.taken) == (False, 1)
    assert run.position > 0


def test_entries_without_any_check_are_noted_batch_by_batch(publisher, add, pull_job, monkeypatch):
    monkeypatch.setattr(pulling, "BATCH", 2)
    noted, take_batch = [], pulling.runs.take_batch

    def taking(run, checks, **how):
        noted.append((len(checks), how["taken"]))
        take_batch(run, checks, **how)

    monkeypatch.setattr(pulling.runs, "take_batch", taking)
    feed = add(publisher.put("/feed.json", json.dumps([{"@type": "WebPage"}] * 5).encode()))
    pull(job=pull_job(feed))
    assert noted == [(0, 2), (0, 4), (0, 5)]


def test_much_that_is_read_is_taken_in_before_more_is(publisher, add, monkeypatch):
    monkeypatch.setattr(pulling, "BATCH_BYTES", 1_000)
    add(publisher.put("/feed.json", data_feed([review(n) for n in range(10)])))
    work_off()
    assert last_run().added == 10
    assert Entry.objects.filter(verb="import_checks").count() >= 3


def test_a_slice_leaves_the_fetchers_to_others_soon():
    assert pulling.SLICE <= 20


@pytest.mark.parametrize("path", ["file", "search"])
def test_a_feed_that_brings_more_than_the_operator_allows_ends_and_keeps_what_came(
    publisher, add, settings, monkeypatch, path
):
    settings.IMPORT_MOST_CHECKS = 4
    monkeypatch.setattr(pulling, "BATCH", 2)
    if path == "file":
        feed = add(publisher.put("/feed.json", data_feed([review(n) for n in range(7)])))
    else:
        feed = add(publisher.put_search([found_claim(n) for n in range(7)]), kind=SEARCH)
    assert work_off() == ["done"]
    assert "more than 4 fact-checks" in again(feed).fault
    assert ImportedCheck.objects.count() == 4


def test_many_checks_in_few_entries_are_too_many_too(publisher, add, settings):
    settings.IMPORT_MOST_CHECKS = 4
    feed = add(publisher.put("/feed.json", json.dumps([{"item": [review(n) for n in range(7)]}]).encode()))
    work_off()
    assert "more than 4 fact-checks" in again(feed).fault
    assert not ImportedCheck.objects.exists()


def test_a_file_made_to_fill_the_memory_is_tried_once(publisher, add):
    members = ", ".join(f'"a{n}": "{"x" * 100_000}"' for n in range(20))
    feed = add(publisher.put("/feed.json", f'{{"@type": "DataFeed", {members}}}'.encode()))
    assert work_off() == ["done"]
    assert "more than any fact-check" in again(feed).fault
    assert (last_run().is_over, len(publisher.asked)) == (True, 1)


def test_only_files_of_this_desks_pulls_are_cleared_away(settings, publisher, add, now):
    feed = add(publisher.url("/feed.json"))
    run = pulling.runs.begin(feed.pk, at=now)
    own = [kept_files.file_of(run), kept_files.unfinished_file(run)]
    fresh = kept_files.file_of(ImportRun(pk=run.pk + 1))
    others = [settings.IMPORT_DIR / name for name in ("package.json", f"other-desk-{run.pk}.json", f"x{own[0].name}")]
    for file in (*own, fresh, *others):
        file.write_bytes(b"{}")
    for file in (*own, *others):
        os.utime(file, (0, 0))
    ask_for_due(at=now - timedelta(days=1))
    assert set(settings.IMPORT_DIR.iterdir()) == {fresh, *others}


def last_run_is_over() -> bool:
    return ImportRun.objects.exists() and last_run().is_over


def end_job(feed: ImportFeed) -> None:
    """What the queue does after a job: `pull` asked for itself again when it is not over."""
    job = Job.objects.filter(kind=kinds.PULL, subject_id=feed.pk, state="running").first()
    if job is not None:
        with queue.finishing(job):
            pass


@pytest.mark.parametrize("path", ["file", "search"])
def test_a_worker_killed_in_the_middle_leaves_its_work_and_the_next_one_ends_it_without_doubles(
    publisher, add, pull_job, monkeypatch, path
):
    monkeypatch.setattr(pulling, "BATCH", 2)
    if path == "file":
        feed = add(publisher.put("/feed.json", data_feed([review(n) for n in range(7)])))
    else:
        feed = add(publisher.put_search([found_claim(n) for n in range(7)]), kind=SEARCH)
    first = pull_job(feed)
    batches = []

    def taking(run, checks, **how):
        if len(batches) == 2:
            raise Killed
        batches.append(take_batch(run, checks, **how))

    take_batch = pulling.runs.take_batch
    with monkeypatch.context() as patched:
        patched.setattr(pulling.runs, "take_batch", taking)
        with pytest.raises(Killed):
            pull(job=first)
    assert ImportedCheck.objects.count() == 4
    Job.objects.filter(pk=first.pk).update(lease_until=Now() - timedelta(seconds=1))

    assert running.run(first.pk) == "done"

    run = ImportRun.objects.get()
    assert (run.added, run.unchanged, run.is_over) == (7, 0, True)
    assert ImportedCheck.objects.count() == 7


def test_a_worker_that_comes_back_from_the_dead_writes_nothing(publisher, add, pull_job, monkeypatch):
    monkeypatch.setattr(pulling, "BATCH", 2)
    feed = add(publisher.put("/feed.json", data_feed([review(n) for n in range(5)])))
    job = pull_job(feed)
    stale = pulling.runs.begin(feed.pk, at=feed.due_at)
    pull(job=job)
    assert last_run().is_over
    with pytest.raises(pulling.runs.PullOver):
        pulling.runs.take_batch(stale, [], at=feed.due_at, taken=2)


def test_two_workers_at_one_pull_take_each_entry_once(publisher, add, pull_job, now):
    feed = add(publisher.put("/feed.json", data_feed([review(1)])))
    one, other = (pulling.runs.begin(feed.pk, at=now) for _ in range(2))
    pulling.runs.take_batch(one, [], at=now, taken=2)
    with pytest.raises(queue.LeaseLost):
        pulling.runs.take_batch(other, [], at=now, taken=2)


# --- a search of claims ---


def test_a_search_is_followed_to_its_last_page_with_the_key(publisher, add):
    url = publisher.put_search([found_claim(n) for n in range(5)])
    feed = add(url, kind=SEARCH, query="", publisher="checks.example", language="en-US", secret_key="s3cret")
    assert work_off() == ["done"]
    assert ImportedCheck.objects.filter(feed=feed).count() == 5
    assert [one.get("pageToken") for one in publisher.asked] == [None, "2", "4"]
    assert publisher.asked[0] == {
        "reviewPublisherSiteFilter": "checks.example",
        "languageCode": "en-US",
        "pageSize": "100",
        "key": "s3cret",
    }


def test_the_pause_between_two_pages_is_kept_and_nobody_waits_for_longer_than_a_job_lasts(
    publisher, add, settings, pull_job
):
    settings.FETCH_PAUSE_SECONDS = 30
    feed = add(publisher.put_search([found_claim(n) for n in range(5)]), kind=SEARCH)
    with pytest.raises(queue.NotNow):
        pull(job=pull_job(feed), seconds=10)
    assert (len(publisher.asked), last_run().pages, last_run().page_token) == (1, 1, "2")


def test_a_page_that_leads_to_itself_ends_the_pull(publisher, add):
    said = json.dumps({"claims": [found_claim(1)], "nextPageToken": "again"}).encode()
    feed = add(publisher.put("/v1alpha1/claims:search", said), kind=SEARCH)
    work_off()
    assert again(feed).fault == pulling.REPEATED
    assert len(publisher.asked) == 2


def test_pages_without_end_end(publisher, add, monkeypatch):
    monkeypatch.setattr(pulling, "MOST_PAGES", 3)

    def answer(query, head):
        return Answer(json.dumps({"nextPageToken": query.get("pageToken", "") + "x"}).encode())

    publisher.pages["/v1alpha1/claims:search"] = answer
    feed = add(publisher.url(""), kind=SEARCH)
    work_off()
    assert again(feed).fault == pulling.ENDLESS
    assert len(publisher.asked) == 3


# --- what goes wrong ---


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "nothing at this address"), (403, "refused us"), (500, "failed while it answered"), (400, "status 400")],
)
@pytest.mark.parametrize("kind", [SEARCH, "claimreview_feed"])
def test_what_the_site_answers_is_said_in_words(publisher, add, kind, status, words):
    feed = add(publisher.refuse("/v1alpha1/claims:search", status), kind=kind)
    assert work_off() == ["done"]
    assert words in again(feed).fault
    assert words in last_run().fault


def test_every_reason_has_words():
    assert set(Fault) <= set(pulling.WHY_NOT)


def test_a_feed_larger_than_the_operator_allows_is_refused_and_leaves_no_file(publisher, add, settings):
    settings.IMPORT_MOST_BYTES = 1_000
    feed = add(publisher.put("/feed.json", data_feed([review(n) for n in range(50)])))
    work_off()
    assert "larger than 1,000 bytes" in again(feed).fault
    assert list(settings.IMPORT_DIR.iterdir()) == []


def test_hosts_that_the_operator_has_not_named_are_not_asked(publisher, add, settings):
    feed = add(publisher.put("/feed.json", data_feed([review(1)])))
    settings.IMPORT_HOSTS = ["checks.example"]
    work_off()
    assert "operator" in again(feed).fault
    assert publisher.asked == []


def test_a_site_that_asks_for_a_pause_gets_it(publisher, add):
    feed = add(publisher.refuse("/feed.json", 429, Retry_After="7200"))
    work_off()
    feed = again(feed)
    assert "refused us" in feed.fault
    ImportFeed.objects.filter(pk=feed.pk).update(due_at=feed.created_at)
    ask_for_due(at=feed.created_at)
    work_off()
    assert "left alone" in again(feed).fault
    assert len(publisher.asked) == 1


def test_after_three_failures_in_a_row_editors_are_told_once(publisher, add, editor, now):
    feed = add(publisher.refuse("/feed.json", 500))
    PersonFactory()
    other = AdminFactory()
    told = []
    for _ in range(4):
        ImportFeed.objects.update(due_at=now)
        ask_for_due(at=now)
        work_off()
        told.append(Notice.objects.filter(kind="import_failing").count())
    assert told == [0, 0, 2, 2]
    assert set(Notice.objects.values_list("to", flat=True)) == {editor.pk, other.pk}
    assert Mail.objects.count() == 2
    assert again(feed).failures == 4


def test_a_feed_that_fails_is_asked_less_and_less_often(publisher, add, now):
    feed = add(publisher.refuse("/feed.json", 500), every_hours=6)
    pauses = []
    for _ in range(5):
        ImportFeed.objects.update(due_at=now)
        pulling.runs.fail(pulling.runs.begin(feed.pk, at=now), "It failed.", at=now)
        pauses.append((again(feed).due_at - now).total_seconds() / 3600)
    assert pauses == [1, 2, 4, 6, 6]


def test_what_works_again_is_in_order_again(publisher, add, editor, now):
    feed = add(publisher.refuse("/feed.json", 500))
    work_off()
    publisher.put("/feed.json", data_feed([review(1)]))
    pull_now(feed_id=feed.pk, by=editor, at=now)
    work_off()
    assert (again(feed).failures, again(feed).fault) == (0, "")


def test_a_job_that_is_set_aside_ends_the_pull(publisher, add, now):
    feed = add(publisher.url("/feed.json"))
    pulling.runs.begin(feed.pk, at=now)
    give_up(feed_id=feed.pk, at=now)
    assert last_run().fault == pulling.BROKE


# --- when ---


def test_only_feeds_whose_time_has_come_are_asked_for(publisher, add, editor, now):
    feeds = [add(publisher.url(f"/{n}.json"), at=now) for n in range(3)]
    stop_feed(feed_id=feeds[1].pk, by=editor, at=now)
    ImportFeed.objects.filter(pk=feeds[2].pk).update(due_at=now + timedelta(hours=1))
    Job.objects.all().delete()
    assert ask_for_due(at=now) == 1
    assert Job.objects.get().subject_id == feeds[0].pk


def test_a_job_too_many_pulls_nothing(publisher, add, now):
    add(publisher.put("/feed.json", data_feed([review(1)])))
    work_off()
    Job.objects.all().delete()
    queue.enqueue(kinds.PULL, subject_id=ImportFeed.objects.get().pk)
    queue.enqueue(kinds.PULL, subject_id=10**9)
    assert work_off() == ["done", "done"]
    assert ImportRun.objects.count() == 1


def test_a_feed_stopped_in_the_middle_ends_and_keeps_what_came(publisher, add, editor, pull_job, now, monkeypatch):
    monkeypatch.setattr(pulling, "BATCH", 2)
    feed = add(publisher.put("/feed.json", data_feed([review(n) for n in range(5)])))
    moments = iter(range(100))

    def clock():
        if next(moments) == 2:
            stop_feed(feed_id=feed.pk, by=editor, at=now)
        return now

    pull(job=pull_job(feed), clock=clock)
    run = last_run()
    assert (run.is_over, run.added, ImportedCheck.objects.count()) == (True, 2, 2)
    assert "stopped" in run.fault
    assert list(kept_files.file_of(run).parent.iterdir()) == []


def test_a_stopped_feed_starts_again(publisher, add, editor, now):
    feed = add(publisher.put("/feed.json", data_feed([review(1)])))
    stop_feed(feed_id=feed.pk, by=editor, at=now)
    work_off()
    assert not ImportedCheck.objects.exists()
    start_feed(feed_id=feed.pk, by=editor, at=now)
    work_off()
    assert ImportedCheck.objects.count() == 1


# --- what it is for ---


def test_what_waits_in_triage_is_matched_again_once_at_the_end(publisher, add, monkeypatch):
    monkeypatch.setattr(pulling, "BATCH", 2)
    article = article_with(RENTS)
    Job.objects.all().delete()
    add(publisher.put("/feed.json", data_feed([review(n) for n in range(4)])))
    work_off()
    assert Job.objects.get(kind=kinds.MATCH).subject_id == article.pk


def test_two_feeds_that_tell_of_one_check_do_not_change_it_back_and_forth(publisher, add, editor, now):
    add(publisher.put("/a.json", data_feed([review(1)])))
    work_off()
    other = found_claim(1, textualRating="Falsch", title="A title", languageCode="de")
    add(publisher.put_search([other]), kind=SEARCH)
    work_off()
    check, run = ImportedCheck.objects.get(), last_run()
    assert (check.outcome_rating, check.language, check.title) == ("Mostly false", "en", "A title")
    assert run.changed == 1
    pull_now(feed_id=run.feed_id, by=editor, at=now)
    work_off()
    assert (last_run().changed, last_run().unchanged) == (0, 1)
