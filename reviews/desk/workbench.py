"""What the reviewer's workspace shows: the claim in its article, the file, the checklists, the shelf, the rating."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone

from claims.models import Claim
from claims.selectors.matches import SeenMatch, see_matches
from factcheck.accounts.models import User
from factcheck.core.errors import Conflict
from reviews import reviewing
from reviews.checklists import Checklist, Item, checklists_for
from reviews.desk.evidence_forms import empty_form
from reviews.desk.forms import STANCES, WEIGHTS, BecauseForm, HandOverForm, ReviewForm
from reviews.models import Assignment, Review, ReviewDraft
from reviews.selectors.contacts import contact_on
from reviews.selectors.file import file_of
from reviews.selectors.passages import in_its_article
from reviews.selectors.rows import find
from reviews.selectors.shelf import shelf_for
from reviews.states import ASSIGNMENT_OPEN, AssignmentStatus, RoundStatus

FLAG = "reviews/_flag.html"  # “This is two claims”, “The wording is unfair”
WAITS = Assignment._meta.get_field("waiting_for").choices


def find_own(request: HttpRequest, pk: int) -> Assignment:
    """The user's own assignment. Anybody else's looks like none at all."""
    claim = "round__claim"
    rows = Assignment.objects.of(request.user).select_related(
        f"{claim}__claimant", f"{claim}__topic", f"{claim}__wording", "round__wording", "round__plan", "round__scale",
        "assigned_by", "takes_over",
    )  # fmt: skip
    return find(rows, pk)


def show(
    request: HttpRequest,
    asked: Assignment,
    *,
    form: ReviewForm | None = None,
    conflict: Conflict | None = None,
    because: BecauseForm | None = None,
    hand_over: HandOverForm | None = None,
    waiting: Form | None = None,
    open_items: Sequence[Item] = (),
    status: int = 200,
) -> HttpResponse:
    """The workspace as it stands, with what was typed and refused, or asking about what the checklist leaves open."""
    draft = ReviewDraft.objects.visible_to(request.user).filter(assignment=asked).select_related("rating").first()
    form = form or review_form(asked, draft)
    claim = asked.round.claim
    context = {
        "section": "work",
        "assignment": asked,
        "claim": claim,
        "here": in_its_article(claim),
        "form": form,
        "draft": draft,
        "conflict": conflict,
        "because": because or BecauseForm(),
        "hand_over": hand_over or HandOverForm(initial={"hand_over": asked.hand_over}),
        "waiting": waiting,
        "waits": WAITS,
        "open_items": open_items,
        "ratings": asked.round.scale.ratings.all(),
        "stances": STANCES,
        "weights": WEIGHTS,
        "is_open": asked.status in ASSIGNMENT_OPEN,
        "may_change": asked.status in ASSIGNMENT_OPEN,
        "is_waiting": asked.status == AssignmentStatus.WAITING,
        "is_sealed": asked.round.status == RoundStatus.OPEN,
        "flag_template": FLAG if has_template(FLAG) else "",
        "contact": contact_on(claim, request.user, at=timezone.now()),
        "shelf": shelf_for(claim, asked.round.wording.text, request.user),
        **_earlier(claim, request.user),
        "evidence_form": empty_form(claim.pk, request.user, request.GET),
        **_as_read(request.user, asked, form, draft),
    }
    return render(request, "reviews/workspace.html", context, status=status)


def review_form(asked: Assignment, draft: ReviewDraft | None) -> ReviewForm:
    saved = {"version": 0} if draft is None else {"version": draft.version, **reviewing.saved_text(draft)}
    return ReviewForm(scale=asked.round.scale, initial=saved)


def _as_read(user: User, asked: Assignment, form: ReviewForm, draft: ReviewDraft | None) -> dict[str, object]:
    """The file with the user's own readings, the checklists with their ticks, and the review if it is handed in."""
    review = Review.objects.visible_to(user).standing().filter(assignment=asked).first()
    handed_in = review.stances() if review else {}
    ticked = review.checklist if review else form.checklist() if form.is_bound else draft.checklist if draft else {}
    claim = asked.round.claim
    file = file_of(claim, user)
    return {
        "review": review,
        "file": [
            (piece, handed_in.get(piece.evidence.pk) or reading_in(form, draft, piece.evidence.pk)) for piece in file
        ],
        "checklists": [(one, with_ticks(one, ticked)) for one in checklists_for(claim)],
    }


def reading_in(form: ReviewForm, draft: ReviewDraft | None, evidence_id: int) -> dict[str, str]:
    """How the reviewer reads a piece, as typed just now or as saved."""
    if form.is_bound:
        return form.readings().get(evidence_id, {})
    return draft.readings.get(str(evidence_id), {}) if draft is not None else {}


def with_ticks(checklist: Checklist, ticked: Mapping[str, Mapping[str, Any]]) -> list[tuple[Item, Mapping[str, Any]]]:
    return [(item, ticked.get(item.key, {})) for item in checklist.items]


def _earlier(claim: Claim, user: User) -> dict[str, list[SeenMatch] | bool]:
    """Checks that are known to be of the same claim. What they found is folded until the user asks for it."""
    found = [seen for seen in see_matches(user, claim) if seen.is_confirmed]
    return {"earlier": found, "earlier_folded": any(seen.is_folded and seen.has_rating for seen in found)}


def has_template(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True
