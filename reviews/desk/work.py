"""My work: what a reviewer was asked to do, in order, and what comes next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from factcheck.web.access import desk_member
from reviews.assignment.due_dates import default_due
from reviews.assignment.outlook import outlook
from reviews.contacts.deadlines import ask_by
from reviews.selectors.complaints import in_hand_of
from reviews.selectors.contacts import own_contacts
from reviews.selectors.queue import DONE, MOST, done_this_week, in_sections, my_work, to_settle


@require_safe
@desk_member
def work(request: HttpRequest) -> HttpResponse:
    now = timezone.localtime()
    items = my_work(request.user, at=now, soon=default_due(now, days=1))
    all_done = request.GET.get("done") == "all"
    done = done_this_week(request.user, at=now, most=MOST if all_done else DONE + 1)
    context = {
        "section": "work",
        "items": items,
        "sections": in_sections(items),
        "is_cut": len(items) == MOST,
        "to_settle": to_settle(request.user),
        "complaints": in_hand_of(request.user, most=MOST) if request.user.is_admin else [],
        "contacts": [(one, one.deadline_at or ask_by(one.begun_at or now)) for one in own_contacts(request.user)],
        "now": now,
        "outlook": outlook(request.user, at=now),
        "done": done if all_done else done[:DONE],
        "more_done": not all_done and len(done) > DONE,
    }
    return render(request, "reviews/work.html", context)
