"""The languages of the public pages: told by the first part of the address, and by nothing else."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest

FIRST: str = settings.LANGUAGE_CODE


def split_path(path: str) -> tuple[str, str]:
    """The language an address asks for, and the address without it. The first language has no prefix.

    >>> split_path("/de/about/method/"), split_path("/about/method/"), split_path("/en/"), split_path("/de")
    (('de', '/about/method/'), ('en', '/about/method/'), ('en', '/en/'), ('en', '/de'))
    """
    _, _, rest = path.partition("/")
    code, slash, after = rest.partition("/")
    if slash and code != FIRST and code in settings.PUBLIC_LANGUAGES:
        return code, f"/{after}"
    return FIRST, path


def prefix_of(language: str) -> str:
    """What stands before every address of a page in this language: "" or "/de"."""
    return "" if language == FIRST else f"/{language}"


def language_of(request: HttpRequest) -> str:
    """The language of the page that is asked for; the first one off the public road."""
    return getattr(request, "page_language", FIRST)


def prefix_for(request: HttpRequest) -> str:
    """`prefix_of` the language of the page that is asked for: it goes before the address of every redirect."""
    return prefix_of(language_of(request))


def direction_of(language: str) -> str:
    """Which way it is written: "ltr" or "rtl"."""
    return "rtl" if LANG_INFO.get(language.partition("-")[0], {}).get("bidi") else "ltr"


def own_name_of(language: str) -> str:
    """What those who speak it call it."""
    return LANG_INFO[language]["name_local"].capitalize()


def languages_beside(chosen: list[str]) -> list[str]:
    """Those a desk offers: the first one, and what it chose of those that ship."""
    return [FIRST, *(code for code in settings.PUBLIC_LANGUAGES if code in chosen and code != FIRST)]
