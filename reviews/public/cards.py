"""The pictures of checks, and of the desk, for wherever an address of ours is shared."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from factcheck.core.errors import Unavailable
from factcheck.web.languages import language_of, prefix_for
from factcheck.web.throttling import PerAddress
from reviews.cards.card import Card
from reviews.cards.drawing import draw
from reviews.cards.store import Busy, CardStore
from reviews.cards.typefaces import Typefaces
from reviews.claimreview import UNNAMED
from reviews.public.answers import dated, reading_only
from reviews.public.card_words import card_of, card_of_desk
from reviews.public.withheld import withheld_page
from reviews.selectors.published import Shown, the_desk


class NewCards(PerAddress):
    """`CARDS_RATE` of pictures that have to be drawn, for each network address; those that are kept are not counted."""

    scope = "cards"


@reading_only
def card(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """The card of a check. Its address names the version, so whoever keeps a picture by its address gets the new one.

    The card of an earlier version leads to the present one: nobody is shown a rating that does not stand any more.
    """
    shown = Shown.find(number)
    if shown is None:
        raise Http404
    if shown.is_withheld:
        return withheld_page(request, shown)
    if not 0 < version <= shown.current.number:
        raise Http404
    if version != shown.current.number:
        return HttpResponseRedirect(prefix_for(request) + card_path(shown))
    answer = _picture(request, card_of(shown, desk=the_desk(), language=language_of(request)))
    if shown.is_retracted or shown.seen.claimant_kind in UNNAMED:
        answer.headers["X-Robots-Tag"] = "noindex"
    return dated(answer, shown.changed_at)


@reading_only
def desk_card(request: HttpRequest) -> HttpResponse:
    """The card of the desk, for pages about more than one check."""
    return _picture(request, card_of_desk(the_desk(), language=language_of(request)))


def card_path(shown: Shown) -> str:
    """Where its present card is, without a language."""
    return f"/verdicts/{shown.number}/versions/{shown.current.number}/card.png"


def _picture(request: HttpRequest, card: Card) -> HttpResponse:
    answer = HttpResponse(store().find(card.key) or _drawn(request, card), content_type="image/png")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _drawn(request: HttpRequest, card: Card) -> bytes:
    NewCards.count(request, refusal="Many pictures were drawn for where you are. Try again in a minute.")
    try:
        return store().get(card.key, lambda: draw(card, typefaces()).png)
    except Busy as busy:
        raise Unavailable("Many pictures are being drawn right now. Try again in a moment.") from busy


@cache
def typefaces() -> Typefaces:
    """Those of this process."""
    return Typefaces(settings.CARD_FONTS)


@cache
def store() -> CardStore:
    """What this process has drawn."""
    return CardStore(capacity=settings.CARD_BYTES, at_once=settings.CARDS_AT_ONCE)
