import pytest
from django.test import Client

from tests.factories.people import PASSWORD, AdminFactory, PersonFactory


@pytest.fixture
def ana(db):
    """An editor."""
    ana = AdminFactory(name="Ana Okafor")
    ana.set_password(PASSWORD)
    ana.save(update_fields=["password"])
    return ana


@pytest.fixture
def ben(db):
    """A reviewer."""
    ben = PersonFactory(name="Ben Lindqvist")
    ben.set_password(PASSWORD)
    ben.save(update_fields=["password"])
    return ben


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def as_ana(ana):
    return client_of(ana)


@pytest.fixture
def as_ben(ben):
    return client_of(ben)
