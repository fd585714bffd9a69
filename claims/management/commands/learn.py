"""`manage.py learn`: the nightly lesson, now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from claims.learning.teaching import learn


class Command(BaseCommand):
    """Makes a version of the desk model as the nightly task does, and says what became of it."""

    help = "Learn from the desk's decisions now instead of tonight. Changes nothing when there is nothing new."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the version and its figures, or that there is none."""
        model = learn(at=timezone.now())
        if model is None:
            self.stdout.write("Nothing to learn yet: no new decisions, or too few triaged articles.")
            return
        candidate, prior = model.figures["candidate"], model.figures["prior"]
        self.stdout.write(f"{model}: {model.learned_from.lower()}. {model.get_status_display()}.")
        self.stdout.write(f"Average precision {candidate['ap']:.3f}, the splitter alone {prior['ap']:.3f}.")
