"""What the desk published although a requirement of the gate was not met, and how often."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.web.access import desk_member
from factcheck.web.paging import page_by_key, page_links
from reviews.gate import REQUIREMENTS
from reviews.selectors.overrides import counted_overrides, overrides_by_key


@require_safe
@desk_member
def overrides(request: HttpRequest) -> HttpResponse:
    """Counted by requirement, and the decisions with their reasons, the newest first."""
    key = request.GET.get("key", "")
    if key and key not in REQUIREMENTS:
        raise Http404
    page = page_by_key(counted_overrides(request.user, key=key), request)
    times = overrides_by_key(request.user)
    context = {
        "section": "writing",
        "chosen": key,
        "counts": [(one, REQUIREMENTS[one], times[one]) for one in times if one in REQUIREMENTS],
        "overrides": [(one, REQUIREMENTS[one.key]) for one in page if one.key in REQUIREMENTS],
        **page_links(page, request),
    }
    return render(request, "reviews/overrides.html", context)
