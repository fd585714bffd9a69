"""What readers see. Public views read these tables and no others; they cannot hold a draft."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from factcheck.ledger.triggers import append_only
from factcheck.web.searching import searched
from reviews.states import PublicState, RevisionKind


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

    class Meta:
        ordering = ["-first_published_at", "-number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PublicState.values), name="public_state_known"),
            models.CheckConstraint(
                condition=Q(is_early=False) | Q(confirmed_at__isnull=True), name="an_early_check_is_not_confirmed"
            ),
        ]
        indexes = [models.Index(F("first_published_at").desc(), F("number").desc(), name="verdicts_newest_first")]

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
    labels = models.JSONField()  # [{"key", "name", "definition", "position" or null}]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_public_scale_per_version")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class PublicRevision(models.Model):
    """One version of a verdict, whole: everything the page shows. Superseded, never edited.

    `content` holds what reviews/composing.py composes (the dataclass `Published`); the columns beside it
    are those that lists filter, order and search by.
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
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=searched("title", "claim_text", "claimant", "found"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["verdict", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "number"], name="one_revision_per_number"),
            models.CheckConstraint(condition=Q(kind__in=RevisionKind.values), name="revision_kind_known"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="revisions_searched"),
            models.Index(F("published_at").desc(), F("id").desc(), name="revisions_newest_first"),
        ]
        triggers = append_only(except_columns=("title", "claim_text", "claimant", "found", "content", "note", "search"))

    def __str__(self) -> str:
        return self.title


class PublicPage(models.Model):
    """A page of the desk about itself: method, corrections policy, scale."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField()  # markdown
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
