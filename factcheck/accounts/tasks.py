"""What workers do for this room."""

from datetime import timedelta

from django.utils import timezone

from factcheck.accounts import kinds, tokens
from factcheck.jobs import registry
from factcheck.jobs.models import Job


@registry.handles(kinds.TOKENS, words="Tell of tokens that end soon", every=timedelta(hours=1))
def look_after_tokens(job: Job) -> None:
    at = timezone.now()
    tokens.remind_of_ends(at=at)
    tokens.forget_ended(at=at)
