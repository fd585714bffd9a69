"""One key from many places at once, and a process that dies in the middle."""

import os
import subprocess
import sys
from collections import Counter
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection

from claims.models import Article, Submission
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from factcheck.once.models import KeptAnswer
from tests.engines import url_of
from tests.factories.people import AdminFactory
from tests.scene import browser

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLES = "/api/v1/articles/"
TEXT = {"text": "Rents rose by 9 per cent in 2023, the council said."}
SENT = {"content_type": "application/json", "headers": {"Idempotency-Key": "one-key"}}
THREADS = 50


def test_fifty_at_once_under_one_key_make_one_article():
    person, start, answers = AdminFactory(), Barrier(THREADS), []
    clients = [browser(person) for _ in range(THREADS)]

    def send(client) -> None:
        start.wait(timeout=20)
        try:
            answers.append(client.post(ARTICLES, TEXT, **SENT))
        finally:
            connection.close()

    threads = [Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    counted = Counter(answer.status_code for answer in answers)
    assert set(counted) <= {202, 409}, counted
    assert sum(counted.values()) == THREADS
    assert len({answer.content for answer in answers if answer.status_code == 202}) == 1
    assert sum("Idempotency-Replayed" not in answer for answer in answers if answer.status_code == 202) == 1
    waiting = [answer for answer in answers if answer.status_code == 409]
    assert {(one.json()["code"], one["Retry-After"]) for one in waiting} <= {("idempotency_key_in_use", "1")}
    assert (Article.objects.count(), Submission.objects.count(), KeptAnswer.objects.count()) == (1, 1, 1)
    assert first_break(Entry.objects.order_by("seq")) is None
    assert clients[0].post(ARTICLES, TEXT, **SENT)["Idempotency-Replayed"] == "true"


DIES = """
import os, signal, sys
import django
django.setup()
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

where, person = sys.argv[1], get_user_model().objects.get(pk=int(sys.argv[2]))

class Dying:
    def __call__(self, execute, sql, params, many, context):
        if where == "before" and "ledger_entry" in sql and sql.startswith("INSERT"):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

client = Client()
client.force_login(person)
with connection.execute_wrapper(Dying()):
    client.post("/api/v1/articles/", {"text": "Rents rose by 9 per cent in 2023, the council said."},
                content_type="application/json", headers={"Idempotency-Key": "one-key"})
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("where", "rows"), [("before", 0), ("after", 1)])
def test_a_process_killed_before_or_after_it_commits_leaves_nothing_or_all(where, rows):
    person = AdminFactory()
    env = {
        **os.environ,
        "DATABASE_URL": url_of(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "ALLOWED_HOSTS": "testserver",
    }
    died = subprocess.run(
        [sys.executable, "-c", DIES, where, str(person.pk)],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert died.returncode == -9, died.stderr[-2000:]
    assert (Article.objects.count(), KeptAnswer.objects.count()) == (rows, rows)

    again = browser(person).post(ARTICLES, TEXT, **SENT)

    assert again.status_code == 202
    assert ("Idempotency-Replayed" in again) is bool(rows)
    assert (Article.objects.count(), Submission.objects.count()) == (1, 1)
    assert first_break(Entry.objects.order_by("seq")) is None
