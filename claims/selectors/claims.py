"""Lists of claims: searched, filtered, newest first."""

from django.db.models import Q

from claims.models import Claim, Claimant, ClaimWording
from claims.models.claims import ClaimQuerySet
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.web.searching import asked_for, searched

KEPT = "kept"  # what the desk has taken on, whatever has become of it since
ALL = "all"
PROPOSED = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED, ClaimStatus.DISMISSED, ClaimStatus.DUPLICATE)


def find_claims(
    user: User, *, words: str = "", status: str = ALL, language: str = "", article: int | None = None
) -> ClaimQuerySet:
    """Claims whose present wording holds all `words`, or whose claimant's name does, newest first.

    `status`: one of the claim's, `kept` or `all`. A fixed number of queries with words and claimants loaded.
    """
    found = Claim.objects.visible_to(user).with_words().select_related("article").defer("article__text")
    if status == KEPT:
        found = found.exclude(status__in=PROPOSED)
    elif status != ALL:
        found = found.filter(status=status)
    if language:
        found = found.filter(language=language)
    if article is not None:
        found = found.filter(article=article)
    if words.strip():
        found = found.filter(Q(wording__in=_worded(words)) | Q(claimant__in=_named(words)))
    return found.order_by("-pk")


def _worded(words: str):
    rows = ClaimWording.objects.annotate(words=searched("text"))
    return rows.filter(words=asked_for(words)).order_by().values("pk")


def _named(words: str):
    return Claimant.objects.filter(name__icontains=words.strip()).order_by().values("pk")


def languages_in_use() -> list[str]:
    """The languages of the desk's claims."""
    return sorted(filter(None, Claim.objects.order_by().values_list("language", flat=True).distinct()))
