"""What stands around every public page: the desk, where to go from here, and in which languages it can be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import Desk
from factcheck.web.languages import (
    direction_of,
    language_of,
    languages_beside,
    own_name_of,
    prefix_of,
)
from reviews.selectors.published import the_desk

NAVIGATION = {
    "/checks/": _("All checks"),
    "/about/method/": _("How we check"),
    "/corrections/": _("Corrections"),
    "/about/about/": _("Who we are"),
}


@dataclass(frozen=True)
class Alternate:
    """The same page in another language."""

    code: str
    path: str
    is_here: bool

    @property
    def name(self) -> str:
        return own_name_of(self.code)

    @property
    def direction(self) -> str:
        return direction_of(self.code)

    @property
    def url(self) -> str:
        return settings.PUBLIC_ORIGIN + self.path


def render_page(template: str, request: HttpRequest, context: Mapping[str, object], *, desk: Desk | None = None) -> str:
    """`templates/public/<template>.html` in the language of the address and the time zone of the desk.

    Without the request: no context processor, so no session, no user and no form token can get in.
    """
    desk = desk or the_desk()
    with timezone.override(desk.time_zone), translation.override(language_of(request)):
        return render_to_string(f"public/{template}.html", {**_shell(request, desk), **context})


def _shell(request: HttpRequest, desk: Desk) -> dict[str, object]:
    language = language_of(request)
    offered = languages_beside(desk.languages)
    here = prefix_of(language) + request.path
    return {
        "desk": desk,
        "page_lang": language,
        "page_dir": direction_of(language),
        "prefix": prefix_of(language),
        "page_url": settings.PUBLIC_ORIGIN + here,
        "desk_card": f"{settings.PUBLIC_ORIGIN}{prefix_of(language)}/card.png",
        "public_nav": _navigation(request.path, prefix_of(language)),
        "alternates": [_alternate(code, request.path, language) for code in offered] if len(offered) > 1 else [],
        "is_offered": language in offered,
    }


def _alternate(code: str, path: str, language: str) -> Alternate:
    return Alternate(code=code, path=prefix_of(code) + path, is_here=code == language)


def _navigation(path: str, prefix: str) -> list[dict[str, object]]:
    return [{"url": prefix + url, "words": words, "here": url == path} for url, words in NAVIGATION.items()]
