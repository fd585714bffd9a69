"""Shipped data: the desk's row, the rating scale, the review plans, the desk's own pages. Safe to run again."""

import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.accounts.models import Desk
from reviews.models import LetterTemplate, PublicPage, Rating, RatingScale, ReviewPlan
from reviews.own_pages import keep_version
from reviews.scales import publish_scale
from reviews.states import RatingKind

DATA = Path(settings.BASE_DIR) / "reviews" / "data"
PAGES = ("about", "method", "scale", "corrections", "people", "funding")


class Command(BaseCommand):
    help = "Load what the desk ships with. What the desk changed since stays as it is."

    @transaction.atomic
    def handle(self, *args, **options):
        call_command("createcachetable", verbosity=0)
        Desk.objects.get_or_create(pk=1)
        load_scale(json.loads((DATA / "scale.json").read_text()))
        for plan in json.loads((DATA / "plans.json").read_text()):
            load_plan(plan.pop("key"), plan)
        for letter in json.loads((DATA / "letters.json").read_text()):
            load_letter(letter.pop("key"), letter)
        for order, slug in enumerate(PAGES, start=1):
            load_page(slug, order)
        call_command("relist", verbosity=0)


def load_plan(key: str, data: dict) -> None:
    """A plan no editor ever changed takes what came with a newer release."""
    _, created = ReviewPlan.objects.get_or_create(key=key, defaults=data)
    if not created:
        ReviewPlan.objects.filter(key=key, version=1).update(**{**data, "is_default": F("is_default")})


def load_letter(key: str, data: dict) -> None:
    """A letter no editor ever changed takes what came with a newer release."""
    _, created = LetterTemplate.objects.get_or_create(key=key, defaults=data)
    if not created:
        LetterTemplate.objects.filter(key=key, version=1).update(**data)


def load_scale(data: dict) -> None:
    """A published version never changes: a new version is a new scale. What readers never see may be added to it."""
    scale, created = RatingScale.objects.get_or_create(
        key=data["key"],
        version=data["version"],
        defaults={"name": data["name"], "published_on": date.fromisoformat(data["published_on"])},
    )
    labels = list(enumerate(data["ratings"], start=1))
    if not created:
        add_missing(scale, [(order, label) for order, label in labels if label["kind"] == RatingKind.NO_LABEL])
        return
    add_missing(scale, labels)
    if not RatingScale.objects.filter(is_current=True, version__gt=scale.version).exists():
        RatingScale.objects.filter(is_current=True).update(is_current=False)
        RatingScale.objects.filter(pk=scale.pk).update(is_current=True)
    publish_scale(scale)


def add_missing(scale: RatingScale, labels: list[tuple[int, dict]]) -> None:
    for order, label in labels:
        rest = {name: value for name, value in label.items() if name != "key"}
        Rating.objects.get_or_create(scale=scale, key=label["key"], defaults={**rest, "order": order})


def load_page(slug: str, order: int) -> None:
    """A page no editor ever changed stays as it was shipped first: readers were promised that."""
    title, _, text = (DATA / "pages" / f"{slug}.md").read_text().partition("\n")
    page, created = PublicPage.objects.get_or_create(
        slug=slug,
        defaults={
            "title": title.lstrip("# ").strip(),
            "text": text.strip(),
            "changed_at": timezone.now(),
            "order": order,
        },
    )
    if created:
        keep_version(page)
