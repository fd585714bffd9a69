"""Every refusal, as a page and as a problem body."""

import json

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import path
from knox.auth import TokenAuthentication
from rest_framework import exceptions as drf
from rest_framework.views import APIView

from factcheck.core import errors
from factcheck.core.errors import Conflict, DomainError, FieldError, Invalid, NotAllowed, NotFound
from factcheck.web import problems

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def every_refusal() -> list[type[DomainError]]:
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DomainError)]


TRANSLATED = {
    "missing": (Http404(), 404, "not_found"),
    "denied": (PermissionDenied("no"), 403, "not_allowed"),
    "too big": (RequestDataTooBig(), 413, "too_large"),
    "suspicious": (SuspiciousOperation("odd"), 400, "bad_request"),
    "invalid model": (DjangoValidationError("bad"), 400, "invalid"),
    "database away": (OperationalError("connection refused at /var/run"), 503, "unavailable"),
}
IN_API = {
    "not signed in": (drf.NotAuthenticated(), 401, "not_signed_in"),
    "method": (drf.MethodNotAllowed("PATCH"), 405, "method_not_allowed"),
    "media type": (drf.UnsupportedMediaType("text/x"), 415, "unsupported_type"),
    "throttled": (drf.Throttled(wait=7), 429, "too_many_requests"),
    "parse": (drf.ParseError(), 400, "bad_request"),
}
raised: list[Exception] = []


def page(request):
    raise raised[-1]


class Api(APIView):
    authentication_classes = (TokenAuthentication,)
    permission_classes = ()

    def get(self, request):
        raise raised[-1]

    def post(self, request):
        return HttpResponse(str(request.data))


urlpatterns = [path("page/", page), path("api/v1/thing/", Api.as_view())]
handler400, handler403 = problems.bad_request, problems.permission_denied
handler404, handler500 = problems.page_not_found, problems.server_error


def ask(address: str, error: Exception, **headers):
    raised.append(error)
    return Client(raise_request_exception=False).get(address, headers=headers)


@pytest.mark.parametrize("kind", every_refusal(), ids=lambda kind: kind.__name__)
class TestRefusals:
    def test_as_a_page(self, kind):
        answer = ask("/page/", kind("A sentence for <people>."))
        assert answer.status_code == kind.status
        assert "A sentence for &lt;people&gt;." in answer.content.decode()
        assert answer.headers["Content-Type"].startswith("text/html")

    def test_as_a_problem_body(self, kind):
        answer = ask("/api/v1/thing/", kind("A sentence.", errors=[FieldError("text", "empty", "Type a text.")]))
        body = answer.json()
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert set(body) == {"type", "title", "status", "detail", "code", "request_id", "errors"}
        assert (body["status"], body["code"]) == (kind.status, kind.code) == (answer.status_code, body["code"])
        assert body["type"].endswith(f"#{kind.code}")
        assert body["errors"] == [{"field": "text", "code": "empty", "detail": "Type a text."}]
        assert body["request_id"]

    def test_it_has_a_code_and_a_sentence_of_its_own(self, kind):
        assert kind().detail == kind.title
        assert 400 <= kind.status < 600


def test_the_codes_of_refusals_differ():
    kinds = every_refusal()
    assert len(kinds) >= 9
    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("address", ["/page/", "/api/v1/thing/"])
@pytest.mark.parametrize(("error", "status", "code"), TRANSLATED.values(), ids=TRANSLATED.keys())
def test_what_django_raises_becomes_a_refusal(address, error, status, code):
    answer = ask(address, error)
    assert answer.status_code == status
    if address.startswith("/api/"):
        assert answer.json()["code"] == code
    assert b"/var/run" not in answer.content


@pytest.mark.parametrize(("error", "status", "code"), IN_API.values(), ids=IN_API.keys())
def test_what_the_framework_raises_becomes_a_problem_body(error, status, code):
    answer = ask("/api/v1/thing/", error)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_who_is_throttled_or_finds_the_database_away_is_told_when_to_come_back():
    assert ask("/api/v1/thing/", drf.Throttled(wait=7)).headers["Retry-After"] == "8"
    for address in ("/page/", "/api/v1/thing/"):
        assert ask(address, OperationalError()).headers["Retry-After"] == "5"


def test_what_the_framework_says_of_itself_is_said_in_our_words():
    throttled, method = (
        ask("/api/v1/thing/", one).json() for one in (drf.Throttled(wait=7), drf.MethodNotAllowed("PUT"))
    )
    assert throttled["detail"] == "That was too often. Ask again in 8 seconds."
    assert method["detail"].startswith("There is something at this address, but not for this method;")


def test_the_sentence_names_the_fields_at_fault():
    fault = drf.ValidationError({"name": ["This is needed."], "url": ["This is needed."], "non_field_errors": ["Odd."]})
    assert ask("/api/v1/thing/", fault).json()["detail"] == "name: This is needed. url: This is needed. Odd."


def test_a_conflict_carries_the_present_version():
    body = ask("/api/v1/thing/", Conflict(extra={"version": 4})).json()
    assert (body["version"], body["code"]) == (4, "conflict")


def test_a_field_at_fault_gives_the_problem_its_code():
    body = ask("/api/v1/thing/", Invalid.field("text", "too_long", "Shorter, please.")).json()
    assert (body["code"], body["detail"], body["errors"][0]["field"]) == ("too_long", "Shorter, please.", "text")


def test_nested_faults_name_the_way_to_the_field():
    fault = drf.ValidationError({"evidence": [{"weight": ["Too heavy."]}], "non_field_errors": ["Odd."]})
    body = ask("/api/v1/thing/", fault).json()
    assert {error["field"] for error in body["errors"]} == {"evidence.weight", "body"}


@pytest.mark.parametrize(("address", "kind"), [("/page/", "text/html"), ("/api/v1/thing/", "application/problem+json")])
def test_a_failure_of_ours_says_so_and_shows_nothing_of_the_inside(address, kind):
    answer = ask(address, ValueError("secret detail"))
    assert answer.status_code == 500
    assert answer.headers["Content-Type"].startswith(kind)
    assert b"secret detail" not in answer.content
    if kind != "text/html":
        assert answer.json()["code"] == "server_error"


def test_unknown_addresses_under_the_api_get_a_problem_body():
    answer = Client().get("/api/v1/nothing/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert Client().get("/nothing/").headers["Content-Type"].startswith("text/html")


def test_unknown_and_invisible_are_byte_equal():
    unseen = ask("/page/", NotFound("There is nothing at this address, or it is not visible to you.")).content
    unknown = ask("/page/", Http404()).content

    def same(content: bytes) -> str:
        return content.decode().partition("Quote this")[0]

    assert same(unseen) == same(unknown)


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "bad_request"),
        (b"[" * 100_000, "application/json", 400, "bad_request"),
        (b'{"a": "\xff"}', "application/json", 400, "bad_request"),
        (b"a=1", "text/plain", 415, "unsupported_type"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(body, kind, status, code):
    answer = Client(raise_request_exception=False).post("/api/v1/thing/", body, content_type=kind)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (status, code)


def test_a_missing_form_token_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/page/")
    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()


def test_permission_is_refused_with_its_reason():
    assert "Not yours" in ask("/page/", NotAllowed("Not yours.")).content.decode()


@pytest.mark.parametrize("kind", [kind for kind in vars(drf).values() if hasattr(kind, "default_detail")])
def test_no_title_holds_a_blank_that_nobody_filled_in(kind):
    filled = {drf.MethodNotAllowed: ("PATCH",), drf.UnsupportedMediaType: ("text/x",)}
    body = ask("/api/v1/thing/", kind(*filled.get(kind, ()))).json()
    assert body["title"]
    assert "{" not in body["title"] + body["detail"]


def test_a_title_is_the_same_for_all_of_a_status():
    one, other = (ask("/api/v1/thing/", drf.PermissionDenied(said)).json() for said in ("One.", "Other."))
    assert one["title"] == other["title"]
    assert one["detail"] != other["detail"]
