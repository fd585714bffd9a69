"""An article by its address alone: a worker fetches the page, keeps it as it came, and it is read like any file."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from claims import kinds
from claims.extraction import begin_work, lock_article
from claims.intake import add_article, add_submission
from claims.models import Article, Submission
from claims.policies import may_submit
from claims.reading import sniffing
from claims.states import ArticleStatus
from claims.typed import Particulars, faults_in, refuse
from factcheck.accounts.models import User
from factcheck.core.errors import DomainError, FieldError, Unavailable
from factcheck.fetching import Fault, Fetched, FetchError
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger
from factcheck.outside.asking import ask
from factcheck.outside.limits import may_pass, must_be_fetchable
from factcheck.outside.politeness import LeftAlone

Clock = Callable[[], datetime]
MOST_TRIES = 3  # of a site that may be back in a moment: somebody is waiting
READABLE = ("text/html", "text/plain", "text/markdown")
PASTE = "Paste the text instead."
LATER = "Try again later, or paste the text instead."
WHY_NOT = {
    Fault.DEAD: "There is no such page. Look for the article at another address, or paste the text instead.",
    Fault.REFUSED: f"The site does not give this page to machines. {PASTE}",
    Fault.SITE_FAILED: f"The site failed when we asked for the page. {LATER}",
    Fault.UNREACHABLE: f"The site could not be reached. Look whether the address is right. {LATER}",
    Fault.TIMEOUT: f"The site was too slow. {LATER}",
    Fault.TOO_LARGE: f"The page is larger than the desk takes. {PASTE}",
    Fault.WRONG_TYPE: f"There is no article of text at this address. {PASTE}",
    Fault.BLOCKED: f"The desk does not fetch from where this address leads. {PASTE}",
    Fault.REDIRECTS: f"The address leads from page to page without end. {PASTE}",
    Fault.UNSAFE: f"The site’s certificate is not valid, so nobody can say whose page this is. {PASTE}",
}


class Unfetched(DomainError):
    """There is no article at the address, and asking again at once would not help."""

    title = "The page could not be fetched"


def submit_url(*, url: str, by: User, via: str, at: datetime, **about: Any) -> Submission:
    """Take in an article by its address; `about` are the other fields of `Particulars`. A job fetches the page.

    Each time is a submission of its own: the page may have changed. When its text turns out to be here already, the
    article ends as `same`. Raises `Invalid` naming every field at fault, the address too when the desk may not ask
    there; then nothing is kept and nobody was asked.
    """
    may_submit(by).or_refuse()
    particulars = Particulars(url=url, **about).tidied()
    refuse(list(faults_in(particulars, at=at)) or _faults_of_no_address(particulars.url))
    must_be_fetchable(particulars.url)
    with ledger.act("submit", by=by, at=at, via=via) as act:
        article = add_article(particulars, at=at)
        queue.enqueue(kinds.FETCH, subject_id=article.pk)
        submission = add_submission(article, particulars, by=by, via=via, at=at, url=particulars.url, received=b"")
        act.about(article)
        act.note(submission=submission.pk)
    return submission


def _faults_of_no_address(url: str) -> list[FieldError]:
    return [] if url else [FieldError("url", "required", "Give the address of the article.")]


def fetch_article(*, job: Job, clock: Clock = timezone.now) -> None:
    """Fetch the page of an article that was sent as an address, keep its bytes, and ask for them to be read.

    Nothing is locked while the site is asked, when it is our turn there. Raises `Unfetched` with what to do, or
    `Unavailable` for what may go better in a moment (`NotNow`: another request to the site comes first). Harmless to
    run twice: a page that is being read is not fetched over.
    """
    article = begin_work(job, "fetch", at=clock())
    if article.status != ArticleStatus.FETCHING:
        return
    submission = _sent_as_address(article)
    fetched = _fetched(submission.url, last=job.tries >= MOST_TRIES)
    kind = _kind_of(fetched)
    with ledger.act("keep_page", subject=article, by=None, at=clock()), queue.finishing(job):
        if lock_article(article.pk).status == ArticleStatus.FETCHING:
            _keep(submission, fetched, kind)
            queue.enqueue(kinds.READ, subject_id=article.pk)


def _sent_as_address(article: Article) -> Submission:
    return article.submissions.exclude(url="").defer("received").order_by("pk")[0]


def _fetched(url: str, *, last: bool) -> Fetched:
    try:
        return ask(url)
    except LeftAlone as refusal:
        raise Unfetched(f"{refusal.detail} {LATER}") from refusal
    except FetchError as error:
        if may_pass(error.code) and not last:
            raise Unavailable(WHY_NOT[error.code]) from error
        raise Unfetched(WHY_NOT[error.code]) from error


def _kind_of(fetched: Fetched) -> str:
    """The type by content. Raises `Unfetched` for what cannot be an article."""
    if not fetched.body.strip():
        raise Unfetched(f"The page is empty. {PASTE}")
    kind = sniffing.kind_of(fetched.body, fetched.declared_type)
    if kind not in READABLE:
        found = f"a {sniffing.WORDS[kind]}" if kind else "no page or text"
        raise Unfetched(f"What stands at the address is {found}; the desk reads articles from pages. {PASTE}")
    return kind


def _keep(submission: Submission, fetched: Fetched, kind: str) -> None:
    submission.received = fetched.body
    submission.received_as = kind
    submission.encoding = fetched.declared_encoding
    submission.final_url = fetched.final_url if fetched.final_url != submission.url else ""
    submission.save(update_fields=["received", "received_as", "encoding", "final_url"])
