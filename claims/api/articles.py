"""Articles over HTTP for programs."""

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, PolymorphicProxySerializer, extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims import by_address, extraction, intake
from claims.api.shapes import (
    ArticleAddressIn,
    ArticleClaimOut,
    ArticleFileIn,
    ArticleIn,
    ArticleOut,
    ArticleQuery,
    PassageOut,
    TakenOut,
)
from claims.models import Appearance, Article, Passage, Submission
from claims.selectors.articles import count_claims, find_articles, see_article
from factcheck.web.paging import NewestFirst
from factcheck.web.parsers import StrictJSONParser

TEXT_OR_ADDRESS = PolymorphicProxySerializer(
    component_name="TextOrAddress", serializers=[ArticleIn, ArticleAddressIn], resource_type_field_name=None
)


class InReadingOrder(NewestFirst):
    """Pages in the order of the text."""

    ordering = ("ordinal",)


class ByPosition(NewestFirst):
    """Claims in the order of the article."""

    ordering = ("position", "pk")


@extend_schema(tags=["articles"])
class ArticlesView(generics.ListAPIView):
    """Articles: the list, and the way in."""

    scope = "intake"
    asks = ArticleQuery
    parser_classes = [StrictJSONParser, MultiPartParser]
    serializer_class = ArticleOut

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Article.objects.none()
        asked = ArticleQuery.read(self.request)
        return find_articles(self.request.user, words=asked.get("q", ""), status=asked.get("status", ""))

    @extend_schema(parameters=[ArticleQuery], operation_id="articles_list", summary="Articles, newest first")
    def get(self, request: Request, *args, **kwargs) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        context = {**self.get_serializer_context(), "claim_counts": count_claims(page)}
        return self.get_paginated_response(ArticleOut(page, many=True, context=context).data)

    @extend_schema(
        operation_id="articles_create",
        summary="Hand in an article",
        request={"application/json": TEXT_OR_ADDRESS, "multipart/form-data": ArticleFileIn},
        responses={202: TakenOut},
    )
    def post(self, request: Request) -> Response:
        submission = self._submit(request)
        article = submission.article
        url = reverse("api_article", args=[article.pk], request=request)
        earlier = article.submissions.filter(pk__lt=submission.pk).exists()
        body = {
            "article": {"id": article.pk, "status": article.status, "url": url},
            "submission": submission.pk,
            "already_here": earlier,
        }
        return Response(TakenOut(body).data, status=202, headers={"Location": url})

    def _submit(self, request: Request) -> Submission:
        sender = {"by": request.user, "via": "api", "at": timezone.now()}
        if _is_address_alone(request.data):
            return by_address.submit_url(**ArticleAddressIn.parse(request.data), **sender)
        if not isinstance(request.data, QueryDict) or "file" not in request.data:
            return intake.submit_text(**ArticleIn.parse(request.data), **sender)
        about = ArticleFileIn.parse(request.data)
        file = about.pop("file")
        return intake.submit_file(
            received=file.read(),
            filename=file.name,
            media_type=file.content_type or "",
            declared_encoding=file.charset,
            **about,
            **sender,
        )


def _is_address_alone(data: object) -> bool:
    """Whether a body says where an article stands, and brings neither text nor file."""
    return isinstance(data, dict) and "url" in data and "text" not in data and "file" not in data


@extend_schema(tags=["articles"])
class ArticleView(generics.GenericAPIView):
    """One article: how far it is, and what was found in it."""

    scope = "intake"
    serializer_class = ArticleOut

    @extend_schema(operation_id="articles_read", summary="One article")
    def get(self, request: Request, pk: int) -> Response:
        article = see_article(request.user, pk)
        return Response(ArticleOut(article, context={"claim_counts": count_claims([article])}).data)


@extend_schema(tags=["articles"])
class RetryView(generics.GenericAPIView):
    """Try a failed article again."""

    scope = "intake"
    serializer_class = ArticleOut

    @extend_schema(
        operation_id="articles_retry",
        summary="Try a failed article again",
        request=None,
        responses={202: OpenApiResponse(ArticleOut)},
    )
    def post(self, request: Request, pk: int) -> Response:
        extraction.retry_article(article_id=pk, by=request.user, at=timezone.now())
        article = see_article(request.user, pk)
        return Response(ArticleOut(article, context={"claim_counts": count_claims([article])}).data, status=202)


@extend_schema(tags=["articles"])
@extend_schema_view(get=extend_schema(operation_id="articles_passages", summary="Passages of the latest run, in order"))
class PassagesView(generics.ListAPIView):
    """The passages of an article; empty until it is split."""

    scope = "intake"
    serializer_class = PassageOut
    pagination_class = InReadingOrder
    queryset = Passage.objects.none()

    def get_queryset(self):
        self.article = see_article(self.request.user, self.kwargs["pk"])
        return Passage.objects.filter(run=self.article.current_run_id)

    def get_serializer_context(self):
        article = getattr(self, "article", None)
        return {**super().get_serializer_context(), "text": article.text if article else ""}


@extend_schema(tags=["articles"])
@extend_schema_view(get=extend_schema(operation_id="articles_claims", summary="The claims of an article, in its order"))
class ArticleClaimsView(generics.ListAPIView):
    """What was found or chosen in an article, whatever became of it."""

    scope = "intake"
    serializer_class = ArticleClaimOut
    pagination_class = ByPosition

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Article.objects.none()
        article = see_article(self.request.user, self.kwargs["pk"])
        here = Appearance.objects.filter(article=article).prefetch_related("claimants").order_by("start", "pk")
        claims = article.claims.visible_to(self.request.user).with_words()
        return claims.prefetch_related(Prefetch("appearances", queryset=here, to_attr="here"))
