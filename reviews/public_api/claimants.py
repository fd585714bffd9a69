"""Whom we checked, for programs: public figures, organisations and outlets. No private person is ever here."""

from typing import ClassVar

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from claims.states import ClaimantKind
from factcheck.core.errors import NotFound
from reviews.models import PublicClaimant
from reviews.public_api.answering import PAGING, Json, PublicView, address_of, page_answer, text_parameter
from reviews.public_api.rows import ROWS, page_of_rows
from reviews.public_api.verdict_shapes import VerdictListOut
from reviews.public_api.verdicts import NARROWED, ListingView
from reviews.selectors.facets import claimants_with_verdicts, count_by_claimant, ratings_of
from reviews.selectors.listings import claimant_path, words_of_name


class ClaimantOut(serializers.Serializer):
    """Somebody with a page of their own."""

    key = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=ClaimantKind.choices)
    same_as = serializers.CharField(help_text="An address that says who they are; may be empty.")
    url = serializers.CharField(help_text="Their page.")
    verdicts_url = serializers.CharField(help_text="What they said that we checked, in this API.")
    verdicts = serializers.IntegerField(help_text="How many checks stand. We do not choose claims at random.")


class ClaimantListOut(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = ClaimantOut(many=True)


class RatingCountOut(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()


class OneClaimantOut(ClaimantOut):
    """Somebody with a page of their own, and how often each rating stands. Not a record: claims are not a sample."""

    ratings = RatingCountOut(many=True)


class ClaimantsView(PublicView):
    parameters: ClassVar = (text_parameter("q", "Words of the name; the first eight are looked for."), *ROWS)

    @extend_schema(
        operation_id="claimants_list",
        summary="Whom we checked",
        description="Everybody with a page of their own, the newest first. Private people have none.",
        tags=["claimants"],
        auth=[],
        parameters=list(parameters),
        responses=ClaimantListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        found = claimants_with_verdicts()
        for word in words_of_name(self.asked.get("q", "")):
            found = found.filter(name__icontains=word)
        rows, older = page_of_rows(found, self.asked, size=self.page_size)
        counts = count_by_claimant(rows)
        results = [ClaimantOut(_line(one, counts[one.pk])).data for one in rows]
        return page_answer("claimants/", self.asked, results=results, older=older)


class ClaimantView(PublicView):
    @extend_schema(
        operation_id="claimants_retrieve",
        summary="One of whom we checked",
        description="With how often each rating stands among the checks of what they said.",
        tags=["claimants"],
        auth=[],
        responses=OneClaimantOut,
    )
    def get(self, request: Request, key: int) -> HttpResponse:
        claimant = _find(key)
        ratings = [{"key": one.key, "name": one.told["name"], "count": one.count} for one in ratings_of(claimant)]
        line = _line(claimant, sum(one["count"] for one in ratings))
        return JsonResponse(OneClaimantOut({**line, "ratings": ratings}).data)


class ClaimantVerdictsView(ListingView):
    parameters: ClassVar = (*NARROWED, *PAGING)

    @extend_schema(
        operation_id="claimants_verdicts",
        summary="What somebody said that we checked",
        description="As the list of all verdicts, narrowed to one claimant.",
        tags=["claimants"],
        auth=[],
        parameters=list(parameters),
        responses=VerdictListOut,
    )
    def get(self, request: Request, key: int) -> HttpResponse:
        claimant = _find(key)
        return self.answer(f"claimants/{claimant.key}/verdicts/", self.wanted(claimant=str(claimant.key)))


def _find(key: int) -> PublicClaimant:
    claimant = claimants_with_verdicts().filter(key=key).first()
    if claimant is None:
        raise NotFound("There is no claimant with this key.")
    return claimant


def _line(one: PublicClaimant, count: int) -> Json:
    return {
        "key": one.key,
        "name": one.name,
        "kind": one.kind,
        "same_as": one.same_as,
        "url": settings.PUBLIC_ORIGIN + claimant_path(one),
        "verdicts_url": address_of(f"claimants/{one.key}/verdicts/"),
        "verdicts": count,
    }
