"""My work: what a reviewer was asked to do, in order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from factcheck.web.access import desk_member
from reviews.selectors.queue import done_this_week, my_work


@require_safe
@desk_member
def work(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "section": "work",
        "items": my_work(request.user, at=now),
        "done": done_this_week(request.user, at=now),
    }
    return render(request, "reviews/work.html", context)
