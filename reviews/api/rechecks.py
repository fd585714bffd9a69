"""Rechecks over HTTP: what asks for another look at published pages, the differences, the decision."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.models import Recheck
from reviews.selectors import rechecks as selectors
from reviews.selectors.published import path_of
from reviews.selectors.rows import find
from reviews.typed import LONGEST_REASON
from reviews.watching.rechecks import decide_recheck, finish_correction


class ShowIn(StrictSerializer):
    """What a list is asked for; paging has its own."""

    show = serializers.ChoiceField(choices=list(selectors.GROUPS), default="open")


class DecideIn(StrictSerializer):
    decision = CleanCharField(max_length=20)
    because = CleanCharField(allow_blank=True, max_length=LONGEST_REASON)
    outdated_after = serializers.DateField(
        required=False, allow_null=True, help_text="Of a finding kept that was to be looked at again: when it is next."
    )


class FinishIn(StrictSerializer):
    because = CleanCharField(allow_blank=True, max_length=LONGEST_REASON, help_text="What was done.")


class RecheckOut(serializers.ModelSerializer):
    because = serializers.CharField()
    decision = serializers.CharField()
    decided_by = serializers.CharField(allow_null=True, help_text="A name.")

    class Meta:
        model = Recheck
        fields = [
            "id", "claim", "because", "detail", "source", "evidence", "before", "after", "opened_at", "decision",
            "decided_because", "decided_by", "decided_at", "round", "done_at", "done_because",
        ]  # fmt: skip


class PieceOut(serializers.Serializer):
    kind = serializers.CharField(help_text="same, out (only in the older copy) or in (only in the newer one)")
    text = serializers.CharField()


class QuotationThenOut(serializers.Serializer):
    evidence = serializers.IntegerField(source="evidence.pk")
    excerpt = serializers.CharField(source="evidence.excerpt")
    was_there = serializers.BooleanField()
    is_there = serializers.BooleanField()
    pieces = PieceOut(many=True)


class WholeRecheckOut(serializers.Serializer):
    recheck = RecheckOut()
    verdict = serializers.CharField(help_text="the address of the published page")
    rating = serializers.CharField(help_text="as published")
    quotations = QuotationThenOut(many=True)
    paragraphs = serializers.ListField(child=PieceOut(many=True), help_text="those that differ")
    more = serializers.IntegerField(help_text="paragraphs that differ beyond those")


def body(request: Request, pk: int) -> dict:
    """The recheck with everything its page shows."""
    found = find(selectors.whole_recheck(request.user), pk)
    verdict = selectors.verdict_of(found)
    difference = selectors.difference_of(found)
    shown = {
        "recheck": found,
        "verdict": path_of(verdict) if verdict is not None else "",
        "rating": verdict.current.rating_name if verdict is not None and verdict.current else "",
        "quotations": selectors.quotations_of(found),
        "paragraphs": difference.paragraphs if difference is not None else [],
        "more": difference.more if difference is not None else 0,
    }
    return WholeRecheckOut(shown).data


class Rechecks(GenericAPIView):
    scope = "publish"
    asks, pages = ("show",), True
    serializer_class = RecheckOut
    filter_backends = ()
    queryset = Recheck.objects.none()

    @extend_schema(
        operation_id="rechecks_list",
        parameters=[OpenApiParameter("show", enum=list(selectors.GROUPS), description="Which ones; else those open.")],
    )
    def get(self, request: Request) -> Response:
        """Rechecks to decide, being put right, or done; newest first."""
        asked = ShowIn.parse({"show": request.query_params["show"]} if "show" in request.query_params else {})
        page = self.paginate_queryset(selectors.rechecks_of_group(asked["show"], user=request.user))
        return self.get_paginated_response(RecheckOut(page, many=True).data)


class OneRecheck(APIView):
    scope = "publish"

    @extend_schema(operation_id="rechecks_retrieve", responses=WholeRecheckOut)
    def get(self, request: Request, pk: int) -> Response:
        """A recheck, the published page, the quotations then and now, and what changed between the copies."""
        return Response(body(request, pk))


class Decide(APIView):
    scope = "publish"

    @extend_schema(operation_id="rechecks_decide", request=DecideIn, responses=RecheckOut)
    def post(self, request: Request, pk: int) -> Response:
        """Decide a recheck: keep, new_round or correct. Editors only."""
        data = DecideIn.parse(request.data)
        decided = decide_recheck(recheck_id=pk, by=request.user, at=timezone.now(), **data)
        return Response(RecheckOut(decided).data)


class Finish(APIView):
    scope = "publish"

    @extend_schema(operation_id="rechecks_finish", request=FinishIn, responses=RecheckOut)
    def post(self, request: Request, pk: int) -> Response:
        """Finish a recheck: the page is put right, and what was done. Editors only."""
        data = FinishIn.parse(request.data)
        done = finish_correction(recheck_id=pk, by=request.user, at=timezone.now(), **data)
        return Response(RecheckOut(done).data)
