"""Markdown as readers get it: no HTML, no pictures, links to the web only."""

import re
import time

import pytest

from reviews.markdown import to_html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<div hx-get=/x hx-trigger=load>x</div>",
        "<style>*{display:none}</style>",
        "<iframe srcdoc='<script>1</script>'></iframe>",
        "<math><annotation-xml encoding='text/html'><script>1</script></annotation-xml></math>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![beacon](https://tracker.example/x.png)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        '[x](https://ok.example "title" onmouseover=alert(1))',
        "{{ 7|add:7 }} {% debug %}",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text):
    html = to_html(text)

    tags = re.findall(r"<(\w+)([^>]*)>", html)
    assert {name for name, _ in tags} <= {"p", "a", "br"}
    for _, attributes in tags:
        assert set(re.findall(r"([\w-]+)=", re.sub(r'"[^"]*"', '""', attributes))) <= {"href", "rel"}
        assert not re.search(r'href="(?!https?://)', attributes)


def test_links_go_to_the_web_and_vouch_for_nothing():
    assert to_html("[x](https://roads.example/?a=1&b=2)") == (
        '<p><a href="https://roads.example/?a=1&amp;b=2" rel="nofollow noopener">x</a></p>\n'
    )
    assert "href" not in to_html("[x](/desk/) [y](#top) [z](//evil.example)")


def test_the_desks_own_pages_may_link_to_each_other():
    html = to_html("[x](/about/scale/) [y](//evil.example)", own_links=True)

    assert re.findall(r'href="([^"]*)"', html) == ["/about/scale/"]


def test_a_text_that_goes_on_in_a_line_has_its_other_paragraphs_and_lists_all_the_same():
    assert to_html("Save a `version`.", goes_on=True) == "Save a <code>version</code>."
    assert to_html("One.\n\nTwo.", goes_on=True).split() == ["One.", "<p>Two.</p>"]
    assert to_html("One:\n\n* `7`", goes_on=True).split() == ["One:", "<ul>", "<li><code>7</code></li>", "</ul>"]
    assert to_html("* `7`", goes_on=True) == to_html("* `7`")
    assert to_html("", goes_on=True) == ""


def test_headings_stand_below_those_of_the_page():
    assert to_html("# A\n\n## B\n\n### C") == "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>\n"
    assert to_html("# A\n\n### C", top=2) == "<h2>A</h2>\n<h3>C</h3>\n"


@pytest.mark.parametrize("unit", [">", "[", "*a ", "![[", "([", "[a](b", "<", "`", "|a|\n|-|\n", "- "])
def test_takes_linear_time(unit):
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        to_html(text)
        return time.process_time() - started

    seconds(1_000)
    # The shortest of three: whatever else the machine does only adds to it.
    assert min(seconds(50_000) for _ in range(3)) < 60 * max(min(seconds(5_000) for _ in range(3)), 0.01)
