"""What the words of a piece mean in the claim's language: a page of its own, reached from the piece."""

from functools import partial

from django.contrib import messages
from django.forms import ChoiceField, Form, Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from factcheck.accounts.desk_settings import languages
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import CleanCharField, PlainSelect, run_form
from reviews.desk import claim as claim_page
from reviews.evidence.linking import must_be_open_to
from reviews.evidence.translating import translate_quotation
from reviews.evidence.translations import LONGEST_TRANSLATOR
from reviews.models import Evidence
from reviews.selectors.rows import find


class TranslationForm(Form):
    """All three, or none: then the translation is taken away."""

    language = ChoiceField(label="Language of the words", required=False, widget=PlainSelect)
    translation = CleanCharField(
        label="What they mean",
        required=False,
        widget=Textarea(attrs={"rows": 4, "class": "reading", "dir": "auto"}),
        help_text="In the claim’s language. Readers see it with the words of the source below it.",
    )
    translator = CleanCharField(
        label="Who translated them", required=False, max_length=LONGEST_TRANSLATOR, help_text="Readers see it."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", "the claim’s own"), *languages()]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_member
def translate(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of piece `pk` and their translation, for those who may add to its file."""
    rows = Evidence.objects.visible_to(request.user).select_related("claim__wording", "source")
    evidence, status = find(rows, pk), 200
    must_be_open_to(request.user, evidence.claim)
    form = TranslationForm(request.POST) if request.method == "POST" else TranslationForm(initial=_known(evidence))
    if form.is_bound:
        verb = partial(translate_quotation, evidence_id=pk, by=request.user, at=timezone.now())
        status = run_form(form, verb)
        if not status:
            messages.success(request, "Kept beside the words.")
            return see_other(claim_page.way_back(request.user, evidence.claim_id))
    context = {"section": "claims", "evidence": evidence, "claim": evidence.claim, "form": form}
    return render(request, "reviews/translation.html", context, status=status)


def _known(evidence: Evidence) -> dict[str, str]:
    return {
        "language": evidence.quote_language,
        "translation": evidence.quote_translation,
        "translator": evidence.translator,
    }
