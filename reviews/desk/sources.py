"""Sources: the list, one of them with all the desk knows of it, and what is said of it."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from factcheck.core.errors import Conflict
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key, page_links
from reviews.desk.claim import claim_at_hand, way_back
from reviews.desk.evidence import known_at
from reviews.desk.evidence_forms import ArchiveForm, FindForm, NameAgainForm, SourceForm, WithholdForm
from reviews.evidence import describing
from reviews.models import Source, SourceWatch
from reviews.policies import file as policy
from reviews.selectors.copies import copy_to_read, newest_copies
from reviews.selectors.rows import find
from reviews.selectors.sources import files_of, find_sources, know

SHOWN = 25  # excerpts, and published checks, on the page of a source, the newest
MOST_OFFERED = 8  # sources found beside the form of a claim


@require_safe
@desk_member
def sources(request: HttpRequest) -> HttpResponse:
    """Every source the desk ever linked, newest first, searched by `?q=`; to choose from for the claim in `?claim=`."""
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "withheld": False}
    found = find_sources(request.user, words=asked["q"], withheld=asked["withheld"])
    if request.htmx:
        few = found.order_by("-pk")[:MOST_OFFERED] if asked["q"] else None
        return render(request, "reviews/_sources_found.html", {"sources": few})
    page, claim = page_by_key(found, request), claim_at_hand(request)
    context = {
        "section": "shelf",
        "form": form,
        "words": asked["q"],
        "sources": page,
        "claim": claim,
        "back": way_back(request.user, claim.pk) if claim else "",
        **page_links(page, request),
    }
    return render(request, "reviews/sources.html", context)


@require_safe
@desk_member
def known(request: HttpRequest) -> HttpResponse:
    """What the desk knows of the address in `?url=`: a part of the form while somebody types; else its page."""
    url = request.GET.get("url", "")
    found = known_at(url, request.user)
    if request.htmx:
        copy = copy_to_read(found.source.pk, request.user) if found else None
        context = {"known": found, "copy": copy, "claim": claim_at_hand(request)}
        return render(request, "reviews/_known_source.html", context)
    if found is None:
        return redirect(f"{reverse('sources')}?{urlencode({'q': url[:200]})}")
    return redirect("source", found.source.pk)


@require_safe
@desk_member
def source(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_source(request, pk))


def find_source(request: HttpRequest, pk: int) -> Source:
    rows = Source.objects.visible_to(request.user).select_related("withheld_by", "withheld_approved_by")
    return find(rows.prefetch_related("addresses"), pk)


def show(
    request: HttpRequest, found: Source, *, saved: dict | None = None, status: int = 200, **forms: Form
) -> HttpResponse:
    """The page as it stands, or with the form that was refused."""
    user = request.user
    files = list(files_of(found, user)[: SHOWN + 1])
    context = {
        "section": "shelf",
        "source": found,
        "known": know(found, user, most=SHOWN),
        "most_uses": SHOWN,
        "files": files[:SHOWN],
        "more_files": len(files) > SHOWN,
        "copy": newest_copies([found.pk], user).get(found.pk),
        "watch": SourceWatch.objects.filter(source=found).first(),
        "may_describe": policy.may_describe_source(user, found),
        "may_approve": policy.may_approve_withholding(user, found),
        "may_name": policy.may_name_again(user, found),
        "form": SourceForm(initial={"version": found.version, **describing.what_is_said(found)}),
        "archive_form": ArchiveForm(initial={"url": found.archived_url}, auto_id="id_archive_%s"),
        "withhold_form": WithholdForm(auto_id="id_withhold_%s"),
        "name_form": NameAgainForm(auto_id="id_name_%s"),
        "saved": saved,
        **forms,
    }
    return render(request, "reviews/source.html", context, status=status)


@require_POST
@desk_member
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Say anew what the source is; both texts are shown when somebody said something else meanwhile."""
    form = SourceForm(request.POST)

    def verb(version: int | None, **said: object) -> None:
        by, at = request.user, timezone.now()
        describing.describe_source(source_id=pk, version=version or 0, by=by, at=at, **said)

    status = run_form(form, verb)
    if status == Conflict.status:
        found = find_source(request, pk)
        form.data = {**form.data.dict(), "version": found.version}  # saving again is a choice, with both in view
        return show(request, found, form=form, saved=describing.what_is_said(found), status=status)
    if status:
        return show(request, find_source(request, pk), form=form, status=status)
    messages.success(request, "Saved, for every claim this source serves.")
    return see_other("source", pk)


def _act(
    request: HttpRequest, pk: int, *, name: str, form: Form, verb: Callable[..., object], done: str
) -> HttpResponse:
    status = run_form(form, lambda **typed: verb(source_id=pk, by=request.user, at=timezone.now(), **typed))
    if status:
        return show(request, find_source(request, pk), status=status, **{name: form})
    messages.success(request, done)
    return see_other("source", pk)


@require_POST
@desk_member
def withhold(request: HttpRequest, pk: int) -> HttpResponse:
    form = WithholdForm(request.POST, auto_id="id_withhold_%s")
    done = "Nothing that names it is published. An editor, not you, has to approve it."
    return _act(request, pk, name="withhold_form", form=form, verb=describing.withhold_identity, done=done)


@require_POST
@desk_member
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    form = Form(request.POST)
    done = "Approved. Readers see the reason instead of the name."
    return _act(request, pk, name="approve_form", form=form, verb=describing.approve_withholding, done=done)


@require_POST
@desk_member
def name_again(request: HttpRequest, pk: int) -> HttpResponse:
    form = NameAgainForm(request.POST, auto_id="id_name_%s")
    done = "From now on it is named. What is published already stays as it is."
    return _act(request, pk, name="name_form", form=form, verb=describing.name_again, done=done)


@require_POST
@desk_member
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    form = ArchiveForm(request.POST, auto_id="id_archive_%s")
    return _act(request, pk, name="archive_form", form=form, verb=describing.note_archive, done="Noted.")
