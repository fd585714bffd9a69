"""The letters of the desk: how it usually writes to claimants."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.contacts.letters import edit_letter
from reviews.desk.contact_forms import LetterForm
from reviews.models import LetterTemplate
from reviews.selectors.rows import find


@require_safe
@admin_only
def letters(request: HttpRequest) -> HttpResponse:
    return render(request, "reviews/letters.html", {"section": "team", "letters": LetterTemplate.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one letter, for those to come."""
    found, status = find(LetterTemplate.objects.all(), pk), 200
    form = LetterForm(request.POST if request.method == "POST" else None, letter=found)
    if form.is_bound:
        status = run_form(
            form, lambda **typed: edit_letter(letter_id=pk, by=request.user, at=timezone.localtime(), **typed)
        )
        if not status:
            messages.success(request, "Changed, for letters to come.")
            return see_other("letters")
    context = {"section": "team", "letter": found, "form": form}
    return render(request, "reviews/letter.html", context, status=status)
