"""The rating scales we published on, for programs: every version, since a verdict keeps the one it was rated on."""

from typing import ClassVar

from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from factcheck.core.errors import NotFound
from reviews.models import PublicScale
from reviews.public_api.answering import Json, PublicView, address_of, page_answer
from reviews.public_api.rows import ROWS, page_of_rows
from reviews.public_api.verdict_shapes import POSITION


class LabelOut(serializers.Serializer):
    """One label. Those outside the order carry no position, and no number is made of them."""

    key = serializers.CharField()
    name = serializers.CharField()
    names = serializers.DictField(child=serializers.CharField(), help_text="In other languages, by language code.")
    definition = serializers.CharField()
    position = serializers.IntegerField(allow_null=True, help_text=POSITION)
    kind = serializers.CharField(help_text="`ordinal` on the order; any other word says why it stands outside.")


class RetiredLabelOut(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()
    replaced_by = serializers.CharField(allow_null=True, allow_blank=True)


class ScaleOut(serializers.Serializer):
    """A version of the rating scale."""

    key = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    because = serializers.CharField(help_text="Why it was made; may be empty.")
    labels = LabelOut(many=True, help_text="Truest first, then those outside the order.")
    retired = RetiredLabelOut(many=True, help_text="Labels given up with this version.")
    url = serializers.CharField(help_text="This version, in this API.")


class ScaleListOut(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = ScaleOut(many=True)


class ScalesView(PublicView):
    parameters: ClassVar = ROWS

    @extend_schema(
        operation_id="scales_list",
        summary="Every version of the rating scale",
        description="The newest first.",
        tags=["scales"],
        auth=[],
        parameters=list(parameters),
        responses=ScaleListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        rows, older = page_of_rows(PublicScale.objects.all(), self.asked, size=self.page_size)
        return page_answer("scales/", self.asked, results=[_body(one) for one in rows], older=older)


class ScaleView(PublicView):
    @extend_schema(
        operation_id="scales_retrieve",
        summary="One version of the rating scale",
        description="Its labels with what they mean.",
        tags=["scales"],
        auth=[],
        responses=ScaleOut,
    )
    def get(self, request: Request, key: str, version: int) -> HttpResponse:
        scale = PublicScale.objects.filter(key=key, version=version).first()
        if scale is None:
            raise NotFound("There is no such version of a scale.")
        return JsonResponse(_body(scale))


def _body(scale: PublicScale) -> Json:
    kept = ("key", "version", "name", "since", "because")
    body = {
        **{name: getattr(scale, name) for name in kept},
        "labels": sorted((_label(one) for one in scale.labels), key=_place),
        "retired": scale.retired,
        "url": address_of(f"scales/{scale.key}/{scale.version}/"),
    }
    return ScaleOut(body).data


def _label(told: Json) -> Json:
    return {**told, "names": told.get("names") or {}, "definition": told.get("definition", "")}


def _place(label: Json) -> tuple[bool, int]:
    return label["position"] is None, label["position"] or 0
