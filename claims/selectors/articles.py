"""Which articles someone sees, and what the desk wants to know of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from claims.models import Article, Claim, Edition
from claims.models.articles import ArticleQuerySet
from claims.states import ArticleStatus, ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound

UNTRIAGED = "untriaged"


def find_articles(user: User, *, words: str = "", status: str = "") -> ArticleQuerySet:
    """Articles whose title or outlet holds `words`, newest first, without their texts but with their editions.

    `status`: one of the article's, or `untriaged`: split, and its triage not finished.
    """
    found = Article.objects.visible_to(user).without_text().select_related("current_run")
    found = found.prefetch_related(Prefetch("editions", queryset=Edition.objects.order_by("pk")))
    if status == UNTRIAGED:
        found = found.filter(status=ArticleStatus.SPLIT, triage_finished_at=None)
    elif status:
        found = found.filter(status=status)
    if words:
        printed = Edition.objects.filter(article=OuterRef("pk"), outlet__icontains=words)
        found = found.filter(Q(title__icontains=words) | Exists(printed))
    return found


def see_article(user: User, pk: int) -> Article:
    """One article as `user` sees it, its text loaded when asked for.

    Raises `NotFound` for unknown and invisible ones alike.
    """
    article = find_articles(user).filter(pk=pk).first()
    if article is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return article


def count_claims(articles: Iterable[Article]) -> Mapping[int, Counter]:
    """How many claims of each status every article has, in one query: {article id: {status: number}}.

    Proposals that the latest run did not find again are not counted.
    """
    shown = ~Q(status=ClaimStatus.CANDIDATE) | Q(last_run=None) | Q(last_run=F("article__current_run"))
    counts: dict[int, Counter] = defaultdict(Counter)
    rows = Claim.objects.filter(shown, article__in=[one.pk for one in articles])
    for article, status, number in rows.values_list("article", "status").annotate(number=Count("pk")).order_by():
        counts[article][status] = number
    return counts
