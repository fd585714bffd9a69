"""Pages that try to keep the worker busy, fill its memory, or smuggle in what no database takes."""

import json
import os
import runpy
import select
import shutil
import time
import tracemalloc
from dataclasses import asdict

import pytest

from claims.reading import UnreadableText, confined, read_text
from claims.reading.copies import read_copy
from claims.reading.html_apart import FEW_TAGS, SMALL, read_web_page
from claims.reading.html_limits import MOST_ATTRIBUTES, refuse_hostile_html
from claims.reading.hypertext import drop_elements, parse_html, read_html
from claims.reading.whole_pages import read_whole_html

WORDS = "The bridge was shut after engineers found cracks in two of its piers. "
READERS = [read_html, read_whole_html]


def text_of(page: str) -> str:
    return read_text(page.encode(), media_type="text/html").text


def author_of(author: object) -> str | None:
    data = json.dumps({"author": author})
    return read_copy(f'<script type="application/ld+json">{data}</script><p>{WORDS}'.encode(), "text/html").author


# --- time and memory -------------------------------------------------------------------------------------------------


def nested(tag: str, deep: int) -> str:
    return f"<{tag}>" * deep + "word " * 20_000 + "😀" + f"</{tag}>" * deep


def most_memory(read, page: str) -> int:
    tracemalloc.start()
    try:
        read(page)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("tag", ["h1", "h2", "figcaption"])
def test_elements_nested_in_each_other_are_read_once(read, tag):
    few, many = (most_memory(read, nested(tag, deep)) for deep in (48, 192))
    assert many < few * 1.5


SHAPES = {
    "marks": lambda n: "<p>" + " ".join(f"x{number}q" for number in range(n * 10)),
    "hidden": lambda n: "<p>word" + ("<img hidden>" + "tail " * 20) * n,
    "captions": lambda n: ("<figure>" + "<figcaption>" * 3 + "word" + "</figcaption>" * 3 + "</figure>") * (n // 8),
    "headings": lambda n: f"<h2>{WORDS}</h2>" * (n // 2),
    "lines": lambda n: "<p>word" + f"<br>{WORDS}" * n,
}


def seconds(read, page: str) -> float:
    times = []
    for _ in range(2):
        started = time.process_time()
        read(page)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_reading_takes_time_in_step_with_the_page(read, shape):
    once, fourfold = (seconds(read, SHAPES[shape](n)) for n in (1_000, 4_000))
    assert fourfold < 8 * once + 0.05


def test_elements_are_taken_out_in_time_in_step_with_their_number():
    def drop(page: str) -> None:
        tree = parse_html(page)
        drop_elements(tree, lambda element: element.tag == "button")
        assert tree.text_content().count("tail") == page.count("tail")

    once, fourfold = (seconds(drop, "<p>" + ("<button>b</button>" + "tail " * 20) * n) for n in (2_000, 8_000))
    assert fourfold < 8 * once + 0.05


ATTRIBUTES = {
    "names": lambda n: "<p " + " ".join(f"a{number}" for number in range(n)) + ">word",
    "quoted ends": lambda n: "<p " + "".join(f'a{number}=">"' for number in range(n)) + ">word",
    "behind a title": lambda n: '<title><p a="</title><p ' + "/".join(f"a{number}" for number in range(n)) + '>">word',
}


@pytest.mark.parametrize("shape", ATTRIBUTES)
def test_a_tag_with_too_many_attributes_is_refused_however_it_is_written(shape):
    refuse_hostile_html(ATTRIBUTES[shape](MOST_ATTRIBUTES))
    with pytest.raises(UnreadableText) as refused:
        refuse_hostile_html(ATTRIBUTES[shape](MOST_ATTRIBUTES + 1))
    assert refused.value.code == "html_too_complex"


@pytest.mark.parametrize(
    "piece", ["<p a ", "<p a=\"x' ", "<p a='", "<!-- <p ", "<title><p ", 'a=">" <b ', "<p " + "a " * 499]
)
def test_limits_take_time_in_step_with_the_page(piece):
    def look(page: str) -> None:
        with pytest.raises(UnreadableText):
            refuse_hostile_html(page + "<div>" * 201)

    once, fourfold = (seconds(look, (piece * n)[: n * 20]) for n in (4_000, 16_000))
    assert fourfold < 8 * once + 0.05


def test_a_picture_within_a_page_is_no_reason_to_refuse_it():
    assert text_of(f'<p>{WORDS}<img src="data:image/png;base64,{"iVBO/" * 50_000}"></p>') == WORDS.strip()


# --- a process of its own --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    "filler", ["<i></i>" * (FEW_TAGS // 2), f"<p data-a='{'a' * SMALL}'></p>"], ids=["tags", "size"]
)
def test_a_page_is_read_alike_here_and_in_a_process_of_its_own(whole, filler):
    page = (
        '<html lang=en><link rel=canonical href="/a"><meta name=author content="Mara Finch"><meta name=date content='
        f"2024-03-05><h1>Bridge “shut” 😀</h1><p>{WORDS}</p><figure><figcaption>The pier</figcaption></figure>"
        "<p>Repairs will take six months and cost four million, the council said on the day after.</p>"
    )
    here, apart = (asdict(read_web_page(one, whole=whole)) for one in (page, page + filler))
    assert len(here["paragraphs"]) == 4
    assert json.dumps(apart, default=str) == json.dumps(here, default=str)


def test_a_large_page_without_words_says_so():
    with pytest.raises(UnreadableText) as refused:
        text_of("<p></p>" * FEW_TAGS)
    assert refused.value.code == "empty_text"


READER_THAT_STAYS = """
import os, time
def answer(body, where):
    if os.fork() == 0:
        os.mkdir(f"{where}/{os.getpid()}")
        time.sleep(60)
    return "", b"done"
"""


def ends(pid: int) -> bool:
    """Whether the process is gone, or will be within seconds."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], 10)[0])
    finally:
        os.close(watched)


def test_what_a_reader_leaves_behind_is_ended_with_it(tmp_path):
    rooms = tmp_path / "claims" / "reading"
    started_here = tmp_path / "started"
    rooms.mkdir(parents=True)
    started_here.mkdir()
    shutil.copy(confined.__file__, rooms)
    (rooms / "staying.py").write_text(READER_THAT_STAYS)
    copied = runpy.run_path(str(rooms / "confined.py"))
    limits = copied["Limits"](memory=512_000_000, cpu=5, wall=2, answer=100)
    began = time.monotonic()
    with pytest.raises(copied["Refusal"]):
        copied["run_confined"]("staying", b"", str(started_here), limits=limits)
    assert time.monotonic() - began < 10
    assert all(ends(int(child.name)) for child in started_here.iterdir())


# --- what a page says about itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Mara\x00 Finch", "Mara Finch"),
        ("Mara \ud800Finch", "Mara Finch"),
        ("\x01\x02", None),
        (["Mara Finch", {"name": "Ada\x00 Holt"}, 7, None], "Mara Finch, Ada Holt"),
        ({"name": ["Mara Finch"]}, None),
        ([["Mara Finch"]], None),
    ],
)
def test_authors_are_names_that_can_be_stored(author, name):
    assert author_of(author) == name


def test_lists_in_lists_are_no_authors_however_deep():
    deep: list[object] = []
    for _ in range(400):
        deep = [deep]
    assert author_of(deep) is None


def test_control_characters_stay_out_of_titles_and_notes():
    read = read_copy("<h1>Bridge\x7f shut\x9f</h1><p>".encode() + WORDS.encode(), "text/html", "nul\x00 \ud800code")
    assert read.title == "Bridge shut"
    assert all(note.isprintable() for note in read.notes)


# --- what a page hides -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "style",
    [
        "display:/**/none",
        "display/* a */:none",
        "color:red;DISPLAY: none",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "margin-left:-999em",
    ],
)
def test_words_that_a_style_hides_are_not_read(style):
    assert text_of(f'<p>{WORDS}</p><p style="{style}">Nobody sees this.</p><p>{WORDS}</p>').count("Nobody") == 0


@pytest.mark.parametrize(
    "style", ["opacity:0", "opacity:0.5", "left:-20px", "text-indent:-1.5em", "margin-left: -300px", "/* none"]
)
def test_words_that_can_be_seen_are_read(style):
    assert "People see this." in text_of(f'<p>{WORDS}</p><p style="{style}">People see this.</p><p>{WORDS}</p>')


def test_parts_in_capitals_are_left_out_whatever_letters_stand_before_them():
    page = f"<p>İ {WORDS}</p><NOSCRIPT>Nobody sees this.</NOSCRIPT ><IFRAME>Nor this.</IFRAME><p>{WORDS}</p>"
    assert text_of(page).split("\n") == [f"İ {WORDS}".strip(), WORDS.strip()]
