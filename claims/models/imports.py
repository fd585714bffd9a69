"""Where other publishers' fact-checks are pulled from, and what each pull did."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.states import FeedKind


class ForEditors(models.QuerySet):
    def visible_to(self, user) -> "ForEditors":
        """What is pulled from others is the editors' business."""
        return self if user.is_authenticated and user.is_active and user.is_admin else self.none()


class ImportFeed(models.Model):
    """An address that other publishers' fact-checks are pulled from: a search of claims, or one file with all of them.

    `secret_key` goes out with each request and is shown nowhere. `etag` and `last_modified` are those of the copy that
    was last taken in as a whole. `failures` counts pulls that failed in a row. `leaving_at` is when an editor removed
    it: from then on it does nothing, and the row is gone once its checks are.
    """

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=FeedKind)
    url = models.CharField(max_length=2000)
    query = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=253, blank=True)
    language = models.CharField(max_length=12, blank=True)
    max_age_days = models.PositiveIntegerField(null=True, blank=True)
    secret_key = models.CharField(max_length=500, blank=True)
    every_hours = models.PositiveSmallIntegerField(default=24)
    is_on = models.BooleanField(default=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    leaving_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ForEditors.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FeedKind.values), name="feed_kind_known"),
            models.CheckConstraint(condition=Q(every_hours__gte=1), name="a_feed_has_an_interval"),
            models.CheckConstraint(
                condition=Q(leaving_at=None) | Q(is_on=False, secret_key=""), name="a_feed_that_leaves_asks_nobody"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(is_on=True), name="feeds_due")]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One pull of a feed: how far it is, and what it did. It is under way until `ended_at`; `fault` says why it failed.

    `taken` counts the entries of the feed that are in the database, `page_token` is what the next page is asked with,
    `position` and `size` are bytes of the file that is read. A worker that dies leaves all of it to the next one.
    """

    feed = models.ForeignKey(ImportFeed, on_delete=models.CASCADE, related_name="runs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    page_token = models.CharField(max_length=2000, blank=True)
    position = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    unusable = models.PositiveIntegerField(default=0)
    not_modified = models.BooleanField(default=False)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fault = models.CharField(max_length=500, blank=True)

    objects = ForEditors.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed"], condition=Q(ended_at=None), name="one_pull_of_a_feed_at_once"),
        ]
        indexes = [models.Index(F("feed"), F("id").desc(), name="runs_of_a_feed")]

    def __str__(self) -> str:
        return f"{self.feed_id}, begun {self.begun_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None
