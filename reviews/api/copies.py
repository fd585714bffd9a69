"""Our copies of sources over HTTP."""

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.web.serializers import StrictSerializer
from reviews.evidence.capturing import copy_again, hand_in_copy, retry_copy
from reviews.models import Snapshot, Source
from reviews.selectors.copies import copies_of, see_copy
from reviews.selectors.rows import find


class CopyIn(StrictSerializer):
    """A copy somebody saved: a web page, a text, a PDF or a picture. What it is, is decided by its content."""

    file = serializers.FileField(allow_empty_file=True, use_url=False, max_length=255)


class CopyOut(serializers.ModelSerializer):
    """A copy, or a try at one. Who asked for it is not told."""

    kind = serializers.CharField(source="media_words", help_text="What it is, in words.")
    file = serializers.SerializerMethodField(help_text="Where its bytes are, as a file to be saved; null until then.")
    text = serializers.SerializerMethodField(help_text="Where its words are; null until it is captured.")

    class Meta:
        model = Snapshot
        fields = [
            "id", "source", "status", "origin", "fault", "fault_detail", "asked_at", "taken_at", "took_ms",
            "url", "final_url", "redirects", "http_status", "filename", "declared_type", "media_type", "kind", "size",
            "sha256", "etag", "last_modified", "title", "author", "published_on", "pages", "notes", "file", "text",
        ]  # fmt: skip

    @extend_schema_field({"type": ["string", "null"]})
    def get_file(self, copy: Snapshot) -> str | None:
        return reverse("copy_download", args=[copy.pk]) if copy.kept_id else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_text(self, copy: Snapshot) -> str | None:
        return reverse("api_copy_text", args=[copy.pk]) if copy.status == "captured" else None


class CopyTextOut(serializers.ModelSerializer):
    """The words as captured. `pages` are the offsets (code points) at which the pages of a PDF begin.

    Of a web page the first `main_length` code points are its main text; what else can be seen on it follows. All is
    main text where that is null.
    """

    class Meta:
        model = Snapshot
        fields = ["id", "text", "main_length", "pages", "sha256"]


@extend_schema(tags=["copies"])
class Copies(GenericAPIView):
    scope = "evidence"
    pages = True
    serializer_class = CopyOut
    filter_backends = ()
    parser_classes = [MultiPartParser]
    queryset = Snapshot.objects.none()

    @extend_schema(operation_id="copies_list")
    def get(self, request: Request, pk: int) -> Response:
        """The copies of a source and all tries, newest first."""
        source = find(Source.objects.visible_to(request.user), pk)
        page = self.paginate_queryset(copies_of(source, request.user))
        return self.get_paginated_response(CopyOut(page, many=True).data)

    @extend_schema(operation_id="copies_hand_in", request={"multipart/form-data": CopyIn}, responses={202: CopyOut})
    def post(self, request: Request, pk: int) -> Response:
        """Hand in a copy somebody saved. It is kept at once; its words are read in the background."""
        file = CopyIn.parse(request.data)["file"]
        copy = hand_in_copy(
            source_id=pk,
            received=file.read(),
            filename=file.name,
            declared_type=file.content_type or "",
            by=request.user,
            at=timezone.now(),
        )
        return show_asked(copy)


def show_asked(copy: Snapshot) -> Response:
    """A copy that was asked for, and where it will be."""
    return Response(CopyOut(copy).data, status=202, headers={"Location": reverse("api_copy", args=[copy.pk])})


@extend_schema(tags=["copies"])
class Again(APIView):
    scope = "evidence"

    @extend_schema(operation_id="copies_again", request=None, responses={202: CopyOut})
    def post(self, request: Request, pk: int) -> Response:
        """Ask for a fresh copy of a page. Earlier ones stay; quotations not verified are looked for in it."""
        return show_asked(copy_again(source_id=pk, by=request.user, at=timezone.now()))


@extend_schema(tags=["copies"])
class OneCopy(APIView):
    scope = "evidence"

    @extend_schema(operation_id="copies_read", responses=CopyOut)
    def get(self, request: Request, pk: int) -> Response:
        """One copy: waiting, captured, or failed with the reason."""
        return Response(CopyOut(see_copy(request.user, pk)).data)


@extend_schema(tags=["copies"])
class Retry(APIView):
    scope = "evidence"

    @extend_schema(operation_id="copies_retry", request=None, responses={202: CopyOut})
    def post(self, request: Request, pk: int) -> Response:
        """Try a failed copy again."""
        copy = retry_copy(snapshot_id=pk, by=request.user, at=timezone.now())
        return Response(CopyOut(copy).data, status=202)


@extend_schema(tags=["copies"])
class Text(APIView):
    scope = "evidence"

    @extend_schema(operation_id="copies_text", responses=CopyTextOut)
    def get(self, request: Request, pk: int) -> Response:
        """The words of a copy; empty until it is captured, and when there are none on it."""
        return Response(CopyTextOut(find(Snapshot.objects.visible_to(request.user), pk)).data)
