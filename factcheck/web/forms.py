"""Forms whose texts are clean and whose refusals stand beside the field."""

from django import forms
from django.core.exceptions import ValidationError

from factcheck.core.errors import DomainError
from factcheck.core.text import problem_with


class CleanCharField(forms.CharField):
    """A text that PostgreSQL can store. Codes: nul_character, bad_unicode."""

    def clean(self, value):
        problem = problem_with(value) if isinstance(value, str) else None
        if problem:
            code, detail = problem
            raise ValidationError(detail, code=code)
        return super().clean(value)


def show_refusal(form: forms.Form, error: DomainError) -> None:
    """Put a verb's refusal beside the fields it names, or above the form. What was typed stays in the form."""
    if not error.errors:
        form.add_error(None, ValidationError(error.detail, code=error.code))
    for fault in error.errors:
        field = fault.field if fault.field in form.fields else None
        form.add_error(field, ValidationError(fault.detail, code=fault.code))
