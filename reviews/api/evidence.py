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
from reviews.api.evidence_shapes import EvidenceFileIn, EvidenceIn, EvidenceOut
from reviews.api.serializers import BecauseIn
from reviews.evidence.linking import Upload, link_evidence, remove_evidence
from reviews.models import Evidence
from reviews.selectors.rows import find


class File(GenericAPIView):
    serializer_class = EvidenceOut
    parser_classes = [StrictJSONParser, MultiPartParser]
    filter_backends = ()
    queryset = Evidence.objects.none()

    def get(self, request: Request, pk: int) -> Response:
        """What is in the file of a claim, newest first."""
        found = find(Claim.objects.visible_to(request.user), pk)
        file = Evidence.objects.visible_to(request.user).in_file().filter(claim=found).select_related("source")
        page = self.paginate_queryset(file)
        return self.get_paginated_response(EvidenceOut(page, many=True).data)

    @extend_schema(
        request={"application/json": EvidenceIn, "multipart/form-data": EvidenceFileIn}, responses={201: EvidenceOut}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Link evidence into the shared file: JSON with `url` or `source`, or a file (multipart, field `file`).

        `quotation` says at once whether the words stand in our copy, if we have one; else a copy is asked for.
        """
        evidence = link_evidence(claim_id=pk, by=request.user, at=timezone.now(), **_said(request))
        location = reverse("api_claim_evidence", args=[pk])
        return Response(EvidenceOut(evidence).data, status=201, headers={"Location": location})


def _said(request: Request) -> dict[str, object]:
    if isinstance(request.data, QueryDict):
        said = EvidenceFileIn.parse(request.data)
        file = said.pop("file")
        return {**said, "file": Upload(file.read(), file.name, file.content_type or "")}
    said = EvidenceIn.parse(request.data)
    source_id = said.pop("source", None)
    return {**said, "source_id": source_id}


class Remove(APIView):
    @extend_schema(request=BecauseIn, responses=EvidenceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take a piece out of the file, with a reason. Its row is kept."""
        because = BecauseIn.parse(request.data)["because"]
        removed = remove_evidence(evidence_id=pk, because=because, by=request.user, at=timezone.now())
        return Response(EvidenceOut(removed).data)
