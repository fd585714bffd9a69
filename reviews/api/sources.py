"""Sources over HTTP."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.core.errors import NotFound
from reviews.api.evidence_shapes import (
    ArchiveIn,
    DescribeIn,
    KnownOut,
    KnownQuery,
    SourceOut,
    SourcesQuery,
    WithholdIn,
)
from reviews.api.serializers import BecauseIn
from reviews.evidence import describing
from reviews.evidence.known import recognise
from reviews.models import Source
from reviews.selectors.rows import find
from reviews.selectors.sources import find_sources, know


class Sources(GenericAPIView):
    scope = "evidence"
    asks, pages = SourcesQuery, True
    serializer_class = SourceOut
    filter_backends = ()
    queryset = Source.objects.none()

    @extend_schema(parameters=[SourcesQuery])
    def get(self, request: Request) -> Response:
        """Sources in whose title, publisher, author or addresses every word of `q` stands, newest first."""
        asked = SourcesQuery.read(request)
        found = find_sources(request.user, words=asked.get("q", ""), withheld=asked.get("withheld", False))
        page = self.paginate_queryset(found.prefetch_related("addresses"))
        return self.get_paginated_response(SourceOut(page, many=True).data)


class KnownAt(APIView):
    scope = "evidence"
    asks = KnownQuery

    @extend_schema(parameters=[KnownQuery], responses=KnownOut)
    def get(self, request: Request) -> Response:
        """The source known at the address `url`, with the published checks it served. 404 when nobody linked it."""
        source = recognise(KnownQuery.read(request)["url"])
        if source is None:
            raise NotFound("Nobody linked this page yet.")
        return Response(KnownOut(know(source, request.user)).data)


class OneSource(APIView):
    scope = "evidence"

    @extend_schema(operation_id="source_retrieve", responses=KnownOut)
    def get(self, request: Request, pk: int) -> Response:
        """A source with the published checks it served."""
        source = find(Source.objects.visible_to(request.user).prefetch_related("addresses"), pk)
        return Response(KnownOut(know(source, request.user)).data)

    @extend_schema(operation_id="source_describe", request=DescribeIn, responses=SourceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Describe a source, for all claims it serves; fields left out stay. A stale `version` is 409."""
        said = DescribeIn.parse(request.data)
        before = describing.what_is_said(find(Source.objects.visible_to(request.user), pk))
        described = describing.describe_source(source_id=pk, by=request.user, at=timezone.now(), **{**before, **said})
        return Response(SourceOut(described).data)


class Withhold(APIView):
    scope = "evidence"

    @extend_schema(request=WithholdIn, responses=SourceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Ask that readers do not learn who a source is. Another person, an editor, approves it."""
        because = WithholdIn.parse(request.data)["because"]
        source = describing.withhold_identity(source_id=pk, because=because, by=request.user, at=timezone.now())
        return Response(SourceOut(source).data)


class Approve(APIView):
    scope = "evidence"

    @extend_schema(request=None, responses=SourceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Agree that a source's identity is withheld. Editors only, and not whoever asked."""
        source = describing.approve_withholding(source_id=pk, by=request.user, at=timezone.now())
        return Response(SourceOut(source).data)


class NameAgain(APIView):
    scope = "evidence"

    @extend_schema(request=BecauseIn, responses=SourceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Let readers learn again who a source is, with a reason. What is published stays."""
        because = BecauseIn.parse(request.data)["because"]
        source = describing.name_again(source_id=pk, because=because, by=request.user, at=timezone.now())
        return Response(SourceOut(source).data)


class Archive(APIView):
    scope = "evidence"

    @extend_schema(request=ArchiveIn, responses=SourceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Note where a public archive keeps the page of a source; it is not our own copy."""
        url = ArchiveIn.parse(request.data)["url"]
        source = describing.note_archive(source_id=pk, url=url, by=request.user, at=timezone.now())
        return Response(SourceOut(source).data)
