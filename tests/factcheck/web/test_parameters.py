"""A query that the desk's API does not know is refused, so that a typo is never taken for a filter."""

import base64
import re

import pytest
from django.db import transaction
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

from factcheck.web.parameters import parameters_of
from tests.scene import Scene, browser

LISTS = ["articles/", "claims/", "board/", "sources/", "complaints/", "tips/", "rechecks/", "published/", "overrides/"]


@pytest.fixture(scope="module")
def editor(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield browser(Scene().editor)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def described() -> dict[str, set[str]]:
    """The query parameters of every reading operation, by address, as the document of the API has them."""
    paths = SchemaGenerator(urlconf="factcheck.urls").get_schema(public=True)["paths"]
    return {
        path: {one["name"] for one in operations["get"].get("parameters", ()) if one["in"] == "query"}
        for path, operations in paths.items()
        if path.startswith("/api/v1/") and "get" in operations and not path.endswith(".json")
    }


def test_what_each_view_takes_is_what_the_document_says(described):
    wrong = {}
    for path, told in described.items():
        match = resolve(re.sub(r"{\w+}", "1", path))
        taken = set(parameters_of(match.func.cls(**match.func.initkwargs), "GET"))
        if taken != told:
            wrong[path] = {"taken": sorted(taken), "told": sorted(told)}
    assert len(described) > 50
    assert wrong == {}


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_parameter_of_a_list_is_refused_by_name(editor, path):
    refused = editor.get(f"/api/v1/{path}?pagesize=10")
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown_parameter")
    assert refused.json()["errors"][0]["field"] == "pagesize"


@pytest.mark.parametrize("path", ["people/1/profile/", "work/", "me/profile/", "scale/"])
def test_what_takes_no_parameters_says_so(editor, path):
    assert editor.get(f"/api/v1/{path}?page_size=10").json()["code"] == "unknown_parameter"


def test_what_changes_something_takes_none(editor):
    refused = editor.post("/api/v1/claims/?dry_run=1", {"text": "Rents rose."}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown_parameter")


@pytest.mark.parametrize(
    ("size", "code"),
    [("-1", "out_of_range"), ("0", "out_of_range"), ("1000000", "out_of_range"), ("ten", "not_a_number")],
)
def test_a_page_size_that_cannot_be_is_refused(editor, size, code):
    refused = editor.get(f"/api/v1/articles/?page_size={size}")
    assert (refused.status_code, refused.json()["code"]) == (400, code)


@pytest.mark.parametrize("place", ["p=abc", "p=" + "9" * 30, "o=x", "\xff", "p=1e5"])
def test_a_cursor_that_was_made_up_is_refused(editor, place):
    cursor = base64.b64encode(place.encode()).decode()
    refused = editor.get("/api/v1/articles/", {"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_cursor")


def test_a_parameter_given_twice_is_refused(editor):
    assert editor.get("/api/v1/articles/?q=a&q=b").json()["code"] == "given_twice"


def test_a_name_that_stands_twice_in_a_body_is_refused(editor):
    body = '{"text": "Rents rose.", "text": "Rents fell."}'
    refused = editor.post("/api/v1/claims/", body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (400, "given_twice")
    assert refused.json()["errors"][0]["field"] == "text"


@pytest.mark.parametrize("media_type", ["application/xml", "text/plain", "application/x-www-form-urlencoded"])
def test_another_content_type_is_refused(editor, media_type):
    refused = editor.post("/api/v1/claims/", "text=Rents+rose.", content_type=media_type)
    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_type")
