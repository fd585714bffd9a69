"""Roles end at once, and the desk is never left without an editor."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.accounts import inviting, membership
from factcheck.accounts.models import DeskToken, Role, User
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from tests.factcheck.accounts.conftest import client_of
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.tokens import make_token

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_deactivating_ends_sessions_and_tokens_with_the_next_request(ana, ben, as_ben, now, client):
    _, token = make_token(ben)
    script = {"headers": {"Authorization": f"Token {token}"}}
    assert as_ben.get(reverse("account")).status_code == 200
    assert client.get(reverse("api_people"), **script).status_code == 403
    membership.deactivate(user_id=ben.pk, by=ana, at=now)
    assert as_ben.get(reverse("account")).status_code == 302
    assert client.get(reverse("api_people"), **script).status_code == 401
    assert not DeskToken.objects.exists()


def test_a_session_from_before_does_not_come_back_with_the_account(ana, ben, as_ben, now):
    membership.deactivate(user_id=ben.pk, by=ana, at=now)
    membership.reactivate(user_id=ben.pk, by=ana, at=now)
    assert as_ben.get(reverse("account")).status_code == 302
    assert client_of(fresh(ben)).get(reverse("account")).status_code == 200


def test_a_session_lives_on_when_nothing_about_it_changed(ana, as_ana, now):
    membership.set_byline(name="Ana", byline="A. O.", by=ana, at=now)
    assert as_ana.get(reverse("account")).status_code == 200


def test_deactivating_an_editor_ends_the_invitations_they_gave(ana, now):
    other = AdminFactory()
    invitation, _ = inviting.invite(email="x@desk.example", name="X", role="reviewer", by=other, at=now)
    membership.deactivate(user_id=other.pk, by=ana, at=now)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == now


def test_a_lower_role_holds_from_the_next_request(ana, now):
    other = AdminFactory()
    client = client_of(other)
    assert client.get(reverse("team")).status_code == 200
    membership.change_role(user_id=other.pk, role=Role.REVIEWER, by=ana, at=now)
    assert client.get(reverse("team")).status_code == 403
    assert not fresh(other).is_staff
    assert not fresh(other).is_superuser


def test_a_promoted_reviewer_is_an_editor_and_may_enter_the_admin_site(ana, ben, now):
    membership.change_role(user_id=ben.pk, role=Role.ADMIN, by=ana, at=now)
    assert fresh(ben).is_admin
    assert fresh(ben).is_staff


def test_nobody_changes_their_own_membership(ana, now):
    AdminFactory()
    with pytest.raises(NotAllowed):
        membership.deactivate(user_id=ana.pk, by=ana, at=now)
    with pytest.raises(NotAllowed):
        membership.change_role(user_id=ana.pk, role=Role.REVIEWER, by=ana, at=now)
    assert not Entry.objects.exists()


def test_an_editor_who_is_one_no_more_changes_nobody(ana, ben, now):
    other = AdminFactory()
    stale = User.objects.get(pk=other.pk)
    membership.change_role(user_id=other.pk, role=Role.REVIEWER, by=ana, at=now)
    assert stale.is_admin
    with pytest.raises(NotAllowed):
        membership.deactivate(user_id=ana.pk, by=stale, at=now)
    assert fresh(ana).is_admin


def test_reviewers_change_nobody(ana, ben, now):
    for verb, more in (
        (membership.deactivate, {}),
        (membership.reactivate, {}),
        (membership.change_role, {"role": "admin"}),
    ):
        with pytest.raises(NotAllowed):
            verb(user_id=ana.pk, by=ben, at=now, **more)


def test_what_is_so_already_and_who_is_unknown_are_refused(ana, ben, now):
    with pytest.raises(InvalidTransition):
        membership.reactivate(user_id=ben.pk, by=ana, at=now)
    with pytest.raises(InvalidTransition):
        membership.change_role(user_id=ben.pk, role=Role.REVIEWER, by=ana, at=now)
    with pytest.raises(Invalid):
        membership.change_role(user_id=ben.pk, role="owner", by=ana, at=now)
    with pytest.raises(NotFound):
        membership.deactivate(user_id=0, by=ana, at=now)
    membership.deactivate(user_id=ben.pk, by=ana, at=now)
    with pytest.raises(InvalidTransition):
        membership.deactivate(user_id=ben.pk, by=ana, at=now)


def test_every_change_is_one_entry_with_who_and_whom(ana, ben, now):
    membership.change_role(user_id=ben.pk, role=Role.ADMIN, by=ana, at=now)
    membership.deactivate(user_id=ben.pk, by=ana, at=now)
    entries = Entry.objects.order_by("seq")
    assert [(e.verb, e.subject_type, e.subject_id, e.by_id) for e in entries] == [
        ("change_role", "user", ben.pk, ana.pk),
        ("deactivate", "user", ben.pk, ana.pk),
    ]


def test_a_byline_is_tidied_and_a_name_is_required(ana, now):
    person = membership.set_byline(name="  Ana \n Okafor ", byline="", by=ana, at=now)
    assert (person.name, person.public_name) == ("Ana Okafor", "Ana Okafor")
    assert membership.set_byline(name="Ana", byline="A. O.", by=ana, at=now).public_name == "A. O."
    with pytest.raises(Invalid):
        membership.set_byline(name=" ", byline="", by=ana, at=now)


def test_one_address_has_one_account_whatever_its_case(ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(email=ana.email.upper())


def test_the_database_knows_the_roles(ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=ana.pk).update(role="owner")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["deactivate", "change_role"])
def test_two_editors_who_remove_each_other_at_once_leave_one(verb, now):
    pair = [AdminFactory(), AdminFactory()]
    start, refused = threading.Barrier(2), []
    more = {"role": Role.REVIEWER} if verb == "change_role" else {}

    def remove(by: User, other: User) -> None:
        start.wait(10)
        try:
            getattr(membership, verb)(user_id=other.pk, by=by, at=now, **more)
        except NotAllowed as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=two) for two in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


def test_the_team_page_asks_the_database_the_same_for_two_and_for_twenty(as_ana, ana, now):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert as_ana.get(reverse("team")).status_code == 200
        return len(asked)

    PersonFactory.create_batch(2)
    few = count()
    PersonFactory.create_batch(18)
    for number in range(5):
        inviting.invite(email=f"x{number}@desk.example", name="X", role="reviewer", by=ana, at=now)
    assert count() == few


TEAM_ACTS = ["person_deactivate", "person_reactivate", "person_role", "person_password_link", "person_second_step"]


@pytest.mark.parametrize("name", TEAM_ACTS)
@pytest.mark.parametrize(("who", "status"), [("as_ben", 403), ("client", 302)])
def test_only_editors_act_on_the_team_page(request, ben, name, who, status):
    client = request.getfixturevalue(who)
    assert client.post(reverse(name, args=[ben.pk]), {"role": "admin"}).status_code == status
    assert not fresh(ben).is_admin
    assert fresh(ben).is_active


@pytest.mark.parametrize("name", TEAM_ACTS)
def test_a_link_alone_changes_nothing(as_ana, ben, name):
    assert as_ana.get(reverse(name, args=[ben.pk])).status_code == 405


def test_the_team_page_carries_out_its_acts(as_ana, ben):
    page = as_ana.post(reverse("person_role", args=[ben.pk]), {"role": "admin"}, follow=True)
    assert "is now editor" in page.content.decode()
    page = as_ana.post(reverse("person_deactivate", args=[ben.pk]), follow=True)
    assert "account is closed" in page.content.decode()
    page = as_ana.post(reverse("person_reactivate", args=[ben.pk]), follow=True)
    assert "may sign in again" in page.content.decode()
