"""Reviewers for the queue's bench, made inside the desk that is measured."""

import json

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.accounts.scopes import Scope
from factcheck.accounts.tokens import create_token
from reviews.models import Reviewer


def print_tokens(count: int) -> None:
    """Add so many reviewers with room for everything, and print a token of each, as JSON."""
    people = User.objects.bulk_create(
        User(name=f"Bench {n}", email=f"bench-{n}@desk.example", password=make_password(None)) for n in range(count)
    )
    Reviewer.objects.bulk_create(Reviewer(user=user, languages=["en"], capacity=200) for user in people)
    made = [create_token(name="Bench", scopes=Scope.values, by=user, at=timezone.now()) for user in people]
    print(json.dumps([secret for _, secret in made]))
