"""Bytes to words: what they are, what stands in them, and bombs that cost nothing but their own process."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from claims.reading import LONGEST_TEXT, UnreadableText
from claims.reading.confined import Limits, Refusal, run_confined
from claims.reading.copies import NO_WORDS, PDF_LIMITS, draw_picture, read_copy
from claims.reading.sniffing import kind_of
from reviews.finding_words import find_words
from tests.factories.copies import PAGE, make_pdf, make_picture, make_raw_pdf

LIMITS = Limits(memory=512_000_000, cpu=5, wall=10, answer=100_000)
LONG_PAGE = """<!doctype html><html><head><title>Census</title></head><body>
<nav><a href="/">Home of the census</a></nav><header>Office of roads</header>
<article><h1>Census</h1>
<p>Average daily traffic in the tunnel was <b>17,310</b> vehicles in 2025, the office counted at the north portal.</p>
<h2>By year</h2><p>These are the figures of the census, as the office published them in January.</p>
<table><thead><tr><th>Year</th><th>Vehicles</th></tr></thead>
<tr><td><p>2024</p></td><td><p>17,310</p></td></tr><tr><td>2025</td><td></td><td>18,001</td></tr></table>
<ul><li>Counted on working days</li><li>Holidays are left out<ul><li>Easter too</li></ul></li></ul>
<figure><img src="a.png"><figcaption>The north portal in May</figcaption></figure>
<aside>What it costs: 12 crowns a car, and no more than that for lorries.</aside>
<p>It was 40,000 before the second bridge was opened in May, said the office of roads.</p></article>
<footer>Counted by loops in the road, corrected in March.</footer>
<button>Send it</button><p hidden>Nobody sees this</p><script>run("never shown")</script></body></html>"""
SAVED = b"\r\n".join(
    [
        b"From: <Saved by Blink>",
        b"Snapshot-Content-Location: https://roads.example/census",
        b"MIME-Version: 1.0",
        b"Content-Type: multipart/related;",
        b'\ttype="text/html";',
        b'\tboundary="----MultipartBoundary--abc----"',
        b"",
        b"",
        b"------MultipartBoundary--abc----",
        b"Content-Type: text/html",
        b"Content-Transfer-Encoding: quoted-printable",
        b"",
        b'<html><head><meta charset=3D"utf-8"><title>Census</title></head><body><p>Traf=',
        b"fic at the caf=C3=A9 was 17,310 vehicles.</p></body></html>",
        b"------MultipartBoundary--abc----",
        b"Content-Type: image/png",
        b"",
        b"AAAA",
        b"------MultipartBoundary--abc------",
        b"",
    ]
)


@pytest.mark.parametrize(
    ("body", "declared", "kind"),
    [
        (b"%PDF-1.7 and so on", "text/html", "application/pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "", "application/pdf"),
        (b"<p>A page that tells of %PDF-1.4</p>", "application/pdf", "text/html"),
        (b"\x89PNG\r\n\x1a\n....", "text/plain", "image/png"),
        (b"\xff\xd8\xff\xe0....", "", "image/jpeg"),
        (b"GIF89a....", "image/png", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav", ""),
        (b"<!DOCTYPE html><p>Rain", "", "text/html"),
        (b"Rain fell for 41 days.", "", "text/plain"),
        (b"Rain fell for 41 days.", "text/html; charset=utf-8", "text/html"),
        (b"<p>how to write a paragraph</p>", "TEXT/PLAIN", "text/plain"),
        (b"# Rain", "text/markdown", "text/markdown"),
        (b"<html xmlns='...'>", "application/xhtml+xml", "text/html"),
        ("<html><p>Дождь".encode("utf-16"), "", "text/html"),
        (b"{}", "application/json", "text/plain"),
        (b"PK\x03\x04\x14\x00", "text/html", ""),
        (b"\x1f\x8b\x08", "text/html", ""),
        (b"words\x00and more words", "text/plain", ""),
        (b"\x01\x02\x03\x04 words", "text/html", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "image/svg+xml", "text/plain"),
        (SAVED, "", "multipart/related"),
        (SAVED.replace(b"\r\n", b"\n"), "text/html", "multipart/related"),
        (b"A letter.\n\nMIME-Version: 1.0\nContent-Type: multipart/related", "", "text/plain"),
        (b"", "text/html", ""),
        (b" \n ", "text/plain", ""),
    ],
)
def test_what_bytes_are_is_told_from_the_bytes(body, declared, kind):
    assert kind_of(body, declared) == kind


def test_a_page_gives_its_words_and_what_it_says_of_itself():
    read = read_copy(PAGE.encode(), "text/html")
    assert read.title == "Traffic census"
    assert read.author == "Roads Office"
    assert str(read.published_on) == "2026-01-02"
    assert (read.language, read.canonical_url) == ("en", "/census")
    assert "17,310 vehicles in 2025, the office counted" in read.text
    assert read.notes == ()


def test_a_page_without_words_is_a_copy_all_the_same():
    read = read_copy(b"<html><body><script>start()</script><img src=a.png></body></html>", "text/html")
    assert (read.text, read.notes) == ("", (NO_WORDS,))


@pytest.mark.parametrize(
    "selected",
    [
        "2024\t17,310",
        "2024 17,310",
        "Year\tVehicles\n2024\t17,310\n2025\t18,001",
        "Counted on working days\nHolidays are left out",
        "Holidays are left out\n\nEaster too",
        "at the north portal.\n\nBy year\n\nThese are the figures",
        "traffic in the tunnel was 17,310 vehicles",
        "The north portal in May",
        "12 crowns a car, and no more",
        "Counted by loops in the road, corrected in March.",
        "Office of roads",
    ],
)
def test_what_can_be_selected_on_a_page_is_found_in_its_copy(selected):
    assert find_words(selected, read_copy(LONG_PAGE.encode(), "text/html").text) is not None


def test_a_copy_of_a_page_carries_no_marks_of_ours():
    lines = read_copy(LONG_PAGE.encode(), "text/html").main_text.split("\n")
    assert lines[0] == "Census"
    assert {"By year", "2024\t17,310", "2025\t18,001", "Counted on working days", "Easter too"} <= set(lines)
    assert not [line for line in lines if line.startswith(("#", "- ", "|"))]


def test_what_stands_around_the_main_text_comes_behind_it():
    read = read_copy(LONG_PAGE.encode(), "text/html")
    assert read.main_text.endswith("said the office of roads.")
    assert read.text[read.main_length :] == (
        "\n\nOffice of roads\nWhat it costs: 12 crowns a car, and no more than that for lorries."
        "\nCounted by loops in the road, corrected in March."
    )
    changed = read_copy(LONG_PAGE.replace("corrected in March", "corrected in June").encode(), "text/html")
    assert changed.main_text == read.main_text


def test_what_nobody_can_select_on_a_page_is_not_in_its_copy():
    text = read_copy(LONG_PAGE.encode(), "text/html").text
    for words in ("Home of the census", "Send it", "Nobody sees", "never shown"):
        assert words not in text


def test_a_page_in_which_no_main_text_is_found_is_main_text_all_of_it():
    read = read_copy(b"<footer>Rain fell for 41 days</footer>", "text/html")
    assert (read.text, read.main_length) == ("Rain fell for 41 days", None)


def test_markdown_is_copied_without_its_marks():
    read = read_copy(b"# Rain\n\nIt *fell*.\n\n## Where\n\n- in the north\n- in the south", "text/markdown")
    assert read.text == "Rain\nIt fell.\nWhere\nin the north\nin the south"


def test_a_page_of_lines_without_end_is_read_in_time():
    started = time.process_time()
    read_copy(b"<p>" + b"</p><p>".join(b"a " * 240 + b"%d" % n for n in range(9_000)), "text/html")
    assert time.process_time() - started < 20


def test_a_page_saved_in_one_file_gives_the_words_of_the_page():
    read = read_copy(SAVED, "multipart/related")
    assert (read.title, read.text) == ("Census", "Census\nTraffic at the café was 17,310 vehicles.")


@pytest.mark.parametrize(
    "body",
    [
        SAVED.replace(b"text/html\r\nContent-Transfer", b"image/gif\r\nContent-Transfer"),
        SAVED.replace(b"boundary", b"border"),
        SAVED[: SAVED.index(b"<html>")],
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n\n" * 200_000,
    ],
    ids=["no page", "no boundary", "no words", "parts without end"],
)
def test_a_saved_file_without_a_page_says_how_to_save_it_instead(body):
    with pytest.raises(UnreadableText, match="save it as HTML only") as refusal:
        read_copy(body, "multipart/related")
    assert refusal.value.code == "no_page"


def test_characters_no_database_takes_become_marks_of_what_is_lost():
    assert read_copy(b"Rain\x00fell", "text/plain").text == "Rain\ufffdfell"


def test_a_text_beyond_the_longest_is_cut_and_says_so():
    read = read_copy(b"word " * 300_000, "text/plain")
    assert len(read.text) <= LONGEST_TEXT
    assert read.text.startswith("word word")
    assert "very long" in read.notes[0]


def test_the_encoding_a_site_declares_is_used():
    assert read_copy("Дождь шёл".encode("koi8-r"), "text/plain", "koi8-r").text == "Дождь шёл"


def test_a_page_nested_without_end_is_refused_with_its_reason():
    with pytest.raises(UnreadableText) as refusal:
        read_copy(b"<div>" * 5_000, "text/html")
    assert refusal.value.code == "html_too_deep"


def test_a_pdf_gives_its_words_and_where_each_page_begins():
    read = read_copy(make_pdf("The first page", "Traf\\223c of the second page"), "application/pdf")
    first, second = read.pages
    assert read.text[first:second].strip() == "The first page"
    assert read.text[second:].endswith("of the second page")
    assert read.notes == ()


def test_ligatures_and_hyphens_at_line_ends_stay_as_they_are_in_the_file():
    lines = b" BT /F1 12 Tf 20 680 Td (the traf-) Tj 0 -14 Td (fic office) Tj ET"
    assert "traf-\nfic office" in read_copy(make_pdf("Counted by", more=lines), "application/pdf").text


def test_a_pdf_tells_its_title_and_author():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("Words"))))
    writer.add_metadata({"/Title": "Census  2025", "/Author": "Roads\x00 Office"})
    made = io.BytesIO()
    writer.write(made)
    read = read_copy(made.getvalue(), "application/pdf")
    assert (read.title, read.author) == ("Census 2025", "Roads Office")


def test_a_scanned_pdf_is_a_copy_without_words():
    read = read_copy(make_pdf(""), "application/pdf")
    assert (read.text, read.pages, read.notes) == ("", (), (NO_WORDS,))


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("A secret"))))
    writer.encrypt("a password", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def inflating() -> bytes:
    """A page whose contents unpack to 100 MB, words all of it."""
    packed = zlib.compress(b"BT (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * 2_500_000, 6)
    return make_raw_pdf([b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)])


@pytest.mark.parametrize(
    ("made", "code"), [(locked, "pdf_locked"), (lambda: b"%PDF-1.7\nnothing of the kind", "pdf_damaged")]
)
def test_a_pdf_that_cannot_be_read_says_why(made, code):
    with pytest.raises(UnreadableText) as refusal:
        read_copy(made(), "application/pdf")
    assert refusal.value.code == code


def test_a_pdf_that_unpacks_without_end_ends_within_its_limits():
    started = time.monotonic()
    read = read_copy(inflating(), "application/pdf")
    assert read.text == ""
    assert "could not be read" in read.notes[0]
    assert time.monotonic() - started < PDF_LIMITS.wall


def test_a_picture_is_a_copy_without_words_and_tells_its_size():
    assert read_copy(make_picture(), "image/png").notes == ("A picture of 120 × 80 pixels.", NO_WORDS)


def huge_picture() -> bytes:
    """A PNG of 60,000 × 60,000 pixels that says so in its head, and holds a little of it."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 10_000_000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


@pytest.mark.parametrize("read", [lambda body: read_copy(body, "image/png"), draw_picture])
@pytest.mark.parametrize(
    ("made", "code"),
    [(huge_picture, "picture_too_large"), (lambda: make_picture()[:60], "picture_damaged")],
)
def test_a_picture_that_is_a_bomb_or_broken_is_refused(read, made, code):
    with pytest.raises(UnreadableText) as refusal:
        read(made())
    assert refusal.value.code == code


def test_a_picture_is_drawn_anew_without_what_was_hidden_in_it():
    exif = Image.Exif()
    exif[0x010E] = "a hidden canary"
    body = make_picture(2_400, 100, "JPEG", exif=exif) + b"<script>canary()</script>"
    assert b"canary" in body
    drawn, media_type = draw_picture(body)
    assert media_type == "image/jpeg"
    assert b"canary" not in drawn
    with Image.open(io.BytesIO(drawn)) as shown:
        assert shown.size == (1_600, 67)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_every_other_kind_of_picture_becomes_a_png(kind):
    drawn, media_type = draw_picture(make_picture(kind=kind))
    assert media_type == "image/png"
    assert drawn.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "limits",
    [
        Limits(memory=40_000_000, cpu=5, wall=10, answer=100_000),
        Limits(memory=512_000_000, cpu=5, wall=0.01, answer=100_000),
        Limits(memory=512_000_000, cpu=5, wall=10, answer=10),
    ],
    ids=["memory", "time", "answer"],
)
def test_a_reader_beyond_one_of_its_limits_is_stopped(limits):
    started = time.monotonic()
    with pytest.raises(Refusal) as refusal:
        run_confined("pdf", make_pdf("Words"), limits=limits)
    assert refusal.value.code == ""
    assert time.monotonic() - started < LIMITS.wall


def test_a_reader_that_spins_is_stopped_when_its_processor_time_is_used_up():
    spinning = make_pdf("Words", more=b" BT (x) Tj ET" * 400_000)
    with pytest.raises(Refusal):
        run_confined("pdf", spinning, limits=Limits(memory=512_000_000, cpu=1, wall=20, answer=8_000_000))
