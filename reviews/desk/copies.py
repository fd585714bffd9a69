"""Our copies of sources: how far one is, trying again, handing one in, and taking its file away."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.reading import UnreadableText
from factcheck.core.errors import DomainError, NotAllowed, NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key
from reviews.evidence.capturing import hand_in_copy, retry_copy
from reviews.evidence.storing import picture_of, read_kept
from reviews.models import Snapshot, Source
from reviews.selectors.copies import copies_of, see_copy
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
        help_text="A saved web page, a text, a PDF or a picture. It is kept as it is; its words are read in a moment.",
    )


@require_GET
@desk_member
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a copy is: the part that asks again by itself, or, opened as a page, with all copies of its source."""
    copy = see_copy(request.user, pk)
    if not request.htmx:
        return show_copies(request, copy.source, copy=copy)
    answer = render(request, "reviews/_copy.html", {"copy": copy, "source": copy.source})
    if copy.status != SnapshotStatus.WAITING:
        answer.headers["HX-Trigger"] = "copy-done"  # what was looked up in it may be shown now
    return answer


def show_copies(
    request: HttpRequest,
    source: Source,
    *,
    copy: Snapshot | None = None,
    form: CopyForm | None = None,
    problem: str = "",
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
        "problems": [{"message": problem}] if problem else [],
    }
    return render(request, "reviews/copies.html", context, status=status)


@require_POST
@desk_member
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again; a refusal is told on the page of the copies."""
    try:
        copy = retry_copy(snapshot_id=pk, by=request.user, at=timezone.now())
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        copy = see_copy(request.user, pk)
        if request.htmx:
            context = {"copy": copy, "source": copy.source, "problem": refusal.detail}
            return render(request, "reviews/_copy.html", context, status=refusal.status)
        return show_copies(request, copy.source, copy=copy, problem=refusal.detail, status=refusal.status)
    if request.htmx:
        return render(request, "reviews/_copy.html", {"copy": copy, "source": copy.source})
    return see_other("copy_state", pk)


@require_http_methods(["GET", "POST"])
@desk_member
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """The copies of a source, and handing in one that somebody saved."""
    source = find(Source.objects.visible_to(request.user), pk)
    if request.method == "GET":
        return show_copies(request, source)
    form = CopyForm(request.POST, request.FILES)
    made: list[Snapshot] = []
    status = run_form(form, lambda file: made.append(_hand_in(request, source, file)))
    if status:
        return show_copies(request, source, form=form, status=status)
    return see_other("copy_state", made[0].pk)


def _hand_in(request: HttpRequest, source: Source, file) -> Snapshot:
    return hand_in_copy(
        source_id=source.pk,
        received=file.read(),
        filename=file.name,
        declared_type=file.content_type or "",
        by=request.user,
        at=timezone.now(),
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
    """A copied picture, drawn anew: none of its own bytes reaches the browser."""
    copy = see_copy(request.user, pk)
    if copy.kept is None or not copy.is_picture:
        raise NotFound("There is no picture at this address.")
    try:
        drawn, media_type = picture_of(copy.kept)
    except UnreadableText as refusal:
        raise NotFound("This picture could not be drawn.") from refusal
    answer = _kept_apart(HttpResponse(drawn, content_type=media_type))
    patch_cache_control(answer, private=True, max_age=WHOLE_DAY)
    return answer


def _kept_apart(answer: HttpResponse) -> HttpResponse:
    answer.headers["Content-Security-Policy"] = NO_ACTIVE_PARTS
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
