"""What the desk has published and changes of it, over HTTP."""

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.api.writing import show
from reviews.api.writing_shapes import VerdictDraftOut
from reviews.models import PublicRevision, PublicVerdict
from reviews.publication import changes
from reviews.selectors.changes import change_under_way
from reviews.selectors.published import Shown, path_of
from reviews.selectors.published_checks import NEEDS, Wanted, find_published, needs_of, published_checks
from reviews.states import PublicState


class WantedIn(StrictSerializer):
    """What a list is asked for; paging has its own."""

    state = serializers.ChoiceField(choices=PublicState.choices, required=False, default="")
    needs = serializers.ChoiceField(choices=list(NEEDS), required=False, default="")
    q = CleanCharField(required=False, allow_blank=True, default="", max_length=200)


class ChangeIn(StrictSerializer):
    kind = CleanCharField(max_length=20, help_text="addition, update or correction")
    recheck = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    complaint = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class PublishedLineOut(serializers.ModelSerializer):
    """A published check as the desk looks after it."""

    claim = serializers.IntegerField(source="claim_id")
    title = serializers.CharField(source="current.title")
    rating = serializers.CharField(source="current.rating_key")
    version = serializers.IntegerField(source="current.number")
    url = serializers.SerializerMethodField()
    has_recheck = serializers.BooleanField(help_text="Something asks for another look at it.")
    has_complaint = serializers.BooleanField(help_text="A reader objects; for editors only.")
    has_change = serializers.BooleanField(help_text="Somebody writes a change.")

    class Meta:
        model = PublicVerdict
        fields = [
            *("number", "claim", "state", "title", "rating", "version", "url", "first_published_at", "is_early"),
            *("outdated_after", "outdated_at", "has_recheck", "has_complaint", "has_change"),
        ]

    def get_url(self, verdict: PublicVerdict) -> str:
        return settings.PUBLIC_ORIGIN + path_of(verdict)


class RevisionOut(serializers.ModelSerializer):
    version = serializers.IntegerField(source="number")
    kind = serializers.CharField()
    severity = serializers.CharField()
    asked_by = serializers.CharField()
    ground = serializers.CharField()
    removed = serializers.CharField()
    rating = serializers.CharField(source="rating_key")
    url = serializers.SerializerMethodField()

    class Meta:
        model = PublicRevision
        fields = [
            *("version", "kind", "severity", "note", "why", "asked_by", "ground", "removed", "rating"),
            *("published_at", "url"),
        ]

    def get_url(self, revision: PublicRevision) -> str:
        return settings.PUBLIC_ORIGIN + revision.address


class PublishedCheckOut(serializers.Serializer):
    check_ = PublishedLineOut()
    draft = serializers.IntegerField(allow_null=True, help_text="The change that somebody writes now.")
    versions = RevisionOut(many=True, help_text="The newest first.")

    def get_fields(self) -> dict:
        fields = super().get_fields()
        return {"check": fields.pop("check_"), **fields}


@extend_schema(tags=["published"])
class PublishedList(GenericAPIView):
    scope = "publish"
    asks, pages = ("state", "needs", "q"), True
    serializer_class = PublishedLineOut
    filter_backends = ()
    queryset = PublicVerdict.objects.none()

    @extend_schema(
        operation_id="published_list",
        parameters=[
            OpenApiParameter("state", enum=PublicState.values, description="Only those in this state."),
            OpenApiParameter("needs", enum=list(NEEDS), description="Only those with this waiting."),
            OpenApiParameter("q", description="Words of it, or its number."),
        ],
    )
    def get(self, request: Request) -> Response:
        """Everything published, also what no longer stands; newest first."""
        given = {name: request.query_params[name] for name in ("state", "needs", "q") if name in request.query_params}
        asked = WantedIn.parse(given)
        needs = asked["needs"] if asked["needs"] in needs_of(request.user) else ""
        rows = published_checks(request.user, Wanted(state=asked["state"], needs=needs, words=asked["q"]))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(PublishedLineOut(page, many=True).data)


@extend_schema(tags=["published"])
class PublishedOne(APIView):
    scope = "publish"

    @extend_schema(operation_id="published_retrieve", responses=PublishedCheckOut)
    def get(self, request: Request, number: int) -> Response:
        """A published check, its versions, and the change under way."""
        verdict = find_published(number, user=request.user)
        draft = change_under_way(verdict.claim_id)
        return Response(
            {
                "check": PublishedLineOut(verdict).data,
                "draft": draft.pk if draft else None,
                "versions": RevisionOut(Shown(verdict).revisions, many=True).data,
            }
        )


@extend_schema(tags=["drafts"])
class ChangeView(APIView):
    scope = "write"

    @extend_schema(
        operation_id="claims_change",
        summary="Begin to change what is published of a claim",
        request=ChangeIn,
        responses={201: VerdictDraftOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        at, given = timezone.now(), ChangeIn.parse(request.data)
        from_what = {"recheck_id": given.get("recheck"), "complaint_id": given.get("complaint")}
        draft = changes.start_change(claim_id=pk, kind=given["kind"], by=request.user, at=at, **from_what)
        url = reverse("api_draft", args=[draft.pk], request=request)
        return Response(show(draft.pk, user=request.user, at=at), status=201, headers={"Location": url})


@extend_schema(tags=["drafts"])
class DropView(APIView):
    scope = "write"

    @extend_schema(operation_id="drafts_drop", summary="Give a change up", request=None, responses=VerdictDraftOut)
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        changes.drop_change(draft_id=pk, by=request.user, at=at)
        return Response(show(pk, user=request.user, at=at))
