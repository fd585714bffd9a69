"""What is pulled from other publishers, for programs. Editors only."""

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.imports import feeds
from claims.imports.leaving import count_leaving
from claims.imports.typed import LONGEST, SaidOfFeed
from claims.models import ImportFeed, ImportRun
from claims.policies import may_keep_imports
from claims.selectors.imports import find_feeds, runs_of, see_feed
from claims.states import FeedKind
from factcheck.web.paging import NewestFirst
from factcheck.web.parsers import StrictJSONParser
from factcheck.web.serializers import CleanCharField, StrictSerializer

NOTHING = {"required": False, "allow_blank": True, "default": ""}


class FeedIn(StrictSerializer):
    name = CleanCharField(max_length=LONGEST["name"])
    kind = serializers.ChoiceField(choices=FeedKind.choices)
    url = CleanCharField(max_length=LONGEST["url"])
    query = CleanCharField(max_length=LONGEST["query"], **NOTHING)
    publisher = CleanCharField(max_length=LONGEST["publisher"], **NOTHING, help_text="A site, such as checks.example.")
    language = CleanCharField(max_length=LONGEST["language"], **NOTHING)
    max_age_days = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=36_500)
    every_hours = serializers.IntegerField(required=False, default=24, min_value=1, max_value=720)
    secret_key = CleanCharField(
        max_length=LONGEST["secret_key"],
        required=False,
        allow_blank=True,
        write_only=True,
        help_text="Sent with each request, never shown. Left out, the kept one stays; empty, it is forgotten.",
    )

    def said(self) -> SaidOfFeed:
        about = {name: value for name, value in self.validated_data.items() if name != "version"}
        return SaidOfFeed(**about)


class ChangedFeedIn(FeedIn):
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class FeedOut(serializers.ModelSerializer):
    """Where other publishers' checks are pulled from, and how it stands."""

    has_key = serializers.SerializerMethodField()
    is_running = serializers.BooleanField(help_text="It is being pulled now.")
    checks = serializers.IntegerField(source="kept_checks", help_text="How many checks it brought.")

    class Meta:
        model = ImportFeed
        fields = [
            "id", "name", "kind", "url", "query", "publisher", "language", "max_age_days", "every_hours", "has_key",
            "is_on", "is_running", "checks", "due_at", "begun_at", "done_at", "failures", "fault", "version",
            "leaving_at", "created_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.BooleanField())
    def get_has_key(self, feed: ImportFeed) -> bool:
        return bool(feed.secret_key)


class RemovalIn(StrictSerializer):
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class LeavingOut(serializers.Serializer):
    """What becomes of a feed's checks when it is removed."""

    goes = serializers.IntegerField(help_text="Checks that only this feed brought.")
    stays = serializers.IntegerField(help_text="Checks that a decision rests on: kept, and suggested no more.")
    told_elsewhere = serializers.IntegerField(help_text="Checks that another feed or a file brought too.")


class RunOut(serializers.ModelSerializer):
    """One pull: under way until `ended_at`; `fault` says why it failed."""

    class Meta:
        model = ImportRun
        fields = [
            "id", "by", "begun_at", "ended_at", "taken", "added", "changed", "unchanged", "unusable", "not_modified",
            "fault",
        ]  # fmt: skip


class FeedPages(generics.GenericAPIView):
    scope = "desk"
    parser_classes = [StrictJSONParser]
    serializer_class = FeedOut
    queryset = ImportFeed.objects.none()  # for the schema; whom one sees, the selectors say

    def answer(self, pk: int, **how) -> Response:
        return Response(FeedOut(see_feed(self.request.user, pk)).data, **how)


def _parsed(kind: type[FeedIn], data: object) -> FeedIn:
    serializer = kind(data=data)
    serializer.is_valid(raise_exception=True)
    return serializer


@extend_schema(tags=["imports"])
class FeedsView(FeedPages):
    """The desk's feeds."""

    pages = True
    pagination_class = NewestFirst
    filter_backends = ()

    @extend_schema(operation_id="imports_list", summary="Where other publishers' checks are pulled from, newest first")
    def get(self, request: Request) -> Response:
        may_keep_imports(request.user).or_refuse()
        page = self.paginate_queryset(find_feeds(request.user))
        return self.get_paginated_response(FeedOut(page, many=True).data)

    @extend_schema(
        operation_id="imports_add", summary="Add a feed; it is pulled at once", request=FeedIn, responses={201: FeedOut}
    )
    def post(self, request: Request) -> Response:
        said = _parsed(FeedIn, request.data).said()
        feed = feeds.add_feed(said=said, by=request.user, at=timezone.now())
        return self.answer(feed.pk, status=201, headers={"Location": reverse("api_import", args=[feed.pk])})


@extend_schema(tags=["imports"])
class FeedView(FeedPages):
    """One feed."""

    @extend_schema(operation_id="imports_see", summary="A feed and how it stands")
    def get(self, request: Request, pk: int) -> Response:
        may_keep_imports(request.user).or_refuse()
        return self.answer(pk)

    @extend_schema(operation_id="imports_change", summary="Change a feed", request=ChangedFeedIn)
    def put(self, request: Request, pk: int) -> Response:
        sent = _parsed(ChangedFeedIn, request.data)
        version = sent.validated_data["version"]
        feeds.change_feed(feed_id=pk, said=sent.said(), version=version, by=request.user, at=timezone.now())
        return self.answer(pk)


@extend_schema(tags=["imports"])
class RunsView(generics.GenericAPIView):
    """What the pulls of a feed did."""

    scope = "desk"
    pages = True
    serializer_class = RunOut
    pagination_class = NewestFirst
    filter_backends = ()
    queryset = ImportRun.objects.none()

    @extend_schema(operation_id="imports_runs", summary="The pulls of a feed, the latest first")
    def get(self, request: Request, pk: int) -> Response:
        may_keep_imports(request.user).or_refuse()
        page = self.paginate_queryset(runs_of(request.user, see_feed(request.user, pk)))
        return self.get_paginated_response(RunOut(page, many=True).data)


@extend_schema(tags=["imports"])
class PullView(FeedPages):
    """Pull it by hand."""

    @extend_schema(
        operation_id="imports_pull", summary="Pull a feed now; a worker does it", request=None, responses={202: RunOut}
    )
    def post(self, request: Request, pk: int) -> Response:
        run = feeds.pull_now(feed_id=pk, by=request.user, at=timezone.now())
        return Response(RunOut(run).data, status=202, headers={"Location": reverse("api_import_runs", args=[pk])})


@extend_schema(tags=["imports"])
class StopView(FeedPages):
    """Pull it no longer by itself."""

    @extend_schema(operation_id="imports_stop", summary="Stop pulling a feed; what came stays", request=None)
    def post(self, request: Request, pk: int) -> Response:
        feeds.stop_feed(feed_id=pk, by=request.user, at=timezone.now())
        return self.answer(pk)


@extend_schema(tags=["imports"])
class StartView(FeedPages):
    """Pull it by itself again."""

    @extend_schema(operation_id="imports_start", summary="Pull a stopped feed again", request=None)
    def post(self, request: Request, pk: int) -> Response:
        feeds.start_feed(feed_id=pk, by=request.user, at=timezone.now())
        return self.answer(pk)


@extend_schema(tags=["imports"])
class RemoveView(FeedPages):
    """Remove it, for good."""

    @extend_schema(
        operation_id="imports_leaving", summary="What would go and what would stay", responses={200: LeavingOut}
    )
    def get(self, request: Request, pk: int) -> Response:
        may_keep_imports(request.user).or_refuse()
        return Response(LeavingOut(count_leaving(see_feed(request.user, pk))).data)

    @extend_schema(
        operation_id="imports_remove",
        summary="Remove a feed and what only it brought; a worker does it",
        request=RemovalIn,
        responses={202: FeedOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        version = RemovalIn.parse(request.data)["version"]
        feeds.remove_feed(feed_id=pk, version=version, by=request.user, at=timezone.now())
        return self.answer(pk, status=202)
