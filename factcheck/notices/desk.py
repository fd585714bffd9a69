"""The notices page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from factcheck.notices import seeing
from factcheck.notices.models import Notice
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.paging import page_by_key, page_links


@require_GET
@desk_member
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices, newest first."""
    page = page_by_key(Notice.objects.visible_to(request.user), request)
    return render(
        request, "notices/notices.html", {"section": "notices", "rows": page.rows, **page_links(page, request)}
    )


@require_POST
@desk_member
def see_all(request: HttpRequest) -> HttpResponse:
    seeing.mark_seen(by=request.user, at=timezone.now())
    return see_other("notices")


@require_POST
@desk_member
def see(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as seen and lead to its page."""
    seeing.mark_seen(by=request.user, at=timezone.now(), notice_id=pk)
    notice = Notice.objects.visible_to(request.user).filter(pk=pk).first()
    return see_other(notice.url if notice else "notices")
