"""Writing up settled claims: the list, the draft with its gate, sign-off and publication."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, DomainError, InvalidTransition
from factcheck.web.access import desk_member
from factcheck.web.forms import show_refusal
from factcheck.web.problems import problem_body
from reviews import adjudication, drafting, publication
from reviews.composing import compose
from reviews.contacts.taking_over import take_over_answer
from reviews.desk.forms import STANCES
from reviews.desk.workspace import is_autosave, see_other
from reviews.desk.writing_forms import DraftForm, form_of, rows_of
from reviews.draft_text import MOST_WORDS, count_words
from reviews.gate import GateState, advice_on, check_gate
from reviews.markup import article_context
from reviews.models import DraftEvidence, Evidence, PublicVerdict, VerdictDraft
from reviews.policies import writing as policy
from reviews.policies.settling import may_confirm_reasons
from reviews.selectors import comparing
from reviews.selectors.contacts import answer_to_take_over
from reviews.selectors.drafts import (
    claims_ready_to_write,
    drafts_of,
    drafts_to_sign_off,
    find_draft,
)
from reviews.selectors.published import path_of
from reviews.states import DraftStatus

SAVING = {"hand_in": drafting.write_and_hand_in, "take_answer": take_over_answer}


@require_safe
@desk_member
def writing(request: HttpRequest) -> HttpResponse:
    """What waits for an editor's eyes, what I write, and what nobody writes yet."""
    user = request.user
    context = {
        "section": "writing",
        "to_sign_off": list(drafts_to_sign_off(user)),
        "mine": list(drafts_of(user)),
        "ready": [
            (claim, policy.may_write(user, claim, reviewed=claim.is_reviewed)) for claim in claims_ready_to_write(user)
        ],
    }
    return render(request, "reviews/writing.html", context)


@require_POST
@desk_member
def start(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        begun = drafting.start_draft(claim_id=pk, by=request.user, at=timezone.now()).pk
    except InvalidTransition as refusal:
        if "draft" not in refusal.extra:
            raise
        messages.warning(request, refusal.detail)
        begun = refusal.extra["draft"]
    return see_other(reverse("draft", args=[begun]))


@require_safe
@desk_member
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer's desk; for everyone else what readers will see, with what an editor may do about it."""
    return show(request, find_draft(pk, user=request.user))


def show(
    request: HttpRequest,
    found: VerdictDraft,
    *,
    form: DraftForm | None = None,
    conflict: Conflict | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands, or with what was typed and refused."""
    user = request.user
    context = {
        "section": "writing",
        "draft": found,
        "claim": found.claim,
        "is_published": found.status == DraftStatus.PUBLISHED,
        "conflict": conflict,
        "refusal": refusal,
        "note": request.POST.get("note", ""),
        **_settled_round(found, user),
        **_what_readers_see(found),
        **_what_may_be_done(user, found),
    }
    if policy.may_change(user, found) and not context["is_published"]:
        return render(request, "reviews/draft.html", {**context, **_text(found, form)}, status=status)
    return render(request, "reviews/draft_reading.html", context, status=status)


def _text(found: VerdictDraft, form: DraftForm | None) -> dict:
    form = form or form_of(found)
    placed = {row.evidence_id: (row.stance, row.weight) for row in DraftEvidence.objects.filter(draft=found)}
    return {
        "form": form,
        "rows": (rows := rows_of(_file(found), form=form, placed=placed)),
        "places": [str(place) for place in range(1, max([len(rows), *(weight for _, weight in placed.values())]) + 1)],
        "stances": STANCES,
        "most_words": MOST_WORDS,
        "answer": answer_to_take_over(found),
    }


def _settled_round(found: VerdictDraft, user: User) -> dict:
    reviews = comparing.standing(comparing.reviews_of(found.round, user))
    adjudicated = getattr(found.round, "adjudication", None)
    unanswered = found.round.reasons_agree is None and adjudicated is None and len(reviews) > 1
    return {
        "round": found.round,
        "reviews": reviews,
        "adjudicated": adjudicated,
        "may_confirm": unanswered and may_confirm_reasons(user, found.round),
    }


def _what_readers_see(found: VerdictDraft) -> dict:
    seen = compose(found)
    verdict = PublicVerdict.objects.filter(claim_id=found.claim_id).first()
    return {
        **article_context(seen),
        **_gate(found),
        "draft_hash": seen.digest,
        "public_path": path_of(verdict) if verdict else "",
    }


def _gate(found: VerdictDraft) -> dict:
    items = check_gate(found)
    return {
        "open_items": [item for item in items if item.state != GateState.MET],
        "met_items": [item for item in items if item.state == GateState.MET],
        "missing": sum(item.blocks for item in items),
        "advice": advice_on(found),
        "found_words": count_words(found.found),
        "most_words": MOST_WORDS,
    }


def _what_may_be_done(user: User, found: VerdictDraft) -> dict:
    return {
        "may_sign_off": policy.may_sign_off(user, found),
        "may_publish": policy.may_publish(user),
        "may_send_back": policy.may_send_back(user, found),
        "may_take_over": policy.may_take_over(user, found),
        "is_ready": found.status == DraftStatus.READY,
        "is_signed_off": found.status == DraftStatus.SIGNED_OFF,
    }


def _file(found: VerdictDraft) -> list[Evidence]:
    return list(Evidence.objects.in_file().filter(claim=found.claim).select_related("source").order_by("pk"))


@require_POST
@desk_member
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was typed: by itself (JSON), with a button, or on the way to an editor."""
    found = find_draft(pk, user=request.user)
    form = DraftForm(request.POST)
    hands_in = request.POST.get("then") == "hand_in"
    if not form.is_valid():
        return _refuse_text(request, found, form, None)
    verb = SAVING.get(request.POST.get("then", ""), drafting.write_draft)
    version, text = form.cleaned_data["version"], form.text(_file(found))
    try:
        saved = verb(draft_id=pk, version=version, by=request.user, at=timezone.now(), **text)
    except DomainError as refusal:
        return _refuse_text(request, found, form, refusal)
    if is_autosave(request):
        return JsonResponse({"version": saved.version})
    messages.success(request, "Handed in. An editor reads it next." if hands_in else "Saved.")
    return see_other(reverse("draft", args=[pk]))


def _refuse_text(
    request: HttpRequest, found: VerdictDraft, form: DraftForm, refusal: DomainError | None
) -> HttpResponse:
    """The page again, with everything typed still there."""
    if is_autosave(request):
        body = problem_body(refusal) if refusal else {"errors": form.errors.get_json_data()}
        return JsonResponse(body, status=refusal.status if refusal else 400)
    if isinstance(refusal, Conflict):
        form.data = form.data.copy()
        form.data["version"] = refusal.extra["version"]  # saving again is a choice made with both texts in view
        return show(request, found, form=form, conflict=refusal, status=refusal.status)
    if refusal:
        show_refusal(form, refusal)
    return show(request, found, form=form, status=refusal.status if refusal else 400)


@require_safe
@desk_member
def gate(request: HttpRequest, pk: int) -> HttpResponse:
    """The gate alone, asked for again while somebody types."""
    found = find_draft(pk, user=request.user)
    return render(request, "reviews/_gate.html", {"draft": found, "swap": True, **_gate(found)})


@require_safe
@desk_member
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page exactly as readers will see it, but for its number, dates and versions."""
    seen = compose(find_draft(pk, user=request.user))
    return render(request, "public/verdict.html", {"is_preview": True, **article_context(seen)})


def act(request: HttpRequest, pk: int, *, verb: Callable[[], object], done: str) -> HttpResponse:
    """Run one verb on the draft; a refusal stands on the page."""
    found = find_draft(pk, user=request.user)
    try:
        verb()
    except DomainError as refusal:
        return show(request, find_draft(found.pk, user=request.user), refusal=refusal, status=refusal.status)
    messages.success(request, done)
    return see_other(reverse("draft", args=[pk]))


@require_POST
@desk_member
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    round_id = find_draft(pk, user=request.user).round_id
    return act(
        request,
        pk,
        done="Noted: the reasons agree.",
        verb=lambda: adjudication.confirm_reasons_agree(round_id=round_id, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    return act(
        request,
        pk,
        done="You are the writer now.",
        verb=lambda: drafting.take_over(draft_id=pk, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    note = request.POST.get("note", "")
    return act(
        request,
        pk,
        done="Sent back to the writer.",
        verb=lambda: drafting.send_back(draft_id=pk, note=note, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    draft_hash = request.POST.get("draft_hash", "")
    return act(
        request,
        pk,
        done="Signed off.",
        verb=lambda: drafting.sign_off(draft_id=pk, draft_hash=draft_hash, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what is signed off; with the hash of the text, sign it off in the same act."""
    draft_hash = request.POST.get("draft_hash", "")
    verb = publication.sign_off_and_publish if draft_hash else publication.publish_verdict
    signs = {"draft_hash": draft_hash} if draft_hash else {}
    return act(
        request,
        pk,
        done="Published. Readers can see it now.",
        verb=lambda: verb(draft_id=pk, by=request.user, at=timezone.now(), **signs),
    )
