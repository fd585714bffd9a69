"""Filters that every template has."""

from collections.abc import Mapping
from typing import Any

from django.conf.locale import LANG_INFO
from django.template import Library
from django.utils.translation import gettext, pgettext

from factcheck.core import quoting
from factcheck.web.statuses import SHAPE_OF, WORDS

register = Library()


@register.filter
def in_quotes(words: object, most: int | None = None) -> str:
    """`{{ words|in_quotes:90 }}`: between quotation marks, cut to 90 characters; see `core.quoting`."""
    return quoting.in_quotes(str(words), most)


@register.filter
def language_called(code: object) -> str:
    """`{{ "de"|language_called }}`: German, in the language of the page; a code nobody named stays as it is."""
    return gettext(LANG_INFO.get(str(code), {}).get("name", str(code)))


@register.filter
def marks_around(words: object) -> tuple[str, str]:
    """What stands before and after words that a page shows in pieces; see `core.quoting`."""
    return quoting.marks_around(str(words))


@register.filter
def status_shape(status: object) -> str:
    """The shape of a status; see `web.statuses`."""
    return SHAPE_OF.get(str(status), "new")


@register.filter
def status_words(status: object) -> str:
    """What people call a status; one without words of its own is called by its name."""
    return WORDS.get(str(status), str(status))


@register.filter
def name_in(label: Mapping[str, Any], language: str) -> str:
    """A label's name in a language, or as it was published where nobody translated it.

    >>> name_in({"name": "False", "names": {"de": "Falsch"}}, "de"), name_in({"name": "False"}, "uk")
    ('Falsch', 'False')
    """
    names = label.get("names") or {}
    return names.get(language) or names.get(language.partition("-")[0]) or label["name"]


@register.filter
def ordinal_called(number: int) -> str:
    """`{{ 4|ordinal_called }}`: fourth, in the language of the page."""
    words = _ordinals()
    return str(words[number - 1]) if 0 < number <= len(words) else str(number)


@register.filter
def number_called(number: int) -> str:
    """`{{ 5|number_called }}`: five, in the language of the page."""
    words = _cardinals()
    return str(words[number - 1]) if 0 < number <= len(words) else str(number)


def _ordinals() -> list[str]:
    return [
        pgettext("place on the rating scale", "first"),
        pgettext("place on the rating scale", "second"),
        pgettext("place on the rating scale", "third"),
        pgettext("place on the rating scale", "fourth"),
        pgettext("place on the rating scale", "fifth"),
        pgettext("place on the rating scale", "sixth"),
        pgettext("place on the rating scale", "seventh"),
    ]


def _cardinals() -> list[str]:
    return [
        pgettext("boxes of the rating scale", "one"),
        pgettext("boxes of the rating scale", "two"),
        pgettext("boxes of the rating scale", "three"),
        pgettext("boxes of the rating scale", "four"),
        pgettext("boxes of the rating scale", "five"),
        pgettext("boxes of the rating scale", "six"),
        pgettext("boxes of the rating scale", "seven"),
    ]
