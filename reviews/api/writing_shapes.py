"""What the API takes and gives about drafts."""

from typing import Any

from rest_framework import serializers

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.composing import compose
from reviews.draft_text import count_words
from reviews.gate import advice_on, check_gate
from reviews.models import DraftEvidence, GateOverride, VerdictDraft
from reviews.states import AskedBy, DraftStatus, ReplyOutcome, RevisionKind, Severity, Stance

TEXT = {"allow_blank": True}
DAY = {"allow_null": True, "input_formats": ["iso-8601"]}


class PlacedIn(StrictSerializer):
    evidence = serializers.IntegerField()
    stance = serializers.ChoiceField(choices=Stance.choices)
    weight = serializers.IntegerField(help_text="1 is shown first.")


class DraftTextIn(StrictSerializer):
    """The whole text. Lengths are checked by the verb, so that page and program get the same codes."""

    version = serializers.IntegerField(help_text="The version you started from.")
    title = CleanCharField(**TEXT)
    found = CleanCharField(help_text="At most 60 words.", **TEXT)
    explanation = CleanCharField(help_text="Markdown.", **TEXT)
    not_established = CleanCharField(**TEXT)
    reply_outcome = serializers.ChoiceField(choices=ReplyOutcome.choices, allow_blank=True)
    reply = CleanCharField(**TEXT)
    rated_as_of = serializers.DateField(**DAY)
    evidence_until = serializers.DateField(**DAY)
    against_note = CleanCharField(required=False, **TEXT)
    primary_note = CleanCharField(required=False, help_text="Why it rests on no primary source.", **TEXT)
    independent_note = CleanCharField(required=False, help_text="Why one source is enough.", **TEXT)
    intent_note = CleanCharField(required=False, help_text="Why a word about intent stands; for the desk.", **TEXT)
    short_claim = CleanCharField(required=False, help_text="The claim in fewer words, for others to show.", **TEXT)
    conclusion = CleanCharField(required=False, help_text="In place of a rating, where there is none.", **TEXT)
    interests = CleanCharField(required=False, **TEXT)
    no_interests = serializers.BooleanField(required=False)
    outdated_after = serializers.DateField(required=False, **DAY)
    embargo_until = serializers.DateTimeField(required=False, allow_null=True)
    severity = serializers.ChoiceField(choices=Severity.choices, required=False, **TEXT)
    change_note = CleanCharField(required=False, help_text="Of a change: what changed, for readers.", **TEXT)
    change_why = CleanCharField(required=False, **TEXT)
    asked_by = serializers.ChoiceField(choices=AskedBy.choices, required=False, **TEXT)
    evidence = PlacedIn(many=True)


class DraftVersionIn(StrictSerializer):
    version = serializers.IntegerField()


class SendBackIn(StrictSerializer):
    note = CleanCharField(**TEXT)


class DraftHashIn(StrictSerializer):
    draft_hash = CleanCharField()


class PublishIn(StrictSerializer):
    draft_hash = CleanCharField(
        required=False, help_text="Also sign this text off. Without it, the text must be signed off already."
    )


class GateOverrideOut(serializers.ModelSerializer):
    by = serializers.CharField(source="by.name")

    class Meta:
        model = GateOverride
        fields = ["reason", "by", "at"]


class GateItemOut(serializers.Serializer):
    key = serializers.CharField()
    words = serializers.CharField()
    state = serializers.CharField(help_text="met, met_by_note, not_met or overridden.")
    detail = serializers.CharField()
    criteria = serializers.ListField(child=serializers.CharField(), help_text="What of the codes it answers: IFCN 3.1.")
    overridable = serializers.BooleanField(help_text="Whether an editor may publish although it is not met.")
    override = GateOverrideOut(allow_null=True, help_text="The decision to do so, where it counts.")


class PlacedOut(serializers.ModelSerializer):
    class Meta:
        model = DraftEvidence
        fields = ["evidence", "stance", "weight"]


class VerdictDraftOut(serializers.ModelSerializer):
    status = serializers.ChoiceField(choices=DraftStatus.choices)
    kind = serializers.ChoiceField(choices=RevisionKind.choices, help_text="What it becomes; `first` or a change.")
    changes = serializers.IntegerField(source="changes_id", allow_null=True, help_text="The revision it changes.")
    writer = serializers.CharField(source="writer.name")
    rating = serializers.SerializerMethodField(help_text="The label the round settled on.")
    evidence = PlacedOut(many=True)
    found_words = serializers.SerializerMethodField()
    notes_to_answer = serializers.SerializerMethodField()
    notes_standing = serializers.SerializerMethodField()
    draft_hash = serializers.SerializerMethodField(help_text="Of everything the reader will see; what is signed off.")
    gate = serializers.SerializerMethodField()
    advice = serializers.SerializerMethodField()

    class Meta:
        model = VerdictDraft
        fields = [
            *("id", "claim", "round", "status", "version", "writer", "rating", "title", "found", "found_words"),
            *("explanation", "not_established", "reply_outcome", "reply", "rated_as_of", "evidence_until"),
            *("against_note", "primary_note", "independent_note", "intent_note", "short_claim", "conclusion"),
            *("interests", "no_interests", "outdated_after", "embargo_until", "kind", "changes", "severity"),
            *("change_note", "change_why", "asked_by", "notes_to_answer", "notes_standing"),
            *("evidence", "sent_back_note", "draft_hash", "gate", "advice"),
            *("publish_at", "schedule_fault"),
        ]

    def get_rating(self, draft: VerdictDraft) -> str:
        return draft.round.rating.key if draft.round.rating else ""

    def get_notes_to_answer(self, draft: VerdictDraft) -> int:
        return draft.notes.to_answer().count()

    def get_notes_standing(self, draft: VerdictDraft) -> int:
        return draft.notes.standing().count()

    def get_found_words(self, draft: VerdictDraft) -> int:
        return count_words(draft.found)

    def get_draft_hash(self, draft: VerdictDraft) -> str:
        return compose(draft).digest

    def get_gate(self, draft: VerdictDraft) -> list[dict[str, Any]]:
        return GateItemOut(check_gate(draft), many=True).data

    def get_advice(self, draft: VerdictDraft) -> list[str]:
        return advice_on(draft)


class SignedOut(serializers.Serializer):
    draft = serializers.IntegerField()
    draft_hash = serializers.CharField()
    at = serializers.DateTimeField()


class PublishedOut(serializers.Serializer):
    number = serializers.IntegerField()
    revision = serializers.IntegerField()
    url = serializers.CharField()
