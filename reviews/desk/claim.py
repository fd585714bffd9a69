"""Everything about one claim: its words, where it was said, who checks it, the file, what happened."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Appearance, Claim, ClaimWording
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import DomainError, NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from reviews.assignment import by_hand
from reviews.desk.forms import AssignForm, BecauseForm, EvidenceForm, ReassignForm
from reviews.evidence.linking import FILE_IS_OPEN
from reviews.models import Assignment, Hold, ReviewPlan, Round, VerdictDraft
from reviews.policies.file import may_link_evidence
from reviews.policies.settling import warn_about
from reviews.selectors.comparing import who_is_asked
from reviews.selectors.file import file_of
from reviews.selectors.history import history_of
from reviews.selectors.passages import in_its_article
from reviews.selectors.people import loads, whom_to_ask
from reviews.states import ASSIGNMENT_LIVE, DraftStatus, RoundStatus


def find_claim(user: User, pk: int) -> Claim:
    appearances = Appearance.objects.select_related("article", "edition").defer("article__text")
    rows = Claim.objects.visible_to(user).with_words().select_related("article", "canonical__wording")
    found = (
        rows.defer("article__text")
        .prefetch_related(
            Prefetch("appearances", appearances.prefetch_related("claimants")),
            Prefetch("wordings", ClaimWording.objects.select_related("by").order_by("-number")),
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return found


@require_safe
@desk_member
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_claim(request.user, pk))


def show(
    request: HttpRequest,
    found: Claim,
    *,
    assign_form: AssignForm | None = None,
    evidence_form: EvidenceForm | None = None,
    because_form: BecauseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands, or with a form that was refused."""
    rounds = [(one, who_is_asked(one, request.user)) for one in _rounds(found)]
    context = {
        "section": "claims",
        "claim": found,
        "here": in_its_article(found),
        "rounds": rounds,
        "mine": next((one for _, asked in rounds for one in asked if one.reviewer_id == request.user.pk), None),
        "file": file_of(found, request.user),
        "file_is_open": found.status in FILE_IS_OPEN,
        "may_add": may_link_evidence(request.user, found),
        "evidence_form": evidence_form or EvidenceForm(),
        "because_form": because_form or BecauseForm(),
        "draft": VerdictDraft.objects.filter(claim=found).exclude(status=DraftStatus.PUBLISHED).first(),
        "others": loads() if request.user.is_admin else [],
        "holds": Hold.objects.filter(claim=found, released_at=None),
        "history": history_of(found, request.user),
        **_assigning(request, found, rounds, assign_form),
    }
    return render(request, "reviews/claim.html", context, status=status)


def _rounds(found: Claim) -> list[Round]:
    return list(found.rounds.select_related("plan", "rating", "wording").order_by("-number"))


def _assigning(request: HttpRequest, found: Claim, rounds: list, form: AssignForm | None) -> dict:
    """What an editor needs to ask people, where people may be asked."""
    newest, asked = rounds[0] if rounds else (None, [])
    if not (request.user.is_admin and is_assignable(found, newest)):
        return {}
    live = {one.reviewer_id for one in asked if one.status in ASSIGNMENT_LIVE}
    under_way = newest if found.status == ClaimStatus.IN_REVIEW else None
    people = whom_to_ask(found, live if under_way else set())
    return {
        "people": people,
        "plans": [under_way.plan] if under_way else ReviewPlan.objects.all(),
        "under_way": under_way,
        "assign_form": form or AssignForm(people=choices(people), at=timezone.now()),
    }


def is_assignable(found: Claim, newest: Round | None) -> bool:
    if found.status == ClaimStatus.ACCEPTED:
        return True
    open_round = newest is not None and newest.status == RoundStatus.OPEN
    return found.status == ClaimStatus.IN_REVIEW and open_round and found.open_slots > 0


def choices(people) -> list[tuple[int, str]]:
    return [(load.person.pk, str(load.person)) for load in people]


@require_POST
@desk_member
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_claim(request.user, pk)
    form = AssignForm(request.POST, people=choices(whom_to_ask(found, set())))
    if not form.is_valid():
        return show(request, found, assign_form=form, status=400)
    try:
        round_ = by_hand.assign_claim(
            claim_id=pk,
            reviewer_ids=form.reviewer_ids(),
            due_at=form.cleaned_data["due_at"],
            plan_key=form.cleaned_data["plan"].key,
            note=form.cleaned_data["note"],
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        show_refusal(form, refusal)
        return show(request, find_claim(request.user, pk), assign_form=form, status=refusal.status)
    messages.success(request, "Assigned.")
    for warning in warn_about(round_):
        messages.warning(request, warning)
    return see_other("claim", pk)


@require_POST
@desk_member
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an assignment to someone else."""
    asked = find_assignment(request.user, pk)
    form = ReassignForm(request.POST)
    if not form.is_valid():
        return show(request, find_claim(request.user, asked.round.claim_id), because_form=form, status=400)
    return _change(
        request,
        asked,
        form,
        lambda: by_hand.reassign(
            assignment_id=pk,
            reviewer_id=form.cleaned_data["reviewer"],
            because=form.cleaned_data["because"],
            by=request.user,
            at=timezone.localtime(),
        ),
    )


@require_POST
@desk_member
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an assignment back from its reviewer."""
    asked = find_assignment(request.user, pk)
    form = BecauseForm(request.POST)
    form.is_valid()
    because = form.data.get("because", "")
    return _change(
        request,
        asked,
        form,
        lambda: by_hand.take_back_assignment(
            assignment_id=pk, because=because, by=request.user, at=timezone.localtime()
        ),
    )


def _change(request: HttpRequest, asked: Assignment, form: BecauseForm, verb) -> HttpResponse:
    try:
        verb()
    except DomainError as refusal:
        if not refusal.errors:
            raise
        show_refusal(form, refusal)
        found = find_claim(request.user, asked.round.claim_id)
        return show(request, found, because_form=form, status=refusal.status)
    messages.success(request, "Done. Both sides see why.")
    return see_other("claim", asked.round.claim_id)


def find_assignment(user: User, pk: int) -> Assignment:
    found = Assignment.objects.visible_to(user).select_related("round").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return found
