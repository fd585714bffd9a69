"""What an editor and a writer tell each other about a draft, and what of it was kept to compare with."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from factcheck.ledger.triggers import append_only
from reviews.models.drafts import VerdictDraft
from reviews.states import VersionOf

USER = settings.AUTH_USER_MODEL


class DraftNoteQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DraftNoteQuerySet":
        """The whole desk may read them; nobody else sees any."""
        return self if user.is_authenticated and user.is_active else self.none()

    def standing(self) -> "DraftNoteQuerySet":
        """Not settled yet, answered or not."""
        return self.filter(settled_at=None)

    def to_answer(self) -> "DraftNoteQuerySet":
        """Those the writer has said nothing to yet."""
        return self.standing().filter(answered_at=None)


class DraftNote(models.Model):
    """A remark on one place of a draft: a field, words of it, or a piece of evidence."""

    draft = models.ForeignKey(VerdictDraft, on_delete=models.CASCADE, related_name="notes")
    part = models.CharField(max_length=40)  # the field, or "evidence-12"
    quote = models.CharField(max_length=500, blank=True)  # the words it is about, as they stood
    text = models.CharField(max_length=2_000)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=2_000, blank=True)
    answered_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = DraftNoteQuerySet.as_manager()

    class Meta:
        ordering = ["draft", "pk"]
        indexes = [models.Index(F("draft"), F("id"), condition=Q(settled_at=None), name="notes_standing")]

    def __str__(self) -> str:
        return f"Note on {self.part} of draft {self.draft_id}"


class DraftVersion(models.Model):
    """A draft as readers would have seen it at one moment: what `compose` gave, kept to compare with."""

    draft = models.ForeignKey(VerdictDraft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=12, choices=VersionOf)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["draft", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_draft_version_per_number"),
            models.CheckConstraint(condition=Q(why__in=VersionOf.values), name="draft_version_reason_known"),
        ]
        triggers = append_only(except_columns=("content", "digest"))  # a redaction reaches them

    def __str__(self) -> str:
        return f"Version {self.number} of draft {self.draft_id}"


class DraftLook(models.Model):
    """Which version somebody has seen last, and which before that one. Pages viewed are no acts."""

    draft = models.ForeignKey(VerdictDraft, on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    seen = models.ForeignKey(DraftVersion, on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey(DraftVersion, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "user"], name="one_look_per_draft_and_person")]

    def __str__(self) -> str:
        return f"{self.user} saw version {self.seen_id}"


class GateOverrideQuerySet(models.QuerySet):
    def visible_to(self, user) -> "GateOverrideQuerySet":
        """The whole desk sees what was decided, by whom and why; readers see none of it."""
        return self if user.is_authenticated and user.is_active else self.none()

    def standing(self) -> "GateOverrideQuerySet":
        return self.filter(withdrawn_at=None)

    def counted(self) -> "GateOverrideQuerySet":
        """Those that something was published by."""
        return self.exclude(counted_at=None)


class GateOverride(models.Model):
    """An editor's decision to publish although one requirement is not met. It counts against the desk."""

    draft = models.ForeignKey(VerdictDraft, on_delete=models.CASCADE, related_name="overrides")
    key = models.CharField(max_length=30)  # of the requirement
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(null=True)  # when something was published because of it

    objects = GateOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["draft", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "key"], condition=Q(withdrawn_at=None), name="one_standing_override_per_requirement"
            )
        ]
        indexes = [models.Index(F("key"), condition=Q(counted_at__isnull=False), name="overrides_counted")]

    def __str__(self) -> str:
        return f"{self.key} overridden for draft {self.draft_id}"
