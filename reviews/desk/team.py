"""The team page: people with what they carry, open invitations, and the form that invites."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from factcheck.accounts import inviting, selectors
from factcheck.accounts.forms import InviteForm
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import key_asked
from reviews.assignment.due_dates import desk_day
from reviews.people.cards import cards_of
from reviews.selectors.team import PeoplePage, page_of_people

INVITED = "invited"  # where the session keeps the link until the page has shown it once
LONGEST_QUESTION = 100  # characters


@require_http_methods(["GET", "POST"])
@admin_only
def team(request: HttpRequest) -> HttpResponse:
    """People, open invitations, and the form that invites."""
    if request.method != "POST":
        return _render(request, InviteForm(), status=200)
    form = InviteForm(request.POST)
    status = run_form(form, lambda **typed: _invite(request, **typed))
    return _render(request, form, status=status) if status else see_other("team")


def _invite(request: HttpRequest, **typed: str) -> None:
    invitation, link = inviting.invite(by=request.user, at=timezone.now(), **typed)
    request.session[INVITED] = {"name": invitation.name, "email": invitation.email, "link": link}


def _render(request: HttpRequest, form: InviteForm, *, status: int) -> HttpResponse:
    now = timezone.now()
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    page = page_of_people(
        request.user, words=words, before=key_asked(request, "before"), after=key_asked(request, "after")
    )
    context = {
        "section": "team",
        "form": form,
        "words": words,
        "cards": cards_of(page.people, today=desk_day(now)),
        **_links(page, words),
        "invitations": selectors.list_invitations(request.user, at=now),
        "invited": request.session.pop(INVITED, None) if request.method == "GET" else None,
    }
    return render(request, "reviews/team.html", context, status=status)


def _links(page: PeoplePage, words: str) -> dict[str, str]:
    """`before_url` and `after_url`; empty where there is no such page."""
    kept = {"q": words} if words else {}
    return {
        f"{name}_url": "?" + urlencode({**kept, name: key}) if key is not None else ""
        for name, key in (("before", page.before), ("after", page.after))
    }
