"""Markdown to paragraphs: marks dropped, wrapped lines joined, headings below the first kept as ``## …``.

An image's title or text, and a paragraph in italics right behind an image, is a caption. Keys of a leading
``---`` block (title, author, date, language) say what the file says about itself.

>>> page = read_markdown("# Bridge shut\\n\\nIt *closed*\\non Monday.\\n\\n![The cracked pier](pier.jpg)")
>>> page.title, [(one.text, one.caption) for one in page.paragraphs]
('Bridge shut', [('Bridge shut', False), ('It closed on Monday.', False), ('The cracked pier', True)])
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.reading.metadata import parse_day
from claims.reading.paragraphs import Page, Paragraph

MOST_BRACKETS = 20_000
"""Opening brackets; with more of them the file is no article, and is read as plain text."""

_PARSER = MarkdownIt("commonmark", {"html": False})


def read_markdown(text: str, *, marked: bool = True) -> Page:
    """The paragraphs of a Markdown file and what its front matter says. Raises nothing.

    `marked` keeps ``##`` before headings and ``-`` before items of lists.
    """
    if text.count("[") > MOST_BRACKETS:
        return Page([Paragraph(text)], notes=["Read as plain text: it holds too many brackets for Markdown."])
    front, body = _part_front_matter(text)
    tokens = _PARSER.parse(body)
    title = front.get("title") or next(_headings(tokens), None)
    return Page(
        list(_paragraphs(tokens, marked=marked)),
        title=title,
        author=front.get("author"),
        published_on=parse_day(front.get("date", "")),
        language=front.get("language") or front.get("lang"),
    )


def _part_front_matter(text: str) -> tuple[dict[str, str], str]:
    if not text.startswith("---\n"):
        return {}, text
    end = text.find("\n---\n", 3, 5_000)
    if end < 0:
        return {}, text
    pairs = (line.partition(":") for line in text[4:end].split("\n"))
    front = {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}
    return {key: value for key, value in front.items() if value}, text[end + 5 :]


def _headings(tokens: Sequence[Token]) -> Iterator[str]:
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and before.tag == "h1":
            yield _words(token)


def _paragraphs(tokens: Sequence[Token], *, marked: bool) -> Iterator[Paragraph]:
    after_image = False
    first = True
    in_item = False
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type in {"fence", "code_block"}:
            yield from (Paragraph(line) for line in token.content.split("\n") if line.strip())
        if token.type in {"list_item_open", "list_item_close"}:
            in_item = token.type == "list_item_open"
        if token.type != "inline":
            continue
        words = _words(token)
        heading = before is not None and before.type == "heading_open" and not first
        images = [child for child in token.children or [] if child.type == "image"]
        if words:
            mark = "" if not marked else "## " if heading else "- " if in_item else ""
            yield Paragraph(mark + words, caption=after_image and _is_italic(token))
            first = False
        yield from _captions(images)
        after_image = bool(images) and not words


def _words(token: Token) -> str:
    """The words of a paragraph without its marks and images, on one line."""
    pieces = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif child.type in {"text", "code_inline"}:
            pieces.append(child.content)
    return " ".join("".join(pieces).split())


def _captions(images: Sequence[Token]) -> Iterator[Paragraph]:
    for image in images:
        words = str(image.attrs.get("title") or image.content or "").strip()
        if words:
            yield Paragraph(" ".join(words.split()), caption=True)


def _is_italic(token: Token) -> bool:
    children = [child for child in token.children or [] if child.content or child.type.startswith("em")]
    return len(children) >= 3 and children[0].type == "em_open" and children[-1].type == "em_close"
