"""What has been decided about an article, by whom, and what is left."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from claims.models import Article, Claim, TriageDecision
from claims.models.claims import ClaimQuerySet
from claims.selectors.proposals import Proposals
from claims.states import ArticleStatus, ClaimStatus
from factcheck.accounts.models import User

UNDECIDED = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED)
AT_WORK = timedelta(minutes=15)  # who decided on something within it is taken to be still there


@dataclass(frozen=True)
class Counts:
    """What became of an article's claims."""

    accepted: int  # and whatever followed
    dismissed: int
    duplicate: int
    not_picked: int
    proposed: int = 0  # still to decide

    def __str__(self) -> str:
        same = f"{self.duplicate} said before, " if self.duplicate else ""
        return f"{self.accepted} accepted, {self.dismissed} dismissed, {same}{self.not_picked} not picked"

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Counts":
        """From how many claims have each status."""
        left = Counter(numbers)
        return cls(
            dismissed=left.pop(ClaimStatus.DISMISSED, 0),
            duplicate=left.pop(ClaimStatus.DUPLICATE, 0),
            not_picked=left.pop(ClaimStatus.NOT_PICKED, 0),
            proposed=left.pop(ClaimStatus.CANDIDATE, 0),
            accepted=left.total(),
        )


def open_proposals(article: Article) -> ClaimQuerySet:
    """Candidates that the latest run found, or a person chose."""
    found = Q(last_run=article.current_run_id) | Q(last_run=None)
    return Claim.objects.filter(found, article=article, status=ClaimStatus.CANDIDATE)


def count_decisions(article: Article) -> Counts:
    """What became of the claims the desk sees in this article: those an older run alone found are not counted."""
    seen = Q(last_run=article.current_run_id) | Q(last_run=None) | ~Q(status__in=UNDECIDED)
    rows = Claim.objects.filter(seen, article=article).values_list("status").annotate(number=Count("pk")).order_by()
    return Counts.of(dict(rows))


def foresee_finish(proposals: Proposals) -> Counts:
    """What finishing now would come to."""
    numbers = Counter(one.status for one in proposals.all)
    numbers[ClaimStatus.NOT_PICKED] += numbers.pop(ClaimStatus.CANDIDATE, 0)
    return Counts.of(numbers)


def last_decision(article: Article, *, by: User) -> TriageDecision | None:
    """What `undo` would take back: this person's last decision on the article that still stands."""
    return TriageDecision.objects.filter(article=article, by=by, undone_at=None).order_by("-pk").first()


def who_else_triages(article: Article, user: User, *, at: datetime) -> User | None:
    """Somebody else who has decided on something here in the last quarter of an hour."""
    lately = TriageDecision.objects.filter(article=article, undone_at=None, at__gte=at - AT_WORK).exclude(by=user)
    last = lately.exclude(by=None).select_related("by").order_by("-pk").first()
    return last.by if last else None


def next_untriaged(user: User, *, after: Article) -> Article | None:
    """The article that has waited longest for triage, other than this one."""
    waiting = Article.objects.visible_to(user).without_text().filter(status=ArticleStatus.SPLIT)
    return waiting.filter(triage_finished_at=None).exclude(pk=after.pk).order_by("received_at").first()
