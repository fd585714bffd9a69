"""What the API takes and gives about claims and triage. What a value may be is the verbs' business."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.shapes import AppearanceOut
from claims.models import Claim, ClaimWording
from claims.selectors.claims import ALL, KEPT
from claims.states import ClaimantKind, ClaimStatus
from factcheck.web.serializers import CleanCharField, StrictQuery, StrictSerializer

DATE = {"required": False, "allow_null": True, "input_formats": ["iso-8601"]}
OPTIONAL = {"required": False, "allow_blank": True}
LINE = {**OPTIONAL, "default": ""}


class ClaimQuery(StrictQuery):
    status = serializers.ChoiceField(
        choices=[*ClaimStatus.choices, (KEPT, "Whatever the desk has taken on"), (ALL, "All")], required=False
    )
    language = CleanCharField(**OPTIONAL)
    article = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    q = CleanCharField(max_length=200, help_text="Words of the wording, or of the claimant's name.", **OPTIONAL)


class ClaimIn(StrictSerializer):
    """A claim without an article."""

    text = CleanCharField(allow_blank=True)
    claimant = CleanCharField(**LINE)
    claimant_kind = CleanCharField(required=False, default=ClaimantKind.UNKNOWN)
    claim_date = serializers.DateField(default=None, **DATE)
    claim_date_note = CleanCharField(help_text="Why there is no date.", **LINE)
    language = CleanCharField(required=False, default="en")
    url = CleanCharField(help_text="Where it was made; http or https.", **LINE)
    accept_because = CleanCharField(help_text="Accept it at once, for this reason; editors only.", **LINE)


class AcceptIn(StrictSerializer):
    because = CleanCharField(help_text="reach, harm, public_figure, readers_asked or running_story")


class DismissIn(StrictSerializer):
    reason = CleanCharField(
        help_text="opinion, prediction, vague, trivial, not_checkable, already_checked or not_our_beat"
    )


class WordingIn(StrictSerializer):
    text = CleanCharField(allow_blank=True)
    version = serializers.IntegerField(help_text="The claim's version that was read.")
    change = CleanCharField(required=False, default="meaning", help_text="spelling or meaning")


class ParticularsIn(StrictSerializer):
    """What is not given stays as it is."""

    version = serializers.IntegerField(help_text="The claim's version that was read.")
    claimant = CleanCharField(help_text="A name; empty: not known.", **OPTIONAL)
    claimant_kind = CleanCharField(required=False)
    claim_date = serializers.DateField(**DATE)
    claim_date_note = CleanCharField(**OPTIONAL)
    language = CleanCharField(**OPTIONAL)
    topic = CleanCharField(help_text="A topic's slug; empty: none.", **OPTIONAL)
    check_for = CleanCharField(required=False, help_text="truth or said")


class CorrectIn(StrictSerializer):
    what = serializers.ChoiceField(choices=["type", "span"])
    value = CleanCharField(
        max_length=20, help_text="A type to give or take away; or for a span: back, on, not_first, not_last."
    )


class MergeIn(StrictSerializer):
    canonical = serializers.IntegerField(help_text="The claim whose words stand.")


class SelectIn(StrictSerializer):
    spans = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        max_length=100,
        help_text="[[start, end], …] in code points of the article's text, end exclusive.",
    )


class CountsOut(serializers.Serializer):
    """What became of an article's claims."""

    accepted = serializers.IntegerField()
    dismissed = serializers.IntegerField()
    duplicate = serializers.IntegerField()
    not_picked = serializers.IntegerField()


class UndoneOut(serializers.Serializer):
    """The decision that was taken back."""

    verb = serializers.CharField()
    claim = serializers.IntegerField(source="claim_id", allow_null=True)
    decided_at = serializers.DateTimeField(source="at")


class OutcomeOut(serializers.Serializer):
    """What the desk published about a claim."""

    rating = serializers.CharField()
    url = serializers.CharField()
    at = serializers.DateTimeField()


class ClaimOut(serializers.ModelSerializer):
    """A claim in a list."""

    text = serializers.CharField(source="wording.text", default="", help_text="The present wording.")
    wording = serializers.IntegerField(source="wording.number", default=None, allow_null=True)
    claimant = serializers.CharField(source="claimant.name", default=None, allow_null=True)
    claimant_kind = serializers.CharField(source="claimant.kind", default=None, allow_null=True)
    topic = serializers.CharField(source="topic.slug", default=None, allow_null=True)
    outcome = serializers.SerializerMethodField(help_text="What was published, or null.")
    urls = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = [
            "id",
            "status",
            "kind",
            "text",
            "wording",
            "language",
            "claimant",
            "claimant_kind",
            "claim_date",
            "claim_date_note",
            "check_for",
            "topic",
            "types",
            "checkworthiness",
            "reasons",
            "splitter_version",
            "priority",
            "reviews_wanted",
            "accepted_because",
            "dismissed_because",
            "canonical",
            "article",
            "outcome",
            "version",
            "created_at",
            "decided_at",
            "urls",
        ]

    @extend_schema_field(OutcomeOut(allow_null=True))
    def get_outcome(self, claim: Claim) -> dict[str, object] | None:
        if not claim.outcome_rating:
            return None
        outcome = {"rating": claim.outcome_rating, "url": claim.outcome_url, "at": claim.outcome_at}
        return OutcomeOut(outcome).data

    def get_urls(self, claim: Claim) -> dict[str, str]:
        return {"self": reverse("api_claim", args=[claim.pk]), "desk": reverse("claim", args=[claim.pk])}


class WordingOut(serializers.ModelSerializer):
    by = serializers.CharField(source="by.name", default=None, allow_null=True)

    class Meta:
        model = ClaimWording
        fields = ["number", "text", "change", "by", "at"]


class PlaceOut(AppearanceOut):
    class Meta(AppearanceOut.Meta):
        fields = [*AppearanceOut.Meta.fields, "article", "edition", "url", "said_on"]


class ClaimDetailOut(ClaimOut):
    """A claim with every wording it has had and every place it was made."""

    wordings = WordingOut(many=True)
    appearances = PlaceOut(many=True)

    class Meta(ClaimOut.Meta):
        fields = [*ClaimOut.Meta.fields, "wordings", "appearances"]
