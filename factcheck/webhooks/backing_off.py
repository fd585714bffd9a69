"""When a delivery that failed is tried again: the schedule of the Standard Webhooks specification, with jitter."""

import random
from datetime import timedelta

SCHEDULE = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_TRIES = len(SCHEDULE) + 1
JITTER = 0.1  # a tenth more or less, so that what failed together does not come back together
LONGEST_ASKED = timedelta(hours=24)  # a longer Retry-After is cut to this
OFF_AFTER = timedelta(days=5)  # of nothing but failures
PAUSE = timedelta(seconds=30)  # for everything to a receiver under load, when it does not say how long
UNDER_LOAD = {429, 502, 503, 504}
GONE = 410


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when it is given up.

    >>> 4.5 <= wait_after(1).total_seconds() <= 5.5, wait_after(MOST_TRIES)
    (True, None)
    """
    if tries >= MOST_TRIES:
        return None
    return SCHEDULE[max(tries, 1) - 1] * random.uniform(1 - JITTER, 1 + JITTER)


def pause_after(status: int | None, retry_after: int | None) -> timedelta:
    """How long this receiver is left alone altogether; nothing for most failures.

    >>> pause_after(429, 600), pause_after(503, None), pause_after(500, None), pause_after(503, 10**6)
    (datetime.timedelta(seconds=600), datetime.timedelta(seconds=30), datetime.timedelta(0), datetime.timedelta(days=1))
    """
    if status not in UNDER_LOAD:
        return timedelta()
    return PAUSE if retry_after is None else min(timedelta(seconds=retry_after), LONGEST_ASKED)
