"""`manage.py import_checks FILE`: take in the fact-checks of a ClaimReview file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.matching.claimreviews import UnreadableFeed, read_claim_reviews
from claims.matching.importing import import_checks


class Command(BaseCommand):
    """Prints what became of them. The same file again changes nothing."""

    help = "Import the ClaimReview items of a JSON file: JSON-LD, a Data Commons feed, or one JSON document a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may follow the command."""
        parser.add_argument("file", help="path of the file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all, then take in all or nothing."""
        try:
            text = Path(options["file"]).read_text(encoding="utf-8-sig")
            counts = import_checks(read_claim_reviews(text), at=timezone.now())
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{options['file']} is not UTF-8.") from None
        except UnreadableFeed as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{counts}.")
