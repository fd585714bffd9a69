"""What may be the same as a claim: another claim of the desk, or a fact-check that somebody else published."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from pgvector.django import VectorField

from claims.models.claims import Claim, ClaimWording
from claims.models.imports import ImportFeed
from claims.states import ClaimStatus, DismissReason, Suggestion

SAME_PAGE = "same_page"  # in `ClaimMatch.parts`: both were said on one page; the share of words they have in common
BY_HAND = 0  # in `ImportedCheck.also_from`: no feed, a file that somebody read in
# What stays when the feed that brought a check is removed: somebody said that a claim was checked there.
RESTED_ON = Q(state=Suggestion.CONFIRMED) | Q(
    state=Suggestion.SUGGESTED,
    claim__status=ClaimStatus.DISMISSED,
    claim__dismissed_because=DismissReason.ALREADY_CHECKED,
)


class ImportedCheckQuerySet(models.QuerySet):
    def offered(self) -> "ImportedCheckQuerySet":
        """Without those of a feed that was removed: claims are not compared with them any more."""
        return self.filter(Q(feed=None) | Q(feed__leaving_at=None), is_offered=True)


class ImportedCheck(models.Model):
    """A fact-check somebody else published, as its publisher describes it.

    `truth` is where its number stands on its own scale, 0 false to 1 true; None where it has none. `feed` is the one
    that brought it: another one only fills in what is empty, and stands in `also_from`. `is_offered` is false when its
    feed was removed and only a decision on a claim keeps it. `pages` are its appearances as numbers, to look them up
    by (`claims.pages`).
    """

    url_hash = models.CharField(
        max_length=64, unique=True
    )  # of the address and the claim's words: a page may hold many
    url = models.CharField(max_length=2000)
    publisher = models.CharField(max_length=200)
    publisher_site = models.CharField(max_length=253, blank=True)  # the host of its page, without www
    title = models.CharField(max_length=300, blank=True)
    claim_text = models.TextField()
    claimant = models.CharField(max_length=200, blank=True)
    claim_date = models.DateTimeField(null=True, blank=True)
    appearances = models.JSONField(default=list, blank=True)  # addresses where the claim stood
    language = models.CharField(max_length=12, blank=True)
    truth = models.FloatField(null=True, blank=True)
    feed = models.ForeignKey(ImportFeed, null=True, blank=True, on_delete=models.SET_NULL, related_name="checks")
    outcome_rating = models.CharField(max_length=200, blank=True)
    outcome_url = models.CharField(max_length=2000, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    imported_at = models.DateTimeField()
    also_from = ArrayField(models.BigIntegerField(), default=list, blank=True)  # numbers of feeds; some may be gone
    is_offered = models.BooleanField(default=True)
    pages = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = ImportedCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(truth=None) | Q(truth__range=(0, 1)), name="truth_is_a_share"),
        ]
        indexes = [
            models.Index(F("outcome_at").desc(nulls_last=True), F("id").desc(), name="imported_newest_first"),
            GinIndex(fields=["pages"], name="imported_by_page"),
            models.Index(fields=["imported_at"], name="imported_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.claim_text[:60]}"


class ClaimMatchQuerySet(models.QuerySet):
    def rested_on(self) -> "ClaimMatchQuerySet":
        """Those by which somebody decided that a claim was checked before."""
        return self.filter(RESTED_ON)

    def standing(self) -> "ClaimMatchQuerySet":
        """Without suggestions of checks whose feed was removed."""
        withdrawn = Q(imported__is_offered=False) | Q(imported__feed__leaving_at__isnull=False)
        return self.exclude(withdrawn & Q(state=Suggestion.SUGGESTED) & ~RESTED_ON)


class ClaimMatch(models.Model):
    """A claim, and another claim or an imported check that may be the same; a person confirms or refuses.

    A pair of claims has one row, whichever of the two it was found for. A refused row stays: it is not suggested again.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches")
    other = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="matched_by")
    imported = models.ForeignKey(ImportedCheck, null=True, on_delete=models.CASCADE, related_name="matches")
    score = models.FloatField(null=True)  # 0 to 1
    likely = models.BooleanField(default=False)  # above the score from which 95 in 100 are the same
    parts = models.JSONField(default=dict)  # what the score is made of; the re-ranker learns from those of words
    state = models.CharField(max_length=10, choices=Suggestion, default=Suggestion.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ClaimMatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least(F("claim"), F("other")),
                Greatest(F("claim"), F("other")),
                condition=Q(other__isnull=False),
                name="one_match_per_pair",
            ),
            models.UniqueConstraint(fields=["claim", "imported"], name="one_match_per_imported_check"),
            models.CheckConstraint(
                condition=Q(other__isnull=True, imported__isnull=False) | Q(other__isnull=False, imported__isnull=True),
                name="a_match_is_with_one_thing",
            ),
            models.CheckConstraint(condition=~Q(claim=F("other")), name="no_claim_matches_itself"),
            models.CheckConstraint(condition=Q(state__in=Suggestion.values), name="match_state_known"),
        ]

    def __str__(self) -> str:
        other = f"check {self.imported_id}" if self.imported_id else self.other_id
        return f"{self.claim_id} = {other} ({self.state})"


class TextVector(models.Model):
    """The meaning of some words as a unit vector, made by one encoder. Made anew when the encoder changes.

    Searched by an exact scan: at 20,000 rows it takes 22 ms, misses nothing and costs nothing to keep up to date; an
    HNSW index took 5 ms, missed one in seven and added 7 ms to each row written.
    """

    wording = models.OneToOneField(ClaimWording, null=True, on_delete=models.CASCADE, related_name="vector")
    imported = models.OneToOneField(ImportedCheck, null=True, on_delete=models.CASCADE, related_name="vector")
    encoder = models.CharField(max_length=100)
    vector = VectorField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wording__isnull=True, imported__isnull=False)
                | Q(wording__isnull=False, imported__isnull=True),
                name="a_vector_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return (
            f"{self.encoder}: wording {self.wording_id}" if self.wording_id else f"{self.encoder}: {self.imported_id}"
        )
