"""The ledger page: read only."""

import json

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from factcheck.ledger.models import Entry
from factcheck.ledger.words import in_words
from factcheck.web.access import admin_only
from factcheck.web.forms import CleanCharField
from factcheck.web.paging import page_by_key, page_links

LONGEST_SEQ = 2**63 - 1


class SubjectForm(forms.Form):
    """What the acts are about. Anything unknown finds nothing."""

    subject = CleanCharField(label="About", required=False, max_length=40, help_text="claim, article, round, draft …")
    id = forms.IntegerField(label="Number", required=False, min_value=1, max_value=LONGEST_SEQ)
    verb = CleanCharField(label="Act", required=False, max_length=40)


@require_GET
@admin_only
def ledger(request: HttpRequest) -> HttpResponse:
    """Every act of the desk, newest first; `?subject=claim&id=12` those about one thing."""
    form = SubjectForm(request.GET)
    entries = Entry.objects.visible_to(request.user).select_related("by")
    page = page_by_key(_choose(entries, form), request)
    context = {
        "section": "ledger",
        "form": form,
        "rows": [_row(entry) for entry in page],
        **page_links(page, request),
    }
    return render(request, "ledger/ledger.html", context)


def _row(entry: Entry) -> dict:
    words = in_words(entry.subject_type, entry.verb)
    return {"entry": entry, "words": words, "facts": json.loads(entry.payload)}


def _choose(entries: QuerySet[Entry], form: SubjectForm) -> QuerySet[Entry]:
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("subject"):
        entries = entries.filter(subject_type=chosen["subject"].strip().lower())
    if chosen.get("id"):
        entries = entries.filter(subject_id=chosen["id"])
    if chosen.get("verb"):
        entries = entries.filter(verb=chosen["verb"].strip().lower())
    return entries
