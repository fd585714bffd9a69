"""The team page: people and invitations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.accounts import inviting, membership, selectors, signing_in
from factcheck.accounts.forms import InviteForm
from factcheck.core.errors import DomainError
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal

INVITED = "invited"  # where the session keeps the link until the page has shown it once


@require_http_methods(["GET", "POST"])
@admin_only
def team(request: HttpRequest) -> HttpResponse:
    """People, open invitations, and the form that invites."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, link = inviting.invite(by=request.user, at=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            show_refusal(form, refusal)
            return _render_team(request, form, status=refusal.status)
        request.session[INVITED] = {"name": invitation.name, "email": invitation.email, "link": link}
        return see_other("team")
    return _render_team(request, form, status=400 if form.errors else 200)


def _render_team(request: HttpRequest, form: InviteForm, *, status: int) -> HttpResponse:
    context = {
        "section": "team",
        "form": form,
        "people": selectors.list_people(request.user),
        "invitations": selectors.list_invitations(request.user, at=timezone.now()),
        "invited": request.session.pop(INVITED, None) if request.method == "GET" else None,
    }
    return render(request, "accounts/team.html", context, status=status)


@require_POST
@admin_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = inviting.withdraw_invitation(invitation_id=pk, by=request.user, at=timezone.now())
    messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
    return see_other("team")


@require_POST
@admin_only
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    person = membership.deactivate(user_id=pk, by=request.user, at=timezone.now())
    messages.success(request, f"{person}'s account is closed: signed out everywhere, tokens ended.")
    return see_other("team")


@require_POST
@admin_only
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    person = membership.reactivate(user_id=pk, by=request.user, at=timezone.now())
    messages.success(request, f"{person} may sign in again.")
    return see_other("team")


@require_POST
@admin_only
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    role = request.POST.get("role", "")
    person = membership.change_role(user_id=pk, role=role, by=request.user, at=timezone.now())
    messages.success(request, f"{person} is now {person.get_role_display().lower()}.")
    return see_other("team")


@require_POST
@admin_only
def send_password_link(request: HttpRequest, pk: int) -> HttpResponse:
    person = signing_in.send_password_link(user_id=pk, by=request.user, at=timezone.now())
    messages.success(request, f"A link to choose a new password is on its way to {person.email}.")
    return see_other("team")


@require_POST
@admin_only
def drop_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    person = signing_in.drop_second_step(user_id=pk, by=request.user, at=timezone.now())
    messages.success(request, f"{person} signs in with the password alone until they set up a new second step.")
    return see_other("team")
