"""Reviewers for the queue's bench: `python -m benchmarks.queue_people 32` prints a token of each, as JSON.

Run with the environment of the desk that is measured.
"""

import json
import os
import sys

import django


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - tables only after the setup
    from knox.models import AuthToken  # noqa: PLC0415

    from factcheck.accounts.models import User  # noqa: PLC0415
    from reviews.models import Reviewer  # noqa: PLC0415

    people = User.objects.bulk_create(
        User(name=f"Bench {n}", email=f"bench-{n}@desk.example", password=make_password(None)) for n in range(count)
    )
    Reviewer.objects.bulk_create(Reviewer(user=user, languages=["en"], capacity=200) for user in people)
    print(json.dumps([AuthToken.objects.create(user=user)[1] for user in people]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
