"""Published verdicts for programs. Anyone may read them; they travel the public road, without session or cookie."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.core.errors import DomainError, NotFound
from factcheck.web.paging import page_by_key
from reviews.api.public_shapes import VerdictListOut, VerdictOut, listed_body, verdict_body
from reviews.selectors.published import Listed, Shown, search_verdicts, the_desk

KEPT_SECONDS = 60
FILTERS = ("q", "rating", "language")


class Withheld(DomainError):
    """The law does not let us show it."""

    code = "withheld"
    status = 451
    title = "This check is withheld for legal reasons"


class PublicView(APIView):
    """No authentication is looked for, so nothing can depend on it. For reading only, as all of the public road."""

    http_method_names = ("get", "head")
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    def finalize_response(self, request: Request, response: HttpResponse, *args, **kwargs) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


def keyed(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, description=words)


@extend_schema(tags=["verdicts"], auth=[])
class VerdictsView(PublicView):
    @extend_schema(
        operation_id="verdicts_list",
        summary="Published verdicts, newest first",
        parameters=[
            keyed("q", 'Words to find, as in a search engine: "a phrase", or, -not.'),
            keyed("rating", "The key of a label, such as mostly-false."),
            keyed("language", "The language of the claim."),
            keyed("older", "Where the page before ended; taken from `next`."),
        ],
        responses=VerdictListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        asked = {name: request.query_params.get(name, "").strip() for name in FILTERS}
        found = search_verdicts(words=asked["q"], rating=asked["rating"], language=asked["language"])
        page = page_by_key(found, request)
        kept = {name: value for name, value in asked.items() if value}
        following = f"{settings.PUBLIC_ORIGIN}/api/v1/verdicts/?{urlencode({**kept, 'older': page.older or ''})}"
        results = [listed_body(Listed(verdict)) for verdict in page]
        return JsonResponse({"next": following if page.older else None, "results": results})


@extend_schema(tags=["verdicts"], auth=[])
class VerdictView(PublicView):
    @extend_schema(operation_id="verdicts_retrieve", summary="One verdict, whole", responses=VerdictOut)
    def get(self, request: Request, number: int) -> HttpResponse:
        shown = Shown.find(number)
        if shown is None:
            raise NotFound("There is no verdict with this number.")
        if shown.is_withheld:
            raise Withheld("It has not been found wrong.")
        return _unless_known(request, shown, lambda: JsonResponse(verdict_body(shown, desk=the_desk())))


def _unless_known(request: Request, shown: Shown, make: Callable[[], HttpResponse]) -> HttpResponse:
    etag = f'"{shown.current.content_hash[:32]}-{shown.current.number}-{shown.verdict.state}"'
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    return response
