"""What a page says about itself in its markup: title, author, day of publication, language. Never guessed from text.

>>> parse_day("2024-03-05T10:00:00+01:00"), parse_day("5 March"), parse_day("2024-02-31")
(datetime.date(2024, 3, 5), None, None)
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml.html import HtmlElement

LONGEST = 300
_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)")
_DATE_KEYS = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued", "pubdate")
_AUTHOR_KEYS = ("author", "article:author", "dc.creator", "parsely-author")
_TITLE_KEYS = ("og:title", "dc.title", "twitter:title")
MOST_SCRIPTS = 20
LONGEST_SCRIPT = 200_000
LONGEST_ADDRESS = 2_000


def parse_day(value: str) -> date | None:
    """The day an ISO date or time begins with, or None."""
    match = _DAY.match(value or "")
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


class Metadata:
    """Reads ``<meta>``, JSON-LD, ``<time>``, ``<h1>`` and ``<html lang>`` of one parsed page."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._metas = dict(_metas(tree))
        self._linked = list(_linked_data(tree))

    def title(self) -> str | None:
        """The heading of the page, else the title it gives to others."""
        given = (self._metas.get(key, "") for key in _TITLE_KEYS)
        return _first([self._words_of_first("h1"), *given, self._words_of_first("title")])

    def _words_of_first(self, tag: str) -> str:
        """Of the first alone: elements nested in each other would give the same words again and again."""
        element = next(self._tree.iter(tag), None)
        return "" if element is None else str(element.text_content())

    def author(self) -> str | None:
        """The author's name; addresses of author pages are left out."""
        names = [_name(one.get("author")) for one in self._linked]
        found = _first([*(self._metas.get(key, "") for key in _AUTHOR_KEYS), *names])
        return None if found and "://" in found else found

    def published_on(self) -> date | None:
        """The day of publication as the markup states it."""
        stated = [self._metas.get(key, "") for key in _DATE_KEYS]
        stated += [_word(one.get("datePublished")) for one in self._linked]
        stated += [time.get("datetime") or "" for time in self._tree.iter("time")][:1]
        return next((day for day in map(parse_day, stated) if day), None)

    def language(self) -> str | None:
        """The language code of the page."""
        root = next(self._tree.iter("html"), None)
        code = (root.get("lang") or "").strip() if root is not None else ""
        return code.split("-")[0].lower() if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", code) else None

    def canonical_url(self) -> str | None:
        """The address the page calls its own, as it is written: perhaps a part of one, perhaps nonsense."""
        links = (link for link in self._tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
        address = _storable(next((link.get("href") or "" for link in links), "")).strip()
        return address if 0 < len(address) <= LONGEST_ADDRESS else None


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if key:
            yield key, meta.get("content") or ""


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    scripts = [one for one in tree.iter("script") if (one.get("type") or "").lower() == "application/ld+json"]
    for script in scripts[:MOST_SCRIPTS]:
        try:
            data = json.loads((script.text or "")[:LONGEST_SCRIPT])
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            graph = item.get("@graph") if isinstance(item, dict) else None
            yield from (one for one in (graph if isinstance(graph, list) else [item]) if isinstance(one, dict))


def _name(author: Any) -> str:
    """The names of the first authors. Lists are looked into once, however deep they go."""
    authors = author[:5] if isinstance(author, list) else [author]
    return ", ".join(filter(None, (_word(one.get("name") if isinstance(one, dict) else one) for one in authors)))


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _first(values: list[str]) -> str | None:
    cleaned = (_line(value) for value in values if value)
    return next((value for value in cleaned if value), None)


def _line(words: str) -> str:
    return _storable(" ".join(words.split())[: 2 * LONGEST])[:LONGEST].strip()


def _storable(words: str) -> str:
    """Without control characters, NUL and lone surrogates, which JSON can bring in and no database takes.

    >>> _storable("a\\x00b\\ud800c")
    'abc'
    """
    return "".join(letter for letter in words if unicodedata.category(letter) not in {"Cc", "Cs"})
