"""Markdown as readers get it: no HTML, no pictures, links to http and https only."""

import nh3
from markdown_it import MarkdownIt

TAGS = {
    *("a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}

_reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")
_reader.disable(["image", "html_block", "html_inline"])


def to_html(text: str, *, top: int = 3, own_links: bool = False, goes_on: bool = False) -> str:
    r"""Clean HTML of a markdown text. Whatever is not allowed is shown as the words typed, or left out.

    Its highest headings become `h{top}`, below those of the page it stands on. Links within our own site are kept only
    with `own_links`. A text that `goes_on` in a line of the page has no paragraph of its own around its first words.

    >>> to_html("It is **17,310**.")
    '<p>It is <strong>17,310</strong>.</p>\n'
    >>> to_html("Save a `version`.", goes_on=True)
    'Save a <code>version</code>.'
    >>> to_html("[x](javascript:alert(1))")
    '<p>[x](javascript:alert(1))</p>\n'
    """
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(top, int(token.tag[1]) + top - 2), 6)}"
    if goes_on and tokens and tokens[0].type == "paragraph_open":
        tokens[0].hidden = tokens[2].hidden = True  # the opening, the words, the closing
    return nh3.clean(
        _reader.renderer.render(tokens, _reader.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        url_relative=_within_our_site if own_links else "deny",
        link_rel="nofollow noopener",
    )


def _within_our_site(url: str) -> str | None:
    return url if url.startswith("/") and not url.startswith(("//", "/\\")) else None
