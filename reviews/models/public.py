"""What readers see. Public views read these tables and no others; they cannot hold a draft."""

from django.db import models
from django.db.models import F, Q

from factcheck.ledger.triggers import append_only
from reviews.states import AskedBy, Ground, PublicState, Removed, RevisionKind, Severity

# What a redaction reaches; the hash is made anew of what is left.
REDACTABLE = ("title", "claim_text", "claimant", "found", "topic", "content", "note", "why", "content_hash")


class PublicVerdict(models.Model):
    """A published conclusion under its own number. `current` is the revision readers see."""

    number = models.PositiveIntegerField(unique=True)
    claim_id = models.BigIntegerField(unique=True)  # a plain number: public tables join nothing private
    slug = models.SlugField(max_length=120)
    state = models.CharField(max_length=10, choices=PublicState, default=PublicState.LIVE)
    current = models.ForeignKey("PublicRevision", null=True, on_delete=models.PROTECT, related_name="+")
    first_published_at = models.DateTimeField()
    is_early = models.BooleanField(default=False)  # a fast check that no second opinion has confirmed yet
    confirmed_at = models.DateTimeField(null=True)  # when the second opinion of a fast check agreed
    outdated_after = models.DateField(null=True, blank=True)  # from then on it may be outdated
    outdated_at = models.DateTimeField(null=True, blank=True)  # when we began to say so
    withheld_since = models.DateTimeField(null=True, blank=True)
    withheld_ground = models.CharField(max_length=10, choices=Ground, blank=True)

    class Meta:
        ordering = ["-first_published_at", "-number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PublicState.values), name="public_state_known"),
            models.CheckConstraint(
                condition=Q(is_early=False) | Q(confirmed_at__isnull=True), name="an_early_check_is_not_confirmed"
            ),
        ]
        indexes = [
            models.Index(F("first_published_at").desc(), F("number").desc(), name="verdicts_newest_first"),
            models.Index(
                F("outdated_after"),
                condition=Q(state="live", outdated_after__isnull=False, outdated_at=None),
                name="verdicts_to_grow_old",
            ),
        ]

    def __str__(self) -> str:
        return f"Verdict {self.number}"


class PublicSlug(models.Model):
    """Every slug a verdict ever had; old addresses lead to the present one."""

    verdict = models.ForeignKey(PublicVerdict, on_delete=models.PROTECT, related_name="slugs")
    slug = models.SlugField(max_length=120)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["verdict", "slug"], name="one_row_per_slug")]

    def __str__(self) -> str:
        return self.slug


class PublicScale(models.Model):
    """The rating scale as readers saw it: names, definitions and order."""

    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    labels = models.JSONField()  # [{"key", "name", "names", "definition", "position" or null, "kind"}]
    retired = models.JSONField(default=list)  # [{"key", "name", "replaced_by"}]: given up with this version
    since = models.DateField(null=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_public_scale_per_version")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class PublicRevision(models.Model):
    """One version of a verdict, whole: everything the page shows. Superseded, never edited.

    `content` holds what reviews/composing.py composes (the dataclass `Published`); the columns beside it
    are those that the listing takes from it.
    """

    verdict = models.ForeignKey(PublicVerdict, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=RevisionKind)
    scale = models.ForeignKey(PublicScale, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    claim_text = models.TextField()
    claimant = models.CharField(max_length=200, blank=True)
    rating_key = models.SlugField(max_length=40)
    rating_name = models.CharField(max_length=60)
    found = models.TextField()
    language = models.CharField(max_length=12, default="en")
    topic = models.CharField(max_length=80, blank=True)
    content = models.JSONField()
    note = models.TextField(blank=True)  # what changed, for every kind but the first
    severity = models.CharField(max_length=12, choices=Severity, blank=True)  # of a correction
    why = models.CharField(max_length=500, blank=True)
    asked_by = models.CharField(max_length=12, choices=AskedBy, blank=True)  # what kind of person asked for it
    ground = models.CharField(max_length=10, choices=Ground, blank=True)  # of a retraction or a redaction
    removed = models.CharField(max_length=10, choices=Removed, blank=True)  # of a redaction: what kind of words
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["verdict", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "number"], name="one_revision_per_number"),
            models.CheckConstraint(condition=Q(kind__in=RevisionKind.values), name="revision_kind_known"),
        ]
        indexes = [
            models.Index(F("published_at").desc(), F("id").desc(), name="revisions_newest_first"),
            models.Index(F("id").desc(), F("kind"), condition=~Q(kind="first"), name="changes_newest_first"),
        ]
        triggers = append_only(except_columns=REDACTABLE)

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where this very version can be read, from the root of the site."""
        return f"/verdicts/{self.verdict.number}/versions/{self.number}/"

    @property
    def is_told_on_top(self) -> bool:
        """Whether readers meet it before the check itself: what we said was wrong, or something was taken away."""
        taken = self.kind in {RevisionKind.RETRACTION, RevisionKind.REDACTION}
        return taken or (self.kind == RevisionKind.CORRECTION and self.severity == Severity.SUBSTANTIAL)


class PublicPage(models.Model):
    """A page of the desk about itself: method, corrections policy, scale. Its present text; versions stand beside."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField()  # markdown
    changed_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class PublicPageVersion(models.Model):
    """A page as it once read. What the desk promised at the time can be looked up."""

    page = models.ForeignKey(PublicPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    note = models.CharField(max_length=300, blank=True)  # what changed
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["page", "-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_page_version_per_number")]
        triggers = append_only(except_columns=("title", "text", "note"))

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"
