"""A web page to its main text, captions kept and marked, hidden text left out. Deterministic, no network.

The library that finds the main text drops ``figcaption`` and headings' rank, so both are rewritten to marked
paragraphs first. When it finds nothing, all visible text is taken. Dates come from the markup alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from claims.reading.cleaning import UnreadableText
from claims.reading.metadata import Metadata
from claims.reading.paragraphs import Page, Paragraph

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_STYLE_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_HIDING_STYLE = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|font-size\s{0,5}:\s{0,5}0(?![.\d])"
    r"|(?<![\w-])(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s{0,5}:\s{0,5}"
    r"-(?:[2-9]\d{3}|\d{5}|\d{3,4}(?:\.\d{0,9})?r?em)",  # far off the screen
    re.IGNORECASE,
)
_ASIDE = ("nav", "footer", "aside", "form", "button", "select", "dialog", "menu")
_BLOCKS = {
    *(
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
    ),
    *("table", "tr", "td", "th", "dd", "dt", "figure", "figcaption", "ul", "ol", "br", "hr"),
}
CAPTION, HEADING = "captionmark", "headingmark"


def declared_charset(received: bytes) -> str | None:
    """The encoding a page declares in its first two kilobytes, if any.

    >>> declared_charset(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    match = _CHARSET.search(received[:2048])
    return match.group(1).decode("ascii") if match else None


def read_html(page: str) -> Page:
    """The main text of a page that passed `html_limits`, and what the page says about itself.

    Raises ``UnreadableText`` with code ``empty_text``.
    """
    tree = parse_html(page)
    about = Metadata(tree)
    drop_hidden(tree)
    mark = _unused_mark(str(tree.text_content()))
    captions = _mark(tree, mark)
    title = about.title()
    paragraphs = _main_text(tree, mark) or _visible_text(tree, mark)
    return Page(
        list(_with_lost_captions(_with_headline(paragraphs, title), captions)),
        title=title,
        author=about.author(),
        published_on=about.published_on(),
        language=about.language(),
        canonical_url=about.canonical_url(),
    )


def parse_html(page: str) -> HtmlElement:
    """A page that passed `html_limits` as a tree. Raises as `read_html` does."""
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableText("There is no text on this page.", code="empty_text") from error
    return tree


def drop_hidden(tree: HtmlElement) -> None:
    """Take out what the page itself hides."""
    drop_elements(tree, _is_hidden)


def drop_elements(tree: HtmlElement, is_unwanted: Callable[[HtmlElement], bool]) -> None:
    """Take such elements out of the tree; the words behind them stay. Linear, however many stand side by side."""
    waiting = [tree]
    while waiting:
        parent = waiting.pop()
        children = list(parent)
        kept = [child for child in children if not is_unwanted(child)]
        if len(kept) < len(children):
            _keep_children(parent, children, frozenset(kept))
        waiting += kept


def _keep_children(parent: HtmlElement, children: Sequence[HtmlElement], kept: frozenset[HtmlElement]) -> None:
    """Each piece of text is joined once: at the end of the stretch of elements taken out."""
    before, words = None, [parent.text or ""]
    for child in children:
        if child in kept:
            _set_words(parent, before, words)
            before, words = child, [child.tail or ""]
        else:
            words.append(child.tail or "")
            parent.remove(child)
    _set_words(parent, before, words)


def _set_words(parent: HtmlElement, before: HtmlElement | None, words: Sequence[str]) -> None:
    if len(words) < 2:
        return
    if before is None:
        parent.text = "".join(words)
    else:
        before.tail = "".join(words)


def _is_hidden(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag == "script":
        return True
    styled = _HIDING_STYLE.search(_STYLE_COMMENT.sub("", element.get("style") or ""))
    return element.tag != "body" and (element.get("hidden") is not None or styled is not None)


def _unused_mark(text: str) -> str:
    """
    >>> _unused_mark("x0q x1qx3q")
    'x2q'
    """
    used = {int(number) for number in re.findall("x([0-9]{1,7})q", text)}
    return f"x{next(number for number in count() if number not in used)}q"


def _mark(tree: HtmlElement, mark: str) -> list[str]:
    """Rewrite captions and lower headings to marked paragraphs; the words of the captions."""
    captions = []
    for caption in _outermost(tree, "figcaption"):
        words = " ".join(caption.text_content().split())
        if words and not _lies_in(caption, _ASIDE):
            captions.append(words)
            _rewrite(caption, f"{mark}{CAPTION} {words}")
            _lift_out_of_figure(caption)
    for heading in _outermost(tree, "h2", "h3", "h4", "h5", "h6"):
        words = " ".join(heading.text_content().split())
        if words and not _lies_in(heading, _ASIDE):
            _rewrite(heading, f"{mark}{HEADING} {words}")
    return captions


def _outermost(tree: HtmlElement, *tags: str) -> list[HtmlElement]:
    """The elements of these tags that lie in no other of them, whose words they would give once more."""
    return [element for element in tree.iter(*tags) if not _lies_in(element, tags)]


def _lies_in(element: HtmlElement, names: Sequence[str]) -> bool:
    return any(ancestor.tag in names for ancestor in element.iterancestors())


def _rewrite(element: HtmlElement, words: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "p", words, tail


def _lift_out_of_figure(caption: HtmlElement) -> None:
    figure = next(caption.iterancestors("figure"), None)
    if figure is None or figure.getparent() is None:
        return
    caption.drop_tag() if figure is caption else figure.addnext(caption)


def _main_text(tree: HtmlElement, mark: str) -> list[Paragraph]:
    return list(_unmark(find_main_text(tree).split("\n"), mark))


def find_main_text(tree: HtmlElement) -> str:
    """The main text as the library finds and marks it, line by line; nothing when it finds none."""
    source = lxml_html.tostring(tree, encoding="unicode")
    found = trafilatura.bare_extraction(
        source, fast=True, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    text = found.text if found is not None and not isinstance(found, dict) else None
    return text or ""


def _visible_text(tree: HtmlElement, mark: str) -> list[Paragraph]:
    drop_elements(tree, lambda element: element.tag in {"head", "nav", "footer", "button", "select"})
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    return list(_unmark(tree.text_content().split("\n"), mark))


def _unmark(lines: Sequence[str], mark: str) -> Iterator[Paragraph]:
    for line in lines:
        words = " ".join(line.split())
        caption, heading = words.startswith(mark + CAPTION), words.startswith(mark + HEADING)
        if caption or heading:
            words = words.partition(" ")[2]
        if words:
            yield Paragraph(f"## {words}" if heading else words, caption=caption)


def _with_headline(paragraphs: Sequence[Paragraph], title: str | None) -> list[Paragraph]:
    """The title first: the library takes the heading for part of the frame as often as not."""
    if not title or any(one.text.removeprefix("## ") == title for one in paragraphs[:2]):
        return list(paragraphs)
    return [Paragraph(title), *paragraphs]


def _with_lost_captions(paragraphs: Sequence[Paragraph], captions: Sequence[str]) -> Iterator[Paragraph]:
    """Every paragraph, then the captions the library dropped, so that none is lost."""
    yield from paragraphs
    kept = {one.text for one in paragraphs if one.caption}
    yield from (Paragraph(words, caption=True) for words in captions if words not in kept)
