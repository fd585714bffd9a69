"""Walk the whole chain and say whether it holds."""

from django.core.management.base import BaseCommand, CommandError

from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry


class Command(BaseCommand):
    help = "Check that every ledger entry is unchanged and continues the one before it."

    def handle(self, *args, **options):
        broken = first_break(Entry.objects.order_by("seq").iterator(chunk_size=2000))
        if broken:
            raise CommandError(f"The ledger is broken at entry {broken.seq}: it {broken.reason}.")
        last = Entry.objects.order_by("-seq").first()
        self.stdout.write(f"{Entry.objects.count()} entries, unbroken. Head: {last.hash if last else 'none'}")
