"""What the API takes and gives about changing a claim under work."""

from rest_framework import serializers

from claims.models import Claim
from claims.states import ShelveReason
from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.models import Hold
from reviews.states import FlagKind, FlagOutcome, HoldKind
from reviews.typed import LONGEST_REASON

LONGEST_WORDING = 2_000  # characters


class RewordIn(StrictSerializer):
    text = CleanCharField(allow_blank=True, max_length=LONGEST_WORDING)
    kind = serializers.ChoiceField(choices=["spelling", "meaning"])
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    because = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_REASON)


class SplitIn(StrictSerializer):
    parts = serializers.ListField(child=CleanCharField(allow_blank=True, max_length=LONGEST_WORDING), max_length=20)
    follows = serializers.DictField(child=serializers.IntegerField(), required=False)
    because = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_REASON)

    def validate_follows(self, follows: dict) -> dict[int, int]:
        """{assignment id: part, from 0}"""
        if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in follows):
            raise serializers.ValidationError("The keys are ids of assignments.", code="invalid")
        return {int(key): part for key, part in follows.items()}


class MergeUnderWorkIn(StrictSerializer):
    canonical = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    because = CleanCharField(allow_blank=True, max_length=LONGEST_REASON)
    move = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=20, required=False
    )


class ShelveIn(StrictSerializer):
    because = serializers.ChoiceField(choices=ShelveReason.choices)
    note = CleanCharField(allow_blank=True, max_length=300)
    wake_at = serializers.DateTimeField(required=False, allow_null=True)


class HoldIn(StrictSerializer):
    kind = serializers.ChoiceField(choices=HoldKind.choices)
    reason = CleanCharField(allow_blank=True, max_length=LONGEST_REASON)
    until = serializers.DateTimeField(required=False, allow_null=True)


class FlagIn(StrictSerializer):
    kind = serializers.ChoiceField(choices=FlagKind.choices)
    note = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_REASON)


class OutcomeIn(StrictSerializer):
    outcome = serializers.ChoiceField(choices=FlagOutcome.choices)


class ChangedClaimOut(serializers.ModelSerializer):
    """A claim after it was changed, with the round under way, if any."""

    text = serializers.CharField(source="wording.text")
    warnings = serializers.ListField(
        child=serializers.CharField(), read_only=True, default=list, help_text="Who could not go on with it, and why."
    )

    class Meta:
        model = Claim
        fields = (
            *("id", "status", "text", "version", "canonical", "split_from", "shelved_as", "wake_at", "open_slots"),
            "warnings",
        )


class HoldOut(serializers.ModelSerializer):
    placed_by = serializers.CharField()

    class Meta:
        model = Hold
        fields = ("id", "claim", "kind", "reason", "until", "placed_by", "placed_at", "released_at")


class FlagOut(serializers.Serializer):
    """A flag as `selectors.changing` lets it be seen: `by` is a name, “you” or “a colleague”."""

    id = serializers.IntegerField(source="flag.pk")
    claim = serializers.IntegerField(source="flag.claim_id")
    kind = serializers.CharField(source="flag.kind")
    note = serializers.CharField(source="flag.note")
    by = serializers.CharField()
    raised_at = serializers.DateTimeField(source="flag.raised_at")
    outcome = serializers.CharField(source="flag.outcome")
