"""Forms whose texts are clean and whose refusals stand beside the field."""

from collections.abc import Callable, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from factcheck.core.errors import DomainError, NotAllowed, NotFound
from factcheck.core.text import problem_with

LARGEST_ID = 2**63 - 1


def number_in(asked: Mapping[str, str], name: str) -> int | None:
    """The whole number somebody sent under this name, as an id may be; None for nothing and for nonsense."""
    said = asked.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


class CleanCharField(forms.CharField):
    """A text that PostgreSQL can store. Codes: nul_character, bad_unicode."""

    def clean(self, value):
        problem = problem_with(value) if isinstance(value, str) else None
        if problem:
            code, detail = problem
            raise ValidationError(detail, code=code)
        return super().clean(value)


class PlainSelect(forms.Select):
    """A choice of one, drawn without a template for each option: lists of hundreds stand on pages asked for often."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        [chosen] = self.format_value(value)
        drawn = [(key, mark_safe(" selected") if str(key) == chosen else "", words) for key, words in self.choices]
        options = format_html_join("", '<option value="{}"{}>{}</option>', drawn)
        others = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, others, options)


def show_refusal(form: forms.Form, error: DomainError) -> None:
    """Put a verb's refusal beside the fields it names, or above the form. What was typed stays in the form."""
    if not error.errors:
        form.add_error(None, ValidationError(error.detail, code=error.code))
    for fault in error.errors:
        field = fault.field if fault.field in form.fields else None
        form.add_error(field, ValidationError(fault.detail, code=fault.code))


def run_form(form: forms.Form, verb: Callable[..., object]) -> int:
    """Run the verb with what was typed, each field by its name: 0 when it is done; its answer is then `form.made`.

    Else the status of the page that shows the form again: 400 when a field is wrong, the refusal's own when the verb
    said no, and then the refusal stands in the form. `NotAllowed` and `NotFound` are raised: they are pages of
    their own.
    """
    if not form.is_valid():
        return 400
    try:
        form.made = verb(**form.cleaned_data)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        show_refusal(form, refusal)
        return refusal.status
    return 0
