"""Rounds over HTTP: sealed while open, then compared and settled."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reviews import adjudication
from reviews.api.serializers import AdjudicateIn, BecauseIn, NoteIn, ReviewOut, RoundOut
from reviews.models import Round
from reviews.selectors.comparing import reviews_of
from reviews.selectors.rows import find


def round_body(request: Request, pk: int) -> dict:
    """The round as the asker may see it: sealed reviews of others are simply not there."""
    rows = Round.objects.visible_to(request.user).select_related("plan", "scale", "wording", "rating")
    found = find(rows, pk)
    return {**RoundOut(found).data, "reviews": ReviewOut(reviews_of(found, request.user), many=True).data}


class OneRound(APIView):
    scope = "review"

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int) -> Response:
        """A round, with those of its reviews one may see."""
        return Response(round_body(request, pk))


class Adjudicate(APIView):
    scope = "review"

    @extend_schema(request=AdjudicateIn, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, pk: int) -> Response:
        """Settle a disagreement; only someone who did not review the claim."""
        data = AdjudicateIn.parse(request.data)
        adjudication.adjudicate(
            round_id=pk, rating_key=data["rating"], note=data["note"], by=request.user, at=timezone.now()
        )
        return Response(round_body(request, pk), status=201)


class Move(APIView):
    scope = "review"

    @extend_schema(request=NoteIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Move one's own rating to the neighbouring one, with a note."""
        note = NoteIn.parse(request.data)["note"]
        adjudication.move_rating(round_id=pk, note=note, by=request.user, at=timezone.now())
        return Response(round_body(request, pk))


class ConfirmReasons(APIView):
    scope = "review"

    @extend_schema(request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Confirm that the reviews of a round have the same reasons; the writer or an editor says so."""
        adjudication.confirm_reasons_agree(round_id=pk, by=request.user, at=timezone.now())
        return Response(round_body(request, pk))


class Disagree(APIView):
    scope = "review"

    @extend_schema(request=BecauseIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Ask for someone else to settle a round."""
        because = BecauseIn.parse(request.data)["because"]
        adjudication.send_to_adjudication(round_id=pk, because=because, by=request.user, at=timezone.now())
        return Response(round_body(request, pk))
