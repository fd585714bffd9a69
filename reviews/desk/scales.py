"""The desk's rating scale: the version in use, the form for the next, and those before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from factcheck.core.errors import Conflict, Invalid
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from reviews.desk.own_page_forms import LabelForm, ScaleForm, rows_for, typed_labels
from reviews.models import RatingScale
from reviews.scales import current_scale, revise_scale


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def scale(request: HttpRequest) -> HttpResponse:
    """Show the scale, and make its next version. Rounds under way and what is published keep theirs."""
    found = current_scale()
    data = request.POST if request.method == "POST" else None
    form = ScaleForm(data, initial={"version": found.version, "name": found.name})
    rows = rows_for(found, data)
    if data is None:
        return _show(request, found, form, rows)
    if not all([form.is_valid(), *(row.is_valid() for row in rows)]):
        return _show(request, found, form, rows, status=400)
    labels, retired = typed_labels(rows, found)
    try:
        revise_scale(labels=labels, retired=retired, by=request.user, at=timezone.now(), **form.cleaned_data)
    except (Conflict, Invalid) as refusal:
        show_refusal(form, refusal)
        return _show(request, found, form, rows, status=refusal.status)
    messages.success(request, "The new version is in use for rounds that begin now.")
    return see_other("scale")


def _show(
    request: HttpRequest, found: RatingScale, form: ScaleForm, rows: list[LabelForm], *, status: int = 200
) -> HttpResponse:
    context = {
        "section": "team",
        "scale": found,
        "form": form,
        "rows": rows,
        "earlier": RatingScale.objects.filter(key=found.key).exclude(pk=found.pk).prefetch_related("ratings"),
    }
    return render(request, "reviews/scale.html", context, status=status)
