"""Feeds of other publishers for tests."""

from claims.models import ImportFeed
from factcheck.accounts.models import User
from tests.factories.claims import AT


def make_feed(*, by: User, **about) -> ImportFeed:
    """A ClaimReview feed that nobody pulled yet."""
    plain = {"name": "Ostrand Checks", "kind": "claimreview_feed", "url": "https://data.example/all.json"}
    return ImportFeed.objects.create(**{**plain, "due_at": AT, "created_at": AT, "created_by": by, **about})
