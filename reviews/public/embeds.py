"""A check inside somebody else's page: the one page that may be framed, and oEmbed, by which programs find it."""

import re
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from factcheck.accounts.models import Desk
from factcheck.core.errors import DomainError, Invalid, NotFound
from factcheck.core.text import problem_with
from factcheck.web.languages import language_of, split_path
from factcheck.web.problems import MEDIA_TYPE, method_refused, problem_body
from reviews.public.answers import READING, dated, for_everyone, open_to_scripts, reading_only
from reviews.public.card_words import said_by
from reviews.public.changed import changes_of
from reviews.public.sharing import EMBED_WIDTH, Share, embed_height, share_of
from reviews.public.shell import render_page
from reviews.public.syndication import printable
from reviews.public.verdict_page import rating_in
from reviews.public.withheld import UNAVAILABLE, withheld, withheld_on
from reviews.selectors.published import Shown, the_desk

OF_A_CHECK = re.compile(r"/verdicts/(\d{1,9})(?:-[\w-]*)?/?|/verdicts/(\d{1,9})/versions/\d{1,5}/|/embed/(\d{1,9})/")
LONGEST_URL = 1_000
NARROWEST, LOWEST = 200, 150  # pixels: in less nothing of a check can be shown
MISSING = 404
CACHE_SECONDS = 3_600  # of the description: the frame itself is always the present one


class UnknownFormat(DomainError):
    """Neither of the two that oEmbed knows; its specification asks for this status."""

    code = "unknown_format"
    status = 501
    title = "This format is not made here"


@csp_replace({"frame-ancestors": ["*"]})
@reading_only
def embed(request: HttpRequest, number: int) -> HttpResponse:
    """A check as other sites show it: claim, who said it, rating, what we found, and every change since.

    The only page that may be framed: nothing on it can be done, and it knows nobody.
    """
    shown = Shown.find(number)
    desk = the_desk()
    if shown is None:  # a page of its own: every other may not be framed, and the browser would show a broken one
        return HttpResponse(render_page("embed", request, {"is_missing": True}, desk=desk), status=MISSING)
    if shown.is_withheld:
        told = {"is_withheld": True, "since": withheld_on(shown), "ground": shown.verdict.withheld_ground}
        told |= {"was_retracted": shown.retraction is not None, "shown": shown}
        return HttpResponse(render_page("embed", request, told, desk=desk), status=UNAVAILABLE)
    page = render_page("embed", request, _context(shown, language_of(request)), desk=desk)
    return dated(HttpResponse(page), shown.changed_at)


def _context(shown: Shown, language: str) -> dict[str, object]:
    return {
        "shown": shown,
        "seen": shown.seen,
        **rating_in(shown.seen, shown.current.scale, language),
        "said_by": said_by(shown.seen),
        "changes": [one for one in changes_of(shown) if not one.is_first],
    }


@open_to_scripts
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show the check at `url`, as https://oembed.com asks: any address of a check that we ever gave out."""
    try:
        answer = _described(request) if request.method in READING else _only_reading()
    except DomainError as error:
        answer = _problem(error)
    return for_everyone(request, answer)


def _only_reading() -> HttpResponse:
    answer = _problem(method_refused())
    answer.headers["Allow"] = ", ".join(READING)
    return answer


def _problem(error: DomainError) -> HttpResponse:
    return JsonResponse(problem_body(error), status=error.status, content_type=MEDIA_TYPE)


def _described(request: HttpRequest) -> HttpResponse:
    write = WRITERS.get(request.GET.get("format", "json"))
    if write is None:
        raise UnknownFormat("It can be had as json and as xml.")
    width, height = (_most(request, name) for name in ("maxwidth", "maxheight"))
    shown, language = _asked_for(request.GET.get("url", ""))
    desk = the_desk()
    return write(_description(share_of(shown, desk=desk, language=language), desk, width, height))


def _most(request: HttpRequest, name: str) -> int | None:
    """The largest width or height the other page has room for, in pixels."""
    said = request.GET.get(name, "")
    if not said:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", said):
        raise Invalid.field(name, "not_a_number", "Give it in pixels, as a whole number.")
    least = NARROWEST if name == "maxwidth" else LOWEST
    if int(said) < least:
        raise Invalid.field(name, "out_of_range", f"{name} is at least {least}: nothing of a check fits into less.")
    return int(said)


def _asked_for(url: str) -> tuple[Shown, str]:
    """The check an address leads to, and the language of its page."""
    if not url:
        raise Invalid.field("url", "required", "Give the address of a check of ours as url.")
    language, path = split_path(_path_of_ours(url))
    found = OF_A_CHECK.fullmatch(path)
    shown = Shown.find(int(next(filter(None, found.groups())))) if found else None
    if shown is None:
        raise NotFound("There is no check of ours at this address.")
    if shown.is_withheld:
        raise withheld(shown)
    return shown, language


def _path_of_ours(url: str) -> str:
    """The path of an address of this site; nothing of any other, and of what is none."""
    if len(url) > LONGEST_URL or problem_with(url):
        return ""
    try:
        parts, ours = urlsplit(url), urlsplit(settings.PUBLIC_ORIGIN)
    except ValueError:
        return ""
    is_ours = parts.scheme in {"http", "https"} and parts.netloc.lower() == ours.netloc.lower()
    return parts.path if is_ours else ""


def _description(share: Share, desk: Desk, width: int | None, height: int | None) -> dict[str, object]:
    wide = min(width or EMBED_WIDTH, EMBED_WIDTH)
    high = min(height or 10**6, embed_height(share.shown, wide))
    told: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": share.title,
        "provider_name": desk.name,
        "provider_url": f"{settings.PUBLIC_ORIGIN}/",
        "cache_age": CACHE_SECONDS,
        "html": share.embed_code(wide, high),
        "width": wide,
        "height": high,
    }
    if (width or share.width) >= share.width and (height or share.height) >= share.height:
        told |= {"thumbnail_url": share.picture, "thumbnail_width": share.width, "thumbnail_height": share.height}
    return told


def _as_json(told: dict[str, object]) -> HttpResponse:
    return JsonResponse(told)


def _as_xml(told: dict[str, object]) -> HttpResponse:
    parts = (f"<{name}>{escape(printable(str(value)))}</{name}>" for name, value in told.items())
    body = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{"".join(parts)}</oembed>\n'
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


WRITERS = {"json": _as_json, "xml": _as_xml}
