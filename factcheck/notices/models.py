"""What the desk tells its people: one line in the page, or a mail."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "NoticeQuerySet":
        """Everyone sees their own."""
        return self.filter(to_id=user.pk)

    def unseen(self) -> "NoticeQuerySet":
        return self.filter(seen_at=None)


class Notice(models.Model):
    """One line for one person, with the page it is about. Never carries anything sealed."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(F("to"), condition=Q(seen_at=None), name="notices_unseen"),
            models.Index(F("to"), F("id").desc(), name="notices_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.text


class MailChoice(models.Model):
    """Somebody's choice about mail for one kind of notice, where it differs from the desk's habit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=40)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_mail_choice_per_kind")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {'by mail' if self.wanted else 'in the page only'}"


class Mail(models.Model):
    """A mail on its way. Once it is sent its text is gone from here: it may have held a secret link."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    notice = models.OneToOneField(Notice, null=True, on_delete=models.CASCADE, related_name="mail")
    asked_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"mail {self.pk}"
