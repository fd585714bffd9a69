"""What style sheets and templates promise: readable in both lights, nothing inline, parts that say what they show."""

import re
from itertools import chain

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from claims import states as claim_states
from factcheck.jobs.models import JobState
from reviews import states as review_states

STYLES = settings.BASE_DIR / "factcheck" / "static" / "factcheck"
ROOMS = ("factcheck", "claims", "reviews")
STEPS = ["True", "Mostly true", "Mixed", "Mostly false", "False"]
STATUSES = (
    claim_states.ArticleStatus,
    claim_states.ClaimStatus,
    claim_states.DeskModelStatus,
    review_states.RoundStatus,
    review_states.AssignmentStatus,
    review_states.DraftStatus,
    review_states.PublicState,
    JobState,
)
READABLE = 4.5
VISIBLE = 3.0
PAIRS = [
    ("ink", ["ground", "surface", "sunk", "pencil-wash", "act-wash", "stop-wash", "done-wash"], READABLE),
    ("ink-2", ["ground", "surface", "sunk", "pencil-wash"], READABLE),
    ("pencil", ["ground", "surface", "sunk", "pencil-wash", "act-wash", "done-wash"], READABLE),
    ("act", ["ground", "surface", "act-wash"], READABLE),
    ("stop", ["ground", "surface", "stop-wash"], READABLE),
    ("done", ["ground", "surface", "done-wash"], READABLE),
    ("on-fill", ["fill", "fill-hover"], READABLE),
    ("on-marker", ["marker", "marker-strong"], READABLE),
    ("edge", ["ground", "surface"], VISIBLE),
    ("marker-edge", ["ground", "surface", "marker"], VISIBLE),
]


def templates():
    for path in sorted(chain.from_iterable((settings.BASE_DIR / room).rglob("*.html") for room in ROOMS)):
        text = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
        yield path.relative_to(settings.BASE_DIR), text


def colours(dark: bool) -> dict[str, str]:
    light_text, dark_text = (STYLES / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light_text))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark_text)) if dark else found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "grounds", "least"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_colours_keep_the_contrast_of_wcag_aa(words, grounds, least, dark):
    known = colours(dark)
    weak = {on: contrast(known[words], known[on]) for on in grounds if contrast(known[words], known[on]) < least}
    assert weak == {}


def test_only_tokens_and_paper_name_a_raw_colour():
    sheets = {path.name: path.read_text() for path in STYLES.glob("*.css")}
    assert len(sheets) > 5
    raw = {name for name, text in sheets.items() if re.search(r"#[0-9a-fA-F]{3,8}\b", text)}
    assert raw == {"tokens.css", "print.css"}


def test_no_template_carries_inline_style_script_or_handler():
    guilty = []
    seen = 0
    for path, text in templates():
        seen += 1
        inline_script = re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", text)
        if inline_script or re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|[\"']js:", text):
            guilty.append(str(path))
    assert seen > 30
    assert guilty == []


@pytest.mark.parametrize("status", sorted(set(chain.from_iterable(STATUSES)), key=str))
def test_every_status_has_a_word_that_people_use(status):
    shown = re.sub(r"<[^>]+>", "", render_to_string("parts/status.html", {"status": status.value})).strip()
    assert shown
    assert "_" not in shown


def test_a_status_is_shown_by_the_words_it_is_given():
    assert "given words" in render_to_string("parts/status.html", {"status": "settled", "words": "given words"})


def test_a_rating_on_the_scale_says_its_place_in_words():
    page = render_to_string("parts/rating.html", {"rating": {"name": "Mostly false", "position": 4}, "steps": STEPS})
    assert "Mostly false: fourth of five, from True to False." in page
    assert page.count("is-filled") == 1
    assert page.count("<li") == 5


def test_a_rating_outside_the_order_stands_in_a_box_of_its_own():
    page = render_to_string("parts/rating.html", {"rating": {"name": "Unproven", "position": None}, "steps": STEPS})
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)).strip() == "◆ Unproven: not a point on our scale."
    assert "Mostly" not in page


def test_evidence_words_are_escaped():
    evidence = {"stance": "refutes", "excerpt": "<b>x</b>", "url": ""}
    page = render_to_string("parts/evidence.html", {"evidence": evidence})
    assert "&lt;b&gt;x" in page
    assert "Against the claim" in page


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410, 413, 429, 451, 500, 503])
def test_an_error_page_needs_nothing_but_itself(status):
    page = render_to_string(f"errors/{status}.html")
    assert "<main" in page
    assert "<script" not in page
    assert page.count("<h1>") == 1
    assert re.search(r"<h1>\s*</h1>|<p[^>]*>\s*</p>", page) is None


def test_the_page_for_nothing_here_never_differs():
    assert render_to_string("errors/404.html", {"request_id": "a"}) == render_to_string("errors/404.html")


def test_a_public_page_loads_no_script_and_holds_no_token():
    page = render_to_string("base/public.html", {"desk": {"name": "The Fact Desk"}})
    assert "<script" not in page
    assert "csrf" not in page
    assert "The Fact Desk" in page
