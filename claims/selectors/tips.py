"""Tips for the desk's pages, and claims that are like one."""

from django.db.models import QuerySet

from claims.models import Claim, ClaimWording, Tip
from claims.states import TipStatus
from factcheck.accounts.models import User
from factcheck.readers.alike import any_two_of, likeness, words_of
from factcheck.web.searching import asked_for, searched

GROUPS = {"open": "To look at", "taken": "Being checked", "answered": "Answered otherwise"}
MOST_ALIKE = 5
LOOKED_AT = 50


def tips_of_group(group: str, *, user: User) -> QuerySet[Tip]:
    """Those to look at, those taken on, or those answered in another way; without who sent them."""
    rows = Tip.objects.visible_to(user)
    found = {
        "open": rows.to_answer(),
        "taken": rows.filter(status=TipStatus.TAKEN),
        "answered": rows.filter(status__in=[TipStatus.CHECKED, TipStatus.LEFT]),
    }[group]
    return found.select_related("claim__wording", "answered_by").order_by("-pk")


def whole_tip(user: User) -> QuerySet[Tip]:
    """With all its page shows; the sender for editors only."""
    rows = Tip.objects.visible_to(user).select_related("claim__wording", "article", "answered_by")
    if not user.is_admin:
        return rows.defer("sender")
    return rows.select_related("sender").prefetch_related("sender__letters")


def claims_like(words: str, *, user: User) -> list[Claim]:
    """Claims the desk has that hold at least two of the words that matter, the likest first."""
    asked, said = any_two_of(words), words_of(words)
    if not asked:
        return []
    worded = ClaimWording.objects.annotate(searched_words=searched("text")).filter(searched_words=asked_for(asked))
    rows = Claim.objects.visible_to(user).with_words().filter(wording__in=worded.order_by().values("pk"))
    found = [(likeness(said, claim.wording.text), claim) for claim in rows.order_by("-pk")[:LOOKED_AT]]
    return [claim for share, claim in sorted(found, key=lambda one: -one[0])][:MOST_ALIKE]
