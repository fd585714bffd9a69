"""What we check about, for programs."""

from typing import ClassVar

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from factcheck.core.errors import NotFound
from reviews.models import PublicListing, PublicTopic
from reviews.public_api.answering import Json, PublicView, address_of, page_answer
from reviews.public_api.rows import ROWS, page_of_rows


class PublicTopicOut(serializers.Serializer):
    """A topic with a check that stands."""

    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField(help_text="Its page.")
    verdicts_url = serializers.CharField(help_text="Its verdicts, in this API.")
    verdicts = serializers.IntegerField(help_text="How many checks stand.")


class PublicTopicListOut(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = PublicTopicOut(many=True)


def checked() -> QuerySet[PublicTopic]:
    """Those a check stands under."""
    return PublicTopic.objects.filter(Exists(PublicListing.objects.filter(topic=OuterRef("pk"))))


class TopicsView(PublicView):
    parameters: ClassVar = ROWS

    @extend_schema(
        operation_id="topics_list",
        summary="The topics with checks that stand",
        description="The newest topic first.",
        tags=["topics"],
        auth=[],
        parameters=list(parameters),
        responses=PublicTopicListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        rows, older = page_of_rows(checked(), self.asked, size=self.page_size)
        results = _lines(rows)
        return page_answer("topics/", self.asked, results=results, older=older)


class TopicView(PublicView):
    @extend_schema(
        operation_id="topics_retrieve",
        summary="One topic",
        description="With the address of its verdicts.",
        tags=["topics"],
        auth=[],
        responses=PublicTopicOut,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        found = list(checked().filter(slug=slug))
        if not found:
            raise NotFound("There is no topic of this name.")
        return JsonResponse(_lines(found)[0])


def _lines(rows: list[PublicTopic]) -> list[Json]:
    listed = PublicListing.objects.filter(topic__in=rows).order_by()
    counts = dict(listed.values_list("topic").annotate(Count("pk")))
    return [PublicTopicOut(_line(one, counts.get(one.pk, 0))).data for one in rows]


def _line(one: PublicTopic, count: int) -> Json:
    return {
        "slug": one.slug,
        "name": one.name,
        "url": f"{settings.PUBLIC_ORIGIN}/topics/{one.slug}/",
        "verdicts_url": f"{address_of('verdicts/')}?topic={one.slug}",
        "verdicts": count,
    }
