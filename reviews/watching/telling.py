"""What editors are told of the sources of published verdicts."""

from datetime import datetime

from django.urls import reverse

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.quoting import in_quotes
from factcheck.notices.mailing import notify
from reviews.models import Recheck, Round, SourceWatch
from reviews.states import RecheckReason
from reviews.telling import LONGEST_WORDS

SAID = {
    RecheckReason.SOURCE_GONE: "A source is gone that we published on",
    RecheckReason.SOURCE_CHANGED: "A source changed that we published on",
    RecheckReason.QUOTE_LOST: "A quotation is no longer there that we published",
    RecheckReason.EXPIRED: "Published, and to be looked at again by now",
    RecheckReason.COMPLAINT: "Published, and a reader objected",
}


def tell_recheck(recheck: Recheck, *, at: datetime) -> None:
    """Every editor, once: when it opens."""
    text = f"{SAID[recheck.because]}: {_words(recheck.claim)}"
    for editor in User.objects.editors():
        notify(to=editor, kind="recheck", text=text, url=reverse("recheck", args=[recheck.pk]), at=at)


def tell_trouble(watch: SourceWatch, *, at: datetime) -> None:
    """Every editor, once for each row of failures."""
    text = f"A source we published on could not be looked at {watch.failures} times in a row: {watch.source}"
    for editor in User.objects.editors():
        notify(to=editor, kind="watch_trouble", text=text, url=reverse("rechecks") + "#trouble", at=at)


def tell_not_allowed(watch: SourceWatch, *, at: datetime) -> None:
    """Every editor, when a site begins to ask machines to stay away."""
    text = f"A source we published on may not be watched, its site asks machines to stay away: {watch.source}"
    for editor in User.objects.editors():
        notify(to=editor, kind="watch_trouble", text=text, url=reverse("rechecks") + "#trouble", at=at)


def tell_checked_again(recheck: Recheck, round: Round, *, same: bool, by: User | None, at: datetime) -> None:
    """Every editor but the one whose act it was: what the new round of a published claim found."""
    found = "came to the published rating" if same else "came to another rating than the published one; correct it"
    text = f"The new round {found}: {_words(round.claim)}"
    for editor in User.objects.editors():
        if editor != by:
            notify(to=editor, kind="checked_again", text=text, url=reverse("recheck", args=[recheck.pk]), at=at)


def _words(claim: Claim) -> str:
    return in_quotes(claim.wording.text if claim.wording else "", LONGEST_WORDS)
