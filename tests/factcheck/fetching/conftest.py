"""One hostile site for all tests of the room, and a policy that lets them in there and waits for nobody."""

import dataclasses

import pytest

from factcheck.fetching import Policy
from tests.hostile_site import bomb, hostile_site


@pytest.fixture(scope="package")
def one_site():
    bomb()  # packed before anybody's time is taken
    with hostile_site() as site:
        yield site


@pytest.fixture
def site(one_site):
    one_site.asked.clear()
    one_site.pages.clear()
    return one_site


@pytest.fixture
def policy(site):
    return Policy(allow=(site.allow,), seconds=5, idle_seconds=2, most_bytes=100_000)


@pytest.fixture
def hurried(policy):
    return dataclasses.replace(policy, seconds=0.3, idle_seconds=0.15)
