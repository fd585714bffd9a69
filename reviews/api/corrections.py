"""Changes of published checks for programs: the ledger of them, and each version with what it changed. For anyone."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from factcheck.core.errors import NotFound
from factcheck.web.paging import page_by_key
from reviews.api.public import PublicView, withheld
from reviews.published import Published
from reviews.revision_diff import RevisionDifference
from reviews.selectors.corrections import KINDS, Told, Version, told, told_changes
from reviews.selectors.published import Shown
from reviews.states import AskedBy, Ground, Removed, RevisionKind, Severity
from reviews.word_diff import Difference

Json = dict[str, Any]


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
    published_at = serializers.DateTimeField()
    url = serializers.CharField()


class CorrectionListOut(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = CorrectionOut(many=True)


class ChangedWordsOut(serializers.Serializer):
    kind = serializers.CharField(help_text="same, out (only in the version before) or in (only in this one)")
    text = serializers.CharField()


class ChangedTextOut(serializers.Serializer):
    name = serializers.CharField()
    paragraphs = serializers.ListField(child=ChangedWordsOut(many=True), help_text="Those that differ.")
    more = serializers.IntegerField(help_text="Paragraphs that differ beyond those.")


class ChangedValueOut(serializers.Serializer):
    name = serializers.CharField()
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)


class ChangedEvidenceOut(serializers.Serializer):
    kind = serializers.CharField(help_text="in, out, or stance: it is read in another way")
    excerpt = serializers.CharField()
    url = serializers.CharField()
    stance = serializers.CharField()
    was = serializers.CharField(help_text="How it was read before.")


class ChangedOut(serializers.Serializer):
    rating = RatingsOut(allow_null=True)
    texts = ChangedTextOut(many=True)
    values = ChangedValueOut(many=True)
    evidence = ChangedEvidenceOut(many=True)


class OneVersionOut(CorrectionOut):
    """A version of a check as it read then, and what it changed in the one before it."""

    is_present = serializers.BooleanField(help_text="Whether it is what readers see now.")
    claim = serializers.CharField()
    claimant = serializers.CharField()
    rating_then = serializers.CharField(help_text="The name of the rating in this version.")
    found = serializers.CharField()
    explanation = serializers.CharField(help_text="Markdown.")
    changed = ChangedOut(allow_null=True)


@extend_schema(tags=["verdicts"], auth=[])
class CorrectionsView(PublicView):
    @extend_schema(
        operation_id="corrections_list",
        summary="Every change of a published verdict, newest first",
        parameters=[
            OpenApiParameter("kind", enum=KINDS, description="Only changes of this kind."),
            OpenApiParameter("older", description="Where the page before ended; taken from `next`."),
        ],
        responses=CorrectionListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        kind = request.query_params.get("kind", "")
        if kind not in {"", *KINDS}:
            raise NotFound("There is no such kind of change.")
        page = page_by_key(told_changes(*filter(None, [kind])), request)
        asked = {"kind": kind} if kind else {}
        following = f"{settings.PUBLIC_ORIGIN}/api/v1/corrections/?{urlencode({**asked, 'older': page.older or ''})}"
        results = [CorrectionOut(_line(one)).data for one in told(page)]
        return JsonResponse({"next": following if page.older else None, "results": results})


@extend_schema(tags=["verdicts"], auth=[])
class VersionView(PublicView):
    @extend_schema(
        operation_id="verdicts_version", summary="One version of a verdict, as it read then", responses=OneVersionOut
    )
    def get(self, request: Request, number: int, version: int) -> HttpResponse:
        shown = Shown.find(number)
        if shown is not None and shown.is_withheld:
            raise withheld(shown)
        found = Version.find(shown, version) if shown is not None else None
        if found is None:
            raise NotFound("There is no version with this number.")
        return JsonResponse(OneVersionOut(_whole(found)).data)


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


def _whole(found: Version) -> Json:
    revision, seen = found.revision, found.seen
    kept = ("kind", "severity", "title", "note", "why", "asked_by", "ground", "removed", "published_at")
    difference = found.difference
    return {
        **{name: getattr(revision, name) for name in kept},
        **_said(seen),
        "number": found.shown.number,
        "version": revision.number,
        "is_present": found.is_present,
        "rating": _ratings(difference) if difference is not None else None,
        "url": settings.PUBLIC_ORIGIN + revision.address,
        "changed": _changed(difference) if difference is not None else None,
    }


def _said(seen: Published) -> Json:
    kept = ("claim", "claimant", "found", "explanation")
    return {**{name: getattr(seen, name) for name in kept}, "rating_then": seen.rating.name}


def _changed(difference: RevisionDifference) -> Json:
    return {
        "rating": _ratings(difference),
        "texts": [{"name": one.name, **_words(one.difference)} for one in difference.texts],
        "values": [{"name": one.name, "before": one.before, "after": one.after} for one in difference.values],
        "evidence": [
            {"kind": one.kind, "excerpt": one.evidence.excerpt, "url": one.evidence.url,
             "stance": one.evidence.stance, "was": one.was}
            for one in difference.evidence
        ],
    }  # fmt: skip


def _ratings(difference: RevisionDifference) -> Json | None:
    if difference.rating is None:
        return None
    before, after = difference.rating
    return {"before": before.name, "after": after.name}


def _words(difference: Difference) -> Json:
    return {"paragraphs": difference.paragraphs, "more": difference.more}
