"""Make a desk of any size to measure on."""

import time

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from claims.management.filling.desk import fill_desk


class Command(BaseCommand):
    help = "Add invented articles with claims, proposed and accepted, fast. The same seed gives the same words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--claims", type=int, required=True, metavar="N", help="how many claims to add")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other words (default 1)")

    def handle(self, *, claims: int, seed: int, **options) -> None:
        started = time.perf_counter()
        articles = fill_desk(claims=max(claims, 0), seed=seed, at=timezone.now())
        seconds = time.perf_counter() - started
        self.stdout.write(f"{claims:,} claims in {articles:,} articles, {seconds:.1f} s")
