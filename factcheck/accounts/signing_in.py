"""Helping people back in: a new password, a lost phone."""

from datetime import datetime

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.accounts.policies import may_manage_people
from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from factcheck.notices.mailing import send_mail_later
from factcheck.web.answers import full_address

MAIL = """Hello {name},

{by} asked us to send you this link. Open it to choose a new password:

{link}

It works once and for three days. If you did not expect it, do nothing and tell an editor.
"""


def password_link(user: User) -> str:
    """The one-time address at which a person chooses a new password."""
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    names = {"uidb36": user_pk_to_url_str(user), "key": key}
    return full_address(reverse("account_reset_password_from_key", kwargs=names))


def send_password_link(*, user_id: int, by: User, at: datetime) -> User:
    """Mail a person the link to a new password. Only they get it: an editor must not be able to act as them."""
    may_manage_people(by).or_refuse()
    with ledger.act("send_password_link", by=by, at=at) as act:
        person = _active(user_id, by)
        act.about(person)
        text = MAIL.format(name=person.name, by=by, link=password_link(person))
        send_mail_later(to=person.email, subject="Choose a new password", text=text)
    return person


def drop_second_step(*, user_id: int, by: User, at: datetime) -> User:
    """Let a person whose phone or key is lost sign in with the password alone until they set up a new one."""
    may_manage_people(by).or_refuse()
    with ledger.act("drop_second_step", by=by, at=at) as act:
        person = _active(user_id, by)
        act.about(person)
        if not Authenticator.objects.filter(user=person).delete()[0]:
            raise InvalidTransition(f"{person} signs in with the password alone.")
    return person


def _active(user_id: int, by: User) -> User:
    person = User.objects.visible_to(by).select_for_update(no_key=True).filter(pk=user_id, is_active=True).first()
    if person is None:
        raise NotFound("There is no such active account.")
    return person
