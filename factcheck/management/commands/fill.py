"""Make a desk of any size to measure on."""

import time

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from claims.management.filling.desk import fill_desk
from claims.management.filling.rows import STATUSES
from claims.states import ClaimStatus
from reviews.management.filling import open_rounds, publish_invented


class Command(BaseCommand):
    help = "Add invented articles, claims, rounds and verdicts, fast. The same seed gives the same words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--claims", type=int, required=True, metavar="N", help="how many claims to add")
        parser.add_argument("--waiting", action="store_true", help="all of them accepted, waiting for reviewers")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other words (default 1)")

    def handle(self, *, claims: int, seed: int, waiting: bool, **options) -> None:
        started, at = time.perf_counter(), timezone.now()
        with transaction.atomic():
            statuses = [ClaimStatus.ACCEPTED] if waiting else STATUSES
            articles = fill_desk(claims=max(claims, 0), seed=seed, at=at, statuses=statuses)
            rounds, verdicts = open_rounds(at=at), publish_invented(at=at)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what autovacuum would find out within the minute
        seconds = time.perf_counter() - started
        self.stdout.write(
            f"{claims:,} claims in {articles:,} articles, {rounds:,} rounds, {verdicts:,} verdicts, {seconds:.1f} s"
        )
