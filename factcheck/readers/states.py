"""What becomes of a mail to somebody who wrote to us. docs/states.md lists it."""

from django.db.models import TextChoices


class LetterState(TextChoices):
    WAITING = "waiting", "About to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"


class LetterWhy(TextChoices):
    RECEIVED = "received", "That we have it"
    ANSWERED = "answered", "What came of it"
    PUBLISHED = "published", "That it is published"
