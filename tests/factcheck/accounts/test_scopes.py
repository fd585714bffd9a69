"""What a token may do: every view of the desk's API names its scope, and no token gets past it."""

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, path, resolve, reverse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.views import APIView

from factcheck.accounts.authentication import Token
from factcheck.accounts.models import DeskToken
from factcheck.accounts.scopes import MEANINGS, Scope, needed
from tests.factories.tokens import make_token

API = "api/v1/"


def views(patterns=None, prefix: str = "") -> dict[str, type[APIView]]:
    """Every view of the desk's API by its route."""
    found = {}
    for one in get_resolver("factcheck.urls").url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern)
        if not isinstance(one, URLPattern):
            found |= views(one.url_patterns, route)
        elif route.startswith(API) and hasattr(one.callback, "cls"):
            found[route] = one.callback.cls
    return found


def for_tokens(view: type[APIView]) -> bool:
    return any(issubclass(way, Token) for way in view.authentication_classes)


def test_every_view_of_the_api_that_takes_tokens_names_its_scope():
    named = {route: getattr(view, "scope", None) for route, view in views().items() if for_tokens(view)}
    assert len(named) > 120
    assert {route: scope for route, scope in named.items() if scope not in Scope.values} == {}


def test_only_what_is_about_tokens_wants_a_session():
    assert {route for route, view in views().items() if not for_tokens(view)} <= {
        "api/v1/tokens/",
        "api/v1/tokens/<slug:token_key>/",
        "api/v1/people/tokens/",
        "api/v1/schema.json",
    }


def test_every_scope_is_used_and_said_in_words():
    used = {needed(method, view.scope) for view in views().values() if for_tokens(view) for method in ("GET", "POST")}
    assert used == set(Scope.values) == set(MEANINGS)


def test_every_view_asks_for_the_scope():
    asking = {route for route, view in views().items() if any("WithinScope" in str(p) for p in view.permission_classes)}
    assert asking >= {route for route, view in views().items() if for_tokens(view)}


@pytest.fixture
def script(client):
    def send(method: str, url: str, secret: str, body: dict | None = None):
        sent = () if method == "get" else (body or {}, "application/json")
        return getattr(client, method)(url, *sent, headers={"Authorization": f"Token {secret}"})

    return send


@pytest.mark.django_db
def test_reading_needs_read_and_changing_its_own_scope(ben, script):
    _, reading = make_token(ben, "read")
    _, taking_in = make_token(ben, "intake")
    article = {"text": "Rents rose by 9 percent."}
    assert script("get", "/api/v1/articles/", reading).status_code == 200
    refused = script("post", "/api/v1/articles/", reading, article)
    assert (refused.status_code, refused.json()["code"], refused.json()["scope"]) == (403, "out_of_scope", "intake")
    assert script("post", "/api/v1/articles/", taking_in, article).status_code == 202
    refused = script("get", "/api/v1/articles/", taking_in)
    assert (refused.status_code, refused.json()["code"], refused.json()["scope"]) == (403, "out_of_scope", "read")


@pytest.mark.django_db
def test_out_of_scope_is_said_before_anything_is_looked_for(ben, script):
    _, secret = make_token(ben, "read")
    answers = [script("post", f"/api/v1/claims/{n}/accept/", secret, {"nonsense": 1}) for n in (1, 10**9)]
    assert {(answer.status_code, answer.json()["scope"]) for answer in answers} == {(403, "triage")}


@pytest.mark.django_db
def test_a_scope_gives_no_right_its_person_has_not(ben, script):
    _, secret = make_token(ben)
    assert script("get", reverse("api_people"), secret).json()["code"] == "not_allowed"


@pytest.mark.django_db
def test_people_who_signed_in_have_every_scope(as_ben):
    assert as_ben.post("/api/v1/articles/", {"text": "Rents rose by 9 percent."}, "application/json").status_code == 202


@pytest.mark.django_db
def test_a_view_without_a_scope_takes_no_change_from_a_token(ben):
    class Forgotten(APIView):
        def post(self, request):
            raise AssertionError("never reached")

    _, secret = make_token(ben)
    asked = RequestFactory().post("/api/v1/thing/", headers={"Authorization": f"Token {secret}"})
    answer = Forgotten.as_view()(asked)
    assert answer.status_code == 403
    assert b"out_of_scope" in answer.content


def test_each_operation_says_its_scope_in_the_description_of_the_api():
    view = resolve("/api/v1/articles/").func.cls
    described = SchemaGenerator(patterns=[path("articles/", view.as_view())]).get_schema(public=True)
    asked = {method: one["security"] for method, one in described["paths"]["/articles/"].items()}
    assert [needs["token"] for needs in asked["get"] if "token" in needs] == [["read"]]
    assert [needs["token"] for needs in asked["post"] if "token" in needs] == [["intake"]]
    scheme = described["components"]["securitySchemes"]["token"]
    assert all(f"`{scope}`" in scheme["description"] for scope in Scope.values)


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/api/v1/tokens/", "/api/v1/people/tokens/"])
def test_a_good_token_is_told_that_only_people_see_to_tokens(ana, script, url):
    _, secret = make_token(ana)
    refused = script("get", url, secret)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert refused.json()["detail"] == "Only for people who signed in; a token cannot make another."
    assert script("post", "/api/v1/tokens/", secret, {"name": "x", "scopes": ["read"]}).status_code == 403
    assert DeskToken.objects.count() == 1
    for wrong in (secret[:-1] + "x", "nonsense"):
        answer = script("get", url, wrong)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
