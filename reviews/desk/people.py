"""A person as a reviewer: their own page, and the one an editor sees of them."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.accounts.desk_settings import languages as languages_of_the_world
from factcheck.accounts.models import User
from factcheck.core.errors import Conflict
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.assignment.due_dates import desk_day
from reviews.desk.people_forms import DAYS, AwayForm, InterestForm, TopicsForm, WorkForm
from reviews.models import Assignment, AwayPeriod, DeclaredInterest
from reviews.people import absences, interests, profiles
from reviews.people.cards import Card, card_of
from reviews.policies.people import may_set_capacity
from reviews.selectors.languages import languages_of_reviewers

MOST_SHOWN = 50  # open assignments of one person


@require_safe
@desk_member
def profile(request: HttpRequest) -> HttpResponse:
    """One's own page."""
    return _show(request, request.user)


@require_safe
@desk_member
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's page, for editors; one's own is elsewhere."""
    shown = _find(request, pk)
    return redirect("profile") if shown == request.user else _show(request, shown)


@require_POST
@desk_member
def save_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Languages, working days, capacity."""
    shown = _find(request, pk)
    form = _work_form(request, _card(shown), request.POST)

    def save() -> str:
        profiles.set_profile(user_id=pk, by=request.user, at=timezone.now(), **form.facts())
        return "Saved."

    return _take(request, shown, form, save, name="work_form")


@require_POST
@desk_member
def save_topics(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    form = _topics_form(request, _card(shown), request.POST)

    def save() -> str:
        version = form.cleaned_data["version"]
        profiles.set_topics(user_id=pk, version=version, levels=form.levels(), by=request.user, at=timezone.now())
        return "Topics saved."

    return _take(request, shown, form, save, name="topics_form")


@require_POST
@desk_member
def set_away(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    form = AwayForm(request.POST)

    def save() -> str:
        absences.set_away(user_id=pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        return f"{'You are' if shown == request.user else f'{shown} is'} set as away. Nothing new comes meanwhile."

    return _take(request, shown, form, save, name="away_form")


@require_POST
@desk_member
def end_away(request: HttpRequest, pk: int) -> HttpResponse:
    period = get_object_or_404(AwayPeriod.objects.visible_to(request.user).select_related("reviewer__user"), pk=pk)
    absences.end_away(away_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "The absence is ended.")
    return _back(request, period.reviewer.user)


@require_POST
@desk_member
def declare(request: HttpRequest) -> HttpResponse:
    """Declare an interest. Nobody does it for somebody else: they would have to know it."""
    form = InterestForm(request.POST)

    def save() -> str:
        declared = interests.declare_interest(by=request.user, at=timezone.now(), **form.cleaned_data)
        return _what_it_did(declared.given_back)

    return _take(request, request.user, form, save, name="interest_form")


def _what_it_did(given_back: int) -> str:
    if not given_back:
        return "Declared. Only you can read it."
    held = "One claim" if given_back == 1 else f"{given_back} claims"
    return f"Declared. Only you can read it. {held} you held went back to the desk."


@require_POST
@desk_member
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    interests.withdraw_interest(interest_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Withdrawn, and its name destroyed.")
    return see_other("profile")


def _find(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


def _card(shown: User) -> Card:
    return card_of(shown, today=desk_day(timezone.now()))


def _back(request: HttpRequest, shown: User) -> HttpResponse:
    return see_other("profile") if shown == request.user else see_other("person", shown.pk)


def _take(request: HttpRequest, shown: User, form: Form, save: Callable[[], str], *, name: str) -> HttpResponse:
    """Save a good form and lead back; show a bad or refused one with what was typed."""

    def verb(**_: object) -> None:
        try:
            messages.success(request, save())
        except Conflict as refusal:
            form.data = form.data.copy()
            form.data["version"] = refusal.extra["version"]
            raise

    status = run_form(form, verb)
    return _show(request, shown, status=status, **{name: form}) if status else _back(request, shown)


def _show(request: HttpRequest, shown: User, *, status: int = 200, **typed: Form) -> HttpResponse:
    card, is_own = _card(shown), shown == request.user
    today = desk_day(timezone.now())
    forms = {name: make(request, card) for name, make in BLANK.items()} | typed
    context = {
        "section": "profile" if is_own else "team",
        "shown": shown,
        "card": card,
        "is_own": is_own,
        "days": [name for number, name in DAYS if number in card.working_days],
        "absences": AwayPeriod.objects.visible_to(request.user).not_over(today).filter(reviewer__user=shown),
        "today": today,
        "open_work": _open_work(request.user, shown),
        "interests": _interests(request.user) if is_own else [],
        "languages_known": languages_of_the_world(),
        "now": timezone.now(),
        "bound": next(iter(typed.values()), None),
        **forms,
        "topics": forms["topics_form"].topics(),
    }
    return render(request, "reviews/person.html", context, status=status)


def _open_work(user: User, shown: User) -> list[Assignment]:
    held = Assignment.objects.visible_to(user).open().filter(reviewer=shown)
    return list(held.select_related("round__claim", "round__wording").order_by("due_at", "pk")[:MOST_SHOWN])


def _interests(user: User) -> list[tuple[DeclaredInterest, bool]]:
    """One's own interests, each with whether the desk has met the name."""
    declared = list(DeclaredInterest.objects.visible_to(user))
    met = interests.names_met(one.name for one in declared)
    return [(one, one.name.lower() in met) for one in declared]


def _work_form(request: HttpRequest, card: Card, data=None) -> WorkForm:
    offered = [*languages_of_reviewers(), request.desk.language]
    return WorkForm(data, card=card, may_set_capacity=bool(may_set_capacity(request.user)), offered=offered)


def _topics_form(request: HttpRequest, card: Card, data=None) -> TopicsForm:
    return TopicsForm(data, card=card, may_give_all=request.user.is_admin)


BLANK = {
    "work_form": _work_form,
    "topics_form": _topics_form,
    "away_form": lambda request, card: AwayForm(),
    "interest_form": lambda request, card: InterestForm(),
}
