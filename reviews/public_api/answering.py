"""What every public answer to a program has in common."""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.web.api_roots import PUBLIC_API
from factcheck.web.asking import LONGEST as LONGEST_VALUE
from factcheck.web.asking import number_asked, read_query
from factcheck.web.paging import LONGEST, PAGE
from factcheck.web.throttling import PerAddress
from reviews.public.answers import for_everyone, for_scripts, preflight

Json = dict[str, Any]
OK = 200


def text_parameter(name: str, words: str, **schema: object) -> OpenApiParameter:
    """A text in an address, as the document describes it: as long as `read_query` takes it, or what `schema` says."""
    return OpenApiParameter(name, {"type": "string", "maxLength": LONGEST_VALUE, **schema}, description=words)


def number_parameter(name: str, *, words: str, least: int, most: int, **schema: object) -> OpenApiParameter:
    """A whole number in an address, as the document describes it."""
    return OpenApiParameter(name, {"type": "integer", "minimum": least, "maximum": most, **schema}, description=words)


PAGE_SIZE = number_parameter("page_size", words="How many on a page.", least=1, most=LONGEST, default=PAGE)
OLDER_IN_WORDS = "Where the page before ended; taken from `next`."
OLDER = text_parameter("older", OLDER_IN_WORDS, pattern="^(?:[0-9]{1,9}-)?[0-9]{1,9}$", maxLength=19)
PAGING = (PAGE_SIZE, OLDER)


class PublicView(APIView):
    """No authentication is looked for, so nothing can depend on it. For reading only, as all of the public road.

    `parameters` are all that the address takes: any other is refused. `asked` holds what was given.
    """

    http_method_names = ("get", "head", "options")
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (PerAddress,)
    parameters: ClassVar[tuple[OpenApiParameter, ...]] = ()

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        self.asked = read_query(request, allowed=[one.name for one in self.parameters])

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple:
        """There is JSON and nothing else, whatever is asked for: no `Accept` may change what the shelf keeps."""
        return super().perform_content_negotiation(request, force=True)

    def options(self, request: Request, *args, **kwargs) -> HttpResponse:
        """What a browser asks before a script of another site may."""
        return preflight()

    def finalize_response(self, request: Request, response: HttpResponse, *args, **kwargs) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == OK:
            response = for_everyone(request, response)
        return for_scripts(response)

    @property
    def page_size(self) -> int:
        return number_asked(self.asked, "page_size", default=PAGE, least=1, most=LONGEST)


def page_answer(path: str, asked: Mapping[str, str], *, results: list[Json], older: object) -> HttpResponse:
    """One page of a list under `path`; `older` is the key the next one begins at, if there is one.

    The address of the next page stands in the body and in the header `Link`.
    """
    response = JsonResponse({"next": None, "results": results})
    if older:
        following = f"{address_of(path)}?{urlencode({**asked, 'older': older})}"
        response = JsonResponse({"next": following, "results": results})
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def address_of(path: str) -> str:
    """The whole address of something in this API. Never made from a request's Host header."""
    return f"{settings.PUBLIC_ORIGIN}{PUBLIC_API}{path}"
