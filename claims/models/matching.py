"""What may be the same as a claim: another claim of the desk, or a fact-check that somebody else published."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from pgvector.django import VectorField

from claims.models.claims import Claim, ClaimWording
from claims.models.imports import ImportFeed
from claims.states import Suggestion


class ImportedCheck(models.Model):
    """A fact-check somebody else published, as its publisher describes it.

    `truth` is where its number stands on its own scale, 0 false to 1 true; None where it has none. `feed` is the one
    that brought it: another one only fills in what is empty.
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

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(truth=None) | Q(truth__range=(0, 1)), name="truth_is_a_share"),
        ]
        indexes = [models.Index(F("outcome_at").desc(nulls_last=True), F("id").desc(), name="imported_newest_first")]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.claim_text[:60]}"


class ClaimMatch(models.Model):
    """A claim, and another claim or an imported check that may be the same; a person confirms or refuses.

    A pair of claims has one row, whichever of the two it was found for. A refused row stays: it is not suggested again.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches")
    other = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="matched_by")
    imported = models.ForeignKey(ImportedCheck, null=True, on_delete=models.CASCADE, related_name="matches")
    score = models.FloatField(null=True)  # 0 to 1
    likely = models.BooleanField(default=False)  # above the score from which 95 in 100 are the same
    parts = models.JSONField(default=dict)  # what the score is made of; the re-ranker learns from it
    state = models.CharField(max_length=10, choices=Suggestion, default=Suggestion.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

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
