"""Changing a claim under work, holding it back, and raising a flag on it."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import Claim
from factcheck.core.errors import DomainError, NotFound
from factcheck.web.access import admin_only, desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.changing import flags, holds, merging, rewording, shelving, splitting
from reviews.changing.ending import LeftOut, must_be_under_work
from reviews.desk.changes_forms import (
    FlagForm,
    HoldForm,
    MergeForm,
    OutcomeForm,
    RewordForm,
    ShelveForm,
    SplitForm,
)
from reviews.desk.changes_panel import people_of
from reviews.desk.claim import find_claim, show
from reviews.desk.forms import BecauseForm
from reviews.models import Assignment, Flag, Hold
from reviews.selectors.changing import movable
from reviews.selectors.rows import find


def _change(
    request: HttpRequest, pk: int, form: Form, *, name: str, verb: Callable[..., object], done: str, to: int = 0
) -> HttpResponse:
    """One form of the panel: the claim's page (or another's, `to`) afterwards, or the form with what was refused."""
    status = run_form(form, lambda **typed: verb(claim_id=pk, by=request.user, at=timezone.localtime(), **typed))
    if status:
        return show(request, find_claim(request.user, pk), refused=(name, form), status=status)
    messages.success(request, done)
    return see_other("claim", to or pk)


@require_POST
@desk_member
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """New words: spelling, or another meaning."""
    find_claim(request.user, pk)

    def verb(**typed: object) -> None:
        _warn(request, rewording.reword(**typed).left_out)

    return _change(request, pk, RewordForm(request.POST), name="reword", verb=verb, done="The claim has new words.")


def _warn(request: HttpRequest, left_out: Iterable[LeftOut]) -> None:
    """Say who was at work and cannot go on."""
    for one in left_out:
        messages.warning(request, str(one))


@require_POST
@desk_member
def shelve(request: HttpRequest, pk: int) -> HttpResponse:
    find_claim(request.user, pk)
    return _change(request, pk, ShelveForm(request.POST), name="shelve", verb=shelving.shelve, done="Shelved.")


@require_POST
@desk_member
def unshelve(request: HttpRequest, pk: int) -> HttpResponse:
    shelving.unshelve(claim_id=pk, by=request.user, at=timezone.localtime())
    messages.success(request, "Taken up again. It waits for reviewers.")
    return see_other("claim", pk)


@require_POST
@desk_member
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This claim is another one, which stays."""
    form = MergeForm(request.POST, people=people_of(find_claim(request.user, pk)))
    to = int(form.data["canonical"]) if form.data.get("canonical", "").isdecimal() else 0
    return _change(request, pk, form, name="merge", verb=_merge, done="Merged. This is the claim that stays.", to=to)


def _merge(*, canonical: int, **typed: object) -> Claim:
    try:
        return merging.merge_under_work(canonical_id=canonical, **typed)
    except NotFound:
        raise _no_such_claim() from None


def _no_such_claim() -> DomainError:
    return merging.Invalid.field("canonical", "unknown_claim", "There is no claim of this number.")


@require_POST
@desk_member
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    find_claim(request.user, pk)
    return _change(
        request, pk, HoldForm(request.POST), name="hold", verb=holds.place_hold, done="Held back until released."
    )


@require_POST
@desk_member
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """End a hold."""
    found = find(Hold.objects.visible_to(request.user), pk)
    form = BecauseForm(request.POST)
    status = run_form(
        form, lambda **typed: holds.release_hold(hold_id=pk, by=request.user, at=timezone.localtime(), **typed)
    )
    if status:
        page = find_claim(request.user, found.claim_id)
        return show(request, page, refused=("release", form), status=status)
    messages.success(request, "Released.")
    return see_other("claim", found.claim_id)


@require_POST
@desk_member
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the editors what is wrong. Back to one's own assignment, where it was raised there."""
    find_claim(request.user, pk)
    answer = _change(
        request, pk, FlagForm(request.POST), name="flag", verb=flags.flag_claim, done="The editors are told."
    )
    own = _own_assignment(request, pk)
    return see_other("assignment", own.pk) if answer.status_code == 303 and own else answer


def _own_assignment(request: HttpRequest, claim_id: int) -> Assignment | None:
    number = request.POST.get("assignment", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Assignment.objects.of(request.user).filter(pk=number, round__claim=claim_id).first()


@require_POST
@desk_member
def settle_flag(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(Flag.objects.visible_to(request.user), pk)
    form = OutcomeForm(request.POST)
    outcome = form.cleaned_data["outcome"] if form.is_valid() else ""
    flags.settle_flag(flag_id=pk, outcome=outcome, by=request.user, at=timezone.localtime())
    messages.success(request, "Settled. Whoever raised it is told.")
    return see_other("claim", found.claim_id)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of its own: the parts, and who goes on with which."""
    found = find_claim(request.user, pk)
    must_be_under_work(found)
    if request.method != "POST":
        return _show_split(request, found, SplitForm())
    form = SplitForm(request.POST)
    status = run_form(form, lambda because, **_: _split(request, pk, form, because=because))
    if status:
        return _show_split(request, found, form, status=status)
    messages.success(request, "Split. Each part is a claim of its own now.")
    return see_other("claim", pk)


def _split(request: HttpRequest, pk: int, form: SplitForm, *, because: str) -> None:
    divided = splitting.split_claim(
        claim_id=pk,
        parts=form.kept_parts(),
        follows=form.chosen(),
        because=because,
        by=request.user,
        at=timezone.localtime(),
    )
    _warn(request, divided.left_out)


def _show_split(request: HttpRequest, found: Claim, form: SplitForm, *, status: int = 200) -> HttpResponse:
    words = found.wording.text if found.wording else ""
    parts = form.typed_parts() or [words, words]
    rows = [*parts, *[""] * (splitting.MOST - len(parts))]
    context = {
        "section": "claims",
        "claim": found,
        "form": form,
        "parts": list(enumerate(rows)),
        "asked": [(one, form.data.get(f"follow-{one.pk}", "")) for one in movable(found)],
    }
    return render(request, "reviews/split.html", context, status=status)
