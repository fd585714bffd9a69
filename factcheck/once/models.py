"""What was answered to requests that may be sent again."""

from django.conf import settings
from django.db import models

from factcheck.accounts.models import Role

LONGEST_KEY = 255  # characters


class KeptAnswer(models.Model):
    """The answer to a request that carried an idempotency key: it is there exactly when the request was carried out.

    Nobody but its caller is ever told of it. Without a `body` it is known that it was carried out, and no more.
    """

    caller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role)  # the caller's then: who is demoted is not answered as before
    key = models.CharField(max_length=LONGEST_KEY)
    fingerprint = models.CharField(max_length=64)  # of the request
    status = models.PositiveSmallIntegerField()
    location = models.TextField(blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.TextField(blank=True)
    is_blanked = models.BooleanField(default=False)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.status} to {self.caller_id} at {self.at}"
