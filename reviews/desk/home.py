"""The desk's front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from factcheck.web.access import desk_member


@require_safe
@desk_member
def home(request: HttpRequest) -> HttpResponse:
    """Editors start at the board, reviewers at their work."""
    return redirect("board" if request.user.is_admin else "work")
