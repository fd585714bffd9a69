"""The queue over HTTP: what comes next, and what is skipped for now."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reviews.api.serializers import AssignmentOut
from reviews.assignment.pulling import Nothing, Pulled, pull_next
from reviews.assignment.skipping import skip_claim


class Next(APIView):
    scope = "queue"

    @extend_schema(request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Take the next piece of work. `queue` says where it came from (own, settle, new, none) and `why` why."""
        return Response(shape(pull_next(by=request.user, at=timezone.localtime())))


def shape(pulled: Pulled | Nothing) -> dict[str, object]:
    """What a client learns of it."""
    if isinstance(pulled, Nothing):
        return {"queue": "none", "code": pulled.code, "why": pulled.sentence, "assignment": None, "round": None}
    found = AssignmentOut(pulled.assignment).data if pulled.assignment else None
    return {"queue": pulled.queue, "code": "", "why": pulled.why, "assignment": found, "round": pulled.round.pk}


class Skip(APIView):
    scope = "queue"

    @extend_schema(request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Keep a claim out of one's own queue for twelve hours."""
        return Response({"until": skip_claim(claim_id=pk, by=request.user, at=timezone.now())})
