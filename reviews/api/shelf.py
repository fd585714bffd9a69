"""The source shelf over HTTP."""

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.models import ShelfSource
from reviews.shelf import LAST_PLACE, change_pinned, pin_source, unpin_source


class PinnedIn(StrictSerializer):
    title = CleanCharField(allow_blank=True, max_length=200)
    url = CleanCharField(allow_blank=True, max_length=2000)
    good_for = CleanCharField(required=False, allow_blank=True, max_length=300)
    how_to_cite = CleanCharField(required=False, allow_blank=True, max_length=300)
    search_url = CleanCharField(required=False, allow_blank=True, max_length=2000)
    order = serializers.IntegerField(required=False, min_value=1, max_value=LAST_PLACE)


class PinIn(PinnedIn):
    topic = serializers.IntegerField(min_value=1)


class ChangePinnedIn(PinnedIn):
    title = CleanCharField(required=False, allow_blank=True, max_length=200)
    url = CleanCharField(required=False, allow_blank=True, max_length=2000)
    version = serializers.IntegerField(min_value=0)


class PinnedOut(serializers.ModelSerializer):
    class Meta:
        model = ShelfSource
        fields = [
            "id", "topic", "title", "url", "good_for", "how_to_cite", "search_url", "order", "version", "removed_at",
        ]  # fmt: skip


class Shelf(GenericAPIView):
    scope = "evidence"
    pages = True
    serializer_class = PinnedOut
    filter_backends = ()
    queryset = ShelfSource.objects.none()

    def get(self, request: Request) -> Response:
        """The sources that are pinned, newest first."""
        page = self.paginate_queryset(ShelfSource.objects.visible_to(request.user).pinned())
        return self.get_paginated_response(PinnedOut(page, many=True).data)

    @extend_schema(operation_id="shelf_pin", request=PinIn, responses={201: PinnedOut})
    def post(self, request: Request) -> Response:
        """Pin a source to a topic. Editors only."""
        data = PinIn.parse(request.data)
        pinned = pin_source(topic_id=data.pop("topic"), by=request.user, at=timezone.now(), **data)
        return Response(PinnedOut(pinned).data, status=201, headers={"Location": reverse("api_shelf")})


class Change(APIView):
    scope = "evidence"

    @extend_schema(operation_id="shelf_change", request=ChangePinnedIn, responses=PinnedOut)
    def post(self, request: Request, pk: int) -> Response:
        """Say something else of a pinned source; fields left out stay. A stale `version` is 409. Editors only."""
        data = ChangePinnedIn.parse(request.data)
        return Response(PinnedOut(change_pinned(source_id=pk, by=request.user, at=timezone.now(), **data)).data)


class Unpin(APIView):
    scope = "evidence"

    @extend_schema(request=None, responses=PinnedOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take a source off the shelf. Editors only."""
        return Response(PinnedOut(unpin_source(source_id=pk, by=request.user, at=timezone.now())).data)
