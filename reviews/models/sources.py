"""Sources, and our dated copies of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from claims.reading.sniffing import ENDINGS, PICTURES, WORDS
from factcheck.ledger.status import Stateful
from reviews.states import (
    SNAPSHOT_TRANSITIONS,
    AddressHow,
    CaptureFault,
    SnapshotOrigin,
    SnapshotStatus,
    SourceKind,
    SourceMedia,
)

USER = settings.AUTH_USER_MODEL


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SourceQuerySet":
        """Sources are shared by the whole desk."""
        return self if user.is_authenticated and user.is_active else self.none()


class Source(models.Model):
    """A page or a file that evidence comes from; one row, reused across claims. Its addresses: `SourceAddress`."""

    media = models.CharField(max_length=4, choices=SourceMedia, default=SourceMedia.PAGE)
    url = models.CharField(max_length=2000, blank=True)  # as first given, until it moved for good; none for a file
    canonical_url = models.CharField(max_length=2000, blank=True)  # what the page calls its own address; only noted
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=SourceKind, default=SourceKind.SECONDARY)
    interest = models.CharField(max_length=300, blank=True)  # what the source has to gain in the matter
    archived_url = models.CharField(max_length=2000, blank=True)  # a public archive's copy, noted by hand
    withheld = models.BooleanField(default=False)  # who it is stays inside the desk
    withheld_because = models.CharField(max_length=300, blank=True)
    withheld_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    withheld_approved_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    withheld_approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known"),
            models.CheckConstraint(condition=Q(media="file") | ~Q(url=""), name="a_page_has_an_address"),
            models.CheckConstraint(
                condition=Q(withheld=False) | ~Q(withheld_because=""), name="a_withheld_identity_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or f"File {self.pk}"


class SourceAddress(models.Model):
    """One of the addresses under which a source is known. Whoever links any of them links the same source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="addresses")
    url = models.CharField(max_length=2000)
    url_hash = models.CharField(max_length=64, unique=True)  # of the normalised address; of a file: of its bytes
    how = models.CharField(max_length=10, choices=AddressHow)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url


class KeptBytes(models.Model):
    """Bytes as received, each kept once, under their own SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()  # bytes
    file = models.FileField(upload_to="copies/", max_length=200)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "kept bytes"

    def __str__(self) -> str:
        return self.sha256[:12]


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SnapshotQuerySet":
        """Copies are for the desk alone; readers are told only that we hold one."""
        return self if user.is_authenticated and user.is_active else self.none()

    def without_text(self) -> "SnapshotQuerySet":
        """For lists: a text may have a million characters."""
        return self.defer("text", "headers")


class Snapshot(Stateful):
    """Our dated, hashed copy of a source: asked for, then captured or failed."""

    TRANSITIONS = SNAPSHOT_TRANSITIONS

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="snapshots")
    status = models.CharField(max_length=10, choices=SnapshotStatus, default=SnapshotStatus.WAITING)
    origin = models.CharField(max_length=10, choices=SnapshotOrigin, default=SnapshotOrigin.FETCHED)
    asked_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    fault = models.CharField(max_length=12, choices=CaptureFault, blank=True)
    fault_detail = models.CharField(max_length=500, blank=True)  # in words for the desk
    taken_at = models.DateTimeField(null=True)  # when the bytes were received
    took_ms = models.PositiveIntegerField(null=True)
    url = models.CharField(max_length=2000, blank=True)  # asked for
    final_url = models.CharField(max_length=2000, blank=True)  # after redirects
    redirects = models.JSONField(default=list)  # [url, …] in order, without the first and the last
    http_status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=list)  # [[name, value], …] as received
    filename = models.CharField(max_length=255, blank=True)  # of an uploaded file
    declared_type = models.CharField(max_length=100, blank=True)
    media_type = models.CharField(max_length=100, blank=True)  # by content
    kept = models.ForeignKey(KeptBytes, null=True, on_delete=models.PROTECT, related_name="snapshots")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)  # bytes
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)  # the main text; of a page, after a blank line, all else that can be seen on it
    main_length = models.PositiveIntegerField(null=True)  # code points of the main text; null: all of it
    text_hash = models.CharField(max_length=64, blank=True)
    pages = models.JSONField(default=list)  # of a PDF: the offset in `text` at which each page begins
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    notes = models.JSONField(default=list)  # what the desk should know of how it was read

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SnapshotStatus.values), name="snapshot_status_known"),
            models.CheckConstraint(
                condition=~Q(status="captured") | Q(kept__isnull=False, taken_at__isnull=False),
                name="a_captured_copy_has_bytes",
            ),
            models.CheckConstraint(condition=~Q(status="failed") | ~Q(fault=""), name="a_failed_copy_says_why"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(status="waiting"), name="one_copy_under_way_per_source"
            ),
        ]
        indexes = [models.Index(F("source"), F("id").desc(), name="copies_by_source")]

    def __str__(self) -> str:
        return f"Copy of {self.source} at {self.taken_at}"

    @property
    def media_words(self) -> str:
        """What it is, for people: "web page", "PDF", "picture"."""
        return WORDS.get(self.media_type, self.media_type)

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES

    @property
    def download_name(self) -> str:
        """What its file is called when somebody saves it; the ending is that of its content, whatever it was called."""
        name = self.filename or f"copy-{self.pk}"
        ending = ENDINGS.get(self.media_type, ".bin")
        return name if name.lower().endswith(ending) else name + ending
