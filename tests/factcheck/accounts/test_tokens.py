"""Tokens for scripts: shown once, for some things and some time, ended at will and by whatever ends sessions."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from factcheck.accounts import membership, tokens
from factcheck.accounts.models import DeskToken
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail, Notice
from tests.factcheck.accounts.conftest import client_of
from tests.factories.people import PASSWORD
from tests.factories.tokens import make_token

pytestmark = pytest.mark.django_db
WANTED = {"name": "Dashboard", "scopes": ["read"]}


def with_token(secret: str) -> dict:
    return {"headers": {"Authorization": f"Token {secret}"}}


def looks(client, secret: str) -> int:
    """The answer to a look at the people of the desk."""
    return client.get(reverse("api_people"), **with_token(secret)).status_code


def test_a_token_acts_for_its_owner_until_it_is_ended(client, ana, now):
    token, secret = make_token(ana)
    assert looks(client, secret) == 200
    tokens.end_token(token_key=token.token_key, by=ana, at=now)
    assert looks(client, secret) == 401


def test_making_and_ending_stand_in_the_ledger_without_the_name(ana, now):
    token, secret = tokens.create_token(**WANTED, by=ana, at=now)
    tokens.end_token(token_key=token.token_key, by=ana, at=now)
    made, ended = Entry.objects.order_by("seq")
    assert (made.verb, ended.verb) == ("create_token", "end_token")
    assert token.token_key in str(made.payload)
    assert not any("Dashboard" in str(entry.payload) or secret in str(entry.payload) for entry in (made, ended))


def test_only_a_hash_of_the_secret_is_kept(ana, now):
    token, secret = tokens.create_token(**WANTED, by=ana, at=now)
    kept = str(list(DeskToken.objects.values())) + str(list(Entry.objects.values()))
    assert secret not in kept
    assert secret.startswith(token.token_key)
    assert len(secret) - len(token.token_key) >= 32


def test_what_was_asked_for_is_kept_in_one_order(ana, now):
    token, _ = tokens.create_token(name="  Night  bot ", scopes=["write", "read", "write"], days=7, by=ana, at=now)
    kept = DeskToken.objects.get(pk=token.pk)
    assert (kept.name, kept.scopes, kept.created) == ("Night bot", ["read", "write"], now)
    assert (kept.expiry, kept.last_used_on) == (now + timedelta(days=7), None)


def test_it_is_made_for_ninety_days_when_nobody_says(ana, now):
    assert tokens.create_token(**WANTED, by=ana, at=now)[0].expiry == now + timedelta(days=90)


@pytest.mark.parametrize(
    ("longest", "choices", "usual"),
    [(365, [7, 30, 90, 365], 90), (90, [7, 30, 90], 90), (45, [7, 30], 30), (3, [3], 3)],
)
def test_the_operator_says_how_long_a_token_may_live(settings, longest, choices, usual):
    settings.TOKEN_LONGEST_DAYS = longest
    assert (tokens.lifetimes(), tokens.usual_days()) == (choices, usual)


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"name": "  "}, "name", "required"),
        ({"name": "x" * 61}, "name", "too_long"),
        ({"name": "a\0b"}, "name", "nul_character"),
        ({"scopes": []}, "scopes", "required"),
        ({"scopes": ["read", "everything"]}, "scopes", "unknown_scope"),
        ({"days": 36_500}, "days", "invalid_choice"),
        ({"days": 0}, "days", "invalid_choice"),
    ],
)
def test_a_token_is_asked_for_plainly(ana, now, typed, field, code):
    with pytest.raises(Invalid) as refused:
        tokens.create_token(**{**WANTED, **typed}, by=ana, at=now)
    assert [(fault.field, fault.code) for fault in refused.value.errors] == [(field, code)]
    assert not DeskToken.objects.exists()


def test_a_person_has_at_most_ten_living_ones(ana, now):
    for _ in range(tokens.MOST_TOKENS):
        make_token(ana, at=now)
    with pytest.raises(InvalidTransition):
        tokens.create_token(**WANTED, by=ana, at=now)
    tokens.create_token(**WANTED, by=ana, at=now + timedelta(days=91))


def test_a_form_sent_again_makes_no_second_token(as_ana, ana):
    typed = {"name": "Twice", "scopes": ["read"], "days": "90"}
    assert 'id="new-token"' in as_ana.post(reverse("tokens"), typed).content.decode()
    again = as_ana.post(reverse("tokens"), typed)
    page = again.content.decode()
    assert (again.status_code, DeskToken.objects.count()) == (409, 1)
    assert "You have a token of this name already" in page
    assert 'id="new-token"' not in page


def test_a_name_is_free_again_once_its_token_is_over_and_for_everybody_else(ana, ben, now):
    tokens.create_token(**WANTED, by=ana, at=now)
    tokens.create_token(**WANTED, by=ben, at=now)
    tokens.create_token(**WANTED, by=ana, at=now + timedelta(days=91))


def test_what_is_missing_in_the_form_is_said_in_our_words(as_ana):
    page = as_ana.post(reverse("tokens"), {"days": "90"}).content.decode()
    assert "Give the token a name." in page
    assert "Choose at least one thing the token may do." in page
    assert "This field is required" not in page


def test_reviewers_end_nobody_elses_token(ana, ben, now):
    token, _ = make_token(ana)
    with pytest.raises(NotFound):
        tokens.end_token(token_key=token.token_key, by=ben, at=now)
    assert DeskToken.objects.count() == 1


def test_whose_token_an_editor_ends_is_told(ana, ben, now):
    token, _ = make_token(ben, name="Night bot")
    tokens.end_token(token_key=token.token_key, by=ana, at=now)
    told = Notice.objects.get()
    assert (told.to, told.kind, told.url) == (ben, "token_ended", reverse("tokens"))
    assert "Night bot" in told.text
    assert not DeskToken.objects.exists()


def test_a_token_dies_when_its_day_has_come(client, ana, now):
    _, secret = make_token(ana, at=now - timedelta(days=400), expiry=now - timedelta(days=300))
    assert looks(client, secret) == 401
    assert DeskToken.objects.count() == 1  # no request deletes anything


def test_a_new_password_ends_every_token(client, ana):
    _, secret = make_token(ana)
    assert looks(client, secret) == 200
    ana.set_password("another long and quiet phrase")
    ana.save()
    assert looks(client, secret) == 401
    assert not DeskToken.objects.exists()


def test_a_password_changed_on_its_page_ends_every_token(client, ana, as_ana):
    _, secret = make_token(ana)
    new = "another long and quiet phrase"
    as_ana.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    ana.refresh_from_db()
    assert ana.check_password(new)
    assert looks(client, secret) == 401


def test_a_password_kept_under_a_stronger_hash_ends_no_token(client, ana, settings):
    _, secret = make_token(ana)
    settings.PASSWORD_HASHERS = list(reversed(settings.PASSWORD_HASHERS))
    assert ana.check_password(PASSWORD)
    assert not ana.password.startswith("md5$")
    assert looks(client, secret) == 200


def test_signed_out_everywhere_is_scripts_too(client, ana):
    _, secret = make_token(ana)
    membership.end_sessions(ana)
    assert looks(client, secret) == 401


def test_signing_out_everywhere_leaves_only_the_browser_at_hand(client, ben, as_ben):
    _, secret = make_token(ben)
    elsewhere = client_of(ben)
    page = as_ben.post(reverse("sign_out_everywhere"), follow=True)
    assert "signed out everywhere else" in page.content.decode()
    assert page.status_code == as_ben.get(reverse("account")).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302
    assert looks(client, secret) == 401
    assert Entry.objects.get().verb == "sign_out_everywhere"


def test_a_token_of_an_earlier_era_opens_nothing(client, ana):
    ana.sign_in_era = 7
    ana.save(update_fields=["sign_in_era"])
    _, secret = make_token(ana, era=6)
    assert looks(client, secret) == 401


def test_whoever_was_signed_out_meanwhile_makes_none(ana, now):
    membership.end_sessions(type(ana).objects.get(pk=ana.pk))
    with pytest.raises(NotAllowed):
        tokens.create_token(**WANTED, by=ana, at=now)


def test_its_use_is_noted_once_a_day(client, ana, django_assert_num_queries):
    token, secret = make_token(ana, "intake")
    with django_assert_num_queries(4):  # the look; the note, and the transaction around it
        looks(client, secret)
    token.refresh_from_db()
    assert token.last_used_on is not None
    with django_assert_num_queries(1):
        looks(client, secret)


def test_people_are_told_once_a_week_before_a_token_ends(ben, now):
    tokens.create_token(**WANTED, days=90, by=ben, at=now)
    assert tokens.remind_of_ends(at=now + timedelta(days=82)) == 0
    assert tokens.remind_of_ends(at=now + timedelta(days=83)) == 1
    assert tokens.remind_of_ends(at=now + timedelta(days=84)) == 0
    told = Notice.objects.get()
    assert (told.to, told.kind) == (ben, "token_ends")
    assert "Dashboard" in told.text
    assert "2 August 2026" in told.text
    assert Mail.objects.get().to == ben.email
    assert Job.objects.filter(kind="mail").count() == 1
    assert mail.outbox == []  # a worker sends it


def test_of_a_token_for_a_week_people_are_told_the_day_before(ben, now):
    tokens.create_token(**WANTED, days=7, by=ben, at=now)
    assert tokens.remind_of_ends(at=now + timedelta(days=5)) == 0
    assert tokens.remind_of_ends(at=now + timedelta(days=6)) == 1


def test_nobody_is_told_of_a_token_that_ended_before_anybody_looked(ben, now):
    tokens.create_token(**WANTED, days=7, by=ben, at=now)
    assert tokens.remind_of_ends(at=now + timedelta(days=8)) == 0
    assert not Notice.objects.exists()


def test_ended_tokens_are_shown_for_a_month_and_forgotten(ben, as_ben, now):
    make_token(ben, name="Old one", at=now - timedelta(days=5000), expiry=now - timedelta(days=4990))
    page = as_ben.get(reverse("tokens")).content.decode()
    assert "Old one" in page
    assert "ended <time" in page
    assert tokens.forget_ended(at=now - timedelta(days=4970)) == 0
    assert tokens.forget_ended(at=now) == 1


def test_the_page_shows_a_new_token_once_with_a_command_that_tries_it(as_ben, client):
    page = as_ben.post(reverse("tokens"), {**WANTED, "days": "30"}).content.decode()
    secret = re.search(r'id="new-token">(\w+)<', page)[1]
    assert f"curl -H &quot;Authorization: Token {secret}&quot; http" in page
    assert client.get("/api/v1/work/", **with_token(secret)).status_code == 200
    later = as_ben.get(reverse("tokens")).content.decode()
    token = DeskToken.objects.get()
    assert secret not in later
    assert token.token_key in later
    assert "Dashboard" in later
    assert as_ben.post(reverse("token_end", args=[token.token_key])).status_code == 303
    assert not DeskToken.objects.exists()


def test_the_page_that_shows_a_secret_is_kept_nowhere(as_ben):
    answer = as_ben.post(reverse("tokens"), {**WANTED, "days": "30"})
    assert "no-store" in answer["Cache-Control"]


def test_editors_see_whose_tokens_exist_and_end_them(as_ana, ben):
    token, secret = make_token(ben, "read", "intake", name="Night bot")
    page = as_ana.get(reverse("team_tokens")).content.decode()
    assert "Ben Lindqvist" in page
    assert "Night bot" in page
    assert "read, intake" in page
    assert secret not in page
    assert token.digest not in page
    ended = as_ana.post(reverse("token_end", args=[token.token_key]), follow=True)
    assert ended.redirect_chain == [(reverse("team_tokens"), 303)]
    assert not DeskToken.objects.exists()


def test_the_api_makes_lists_and_ends_tokens_for_people_who_signed_in(as_ben):
    made = as_ben.post(reverse("api_tokens"), {**WANTED, "days": 7}, "application/json")
    assert made.status_code == 201
    assert made.json()["token"].startswith(made.json()["token_key"])
    listed = as_ben.get(reverse("api_tokens")).json()
    assert [(one["token_key"], one["name"], one["scopes"]) for one in listed] == [
        (made.json()["token_key"], "Dashboard", ["read"])
    ]
    assert "token" not in listed[0]
    assert as_ben.delete(reverse("api_token", args=[made.json()["token_key"]])).status_code == 204
    assert as_ben.delete(reverse("api_token", args=[made.json()["token_key"]])).status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({**WANTED, "scopes": []}, "empty"),
        ({**WANTED, "scopes": ["root"]}, "invalid_choice"),
        ({**WANTED, "scopes": "read"}, "not_a_list"),
        ({**WANTED, "days": 8}, "invalid_choice"),
        ({**WANTED, "user": 1}, "unknown_field"),
        ({**WANTED, "expiry": "9999-01-01"}, "unknown_field"),
    ],
)
def test_the_api_says_what_is_wrong_with_a_wish(as_ben, body, code):
    answer = as_ben.post(reverse("api_tokens"), body, "application/json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)
    assert not DeskToken.objects.exists()


def test_editors_list_the_tokens_of_all_and_reviewers_may_not(as_ana, as_ben, ben):
    token, _ = make_token(ben, "read")
    listed = as_ana.get(reverse("api_team_tokens")).json()
    assert [(one["person"], one["token_key"], one["scopes"]) for one in listed] == [(ben.pk, token.token_key, ["read"])]
    assert as_ben.get(reverse("api_team_tokens")).status_code == 403


def test_a_token_neither_makes_nor_ends_nor_lists_tokens(client, ana):
    token, secret = make_token(ana)
    asked = [
        client.post(reverse("api_tokens"), WANTED, "application/json", **with_token(secret)),
        client.delete(reverse("api_token", args=[token.token_key]), **with_token(secret)),
        client.get(reverse("api_tokens"), **with_token(secret)),
        client.get(reverse("api_team_tokens"), **with_token(secret)),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in asked] == [(403, "not_allowed")] * 4
    assert DeskToken.objects.count() == 1


def test_people_are_listed_for_editors_only(as_ana, as_ben, ben, client):
    people = as_ana.get(reverse("api_people")).json()["results"]
    assert {person["name"] for person in people} == {"Ana Okafor", "Ben Lindqvist"}
    assert "password" not in people[0]
    assert as_ben.get(reverse("api_people")).json()["code"] == "not_allowed"
    assert client.get(reverse("api_people")).json()["code"] == "not_signed_in"


def test_another_person_of_the_same_desk_does_not_see_ones_tokens(ana, ben):
    make_token(ana, name="Ana's own")
    assert "Ana" not in client_of(ben).get(reverse("tokens")).content.decode().partition("<main")[2]
