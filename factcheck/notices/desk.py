"""The notices page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.notices import choosing, seeing
from factcheck.notices.forms import MailForm
from factcheck.notices.models import Notice
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
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


@require_http_methods(["GET", "POST"])
@desk_member
def mail(request: HttpRequest) -> HttpResponse:
    """Show and save which notices come by mail too."""
    form = MailForm(request.POST if request.method == "POST" else None, person=request.user)

    def choose(by_mail: list[str]) -> None:
        choosing.choose_mail(by_mail=by_mail, by=request.user, at=timezone.now())
        messages.success(request, "Saved.")

    if request.method == "POST" and run_form(form, choose) == 0:
        return see_other("mail_choices")
    status = 400 if form.errors else 200
    return render(request, "notices/mail.html", {"section": "notices", "form": form}, status=status)


@csrf_exempt  # a reader of mail posts here without a session: the signed link is what allows it
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, and stop mail of one kind to one person. Looking changes nothing: scanners of mail look."""
    _, kind = choosing.read_token(token)
    if request.method == "POST":
        choosing.stop_mail(token=token, at=timezone.now())
    return render(request, "notices/stop.html", {"kind": kind, "is_stopped": request.method == "POST"})
