"""The shelf in real web servers: what changes is seen at once in every process, and soon after the worst moment."""

import os
import signal
import subprocess
import sys
import time

import pytest

from factcheck import embedded
from factcheck.processes import wait_until
from factcheck.road.opening import BASE_DIR
from factcheck.road.person import Person, expect

CHAOS = "chaos"
PROMISED_SECONDS = 15
ENOUGH = 24  # new connections, shared out among the two processes of a web server

PUBLISH = """
import django
django.setup()
from django.db import transaction
from tests.factories.removals import ask
from tests.factories.writing import make_published
with transaction.atomic():
    ask(make_published().verdict, "retraction")
"""
DIE = """
import django, os, signal
django.setup()
from django.db import transaction
from django.utils import timezone
from reviews.models import Removal
from reviews.publication.removals import agree_to_removal
from tests.factories.people import AdminFactory
with transaction.atomic():
    # The first thing to happen after the commit, before any ring and before the version is set.
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    agree_to_removal(removal_id=Removal.objects.get().pk, by=AdminFactory(), at=timezone.now())
"""
FINDING, RETRACTED = "17,310 vehicles", "We retracted this check"  # on its page; never both


def run(desk, script: str) -> int:
    """Run this beside the desk's own processes; how it ended."""
    env = {**os.environ, **desk.env, "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    command = [sys.executable, "-W", "ignore", "-c", script]
    return subprocess.run(command, env=env, cwd=BASE_DIR, check=False).returncode


def seen(desk, path: str, *known: str) -> set[str]:
    """Which of these words the web processes show, each request on a connection of its own."""
    pages = [expect(Person(desk.origin).get(path), 200).body for _ in range(ENOUGH)]
    return {next((words for words in known if words in page), "") for page in pages}


def names_seen(desk, path: str = "/") -> set[str]:
    return seen(desk, path, "First Name", "Second Name")


def rename(desk, editor: Person, name: str) -> None:
    fields = {"name": name, "time_zone": "UTC", "language": "en", "contact_email": "", "about": ""}
    expect(editor.submit("/desk/settings/", fields), 200)


@pytest.mark.chaos
@pytest.mark.timeout(180)
def test_a_change_is_seen_at_once_in_both_processes_and_soon_when_its_author_died_at_the_commit(
    fragile_desk, record_property
):
    desk = fragile_desk
    editor = desk.sign_in("admin")
    for name in ("First Name", "Second Name"):
        rename(desk, editor, name)
        assert names_seen(desk) == {name}

    assert run(desk, PUBLISH) == 0
    (slug,) = desk.sql("SELECT slug FROM reviews_publicverdict")[0]
    check = f"/verdicts/1-{slug}/"
    assert seen(desk, check, RETRACTED, FINDING) == {FINDING}
    assert seen(desk, "/checks/", check) == {check}

    desk.start("worker")
    dead = run(desk, DIE)
    died_at = time.monotonic()

    assert dead == -signal.SIGKILL
    assert desk.sql("SELECT state FROM reviews_publicverdict") == [("retracted",)]
    is_told = wait_until(
        lambda: seen(desk, check, FINDING, RETRACTED) == {RETRACTED} and seen(desk, "/checks/", check) == {""},
        seconds=4 * PROMISED_SECONDS,
    )
    took = time.monotonic() - died_at
    record_property("seconds_until_seen", round(took, 1))
    assert is_told
    assert took < PROMISED_SECONDS

    embedded.kill_valkey(desk.home, name=CHAOS)
    assert seen(desk, check, FINDING, RETRACTED) == {RETRACTED}
    assert names_seen(desk, "/about/method/") == {"Second Name"}
    embedded.start_valkey(desk.home, empty=True, durable=False, name=CHAOS)
    rename(desk, editor, "First Name")
    assert wait_until(lambda: names_seen(desk) == {"First Name"}, seconds=PROMISED_SECONDS)
