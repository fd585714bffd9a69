"""Who is quoted, against PolNeAR: news articles in which every attribution is marked with its source.

Units are the strings of three or more words between double or single quotation marks that lie in an attribution
with a source. A unit is right when the speaker's words overlap the source's or share a proper name with them. A
quotation outside any attribution that is given a speaker counts against precision. Indirect speech: attributions
whose content holds no quotation marks, found when the content overlaps and the speaker is right, one to one.

`score` takes any function from a text to a `SplitArticle`, so that every variant is measured alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.evaluation import textacy_quotations
from benchmarks.evaluation.polnear import Annotated, Article, Span, Unit, has_marks, overlap, read_articles
from benchmarks.evaluation.rows import OURS, Row, absent, not_installed
from claims.splitting import split_article
from claims.splitting.parsing import ParserMissing, load_parser
from claims.splitting.shapes import Attribution, Quotation, Speaker, SplitArticle
from claims.splitting.word_lists import word_set

Splitter = Callable[[str], SplitArticle]

RULES, PARSED = (87.0, 38.0), (89.0, 52.0)
"""F1 in percent that must be reached, quotations and indirect speech: by the rules alone, and with a parse."""

TRAINING_ARTICLES = 84
"""Of the training folder only so many are measured: the rules were made by reading it, so the figure flatters."""

PEER_ARTICLES = 40
"""A parser takes seconds for each article."""

_PEERS = (
    ("textacy", textacy_quotations.quote_articles),
    ("textacy by paragraph", textacy_quotations.quote_paragraphs),
)
_NO_NAME = word_set(
    """
    the a an this that his her their our my he she they it we i and of for in at on mr mrs ms dr sen rep gov gen
    president senator governor republican republicans democrat democrats democratic gop american u.s. us
    """
)


@dataclass
class Counts:
    """How many were there, were given, were right."""

    gold: int = 0
    given: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return 100 * self.right / max(1, self.given)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        return 200 * self.right / max(1, self.gold + self.given)


@dataclass
class Score:
    """What one splitter reached; ``refused``: articles on which it raised."""

    quotations: Counts = field(default_factory=Counts)
    indirect: Counts = field(default_factory=Counts)
    refused: int = 0


def measure(data: Path) -> Iterator[Row]:
    """Rows for every split there is, and for the parse and the peer on the first of them."""
    folder = data / "polnear"
    splits = [name for name in ("test", "dev", "train") if (folder / name / "text").is_dir()]
    if not splits:
        yield absent("polnear")
    for name in splits:
        articles = read_articles(folder / name, limit=TRAINING_ARTICLES if name == "train" else None)
        targets = RULES if name != "train" else None
        yield from rows(f"polnear {name}", OURS, score(articles, split_article), targets=targets)
    if splits:
        yield from _parsed_rows(folder / splits[0], splits[0])
        yield from _peer_rows(folder / splits[0], splits[0])


def score(articles: Sequence[Article], split: Splitter) -> Score:
    """Run ``split`` over the articles and compare what it found with what was annotated."""
    total = Score()
    for article in articles:
        try:
            found = split(article.text)
        except Exception:  # whatever a library raises: the article is refused
            total.refused += 1
            found = empty()
        _count_quotations(article, found.quotations, total.quotations)
        _count_indirect(article, found.attributions, total.indirect)
    return total


def rows(name: str, tool: str, result: Score, *, targets: tuple[float, float] | None = None) -> Iterator[Row]:
    """The table's lines for one score; ``targets``: what the two F1 must reach."""
    note = "read while the rules were made" if name.endswith("train") else f"{result.quotations.gold} units"
    direct, indirect = result.quotations, result.indirect
    yield Row(name, "quotations precision", tool, direct.precision, note=note)
    yield Row(name, "quotations recall", tool, direct.recall, note=note)
    yield Row(name, "quotations F1", tool, direct.f1, targets[0] if targets else None, note)
    yield Row(name, "articles refused", tool, result.refused, 0 if tool.startswith(OURS) else None)
    if indirect.given:
        yield Row(name, "indirect speech F1", tool, indirect.f1, targets[1] if targets else None)


def empty(quotations: Sequence[Quotation] = ()) -> SplitArticle:
    """A split with nothing in it but these quotations."""
    return SplitArticle("", "en", (), tuple(quotations), (), (), ())


def _parsed_rows(folder: Path, name: str) -> Iterator[Row]:
    tool = f"{OURS} with parse"
    try:
        split = partial(split_article, parser=load_parser())
    except ParserMissing:
        yield not_installed(f"polnear {name}", "quotations F1", tool)
        return
    yield from rows(f"polnear {name}", tool, score(read_articles(folder), split), targets=PARSED)


def _peer_rows(folder: Path, name: str) -> Iterator[Row]:
    if not textacy_quotations.is_installed():
        yield not_installed(f"polnear {name}", "quotations F1", "textacy")
        return
    articles = read_articles(folder, limit=PEER_ARTICLES)
    for tool, split in _PEERS:
        for row in rows(f"polnear {name}", tool, score(articles, partial(_peer_split, split))):
            yield Row(row.set, row.figure, row.tool, row.value, note=f"first {len(articles)} articles")


def _peer_split(find: Callable[[str], Iterator[tuple[Span, Span]]], text: str) -> SplitArticle:
    found = [
        Quotation(start, end, Speaker(text[first:last], first, last), "textacy", 1.0, False)
        for (start, end), (first, last) in find(text)
    ]
    return empty(found)


def _count_quotations(article: Article, found: Sequence[Quotation], counts: Counts) -> None:
    spoken = [one for one in found if one.speaker]
    for unit in article.units:
        if not unit.sources:
            counts.given += not unit.attributed and _best(unit, spoken) is not None
            continue
        counts.gold += 1
        best = _best(unit, spoken)
        if best and best.speaker:
            counts.given += 1
            counts.right += any(is_right(article.text, best.speaker, one) for one in unit.sources)


def _best(unit: Unit, found: Sequence[Quotation]) -> Quotation | None:
    """The quotation that shares most with the unit."""
    near = [one for one in found if overlap((one.start, one.end), unit.span) > 0]
    return max(near, key=lambda one: overlap((one.start, one.end), unit.span), default=None)


def _count_indirect(article: Article, found: Sequence[Attribution], counts: Counts) -> None:
    given = [one for one in found if not has_marks(article.text[one.start : one.end])]
    wanted = [one for one in article.attributions if one.source and one.is_indirect]
    counts.given += len(given)
    counts.gold += len(wanted)
    for one in given:
        match = next((gold for gold in wanted if _matches(article.text, one, gold)), None)
        if match:
            counts.right += 1
            wanted.remove(match)


def _matches(text: str, one: Attribution, gold: Annotated) -> bool:
    if not any(overlap((one.start, one.end), span) > 0 for span in gold.content):
        return False
    return is_right(text, one.speaker, gold)


def is_right(text: str, speaker: Speaker, gold: Annotated) -> bool:
    """Whether the speaker's words overlap the annotated source's or share a proper name with them."""
    if any(overlap((speaker.start, speaker.end), span) > 0 for span in gold.source):
        return True
    wanted = {name for start, end in gold.source for name in proper_names(text[start:end])}
    return bool(wanted & proper_names(f"{speaker.name} {text[speaker.start : speaker.end]}"))


def proper_names(words: str) -> set[str]:
    """The capitalised words that tell one source from another.

    >>> sorted(proper_names("Sen. Ada Holt’s aide"))
    ['Ada', 'Holt']
    """
    bare = (word.strip("“”\"'’‘.,;:()[]").removesuffix("’s").removesuffix("'s") for word in words.split())
    return {word for word in bare if word[:1].isupper() and word.lower().rstrip(".") not in _NO_NAME}
