"""Alive, ready, counted."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client

from factcheck.jobs import doorbell, queue
from factcheck.jobs.models import Job, JobState, Sweep, Worker
from factcheck.ledger import acts as ledger

OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}
PROXIED = {"headers": {"X-Forwarded-For": "203.0.113.9"}}


@pytest.fixture(autouse=True)
def a_broker_that_answers(monkeypatch):
    monkeypatch.setattr(doorbell, "count_waiting", lambda queue: 0)


def ready(client: Client) -> tuple[int, dict]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


class TestLivez:
    def test_it_needs_no_database_no_known_host_and_tells_nothing_else(self, client, settings):
        # Without the django_db mark any query fails the test.
        settings.ALLOWED_HOSTS = ["facts.example"]
        answer = client.get("/livez", headers={"host": "10.0.0.7"}, **OUTSIDE)
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert not answer.cookies

    def test_it_only_answers_questions(self, client):
        assert client.post("/livez").status_code == 405


@pytest.mark.django_db
class TestReadyz:
    def test_a_fresh_desk_is_ready(self, client):
        status, told = ready(client)
        assert (status, told["status"]) == (200, "ok")
        assert set(told["checks"].values()) == {"ok"}
        assert set(told["checks"]) == {"database", "migrations", "jobs", "sweeper", "broker"}

    def test_without_the_broker_it_is_degraded_not_dead(self, client, monkeypatch):
        monkeypatch.setattr(doorbell, "count_waiting", lambda queue: None)
        status, told = ready(client)
        assert (status, told["status"], told["checks"]["broker"]) == (200, "degraded", "no answer")

    def test_a_job_due_for_more_than_five_minutes_makes_it_unready(self, client):
        job = queue.enqueue("x", subject_id=1)
        Job.objects.update(run_after=Now() - timedelta(minutes=4))
        assert ready(client)[0] == 200
        Job.objects.update(run_after=Now() - timedelta(minutes=6))
        status, told = ready(client)
        assert status == 503
        assert "due for 360 s" in told["checks"]["jobs"]
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
        assert ready(client)[0] == 200

    def test_a_silent_worker_makes_it_unready(self, client):
        Worker.objects.create(name="default@here", queues=["default"], pid=1)
        Sweep.objects.create(pk=1, at=Now())
        assert ready(client)[0] == 200
        Worker.objects.update(beat_at=Now() - timedelta(seconds=61))
        status, told = ready(client)
        assert (status, told["checks"]["sweeper"]) == (503, "silent: default@here")

    def test_a_worker_that_does_not_sweep_makes_it_unready(self, client):
        Worker.objects.create(name="default@here", queues=["default"], pid=1)
        assert ready(client)[0] == 503
        Sweep.objects.create(pk=1, at=Now() - timedelta(minutes=3))
        assert ready(client)[1]["checks"]["sweeper"] == "no sweep for two minutes"
        Sweep.objects.update(at=Now())
        assert ready(client)[0] == 200

    def test_a_database_that_takes_no_writes_makes_it_unready(self, client):
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
            cursor.execute("SET transaction_read_only = on")
            status, told = ready(client)
        assert status == 503
        assert told["checks"]["database"] != "ok"

    def test_a_missing_migration_makes_it_unready(self, client):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
        status, told = ready(client)
        assert status == 503
        assert "not applied" in told["checks"]["migrations"]

    @pytest.mark.parametrize("outsider", [OUTSIDE, PROXIED], ids=["from outside", "through a proxy"])
    def test_outsiders_learn_the_state_and_nothing_else(self, client, outsider):
        answer = client.get("/readyz", **outsider)
        assert json.loads(answer.content) == {"status": "ok"}
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
class TestMetrics:
    def test_they_follow_what_happens(self, client, now):
        def value(line: str) -> str:
            page = client.get("/metrics").content.decode()
            return next(row.rpartition(" ")[2] for row in page.splitlines() if row.startswith(line + " "))

        assert value('desk_jobs{state="quarantined"}') == "0.0"
        job = queue.enqueue("x", subject_id=1)
        queue.put_back(queue.take(job.pk), error="no", hopeless=True)
        queue.enqueue("x", subject_id=2)
        Job.objects.filter(subject_id=2).update(run_after=Now() - timedelta(seconds=90))
        Worker.objects.create(name="w@here", queues=["default"], pid=1, deaf_ends=3)
        with ledger.act("note", by=None, at=now):
            pass
        assert value('desk_jobs{state="quarantined"}') == "1.0"
        assert value('desk_jobs{state="queued"}') == "1.0"
        assert float(value("desk_job_oldest_wait_seconds")) == pytest.approx(90, abs=30)
        assert value('desk_worker_alive{worker="w@here"}') == "1.0"
        assert value('desk_worker_deaf_ends_total{worker="w@here"}') == "3.0"
        assert value("desk_ledger_head") == "1.0"

    @pytest.mark.parametrize("outsider", [OUTSIDE, PROXIED], ids=["from outside", "through a proxy"])
    def test_for_outsiders_there_is_nothing(self, client, outsider):
        assert client.get("/metrics", **outsider).status_code == 404

    def test_with_a_token_only_its_bearer_reads_them(self, client, settings):
        settings.METRICS_TOKEN = "for the scraper"
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer for the scraper"}, **OUTSIDE).status_code == 200
