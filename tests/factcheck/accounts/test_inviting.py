"""Inviting: one-time links, seven days, one open invitation for an address."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts import inviting
from factcheck.accounts.models import Invitation, Role, User
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail
from tests.factories.people import PASSWORD, AdminFactory

pytestmark = pytest.mark.django_db


def invite(by, at, **changes):
    invited = {"email": "chi@desk.example", "name": "Chi Moreno", "role": Role.REVIEWER, **changes}
    return inviting.invite(by=by, at=at, **invited)


def secret_in(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def accept(link: str, at, **changes):
    typed = {"password": PASSWORD, "name": "Chi Moreno", **changes}
    return inviting.accept_invitation(secret=secret_in(link), at=at, **typed)


def test_an_invited_person_gets_a_mail_and_with_its_link_an_account(ana, now, settings):
    settings.PUBLIC_ORIGIN = "https://facts.example"
    invitation, link = invite(ana, now)
    mail = Mail.objects.get()
    assert mail.to == "chi@desk.example"
    assert link in mail.text
    assert link.startswith("https://facts.example/desk/invitation/")
    assert Job.objects.get().queue == "mail"
    user = accept(link, now)
    assert (user.email, user.name, user.role, user.is_staff) == ("chi@desk.example", "Chi Moreno", "reviewer", False)
    assert user.check_password(PASSWORD)
    invitation.refresh_from_db()
    assert invitation.accepted_at == now


def test_the_secret_is_kept_nowhere_but_in_the_mail_on_its_way(ana, now):
    invitation, link = invite(ana, now)
    secret = secret_in(link)
    assert len(secret) >= 40
    assert invitation.secret_hash == inviting.hash_secret(secret)
    assert secret not in str(Job.objects.values())
    assert secret not in str(Entry.objects.values())


def test_the_ledger_names_no_address(ana, now):
    _, link = invite(ana, now)
    accept(link, now)
    entries = Entry.objects.order_by("seq")
    assert [entry.verb for entry in entries] == ["invite", "accept_invitation"]
    assert entries[1].by == User.objects.get(email="chi@desk.example")
    assert "chi" not in "".join(entry.payload for entry in entries)


def test_a_link_works_once(ana, now):
    _, link = invite(ana, now)
    accept(link, now)
    with pytest.raises(InvalidTransition, match="used already"):
        accept(link, now)


@pytest.mark.parametrize(("later", "works"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
def test_a_link_works_for_seven_days(ana, now, later, works):
    _, link = invite(ana, now)
    if works:
        assert accept(link, now + later).pk
    else:
        with pytest.raises(InvalidTransition, match="expired"):
            accept(link, now + later)


def test_a_withdrawn_or_unknown_link_opens_nothing(ana, now):
    invitation, link = invite(ana, now)
    inviting.withdraw_invitation(invitation_id=invitation.pk, by=ana, at=now)
    with pytest.raises(InvalidTransition, match="withdrawn"):
        accept(link, now)
    with pytest.raises(NotFound):
        inviting.find_invitation(secret="\ud800" * 40, at=now)
    with pytest.raises(InvalidTransition):
        inviting.withdraw_invitation(invitation_id=invitation.pk, by=ana, at=now)


def test_inviting_again_ends_the_earlier_link(ana, now):
    _, first = invite(ana, now)
    _, second = invite(ana, now, email="CHI@desk.example")
    with pytest.raises(InvalidTransition, match="withdrawn"):
        accept(first, now)
    assert accept(second, now).email == "CHI@desk.example"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"email": ""}, "email", "required"),
        ({"email": "chi at desk"}, "email", "invalid_email"),
        ({"email": "chi@desk.example\nBcc: all@desk.example"}, "email", "invalid_email"),
        ({"email": '"a\nBcc:x"@desk.example'}, "email", "invalid_email"),
        ({"name": " \u200b "}, "name", "required"),
        ({"name": "a\x00b"}, "name", "nul_character"),
        ({"name": "\ud800"}, "name", "bad_unicode"),
        ({"name": "x" * 121}, "name", "too_long"),
        ({"role": "owner"}, "role", "invalid_choice"),
    ],
)
def test_bad_input_names_its_field_and_leaves_nothing(ana, now, changes, field, code):
    with pytest.raises(Invalid) as refusal:
        invite(ana, now, **changes)
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [(field, code)]
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_an_address_with_an_account_is_not_invited(ana, ben, now):
    with pytest.raises(Invalid) as refusal:
        invite(ana, now, email=ben.email.upper())
    assert refusal.value.code == "already_here"
    User.objects.filter(pk=ben.pk).update(is_active=False)
    with pytest.raises(Invalid) as refusal:
        invite(ana, now, email=ben.email)
    assert refusal.value.code == "deactivated"


def test_a_weak_password_keeps_the_invitation_open(ana, now):
    _, link = invite(ana, now)
    for password in ("short", "password1234", "chi moreno chi", "moreno chi moreno"):
        with pytest.raises(Invalid) as refusal:
            accept(link, now, password=password)
        assert {fault.field for fault in refusal.value.errors} == {"password"}
    assert accept(link, now).pk


def test_an_invited_editor_may_enter_the_admin_site(ana, now):
    _, link = invite(ana, now, role=Role.ADMIN)
    user = accept(link, now)
    assert user.is_admin
    assert user.is_staff


def test_reviewers_invite_nobody(ben, now):
    with pytest.raises(NotAllowed):
        invite(ben, now)
    with pytest.raises(NotAllowed):
        inviting.withdraw_invitation(invitation_id=1, by=ben, at=now)


def test_the_page_shows_the_link_once(as_ana):
    typed = {"email": "chi@desk.example", "name": "Chi", "role": "reviewer"}
    answer = as_ana.post(reverse("team"), typed)
    assert answer.status_code == 303
    first, second = as_ana.get(reverse("team")).content.decode(), as_ana.get(reverse("team")).content.decode()
    link = re.search(r"http://\S+/desk/invitation/[\w-]+/", first)
    assert link
    assert "/desk/invitation/" not in second
    assert "chi@desk.example" in second


def test_the_page_keeps_what_was_typed(as_ana, ben):
    answer = as_ana.post(reverse("team"), {"email": ben.email, "name": "Ben again", "role": "reviewer"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "has an account with this address already" in page
    assert "Ben again" in page


def test_the_whole_way_in_over_http(ana):
    _, link = invite(ana, timezone.now())
    client = Client()
    answer = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    assert answer.redirect_chain == [(reverse("welcome"), 303)]
    assert b"Chi Moreno" in answer.content
    weak = client.post(reverse("welcome"), {"name": "Chi M.", "password": "short"})
    assert weak.status_code == 400
    assert b"Chi M." in weak.content
    assert b"short" not in weak.content.replace(b"too short", b"")
    before = client.session.session_key
    answer = client.post(reverse("welcome"), {"name": "Chi M.", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (303, reverse("desk"))
    assert client.session.session_key != before
    assert client.get(reverse("account")).status_code == 200
    assert client.get(reverse("welcome")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_one_of_eight_people_with_the_same_link_gets_the_account():
    ana = AdminFactory()
    at = timezone.now()
    _, link = invite(ana, at)
    start, accepted, refused = threading.Barrier(8), [], []

    def try_it() -> None:
        start.wait(10)
        try:
            accepted.append(accept(link, at).pk)
        except (InvalidTransition, Invalid) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(accepted), len(refused)) == (1, 7)
    assert User.objects.filter(email="chi@desk.example").count() == 1
