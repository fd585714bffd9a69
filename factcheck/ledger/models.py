"""The ledger's one table."""

from django.conf import settings
from django.db import models

from factcheck.ledger.triggers import append_only


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EntryQuerySet":
        """Editors read the whole record. It holds ids, codes and commitments, nothing sealed."""
        return self if user.is_admin else self.none()


class Entry(models.Model):
    """One act of the desk. `payload` is canonical JSON as text: ids, codes and salted commitments only."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    payload = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "seq"], name="ledger_by_subject")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject_type} {self.subject_id}"
