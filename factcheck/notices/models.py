"""What the desk tells its people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Notice(models.Model):
    """One line for one person, with the page it is about. Never carries anything sealed."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(F("to"), F("at").desc(), condition=Q(seen_at=None), name="notices_unseen")]

    def __str__(self) -> str:
        return self.text
