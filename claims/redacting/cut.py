"""What was cut from the same texts as a claim, and holding it still."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from claims.models import Appearance, Article, Claim
from factcheck.core.errors import Invalid

MOST_RELATED = 2_000  # claims; an article has some hundred


@dataclass(frozen=True)
class Cut:
    """Everything that was cut from the same texts as a claim: ids of claims and of articles."""

    claims: tuple[int, ...]
    articles: tuple[int, ...]


def cut_with(claim_id: int) -> Cut:
    """The claim with its parts, its parents and those merged into it; their articles; every claim of those articles.

    Raises `Invalid` on `words` (too_many_claims) when there are more than can be held still at once.
    """
    own = _related(claim_id)
    seen_in = Appearance.objects.filter(claim__in=own, article__isnull=False).values_list("article", flat=True)
    homes = Claim.objects.filter(pk__in=own, article__isnull=False).values_list("article", flat=True)
    articles = {*seen_in, *homes}
    articles |= set(Article.objects.filter(same_as__in=articles).values_list("pk", flat=True))
    there = Q(article__in=articles) | Q(appearances__article__in=articles)
    claims = own | _few(Claim.objects.filter(there).values_list("pk", flat=True).distinct())
    return Cut(tuple(sorted(claims)), tuple(sorted(articles)))


def _related(claim_id: int) -> set[int]:
    found = {claim_id}
    while True:
        near = Q()
        for name in ("canonical", "split_from", "part_of"):
            near |= Q(**{f"{name}__in": found})
        more = _few(Claim.objects.filter(near).values_list("pk", flat=True))
        above = Claim.objects.filter(pk__in=found).values_list("canonical", "split_from", "part_of")
        more |= {pk for row in above for pk in row if pk}
        if more <= found:
            return found
        found = _few(found | more)


def _few(ids: Iterable[int]) -> set[int]:
    """Never some of them in silence: words would be left where nobody looks."""
    found = set(islice(ids, MOST_RELATED + 1))
    if len(found) > MOST_RELATED:
        raise Invalid.field(
            "words",
            "too_many_claims",
            f"More than {MOST_RELATED} claims were cut from the same texts, too many to take words out of at once. "
            "Part the article from some of them first.",
        )
    return found


def lock_cut(claim_id: int) -> Cut:
    """The same, held still: articles by id, then claims by id, as everywhere. Call it before any other lock."""
    cut = cut_with(claim_id)
    for rows, ids in ((Article.objects.without_text(), cut.articles), (Claim.objects.all(), cut.claims)):
        held = rows.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk")
        list(held.values_list("pk", flat=True))
    return cut
