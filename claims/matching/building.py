"""Keeping what claims are matched with up to date: the index files and the vectors."""

from datetime import datetime

from django.conf import settings

from claims import kinds
from claims.imports.taking_in import match_again
from claims.matching import library, vectors
from factcheck.jobs import queue

SHARE = 0.5  # of a job's time limit that goes into vectors before another job goes on
SHARE_OF_FILES = 0.25  # the same for the files: a step of these takes some seconds, on a busy machine half a minute


def build_index_files(*, at: datetime) -> int | None:
    """Bring the index files up to date and tidy the vectors; how many rows the files hold. Every night, or after many.

    None when another job goes on with it. Harmless to run twice or to be killed: until the new files are whole the
    old ones are searched. What came in a flood was not searched by anybody so far, so what waits is matched again.
    """
    was_behind = library.is_behind()
    held = library.build_library(at=at, seconds=settings.JOB_TIME_LIMIT * SHARE_OF_FILES)
    if held is None:
        queue.enqueue(kinds.INDEX, subject_id=0)
        return None
    if was_behind:
        match_again()
    vectors.forget_idle_vectors()
    if vectors.are_missing():
        queue.enqueue(kinds.EMBED, subject_id=0)
    return held


def embed_claims() -> None:
    """Make the vectors that are missing or of another encoder; a long backlog in several jobs."""
    if vectors.fill_vectors(seconds=settings.JOB_TIME_LIMIT * SHARE):
        queue.enqueue(kinds.EMBED, subject_id=0)
