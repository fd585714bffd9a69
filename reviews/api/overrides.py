"""What was published although a requirement was not met, for programs."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.web.serializers import StrictSerializer
from reviews.gate import OVERRIDABLE, REQUIREMENTS
from reviews.models import GateOverride
from reviews.selectors.overrides import counted_overrides, overrides_by_key

KEYS = sorted(OVERRIDABLE)


class KeyIn(StrictSerializer):
    key = serializers.ChoiceField(choices=KEYS, required=False, default="")


class OverrideOut(serializers.ModelSerializer):
    by = serializers.CharField(source="by.name")

    class Meta:
        model = GateOverride
        fields = ["id", "draft", "key", "reason", "by", "at", "counted_at"]


class OverrideCountOut(serializers.Serializer):
    key = serializers.CharField()
    words = serializers.CharField()
    criteria = serializers.ListField(child=serializers.CharField())
    times = serializers.IntegerField()


@extend_schema(tags=["drafts"])
class Overrides(GenericAPIView):
    scope = "publish"
    asks, pages = ("key",), True
    serializer_class = OverrideOut
    filter_backends = ()
    queryset = GateOverride.objects.none()

    @extend_schema(
        operation_id="overrides_list",
        parameters=[OpenApiParameter("key", enum=KEYS, description="Of one requirement; else of all.")],
    )
    def get(self, request: Request) -> Response:
        """What was published although a requirement was not met; the newest decision first."""
        asked = KeyIn.parse({"key": request.query_params["key"]} if "key" in request.query_params else {})
        page = self.paginate_queryset(counted_overrides(request.user, key=asked["key"]))
        return self.get_paginated_response(OverrideOut(page, many=True).data)


@extend_schema(tags=["drafts"])
class OverrideCounts(APIView):
    scope = "publish"

    @extend_schema(operation_id="overrides_counts", responses=OverrideCountOut(many=True))
    def get(self, request: Request) -> Response:
        """How often something was published although a requirement was not met, by requirement."""
        times = overrides_by_key(request.user)
        asked = [(key, REQUIREMENTS[key]) for key in times if key in REQUIREMENTS]
        rows = [{"key": key, "words": one.words, "criteria": one.criteria, "times": times[key]} for key, one in asked]
        return Response(OverrideCountOut(rows, many=True).data)
