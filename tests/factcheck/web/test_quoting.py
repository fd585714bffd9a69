"""Quotation marks around words that may bring their own."""

import pytest
from django.template import Context, Template

from factcheck.core.quoting import in_quotes


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Rents rose.", "“Rents rose.”"),
        ("“Rents rose.”", "“Rents rose.”"),
        ("“Rents rose”.", "“Rents rose”."),
        ("«Rents rose»", "«Rents rose»"),
        ("„Mieten steigen“", "„Mieten steigen“"),
        ('"Rents rose"', '"Rents rose"'),
        ("“Rents rose,” he said.", "“\u202f“Rents rose,” he said.”"),
        ("He said “rents rose”", "“He said “rents rose”\u202f”"),
        ("", "“”"),
        ("“", "“\u202f“\u202f”"),
        ("'Tis the rents", "“'Tis the rents”"),
    ],
)
def test_words_stand_between_one_pair_of_marks(words, shown):
    assert in_quotes(words) == shown


def test_words_that_are_cut_are_closed_by_the_mark_they_lost():
    assert in_quotes("«Rents rose by a tenth»", 7) == "«Rents…»"
    assert in_quotes("Rents rose by a tenth", 6) == "“Rents…”"
    assert in_quotes("Rents", 5) == "“Rents”"


def test_every_template_has_the_filter_and_it_escapes():
    shown = Template("{{ words|in_quotes:8 }}").render(Context({"words": "<b> & more"}))
    assert shown == "“&lt;b&gt; &amp; m…”"
