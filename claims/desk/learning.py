"""What the desk has taught: the page, and the way back from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from claims.learning import rolling_back
from claims.learning.telling import tell_what_was_taught
from claims.models import DeskModel
from factcheck.core.errors import InvalidTransition
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.paging import page_by_key, page_links


@require_GET
@admin_only
def learning(request: HttpRequest) -> HttpResponse:
    """The version in use and all others, newest first, with their figures."""
    versions = DeskModel.objects.visible_to(request.user).defer("weights").select_related("rolled_back_by")
    page = page_by_key(versions, request)
    context = {"section": "team", "taught": tell_what_was_taught(), "rows": page.rows, **page_links(page, request)}
    return render(request, "claims/learning.html", context)


@require_POST
@admin_only
def roll_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the version in use out of use."""
    try:
        instead = rolling_back.roll_back(model_id=pk, by=request.user, at=timezone.now())
    except InvalidTransition as refusal:
        # Somebody else was faster: the page says how it stands now.
        messages.error(request, refusal.detail)
    else:
        now = f"{instead} is in use again" if instead else "The splitter’s own order is in use again"
        messages.success(request, f"{now}. Open proposals are weighed again in a moment.")
    return see_other("learning")
