"""Sending what is due: many at once, because most of the time is spent waiting for other people's machines.

The threads only send. Rows are taken and outcomes noted by the one thread that called, each in a transaction of its
own, and none is open while anything is sent.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Greatest, Now

from factcheck.fetching import FetchError, Policy, send
from factcheck.outside.limits import desk_policy
from factcheck.webhooks.leases import Attempt, take_due
from factcheck.webhooks.models import Delivery
from factcheck.webhooks.outcomes import Outcome, note_outcome
from factcheck.webhooks.signing import signed_headers

log = logging.getLogger(__name__)
AT_ONCE = 24  # in one run, of all receivers
BEGIN_FOR = 40.0  # seconds in which a run takes on more; what is under way then is waited for
LOOK_AGAIN = 0.5  # seconds until a run that waits for a slow receiver looks what else is due

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class _Sender:
    policy: Policy
    clock: Clock

    def send(self, attempt: Attempt) -> Outcome:
        headers = signed_headers(attempt.uid, attempt.body, with_secrets=attempt.secrets, at=self.clock())
        headers["Content-Type"] = "application/json"
        began = time.monotonic()
        try:
            sent = send(attempt.url, attempt.body.encode(), headers, self.policy)
        except FetchError as failure:
            return Outcome(fault=failure.code, took_ms=round((time.monotonic() - began) * 1000))
        return Outcome(status=sent.status, retry_after=sent.retry_after, took_ms=sent.took_ms)


def deliver_due(*, clock: Clock, begin_for: float = BEGIN_FOR) -> float | None:
    """Send everything that is due, noting each outcome as it comes; a slow receiver holds up its own messages alone.

    Returns in how many seconds the next one is due, None when none waits. Safe to run twice at once. A worker that is
    killed in the middle leaves leases behind, and what it sent may be sent again, with the same id.
    """
    sender, stop = _Sender(_policy(), clock), time.monotonic() + begin_for
    under_way: dict[Future[Outcome], Attempt] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhooks") as pool:
        while True:
            if time.monotonic() < stop:
                for attempt in take_due(most=AT_ONCE - len(under_way), at=clock()):
                    under_way[pool.submit(sender.send, attempt)] = attempt
            if not under_way:
                return _next_in()
            for done in wait(under_way, timeout=LOOK_AGAIN, return_when=FIRST_COMPLETED).done:
                _note(under_way.pop(done), done, at=clock())


def _note(attempt: Attempt, done: Future[Outcome], *, at: datetime) -> None:
    """What came of one attempt. When that cannot be noted, the others still are; it is sent again after its lease."""
    try:
        note_outcome(attempt, done.result(), at=at)
    except Exception:
        log.exception("The outcome of a webhook could not be noted")


def _policy() -> Policy:
    seconds = settings.WEBHOOK_SECONDS
    return replace(desk_policy(), seconds=seconds, idle_seconds=seconds, most_redirects=0)


def _next_in() -> float | None:
    """Seconds until a delivery is due that nobody is sending; 0 when one is already."""
    waits = Delivery.objects.waiting().filter(
        Q(lease_until=None) | Q(lease_until__lt=Now()), receiver__disabled_at=None
    )
    first = waits.annotate(now=Now(), at=Greatest("next_at", "receiver__not_before")).order_by("at").first()
    return None if first is None else max((first.at - first.now).total_seconds(), 0.0)
