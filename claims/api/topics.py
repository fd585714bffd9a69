"""The desk's topics over HTTP."""

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.models import Topic
from claims.topics import LONGEST, add_topic, rename_topic
from factcheck.web.serializers import CleanCharField, StrictSerializer


class TopicIn(StrictSerializer):
    name = CleanCharField(max_length=LONGEST)


class TopicOut(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["id", "name", "slug"]


class TopicsView(GenericAPIView):
    scope = "desk"
    pages = True
    serializer_class = TopicOut
    filter_backends = ()
    queryset = Topic.objects.all()

    def get(self, request: Request) -> Response:
        """The desk's topics, newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(TopicOut(page, many=True).data)

    @extend_schema(operation_id="topic_add", request=TopicIn, responses={201: TopicOut})
    def post(self, request: Request) -> Response:
        """Add a topic. Editors only."""
        topic = add_topic(**TopicIn.parse(request.data), by=request.user, at=timezone.now())
        return Response(TopicOut(topic).data, status=201, headers={"Location": reverse("api_topics")})


class TopicView(APIView):
    scope = "desk"

    @extend_schema(operation_id="topic_rename", request=TopicIn, responses=TopicOut)
    def post(self, request: Request, pk: int) -> Response:
        """Give a topic another name; its slug stays. Editors only."""
        topic = rename_topic(topic_id=pk, **TopicIn.parse(request.data), by=request.user, at=timezone.now())
        return Response(TopicOut(topic).data)
