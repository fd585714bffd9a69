"""One decision on several claims, over HTTP for programs."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims import triage
from claims.models import Claim
from claims.triage.showing import API, Sight
from factcheck.accounts.models import User
from factcheck.web.parsers import StrictJSONParser
from factcheck.web.serializers import CleanCharField, StrictSerializer

SIGHT = Sight(on=API)
MOST = 200  # claims at once


class _SeveralIn(StrictSerializer):
    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=MOST
    )


class AcceptTogetherIn(_SeveralIn):
    because = CleanCharField(help_text="reach, harm, public_figure, readers_asked or running_story")


class DismissTogetherIn(_SeveralIn):
    reason = CleanCharField(
        help_text="opinion, prediction, vague, trivial, not_checkable, already_checked or not_our_beat"
    )


class DecidedOut(serializers.ModelSerializer):
    class Meta:
        model = Claim
        fields = ["id", "status", "version"]


def _decide(verb: Callable[..., list[Claim]], sent: dict[str, Any], *, by: User) -> Response:
    claims = sorted(set(sent.pop("claims")))
    decided = verb(claim_ids=claims, **sent, shown=SIGHT, by=by, at=timezone.now())
    return Response(DecidedOut(decided, many=True).data)


@extend_schema(tags=["triage"])
class AcceptTogetherView(APIView):
    """Accept several claims."""

    scope = "triage"
    parser_classes = [StrictJSONParser]

    @extend_schema(
        operation_id="claims_accept_together",
        summary="Accept several claims for one reason: all of them or none",
        request=AcceptTogetherIn,
        responses=DecidedOut(many=True),
    )
    def post(self, request: Request) -> Response:
        return _decide(triage.accept_claims, AcceptTogetherIn.parse(request.data), by=request.user)


@extend_schema(tags=["triage"])
class DismissTogetherView(APIView):
    """Dismiss several claims."""

    scope = "triage"
    parser_classes = [StrictJSONParser]

    @extend_schema(
        operation_id="claims_dismiss_together",
        summary="Dismiss several claims for one reason: all of them or none",
        request=DismissTogetherIn,
        responses=DecidedOut(many=True),
    )
    def post(self, request: Request) -> Response:
        return _decide(triage.dismiss_claims, DismissTogetherIn.parse(request.data), by=request.user)
