"""Everything a demo, a journey or a journey test needs before its crew starts, in one process."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from claims.models import Topic
from claims.topics import add_topic, slug_of
from factcheck.accounts.models import Role, User
from reviews.models import SourceWatch

TOPICS = (
    "Politics",
    "Economy",
    "Health",
    "Climate",
    "Migration",
    "Crime and justice",
    "War and security",
    "Education",
)
STEPS = (("migrate",), ("load_defaults",), ("collectstatic", "--noinput"))


class Command(BaseCommand):
    help = "Make tables, load shipped data, collect files, add topics, print fresh sign-ins as JSON. Only with DEMO=1."
    requires_system_checks = ()

    def handle(self, *args, **options):
        # One process instead of four: each would spend a second on loading the project.
        for name, *words in STEPS:
            call_command(name, *words, verbosity=0, skip_checks=True)
        call_command("make_people", stdout=self.stdout)
        editor = User.objects.filter(role=Role.ADMIN).order_by("pk").first()
        for topic in TOPICS:
            if not Topic.objects.filter(slug=slug_of(topic)).exists():
                add_topic(name=topic, by=editor, at=timezone.now())
        # Whoever starts the demo again need not wait until tomorrow to see what the watch finds.
        SourceWatch.objects.filter(look_at__isnull=False).update(look_at=timezone.now())
