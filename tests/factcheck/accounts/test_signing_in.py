"""The door: sign-in, its limits, new passwords, the second step."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from factcheck.accounts import signing_in
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
NEW_PASSWORD = "a quite different staple"


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    cache.clear()


def sign_in(client: Client, email: str, password: str, **more):
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_the_right_password_leads_to_the_desk(client, ben):
    answer = sign_in(client, ben.email, PASSWORD)
    assert (answer.status_code, answer.url) == (302, reverse("desk"))
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "next_page", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_leads_nowhere_else(client, ben, next_page):
    answer = client.post(LOGIN, {"login": ben.email, "password": PASSWORD, "next": next_page})
    assert answer.url == reverse("desk")


def test_unknown_and_wrong_look_the_same(client, ben):
    wrong = sign_in(client, ben.email, "wrong password here").content.decode()
    unknown = sign_in(Client(), "nobody@desk.example", "wrong password here").content.decode()

    def same(page: str) -> str:
        page = re.sub(r'value="[^"]*"', "", page)
        return re.sub(r'"x-csrftoken": "[^"]*"', "", page)

    assert same(wrong) == same(unknown)
    assert "not correct" in wrong


def test_a_closed_account_does_not_open(client, ben):
    User.objects.filter(pk=ben.pk).update(is_active=False)
    sign_in(client, ben.email, PASSWORD)
    assert not is_signed_in(client)


def test_the_sixth_wrong_password_for_an_account_is_refused_and_so_is_the_right_one(client, ben, ana):
    for _ in range(5):
        assert "not correct" in sign_in(client, ben.email, "wrong password here").content.decode()
    assert "Too many failed" in sign_in(client, ben.email, PASSWORD).content.decode()
    assert not is_signed_in(client)
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    sign_in(elsewhere, ana.email, PASSWORD)
    assert is_signed_in(elsewhere)


def test_trying_many_accounts_from_one_address_is_refused(ben):
    answers = []
    for number in range(12):
        spray = Client(REMOTE_ADDR="203.0.113.5")
        answers.append(sign_in(spray, f"person{number}@desk.example", "wrong password here").content.decode())
    assert "Too many failed" in answers[-1]
    honest = Client(REMOTE_ADDR="203.0.113.6")
    sign_in(honest, ben.email, PASSWORD)
    assert is_signed_in(honest)


def test_a_forged_forwarding_header_does_not_reset_the_limit(ben):
    for number in range(12):
        spray = Client(REMOTE_ADDR="203.0.113.5", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        answer = sign_in(spray, f"person{number}@desk.example", "wrong password here").content.decode()
    assert "Too many failed" in answer


def test_signing_in_gives_a_new_session_and_signing_out_ends_it_on_the_server(client, ben):
    client.get(LOGIN)
    session = client.session
    session["before"] = 1
    session.save()
    preset = session.session_key
    sign_in(client, ben.email, PASSWORD)
    key = client.session.session_key
    assert key != preset
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["session"] = key
    assert not is_signed_in(thief)


def test_signing_out_needs_a_form(client, ben):
    sign_in(client, ben.email, PASSWORD)
    assert b"Sign out?" in client.get("/account/logout/").content
    assert is_signed_in(client)


def test_nobody_signs_up(client):
    page = client.get("/account/signup/")
    assert b"by invitation" in page.content
    assert User.objects.count() == 0


def ask_for_link(client: Client, email: str) -> str | None:
    answer = client.post("/account/password/reset/", {"email": email}, follow=True)
    assert b"Look into your mail" in answer.content
    mail = Mail.objects.order_by("pk").last()
    found = re.search(r"http://127\.0\.0\.1:8000(\S+)", mail.text) if mail else None
    return found[1] if found else None


def choose(client: Client, link: str, password: str):
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True)


def test_a_new_password_by_mail_ends_every_other_session(client, ben, as_ben):
    link = ask_for_link(client, ben.email)
    answer = choose(client, link, NEW_PASSWORD)
    assert b"Your password is changed" in answer.content
    assert not is_signed_in(as_ben)
    fresh = Client()
    sign_in(fresh, ben.email, NEW_PASSWORD)
    assert is_signed_in(fresh)


def test_the_link_to_a_new_password_works_once(client, ben):
    link = ask_for_link(client, ben.email)
    choose(client, link, NEW_PASSWORD)
    assert b"does not work any more" in Client().get(link, follow=True).content


def test_a_weak_new_password_is_refused_beside_the_field(client, ben):
    answer = choose(client, ask_for_link(client, ben.email), "ben lindqvist")
    assert "too similar" in answer.content.decode()
    assert User.objects.get(pk=ben.pk).check_password(PASSWORD)


def test_strangers_get_no_mail_and_the_page_does_not_tell(client, ben):
    assert ask_for_link(client, "nobody@desk.example") is None
    assert not Mail.objects.exists()


def test_links_are_made_from_our_own_address_whatever_host_is_asked(client, ben, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/account/password/reset/", {"email": ben.email}, headers={"host": "evil.example"})
    mail = Mail.objects.get()
    assert "http://127.0.0.1:8000/account/password/reset/key/" in mail.text
    assert "evil" not in mail.text


def test_a_foreign_host_is_refused(client):
    assert client.get(LOGIN, headers={"host": "evil.example"}).status_code == 400


def test_an_editor_has_a_password_link_mailed_but_never_sees_it(as_ana, ana, ben, now):
    page = as_ana.post(reverse("person_password_link", args=[ben.pk]), follow=True).content.decode()
    mail = Mail.objects.get()
    assert mail.to == ben.email
    link = re.search(r"/account/password/reset/key/\S+", mail.text)[0]
    assert link not in page
    assert b"Your password is changed" in choose(Client(), link, NEW_PASSWORD).content
    assert Entry.objects.get().verb == "send_password_link"


def test_only_editors_help_others_in(ana, ben, now):
    with pytest.raises(NotAllowed):
        signing_in.send_password_link(user_id=ana.pk, by=ben, at=now)
    with pytest.raises(NotAllowed):
        signing_in.drop_second_step(user_id=ana.pk, by=ben, at=now)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    with pytest.raises(NotFound):
        signing_in.send_password_link(user_id=ben.pk, by=ana, at=now)


def test_a_second_step_is_asked_for_and_can_be_dropped_when_the_phone_is_lost(client, ana, ben, now):
    Authenticator.objects.create(user=ben, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    answer = sign_in(client, ben.email, PASSWORD)
    assert answer.url == reverse("mfa_authenticate")
    assert b"The second step" in client.get(answer.url).content
    assert not is_signed_in(client)
    signing_in.drop_second_step(user_id=ben.pk, by=ana, at=now)
    again = Client()
    sign_in(again, ben.email, PASSWORD)
    assert is_signed_in(again)
    with pytest.raises(InvalidTransition):
        signing_in.drop_second_step(user_id=ben.pk, by=ana, at=now)


@pytest.mark.parametrize(
    "path", ["/account/password/change/", "/account/2fa/", "/account/reauthenticate/", "/account/2fa/totp/activate/"]
)
def test_the_pages_about_signing_in_open_and_run_no_foreign_script(client, ben, path):
    sign_in(client, ben.email, PASSWORD)
    answer = client.get(path, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert "factcheck/tokens.css" in page
