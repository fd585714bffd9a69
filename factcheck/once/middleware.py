"""What holds for every view of the desk's API: it knows its parameters, and may be asked twice under one key."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.once.carrying_out import Asked, carry_out
from factcheck.once.fingerprints import fingerprint_of
from factcheck.once.models import LONGEST_KEY
from factcheck.once.refusals import key_invalid
from factcheck.web.api_roots import DESK_API
from factcheck.web.asking import read_query
from factcheck.web.parameters import parameters_of

KEY = "Idempotency-Key"
LONGEST_VALUE = 4_000  # characters: addresses stand in queries; what a view reads has limits of its own
VERBS = ("get", "post", "put", "patch", "delete")
GetResponse = Callable[[HttpRequest], HttpResponse]
Handler = Callable[..., HttpResponseBase]


class DeskApi:
    """Stands around each handler of each view of the desk's API, behind sign-in, scopes and limits.

    A view says by attributes what is not the rule: `asks`, the parameters it knows (see `web.parameters`);
    `keeps_answer = False` where an answer holds a secret that is shown once; `once = False` where doing it twice is
    harmless and the answer is to be read anew.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Callable, args: tuple, kwargs: dict):
        """Instead of Django, call the view with its handlers wrapped."""
        view_class = getattr(view_func, "cls", None)
        if view_class is None or not request.path.startswith(DESK_API):
            return None
        view: APIView = view_class(**view_func.initkwargs)
        for verb in VERBS:
            if handler := getattr(view, verb, None):
                setattr(view, verb, partial(_handle, view, handler))
        view.setup(request, *args, **kwargs)
        return view.dispatch(request, *args, **kwargs)


def _handle(view: APIView, handler: Handler, request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
    read_query(request, allowed=parameters_of(view, request.method or ""), longest=LONGEST_VALUE)
    if request.method != "POST" or KEY not in request.headers:
        return handler(request, *args, **kwargs)
    key = key_of(request)
    if not getattr(view, "once", True):
        return handler(request, *args, **kwargs)
    asked = Asked(request.user, key, fingerprint_of(request), timezone.now())
    answer = partial(_rendered, view, handler, request, *args, **kwargs)
    return carry_out(asked, answer, keeps_body=getattr(view, "keeps_answer", True))


def key_of(request: Request) -> str:
    """The key as it was sent. Raises `Invalid` with code `idempotency_key_invalid`."""
    key = request.headers[KEY]
    if not 0 < len(key) <= LONGEST_KEY or not all("!" <= sign <= "~" for sign in key):
        raise key_invalid()
    return key


def _rendered(view: APIView, handler: Handler, request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
    """The answer with its bytes made, while what they tell of is still the transaction's."""
    answer = handler(request, *args, **kwargs)
    if isinstance(answer, Response):
        view.finalize_response(request, answer, *args, **kwargs).render()
    return answer
