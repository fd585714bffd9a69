"""Published verdicts for programs. Anyone may read them; they travel the public road, without session or cookie."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.core.errors import DomainError, NotFound
from factcheck.web.paging import PAGE
from reviews.api.public_shapes import VerdictListOut, VerdictOut, listed_body, verdict_body
from reviews.public.answers import for_everyone
from reviews.public.withheld import withheld_on
from reviews.selectors.list_pages import page_of
from reviews.selectors.published import Shown, the_desk
from reviews.selectors.wanted import Wanted
from reviews.states import Ground


class Withheld(DomainError):
    """The law does not let us show it."""

    code = "withheld"
    status = 451
    title = "This check is withheld"


def withheld(shown: Shown) -> Withheld:
    """Since when and on what ground; nothing of the claim."""
    verdict = shown.verdict
    since = withheld_on(shown)
    ground = verdict.get_withheld_ground_display() or Ground.LEGAL.label
    found = "We had retracted it before." if shown.retraction else "It has not been found wrong."
    day = f" since {since.isoformat()}" if since else ""
    told = {"since": since.isoformat() if since else None, "ground": verdict.withheld_ground or Ground.LEGAL.value}
    return Withheld(f"This check is withheld {ground}{day}. {found}", extra=told)


class PublicView(APIView):
    """No authentication is looked for, so nothing can depend on it. For reading only, as all of the public road."""

    http_method_names = ("get", "head")
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple:
        """There is JSON and nothing else, whatever is asked for: no `Accept` may change what the shelf keeps."""
        return super().perform_content_negotiation(request, force=True)

    def finalize_response(self, request: Request, response: HttpResponse, *args, **kwargs) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            response = for_everyone(request, response)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


def keyed(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, description=words)


@extend_schema(tags=["verdicts"], auth=[])
class VerdictsView(PublicView):
    @extend_schema(
        operation_id="verdicts_list",
        summary="Published verdicts that stand",
        parameters=[
            keyed("q", 'Words to find, as in a search engine: "a phrase", or, -not.'),
            keyed("rating", "The key of a label, such as mostly-false."),
            keyed("topic", "The slug of a topic."),
            keyed("claimant", "The key in the address of a claimant's page, or words of a name."),
            keyed("outlet", "Where it was said: the name of an outlet, capitals or not."),
            keyed("language", "The language of the claim."),
            keyed("from", "First published on this day or later, such as 2026-05-03."),
            keyed("to", "First published on this day or earlier."),
            keyed("order", "`relevance` or `date`; words are answered by relevance, all else by date."),
            keyed("older", "Where the page before ended; taken from `next`."),
        ],
        responses=VerdictListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        wanted = Wanted.read(request.query_params)
        with timezone.override(the_desk().time_zone):  # days begin where the desk is
            page = page_of(wanted, size=PAGE, older=request.query_params.get("older", ""))
        following = urlencode({**wanted.as_query(), "older": page.older})
        url = f"{settings.PUBLIC_ORIGIN}/api/v1/verdicts/?{following}" if page.older else None
        return JsonResponse({"next": url, "results": [listed_body(item) for item in page.items]})


@extend_schema(tags=["verdicts"], auth=[])
class VerdictView(PublicView):
    @extend_schema(operation_id="verdicts_retrieve", summary="One verdict, whole", responses=VerdictOut)
    def get(self, request: Request, number: int) -> HttpResponse:
        shown = Shown.find(number)
        if shown is None:
            raise NotFound("There is no verdict with this number.")
        if shown.is_withheld:
            raise withheld(shown)
        return JsonResponse(verdict_body(shown, desk=the_desk()))
