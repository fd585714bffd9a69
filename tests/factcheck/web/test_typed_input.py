"""Strict serializers, clean texts, forms that keep what was typed."""

import pytest
from django import forms
from rest_framework import serializers

from factcheck.core.errors import Conflict, FieldError, Invalid
from factcheck.web.forms import CleanCharField, show_refusal
from factcheck.web.serializers import CleanCharField as CleanApiField
from factcheck.web.serializers import StrictSerializer


class Note(StrictSerializer):
    text = CleanApiField(max_length=20)
    optional = CleanApiField(required=False, allow_blank=True)


class NoteForm(forms.Form):
    text = CleanCharField(max_length=20)


def codes_of(data) -> dict[str, list[str]]:
    with pytest.raises(serializers.ValidationError) as refusal:
        Note.parse(data)
    return {field: [fault["code"] for fault in faults] for field, faults in refusal.value.get_full_details().items()}


UNWANTED = ["status", "role", "is_staff", "id", "pk", "version", "created_at", "text ", "Text", "\x00", "x" * 5000]


def test_who_mistypes_a_field_is_told_the_known_ones():
    with pytest.raises(serializers.ValidationError) as refusal:
        Note.parse({"txt": "fine"})
    [told] = refusal.value.detail["txt"]
    assert told.startswith("There is no such field. Known here: ")
    assert "text" in told


@pytest.mark.parametrize("name", UNWANTED)
def test_an_unknown_field_is_refused_by_its_name(name):
    assert codes_of({"text": "fine", name: 1}) == {name[:100]: ["unknown_field"]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "blank"),
        ("   ", "blank"),
        ("\u200b\u200b", "blank"),
        ("\u3164", "blank"),
        ("a\x00b", "nul_character"),
        ("\ud800", "bad_unicode"),
        ("x" * 21, "max_length"),
        (None, "null"),
        (["a"], "invalid"),
        ({"a": 1}, "invalid"),
        (True, "invalid"),
    ],
)
def test_a_text_that_cannot_be_kept_or_seen_is_refused(text, code):
    assert codes_of({"text": text}) == {"text": [code]}


@pytest.mark.parametrize("text", ["fine", "“déjà”", "עברית", "\u202eright to left", "👩\u200d👧", "a\u0301"])
def test_every_other_text_is_kept_as_it_is(text):
    assert Note.parse({"text": text}) == {"text": text}


@pytest.mark.parametrize("data", [[], "text", 7, None])
def test_a_body_that_is_no_object_is_refused(data):
    with pytest.raises(serializers.ValidationError):
        Note.parse(data)


@pytest.mark.parametrize(("text", "code"), [("a\x00b", "nul_character"), ("\ud800", "bad_unicode"), (" ", "required")])
def test_a_form_refuses_the_same_and_keeps_what_was_typed(text, code):
    form = NoteForm({"text": text})
    assert not form.is_valid()
    assert [fault.code for fault in form.errors["text"].as_data()] == [code]
    assert form["text"].value() == text


def test_a_refusal_of_a_verb_stands_beside_its_field_or_above_the_form():
    form = NoteForm({"text": "fine"})
    assert form.is_valid()
    show_refusal(form, Invalid("two", errors=[FieldError("text", "odd", "Odd."), FieldError("other", "far", "Far.")]))
    assert form.errors["text"] == ["Odd."]
    assert form.non_field_errors() == ["Far."]
    form = NoteForm({"text": "fine"})
    assert form.is_valid()
    show_refusal(form, Conflict("Somebody saved in between."))
    assert form.non_field_errors() == ["Somebody saved in between."]
