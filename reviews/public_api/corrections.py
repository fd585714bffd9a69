"""The ledger of changes for programs: every change of a published check, newest first."""

from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from factcheck.web.asking import choice_asked
from reviews.public_api.answering import Json, PublicView, page_answer
from reviews.public_api.moments import MomentField
from reviews.public_api.rows import ROWS, page_of_rows
from reviews.selectors.corrections import KINDS, Told, told, told_changes
from reviews.states import AskedBy, Ground, Removed, RevisionKind, Severity


class RatingsOut(serializers.Serializer):
    before = serializers.CharField()
    after = serializers.CharField()


class CorrectionOut(serializers.Serializer):
    """A change as readers are told of it. Of what is withheld or redacted no words but the public note are here."""

    number = serializers.IntegerField(help_text="Of the check.")
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=RevisionKind.choices)
    severity = serializers.ChoiceField(choices=Severity.choices, allow_blank=True)
    title = serializers.CharField()
    note = serializers.CharField(help_text="What changed.")
    why = serializers.CharField()
    asked_by = serializers.ChoiceField(choices=AskedBy.choices, allow_blank=True)
    ground = serializers.ChoiceField(
        choices=Ground.choices, allow_blank=True, help_text="Of a retraction or redaction."
    )
    removed = serializers.ChoiceField(
        choices=Removed.choices, allow_blank=True, help_text="Of a redaction: what kind of words were removed."
    )
    rating = RatingsOut(allow_null=True, help_text="Where the rating changed: its names.")
    published_at = MomentField()
    url = serializers.CharField()


class CorrectionListOut(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = CorrectionOut(many=True)


class CorrectionsView(PublicView):
    parameters: ClassVar = (OpenApiParameter("kind", enum=KINDS, description="Only changes of this kind."), *ROWS)

    @extend_schema(
        operation_id="corrections_list",
        summary="Every change of a published verdict, newest first",
        description="Corrections, updates, additions, retractions and redactions. Of what is withheld only the kind.",
        tags=["corrections"],
        auth=[],
        parameters=list(parameters),
        responses=CorrectionListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        kind = choice_asked(self.asked, "kind", KINDS)
        rows, older = page_of_rows(told_changes(kind), self.asked, size=self.page_size)
        results = [CorrectionOut(_line(one)).data for one in told(rows)]
        return page_answer("corrections/", self.asked, results=results, older=older)


def _line(one: Told) -> Json:
    revision = one.revision
    return {
        "number": one.number,
        "version": revision.number,
        "kind": revision.kind,
        "severity": revision.severity,
        "title": one.title,
        "note": one.note,
        "why": one.why,
        "asked_by": one.asked_by,
        "ground": one.ground,
        "removed": one.removed,
        "rating": dict(zip(("before", "after"), one.ratings, strict=True)) if one.ratings else None,
        "published_at": revision.published_at,
        "url": one.url,
    }
