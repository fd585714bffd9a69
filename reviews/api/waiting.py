"""Waiting for something, and going on, over HTTP."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.web.serializers import StrictSerializer
from reviews.api.assignments import answer
from reviews.api.serializers import AssignmentOut
from reviews.assignment import waiting


class WaitIn(StrictSerializer):
    waiting_for = serializers.ChoiceField(choices=list(waiting.REASONS.items()))
    wake_at = serializers.DateTimeField()


class Wait(APIView):
    scope = "review"

    @extend_schema(request=WaitIn, responses=AssignmentOut)
    def post(self, request: Request, pk: int) -> Response:
        """Set one's own assignment aside until something comes, or until `wake_at`; the due date is paused."""
        data = WaitIn.parse(request.data)
        waiting.wait_for(assignment_id=pk, by=request.user, at=timezone.now(), **data)
        return answer(request, pk)


class Resume(APIView):
    scope = "review"

    @extend_schema(request=None, responses=AssignmentOut)
    def post(self, request: Request, pk: int) -> Response:
        """Go on with an assignment that waited. The reviewer whose it is, or an editor."""
        waiting.resume(assignment_id=pk, by=request.user, at=timezone.now())
        return answer(request, pk)
