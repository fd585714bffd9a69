"""All that can be seen on a web page, line by line as it can be selected there: its main text, then the rest.

A copy is what people quote from, so nothing of ours is added (no marks of headings, lists or tables) and nothing that
can be read is left out: asides and footers stand behind the main text. The cells of a table's row are parted by tabs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from claims.reading.hypertext import drop_elements, drop_hidden, find_main_text, parse_html
from claims.reading.metadata import Metadata
from claims.reading.paragraphs import Page, Paragraph

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELLS = ("td", "th")
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li"),
        *("main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul", *HEADINGS),
    )
)
UNREAD = ("head", "nav", "button", "select", "textarea", "datalist", "style")
NO_GAP, NEW_LINE, NEW_CELL, NEW_ROW = range(4)  # between two pieces of text the widest gap holds
LEAST_LETTERS = 20  # of a line that is looked for inside the lines of the main text
COMPARED = 48  # letters of its beginning, or of its end
MOST_SEARCHES = 1_000  # so that a page of lines cannot keep a worker busy
MOST_LINES = 100_000

_MARKS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Line:
    """One line of a page, and whether it is a heading or the caption of a figure."""

    words: str
    heading: bool = False
    caption: bool = False


def read_whole_html(page: str) -> Page:
    """The main text of a page in the order of the page, and as `rest` what else can be seen on it.

    Raises as `read_html` does. Where no main text is found, all is main text.
    """
    tree = parse_html(page)
    about = Metadata(tree)
    drop_hidden(tree)
    title = about.title()
    said = Page(
        [],
        title=title,
        author=about.author(),
        published_on=about.published_on(),
        language=about.language(),
        canonical_url=about.canonical_url(),
    )
    main, rest = _read_lines(tree, title or "")
    return replace(said, paragraphs=[Paragraph(words) for words in main], rest=rest)


def _read_lines(tree: HtmlElement, title: str) -> tuple[list[str], list[str]]:
    """The lines of the main text, the title in front if it is not among them, and all others."""
    found = find_main_text(tree)
    _drop_unread(tree)
    lines = list(islice(_lines(tree), MOST_LINES))
    in_main = _in_main(lines, found, title)
    main = [one.words for one, is_main in zip(lines, in_main, strict=True) if is_main]
    rest = [one.words for one, is_main in zip(lines, in_main, strict=True) if not is_main]
    return [title, *main] if title and _letters(title) not in map(_letters, main) else main, rest


def _drop_unread(tree: HtmlElement) -> None:
    drop_elements(tree, lambda one: one.tag in UNREAD or (one.tag == "dialog" and one.get("open") is None))


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines(tree: HtmlElement) -> Iterator[Line]:
    """The lines as they stand on the page."""
    line: list[str] = []
    inside: Counter[str] = Counter()
    kinds: set[str] = set()
    gap = NO_GAP
    for words, wider in _pieces(tree, inside):
        gap = max(gap, wider)
        if not words.strip():
            line.append(" " if words else "")
            continue
        if gap in (NEW_LINE, NEW_ROW):
            yield from _finished(line, kinds)
            line, kinds = [], set()
        line.append(f"\t{words}" if gap == NEW_CELL else words)
        kinds |= {tag for tag in (*HEADINGS, "figcaption") if inside[tag] > 0}
        gap = NO_GAP
    yield from _finished(line, kinds)


def _pieces(tree: HtmlElement, inside: "Counter[str]") -> Iterator[tuple[str, int]]:
    """Each stretch of text with the gap before it. `inside` counts the elements it stands in."""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_start = event == "start"
        inside[element.tag] += 1 if is_start else -1
        words = (element.text if is_start else element.tail) or ""
        gap = _gap_at(element.tag)
        for number, one in enumerate(words.split("\n") if inside["pre"] > 0 else [words]):
            yield one, max(gap, NEW_LINE) if number else gap


def _gap_at(tag: str) -> int:
    if tag in CELLS:
        return NEW_CELL
    if tag == "tr":
        return NEW_ROW
    return NEW_LINE if tag in BLOCKS else NO_GAP


def _finished(line: Sequence[str], kinds: set[str]) -> Iterator[Line]:
    cells = (" ".join(cell.split()) for cell in "".join(line).split("\t"))
    words = "\t".join(cell for cell in cells if cell)
    if words:
        yield Line(words, heading=not kinds.isdisjoint(HEADINGS), caption="figcaption" in kinds)


# --- main text and the rest ------------------------------------------------------------------------------------------


def _in_main(lines: Sequence[Line], found: str, title: str) -> list[bool]:
    """Of each line, whether it belongs to the main text that was found; all do when none of them does."""
    in_order = [_letters(one) for one in found.split("\n", MOST_LINES)]
    known, whole = set(in_order) - {""}, "".join(in_order)
    searches = MOST_SEARCHES
    answers: list[bool] = []
    for line in lines:
        letters = _letters(line.words)
        is_main = letters in known or line.caption or (line.heading and letters == _letters(title))
        if not is_main and len(letters) >= LEAST_LETTERS and searches > 0:
            searches -= 1
            is_main = letters[:COMPARED] in whole or letters[-COMPARED:] in whole
        answers.append(is_main if letters else bool(answers) and answers[-1])
    for number in reversed(range(len(lines) - 1)):
        answers[number] |= lines[number].heading and answers[number + 1]
    return answers if known and any(answers) else [True] * len(lines)


def _letters(words: str) -> str:
    """Letters and digits alone: the library marks lists and tables, and puts other spaces."""
    return _MARKS.sub("", words)
