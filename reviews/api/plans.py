"""How claims are checked, over HTTP: plans, changes to a round, later evidence, records."""

from collections.abc import Callable

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.models import Claim
from claims.states import ClaimType, Risk
from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.api.rounds import round_body
from reviews.api.serializers import BecauseIn
from reviews.assignment.choosing import HARM, TWICE, choose_plan, sentence_for
from reviews.changing import later_evidence, plans, rounds
from reviews.models import ReviewPlan, Round, RoundChange, RoundRecord
from reviews.selectors.rows import find
from reviews.selectors.times import times_in_states
from reviews.states import ClosedBecause


class PlanIn(BecauseIn):
    plan = serializers.SlugField(max_length=40)


class NumberIn(BecauseIn):
    number = serializers.IntegerField(min_value=0, max_value=100)


class AdjudicatorIn(BecauseIn):
    adjudicator = serializers.IntegerField(min_value=1, allow_null=True)


class ReplaceIn(BecauseIn):
    assignment = serializers.IntegerField(min_value=1)
    reviewer = serializers.IntegerField(min_value=1, allow_null=True, required=False)


class CloseIn(BecauseIn):
    kind = serializers.ChoiceField(
        choices=ClosedBecause.choices, default=ClosedBecause.OTHER, help_text="What readers are told."
    )


class RisksIn(StrictSerializer):
    risks = serializers.ListField(child=serializers.ChoiceField(choices=Risk.choices), max_length=len(Risk))


class ChosenForIn(StrictSerializer):
    risks = serializers.ListField(child=serializers.ChoiceField(choices=[*Risk.values, HARM, TWICE]), required=False)
    topics = serializers.ListField(child=serializers.SlugField(max_length=80), required=False, max_length=100)
    types = serializers.ListField(child=serializers.ChoiceField(choices=ClaimType.choices), required=False)
    check_for = serializers.ListField(child=serializers.SlugField(max_length=10), required=False)


class ReviewPlanIn(StrictSerializer):
    version = serializers.IntegerField(min_value=1)
    name = CleanCharField(max_length=80)
    description = CleanCharField(max_length=300, allow_blank=True)
    reviewers = serializers.IntegerField(min_value=1, max_value=100)
    lead_points = serializers.IntegerField(min_value=1, max_value=100)
    points = serializers.IntegerField(min_value=1, max_value=100)
    chosen_for = ChosenForIn()


class ReviewPlanOut(serializers.ModelSerializer):
    class Meta:
        model = ReviewPlan
        fields = [
            "id", "key", "name", "description", "reviewers", "has_lead", "lead_points", "points", "second_look",
            "chosen_for", "is_default", "version",
        ]  # fmt: skip


class RoundChangeOut(serializers.ModelSerializer):
    by = serializers.CharField(source="by.name")

    class Meta:
        model = RoundChange
        fields = ["verb", "because", "kind", "by", "at"]


class RoundRecordOut(serializers.ModelSerializer):
    plan = serializers.CharField(source="plan.key")

    class Meta:
        model = RoundRecord
        exclude = ["id"]


def changed(request: Request, pk: int, verb: Callable[..., object], **typed: object) -> Response:
    """Run one verb on the round and answer with the round."""
    verb(round_id=pk, by=request.user, at=timezone.localtime(), **typed)
    return Response(round_body(request, pk))


class Plans(APIView):
    scope = "desk"

    @extend_schema(responses=ReviewPlanOut(many=True))
    def get(self, request: Request) -> Response:
        """The desk's review plans, and what each is chosen for."""
        return Response(ReviewPlanOut(ReviewPlan.objects.all(), many=True).data)


class OnePlan(APIView):
    scope = "desk"

    @extend_schema(request=ReviewPlanIn, responses=ReviewPlanOut)
    def put(self, request: Request, pk: int) -> Response:
        """Change a plan for rounds to come."""
        data = ReviewPlanIn.parse(request.data)
        version, chosen_for = data.pop("version"), dict(data.pop("chosen_for"))
        text = plans.PlanText(**data, chosen_for=chosen_for)
        plan = plans.edit_plan(plan_id=pk, text=text, version=version, by=request.user, at=timezone.localtime())
        return Response(ReviewPlanOut(plan).data)


class Risks(APIView):
    scope = "triage"

    @extend_schema(request=RisksIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Set what decides how carefully a claim is checked; answers with the plan a next round would have, and why."""
        risks = RisksIn.parse(request.data)["risks"]
        claim = plans.set_risks(claim_id=pk, risks=risks, by=request.user, at=timezone.localtime())
        chosen = choose_plan(claim)
        why = sentence_for(chosen.because)
        return Response({"risks": claim.risks, "plan": chosen.plan.key, "because": chosen.because, "why": why})


class ChangePlan(APIView):
    scope = "queue"

    @extend_schema(request=PlanIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Check an open round's claim by another plan."""
        data = PlanIn.parse(request.data)
        return changed(request, pk, rounds.change_plan, plan_key=data["plan"], because=data["because"])


class ChangeNumber(APIView):
    scope = "queue"

    @extend_schema(request=NumberIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Ask for more or fewer reviews in a round; as many as are in closes the round."""
        return changed(request, pk, rounds.change_number, **NumberIn.parse(request.data))


class NameAdjudicator(APIView):
    scope = "queue"

    @extend_schema(request=AdjudicatorIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Say who settles a disagreement; null: anybody who may."""
        data = AdjudicatorIn.parse(request.data)
        typed = {"adjudicator_id": data["adjudicator"], "because": data["because"]}
        return changed(request, pk, rounds.name_adjudicator, **typed)


class Replace(APIView):
    scope = "queue"

    @extend_schema(request=ReplaceIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Give an overdue assignment to somebody else; without `reviewer` its seat goes to the queue."""
        data = ReplaceIn.parse(request.data)
        typed = {"assignment_id": data["assignment"], "reviewer_id": data.get("reviewer"), "because": data["because"]}
        return changed(request, pk, rounds.replace_late_second, **typed)


class CloseWithOne(APIView):
    scope = "queue"

    @extend_schema(request=BecauseIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Close an open round with the reviews that are in."""
        return changed(request, pk, rounds.close_with_one, **CloseIn.parse(request.data))


class PointsAgainst(APIView):
    scope = "review"

    @extend_schema(request=BecauseIn, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, pk: int) -> Response:
        """Say that evidence which came after the reviews points against the rating; its reviewers are asked."""
        because = BecauseIn.parse(request.data)["because"]
        point = later_evidence.points_against(evidence_id=pk, because=because, by=request.user, at=timezone.localtime())
        return Response(round_body(request, point.round_id), status=201)


class ConfirmRating(APIView):
    scope = "review"

    @extend_schema(request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Stay with one's rating of a round in the light of what came later."""
        return changed(request, pk, later_evidence.confirm_rating)


class Reopen(APIView):
    scope = "review"

    @extend_schema(request=BecauseIn, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, pk: int) -> Response:
        """Do not stay with a rating: the claim is checked again, in the round answered."""
        because = BecauseIn.parse(request.data)["because"]
        again = later_evidence.reopen_round(round_id=pk, because=because, by=request.user, at=timezone.localtime())
        return Response(round_body(request, again.pk), status=201)


class Record(APIView):
    scope = "review"

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int) -> Response:
        """How a round was changed and, once it is closed, how it went. `record` is null while it is open."""
        found = find(Round.objects.visible_to(request.user).select_related("plan"), pk)
        changes = RoundChange.objects.visible_to(request.user).filter(round=found).select_related("by")
        record = RoundRecord.objects.visible_to(request.user).filter(round=found).select_related("plan").first()
        return Response(
            {
                "plan": found.plan.key,
                "reviews_wanted": found.reviews_wanted,
                "because": found.chosen_because,
                "why": sentence_for(found.chosen_because),
                "changes": RoundChangeOut(changes, many=True).data,
                "record": RoundRecordOut(record).data if record else None,
            }
        )


class Times(APIView):
    scope = "review"

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int) -> Response:
        """How long the claim and its rounds were in each state, in seconds; null where they still are."""
        claim = find(Claim.objects.visible_to(request.user), pk)
        return Response({"results": [stay.as_json() for stay in times_in_states(claim, request.user)]})
