"""The house rules that a test can hold."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from claims import kinds
from factcheck.jobs.registry import KINDS

PLAIN_ROOMS = [
    "claims.splitting",
    "claims.reading",
    "reviews.cards.drawing",
    "reviews.claimreview",
    "factcheck.core.errors",
    "factcheck.core.decisions",
    "factcheck.core.text",
    "factcheck.fetching",
    "factcheck.embedded",
    "factcheck.supervisor",
    "factcheck.road.walk",
]


@pytest.mark.parametrize("room", PLAIN_ROOMS)
def test_plain_rooms_load_neither_django_nor_celery(room):
    script = f"import sys, {room}; print(sorted({{'django', 'celery'}} & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_every_kind_of_work_has_a_handler_and_every_handler_a_kind():
    named = set()
    for module in (
        "claims.kinds",
        "reviews.kinds",
        "factcheck.accounts.kinds",
        "factcheck.jobs.kinds",
        "factcheck.notices.kinds",
        "factcheck.once.kinds",
        "factcheck.readers.kinds",
        "factcheck.webhooks.kinds",
    ):
        named |= {value for name, value in vars(importlib.import_module(module)).items() if name.isupper()}
    assert kinds.EXTRACT in named
    assert named == set(KINDS)


def test_only_the_fetching_room_can_speak_to_the_outside():
    # The road speaks to this machine only; everything else asks factcheck.fetching.
    allowed = ("factcheck/fetching/", "factcheck/road/")
    speakers = {str(path.relative_to(settings.BASE_DIR)) for path in sources() if OUTSIDE & imported(path)}
    assert "factcheck/fetching/connecting.py" in speakers
    assert [name for name in sorted(speakers) if not name.startswith(allowed)] == []


OUTSIDE = {"socket", "ssl", "urllib3", "requests", "httpx", "http.client", "urllib.request", "ftplib"}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, and each of the modules around it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found | {name.rpartition(".")[0] for name in found} | {name.partition(".")[0] for name in found}


def test_there_is_no_attic():
    attics = {"utils.py", "helpers.py", "misc.py", "common.py", "services.py"}
    assert [path for path in sources() if path.name in attics] == []
    assert len(list(sources())) > 50


def sources():
    for room in ("factcheck", "claims", "reviews"):
        yield from (Path(settings.BASE_DIR) / room).rglob("*.py")


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()
