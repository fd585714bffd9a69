"""What the API takes and gives about what readers send us."""

from rest_framework import serializers

from claims.models import Tip
from claims.selectors.tips import GROUPS as TIP_GROUPS
from claims.tips.typed import LONGEST_ANSWER, LONGEST_WORDS
from factcheck.readers.models import Sender
from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.complaints.typed import LONGEST_NOTE, LONGEST_OUTCOME
from reviews.models import Complaint
from reviews.selectors.complaints import GROUPS as COMPLAINT_GROUPS


class NothingIn(StrictSerializer):
    """A verb that asks for nothing."""


class ShowComplaintsIn(StrictSerializer):
    show = serializers.ChoiceField(choices=list(COMPLAINT_GROUPS), default="open")


class ShowTipsIn(StrictSerializer):
    show = serializers.ChoiceField(choices=list(TIP_GROUPS), default="open")


class LookAgainIn(StrictSerializer):
    version = serializers.IntegerField()


class ComplaintOutcomeIn(LookAgainIn):
    outcome = CleanCharField(allow_blank=True, max_length=LONGEST_OUTCOME, help_text="The sender reads this.")


class ComplaintNoteIn(LookAgainIn):
    note = CleanCharField(allow_blank=True, max_length=LONGEST_NOTE, help_text="The sender never reads this.")


class AnswerIn(StrictSerializer):
    answer = CleanCharField(
        required=False, allow_blank=True, max_length=LONGEST_ANSWER, help_text="The sender reads this."
    )


class TakeIn(AnswerIn):
    way = CleanCharField(max_length=20, help_text="article, claim or existing")
    words = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_WORDS)
    language = CleanCharField(required=False, max_length=12)
    claim = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=2**63 - 1, source="claim_id", help_text="one we have"
    )


class CheckedIn(AnswerIn):
    number = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class LeaveIn(StrictSerializer):
    answer = CleanCharField(allow_blank=True, max_length=LONGEST_ANSWER, help_text="The sender reads this.")


class SenderOut(serializers.ModelSerializer):
    class Meta:
        model = Sender
        fields = ["name", "email", "language", "answered_at", "forgotten_at"]


class ComplaintOut(serializers.ModelSerializer):
    kind = serializers.CharField()
    writes_as = serializers.CharField()
    status = serializers.CharField()
    sender = SenderOut(allow_null=True)
    handler = serializers.CharField(allow_null=True, help_text="A name.")
    closed_by = serializers.CharField(allow_null=True, help_text="A name.")

    class Meta:
        model = Complaint
        fields = [
            "id", "number", "revision", "kind", "writes_as", "text", "sender", "status", "received_at", "due_at",
            "acknowledged_at", "handler", "note", "outcome", "closed_at", "closed_by", "version",
        ]  # fmt: skip


class TipOut(serializers.ModelSerializer):
    status = serializers.CharField()
    sender = serializers.SerializerMethodField()
    answered_by = serializers.CharField(allow_null=True, help_text="A name.")

    class Meta:
        model = Tip
        fields = [
            "id", "words", "url", "seen_where", "why", "sender", "status", "claim", "article", "verdict_number",
            "answer", "received_at", "answered_at", "answered_by",
        ]  # fmt: skip

    def get_sender(self, tip: Tip) -> SenderOut(allow_null=True):
        """For editors only."""
        if not self.context["request"].user.is_admin or tip.sender is None:
            return None
        return SenderOut(tip.sender).data
