"""PolNeAR's articles: text, and beside it brat standoff files with sources, cues, contents and their relations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]

FEWEST_WORDS = 3
_DOUBLE = re.compile("(?:[“\"]|(?<!')''(?!'))([^“”\"\n]+?)(?:[”\"]|''|(?=\n)|\\Z)")
_SINGLE = re.compile(r"(?<![\w’'])[‘']((?:[^‘’'“”\"\n]|(?<=\w)[’'](?=\w))+)[’'](?!\w)")
_SPAN = re.compile(r"T\d+\t")
_RELATION = re.compile(r"E\d+\t")
"""A line may also carry on the words of the span above, which hold line breaks now and then."""

_MARKS = re.compile("[“”\"‘«»]|''")


@dataclass(frozen=True)
class Annotated:
    """One attribution: the spans of its source, its cue and what is attributed."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    is_indirect: bool


@dataclass(frozen=True)
class Unit:
    """A string between quotation marks and the attributions it lies in that name a source."""

    span: Span
    sources: tuple[Annotated, ...]
    attributed: bool


@dataclass(frozen=True)
class Article:
    """A text with its annotation. Offsets count characters."""

    name: str
    text: str
    attributions: tuple[Annotated, ...]
    units: tuple[Unit, ...]


def read_articles(folder: Path, *, limit: int | None = None) -> list[Article]:
    """The articles of one split in the order of their names; of several annotators the first by name.

    ``limit`` takes that many, spread evenly over the outlets, which the names begin with.
    """
    first: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(file.stem.rpartition("_")[0], file)
    texts = sorted(file for file in (folder / "text").glob("*.txt") if file.stem in first)
    step = max(1, len(texts) // limit) if limit else 1
    return [_read(file, first[file.stem]) for file in texts[::step][:limit]]


def has_marks(words: str) -> bool:
    """Whether words hold quotation marks, apostrophes not counted.

    >>> has_marks("it ’ll do, the voters' choice"), has_marks("a 'fair enough deal'")
    (False, True)
    """
    return bool(_MARKS.search(words) or _SINGLE.search(words))


def overlap(one: Span, other: Span) -> int:
    """Characters two spans share; zero or less when they share none."""
    return min(one[1], other[1]) - max(one[0], other[0])


def find_strings(text: str) -> Iterator[Span]:
    """The strings of three or more words between quotation marks, found without any of our own rules.

    >>> [("A “b c d” e 'f g h'")[start:end] for start, end in find_strings("A “b c d” e 'f g h'")]
    ['b c d', 'f g h']
    """
    double = [match.span(1) for match in _DOUBLE.finditer(text)]
    taken = bytearray(len(text) + 1)
    for start, end in double:
        taken[start:end] = b"\1" * (end - start)
    single = [match.span(1) for match in _SINGLE.finditer(text) if not taken[match.start(1)]]
    yield from sorted(span for span in [*double, *single] if len(text[slice(*span)].split()) >= FEWEST_WORDS)


def _read(text_file: Path, annotation: Path) -> Article:
    with text_file.open(encoding="utf-8", newline="") as file:
        text = file.read()
    attributions = tuple(_attributions(text, annotation.read_text(encoding="utf-8").splitlines()))
    units = tuple(_unit(span, attributions) for span in find_strings(text))
    return Article(text_file.stem, text, attributions, units)


def _attributions(text: str, lines: Sequence[str]) -> Iterator[Annotated]:
    spans = dict(_spans(lines))
    for line in lines:
        if not _RELATION.match(line):
            continue
        parts: dict[str, tuple[Span, ...]] = {"Source": (), "Cue": (), "Content": ()}
        for part in line.split("\t")[1].split():
            role, _, target = part.partition(":")
            role = role.rstrip("0123456789")
            if role in parts:
                parts[role] += spans.get(target, ())
        content = parts["Content"]
        indirect = bool(content) and not any(_is_marked(text, *span) for span in content)
        yield Annotated(parts["Source"], parts["Cue"], content, indirect)


def _is_marked(text: str, start: int, end: int) -> bool:
    """Whether content holds marks or stands right between them."""
    return has_marks(text[start:end]) or text.endswith(("“", '"', "''", "‘"), 0, start)


def _spans(lines: Sequence[str]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for line in lines:
        if _SPAN.match(line):
            name, where, *_ = line.split("\t")
            pieces = where.partition(" ")[2].split(";")
            yield name, tuple((int(start), int(end)) for start, end in (piece.split() for piece in pieces))


def _unit(span: Span, attributions: Sequence[Annotated]) -> Unit:
    """A unit lies in an attribution when more than half of it does."""
    around = [
        one
        for one in attributions
        if sum(max(0, overlap(span, content)) for content in one.content) * 2 > span[1] - span[0]
    ]
    return Unit(span, tuple(one for one in around if one.source), bool(around))
