"""The desk's settings."""

from django.conf import settings as configured
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts import desk_settings
from factcheck.accounts.forms import CalendarForm, DeskForm, ReadersForm
from factcheck.accounts.middleware import load_desk
from factcheck.accounts.models import Desk
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form

NOT_SENT = {
    "django.core.mail.backends.console.EmailBackend": "Mail is not sent: it is only written to the worker's log.",
    "django.core.mail.backends.filebased.EmailBackend": "Mail is not sent: it is only written to files.",
    "django.core.mail.backends.dummy.EmailBackend": "Mail is not sent.",
    "django.core.mail.backends.locmem.EmailBackend": "Mail is not sent: it is only kept in memory.",
}


@require_http_methods(["GET", "POST"])
@admin_only
def settings(request: HttpRequest) -> HttpResponse:
    """Show and save the desk's name and habits; show its calendar and how mail leaves."""
    desk = load_desk()
    form = _desk_form(desk, request.POST or None)

    def save(**typed: object) -> None:
        desk_settings.save_desk(by=request.user, at=timezone.now(), **typed)
        messages.success(request, "Saved.")

    if request.method == "POST" and run_form(form, save) == 0:
        return see_other("settings")
    return _render(request, form, _calendar_form(desk), _readers_form(desk))


@require_POST
@admin_only
def calendar(request: HttpRequest) -> HttpResponse:
    """Save when the desk works and how soon reviews are due."""
    desk = load_desk()
    form = _calendar_form(desk, request.POST)
    if (
        run_form(form, lambda **_: desk_settings.save_calendar(by=request.user, at=timezone.now(), **form.values()))
        == 0
    ):
        messages.success(request, "Saved. Due dates already set stay as they are.")
        return see_other("settings")
    return _render(request, _desk_form(desk), form, _readers_form(desk))


def _calendar_form(desk: Desk, typed: QueryDict | None = None) -> CalendarForm:
    return CalendarForm(typed, initial=CalendarForm.initial_of(desk), auto_id="id_calendar_%s")


def _render(request: HttpRequest, form: DeskForm, calendar: CalendarForm, readers: ReadersForm) -> HttpResponse:
    forms = {"form": form, "calendar": calendar, "readers": readers}
    status = 400 if any(one.errors for one in forms.values()) else 200
    return render(
        request, "accounts/settings.html", {"section": "settings", "mail": describe_mail(), **forms}, status=status
    )


def describe_mail() -> dict[str, object]:
    """How mail leaves, without the password."""
    security = "TLS" if configured.EMAIL_USE_SSL else "STARTTLS" if configured.EMAIL_USE_TLS else "none"
    return {
        "warning": NOT_SENT.get(configured.EMAIL_BACKEND, ""),
        "server": f"{configured.EMAIL_HOST}:{configured.EMAIL_PORT}",
        "user": configured.EMAIL_HOST_USER,
        "security": security,
        "sender": configured.DEFAULT_FROM_EMAIL,
    }


@require_POST
@admin_only
def readers(request: HttpRequest) -> HttpResponse:
    """Save in which languages readers are served and how they may complain."""
    desk = load_desk()
    form = _readers_form(desk, request.POST)
    if run_form(form, lambda **typed: desk_settings.save_readers(by=request.user, at=timezone.now(), **typed)) == 0:
        messages.success(request, "Saved.")
        return see_other("settings")
    return _render(request, _desk_form(desk), _calendar_form(desk), form)


def _readers_form(desk: Desk, typed: QueryDict | None = None) -> ReadersForm:
    return ReadersForm(typed, initial=_of(desk, ReadersForm), auto_id="id_readers_%s")


def _desk_form(desk: Desk, typed: QueryDict | None = None) -> DeskForm:
    return DeskForm(typed, initial=_of(desk, DeskForm))


def _of(desk: Desk, form: type[Form]) -> dict[str, object]:
    return {name: getattr(desk, name) for name in form.base_fields}


@require_POST
@admin_only
def ask_for_test_mail(request: HttpRequest) -> HttpResponse:
    desk_settings.send_test_mail(by=request.user, at=timezone.now())
    messages.success(request, f"A test mail to {request.user.email} is on its way. If it does not come, look at Jobs.")
    return see_other("settings")
