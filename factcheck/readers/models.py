"""Who wrote to us. Kept apart from what they wrote, and forgotten ninety days after the answer."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower

from factcheck.readers.states import LetterState, LetterWhy

# One mailbox, however it is written: small letters, and without the "+tag" that most servers pass over.
_MAILBOX = Lower(Func(F("email"), Value(r"\+[^@]*@"), Value("@"), function="regexp_replace"))


class AddressKey(models.Model):
    """The day's key for hashes of network addresses; deleted two days later, and then nobody can try addresses."""

    day = models.DateField(primary_key=True)
    key = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Key of {self.day}"


class SenderQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SenderQuerySet":
        """Editors; reviewers never learn who sent something in."""
        return self if user.is_authenticated and user.is_admin else self.none()


class Sender(models.Model):
    """A reader who sent us something. Every part but the code of their status page is optional."""

    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    mailbox = models.GeneratedField(expression=_MAILBOX, output_field=models.CharField(max_length=254), db_persist=True)
    language = models.CharField(max_length=12, default="en")  # of the page they wrote from; we answer in it
    address_hash = models.CharField(max_length=64, blank=True)  # of the network address, keyed anew every day
    code_hash = models.CharField(max_length=64, unique=True)  # of the secret in the address of their status page
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = SenderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                F("answered_at"), condition=Q(forgotten_at=None, answered_at__isnull=False), name="senders_to_forget"
            ),
            models.Index(F("address_hash"), F("sent_at"), condition=~Q(address_hash=""), name="senders_by_address"),
            models.Index(F("mailbox"), condition=~Q(mailbox=""), name="senders_by_mailbox"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"Sender {self.pk}"


class SenderLetter(models.Model):
    """A mail to a sender. Once it left, or never will, its words are gone: they may hold the secret of the status
    page."""

    sender = models.ForeignKey(Sender, on_delete=models.CASCADE, related_name="letters")
    why = models.CharField(max_length=10, choices=LetterWhy)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    trouble = models.CharField(max_length=200, blank=True)  # why it could not be sent, for the desk
    written_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)  # written before the mail server gets it: never twice
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(F("written_at"), condition=Q(why=LetterWhy.RECEIVED), name="receipts_by_time")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="sender_letter_state_known")
        ]

    def __str__(self) -> str:
        return self.subject
