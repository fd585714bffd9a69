import pytest

from tests.factcheck.accounts.conftest import ana, as_ana, as_ben, ben
from tests.receiver_site import receiver_site

__all__ = ["ana", "as_ana", "as_ben", "ben"]


@pytest.fixture
def site(settings):
    """A receiver that the desk may send to."""
    with receiver_site() as site:
        settings.FETCH_ALLOW = [site.allow]
        yield site
