"""The versions of a published check for programs: each as it read then, with what it changed."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from factcheck.core.errors import NotFound
from reviews.models import PublicRevision
from reviews.public_api.answering import Json, PublicView, address_of
from reviews.public_api.corrections import CorrectionOut, RatingsOut
from reviews.public_api.verdict_shapes import VersionOut
from reviews.public_api.verdicts import find_shown
from reviews.published import Published
from reviews.revision_diff import EvidenceChange, RevisionDifference
from reviews.selectors.corrections import Version
from reviews.states import Severity
from reviews.word_diff import Difference


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


class VersionLineOut(VersionOut):
    severity = serializers.ChoiceField(choices=Severity.choices, allow_blank=True)
    rating_then = serializers.CharField(help_text="The name of the rating in this version.")
    url = serializers.CharField()
    api_url = serializers.CharField(help_text="The version whole, with what it changed.")


class VersionListOut(serializers.Serializer):
    results = VersionLineOut(many=True)


class VersionsView(PublicView):
    @extend_schema(
        operation_id="verdicts_versions",
        summary="The versions of a verdict, newest first",
        description="Nothing published is edited; it is superseded. Each version keeps its own address.",
        tags=["verdicts"],
        auth=[],
        responses=VersionListOut,
    )
    def get(self, request: Request, number: int) -> HttpResponse:
        shown = find_shown(number)
        results = [VersionLineOut(_listed(one, number)).data for one in shown.revisions]
        return JsonResponse({"results": results})


class VersionView(PublicView):
    @extend_schema(
        operation_id="verdicts_version",
        summary="One version of a verdict, as it read then",
        description="With what it changed in the version before, word by word. Old versions may not hold any more.",
        tags=["verdicts"],
        auth=[],
        responses=OneVersionOut,
    )
    def get(self, request: Request, number: int, version: int) -> HttpResponse:
        found = Version.find(find_shown(number), version)
        if found is None:
            raise NotFound("There is no version with this number.")
        return JsonResponse(OneVersionOut(_whole(found)).data)


def _listed(one: PublicRevision, number: int) -> Json:
    kept = ("kind", "severity", "published_at", "note")
    return {
        **{name: getattr(one, name) for name in kept},
        "version": one.number,
        "rating_then": one.rating_name,
        "url": settings.PUBLIC_ORIGIN + one.address,
        "api_url": address_of(f"verdicts/{number}/versions/{one.number}/"),
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
        "evidence": [_changed_evidence(one) for one in difference.evidence],
    }


def _changed_evidence(one: EvidenceChange) -> Json:
    told = one.evidence
    return {"kind": one.kind, "excerpt": told.excerpt, "url": told.url, "stance": told.stance, "was": one.was}


def _ratings(difference: RevisionDifference) -> Json | None:
    if difference.rating is None:
        return None
    before, after = difference.rating
    return {"before": before.name, "after": after.name}


def _words(difference: Difference) -> Json:
    return {"paragraphs": difference.paragraphs, "more": difference.more}
