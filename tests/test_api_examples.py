"""Real answers beside what the OpenAPI documents say, and the examples in them.

    WRITE_EXAMPLES=1 .venv/bin/python -m pytest tests/test_api_examples.py -n 0

writes the examples anew: each is what the desk of tests/scene.py answered to a row of tests/access_table.py.
"""

import json
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from drf_spectacular.validation import validate_schema

from factcheck.web.api_documents import DESK, ORIGIN, PREFIXES, PUBLIC, document, examples, operations
from reviews.public_api.manual import shortened
from tests.access_table import EMPTY, GET, NEW, OK, TABLE, TAKEN, Row
from tests.routes import address
from tests.scene import PEOPLE, Scene, browser, undone
from tests.schemas import described, misfit, shape_of

FOLDER = Path(settings.BASE_DIR) / "factcheck" / "web" / "examples"
SECRETS = {"token", "secret"}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """What each operation answered in one desk: by document, method and shape of its path."""
    with django_db_blocker.unblock(), transaction.atomic():
        scene = Scene()
        browsers = {name: browser(getattr(scene, name, None)) for name in PEOPLE}
        found = {which: dict(_answered(which, scene, browsers)) for which in (PUBLIC, DESK)}
        transaction.set_rollback(True)
    return found


def _answered(which: str, scene: Scene, browsers: dict):
    routes = document(which)
    prefix = PREFIXES[which].removeprefix("/")
    known = described(which)
    assert routes
    for row in TABLE:
        key = (row.method.lower(), shape_of(f"/{row.route}"))
        able = next((name for name in PEOPLE if getattr(row, name) in (OK, NEW, TAKEN, EMPTY)), None)
        if row.route.startswith(prefix) and key in known and able:
            with undone():
                response = row.send(browsers[able], scene)
            if response.status_code < 300:
                yield key, (asked_by(row, scene), response)


def asked_by(row: Row, scene: Scene) -> dict:
    """The address, its query, and the body if it was JSON."""
    sent = {} if row.method == GET else row.body(scene)
    asked = {"path": address(row.route, scene.row(row.about) if row.about else None)}
    if row.method == GET:
        return asked | ({"query": row.body(scene)} if row.body(scene) else {})
    return asked | ({"sent": sent} if sent and "file" not in sent else {})


@pytest.mark.parametrize("which", [PUBLIC, DESK])
def test_the_document_is_valid_openapi(which):
    assert document(which)["openapi"].startswith("3.1")
    validate_schema(document(which))


@pytest.mark.parametrize("which", [PUBLIC, DESK])
def test_real_answers_are_what_the_document_says(which, answers):
    wrong = []
    for (method, shape), (_, response) in answers[which].items():
        told = json.loads(response.content) if response.content else None
        fault = misfit(which, described(which)[method, shape][1], response.status_code, told)
        wrong += [f"{method} {shape}: {fault}"] if fault else []
    assert len(answers[which]) > 8
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("which", [PUBLIC, DESK])
def test_every_operation_has_an_example(which, answers):
    if os.environ.get("WRITE_EXAMPLES"):
        write(which, answers[which])
    given = examples(which)
    missing = [f"{method} {path}" for path, method, _ in operations(document(which)) if f"{method} {path}" not in given]
    assert missing == [], "WRITE_EXAMPLES=1 writes them"


def write(which: str, answered: dict) -> None:
    """Keep each answer with what was asked."""
    kept = {}
    for (method, shape), (asked, response) in sorted(answered.items()):
        path = described(which)[method, shape][0]
        told = json.loads(response.content) if response.content else None
        kept[f"{method} {path}"] = {**asked, "status": str(response.status_code), "body": concealed(shortened(told))}
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{which}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False, default=str) + "\n")
    examples.cache_clear()


def concealed(told: object) -> object:
    """Without what only its owner may read, were it real."""
    if isinstance(told, dict):
        return {name: "…" if name in SECRETS else concealed(one) for name, one in told.items()}
    if isinstance(told, list):
        return [concealed(one) for one in told]
    if isinstance(told, str):
        told = re.sub(r"whsec_\w+", "whsec_…", told)
        return told.replace("http://testserver", ORIGIN).replace(settings.PUBLIC_ORIGIN, ORIGIN)
    return told


def test_examples_lead_to_this_desk_and_name_whoever_said_it():
    whole = json.dumps([examples(PUBLIC), examples(DESK)])
    assert "testserver" not in whole
    assert ORIGIN not in whole
    listed = examples(PUBLIC)["get /api/public/v1/verdicts/"]["body"]["results"]
    assert listed
    for one in listed:
        slug = one["claimant_url"].rstrip("/").rpartition("/")[2].partition("-")[2]
        assert slug == one["claimant"].lower().replace(" ", "-")
