"""What both feeds are: Atom in the language of the address, which says the same as long as nothing in it changed."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from factcheck.accounts.models import Desk
from factcheck.web.languages import FIRST, language_of, prefix_for

FEED_LENGTH = 50
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 cannot hold them


class SteadyFeed(Atom1Feed):
    """Without entries it names one day. Django's would name the present moment, and never twice the same."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NOTHING_YET


def site_of(request: HttpRequest) -> str:
    """What stands before the path of every page a feed leads to: its readers stay in its language."""
    return settings.PUBLIC_ORIGIN + prefix_for(request)


def begin_feed(request: HttpRequest, desk: Desk, *, path: str, about: str, title: str, description: str) -> SteadyFeed:
    """A feed without entries: `path` is its own, `about` that of the page which shows the same."""
    language = language_of(request)
    return SteadyFeed(
        title=printable(title),
        link=site_of(request) + about,
        description=printable(description),
        language=desk.language if language == FIRST else language,
        feed_url=site_of(request) + path,
        author_name=printable(desk.name),
    )


def send_feed(written: SteadyFeed) -> HttpResponse:
    """The answer."""
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml")


def printable(text: str) -> str:
    """The text without what XML cannot hold."""
    return UNPRINTABLE.sub("", text)
