"""Words are found beside whatever marks newspapers print."""

import pytest
from django.db.models import Value

from factcheck.accounts.models import Desk
from factcheck.web.searching import asked_for, searched


def finds(asked: str, text: str) -> bool:
    """Whether the database finds the text by what was asked for."""
    return Desk.objects.annotate(words=searched(Value(text))).filter(words=asked_for(asked)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("stallholders", "“Stallholders’ takings fell,” she said."),
        ("takings", "Stallholders’ takings fell"),
        ("mayor", "the mayor’s figure"),
        ("mayor’s", "the mayor’s figure"),
        ("mayor's", "the mayor’s figure"),
        ("harbour", "the harbour–station line"),
        ("danube", "«Danube» fell"),
        ("412,000", "takings of £412,000 in May"),
        ("“fallen by half”", "has fallen by half since"),
        ("été", "l’été dernier…"),
        ("سوال", "سوال؟"),
    ],
)
def test_a_word_is_found_beside_quotation_marks_dashes_and_signs(asked, text):
    assert finds(asked, text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "text"), [("“half by fallen”", "fallen by half"), ("har", "harbour"), ("fell -half", "fell by half")]
)
def test_phrases_whole_words_and_exclusions_keep_their_meaning(asked, text):
    assert not finds(asked, text)
