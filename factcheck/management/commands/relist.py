"""List what is published and has no listing, as after an upgrade. Safe to run again."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from reviews.publication.listing import relist_missing, unlist_private


class Command(BaseCommand):
    help = "Bring the public lists into step with what is published, and take pages from people who are private."

    @transaction.atomic
    def handle(self, *args, verbosity: int, **options) -> None:
        at = timezone.now()
        listed, unlisted = relist_missing(at=at), unlist_private(at=at)
        if verbosity:
            self.stdout.write(f"{listed:,} verdicts listed, {unlisted:,} pages of claimants taken away")
