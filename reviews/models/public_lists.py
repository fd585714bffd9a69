"""What readers find: one narrow row for each verdict that stands, and the people and topics that lists go by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from claims.states import ClaimantKind
from factcheck.web.searching import searched_in_forms
from reviews.models.public import PublicScale, PublicVerdict
from reviews.states import RevisionKind

NEWEST = (F("first_published_at").desc(), F("number").desc())


class PublicClaimant(models.Model):
    """Somebody with a page of their own: public figures, organisations and outlets. No private person is ever here."""

    key = models.BigIntegerField(unique=True)  # of the claimant: a plain number, public tables join nothing private
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ClaimantKind)
    same_as = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class PublicTopic(models.Model):
    key = models.BigIntegerField(unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class PublicListing(models.Model):
    """A verdict that stands, as lists, search and feeds show it. Written by reviews/publication/listing.py only.

    What is retracted or withheld has no row here.
    """

    verdict = models.OneToOneField(PublicVerdict, primary_key=True, on_delete=models.PROTECT, related_name="listing")
    number = models.PositiveIntegerField(unique=True)
    slug = models.SlugField(max_length=120)
    title = models.CharField(max_length=200)
    claim_text = models.TextField()
    found = models.TextField()
    claimant_name = models.CharField(max_length=200, blank=True)
    claimant = models.ForeignKey(PublicClaimant, null=True, on_delete=models.PROTECT, related_name="listings")
    topic = models.ForeignKey(PublicTopic, null=True, on_delete=models.PROTECT, related_name="listings")
    scale = models.ForeignKey(PublicScale, on_delete=models.PROTECT, related_name="+")
    rating_key = models.SlugField(max_length=40)
    rating_name = models.CharField(max_length=60)
    outlets = ArrayField(models.CharField(max_length=200), default=list)  # where it was said
    outlet_keys = ArrayField(models.CharField(max_length=200), default=list)  # the same in small letters, to find them
    language = models.CharField(max_length=12)
    conclusion = models.CharField(max_length=300, blank=True)  # of one without a rating
    is_rated = models.BooleanField(default=True)  # an explanation without a label is none for machines
    claim_date = models.DateField(null=True)  # when it was said
    is_unnamed = models.BooleanField(default=False)  # whoever said it is of a kind that is not named
    is_early = models.BooleanField(default=False)
    is_outdated = models.BooleanField(default=False)
    revision = models.PositiveSmallIntegerField()
    revision_kind = models.CharField(max_length=12, choices=RevisionKind)
    first_published_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # when its present revision was published
    # The newer of the day it was said (from midnight, UTC) and its first publication. Null: from before this was kept.
    newest_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=searched_in_forms(
            A=("title",), B=("claim_text", "claimant_name"), C=("found", "conclusion"), language="language"
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["-first_published_at", "-number"]
        # Every list is in one order, so each filter's index ends with it.
        indexes = [
            GinIndex(fields=["search"], name="listings_searched", fastupdate=False),
            GinIndex(fields=["outlet_keys"], name="listings_by_outlet", fastupdate=False),
            models.Index(*NEWEST, name="listings_newest_first"),
            models.Index(F("claimant"), *NEWEST, name="listings_by_claimant"),
            models.Index(F("claimant"), F("rating_key"), name="listings_counted"),
            models.Index(F("topic"), *NEWEST, name="listings_by_topic"),
            models.Index(F("rating_key"), *NEWEST, name="listings_by_rating"),
            models.Index(F("language"), *NEWEST, name="listings_by_language"),
            models.Index(F("newest_at").desc(), name="listings_by_age"),
        ]

    def __str__(self) -> str:
        return self.title
