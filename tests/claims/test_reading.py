import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reading import (
    LONGEST_TEXT,
    MEDIA_TYPES,
    UnreadableText,
    clean_text,
    detect_language,
    read_text,
    text_hash,
)

SENTENCE = "Die Brücke über den Fluß wurde am Montag für den Verkehr gesperrt, sagte die Bürgermeisterin. "
RUSSIAN = "Мост через реку закрыли в понедельник после того, как инженеры нашли трещины в двух его опорах. "


def read(content: str | bytes, media_type: str = "text/plain", declared: str | None = None):
    received = content.encode() if isinstance(content, str) else content
    return read_text(received, media_type=media_type, declared_encoding=declared)


def code_of(call) -> str:
    with pytest.raises(UnreadableText) as refused:
        call()
    assert refused.value.detail
    return refused.value.code


class TestPastedText:
    def test_every_kind_of_line_end_becomes_one(self):
        assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch") == "a\nb\nc\nd\ne\nf\ng\nh"

    def test_composed_and_decomposed_letters_become_the_same_text(self):
        assert clean_text(unicodedata.normalize("NFD", "naïve café")) == clean_text("naïve café")

    def test_marks_of_writing_direction_are_kept(self):
        assert clean_text("a\u202eb") == "a\u202eb"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "empty_text"),
            (" \n\t ", "empty_text"),
            ("\u200b\ufeff\u2060\u00ad\u3164", "empty_text"),
            ("... !!! — ‘’", "no_words"),
            ("😀😀", "no_words"),
            ("a\x00b", "nul_character"),
            ("a\ud800b", "bad_unicode"),
            ("a" * (LONGEST_TEXT + 1), "text_too_long"),
        ],
        ids=lambda value: value[:8] if isinstance(value, str) else value,
    )
    def test_what_cannot_be_an_article_is_refused_with_a_code(self, text, code):
        assert code_of(lambda: clean_text(text)) == code

    def test_the_longest_text_is_taken(self):
        assert len(clean_text("😀a" * (LONGEST_TEXT // 2))) == LONGEST_TEXT

    @given(st.text(max_size=60))
    def test_cleaning_twice_changes_nothing_more(self, text):
        try:
            cleaned = clean_text(text)
        except UnreadableText:
            return
        assert clean_text(cleaned) == cleaned

    def test_white_space_around_a_text_does_not_make_another_article(self):
        assert text_hash("\n one two \n") == text_hash("one two")
        assert text_hash("one two") != text_hash("one  two")


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_unicode_with_or_without_its_mark_is_read(self, encoding):
        article = read((SENTENCE * 3).encode(encoding))
        assert article.text == SENTENCE * 3
        assert not article.encoding_guessed

    @pytest.mark.parametrize(
        ("encoding", "text"), [("iso-8859-1", SENTENCE), ("windows-1252", SENTENCE), ("windows-1251", RUSSIAN)]
    )
    def test_a_declared_encoding_is_used(self, encoding, text):
        article = read(text.encode(encoding), declared=encoding)
        assert (article.text, article.encoding_guessed) == (text, False)

    @pytest.mark.parametrize(("encoding", "text"), [("windows-1251", RUSSIAN), ("windows-1252", SENTENCE)])
    def test_an_undeclared_encoding_is_found_and_said_so(self, encoding, text):
        article = read((text * 5).encode(encoding))
        assert (article.text, article.encoding_guessed) == (text * 5, True)
        assert article.notes

    @pytest.mark.parametrize("declared", ["iso-8859-1", "ascii", "utf-16-le", "nonsense", "rot13", "x" * 999, "\x00"])
    def test_a_wrong_declaration_does_not_spoil_the_text(self, declared):
        article = read(SENTENCE.encode() + b".", declared=declared)
        assert SENTENCE.strip() in article.text
        assert article.encoding_guessed

    @pytest.mark.parametrize("declared", ["utf-7", "UTF7", "unicode_escape", "raw_unicode_escape", "idna"])
    def test_encodings_that_smuggle_are_never_used(self, declared):
        assert read(b"a +ADw-b \\u003c", declared=declared).text == "a +ADw-b \\u003c"

    def test_a_cut_off_tail_is_replaced_and_said_so(self):
        article = read((SENTENCE * 4).encode()[:-1] + "ü".encode()[:1])
        assert article.text.endswith("\ufffd")
        assert "damaged" in article.notes[0]

    def test_overlong_forms_never_become_the_character_they_hide(self):
        assert "/" not in read(b"path \xc0\xaf end " + SENTENCE.encode()).text

    @pytest.mark.parametrize(
        "received", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00\x00"]
    )
    def test_bytes_that_hold_no_text_are_refused(self, received):
        assert code_of(lambda: read(received)) in {"empty_text", "nul_character", "bad_encoding"}

    @given(st.binary(max_size=200), st.sampled_from(MEDIA_TYPES), st.sampled_from([None, "utf-8", "latin-1", "gbk"]))
    def test_any_bytes_are_read_or_refused_with_a_code(self, received, media_type, declared):
        try:
            article = read(received, media_type, declared)
        except UnreadableText as refused:
            code = refused.code
        else:
            code = ""
            assert all(0 <= start < end <= len(article.text) for start, end in article.captions)
        assert code != "unreadable_text"


PAGE = """<!doctype html><html lang="en-GB"><head><title>Bridge shut – The Gazette</title>
<meta property="article:published_time" content="2024-03-05T09:00:00Z"><meta name="author" content="Mara Finch">
<script>var hidden = "<p>Not a word of this.</p>";</script></head>
<body><nav><a href="/">Home</a></nav><main><article><h1>Bridge shut after cracks found</h1>
<p>The old bridge at Marsh End was closed on Monday after engineers found cracks in two of its piers.</p>
<figure><img src="a.jpg"><figcaption>Workers look at the <em>cracked</em> pier of the bridge</figcaption></figure>
<p style="display: none">Hidden by a style, this sentence is seen by nobody at all.</p>
<p hidden>Hidden by an attribute, this sentence is seen by nobody at all.</p>
<!-- Hidden in a comment, this sentence is seen by nobody at all. -->
<p>About 3,000 drivers use it every day, according to the council&rsquo;s own count of last May.</p>
<h2>What happens next to the bridge and its users</h2>
<p>Repairs will take six months &amp; cost £4 million, it said on the day after the discovery.</p></article></main>
<footer><p>Copyright 2024 The Gazette. All rights reserved.</p></footer></body></html>"""


class TestPages:
    def test_the_main_text_is_read_with_its_caption_and_headings(self):
        article = read(PAGE, "text/html")
        assert article.text.split("\n") == [
            "Bridge shut after cracks found",
            "The old bridge at Marsh End was closed on Monday after engineers found cracks in two of its piers.",
            "Workers look at the cracked pier of the bridge",
            "About 3,000 drivers use it every day, according to the council’s own count of last May.",
            "## What happens next to the bridge and its users",
            "Repairs will take six months & cost £4 million, it said on the day after the discovery.",
        ]
        assert [article.text[start:end] for start, end in article.captions] == [
            "Workers look at the cracked pier of the bridge"
        ]

    def test_what_the_page_says_about_itself_is_taken_from_its_markup(self):
        article = read(PAGE, "text/html")
        assert (article.title, article.author) == ("Bridge shut after cracks found", "Mara Finch")
        assert (article.published_on, article.language) == (date(2024, 3, 5), "en")

    def test_a_date_in_the_text_is_not_taken_for_the_day_of_publication(self):
        assert read("<p>It was closed on 5 March 2024, the council said.</p>", "text/html").published_on is None

    def test_linked_data_tells_author_and_day(self):
        data = '{"@type": "NewsArticle", "datePublished": "2024-03-05", "author": [{"name": "Mara Finch"}]}'
        page = f'<script type="application/ld+json">{data}</script><p>The bridge is shut, the council said.</p>'
        article = read(page, "text/html")
        assert (article.author, article.published_on) == ("Mara Finch", date(2024, 3, 5))

    def test_a_page_without_a_main_text_gives_all_it_shows(self):
        assert read("<div>Bridge shut</div><div>It closed.</div>", "text/html").text == "Bridge shut\nIt closed."

    def test_the_encoding_a_page_declares_is_used(self):
        page = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
        assert RUSSIAN.strip() in read(page.encode("windows-1251"), "text/html").text

    def test_the_same_page_is_always_read_alike(self):
        assert read(PAGE, "text/html") == read(PAGE, "text/html")

    def test_signs_that_look_like_tags_do_not_make_words_vanish(self):
        assert read("a < b and c > d", "text/html").text == "a < b and c > d"
        assert read("<b>a</b> < c", "text/plain").text == "<b>a</b> < c"

    @pytest.mark.parametrize(
        ("page", "code"),
        [
            ("<div>" * 100_000, "html_too_complex"),
            ("<div>" * 5_000 + "word", "html_too_deep"),
            ("<b>word " * 5_000, "html_too_deep"),
            ("<" * 1_000_000, "html_too_complex"),
            ("<p>word</p>" * 30_000, "html_too_complex"),
            ("<p " + " ".join(f"a{n}=1" for n in range(10_000)) + ">word</p>", "html_too_complex"),
            ("<p>" + "word " * 300_000, "text_too_long"),
            ("", "empty_text"),
            ("<p></p><script>word</script>", "empty_text"),
            ("<p>a\x00b</p>", "nul_character"),
        ],
        ids=lambda value: value[:12],
    )
    def test_pages_that_no_reader_should_parse_are_refused(self, page, code):
        assert code_of(lambda: read(page, "text/html")) == code

    @pytest.mark.parametrize(
        "page",
        [
            "word " + "&amp;" * 500_000,
            "<p " + " ".join(f"a{n}=1" for n in range(500)) + ">word</p>",
            '<p title="' + "x" * 1_000_000 + '">word</p>',
            "<p>word</p><!-- never closed " + "x" * 100_000,
            "<p>word</p><script> never closed " + "<i>" * 100_000,
            "<p>a word or two " * 15_000,
            "<plaintext>word" * 10,
            "<![CDATA[word]]><p>word</p>",
            "<figure><figcaption>one word and another</figcaption></figure>" * 4_000,
        ],
        ids=lambda page: page[:12],
    )
    def test_hostile_pages_are_read_in_seconds(self, page):
        started = time.process_time()
        assert "word" in read(page, "text/html").text
        assert time.process_time() - started < 20


class TestMarkdown:
    def test_marks_go_and_words_stay(self):
        article = read(
            "# Bridge *shut*\n\nIt [closed](https://a.example)\non **Monday**.\n\n* one\n* two\n", "text/markdown"
        )
        assert article.text == "Bridge shut\nIt closed on Monday.\n- one\n- two"
        assert article.title == "Bridge shut"

    def test_pictures_and_the_italics_behind_them_are_captions(self):
        article = read(
            "# Bridge\n\n![The cracked pier](a.jpg)\n\n![](b.jpg)\n\n*The old quay*\n\nRain fell.", "text/markdown"
        )
        assert [article.text[start:end] for start, end in article.captions] == ["The cracked pier", "The old quay"]

    def test_front_matter_tells_about_the_file(self):
        article = read("---\ntitle: Bridge shut\nauthor: Ada Holt\ndate: 2024-03-05\n---\nIt closed.", "text/markdown")
        assert (article.title, article.author, article.published_on) == ("Bridge shut", "Ada Holt", date(2024, 3, 5))
        assert article.text == "It closed."

    def test_tags_are_words_here(self):
        assert read("A <b>bold</b> word", "text/markdown").text == "A <b>bold</b> word"

    def test_too_many_brackets_are_read_as_plain_text(self):
        article = read("[" * 30_000 + "word", "text/markdown")
        assert article.text.endswith("[word")
        assert article.notes


class TestOtherFiles:
    def test_other_kinds_of_file_are_refused(self):
        assert code_of(lambda: read("word", "application/pdf")) == "unknown_media_type"

    def test_a_file_beyond_all_measure_is_refused_before_it_is_decoded(self):
        assert code_of(lambda: read(b"a" * 9_000_000)) == "text_too_long"


@pytest.mark.parametrize(("text", "language"), [(SENTENCE, "de"), (RUSSIAN, "ru"), ("ok", "und"), ("12 34 56", "und")])
def test_the_language_is_detected_or_left_open(text, language):
    assert detect_language(text) == language


def test_detecting_a_language_looks_at_the_beginning_only():
    assert detect_language(SENTENCE * 100 + RUSSIAN * 20_000) == "de"


def test_a_lone_surrogate_does_not_stop_the_detection():
    assert detect_language("\ud800 " + SENTENCE) == "de"
