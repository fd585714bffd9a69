"""What an editor decides at the gate, over HTTP for programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.api import writing
from reviews.api.writing_shapes import VerdictDraftOut
from reviews.gate.overriding import override_check, withdraw_override
from reviews.publication.scheduling import schedule_publication, unschedule


class OverrideIn(StrictSerializer):
    key = CleanCharField(help_text="Of the requirement, as `gate` names it.")
    reason = CleanCharField(allow_blank=True)


class OverrideKeyIn(StrictSerializer):
    key = CleanCharField()


class ScheduleIn(StrictSerializer):
    publish_at = serializers.DateTimeField()


@extend_schema(tags=["drafts"])
class OverrideView(APIView):
    scope = "publish"

    @extend_schema(
        operation_id="drafts_override",
        summary="Let a draft pass although a requirement is not met",
        request=OverrideIn,
        responses={201: VerdictDraftOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        override_check(draft_id=pk, by=request.user, at=at, **OverrideIn.parse(request.data))
        url = reverse("api_draft", args=[pk], request=request)
        return Response(writing.show(pk, user=request.user, at=at), status=201, headers={"Location": url})


@extend_schema(tags=["drafts"])
class WithdrawOverrideView(APIView):
    scope = "publish"

    @extend_schema(
        operation_id="drafts_withdraw_override",
        summary="Ask for a requirement again",
        request=OverrideKeyIn,
        responses=VerdictDraftOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        withdraw_override(draft_id=pk, by=request.user, at=at, **OverrideKeyIn.parse(request.data))
        return Response(writing.show(pk, user=request.user, at=at))


@extend_schema(tags=["drafts"])
class ScheduleView(APIView):
    scope = "publish"

    @extend_schema(
        operation_id="drafts_schedule",
        summary="Have a signed-off text published at a time to come",
        request=ScheduleIn,
        responses=VerdictDraftOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        schedule_publication(draft_id=pk, by=request.user, at=at, **ScheduleIn.parse(request.data))
        return Response(writing.show(pk, user=request.user, at=at))


@extend_schema(tags=["drafts"])
class UnscheduleView(APIView):
    scope = "publish"

    @extend_schema(
        operation_id="drafts_unschedule",
        summary="Take a text off the schedule",
        request=None,
        responses=VerdictDraftOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        unschedule(draft_id=pk, by=request.user, at=at)
        return Response(writing.show(pk, user=request.user, at=at))
