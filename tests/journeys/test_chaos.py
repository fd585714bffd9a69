"""Processes are killed; nothing is lost and nothing happens twice."""

import statistics
import time

import pytest

from factcheck import embedded
from factcheck.processes import wait_until
from factcheck.road.person import expect
from factcheck.road.seeds import read_seed_articles
from factcheck.road.walk import submit

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(240)]

CHAOS = "chaos"
MANY = 40


def numbered(n: int) -> dict[str, str]:
    """An article of its own, from a sample text."""
    texts = [article["text"] for article in read_seed_articles() if "text" in article]
    text = texts[n % len(texts)]
    return {"text": f"{text}\n\nThis is copy number {n}, and it says so.", "title": f"Copy {n}"}


def split_articles(desk) -> int:
    return desk.sql("SELECT count(*) FROM claims_article WHERE status = 'split'")[0][0]


def doubled(desk) -> list[tuple]:
    """Articles extracted more than once, and spans proposed more than once."""
    return desk.sql("SELECT article_id FROM claims_extractionrun GROUP BY 1 HAVING count(*) > 1") + desk.sql(
        'SELECT article_id, start FROM claims_appearance GROUP BY 1, 2, "end" HAVING count(*) > 1'
    )


def test_a_worker_killed_in_the_middle_of_an_extraction_leaves_nothing_lost_and_nothing_doubled(
    fragile_desk, record_property
):
    desk = fragile_desk
    editor = desk.sign_in("admin")
    whole = (read_seed_articles()[0]["text"] + "\n\n") * 200
    article = submit(editor, {"text": whole[:900_000], "title": "A very long article"})
    others = [submit(editor, numbered(n)) for n in range(5)]
    desk.start("worker")
    running = "SELECT count(*) FROM jobs_job WHERE state = 'running' AND subject_id = %s"
    assert wait_until(lambda: desk.sql(running, article)[0][0] == 1, seconds=60)

    desk.kill("worker")

    assert desk.sql("SELECT count(*) FROM claims_extractionrun WHERE article_id = %s", article)[0][0] == 0
    # Instead of waiting for the lease to run out, the row is moved back.
    desk.sql("UPDATE jobs_job SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    started_at = time.monotonic()
    desk.start("worker")
    assert wait_until(lambda: split_articles(desk) == 1 + len(others), seconds=120)
    assert doubled(desk) == []
    record_property("seconds_until_all_was_split", round(time.monotonic() - started_at, 1))
    assert desk.sql("SELECT tries FROM jobs_job WHERE kind = 'extract' AND subject_id = %s", article) == [(2,)]


def test_a_broker_killed_and_restarted_empty_under_load_loses_nothing(fragile_desk, record_property):
    desk = fragile_desk
    desk.start("worker")
    editor = desk.sign_in("admin")
    for n in range(MANY // 2):
        submit(editor, numbered(n))

    embedded.kill_valkey(desk.home, name=CHAOS)
    for n in range(MANY // 2, MANY):
        submit(editor, numbered(n))
    embedded.start_valkey(desk.home, empty=True, durable=False, name=CHAOS)
    back_at, done_by_then = time.monotonic(), split_articles(desk)

    consuming = wait_until(lambda: split_articles(desk) > done_by_then or split_articles(desk) == MANY, seconds=30)
    assert consuming, f"the worker was deaf for {time.monotonic() - back_at:.0f} s"
    record_property("seconds_until_consuming_again", round(time.monotonic() - back_at, 1))
    assert wait_until(lambda: split_articles(desk) == MANY, seconds=120)
    record_property("seconds_until_all_was_split", round(time.monotonic() - back_at, 1))
    assert doubled(desk) == []
    assert desk.is_running("worker")


def test_a_broker_that_is_down_does_not_keep_anyone_from_submitting(fragile_desk, record_property):
    desk = fragile_desk
    desk.start("worker")
    editor = desk.sign_in("admin")
    submit(editor, numbered(0))
    embedded.kill_valkey(desk.home, name=CHAOS)

    times = []
    for n in range(1, 21):
        started = time.perf_counter()
        expect(editor.post("/api/v1/articles/", numbered(n)), 202)
        times.append(time.perf_counter() - started)
    record_property("median_answer_ms", round(statistics.median(times) * 1000))
    record_property("slowest_answer_ms", round(max(times) * 1000))
    assert statistics.median(times) < 0.3
    assert sorted(times)[-2] < 0.3, times

    embedded.start_valkey(desk.home, durable=False, name=CHAOS)
    back_at = time.monotonic()
    assert wait_until(lambda: split_articles(desk) == 21, seconds=60)
    record_property("seconds_until_all_was_split", round(time.monotonic() - back_at, 1))
    assert doubled(desk) == []
