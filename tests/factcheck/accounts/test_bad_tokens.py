"""Wrong tokens: one answer for all, next to no work, nothing written, and an address that keeps on is not heard."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.accounts.models import DeskToken
from tests.factories.tokens import make_token

pytestmark = pytest.mark.django_db
UNKNOWN = "desk_" + "0" * 64
MISSHAPEN = [
    "",
    "x",
    "0" * 64,
    "desk_",
    "desk_" + "0" * 63,
    "desk_" + "0" * 65,
    "desk_" + "G" * 64,
    "a b",
    "x" * 100_000,
]


@pytest.fixture(autouse=True)
def nobody_was_here():
    caches["attempts"].clear()
    yield
    caches["attempts"].clear()


def look(client, secret: str, address: str = "192.0.2.1"):
    return client.get("/api/v1/work/", REMOTE_ADDR=address, headers={"Authorization": f"Token {secret}"})


@pytest.mark.parametrize("secret", MISSHAPEN, ids=range(len(MISSHAPEN)))
def test_what_has_not_the_shape_of_a_token_costs_no_question(client, django_assert_num_queries, secret):
    with django_assert_num_queries(0):
        answer = look(client, secret)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer["WWW-Authenticate"] == "Token"
    assert len(secret) < 5 or secret not in answer.content.decode()


def test_an_unknown_token_costs_one_look_at_an_index(client):
    with CaptureQueriesContext(connection) as asked:
        assert look(client, UNKNOWN).status_code == 401
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]
    plan = DeskToken.objects.filter(pk="0" * 128).explain()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Index" in DeskToken.objects.filter(pk="0" * 128).explain(), plan


def test_every_wrong_token_gets_the_same_answer_ended_ones_too(client, ana, now):
    _, ended = make_token(ana, at=now, expiry=now)
    _, of_before = make_token(ana, era=ana.sign_in_era + 1)
    said = {look(client, secret).json()["detail"] for secret in ("x", UNKNOWN, ended, of_before)}
    assert len(said) == 1


def test_a_word_in_another_case_and_more_spaces_are_taken(client, ana):
    _, secret = make_token(ana)
    answer = client.get("/api/v1/work/", headers={"Authorization": f"token   {secret}  "})
    assert answer.status_code == 200


def test_another_scheme_is_not_ours(client, ana):
    _, secret = make_token(ana)
    for scheme in ("Basic", "Tokens", "Bearer"):
        answer = client.get("/api/v1/work/", headers={"Authorization": f"{scheme} {secret}"})
        assert answer.status_code == 401, scheme


def test_an_address_that_sends_many_wrong_ones_is_not_heard_for_a_while(client, settings, django_assert_num_queries):
    settings.TOKEN_FAILURES_PER_MINUTE = 5
    assert [look(client, UNKNOWN).status_code for _ in range(5)] == [401] * 5
    with django_assert_num_queries(0):
        refused = look(client, UNKNOWN)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert int(refused["Retry-After"]) > 0
    assert look(client, UNKNOWN, "192.0.2.2").status_code == 401


def test_a_neighbours_broken_script_does_not_shut_out_who_was_heard_before(client, ana, settings):
    settings.TOKEN_FAILURES_PER_MINUTE = 2
    _, used = make_token(ana)
    _, new = make_token(ana)
    assert look(client, used).status_code == 200
    for _ in range(3):
        look(client, UNKNOWN)
    assert (look(client, used).status_code, look(client, new).status_code) == (200, 429)


def test_a_token_that_was_right_and_ended_is_refused_by_an_unheard_address_too(client, ana, settings):
    settings.TOKEN_FAILURES_PER_MINUTE = 1
    token, secret = make_token(ana)
    look(client, secret)
    token.delete()
    assert {look(client, secret).status_code for _ in range(4)} == {401}


def test_right_tokens_are_never_slowed(client, ana, settings):
    settings.TOKEN_FAILURES_PER_MINUTE = 1
    _, secret = make_token(ana)
    assert {look(client, secret).status_code for _ in range(5)} == {200}


def test_the_address_is_not_kept_as_it_is(client):
    look(client, UNKNOWN, "192.0.2.77")
    assert caches["attempts"]._cache
    assert "192.0.2.77" not in str(caches["attempts"]._cache)


def test_wrong_tokens_without_end_write_nothing_and_ask_as_often_as_the_limit_lets_them(client, settings):
    settings.TOKEN_FAILURES_PER_MINUTE = 20
    with CaptureQueriesContext(connection) as asked:
        for n in range(100):
            look(client, f"desk_{n:064x}")
    assert len(asked) == settings.TOKEN_FAILURES_PER_MINUTE
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
