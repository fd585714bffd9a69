"""Finishing an article: what nobody decided on is passed over, no reason asked."""

from datetime import datetime

from claims.models import Article, Claim
from claims.policies import may_triage
from claims.selectors.decisions import Counts, count_decisions, open_proposals
from claims.states import ArticleStatus
from claims.triage.locking import lock_article
from claims.triage.remembering import remember
from claims.triage.showing import NOT_TOLD, Sight, describe_list
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger


def finish_article(*, article_id: int, by: User, at: datetime, shown: Sight = NOT_TOLD) -> Counts:
    """Pass over every proposal of the latest run that is still open, and note who finished when.

    Finishing what is finished changes nothing. Raises `NotAllowed`, `NotFound`, `InvalidTransition` before the
    article is split.
    """
    may_triage(by).or_refuse()
    with ledger.act("finish_triage", by=by, at=at) as act:
        article = lock_article(article_id, by=by)
        act.about(article)
        if article.status != ArticleStatus.SPLIT:
            raise InvalidTransition(f"This article is {article.get_status_display().lower()}; wait until it is split.")
        passed_over = list(open_proposals(article).select_for_update(of=("self",)).order_by("pk"))
        if article.triage_finished_at and not passed_over:
            return count_decisions(article)
        ids = [claim.pk for claim in passed_over]
        before = {
            "passed_over": ids,
            "finished_at": article.triage_finished_at.isoformat() if article.triage_finished_at else None,
            "triaged_by": article.triaged_by_id,
        }
        listed = describe_list(article, shown, user=by)
        Claim.advance_all(passed_over, "pass_over", about=article, by=by, at=at)
        mark_finished(article, by_id=by.pk, at=at)
        remember("finish_triage", article=article, before=before, listed=listed, by=by, at=at)
        return count_decisions(article)


def mark_finished(article: Article, *, by_id: int | None, at: datetime | None) -> None:
    article.triaged_by_id, article.triage_finished_at = by_id, at
    article.save(update_fields=["triaged_by", "triage_finished_at"])
