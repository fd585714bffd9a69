"""Fresh sign-ins for a demo or a journey: one editor, two reviewers, passwords made anew each time."""

import json
import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from factcheck.accounts.models import Role, User
from reviews.models import Reviewer

PEOPLE = [
    ("Ana Okafor", "ana@desk.example", Role.ADMIN),
    ("Ben Lindqvist", "ben@desk.example", Role.REVIEWER),
    ("Chi Moreno", "chi@desk.example", Role.REVIEWER),
]


class Command(BaseCommand):
    help = "Create or refresh one editor and two reviewers; print their sign-ins as JSON. Only with DEMO=1."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("make_people gives out passwords, so it only works with DEMO=1.")
        with transaction.atomic():
            self.stdout.write(json.dumps([make_person(*person) for person in PEOPLE]))


def make_person(name: str, email: str, role: str) -> dict[str, object]:
    password = secrets.token_urlsafe(12)
    user = User.objects.filter(email=email).first() or User(email=email, name=name)
    user.name, user.role, user.is_active = name, role, True
    user.set_password(password)
    user.save()
    Reviewer.objects.get_or_create(user=user, defaults={"languages": ["en"]})
    return {"id": user.pk, "name": name, "email": email, "role": role, "password": password}
