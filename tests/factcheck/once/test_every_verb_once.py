"""Every POST of the desk's API takes a key: the same answer as without one, and the same again."""

import pytest
from django.db import transaction
from django.urls import resolve

from factcheck.once.models import KeptAnswer
from tests.access_table import POST, TABLE, Row
from tests.scene import Scene, browser, undone

POSTS = [row for row in TABLE if row.method == POST and row.route.startswith("api/v1/")]
KEY = {"Idempotency-Key": "k-1"}
# Views that a key does not change, and why.
NOT_ONCE = {
    "api_claim_ratings": "notes that somebody looked; creates nothing, and what others found is to be read anew",
}
SHOWN_ONCE = {
    "api_tokens": "the token",
    "api_webhooks": "the secret that deliveries are signed with",
    "api_webhook_secret": "the secret that deliveries are signed with",
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = Scene()
        made.browsers = {who: browser(getattr(made, who)) for who in ("editor", "asked")}
        yield made
        transaction.set_rollback(True)


def name_of(response) -> str:
    return response.wsgi_request.resolver_match.url_name


@pytest.mark.parametrize("row", POSTS, ids=str)
def test_a_key_changes_no_answer_and_the_second_one_is_the_first(scene: Scene, row: Row):
    who = "editor" if isinstance(row.editor, int) and row.editor < 300 else "asked"
    with undone():
        first = row.send(scene.browsers[who], scene, **KEY)
        assert first.status_code == getattr(row, who), first.content[:300]
        if first.status_code >= 300:
            assert not KeptAnswer.objects.exists()
            return
        kept = KeptAnswer.objects.filter(is_blanked=False).exists()
        again = row.send(scene.browsers[who], scene, **KEY)
    name = name_of(first)
    if name in NOT_ONCE:
        assert "Idempotency-Replayed" not in again
    elif name in SHOWN_ONCE:
        assert (kept, again.status_code, again.json()["code"]) == (False, 409, "answer_not_kept")
    else:
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again["Idempotency-Replayed"] == "true"


def test_the_exceptions_are_those_listed_here():
    views = {}
    for row in POSTS:
        match = resolve(
            "/" + row.route.replace("<int:pk>", "1").replace("<int:number>", "1").replace("<slug:slug>", "x")
        )
        views[match.url_name] = match.func.cls
    assert len(views) > 80
    assert {name for name, view in views.items() if not getattr(view, "once", True)} == set(NOT_ONCE)
    assert {name for name, view in views.items() if not getattr(view, "keeps_answer", True)} <= set(SHOWN_ONCE)
    assert not getattr(views["api_tokens"], "keeps_answer", True)
