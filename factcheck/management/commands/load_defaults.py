"""Shipped data: the desk's row, the rating scale, the review plans, the desk's own pages. Safe to run again."""

import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import Desk
from reviews.models import PublicPage, Rating, RatingScale, ReviewPlan

DATA = Path(settings.BASE_DIR) / "reviews" / "data"


class Command(BaseCommand):
    help = "Load what the desk ships with. What the desk changed since stays as it is."

    @transaction.atomic
    def handle(self, *args, **options):
        call_command("createcachetable", verbosity=0)
        Desk.objects.get_or_create(pk=1)
        load_scale(json.loads((DATA / "scale.json").read_text()))
        for plan in json.loads((DATA / "plans.json").read_text()):
            ReviewPlan.objects.get_or_create(key=plan.pop("key"), defaults=plan)
        for page in sorted((DATA / "pages").glob("*.md")):
            load_page(page)


def load_scale(data: dict) -> None:
    """A published version never changes: a new version is a new scale."""
    scale, created = RatingScale.objects.get_or_create(
        key=data["key"],
        version=data["version"],
        defaults={"name": data["name"], "published_on": date.fromisoformat(data["published_on"])},
    )
    if not created:
        return
    for order, label in enumerate(data["ratings"], start=1):
        Rating.objects.create(scale=scale, order=order, **label)
    RatingScale.objects.filter(is_current=True).update(is_current=False)
    RatingScale.objects.filter(pk=scale.pk).update(is_current=True)


def load_page(path: Path) -> None:
    title, _, text = path.read_text().partition("\n")
    PublicPage.objects.get_or_create(
        slug=path.stem,
        defaults={"title": title.lstrip("# ").strip(), "text": text.strip(), "changed_at": timezone.now()},
    )
