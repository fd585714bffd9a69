"""Everything a demo, a journey or a journey test needs before its crew starts, in one process."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS = (("migrate",), ("load_defaults",), ("collectstatic", "--noinput"))


class Command(BaseCommand):
    help = "Make tables, load shipped data, collect files, and print fresh sign-ins as JSON. Only with DEMO=1."
    requires_system_checks = ()

    def handle(self, *args, **options):
        # One process instead of four: each would spend a second on loading the project.
        for name, *words in STEPS:
            call_command(name, *words, verbosity=0, skip_checks=True)
        call_command("make_people", stdout=self.stdout)
