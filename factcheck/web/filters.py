"""Filters that every template has."""

from django.conf.locale import LANG_INFO
from django.template import Library

from factcheck.core import quoting
from factcheck.web.statuses import SHAPE_OF, WORDS

register = Library()


@register.filter
def in_quotes(words: object, most: int | None = None) -> str:
    """`{{ words|in_quotes:90 }}`: between quotation marks, cut to 90 characters; see `core.quoting`."""
    return quoting.in_quotes(str(words), most)


@register.filter
def language_called(code: object) -> str:
    """`{{ "de"|language_called }}`: German; a code nobody named stays as it is."""
    return LANG_INFO.get(str(code), {}).get("name", str(code))


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
