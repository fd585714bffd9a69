"""What the desk has published, as the desk looks after it: what stands, what waits to be put right."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.core.text import problem_with
from factcheck.web.searching import asked_for, asked_in_forms, searched
from reviews.models import Complaint, PublicListing, PublicVerdict, Recheck, VerdictDraft
from reviews.selectors.facets import languages_listed
from reviews.selectors.published import LONGEST_SEARCH
from reviews.states import PublicState

NEEDS = {
    "outdated": "May be outdated",
    "recheck": "Asks for another look",
    "complaint": "A reader objects",
    "change": "Being changed",
    "early": "Early check",
}
SEARCHED = ("title", "claim_text", "claimant", "found")
FOR_EDITORS = {"complaint"}  # others do not learn that somebody objected


@dataclass(frozen=True)
class Wanted:
    """What a list of published checks is asked for; empty values ask for nothing."""

    state: str = ""  # a value of `PublicState`
    needs: str = ""  # a key of `NEEDS`
    words: str = ""


def needs_of(user: User) -> dict[str, str]:
    """The kinds of trouble this person may ask for."""
    return {key: words for key, words in NEEDS.items() if user.is_admin or key not in FOR_EDITORS}


def published_checks(user: User, wanted: Wanted) -> QuerySet[PublicVerdict]:
    """Everything published that was asked for, the newest first, each with what waits (`has_recheck`, …)."""
    if not (user.is_authenticated and user.is_active):
        return PublicVerdict.objects.none()
    rows = PublicVerdict.objects.filter(current__isnull=False).select_related("current__scale")
    rows = rows.defer("current__content", "current__found").annotate(**_what_waits(user))
    if wanted.state in PublicState.values:
        rows = rows.filter(state=wanted.state)
    return _with_words(_in_need(rows, wanted.needs), wanted.words).order_by("-pk")


def _what_waits(user: User) -> dict[str, Exists]:
    rechecks = Recheck.objects.visible_to(user).filter(claim=OuterRef("claim_id"), done_at=None)
    complaints = Complaint.objects.visible_to(user).to_answer().filter(number=OuterRef("number"))
    changes = VerdictDraft.objects.under_way().filter(claim=OuterRef("claim_id"), changes__isnull=False)
    return {"has_recheck": Exists(rechecks), "has_complaint": Exists(complaints), "has_change": Exists(changes)}


def _in_need(rows: QuerySet[PublicVerdict], needs: str) -> QuerySet[PublicVerdict]:
    ways = {
        "outdated": {"outdated_at__isnull": False},
        "recheck": {"has_recheck": True},
        "complaint": {"has_complaint": True},
        "change": {"has_change": True},
        "early": {"is_early": True},
    }
    return rows.filter(**ways[needs]) if needs in ways else rows


def _with_words(rows: QuerySet[PublicVerdict], words: str) -> QuerySet[PublicVerdict]:
    words = words[:LONGEST_SEARCH].strip()
    if not words:
        return rows
    if problem_with(words):
        return rows.none()
    if words.isascii() and words.isdigit() and len(words) < 10:
        return rows.filter(number=int(words))
    query = asked_in_forms(words, languages_listed())
    if query is None:
        return rows.none()
    listed = PublicListing.objects.filter(search=query).order_by().values("pk")
    # What was taken from readers is in no list. There is little of it: its words are read as they are asked for.
    taken = PublicVerdict.objects.filter(state__in=[PublicState.RETRACTED, PublicState.WITHHELD])
    taken = taken.alias(said=searched(*(f"current__{one}" for one in SEARCHED))).filter(said=asked_for(words))
    return rows.filter(pk__in=listed.union(taken.order_by().values("pk"), all=True))


def find_published(number: int, *, user: User) -> PublicVerdict:
    """The check of this number, in whatever state. Raises `NotFound`."""
    found = published_checks(user, Wanted()).filter(number=number).first() if number < 2**31 else None
    if found is None:
        raise NotFound
    return found
