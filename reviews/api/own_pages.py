"""What the desk says about itself, and its scale, for programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.core.errors import NotFound
from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.models import PublicPage, Rating, RatingScale
from reviews.own_pages import publish_page
from reviews.scales import Label, Retired, current_scale, revise_scale
from reviews.selectors.published import list_pages
from reviews.states import RatingKind


class PageOut(serializers.ModelSerializer):
    class Meta:
        model = PublicPage
        fields = ("slug", "title", "version", "changed_at")
        read_only_fields = fields


class PageTextOut(PageOut):
    class Meta(PageOut.Meta):
        fields = (*PageOut.Meta.fields, "text")
        read_only_fields = fields


class PageIn(StrictSerializer):
    title = CleanCharField(allow_blank=True)
    text = CleanCharField(allow_blank=True, trim_whitespace=False)
    note = CleanCharField(allow_blank=True)
    version = serializers.IntegerField(min_value=1)


class LabelOut(serializers.ModelSerializer):
    class Meta:
        model = Rating
        fields = ("key", "name", "names", "definition", "kind", "position")
        read_only_fields = fields


class ScaleOut(serializers.ModelSerializer):
    labels = LabelOut(source="ratings", many=True)

    class Meta:
        model = RatingScale
        fields = ("key", "version", "name", "published_on", "because", "retired", "labels")
        read_only_fields = fields


class LabelIn(StrictSerializer):
    key = CleanCharField(required=False, default="", allow_blank=True)
    name = CleanCharField(allow_blank=True)
    definition = CleanCharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=RatingKind.choices, default=RatingKind.ORDINAL)
    names = serializers.DictField(child=CleanCharField(), required=False, default=dict)


class RetiredIn(StrictSerializer):
    key = CleanCharField()
    replaced_by = CleanCharField(required=False, default="", allow_blank=True)


class ScaleIn(StrictSerializer):
    version = serializers.IntegerField(min_value=1)
    name = CleanCharField(allow_blank=True)
    because = CleanCharField(allow_blank=True)
    labels = LabelIn(many=True)
    retired = RetiredIn(many=True, required=False, default=list)


@extend_schema(tags=["pages"])
class Pages(APIView):
    scope = "desk"

    @extend_schema(responses=PageOut(many=True))
    def get(self, request: Request) -> Response:
        """The desk's pages about itself, without their texts."""
        return Response(PageOut(list_pages(), many=True).data)


@extend_schema(tags=["pages"])
class OnePage(APIView):
    scope = "desk"

    @extend_schema(responses=PageTextOut)
    def get(self, request: Request, slug: str) -> Response:
        """One page with its present text in markdown."""
        return Response(PageTextOut(_find(slug)).data)

    @extend_schema(request=PageIn, responses=PageTextOut)
    def put(self, request: Request, slug: str) -> Response:
        """Publish the next version of a page (editors); `note` tells readers what is different."""
        publish_page(slug=slug, by=request.user, at=timezone.now(), **PageIn.parse(request.data))
        return Response(PageTextOut(_find(slug)).data)


@extend_schema(tags=["pages"])
class Scale(APIView):
    scope = "desk"

    @extend_schema(responses=ScaleOut)
    def get(self, request: Request) -> Response:
        """The rating scale that new rounds begin with."""
        return Response(ScaleOut(current_scale()).data)

    @extend_schema(request=ScaleIn, responses={201: ScaleOut})
    def post(self, request: Request) -> Response:
        """Make the next version of the rating scale (editors).

        Labels on the scale stand in order, truest first; each of the present ones
        is kept by its key or retired."""
        data = ScaleIn.parse(request.data)
        labels = [Label(**one) for one in data.pop("labels")]
        retired = [Retired(**one) for one in data.pop("retired")]
        made = revise_scale(labels=labels, retired=retired, by=request.user, at=timezone.now(), **data)
        return Response(ScaleOut(made).data, status=201)


def _find(slug: str) -> PublicPage:
    found = PublicPage.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found
