"""The processes of a desk, by the very commands the demo and the compose file run."""

import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from factcheck import crew as table
from factcheck.jobs.models import Sweep, Worker
from factcheck.ledger import acts as ledger
from factcheck.road.opening import desk_settings
from reviews.evidence.capturing import ask_for_copy
from reviews.models import Snapshot
from tests.crew import Crew
from tests.factories.copies import PAGE
from tests.factories.reviews import SourceFactory
from tests.hostile_site import hostile_site


def test_a_demo_may_reach_what_its_operator_names_beside_its_sources(tmp_path, monkeypatch):
    known = {"home": tmp_path, "port": 8000, "database_url": "", "redis_url": "", "sources": "http://127.0.0.1:9"}
    monkeypatch.delenv("FETCH_ALLOW", raising=False)
    assert desk_settings(**known)["FETCH_ALLOW"] == "127.0.0.1:9"
    monkeypatch.setenv("FETCH_ALLOW", "127.0.0.1:9000,10.0.0.0/8")
    assert desk_settings(**known)["FETCH_ALLOW"] == "127.0.0.1:9,127.0.0.1:9000,10.0.0.0/8"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


def health(crew: Crew) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "crew_health"]
    return subprocess.run(
        command, env=dict(crew.env), cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )


def test_every_queue_has_a_worker_and_every_process_an_order_to_stop_in():
    commands = " ".join(" ".join(command) for command in table.CREW.values())
    assert "--queues default,mail" in commands
    assert "--queues fetch,watch,webhooks" in commands
    assert sorted(table.STOP_ORDER) == sorted(table.CREW)


def test_a_command_has_no_gap_left_to_fill():
    for name in table.CREW:
        assert not [part for part in table.command_of(name) if "{" in part]
    web = table.command_of("web", host="::1", port=1234)
    assert web[web.index("--host") + 1] == "::1"
    assert web[web.index("--port") + 1] == "1234"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_whole_crew_comes_up_is_ready_and_leaves_in_good_order():
    port = free_port()
    with Crew() as crew:
        crew.start("web", port=port)
        crew.wait(lambda: status_of(f"http://127.0.0.1:{port}/livez") == 200, seconds=40, what="web answers")
        assert health(crew).returncode == 1
        for name in ("worker", "fetcher", "beat"):
            crew.start(name)
        crew.wait(lambda: Worker.objects.count() == 2, seconds=40, what="both workers are up")
        crew.wait(Sweep.objects.exists, seconds=20, what="somebody swept")
        assert status_of(f"http://127.0.0.1:{port}/readyz") == 200
        assert health(crew).stdout == "ok\n"
        queues = {queue for worker in Worker.objects.all() for queue in worker.queues}
        assert queues == {"default", "mail", "fetch", "watch", "webhooks"}
        assert [crew.stop(name) for name in table.STOP_ORDER] == [0, 0, 0, 0]
        assert not Worker.objects.exists()


def ask_for(url: str, *, at) -> Snapshot:
    source = SourceFactory(url=url)
    with ledger.act("link_evidence", subject=source, by=None, at=at):
        return ask_for_copy(source, by=None, at=at)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_quick_page_is_copied_while_a_slow_one_is_still_coming(now, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.hostile_site.MOST_SECONDS", 90.0)
    with hostile_site() as slow, hostile_site() as quick:
        allowed = {"FETCH_ALLOW": f"{slow.allow},{quick.allow}", "FETCH_PAUSE_SECONDS": "0"}
        with Crew(MEDIA_ROOT=str(tmp_path), FETCH_IDLE_SECONDS="60", FETCH_SECONDS="60", **allowed) as crew:
            hanging = ask_for(slow.url("/silent"), at=now)
            crew.start("fetcher")
            crew.wait(lambda: slow.hits("/silent") == 1, seconds=40, what="the slow site is asked")
            wanted = ask_for(quick.put("/census", PAGE), at=now)
            copies = Snapshot.objects.filter(pk=wanted.pk, status="captured")
            crew.wait(copies.exists, seconds=20, what="the quick page is copied")
            assert Snapshot.objects.get(pk=hanging.pk).status == "waiting"
            slow.closing.set()
