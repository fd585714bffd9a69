"""Rows under lock, always in one order: articles, then claims, each by id."""

from collections.abc import Sequence

from claims.models import Article, Claim
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound

NOTHING_HERE = "There is nothing at this address, or it is not visible to you."


def lock_article(article_id: int, *, by: User) -> Article:
    """The article, its text not loaded. Raises `NotFound` for unknown and invisible ones alike."""
    found = _lock_articles([article_id], by=by)
    if not found:
        raise NotFound(NOTHING_HERE)
    return found[article_id]


def lock_claim(claim_id: int, *, by: User) -> Claim:
    """The claim, after its article. Raises `NotFound` for unknown and invisible ones alike."""
    return lock_claims([claim_id], by=by)[0]


def lock_claims(claim_ids: Sequence[int], *, by: User) -> list[Claim]:
    """The claims in the order asked for, after their articles. Raises `NotFound` when one is unknown."""
    visible = Claim.objects.visible_to(by).filter(pk__in=claim_ids)
    homes = dict(visible.values_list("pk", "article_id"))
    if set(claim_ids) - set(homes):
        raise NotFound(NOTHING_HERE)
    articles = _lock_articles([home for home in homes.values() if home], by=by)
    # No joins here: a row that another transaction has just changed would be joined to what it pointed at before.
    rows = {claim.pk: claim for claim in visible.select_for_update(of=("self",)).order_by("pk")}
    for claim in rows.values():
        if claim.article_id:
            claim.article = articles[claim.article_id]
    return [rows[pk] for pk in claim_ids]


def _lock_articles(ids: Sequence[int], *, by: User) -> dict[int, Article]:
    # NO KEY UPDATE: rows that refer to the article may be written meanwhile.
    rows = Article.objects.visible_to(by).without_text().select_for_update(of=("self",), no_key=True)
    return {one.pk: one for one in rows.filter(pk__in=ids).order_by("pk")}
