"""Suggested matches over HTTP for programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.matching.deciding import confirm_match, refuse_match
from claims.matching.unfolding import look_at_ratings
from claims.models import ClaimMatch
from claims.selectors.cards import see_claim
from claims.selectors.matches import SeenMatch, matches_of, see_match, seen_from
from claims.states import Suggestion
from claims.triage.showing import API, Sight
from factcheck.web.paging import NewestFirst
from factcheck.web.parsers import StrictJSONParser
from factcheck.web.serializers import StrictSerializer

SIGHT = Sight(on=API)


class MatchIn(StrictSerializer):
    claim = serializers.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, help_text="Which of the two claims goes into the other."
    )


class MatchedOut(serializers.Serializer):
    """What a claim may be the same as: a claim of the desk, or a fact-check that somebody else published."""

    claim = serializers.IntegerField(source="other.pk", default=None, allow_null=True)
    status = serializers.CharField(source="other.status", default=None, allow_null=True)
    article = serializers.IntegerField(source="other.article_id", default=None, allow_null=True)
    publisher = serializers.CharField(source="imported.publisher", default=None, allow_null=True)
    text = serializers.CharField()
    rating = serializers.CharField(help_text="What was found; empty when nothing is published, or when it is folded.")
    rated_at = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField(help_text="Where the fact-check can be read.")

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_rated_at(self, seen: SeenMatch):
        return None if seen.is_folded or not seen.rated_at else seen.rated_at.isoformat()

    @extend_schema_field(serializers.CharField())
    def get_url(self, seen: SeenMatch) -> str:
        return "" if seen.is_folded else seen.url


class MatchOut(serializers.Serializer):
    """A match from the side of the claim that was asked about."""

    id = serializers.IntegerField(source="match.pk")
    state = serializers.ChoiceField(source="match.state", choices=Suggestion.choices)
    score = serializers.FloatField(source="match.score", allow_null=True, help_text="0 to 1")
    likely_the_same = serializers.BooleanField(source="match.likely")
    same_page = serializers.BooleanField(
        source="is_same_page", help_text="The publisher of the check found the claim on the page that this one is from."
    )
    folded = serializers.BooleanField(
        source="is_folded", help_text="Reviewers rate the claim now; POST claims/<id>/ratings/ shows what others found."
    )
    other = MatchedOut(source="*")
    decided_at = serializers.DateTimeField(source="match.decided_at", allow_null=True)
    urls = serializers.SerializerMethodField()

    def get_urls(self, seen: SeenMatch) -> dict[str, str]:
        verbs = {"confirm": "api_match_confirm", "refuse": "api_match_refuse"}
        return {verb: reverse(name, args=[seen.match.pk]) for verb, name in verbs.items()}


@extend_schema(tags=["triage"])
class MatchesView(generics.ListAPIView):
    """What a claim may be the same as."""

    scope = "triage"
    serializer_class = MatchOut
    pagination_class = NewestFirst
    queryset = ClaimMatch.objects.none()

    @extend_schema(operation_id="claims_matches", summary="The matches of a claim, newest first, refused ones too")
    def get(self, request: Request, pk: int) -> Response:
        claim = see_claim(request.user, pk)
        page = self.paginate_queryset(matches_of(claim))
        return self.get_paginated_response(MatchOut(seen_from(request.user, claim, page), many=True).data)


@extend_schema(tags=["triage"])
class RatingsView(generics.GenericAPIView):
    """What was found about claims like one that reviewers rate."""

    scope = "review"
    once = False  # creates nothing, and what others found is read anew
    pagination_class = None  # all of them at once
    serializer_class = MatchOut
    queryset = ClaimMatch.objects.none()

    @extend_schema(
        operation_id="claims_ratings",
        summary="Unfold the ratings of a claim's matches; it is noted that you looked",
        request=None,
        responses=MatchOut(many=True),
    )
    def post(self, request: Request, pk: int) -> Response:
        claim = look_at_ratings(claim_id=pk, by=request.user, at=timezone.now())
        shown = matches_of(claim).exclude(state=Suggestion.REFUSED).order_by("-pk")[: NewestFirst.max_page_size]
        return Response(MatchOut(seen_from(request.user, claim, shown), many=True).data)


class MatchVerb(generics.GenericAPIView):
    """A POST that decides on a match and answers with it."""

    scope = "triage"
    parser_classes = [StrictJSONParser]
    serializer_class = MatchOut

    def answer(self, match: ClaimMatch) -> Response:
        return Response(MatchOut(see_match(self.request.user, match)).data)


@extend_schema(tags=["triage"])
class ConfirmMatchView(MatchVerb):
    """The two are the same."""

    @extend_schema(operation_id="matches_confirm", summary="Confirm a match; claims become one", request=MatchIn)
    def post(self, request: Request, pk: int) -> Response:
        claim_id = MatchIn.parse(request.data).get("claim")
        match = confirm_match(match_id=pk, claim_id=claim_id, shown=SIGHT, by=request.user, at=timezone.now())
        return self.answer(match)


@extend_schema(tags=["triage"])
class RefuseMatchView(MatchVerb):
    """The two are not the same."""

    @extend_schema(operation_id="matches_refuse", summary="Refuse a match for good", request=MatchIn)
    def post(self, request: Request, pk: int) -> Response:
        claim_id = MatchIn.parse(request.data).get("claim")
        match = refuse_match(match_id=pk, claim_id=claim_id, shown=SIGHT, by=request.user, at=timezone.now())
        return self.answer(match)
