"""The desk's own name and words stand on every public page: when they are saved, all of them change."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from factcheck.accounts.models import Desk
from reviews.publication.bumping import bump


# A signal, because accounts lies below this room and cannot call it.
@receiver(post_save, sender=Desk, dispatch_uid="public pages show the desk")
def tell_readers(*, created: bool, raw: bool, **_: Any) -> None:
    if not (created or raw):
        bump(at=timezone.now())
