"""What we check about, for programs."""

from typing import ClassVar

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from factcheck.core.errors import NotFound
from reviews.models import PublicTopic
from reviews.public_api.answering import Json, PublicView, address_of, page_answer
from reviews.public_api.rows import ROWS, page_of_rows
from reviews.selectors.facets import count_by_topic, topics_with_verdicts


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
        rows, older = page_of_rows(topics_with_verdicts(), self.asked, size=self.page_size)
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
        found = list(topics_with_verdicts().filter(slug=slug))
        if not found:
            raise NotFound("There is no topic of this name.")
        return JsonResponse(_lines(found)[0])


def _lines(rows: list[PublicTopic]) -> list[Json]:
    counts = count_by_topic(rows)
    return [PublicTopicOut(_line(one, counts[one.pk])).data for one in rows]


def _line(one: PublicTopic, count: int) -> Json:
    return {
        "slug": one.slug,
        "name": one.name,
        "url": f"{settings.PUBLIC_ORIGIN}/topics/{one.slug}/",
        "verdicts_url": f"{address_of('verdicts/')}?topic={one.slug}",
        "verdicts": count,
    }
