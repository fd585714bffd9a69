"""Rating scales and review plans: shipped as data, versioned."""

from django.db import models
from django.db.models import Q

from reviews.states import RatingKind


class RatingScale(models.Model):
    """One published version of a scale. Verdicts and reviews pin one."""

    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    is_current = models.BooleanField(default=False)
    published_on = models.DateField()
    retired = models.JSONField(default=list, blank=True)  # labels given up: [{"key", "name", "replaced_by"}]
    because = models.CharField(max_length=500, blank=True)  # why it replaced the version before

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_scale_per_version"),
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="one_current_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Rating(models.Model):
    """A value on a scale. `position` counts from 1, the truest; labels outside the order have none, and no number."""

    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="ratings")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    definition = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=RatingKind, default=RatingKind.ORDINAL)
    position = models.PositiveSmallIntegerField(null=True)
    names = models.JSONField(default=dict, blank=True)  # {"de": …}: the same label in other languages
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scale", "order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="one_rating_per_key"),
            models.UniqueConstraint(fields=["scale", "position"], name="one_rating_per_position"),
            models.CheckConstraint(condition=Q(kind__in=RatingKind.values), name="rating_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="ordinal", position__isnull=False) | (~Q(kind="ordinal") & Q(position__isnull=True)),
                name="only_labels_on_the_scale_have_a_position",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewPlan(models.Model):
    """How a claim is to be checked."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300)
    reviewers = models.PositiveSmallIntegerField()
    has_lead = models.BooleanField(default=False)
    lead_points = models.PositiveSmallIntegerField(default=3)
    points = models.PositiveSmallIntegerField(default=2)  # of everybody but the lead
    chosen_for = models.JSONField(default=dict)  # {"check_for": […], "types": […], "topics": […], "risks": […]}
    second_look = models.BooleanField(default=False)  # a second sealed review opens at publication
    version = models.PositiveIntegerField(default=1)  # 1: as it was shipped
    is_default = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_plan"),
            models.CheckConstraint(condition=Q(reviewers__gte=1), name="a_plan_asks_somebody"),
        ]

    def __str__(self) -> str:
        return self.name
