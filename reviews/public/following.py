"""How a list is followed: its feeds, for the head of its page and for whoever reads the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from factcheck.web.languages import prefix_for
from reviews.public.syndication import ATOM, FORMATS, JSON, RSS
from reviews.selectors.wanted import Wanted

NAMES = {ATOM: "Atom", RSS: "RSS", JSON: "JSON Feed"}


@dataclass(frozen=True)
class Feed:
    """One feed of a list."""

    name: str
    type: str
    url: str


def feeds_of(request: HttpRequest, wanted: Wanted) -> list[Feed]:
    """The feeds that hold what this list shows; they are always in order of time."""
    return feeds_at(request, "/feed", wanted.without_unreadable_days.narrowing())


def feeds_at(request: HttpRequest, path: str, asked: Mapping[str, str]) -> list[Feed]:
    """One of each format; `path` without the format's name."""
    query = f"?{urlencode(asked)}" if asked else ""
    begins = prefix_for(request) + path
    return [Feed(NAMES[form], one.content_type, f"{begins}.{form}{query}") for form, one in FORMATS.items()]
