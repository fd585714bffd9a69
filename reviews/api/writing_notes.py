"""Notes on drafts, kept versions and what changed since one, over HTTP."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews import writing_notes
from reviews.api.rechecks import PieceOut
from reviews.draft_versions import changed_since, versions_of
from reviews.models import DraftNote, DraftVersion
from reviews.selectors.draft_notes import notes_of
from reviews.selectors.drafts import find_draft


class DraftNoteIn(StrictSerializer):
    part = CleanCharField(max_length=40, help_text='A field of the text, "rating", "evidence" or "evidence-<id>".')
    quote = CleanCharField(required=False, allow_blank=True, help_text="The words it is about, as they stand.")
    text = CleanCharField(allow_blank=True)


class AnswerIn(StrictSerializer):
    answer = CleanCharField(required=False, allow_blank=True)
    settles = serializers.BooleanField(required=False, default=False)


class SinceIn(StrictSerializer):
    since = serializers.IntegerField(
        required=False, min_value=1, max_value=32_767, help_text="A version; left out: the one you saw last."
    )


class DraftNoteOut(serializers.ModelSerializer):
    by = serializers.CharField(help_text="A name.")
    answered_by = serializers.CharField(allow_null=True, help_text="A name.")
    settled_by = serializers.CharField(allow_null=True, help_text="A name.")

    class Meta:
        model = DraftNote
        fields = [
            "id", "draft", "part", "quote", "text", "by", "at", "answer", "answered_by", "answered_at", "settled_by",
            "settled_at",
        ]  # fmt: skip


class DraftNotesOut(serializers.Serializer):
    results = DraftNoteOut(many=True)


class DraftVersionOut(serializers.ModelSerializer):
    why = serializers.CharField(help_text="handed_in, sent_back or signed_off.")
    by = serializers.CharField(help_text="A name.")

    class Meta:
        model = DraftVersion
        fields = ["number", "why", "digest", "by", "at"]


class DraftVersionsOut(serializers.Serializer):
    results = DraftVersionOut(many=True)


class ParagraphOut(serializers.ListField):
    child = PieceOut()


class DraftTextChangeOut(serializers.Serializer):
    part = serializers.CharField()
    paragraphs = serializers.ListField(child=ParagraphOut(), source="difference.paragraphs")
    more = serializers.IntegerField(source="difference.more", help_text="Changed paragraphs that are not shown.")


class DraftValueChangeOut(serializers.Serializer):
    part = serializers.CharField()
    was = serializers.CharField()
    now = serializers.CharField()


class DraftPieceChangeOut(serializers.Serializer):
    kind = serializers.CharField(help_text="added, removed or changed.")
    evidence = serializers.IntegerField()
    was_stance = serializers.CharField()
    stance = serializers.CharField()
    was_place = serializers.IntegerField()
    place = serializers.IntegerField()
    pieces = PieceOut(many=True)
    details = serializers.ListField(child=serializers.CharField())


class DraftChangesOut(serializers.Serializer):
    since = DraftVersionOut(allow_null=True, help_text="Null when you have seen none yet.")
    values = DraftValueChangeOut(many=True)
    texts = DraftTextChangeOut(many=True)
    evidence = DraftPieceChangeOut(many=True)


@extend_schema(tags=["drafts"])
class NotesView(APIView):
    scope = "write"

    @extend_schema(operation_id="draft_notes_list", summary="The notes on a draft", responses=DraftNotesOut)
    def get(self, request: Request, pk: int) -> Response:
        notes = notes_of(find_draft(pk, user=request.user), user=request.user).order_by("pk")
        return Response(DraftNotesOut({"results": notes}).data)

    @extend_schema(
        operation_id="draft_notes_create",
        summary="Leave a note on one part of a draft",
        request=DraftNoteIn,
        responses={201: DraftNoteOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        given = DraftNoteIn.parse(request.data)
        note = writing_notes.add_note(draft_id=pk, by=request.user, at=timezone.now(), **given)
        url = reverse("api_draft_notes", args=[pk], request=request)
        return Response(DraftNoteOut(note).data, status=201, headers={"Location": url})


@extend_schema(tags=["drafts"])
class AnswerView(APIView):
    scope = "write"

    @extend_schema(
        operation_id="draft_notes_answer",
        summary="Answer a note, settle it, or both",
        request=AnswerIn,
        responses=DraftNoteOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        given = AnswerIn.parse(request.data)
        note = writing_notes.answer_note(note_id=pk, by=request.user, at=timezone.now(), **given)
        return Response(DraftNoteOut(note).data)


@extend_schema(tags=["drafts"])
class WithdrawView(APIView):
    scope = "write"

    @extend_schema(
        operation_id="draft_notes_withdraw",
        summary="Take back a note of one's own that nobody answered",
        request=None,
        responses={204: None},
    )
    def post(self, request: Request, pk: int) -> Response:
        writing_notes.withdraw_note(note_id=pk, by=request.user, at=timezone.now())
        return Response(status=204)


@extend_schema(tags=["drafts"])
class VersionsView(APIView):
    scope = "write"

    @extend_schema(
        operation_id="drafts_versions", summary="The versions of a draft that were kept", responses=DraftVersionsOut
    )
    def get(self, request: Request, pk: int) -> Response:
        versions = versions_of(find_draft(pk, user=request.user))
        return Response(DraftVersionsOut({"results": versions}).data)


@extend_schema(tags=["drafts"])
class ChangesView(APIView):
    scope = "write"
    asks = SinceIn

    @extend_schema(
        operation_id="drafts_changes",
        summary="What readers would see differently now than in a kept version",
        parameters=[OpenApiParameter("since", int, description="A version; left out: the one you saw last.")],
        responses=DraftChangesOut,
    )
    def get(self, request: Request, pk: int) -> Response:
        asked = SinceIn.parse(request.query_params.dict()).get("since")
        found = changed_since(find_draft(pk, user=request.user), request.user, number=asked)
        return Response(DraftChangesOut(_told(found)).data)


def _told(found: tuple[DraftVersion, Any] | None) -> dict[str, Any]:
    if found is None:
        return {"since": None, "values": [], "texts": [], "evidence": []}
    since, difference = found
    return {
        "since": since,
        "values": difference.values,
        "texts": difference.texts,
        "evidence": difference.evidence,
    }
