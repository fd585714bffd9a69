"""Make a desk of any size to measure on."""

import time
from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from claims.management.filling.desk import fill_desk
from claims.management.filling.rows import STATUSES
from claims.states import ClaimStatus
from reviews.management.filling import open_rounds
from reviews.management.published import publish_invented


class Command(BaseCommand):
    help = "Add invented articles, claims, rounds and verdicts, fast. The same seed gives the same words."

    def add_arguments(self, parser: CommandParser) -> None:
        count = parser.add_mutually_exclusive_group(required=True)
        count.add_argument("--claims", type=int, default=0, metavar="N", help="how many claims to add")
        count.add_argument("--published", type=int, default=0, metavar="N", help="how many, all of them with a verdict")
        parser.add_argument("--waiting", action="store_true", help="all of them accepted, waiting for reviewers")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other words (default 1)")

    def handle(self, *, claims: int, published: int, seed: int, waiting: bool, **options) -> None:
        started, at = time.perf_counter(), timezone.now()
        with transaction.atomic():
            claims = max(claims, published, 0)
            articles = fill_desk(
                claims=claims, seed=seed, at=at, statuses=_statuses(published=published, waiting=waiting)
            )
            rounds, verdicts = open_rounds(at=at), publish_invented(at=at)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what autovacuum would find out within the minute
        seconds = time.perf_counter() - started
        self.stdout.write(
            f"{claims:,} claims in {articles:,} articles, {rounds:,} rounds, {verdicts:,} verdicts, {seconds:.1f} s"
        )


def _statuses(*, published: int, waiting: bool) -> Sequence[ClaimStatus]:
    if published:
        return [ClaimStatus.PUBLISHED]
    return [ClaimStatus.ACCEPTED] if waiting else STATUSES
