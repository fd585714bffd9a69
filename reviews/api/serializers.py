"""What the API takes and gives about checking claims."""

from rest_framework import serializers

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.assignment.by_hand import LONGEST_OVERRIDE
from reviews.handing_over import LONGEST_NOTE
from reviews.models import Assignment, EvidenceReading, Review, Round
from reviews.states import Stance, Weight
from reviews.typed import LONGEST_REASON, LONGEST_TEXT


class AssignIn(StrictSerializer):
    reviewers = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=10)
    due_at = serializers.DateTimeField(required=False, allow_null=True, help_text="Left out: by the desk's policy.")
    plan = serializers.SlugField(required=False)
    reviews_wanted = serializers.IntegerField(required=False, help_text="1 to 5; left out: as many as the plan asks.")
    note = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_REASON)
    override = CleanCharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_OVERRIDE,
        help_text="Why somebody is asked in spite of load, topic or language.",
    )


class BecauseIn(StrictSerializer):
    because = CleanCharField(allow_blank=True, max_length=LONGEST_REASON)


class ReassignIn(BecauseIn):
    reviewer = serializers.IntegerField(min_value=1)
    override = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_OVERRIDE)


class NoteIn(StrictSerializer):
    note = CleanCharField(allow_blank=True, max_length=LONGEST_TEXT)


class AdjudicateIn(NoteIn):
    rating = serializers.CharField(max_length=40)


class ReadingIn(StrictSerializer):
    stance = serializers.ChoiceField(choices=Stance.choices)
    note = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    weight = serializers.ChoiceField(
        choices=Weight.choices, required=False, allow_null=True, help_text="How much it counts: 1 a little to 3."
    )


class DraftReadingIn(ReadingIn):
    stance = serializers.ChoiceField(choices=Stance.choices, allow_blank=True, required=False, default="")


class Readings(serializers.DictField):
    """{evidence id: {"stance": …, "note": …, "weight": …}}."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)


class TickIn(StrictSerializer):
    done = serializers.BooleanField(required=False, default=False)
    because = CleanCharField(required=False, allow_blank=True, default="", max_length=LONGEST_REASON)


class ChecklistIn(serializers.DictField):
    """{item: {"done": …, "because": …}}; left out, the draft's own stays."""

    def __init__(self, **kwargs):
        super().__init__(required=False, child=TickIn(), **kwargs)


class HandOverIn(StrictSerializer):
    hand_over = CleanCharField(allow_blank=True, max_length=LONGEST_NOTE)


class ReviewIn(StrictSerializer):
    rating = serializers.CharField(max_length=40, allow_blank=True)
    rationale = CleanCharField(allow_blank=True, max_length=LONGEST_TEXT)
    readings = Readings(child=ReadingIn(), default=dict)
    checklist = ChecklistIn()


class DraftIn(StrictSerializer):
    version = serializers.IntegerField(min_value=0)
    rating = serializers.CharField(max_length=40, allow_blank=True, allow_null=True, required=False)
    rationale = CleanCharField(required=False, allow_blank=True, trim_whitespace=False, max_length=LONGEST_TEXT)
    readings = Readings(child=DraftReadingIn(), default=dict)
    checklist = ChecklistIn()
    note_to_self = CleanCharField(required=False, allow_blank=True, trim_whitespace=False, max_length=LONGEST_TEXT)


class ReadingOut(serializers.ModelSerializer):
    class Meta:
        model = EvidenceReading
        fields = ["evidence", "stance", "note", "weight"]


class ReviewOut(serializers.ModelSerializer):
    rating = serializers.CharField(source="rating.key")
    reviewer = serializers.CharField(source="reviewer.name")
    readings = ReadingOut(many=True)

    class Meta:
        model = Review
        fields = [
            "id", "round", "assignment", "reviewer", "version", "rating", "rationale", "readings", "checklist",
            "submitted_at", "taken_back_at",
        ]  # fmt: skip


class AssignmentOut(serializers.ModelSerializer):
    """One's own assignment, or for an editor anybody's: who and when, nothing that was typed."""

    claim = serializers.IntegerField(source="round.claim_id")
    wording = serializers.CharField(source="round.wording.text")
    plan = serializers.CharField(source="round.plan.key")
    reviewer = serializers.CharField(source="reviewer.name")

    class Meta:
        model = Assignment
        fields = [
            "id", "round", "claim", "wording", "plan", "reviewer", "is_lead", "status", "due_at",
            "assigned_at", "submitted_at", "note", "hand_over", "ended_because",
        ]  # fmt: skip


class RoundOut(serializers.ModelSerializer):
    plan = serializers.CharField(source="plan.key")
    scale = serializers.CharField(source="scale.key")
    wording = serializers.CharField(source="wording.text")
    rating = serializers.CharField(source="rating.key", default=None, allow_null=True)

    class Meta:
        model = Round
        fields = [
            "id", "claim", "number", "plan", "reviews_wanted", "scale", "wording", "status", "rating", "reasons_agree",
            "opened_at", "closed_at",
        ]  # fmt: skip
