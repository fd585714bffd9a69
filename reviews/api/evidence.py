"""A claim's file over HTTP."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.models import Claim
from factcheck.web.parsers import StrictJSONParser
from reviews.api.copies import CopyOut, show_asked
from reviews.api.evidence_shapes import (
    CopyFirstIn,
    EvidenceFileIn,
    EvidenceIn,
    EvidenceOut,
    FileQuery,
    LinkedOut,
    show_evidence,
    show_linked,
)
from reviews.api.serializers import BecauseIn
from reviews.evidence.linking import Upload, copy_first, link_evidence, remove_evidence
from reviews.models import Evidence
from reviews.selectors.rows import find


class File(GenericAPIView):
    scope = "evidence"
    asks, pages = FileQuery, True
    serializer_class = EvidenceOut
    parser_classes = [StrictJSONParser, MultiPartParser]
    filter_backends = ()
    queryset = Evidence.objects.none()

    @extend_schema(parameters=[FileQuery])
    def get(self, request: Request, pk: int) -> Response:
        """The evidence in the file of a claim, newest first; with `removed=1` what was taken out of it and why."""
        found = find(Claim.objects.visible_to(request.user), pk)
        asked = FileQuery.read(request)
        rows = Evidence.objects.visible_to(request.user).filter(claim=found)
        rows = rows.taken_out() if asked.get("removed") else rows.in_file()
        page = self.paginate_queryset(rows.select_related("source", "removed_by"))
        return self.get_paginated_response(show_evidence(page, found, request.user))

    @extend_schema(
        request={"application/json": EvidenceIn, "multipart/form-data": EvidenceFileIn}, responses={201: LinkedOut}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Link evidence into the shared file of a claim.

        JSON with `url` or `source`, or a file (multipart, field `file`).

        `quotation` says at once whether the words stand in our copy, if we have one; else a copy is asked for.
        `not_taken` names what you said of a source that the desk knows and says otherwise.
        """
        said = _said(request)
        evidence = link_evidence(claim_id=pk, by=request.user, at=timezone.now(), **said)
        location = reverse("api_claim_evidence", args=[pk])
        return Response(show_linked(evidence, request.user, said), status=201, headers={"Location": location})


def _said(request: Request) -> dict[str, object]:
    if isinstance(request.data, QueryDict):
        said = EvidenceFileIn.parse(request.data)
        file = said.pop("file")
        return {**said, "file": Upload(file.read(), file.name, file.content_type or "")}
    said = EvidenceIn.parse(request.data)
    source_id = said.pop("source", None)
    return {**said, "source_id": source_id}


class CopyFirst(APIView):
    scope = "evidence"

    @extend_schema(operation_id="evidence_copy_first", request=CopyFirstIn, responses={202: CopyOut})
    def post(self, request: Request, pk: int) -> Response:
        """Have a page copied before anything is linked; the copy we hold, one waited for, or a new one."""
        url = CopyFirstIn.parse(request.data)["url"]
        return show_asked(copy_first(claim_id=pk, url=url, by=request.user, at=timezone.now()))


class Remove(APIView):
    scope = "evidence"

    @extend_schema(request=BecauseIn, responses=EvidenceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take a piece out of the file, with a reason. Its row is kept."""
        because = BecauseIn.parse(request.data)["because"]
        removed = remove_evidence(evidence_id=pk, because=because, by=request.user, at=timezone.now())
        return Response(show_evidence([removed], removed.claim, request.user)[0])
