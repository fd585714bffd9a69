"""Headers of every kind of answer."""

import pytest
from django.http import HttpResponse
from django.urls import include, path, reverse
from django.views.decorators.cache import cache_control

from factcheck import urls

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def break_down(request):
    raise ValueError


@cache_control(public=True, max_age=60)
def shared(request):
    return HttpResponse("for everyone")


urlpatterns = [path("", include(urls.urlpatterns)), path("broken/", break_down), path("api/v1/broken/", break_down)]
urlpatterns += [path("shared/", shared)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

ANSWERS = {
    "a page": ("/account/login/", 200),
    "a redirect": ("/desk/team/", 302),
    "nothing here": ("/nothing/", 404),
    "nothing in the API": ("/api/v1/nothing/", 404),
    "not signed in": ("/api/v1/people/", 401),
    "a failure": ("/broken/", 500),
    "a failure in the API": ("/api/v1/broken/", 500),
    "the public front": ("/", 200),
    "an unknown verdict": ("/verdicts/999-nothing/", 404),
    "a probe": ("/livez", 200),
}


@pytest.fixture
def answer(request, client):
    client.raise_request_exception = False
    address, status = request.param
    found = client.get(address)
    assert found.status_code == status
    return found


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys(), indirect=True)
class TestEveryAnswer:
    def test_allows_no_inline_script_or_style(self, answer):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy

    def test_is_not_sniffed_and_tells_no_other_site_where_from(self, answer):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    "address", ["/desk/account/", "/desk/team/", "/desk/jobs/", "/api/v1/people/", "/account/2fa/"]
)
def test_no_shared_cache_keeps_what_the_desk_sees(as_ana, address):
    answer = as_ana.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/desk/nothing/", "/broken/", "/desk/jobs/999/retry/", "/account/login/"])
def test_nor_errors_nor_the_door(as_ana, address):
    as_ana.raise_request_exception = False
    assert "no-store" in as_ana.get(address).headers["Cache-Control"]


@pytest.mark.urls(__name__)
def test_a_view_that_knows_better_keeps_its_own_cache_rule(client):
    assert client.get("/shared/").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("address", ["/", "/verdicts/999-nothing/"])
def test_public_pages_touch_no_session_and_set_no_cookie(as_ana, address):
    answer = as_ana.get(address)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["/", "/account/login/", "/desk/"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example"])
def test_a_foreign_host_is_refused(client, address, host):
    assert client.get(address, headers={"host": host}).status_code == 400


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client):
    client.get(LOGIN)
    token = client.cookies["csrf"]
    assert token["samesite"] == "Lax"


def test_secrets_in_addresses_stay_out_of_the_log(client, caplog):
    client.get("/account/password/reset/key/abc-verysecret/")
    client.get(reverse("invitation", args=["anothersecret"]))
    client.get("/account/login/?next=/desk/?q=searchwords")
    logged = caplog.text
    assert "/account/password/reset/key/…" in logged
    assert "/desk/invitation/…" in logged
    assert "verysecret" not in logged
    assert "anothersecret" not in logged
    assert "searchwords" not in logged


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_no_header_changes_the_method(as_ana, header):
    assert as_ana.get("/api/v1/tokens/", headers={header: "POST"}).status_code == 200
    assert as_ana.get("/api/v1/tokens/").json() == []


@pytest.mark.parametrize("name", ["job_retry", "person_deactivate"])
def test_a_method_that_is_not_known_gets_a_page_with_all_headers(as_ana, name):
    answer = as_ana.get(reverse(name, args=[1]))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert b"<h1>" in answer.content
