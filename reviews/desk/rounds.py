"""One round: sealed while open; then the reviews side by side, and what settles it."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.accounts.models import User
from factcheck.core.errors import DomainError
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from reviews import adjudication
from reviews.assignment.people import loads
from reviews.desk.forms import AdjudicateForm, BecauseForm, NoteForm
from reviews.models import Recheck, Review, Round, RoundChange, RoundRecord
from reviews.policies import settling as policy
from reviews.selectors import comparing
from reviews.selectors.later import later_evidence
from reviews.selectors.rows import find
from reviews.states import AssignmentStatus, RatingKind, RoundStatus


def find_round(user: User, pk: int) -> Round:
    rows = Round.objects.visible_to(user).select_related(
        "claim__claimant", "claim__topic", "plan", "scale", "wording", "rating", "adjudication__by"
    )
    return find(rows, pk)


@require_safe
@desk_member
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_round(request.user, pk))


def show(request: HttpRequest, found: Round, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The page as it stands, or with the form that was refused."""
    user = request.user
    reviews = comparing.reviews_of(found, user)
    standing = comparing.standing(reviews)
    asked = comparing.who_is_asked(found, user)
    is_closed = found.closed_at is not None
    context = {
        "section": "claims",
        "round": found,
        "claim": found.claim,
        "asked": asked,
        "done": sum(one.status == AssignmentStatus.SUBMITTED for one in asked),
        "is_closed": is_closed,
        "standing": standing if is_closed else [],
        "earlier": [review for review in reviews if review.taken_back_at] if is_closed else [],
        "compared": comparing.compare_readings(found, standing) if is_closed else [],
        "adjudicate_form": AdjudicateForm(scale=found.scale),
        "note_form": NoteForm(),
        "because_form": BecauseForm(),
        "ratings": (ratings := list(found.scale.ratings.exclude(kind=RatingKind.NO_LABEL))),
        "steps": [rating.name for rating in ratings if rating.position],
        "others": loads(at=timezone.localtime()) if user.is_admin and not is_closed else [],
        **_how_it_went(user, found, standing),
        **what_may_be_done(user, found),
        **forms,
    }
    return render(request, "reviews/round.html", context, status=status)


def _how_it_went(user: User, found: Round, standing: list[Review]) -> dict:
    """Record, dissent and what came after the reviews; nothing of a round that is sealed."""
    settled = found.status == RoundStatus.SETTLED
    later = later_evidence(found)
    return {
        "record": RoundRecord.objects.visible_to(user).filter(round=found).first(),
        "changes": RoundChange.objects.visible_to(user).filter(round=found).select_related("by"),
        "dissent": [review for review in standing if settled and review.rating_id != found.rating_id],
        "later": later,
        "recheck": Recheck.objects.visible_to(user).filter(round=found).first(),
        "may_point": settled and found.claim.may("reopen") and policy.may_point_against(user, found),
        "asks_me": any(user in one.waiting for one in later),
    }


def what_may_be_done(user: User, found: Round) -> dict:
    """Which forms the page offers; for adjudication also why not."""
    adjudicated = hasattr(found, "adjudication")
    settled = found.status == RoundStatus.SETTLED
    unanswered = settled and found.reasons_agree is None and not adjudicated and found.reviews_wanted > 1
    comparing_now = found.status == RoundStatus.COMPARING
    can_send = policy.may_send_to_adjudication(user, found) and not adjudicated
    return {
        "may_adjudicate": policy.may_adjudicate(user, found),
        "to_adjudicate": found.status == RoundStatus.ADJUDICATION,
        "may_move": comparing_now and policy.may_move(user, found),
        "may_confirm": unanswered and policy.may_confirm_reasons(user, found),
        "may_send": can_send and (comparing_now or unanswered),
    }


def act(request: HttpRequest, pk: int, *, name: str, form: Form, verb: Callable[[], object], done: str) -> HttpResponse:
    """Run one verb on the round; a refusal stands on the page beside what was typed."""
    form.is_valid()
    try:
        verb()
    except DomainError as refusal:
        show_refusal(form, refusal)
        return show(request, find_round(request.user, pk), status=refusal.status, **{name: form})
    messages.success(request, done)
    return see_other("round", pk)


@require_POST
@desk_member
def adjudicate(request: HttpRequest, pk: int) -> HttpResponse:
    typed, by = request.POST, request.user
    return act(
        request,
        pk,
        name="adjudicate_form",
        form=AdjudicateForm(typed, scale=find_round(by, pk).scale),
        done="Settled. The claim is ready to write.",
        verb=lambda: adjudication.adjudicate(
            round_id=pk,
            rating_key=typed.get("rating", ""),
            note=typed.get("note", ""),
            by=by,
            at=timezone.now(),
        ),
    )


@require_POST
@desk_member
def move(request: HttpRequest, pk: int) -> HttpResponse:
    typed, by = request.POST, request.user
    return act(
        request,
        pk,
        name="note_form",
        form=NoteForm(typed),
        done="Moved. Your earlier rating is kept.",
        verb=lambda: adjudication.move_rating(round_id=pk, note=typed.get("note", ""), by=by, at=timezone.now()),
    )


@require_POST
@desk_member
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return act(
        request,
        pk,
        name="because_form",
        form=BecauseForm(request.POST),
        done="Noted: the reasons agree.",
        verb=lambda: adjudication.confirm_reasons_agree(round_id=pk, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def disagree(request: HttpRequest, pk: int) -> HttpResponse:
    because, by = request.POST.get("because", ""), request.user
    return act(
        request,
        pk,
        name="because_form",
        form=BecauseForm(request.POST),
        done="Someone who did not review it will settle this.",
        verb=lambda: adjudication.send_to_adjudication(round_id=pk, because=because, by=by, at=timezone.now()),
    )
