"""What is refused before a page is parsed, because parsing it would take for ever. One pass over the tags.

>>> refuse_hostile_html("<div>" * 1_000)
Traceback (most recent call last):
claims.reading.cleaning.UnreadableText: The page nests its parts 200 deep or more. Paste its text instead.
"""

import re

from claims.reading.cleaning import UnreadableText

DEEPEST = 200
MOST_TAGS = 20_000
"""A heavy news page has a quarter of this."""

MOST_CHARACTERS = 5_000_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_MAY_STAY_OPEN = {
    *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup"),
    *("rp", "rt", "html", "head", "body"),
}
_NOT_NESTING = frozenset(_VOID | _MAY_STAY_OPEN)
"""Elements without content, and those whose end tag may be left out: any number of them may stand unclosed."""


def refuse_hostile_html(page: str) -> None:
    """Raise ``UnreadableText`` (``html_too_complex`` or ``html_too_deep``) for a page no reader should parse."""
    if len(page) > MOST_CHARACTERS or page.count("<") > MOST_TAGS:
        detail = f"The page has more than {MOST_TAGS:,} tags or is too large. Paste its text instead."
        raise UnreadableText(detail, code="html_too_complex")
    depth = deepest = 0
    for match in _TAG.finditer(page):
        if match.group(2).lower() in _NOT_NESTING:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    if deepest >= DEEPEST:
        detail = f"The page nests its parts {DEEPEST} deep or more. Paste its text instead."
        raise UnreadableText(detail, code="html_too_deep")


def drop_unread_parts(page: str) -> str:
    """The page without comments, scripts other than JSON-LD, styles and templates, in one pass each.

    >>> drop_unread_parts("a<!-- b -->c<script>d</script>e<style>f")
    'ace'
    """
    page = _drop_between(page, "<!--", "-->")
    for name in ("script", "style", "template", "noscript", "svg", "iframe"):
        page = _drop_between(page, f"<{name}", f"</{name}>", unless="ld+json")
    return page


def _drop_between(page: str, opening: str, closing: str, *, unless: str = "") -> str:
    low = page.lower()
    if len(low) != len(page):  # some capitals have no small letter of one character
        low = page
    kept = []
    position = 0
    while (start := low.find(opening, position)) >= 0:
        end = low.find(closing, start)
        end = len(page) if end < 0 else end + len(closing)
        keep = unless and unless in low[start : start + 100]
        kept.append(page[position : end if keep else start])
        position = end
    return "".join([*kept, page[position:]])
