"""What all feeds are: Atom, RSS or JSON Feed in the language of the address, the same while nothing in them changed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from factcheck.accounts.models import Desk
from factcheck.core.moments import to_the_second
from factcheck.web.languages import FIRST, language_of, prefix_for

FEED_LENGTH = 50
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 cannot hold them
ATOM, RSS, JSON = "atom", "rss", "json"
JSON_FEED = "https://jsonfeed.org/version/1.1"
OWN_MEMBERS = "/developers/#json-feed"  # where those that are ours are told


class Steady(SyndicationFeed):
    """Without entries it names one day. Django's would name the present moment, and never twice the same."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NOTHING_YET


class SteadyAtom(Steady, Atom1Feed):
    """Atom 1.0, RFC 4287."""

    content_type = "application/atom+xml"


class SteadyRss(Steady, Rss201rev2Feed):
    """RSS 2.0. It has no word for an entry that changed, so each carries Atom's beside its own date."""

    content_type = "application/rss+xml"

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", to_the_second(item["updateddate"]))


class SteadyJson(Steady):
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

    content_type = "application/feed+json"

    def write(self, outfile, encoding) -> None:
        json.dump(self._whole(), outfile, ensure_ascii=False, indent=1)

    def _whole(self) -> dict[str, object]:
        told = self.feed
        return {
            "version": JSON_FEED,
            "title": told["title"],
            "home_page_url": told["link"],
            "feed_url": told["feed_url"],
            "description": told["description"],
            "language": told["language"],
            "authors": [{"name": told["author_name"], "url": told["author_link"]}],
            "items": [self._item(one) for one in self.items],
        }

    @staticmethod
    def _item(one: Mapping) -> dict[str, object]:
        beside = {f"_{name}": value for name, value in one["beside"].items()}
        return {
            "id": one["unique_id"],
            "url": one["link"],
            "title": one["title"],
            "content_text": one["text"],
            "date_published": to_the_second(one["pubdate"]),
            "date_modified": to_the_second(one["updateddate"]),
            "language": one["language"],
            "tags": list(one["categories"]),
            **beside,
        }


FORMATS: dict[str, type[Steady]] = {ATOM: SteadyAtom, RSS: SteadyRss, JSON: SteadyJson}


def site_of(request: HttpRequest) -> str:
    """What stands before the path of every page a feed leads to: its readers stay in its language."""
    return settings.PUBLIC_ORIGIN + prefix_for(request)


@dataclass(frozen=True)
class Place:
    """Where a feed is: its own path without the form's name, the page that shows the same, and what narrows both."""

    path: str
    page: str
    asked: Mapping[str, str]


def begin_feed(request: HttpRequest, desk: Desk, place: Place, *, form: str, title: str, description: str) -> Steady:
    """A feed without entries in one of `FORMATS`."""
    language = language_of(request)
    query = f"?{urlencode(place.asked)}" if place.asked else ""
    return FORMATS[form](
        title=printable(title),
        link=f"{site_of(request)}{place.page}{query}",
        description=printable(description),
        language=desk.language if language == FIRST else language,
        feed_url=f"{site_of(request)}{place.path}.{form}{query}",
        author_name=printable(desk.name),
        author_link=f"{settings.PUBLIC_ORIGIN}/",
        feed_copyright=printable(" ".join(filter(None, (desk.licence_name, desk.licence_url)))) or None,
    )


@dataclass(frozen=True)
class Entry:
    """One entry. `key` is its id for ever; `beside` is what JSON alone can hold, each name with a _ before it."""

    title: str
    path: str
    key: str
    sentences: tuple[str, ...]
    published_at: datetime
    changed_at: datetime
    language: str
    tags: tuple[str, ...] = ()
    beside: Mapping[str, object] = field(default_factory=dict)


def add_entry(written: Steady, one: Entry, *, site: str) -> None:
    """Add one. Programs take the text of Atom and RSS for HTML, so there it is escaped; JSON says it plainly."""
    text = printable(" ".join(one.sentences))
    written.add_item(
        title=printable(one.title),
        link=site + one.path,
        unique_id=one.key,
        unique_id_is_permalink=False,
        description=escape(text),
        text=text,
        pubdate=one.published_at,
        updateddate=one.changed_at,
        language=one.language,
        categories=[printable(tag) for tag in one.tags],
        beside=one.beside,
    )


def send_feed(written: Steady) -> HttpResponse:
    """The answer."""
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


def printable(text: str) -> str:
    """The text without what XML cannot hold."""
    return UNPRINTABLE.sub("", text)
