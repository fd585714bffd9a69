"""A claim in its article: the passage it comes from, with two sentences either side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max, Min
from django.db.models.functions import Substr

from claims.models import Appearance, Article, Claim, Passage

SENTENCES = 2
CHARACTERS = 300  # either side, where no sentences are known


@dataclass(frozen=True)
class Here:
    """`lines` of the article, each as segments (text, whether it is the claim's own words), in order."""

    appearance: Appearance
    lines: list[list[tuple[str, bool]]]


def in_its_article(claim: Claim) -> Here | None:
    """Where the claim was first found, or None for a claim without an article. Reads no more of the text than shown."""
    placed = Appearance.objects.filter(claim=claim, article__isnull=False, start__isnull=False)
    appearance = placed.select_related("edition", "article").defer("article__text").order_by("pk").first()
    if appearance is None:
        return None
    start, end = _surroundings(appearance)
    text = _stretch(appearance.article_id, start, end)
    return Here(appearance, lines_of(segments(text, start=start, spans=spans_of(appearance))))


def spans_of(appearance: Appearance) -> list[list[int]]:
    return sorted(appearance.spans) or [[appearance.start, appearance.end]]


def _surroundings(appearance: Appearance) -> tuple[int, int]:
    passages = Passage.objects.filter(run=appearance.article.current_run_id)
    own = passages.filter(start__lt=appearance.end, end__gt=appearance.start)
    places = own.aggregate(first=Min("ordinal"), last=Max("ordinal"))
    if places["first"] is None:
        return max(0, appearance.start - CHARACTERS), appearance.end + CHARACTERS
    near = passages.filter(ordinal__gte=places["first"] - SENTENCES, ordinal__lte=places["last"] + SENTENCES)
    stretch = near.aggregate(start=Min("start"), end=Max("end"))
    return min(stretch["start"], appearance.start), max(stretch["end"], appearance.end)


def _stretch(article_id: int, start: int, end: int) -> str:
    """`text[start:end]`, cut by the database: a text may be a million characters."""
    cut = Article.objects.filter(pk=article_id).annotate(cut=Substr("text", start + 1, end - start))
    return cut.values_list("cut", flat=True).get()


def lines_of(pieces: Iterable[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    """Break segments at line ends; empty lines are left out.

    >>> lines_of([("A headline\\n\\nIt ", False), ("rained.", True)])
    [[('A headline', False)], [('It ', False), ('rained.', True)]]
    """
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, own in pieces:
        first, *rest = text.split("\n")
        lines[-1].append((first, own))
        lines.extend([(part, own)] for part in rest)
    return [line for line in lines if any(text.strip() for text, _ in line)]


def segments(text: str, *, start: int, spans: list[list[int]]) -> Iterator[tuple[str, bool]]:
    """Cut `text`, which begins at `start` of the article, at the spans.

    >>> list(segments("We met. It rained. We left.", start=0, spans=[[8, 18]]))
    [('We met. ', False), ('It rained.', True), (' We left.', False)]
    """
    done = 0
    for begin, end in spans:
        begin, end = max(begin - start, done), min(end - start, len(text))
        if end <= begin:
            continue
        if begin > done:
            yield text[done:begin], False
        yield text[begin:end], True
        done = end
    if done < len(text):
        yield text[done:], False
