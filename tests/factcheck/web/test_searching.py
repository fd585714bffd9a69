"""Words are found beside whatever marks newspapers print."""

import pytest
from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from factcheck.accounts.models import Desk
from factcheck.web.searching import FORMS, MARKS, asked_for, asked_in_forms, plain, searched


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
def test_of_all_there_is_only_marks_become_spaces():
    signs = "".join(chr(one) for one in range(1, 0x20000) if not 0xD800 <= one <= 0xDFFF)
    read = Desk.objects.values_list(plain(Value(signs)), flat=True)[0]
    assert {sign for sign, kept in zip(signs, read, strict=True) if sign != kept} == {*MARKS, *"<>&"}
    assert read.count(" ") == len(MARKS) + len("<>&") + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "text"), [("“half by fallen”", "fallen by half"), ("har", "harbour"), ("fell -half", "fell by half")]
)
def test_phrases_whole_words_and_exclusions_keep_their_meaning(asked, text):
    assert not finds(asked, text)


def found_by(asked: str) -> bool:
    """Whether the readers' search finds a text, in every language's forms."""
    query = asked_in_forms(asked, FORMS)
    words = SearchVector(Value("The harbour tunnel carries cars"), config="english")
    return Desk.objects.annotate(words=words).filter(words=query).exists()


@pytest.mark.django_db
def test_however_many_words_are_unwanted_it_is_read():
    assert found_by("tunnel " + "-a " * 2_000)
    assert found_by(" ".join(f"-no{n}" for n in range(2_000)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tunnel -tunnels", False),
        ("tunnel -bridge", True),
        ("tunnel -bridge -car", False),
        ('tunnel -"car carries"', True),
        ('tunnel -"carry car"', False),
        ("tunnel -or -car", False),
        ("-bridge", True),
        ("-harbour", False),
        ('tunnel -"', True),
        ("tunnel " + " ".join(f"-no{n}" for n in range(8)) + " -cars", True),
        ("tunnel " + "-no " * 8 + "-cars", False),
    ],
)
def test_what_is_unwanted_is_left_out_in_every_form_up_to_eight_parts(asked, found):
    assert found_by(asked) is found
