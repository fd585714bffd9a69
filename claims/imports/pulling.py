"""Pulling a feed, as a job: asked for outside any transaction, taken in by batches, resumed where a worker left it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from claims import kinds
from claims.imports import claim_searches, kept_files, runs
from claims.imports.checks import ReadCheck, UnreadableFeed
from claims.imports.streaming import checks_in
from claims.models import ImportFeed, ImportRun
from claims.states import FeedKind
from factcheck.core.text import problem_with
from factcheck.fetching import Fault, Fetched, FetchError, Policy
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.outside.asking import ask_for_data
from factcheck.outside.limits import import_policy
from factcheck.outside.politeness import LeftAlone

Clock = Callable[[], datetime]
SLICE = 20.0  # seconds of one job; the next one goes on, after what else waits for a fetcher
BATCH = 1_000  # checks, or entries without any, of one transaction
BATCH_BYTES = 8_000_000  # read for one transaction
LARGEST_PAGE = 2_000_000  # bytes of one page of a search, which is read as a whole
MOST_PAGES = 5_000  # of one pull, a hundred checks each
MOST_DUE = 100
WHY_NOT = {
    Fault.DEAD: "There is nothing at this address.",
    Fault.REFUSED: "The site refused us; it may want another key, or another question.",
    Fault.SITE_FAILED: "The site failed while it answered.",
    Fault.UNREACHABLE: "The site could not be reached.",
    Fault.TIMEOUT: "The site was too slow.",
    Fault.TOO_LARGE: "It is larger than this desk takes.",
    Fault.WRONG_TYPE: "It is sound, a video or packed in a way we do not unpack.",
    Fault.BLOCKED: "The desk does not ask where this address leads.",
    Fault.REDIRECTS: "The address leads from place to place without end.",
    Fault.UNSAFE: "The site’s certificate is not valid.",
}
NO_ROOM = "There is no room for it on the desk’s own disk."
ENDLESS = "It answers page after page without end."
REPEATED = "It leads from a page to the same page again."
BROKE = "Something broke while it was read; an editor finds it on the jobs page."


def ask_for_due(*, at: datetime) -> int:
    """Ask for a pull of every feed whose time has come; how many. Forgets files that were left lying."""
    kept_files.forget_old()
    due = ImportFeed.objects.filter(is_on=True, due_at__lte=at).order_by("due_at").values_list("pk", flat=True)
    found = list(due[:MOST_DUE])
    for pk in found:
        queue.enqueue(kinds.PULL, subject_id=pk)
    return len(found)


def pull(*, job: Job, clock: Clock = timezone.now, seconds: float = SLICE) -> None:
    """Go on with the pull of a feed, or begin one when it is due, for so long; then another job goes on.

    What the site does wrong ends the pull with the reason on its page. Harmless to run twice or to be killed: each
    batch is written with how far it reaches.
    """
    run = runs.begin(job.subject_id, at=clock())
    if run is None:
        return
    try:
        is_over = _Pull(run, job, clock, time.monotonic() + seconds).go_on()
    except runs.PullOver:
        kept_files.forget(run)
    except LeftAlone as alone:
        runs.fail(run, alone.detail, at=clock(), again_at=alone.until)
    except FetchError as error:
        runs.fail(run, _words(error), at=clock())
    except UnreadableFeed as reason:
        runs.fail(run, str(reason), at=clock())
    else:
        if not is_over:
            queue.enqueue(kinds.PULL, subject_id=run.feed_id)  # joins this one: it runs again when it is over


def give_up(*, feed_id: int, at: datetime) -> None:
    """The job broke again and again: the pull ends, and people are told why nothing comes."""
    run = ImportRun.objects.select_related("feed", "by").filter(feed=feed_id, ended_at=None).first()
    if run is not None:
        runs.fail(run, BROKE, at=at)


def _words(error: FetchError) -> str:
    status = f" It answered with status {error.http_status}." if error.http_status else ""
    detail = error.detail if error.code in (Fault.TOO_LARGE, Fault.BLOCKED, Fault.UNSAFE) else WHY_NOT[error.code]
    return detail + status


@dataclass
class _Pull:
    """One job's part of a pull."""

    run: ImportRun
    job: Job
    clock: Clock
    until: float

    def go_on(self) -> bool:
        """Whether it is over; otherwise the time was."""
        ways = {FeedKind.FACT_CHECK_TOOLS: self._pages, FeedKind.CLAIMREVIEW_FEED: self._file}
        return ways[self.run.feed.kind]()

    def _take(self, checks: list[ReadCheck | None], **reached: object) -> bool:
        """Whether there is time for more."""
        runs.take_batch(self.run, checks, at=self.clock(), **reached)
        return time.monotonic() < self.until

    # --- a search of claims, page by page ---

    def _pages(self) -> bool:
        while True:
            run = self.run
            answer = claim_searches.read_answer(self._ask_for_page().body)
            self._check_onward(answer.next_token)
            reached = {"taken": run.taken + len(answer.checks), "pages": run.pages + 1}
            has_time = self._take(answer.checks, page_token=answer.next_token, **reached)
            if not answer.next_token:
                runs.finish(run, job=self.job, at=self.clock())
                return True
            if not has_time:
                return False

    def _check_onward(self, token: str) -> None:
        if token and token == self.run.page_token:
            raise UnreadableFeed(REPEATED)
        if token and self.run.pages + 1 >= MOST_PAGES:
            raise UnreadableFeed(ENDLESS)

    def _ask_for_page(self) -> Fetched:
        """The next page, when it is our turn at the site; the pause between two is waited for while there is time."""
        url = claim_searches.address_of_page(self.run.feed, self.run.page_token)
        while True:
            try:
                return ask_for_data(url, policy=_policy_of_pages())
            except queue.NotNow as later:
                if time.monotonic() + later.seconds > self.until:
                    raise
                time.sleep(max(later.seconds, 0.05))

    # --- a file with all of them ---

    def _file(self) -> bool:
        file = kept_files.file_of(self.run)
        if not file.exists() and not self._fetch():
            runs.finish(self.run, job=self.job, at=self.clock(), not_modified=True)
            return True
        with file.open("rb") as opened:
            checks: list[ReadCheck | None] = []
            last = self.run.taken
            for last, position, found in checks_in(opened, taken=self.run.taken, position=self.run.position):
                checks += found
                if self._is_batch(checks, last, position):
                    if not self._take(checks, taken=last, position=position):
                        return False
                    checks = []
            self._take(checks, taken=last, position=self.run.size)
        runs.finish(self.run, job=self.job, at=self.clock())
        return True

    def _is_batch(self, checks: list[ReadCheck | None], last: int, position: int) -> bool:
        """Whether to take them in now. What holds no check goes on too: nobody else looks at the clock."""
        entries, size = last - self.run.taken, position - self.run.position
        is_large = max(len(checks), entries) >= BATCH or size >= BATCH_BYTES
        return is_large or time.monotonic() >= self.until

    def _fetch(self) -> bool:
        """Whether there is a copy to read; not when the site says that the one we took in is still the same."""
        run, part = self.run, kept_files.unfinished_file(self.run)
        known = {"etag": run.feed.etag, "last_modified": run.feed.last_modified}
        try:
            with part.open("wb") as into:
                fetched = ask_for_data(run.feed.url, policy=import_policy(), into=into, **known)
        except OSError as error:
            raise UnreadableFeed(NO_ROOM) from error
        if fetched.not_modified:
            return False
        marks = {"etag": _mark(fetched, "etag", 300), "last_modified": _mark(fetched, "last-modified", 100)}
        runs.note_copy(run, size=part.stat().st_size, **marks)
        part.replace(kept_files.file_of(run))
        return True


def _policy_of_pages() -> Policy:
    """One page of a search is small and soon there, whatever a feed may be."""
    policy = import_policy()
    most = min(policy.most_bytes, settings.FETCH_MOST_BYTES, LARGEST_PAGE)
    return replace(policy, most_bytes=most, seconds=min(policy.seconds, SLICE))


def _mark(fetched: Fetched, name: str, most: int) -> str:
    """A header that tells this copy from the next; empty when it cannot be kept as it is."""
    said = fetched.header(name)
    return "" if len(said) > most or problem_with(said) else said
