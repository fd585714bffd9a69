"""Our copies of sources: how far one is, trying again, handing one in, and taking its file away."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key
from reviews.desk.claim import claim_at_hand, way_back
from reviews.evidence import capturing
from reviews.evidence.sizes import say_sizes
from reviews.evidence.storing import open_drawing, read_kept
from reviews.models import Snapshot, Source
from reviews.selectors.copies import copies_of, newest_copies, see_copy
from reviews.selectors.rows import find
from reviews.states import SnapshotStatus

NO_ACTIVE_PARTS = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Of what somebody else made: should a browser open it after all, it runs nothing, loads nothing and is nobody."""

WHOLE_DAY = 86_400  # seconds


class CopyForm(forms.Form):
    file = forms.FileField(
        label="The file",
        allow_empty_file=True,
        max_length=255,
        help_text=f"A saved web page, a text, a PDF or a picture, {say_sizes()}. Its words are read in a moment.",
    )


@require_GET
@desk_member
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a copy is: the part that asks again by itself, or, opened as a page, with all copies of its source."""
    copy = see_copy(request.user, pk)
    if not request.htmx:
        return show_copies(request, copy.source, copy=copy)
    answer = _part(request, copy.source, copy)
    if copy.status != SnapshotStatus.WAITING:
        answer.headers["HX-Trigger"] = "copy-done"  # what was looked up in it may be shown now
    return answer


def _part(
    request: HttpRequest, source: Source, copy: Snapshot | None, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """How far the copy is, to stand in a page; `problem` says why the last button did nothing."""
    context = {"copy": copy, "source": source, "claim": claim_at_hand(request), "problem": problem}
    return render(request, "reviews/_copy.html", context, status=status)


def show_copies(
    request: HttpRequest,
    source: Source,
    *,
    copy: Snapshot | None = None,
    form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The copies of a source, one of them in front, and the form to hand one in."""
    page = page_by_key(copies_of(source, request.user), request)
    context: dict[str, Any] = {
        "source": source,
        "copy": copy or next(iter(page), None),
        "copies": page,
        "older_url": f"?older={page.older}" if page.older else "",
        "newer_url": f"?newer={page.newer}" if page.newer else "",
        "form": form or CopyForm(),
        "claim": (claim := claim_at_hand(request)),
        "back": way_back(request.user, claim.pk) if claim else "",
    }
    return render(request, "reviews/copies.html", context, status=status)


@require_POST
@desk_member
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again; a refusal is told where the button is, or on the page of the copies."""
    copy, verb = see_copy(request.user, pk), partial(capturing.retry_copy, snapshot_id=pk)
    return _act(request, copy.source, forms.Form(request.POST), verb, copy=copy)


@require_POST
@desk_member
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another copy of source `pk`."""
    source = find(Source.objects.visible_to(request.user), pk)
    return _act(request, source, forms.Form(request.POST), partial(capturing.copy_again, source_id=pk))


@require_http_methods(["GET", "POST"])
@desk_member
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """The copies of a source, and handing in one that somebody saved."""
    source = find(Source.objects.visible_to(request.user), pk)
    if request.method == "GET":
        return show_copies(request, source)
    form = CopyForm(request.POST, request.FILES)
    return _act(request, source, form, lambda file, **who: _hand_in(source, file, **who))


def _act(
    request: HttpRequest,
    source: Source,
    form: forms.Form,
    verb: Callable[..., Snapshot],
    *,
    copy: Snapshot | None = None,
) -> HttpResponse:
    """What leads to another copy; by htmx the answer stands in the place of the part that asked."""
    status = run_form(form, lambda **typed: verb(**typed, by=request.user, at=timezone.now()))
    if request.htmx:
        made = copy or newest_copies([source.pk], request.user).get(source.pk)
        return _part(request, source, made if status else form.made, problem=_faults(form), status=status or 200)
    if status:
        return show_copies(request, source, copy=copy, form=form, status=status)
    claim = claim_at_hand(request)
    return see_other(way_back(request.user, claim.pk)) if claim else see_other("copy_state", form.made.pk)


def _faults(form: forms.Form) -> str:
    return " ".join(message for messages in form.errors.values() for message in messages)


def _hand_in(source: Source, file: UploadedFile, *, by: User, at: datetime) -> Snapshot:
    return capturing.hand_in_copy(
        source_id=source.pk,
        received=file.read(),
        filename=file.name,
        declared_type=file.content_type or "",
        by=by,
        at=at,
    )


@require_GET
@desk_member
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as received, looked at against their hash; to be saved, never to be shown by the browser."""
    copy = see_copy(request.user, pk)
    if copy.kept is None:
        raise NotFound("There is no file of this copy.")
    answer = HttpResponse(read_kept(copy.kept), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, copy.download_name)
    return _kept_apart(answer)


@require_GET
@desk_member
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A copied picture as the worker drew it anew: none of its own bytes reaches the browser."""
    copy = see_copy(request.user, pk)
    if copy.kept is None or not copy.is_picture:
        raise NotFound("There is no picture at this address.")
    drawn, media_type = open_drawing(copy.kept)
    answer = _kept_apart(HttpResponse(drawn, content_type=media_type))
    patch_cache_control(answer, private=True, max_age=WHOLE_DAY)
    return answer


def _kept_apart(answer: HttpResponse) -> HttpResponse:
    answer.headers["Content-Security-Policy"] = NO_ACTIVE_PARTS
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
