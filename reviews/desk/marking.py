"""Notes in place: the words a note is about, marked in the text as readers will see it. Everything stays escaped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from html import unescape

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reviews.markup import article_context
from reviews.published import Published, PublishedEvidence

PARTS = (
    *("title", "found", "conclusion", "short_claim", "against_note", "primary_note", "independent_note"),
    *("not_established", "reply", "interests"),
)
TOKENS = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')  # our own clean HTML: a tag, or the text between two
PARAGRAPHS = re.compile(r"(\n{2,})")


@dataclass(frozen=True)
class Quoted:
    """Words that a note is about, and how the page refers to the note."""

    note: int
    number: int
    quote: str


@dataclass(frozen=True)
class Piece(PublishedEvidence):
    """A piece of evidence, and what a note on it is about."""

    part: str = ""
    on: str = ""


def pieces_to_note(seen: Published, ids: Iterable[int]) -> Published:
    """The same text, each piece of evidence with the name of its part. `ids`: of the pieces, in their order."""
    names = [field.name for field in fields(PublishedEvidence)]
    pieces = [
        Piece(**{name: getattr(one, name) for name in names}, part=f"evidence-{pk}", on=f"How we know, {place}")
        for place, (pk, one) in enumerate(zip(ids, seen.evidence, strict=True), start=1)
    ]
    return replace(seen, evidence=tuple(pieces))


def marked_article(seen: Published, quoted: dict[str, list[Quoted]]) -> tuple[dict[str, object], set[int]]:
    """The context of the article (`article_context`) with `<mark>`s, and the ids of the notes whose words were found.

    `quoted`: by part. Each part is also named in the HTML, for the script that takes up selected words.
    """
    context, found = article_context(seen), set[int]()
    texts = {name: _marked_text(name, getattr(seen, name), quoted.get(name, ()), found) for name in PARTS}
    note = _marked_text("change_note", seen.change.note, quoted.get("change_note", ()), found)
    html, there = mark_words(str(context["explanation"]), quoted.get("explanation", ()))
    found |= there
    shown = replace(seen, **texts, change=replace(seen.change, note=note))
    named = format_html('<div data-part="explanation">{}</div>', html) if seen.explanation else html
    return {**context, "seen": shown, "explanation": named}, found


def _marked_text(part: str, text: str, quoted: Sequence[Quoted], found: set[int]) -> str:
    """A plain text as HTML, each paragraph in an element of its own, so that it can still be broken into lines."""
    if not text:
        return text
    pieces = []
    for piece in PARAGRAPHS.split(text):
        html, there = mark_words(escape(piece), [one for one in quoted if one.note not in found])
        found |= there
        is_gap = not piece.strip()
        pieces.append(piece if is_gap else format_html('<span data-part="{}">{}</span>', part, html))
    return mark_safe("".join(pieces))  # every piece is escaped or white space


def mark_words(html: str, quoted: Iterable[Quoted]) -> tuple[SafeString, set[int]]:
    """Clean HTML with the quoted stretches marked, and the ids of the notes whose words stand there.

    A stretch may run over tags, and white space is as good as other white space. The first note to claim a word has it.

    >>> marked, found = mark_words("<p>A <b>bold</b> word</p>", [Quoted(7, 1, "bold word")])
    >>> marked.startswith('<p>A <b><mark id="noted-7" class="noted">bold</mark>'), marked.count("<mark"), found
    (True, 2, {7})
    """
    tokens = TOKENS.split(html)
    texts = [unescape(token) if n % 2 == 0 else "" for n, token in enumerate(tokens)]
    flat, places = _flattened(texts)
    owners: dict[tuple[int, int], Quoted] = {}
    found = set()
    for one in quoted:
        stretch = _stretch(flat, places, one.quote)
        if stretch:
            found.add(one.note)
            owners = {**dict.fromkeys(stretch, one), **owners}
    opened: set[int] = set()
    parts = [token if n % 2 else "".join(_pieces(n, texts[n], owners, opened)) for n, token in enumerate(tokens)]
    return mark_safe("".join(parts)), found  # tags are ours, texts are escaped anew


def _flattened(texts: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """All the text with white space as single spaces, and for each character the token and place it comes from."""
    flat: list[str] = []
    places: list[tuple[int, int]] = []
    for n, text in enumerate(texts):
        for place, character in enumerate(text):
            is_space = character.isspace()
            if is_space and flat and flat[-1] == " ":
                continue
            flat.append(" " if is_space else character)
            places.append((n, place))
    return "".join(flat), places


def _stretch(flat: str, places: Sequence[tuple[int, int]], quote: str) -> list[tuple[int, int]]:
    words = " ".join(quote.split())
    start = flat.find(words) if words else -1
    return list(places[start : start + len(words)]) if start >= 0 else []


def _pieces(n: int, text: str, owners: dict[tuple[int, int], Quoted], opened: set[int]) -> Iterator[str]:
    """One stretch of text between two tags, its marked runs in elements; the first of a note leads to it."""
    start = 0
    while start < len(text):
        owner, end = owners.get((n, start)), start + 1
        while end < len(text) and owners.get((n, end)) is owner:
            end += 1
        yield _run(text[start:end], owner, opened)
        start = end


def _run(words: str, owner: Quoted | None, opened: set[int]) -> str:
    if owner is None:
        return escape(words)
    if owner.note in opened:
        return format_html('<mark class="noted">{}</mark>', words)
    opened.add(owner.note)
    return format_html(
        '<mark id="noted-{0}" class="noted">{1}</mark><a class="noted-number" href="#note-{0}" '
        'aria-label="Note {2}"><sup>{2}</sup></a>',
        owner.note,
        words,
        owner.number,
    )
