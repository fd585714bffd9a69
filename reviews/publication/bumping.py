"""Telling every web process that what readers see has changed.

The version in Redis (factcheck/web/shelf_version.py) is set once the transaction has committed. A job of the same
transaction sees to it should this process die in between, or Redis not have listened.
"""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import connection, transaction

from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.web.shelf_version import PutVersion, new_version
from reviews import kinds

AGAIN_SECONDS = 5


def bump(*, at: datetime) -> None:
    """Let no page that was rendered before this transaction be shown after it. Called inside the act."""
    version = new_version()
    queue.enqueue(kinds.BUMP, subject_id=_this_transaction(), args={"version": version})
    transaction.on_commit(lambda: _at(settings.REDIS_URL).put(version))


def bump_again(job: Job) -> None:
    """Do what the process that committed may not have come to. Redis that does not answer is asked again in seconds."""
    version = _at(settings.REDIS_URL)
    # Another word than the one meant may be younger or older than it; a new one is right in either case.
    if not version.stands(job.args["version"]) and not version.put(new_version()):
        raise queue.NotNow("Redis does not answer.", seconds=AGAIN_SECONDS)


def _this_transaction() -> int:
    """A subject of this transaction's own: a shared one would make publishers wait for each other, holding locks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return cursor.fetchone()[0]


@cache
def _at(url: str) -> PutVersion:
    return PutVersion(url)
