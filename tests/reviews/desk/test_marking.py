"""Words marked in the text: found over tags and line breaks, never anything but escaped text."""

import pytest

from reviews.desk.marking import Quoted, mark_words, marked_article
from reviews.published import Published, PublishedRating

NUMBER = '<a class="noted-number" href="#note-1" aria-label="Note 1"><sup>1</sup></a>'
PLAIN = '<mark id="noted-1" class="noted">{}</mark>' + NUMBER


@pytest.mark.parametrize(
    ("html", "quote", "marked"),
    [
        ("The tunnel carries cars", "tunnel", f"The {PLAIN.format('tunnel')} carries cars"),
        ("a &lt;b&gt; &amp; c", "<b> &", f"a {PLAIN.format('&lt;b&gt; &amp;')} c"),
        ("<p>one\ntwo</p>", "one two", f"<p>{PLAIN.format(chr(10).join(['one', 'two']))}</p>"),
        (
            "<p>a <strong>bold</strong> word</p>",
            "bold word",
            f'<p>a <strong>{PLAIN.format("bold")}</strong><mark class="noted"> word</mark></p>',
        ),
        (
            '<a href="https://x.example/?a=1&amp;b=2">x</a>',
            "x",
            f'<a href="https://x.example/?a=1&amp;b=2">{PLAIN.format("x")}</a>',
        ),
    ],
)
def test_the_words_are_marked_where_they_stand(html, quote, marked):
    assert mark_words(html, [Quoted(1, 1, quote)]) == (marked, {1})


@pytest.mark.parametrize("quote", ["", "  ", "not there", "<script>", "p>"])
def test_what_does_not_stand_there_changes_nothing(quote):
    assert mark_words("<p>Words &amp; more</p>", [Quoted(1, 1, quote)]) == ("<p>Words &amp; more</p>", set())


def test_notes_on_the_same_words_share_them_and_both_count_as_found():
    html, found = mark_words("one two three", [Quoted(1, 1, "one two"), Quoted(2, 2, "two three")])

    assert found == {1, 2}
    assert html.count("<mark") == 2
    assert "three</mark>" in html


def test_nothing_hostile_gets_through_the_marks():
    seen = Published(
        title='<img src=x onerror="alert(1)">',
        claim="c",
        rating=PublishedRating("false", "False"),
        steps=(),
        scale="desk 1",
        found="a </span><script>alert(1)</script>",
        explanation="**bold** <script>alert(2)</script>",
        reply="First.\n\nSecond <b>x</b>.",
    )
    quoted = {
        "title": [Quoted(1, 1, "<img src=x")],
        "found": [Quoted(2, 2, "</span><script>")],
        "explanation": [Quoted(3, 3, "bold <script>")],
        "reply": [Quoted(4, 4, "Second <b>")],
    }

    context, found = marked_article(seen, quoted)

    shown = context["seen"]
    html = "".join([shown.title, shown.found, shown.reply, context["explanation"]])
    assert found == {1, 2, 3, 4}
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert html.count('data-part="reply"') == 2
    assert "First.</span>\n\n<span" in shown.reply
    assert shown.not_established == ""
