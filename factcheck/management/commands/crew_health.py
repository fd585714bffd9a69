"""`manage.py crew_health`: do the workers of this machine live? For health checks of containers."""

import platform

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from factcheck.health import OLDEST_SWEEP
from factcheck.jobs import selectors


class Command(BaseCommand):
    """Where a worker runs on this machine, it must have beaten lately; elsewhere (beat), somebody must have swept."""

    help = "Exit 0 when the workers of this machine live, or, where there are none, when the last sweep is recent."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        here = [seen for seen in selectors.see_workers() if seen.worker.name.endswith(f"@{platform.node()}")]
        silent = [seen.worker.name for seen in here if not seen.is_alive]
        if silent:
            raise CommandError(f"Silent: {', '.join(silent)}")
        swept_at = selectors.last_sweep_at()
        if not here and (swept_at is None or timezone.now() - swept_at > OLDEST_SWEEP):
            raise CommandError("Nobody has swept for two minutes.")
        self.stdout.write("ok")
