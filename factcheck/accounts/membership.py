"""Who belongs to the desk, and as what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import F

from factcheck.accounts.inviting import set_role
from factcheck.accounts.models import DeskToken, Invitation, Role, User
from factcheck.accounts.policies import may_change_membership, may_manage_people
from factcheck.accounts.typed import usable_line, usable_role
from factcheck.core.errors import InvalidTransition, NotAllowed, NotFound
from factcheck.ledger import acts as ledger


def deactivate(*, user_id: int, by: User, at: datetime) -> User:
    """Close an account at once: sessions, API tokens and open invitations end. Their work stays under their name.

    Raises `InvalidTransition` when the account is closed already, or with code `last_admin`.
    """
    with ledger.act("deactivate", by=by, at=at) as act, _membership_of(user_id, by) as person:
        act.about(person)
        if not person.is_active:
            raise InvalidTransition(f"{person}'s account is deactivated already.")
        _refuse_last_admin(person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        end_sessions(person)
        _end_invitations_by(person, at)
    return person


def reactivate(*, user_id: int, by: User, at: datetime) -> User:
    """Open a closed account again, with its old password and no session."""
    with ledger.act("reactivate", by=by, at=at) as act, _membership_of(user_id, by) as person:
        act.about(person)
        if person.is_active:
            raise InvalidTransition(f"{person}'s account is active.")
        person.is_active = True
        person.save(update_fields=["is_active"])
    return person


def change_role(*, user_id: int, role: str, by: User, at: datetime) -> User:
    """Make someone editor or reviewer. Holds from their next request. Raises `InvalidTransition` (`last_admin`)."""
    role = usable_role(role)
    with ledger.act("change_role", by=by, at=at, role=role) as act, _membership_of(user_id, by) as person:
        act.about(person)
        if person.role == role:
            raise InvalidTransition(f"{person} is {person.get_role_display().lower()} already.")
        if role != Role.ADMIN:
            _refuse_last_admin(person)
            _end_invitations_by(person, at)
        act.note(before=person.role)
        set_role(person, role)
        person.save(update_fields=["role", "is_staff", "is_superuser"])
    return person


def set_byline(*, name: str, byline: str, by: User, at: datetime) -> User:
    """Change one's own name, and the one readers see instead of it (empty: the name)."""
    name, byline = usable_line("name", name), usable_line("byline", byline, required=False)
    with ledger.act("set_byline", subject=by, by=by, at=at):
        person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
        person.name, person.byline = name, byline
        person.save(update_fields=["name", "byline"])
    return person


def sign_out_everywhere(*, by: User, at: datetime) -> User:
    """End one's own sessions on every device and all one's tokens. Whoever calls it keeps the session at hand."""
    with ledger.act("sign_out_everywhere", subject=by, by=by, at=at):
        end_sessions(by)
    by.refresh_from_db(fields=["sign_in_era"])
    return by


def end_sessions(person: User) -> None:
    """End every session and every token of a person, wherever they are."""
    User.objects.filter(pk=person.pk).update(sign_in_era=F("sign_in_era") + 1)
    DeskToken.objects.filter(user=person).delete()


@contextmanager
def _membership_of(user_id: int, by: User) -> Iterator[User]:
    """The person, locked together with all editors, so that two editors cannot remove each other at once."""
    may_manage_people(by).or_refuse()
    editors = User.objects.editors().select_for_update(no_key=True)
    if by.pk not in {editor.pk for editor in editors}:
        raise NotAllowed("You are not an editor any more.")
    person = User.objects.visible_to(by).select_for_update(no_key=True).filter(pk=user_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    may_change_membership(by, person).or_refuse()
    yield person


def _refuse_last_admin(person: User) -> None:
    others = User.objects.editors().exclude(pk=person.pk)
    if person.is_admin and not others.exists():
        raise InvalidTransition("The desk needs at least one editor.", code="last_admin")


def _end_invitations_by(person: User, at: datetime) -> None:
    Invitation.objects.open().filter(invited_by=person).update(withdrawn_at=at)
