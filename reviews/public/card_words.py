"""The words of a card: those of the page, in the page's language, and nothing the page does not say."""

from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import dateformat, timezone, translation
from django.utils.translation import gettext, pgettext

from factcheck.accounts.models import Desk
from factcheck.core.quoting import in_quotes
from factcheck.web.languages import direction_of
from reviews.cards.card import Card
from reviews.public.changed import Change, changes_of, told_on_top
from reviews.public.verdict_page import rating_in
from reviews.published import Published
from reviews.selectors.published import Shown
from reviews.states import RevisionKind

MOST_QUOTED = 200  # characters of the claim in what a card is said to show
TAKING_BACK = {RevisionKind.CORRECTION, RevisionKind.REDACTION}


def card_of(shown: Shown, *, desk: Desk, language: str) -> Card:
    """The card of a check as it stands now. Not for one that is withheld: of that nothing is drawn."""
    seen = shown.seen
    with timezone.override(desk.time_zone), translation.override(language):
        return Card(
            **_of_the_desk(desk, language),
            **(_retracted() if shown.is_retracted else _rated(shown, language)),
            claim=seen.short_claim or seen.claim,
            said_by=said_by(seen),
            instead=gettext("The claim stands on the page of this check."),
            marks=tuple(_marks(shown)),
        )


def card_of_desk(desk: Desk, *, language: str) -> Card:
    """The card of every page that is about no single check."""
    with translation.override(language):
        about = desk.about or gettext("We check what is said in public and show how we know.")
        return Card(**_of_the_desk(desk, language), about=about)


def words_of(card: Card) -> str:
    """What a card shows, in one line, for those who do not see it."""
    rated = f"{card.label}: {card.rating}." if card.label else f"{card.rating}."
    marks = (one if one.endswith(".") else f"{one}." for one in card.marks)
    return " ".join([rated, in_quotes(card.claim, MOST_QUOTED) + _comma() + card.said_by + ".", *marks])


def said_by(seen: Published) -> str:
    """Who said it and when, as far as readers may know."""
    unknown = gettext("we do not know who said it")
    who = gettext("said by %(who)s") % {"who": seen.claimant} if seen.claimant else unknown
    return who + (_comma() + day_in_words(seen.claim_date) if seen.claim_date else "")


def day_in_words(day: date) -> str:
    """As the language of the page writes days."""
    moment = timezone.localtime(day) if isinstance(day, datetime) else day
    return dateformat.format(moment, pgettext("how a day is written", "j M Y"))


def change_and_day(change: Change) -> str:
    """“Substantial correction, 3 May 2026”."""
    return change.kind + _comma() + day_in_words(change.at)


def _comma() -> str:
    return pgettext("between facts", ", ")


def _of_the_desk(desk: Desk, language: str) -> dict[str, object]:
    address = urlsplit(settings.PUBLIC_ORIGIN).netloc
    return {"desk": desk.name, "address": address, "is_rtl": direction_of(language) == "rtl"}


def _retracted() -> dict[str, object]:
    """Nothing of the rating: it no longer stands, and no other has taken its place."""
    return {"rating": gettext("Retracted").upper(), "is_struck": True}


def _rated(shown: Shown, language: str) -> dict[str, object]:
    seen = shown.seen
    if not seen.is_rated:
        return {"rating": seen.conclusion or seen.rating.name, "label": gettext("Our conclusion")}
    said = rating_in(seen, shown.current.scale, language)
    rating, steps = said["rating"], said["steps"]
    has_place = rating.position is not None
    aside = "" if has_place else gettext("not a point on our scale")
    label = gettext("Our rating")
    return {"rating": rating.name, "label": label, "aside": aside, "place": rating.position, "steps": len(steps)}


def _marks(shown: Shown) -> Iterator[str]:
    change = _newest_change(shown)
    if change:
        yield change_and_day(change)
    if shown.is_retracted:
        yield gettext("We no longer stand behind this check.")
        return
    if shown.verdict.is_early:
        yield gettext("Early check")
    if shown.verdict.outdated_at:
        yield gettext("May be outdated")


def _newest_change(shown: Shown) -> Change | None:
    """The retraction; or what readers are told on top; or the newest correction, else the newest change."""
    changes = [one for one in changes_of(shown) if not one.is_first]
    if shown.is_retracted:
        return next((one for one in changes if one.revision.kind == RevisionKind.RETRACTION), None)
    corrections = [one for one in changes if one.revision.kind in TAKING_BACK]
    return told_on_top(changes) or next(iter(corrections or changes), None)
