"""`manage.py engines`: run the bundled PostgreSQL and Valkey until told to stop."""

import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factcheck.embedded import EngineError, find_engines, find_owner, stop_engines
from factcheck.embedded.children import STOP_ORDER, supervise_engines
from factcheck.embedded.engines import Engines
from factcheck.processes import is_alive, send_signal, wait_until
from factcheck.supervisor import Supervisor, SupervisorError

OWNER_STOP_SECONDS = 90.0


class Command(BaseCommand):
    """Starts both engines, writes their addresses where settings look, and stops them on Ctrl-C, TERM or HUP."""

    help = "Run the bundled PostgreSQL and Valkey until Ctrl-C, or say where they are, or stop them."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Either of --status and --stop, or neither."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--status", action="store_true", help="say where they run; exit 1 when they do not")
        what.add_argument("--stop", action="store_true", help="stop them, whoever started them")
        what.add_argument("--fresh", action="store_true", help="delete their data first")

    def handle(self, *args: Any, status: bool, stop: bool, fresh: bool, **options: Any) -> None:
        """Do what was asked for; EngineError and SupervisorError become one clear line."""
        home = Path(settings.ENGINES_FILE).parent
        try:
            if status:
                self._show(home)
            elif stop:
                self._stop(home)
            else:
                self._run(home, fresh=fresh)
        except (EngineError, SupervisorError) as error:
            raise CommandError(str(error)) from None

    def _run(self, home: Path, *, fresh: bool) -> None:
        register = home / "engines.processes"
        with Supervisor(register=register, stop_order=STOP_ORDER, say=self._say) as supervisor:
            engines = supervise_engines(supervisor, home=home, fresh=fresh)
            self._print_addresses(engines)
            if not engines.is_owner:
                self._say("Another process of this checkout runs them and will stop them.")
                return
            self._say("Ctrl-C stops them.")
            supervisor.run_until_signal()

    def _show(self, home: Path) -> None:
        engines = find_engines(home)
        if engines is None:
            raise CommandError("The engines do not run.", returncode=1)
        self._print_addresses(engines)

    def _stop(self, home: Path) -> None:
        """Ask the process that runs them, since it would start them again; without one, stop them here."""
        owner = find_owner(home)
        if owner:
            self._say(f"Asking process {owner.pid}, which runs them, to stop.")
            send_signal(owner, signal.SIGTERM)
            if not wait_until(lambda: not is_alive(owner), seconds=OWNER_STOP_SECONDS):
                raise CommandError(f"Process {owner.pid} is still stopping.")
        stop_engines(home)
        self._say("The engines are stopped.")

    def _print_addresses(self, engines: Engines) -> None:
        self._say(f"DATABASE_URL={engines.database_url}")
        self._say(f"REDIS_URL={engines.redis_url}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
