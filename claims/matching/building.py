"""Keeping what claims are matched with up to date: the index files and the vectors."""

from datetime import datetime

from django.conf import settings

from claims import kinds
from claims.matching import library, vectors
from factcheck.jobs import queue

SHARE = 0.5  # of a job's time limit that goes into vectors before another job goes on


def build_index_files(*, at: datetime) -> int:
    """Write the index files anew and tidy the vectors; how many rows the files hold. Every night, or after many rows.

    Harmless to run twice; a run that dies leaves the files of the one before.
    """
    held = library.build_library(at=at)
    vectors.forget_idle_vectors()
    if vectors.are_missing():
        queue.enqueue(kinds.EMBED, subject_id=0)
    return held


def embed_claims() -> None:
    """Make the vectors that are missing or of another encoder; a long backlog in several jobs."""
    if vectors.fill_vectors(seconds=settings.JOB_TIME_LIMIT * SHARE):
        queue.enqueue(kinds.EMBED, subject_id=0)
