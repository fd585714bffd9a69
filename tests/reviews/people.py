"""The people of this room's tests, and a browser for each."""

from dataclasses import dataclass

from django.test import Client

from factcheck.accounts.models import User


@dataclass
class People:
    """An editor, the lead, the second reviewer, and a reviewer who was not asked."""

    admin: User
    lead: User
    second: User
    stranger: User


def signed_in(person: User | None) -> Client:
    """A browser of this person; of nobody for None."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client
