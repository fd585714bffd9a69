"""What is refused before a page is parsed, because parsing it would take for ever. Two passes over the tags.

>>> refuse_hostile_html("<div>" * 1_000)
Traceback (most recent call last):
claims.reading.cleaning.UnreadableText: The page nests its parts 200 deep or more. Paste its text instead.
"""

import re
from collections.abc import Iterator

from claims.reading.cleaning import UnreadableText

DEEPEST = 200
MOST_TAGS = 20_000
"""A heavy news page has a quarter of this."""

MOST_CHARACTERS = 5_000_000
MOST_ATTRIBUTES = 500
"""Of one tag: the parser compares each with all before it. Pages have a dozen; a long value is none of its business."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_MAY_STAY_OPEN = {
    *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup"),
    *("rp", "rt", "html", "head", "body"),
}
_NOT_NESTING = frozenset(_VOID | _MAY_STAY_OPEN)
"""Elements without content, and those whose end tag may be left out: any number of them may stand unclosed."""

_SPACE = r"\t\n\f\r "
_ATTRIBUTE = (  # as HTML reads them: quotes count behind a sign of equality only
    rf"[{_SPACE}/]*+[^{_SPACE}/>][^{_SPACE}/>=]*+"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|[^{_SPACE}>\"'][^{_SPACE}>]*+)?+)?+"
)
_ONE_MORE = re.compile(_ATTRIBUTE)
_WHOLE_TAG = re.compile(rf"<(?:/?([a-zA-Z][^{_SPACE}/>]*+)(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+|[!?/][^>]*+)")
_ENDS_OF_TEXT = {  # in these, what looks like a tag is text
    name: re.compile(f"</{name}", re.IGNORECASE | re.ASCII)
    for name in ("title", "textarea", "script", "style", "xmp", "iframe", "noembed", "noframes")
}


def refuse_hostile_html(page: str) -> None:
    """Raise ``UnreadableText`` (``html_too_complex`` or ``html_too_deep``) for a page no reader should parse."""
    if len(page) > MOST_CHARACTERS or page.count("<") > MOST_TAGS:
        detail = f"The page has more than {MOST_TAGS:,} tags or is too large. Paste its text instead."
        raise UnreadableText(detail, code="html_too_complex")
    if any(_ONE_MORE.match(page, end) for end in _ends_of_tags(page)):
        detail = f"A tag of the page has more than {MOST_ATTRIBUTES} attributes. Paste its text instead."
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


def _ends_of_tags(page: str) -> Iterator[int]:
    """Where each tag ends, or where its attributes became too many. Nothing is looked at twice."""
    position = 0
    while tag := _WHOLE_TAG.search(page, position):
        yield tag.end()
        position = tag.end()
        text_end = _ENDS_OF_TEXT.get((tag.group(1) or "").lower())
        if text_end and page[tag.start() + 1] != "/":
            closing = text_end.search(page, position)
            position = closing.start() if closing else len(page)


def drop_unread_parts(page: str) -> str:
    """The page without comments, scripts other than JSON-LD, styles and templates, in one pass each.

    >>> drop_unread_parts("a<!-- b -->c<script>d</script>e<style>f")
    'ace'
    """
    page = _drop_between(page, _COMMENT)
    for part in _UNREAD_PARTS:
        page = _drop_between(page, part, unless="ld+json")
    return page


def _part(name: str) -> "tuple[re.Pattern[str], re.Pattern[str]]":
    """What begins and what ends an element, in capitals or not; letters that merely resemble them are others."""
    written = re.IGNORECASE | re.ASCII
    return re.compile(f"<{name}", written), re.compile(rf"</{name}[\s/]{{0,20}}>", written)


_COMMENT = re.compile("<!--"), re.compile("-->")
_UNREAD_PARTS = [_part(name) for name in ("script", "style", "template", "noscript", "svg", "iframe")]


def _drop_between(page: str, marks: "tuple[re.Pattern[str], re.Pattern[str]]", *, unless: str = "") -> str:
    opening, closing = marks
    kept = []
    position = 0
    while start := opening.search(page, position):
        ending = closing.search(page, start.end())
        end = ending.end() if ending else len(page)
        keep = unless and unless in page[start.start() : start.start() + 100].lower()
        kept.append(page[position : end if keep else start.start()])
        position = end
    return "".join([*kept, page[position:]])
