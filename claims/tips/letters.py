"""What the sender of a tip is told by mail, in the language they wrote from."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from claims.models import Tip
from claims.states import TipStatus
from factcheck.accounts.middleware import load_desk
from factcheck.readers.letters import write_letter
from factcheck.readers.states import LetterWhy
from factcheck.web.answers import full_address
from factcheck.web.languages import prefix_of


def write_receipt(tip: Tip, *, code: str, at: datetime) -> None:
    """We have it; here is where to see what comes of it."""
    with translation.override(tip.sender.language):
        paragraphs = [
            _("Thank you. We have what you would like to see checked. We read everything; we cannot check everything."),
            _("What comes of it stands here. Keep the address: only you have it."),
            full_address(f"{prefix_of(tip.sender.language)}/status/{code}/"),
            load_desk().name,
        ]
        subject = _("We have your suggestion")
        write_letter(tip.sender, why=LetterWhy.RECEIVED, subject=subject, paragraphs=paragraphs, at=at)


def write_answer(tip: Tip, *, at: datetime) -> None:
    """What the desk decided, in its own words where it found some."""
    if tip.sender is None:
        return
    with translation.override(tip.sender.language):
        where = full_address(f"/verdicts/{tip.verdict_number}/") if tip.verdict_number else ""
        paragraphs = [_outcome(tip), where, tip.answer, load_desk().name]
        subject = _("About what you suggested to check")
        write_letter(tip.sender, why=LetterWhy.ANSWERED, subject=subject, paragraphs=paragraphs, at=at)


def tell_published(*, claim_id: int, number: int, at: datetime) -> None:
    """Everybody whose tip the desk took on as this claim: what we found stands there. Once, when it is first published.

    Inside the act that publishes. Whoever left no address, or is forgotten, sees it on their page as long as it is
    there.
    """
    tips = Tip.objects.filter(claim_id=claim_id, status=TipStatus.TAKEN, sender__isnull=False).exclude(sender__email="")
    for tip in tips.select_related("sender").order_by("pk"):
        _write_published(tip, number, at=at)


def _write_published(tip: Tip, number: int, *, at: datetime) -> None:
    with translation.override(tip.sender.language):
        where = full_address(f"{prefix_of(tip.sender.language)}/verdicts/{number}/")
        paragraphs = [_("We have checked what you sent us. What we found stands here:"), where, load_desk().name]
        subject = _("We have checked what you suggested")
        write_letter(tip.sender, why=LetterWhy.PUBLISHED, subject=subject, paragraphs=paragraphs, at=at)


def _outcome(tip: Tip) -> str:
    match tip.status:
        case TipStatus.TAKEN:
            return _("We check what you sent us. That takes days, sometimes weeks; we publish what we find.")
        case TipStatus.CHECKED:
            return _("We have checked what you sent us already.")
        case _:
            return _("We do not check what you sent us.")
