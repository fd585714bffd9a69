"""What an editor does to membership and invitations. The page itself is drawn in the room that knows the work."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck.accounts import inviting, membership, signing_in
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other


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
