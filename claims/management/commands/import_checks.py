"""`manage.py import_checks FILE`: take in the fact-checks of a ClaimReview file."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.imports.checks import ReadCheck, UnreadableFeed
from claims.imports.streaming import checks_in
from claims.imports.taking_in import import_checks


class Command(BaseCommand):
    """Prints what became of them. The same file again changes nothing."""

    help = "Import the ClaimReview items of a JSON file: JSON-LD, a Data Commons feed, or one JSON document a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may follow the command."""
        parser.add_argument("file", help="path of the file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in all or nothing."""
        try:
            with Path(options["file"]).open("rb") as file:
                counts = import_checks(_checks_in(file), at=timezone.now())
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from None
        except UnreadableFeed as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{counts}.")


def _checks_in(file: BinaryIO) -> Iterator[ReadCheck | None]:
    for entry in checks_in(file):
        yield from entry.checks
