"""Lists as readers ask for them: every choice stands in the address, and each can be taken away by a link."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from factcheck.web.filters import name_in
from reviews.models import PublicTopic
from reviews.selectors.facets import Label
from reviews.selectors.list_pages import ListPage
from reviews.selectors.listings import claimants_called
from reviews.selectors.wanted import DATE, RELEVANCE, Wanted

NAMES = {
    "q": _("Words"),
    "rating": _("Rating"),
    "topic": _("Topic"),
    "claimant": _("Said by"),
    "outlet": _("Reported by"),
    "language": _("Language"),
    "from": _("Checked from"),
    "to": _("Checked until"),
}


@dataclass(frozen=True)
class Chip:
    """One thing that was asked for, and the address without it."""

    name: str
    words: str
    url: str


def chips(wanted: Wanted, *, ratings: list[Label], topics: list[PublicTopic]) -> Iterator[Chip]:
    """What the list is narrowed by, in the order of the form."""
    asked = wanted.as_query()
    called = {
        "rating": {one.key: label_name(one) for one in ratings},
        "topic": {one.slug: one.name for one in topics},
    }
    for name, words in NAMES.items():
        if name in asked:
            value = claimant_name(asked[name]) if name == "claimant" else called.get(name, {}).get(asked[name])
            yield Chip(str(words), value or asked[name], address({**asked, name: ""}))


def label_name(label: Label) -> str:
    return name_in(label.told, get_language() or "")


def claimant_name(typed: str) -> str:
    """Whom a key stands for; words stand for themselves."""
    found = claimants_called(typed) if typed.isdigit() else []
    return found[0].name if found else typed


def order_links(wanted: Wanted) -> list[dict[str, object]]:
    """The two orders of what was searched for; a list without words has one."""
    if not wanted.q:
        return []
    asked, now = wanted.as_query(), RELEVANCE if wanted.by_relevance else DATE
    words = {RELEVANCE: gettext("Best match first"), DATE: gettext("Newest first")}
    order = {RELEVANCE: "", DATE: DATE}
    return [{"words": words[one], "url": address({**asked, "order": order[one]}), "here": one == now} for one in words]


def page_urls(page: ListPage, asked: Mapping[str, str]) -> dict[str, str]:
    """`older_url` and `newer_url` for parts/pager.html."""
    keys = {"older": page.older, "newer": page.newer}
    return {f"{name}_url": address({**asked, name: key}) if key else "" for name, key in keys.items()}


def address(asked: Mapping[str, str]) -> str:
    """This list asked so. It names no path, so it keeps the language that the address begins with."""
    kept = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(kept)}" if kept else "./"
