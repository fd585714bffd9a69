"""API tokens: shown once, own rights, ended at will."""

import re

import pytest
from django.urls import reverse
from knox.models import AuthToken

from factcheck.accounts import tokens
from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.ledger.models import Entry

pytestmark = pytest.mark.django_db


def with_token(secret: str) -> dict:
    return {"headers": {"Authorization": f"Token {secret}"}}


def test_a_token_acts_for_its_owner_until_it_is_ended(client, ana, now):
    token, secret = tokens.create_token(by=ana, at=now)
    assert client.get(reverse("api_people"), **with_token(secret)).status_code == 200
    tokens.end_token(token_key=token.token_key, by=ana, at=now)
    assert client.get(reverse("api_people"), **with_token(secret)).status_code == 401
    assert [entry.verb for entry in Entry.objects.order_by("seq")] == ["create_token", "end_token"]


def test_only_a_hash_of_the_secret_is_kept(ana, now):
    token, secret = tokens.create_token(by=ana, at=now)
    kept = str(list(AuthToken.objects.values())) + str(list(Entry.objects.values()))
    assert secret not in kept
    assert secret.startswith(token.token_key)
    assert len(secret) - len(token.token_key) >= 32


def test_nobody_ends_anothers_token(ana, ben, now):
    token, _ = tokens.create_token(by=ana, at=now)
    with pytest.raises(NotFound):
        tokens.end_token(token_key=token.token_key, by=ben, at=now)
    assert AuthToken.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_person_has_at_most_ten(ana, now):
    for _ in range(tokens.MOST_TOKENS):
        tokens.create_token(by=ana, at=now)
    with pytest.raises(InvalidTransition):
        tokens.create_token(by=ana, at=now)


def test_the_page_shows_a_new_token_once(as_ben, ben):
    page = as_ben.post(reverse("token_new")).content.decode()
    secret = re.search(r'id="new-token">(\w+)<', page)[1]
    later = as_ben.get(reverse("account")).content.decode()
    assert secret not in later
    token = AuthToken.objects.get()
    assert token.token_key in later
    as_ben.post(reverse("token_end", args=[token.token_key]))
    assert not AuthToken.objects.exists()


def test_the_api_makes_and_ends_tokens_for_people_who_signed_in(as_ben):
    made = as_ben.post(reverse("api_tokens"))
    assert made.status_code == 201
    assert made.json()["token"].startswith(made.json()["token_key"])
    listed = as_ben.get(reverse("api_tokens")).json()
    assert [token["token_key"] for token in listed] == [made.json()["token_key"]]
    assert "token" not in listed[0]
    assert as_ben.delete(reverse("api_token", args=[made.json()["token_key"]])).status_code == 204
    assert as_ben.delete(reverse("api_token", args=[made.json()["token_key"]])).status_code == 404


def test_a_token_cannot_make_another(client, ana, now):
    _, secret = tokens.create_token(by=ana, at=now)
    answer = client.post(reverse("api_tokens"), **with_token(secret))
    assert answer.status_code in {401, 403}
    assert AuthToken.objects.count() == 1


def test_people_are_listed_for_editors_only(as_ana, as_ben, ben, client):
    people = as_ana.get(reverse("api_people")).json()["results"]
    assert {person["name"] for person in people} == {"Ana Okafor", "Ben Lindqvist"}
    assert "password" not in people[0]
    assert as_ben.get(reverse("api_people")).json()["code"] == "not_allowed"
    assert client.get(reverse("api_people")).json()["code"] == "not_signed_in"


@pytest.mark.parametrize("secret", ["", "x", "\u0661" * 64, "0" * 64])
def test_a_wrong_token_is_refused_and_named_nowhere(client, db, secret):
    answer = client.get(reverse("api_people"), headers={"Authorization": f"Token {secret}".encode().decode("latin-1")})
    assert answer.status_code == (401 if secret.isascii() else 400)
    assert not secret or secret not in answer.content.decode()
