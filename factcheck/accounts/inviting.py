"""The way in: an admin invites by a one-time link."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.urls import reverse

from factcheck.accounts.models import Desk, Invitation, Role, User
from factcheck.accounts.policies import may_manage_people
from factcheck.accounts.typed import usable_email, usable_line, usable_password, usable_role
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from factcheck.notices.mailing import send_mail_later
from factcheck.web.answers import full_address

VALID_FOR = timedelta(days=7)
MAIL = """Hello {name},

{by} invites you to {desk} as {role}. Open this page within seven days to choose a password:

{link}

The link works once. If you did not expect it, do nothing.
"""


def invite(*, email: str, name: str, role: str, by: User, at: datetime) -> tuple[Invitation, str]:
    """Invite someone by mail for seven days; the invitation and its link, which is told only now.

    An earlier open invitation to the same address ends. Raises `Invalid` (`already_here` when there is an account).
    """
    may_manage_people(by).or_refuse()
    email, name, role = usable_email("email", email), usable_line("name", name), usable_role(role)
    secret = secrets.token_urlsafe(32)
    with ledger.act("invite", by=by, at=at, role=role) as act:
        _refuse_known(email)
        Invitation.objects.open().filter(email__iexact=email).update(withdrawn_at=at)
        try:
            invitation = Invitation.objects.create(
                email=email,
                name=name,
                role=role,
                secret_hash=hash_secret(secret),
                invited_by=by,
                invited_at=at,
                expires_at=at + VALID_FOR,
            )
        except IntegrityError:
            raise Conflict("Somebody is inviting this address right now. Reload the page.") from None
        act.about(invitation)
        link = full_address(reverse("invitation", args=[secret]))
        desk = Desk.objects.get(pk=1)
        send_mail_later(to=email, subject=f"Your invitation to {desk}", text=_mail(invitation, link, desk))
    return invitation, link


def _refuse_known(email: str) -> None:
    known = User.objects.filter(email__iexact=email).first()
    if known and known.is_active:
        raise Invalid.field("email", "already_here", f"{known} has an account with this address already.")
    if known:
        raise Invalid.field("email", "deactivated", f"{known}'s account is deactivated. Reactivate it instead.")


def _mail(invitation: Invitation, link: str, desk: Desk) -> str:
    return MAIL.format(
        name=invitation.name,
        by=invitation.invited_by,
        desk=desk,
        role={Role.ADMIN: "an editor", Role.REVIEWER: "a reviewer"}[Role(invitation.role)],
        link=link,
    )


def hash_secret(secret: str) -> str:
    """What is kept of a secret: it is long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def find_invitation(*, secret: str, at: datetime) -> Invitation:
    """The open invitation of a link. Raises `NotFound`; `InvalidTransition` when it is used, withdrawn or expired."""
    invitation = Invitation.objects.filter(secret_hash=hash_secret(secret)).first()
    return _refuse_closed(invitation, at)


def _refuse_closed(invitation: Invitation | None, at: datetime) -> Invitation:
    if invitation is None:
        raise NotFound("This invitation link is not complete or not ours. Ask for a new one.")
    if invitation.accepted_at:
        raise InvalidTransition("This invitation was used already. Sign in, or ask for a new password.")
    if invitation.withdrawn_at:
        raise InvalidTransition("This invitation was withdrawn. Ask an editor for a new one.")
    if invitation.expires_at <= at:
        raise InvalidTransition("This invitation has expired. Ask an editor for a new one.")
    return invitation


def accept_invitation(*, secret: str, password: str, name: str, at: datetime) -> User:
    """Open the account the link promises. Works once; raises as `find_invitation` does, or `Invalid`."""
    with ledger.act("accept_invitation", by=None, at=at) as act:
        invitation = Invitation.objects.select_for_update().filter(secret_hash=hash_secret(secret)).first()
        invitation = _refuse_closed(invitation, at)
        _refuse_known(invitation.email)
        user = User(email=invitation.email, name=usable_line("name", name))
        user.set_password(usable_password(password, person=user))
        set_role(user, invitation.role)
        user.save(force_insert=True)
        act.about(user)
        act.by_id = user.pk
        act.note(invitation=invitation.pk, role=user.role)
        invitation.accepted_at = at
        invitation.save(update_fields=["accepted_at"])
    return user


def set_role(user: User, role: str) -> None:
    """Set the role and what follows from it: only editors may enter Django's admin site. Does not save."""
    user.role = role
    user.is_staff = user.is_superuser = role == Role.ADMIN


def withdraw_invitation(*, invitation_id: int, by: User, at: datetime) -> Invitation:
    """End an open invitation. Raises `InvalidTransition` when it was used or withdrawn."""
    may_manage_people(by).or_refuse()
    with ledger.act("withdraw_invitation", by=by, at=at) as act:
        visible = Invitation.objects.visible_to(by).select_for_update(of=("self",))
        invitation = visible.filter(pk=invitation_id).first()
        if invitation is None:
            raise NotFound("There is no such invitation.")
        if invitation.accepted_at or invitation.withdrawn_at:
            raise InvalidTransition("This invitation was used or withdrawn already.")
        act.about(invitation)
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
    return invitation
