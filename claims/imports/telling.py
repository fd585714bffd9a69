"""What editors are told of feeds that fail."""

from datetime import datetime

from django.urls import reverse

from claims.models import ImportFeed
from factcheck.accounts.models import User
from factcheck.notices.mailing import notify


def tell_failing(feed: ImportFeed, *, at: datetime) -> None:
    """Every editor, once in a row of failures. The name is the desk's own word for it."""
    text = f"Pulling fact-checks from {feed.name} has failed {feed.failures} times in a row"
    url = reverse("import", args=[feed.pk])
    for editor in User.objects.editors():
        notify(to=editor, kind="import_failing", text=text, url=url, at=at)
