"""Asking the claimant: once per claim, by letters, and how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models import Claim
from factcheck.ledger.chain import new_salt
from factcheck.ledger.status import Stateful
from reviews.states import CONTACT_TRANSITIONS, ContactStatus, LetterPurpose, LetterState, ReplyOutcome

USER = settings.AUTH_USER_MODEL


class LetterTemplate(models.Model):
    """A letter as the desk usually writes it. {claim}, {claimant}, {desk}, {deadline} and {writer} are filled in."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    purpose = models.CharField(max_length=10, choices=LetterPurpose)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["purpose", "name"]

    def __str__(self) -> str:
        return self.name


class ClaimantContactQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ClaimantContactQuerySet":
        """Whether and what they answered belongs to the file, which the whole desk shares."""
        return self if user.is_authenticated and user.is_active else self.none()


class ClaimantContact(Stateful):
    """Asking the claimant: once per claim, owned by the lead; the answer belongs to the shared file."""

    TRANSITIONS = CONTACT_TRANSITIONS

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="contact")
    status = models.CharField(max_length=10, choices=ContactStatus, default=ContactStatus.TO_ASK)
    owner = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="contacts")
    begun_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)  # when its owner was told that the deadline is near or over
    told = models.PositiveSmallIntegerField(default=0)  # 1: that the deadline is near, 2: that it is over
    how = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12, choices=ReplyOutcome, blank=True)
    answer = models.TextField(blank=True)  # their words, or why they were not asked
    salt = models.CharField(max_length=32, default=new_salt)  # of what the ledger keeps instead of the answer
    answered_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=500, blank=True)  # why nobody waits for the deadline; for the desk
    recorded_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ClaimantContactQuerySet.as_manager()

    class Meta:
        verbose_name = "question to the claimant"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ContactStatus.values), name="contact_status_known"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=ReplyOutcome.values), name="contact_outcome_known"
            ),
        ]
        indexes = [models.Index(F("deadline_at"), condition=Q(status="asked"), name="contacts_asked")]

    def __str__(self) -> str:
        return f"Contact about claim {self.claim_id}"


class ContactLetter(models.Model):
    """One letter to a claimant: sent by us, or noted by hand."""

    contact = models.ForeignKey(ClaimantContact, on_delete=models.PROTECT, related_name="letters")
    purpose = models.CharField(max_length=10, choices=LetterPurpose)
    to = models.CharField(max_length=254, blank=True)  # a mail address, or who was called
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    reply_to = models.CharField(max_length=254, blank=True)  # where their answer goes
    state = models.CharField(max_length=10, choices=LetterState)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    handed_over_at = models.DateTimeField(null=True)  # when it began to be handed to the mail server; never twice
    trouble = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_known")]

    def __str__(self) -> str:
        return f"Letter {self.pk}"
