"""Refusals and errors as answers: a page for people, an RFC 9457 problem body for programs."""

import structlog
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from rest_framework import exceptions as drf
from rest_framework import status as codes

from factcheck.core.errors import DomainError, FieldError, Invalid, NotAllowed, NotFound, TooLarge, Unavailable
from factcheck.web.languages import FIRST, direction_of, language_of, prefix_of

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
TYPES = "/developers/errors/#"
BODY = "body"  # the field of what is wrong with all that was sent


def request_id() -> str:
    """The id that the logs of this request carry."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def problem_body(error: DomainError) -> dict[str, object]:
    """The RFC 9457 body of a refusal: type, title, status, detail, code, request_id, errors, and what it adds."""
    return {
        "type": f"{TYPES}{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
        "request_id": request_id(),
        "errors": [{"field": e.field, "code": e.code, "detail": e.detail} for e in error.errors],
        **error.extra,
    }


def wants_problem_body(request: HttpRequest) -> bool:
    return request.path == "/v1alpha1" or request.path.startswith(("/api/", "/v1alpha1/"))


def answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as the asker reads it: JSON for programs, else a page that says what happened and what to do."""
    response = _problem(error) if wants_problem_body(request) else _page(request, error)
    retry_after = getattr(error, "retry_after", RETRY_AFTER_SECONDS if isinstance(error, Unavailable) else None)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def _problem(error: DomainError) -> HttpResponse:
    return JsonResponse(problem_body(error), status=error.status, content_type=MEDIA_TYPE)


def _page(request: HttpRequest, error: DomainError) -> HttpResponse:
    # What the desk's rules say is English: in another language the page says in its own words what happened.
    said = error if language_of(request) == FIRST else None
    page = error_page(
        request,
        error.status,
        error=said,
        request_id=request_id(),
        path=request.path,
        in_desk=request.path.startswith("/desk/"),
    )
    return HttpResponse(page, status=error.status)


def error_page(request: HttpRequest, status: int, **context: object) -> str:
    """The page of a refusal in the language of the page that was asked for. Needs no session.

    What is refused on the public road names the desk and leads on; what failed there says so without the database.
    """
    language = language_of(request)
    shell = {
        "page_lang": language,
        "page_dir": direction_of(language),
        "prefix": prefix_of(language),
        "status": status,
        **_of_the_desk(request, status),
    }
    with translation.override(language):
        return render_to_string([f"errors/{status}.html", "errors/400.html"], {**shell, **context})


def _of_the_desk(request: HttpRequest, status: int) -> dict[str, object]:
    if not getattr(request, "is_public", False) or status >= codes.HTTP_500_INTERNAL_SERVER_ERROR:
        return {}
    try:
        return {"is_public": True, "desk_name": request.desk.name}
    except DatabaseError:
        return {"is_public": True}


def as_domain_error(error: Exception) -> DomainError | None:
    """The refusal that an exception of Django or DRF amounts to, or None for a true failure."""
    for kinds, translate in TRANSLATIONS:
        if isinstance(error, kinds):
            return translate(error)
    return None


def answer_api(error: Exception, context: dict) -> HttpResponseBase | None:
    """DRF's exception handler: every refusal becomes a problem body."""
    translated = as_domain_error(error)
    if translated is None:
        return None
    response = answer(context["request"], translated)
    if isinstance(error, drf.Throttled) and error.wait:
        response["Retry-After"] = str(int(error.wait) + 1)
    if getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = error.auth_header
    return response


def _refusal(error: drf.APIException) -> DomainError:
    refusal = DomainError(_in_our_words(error), code=API_CODES.get(error.status_code, "refused"))
    refusal.status = error.status_code
    refusal.title = TITLES.get(error.status_code, DomainError.title)
    return refusal


def _in_our_words(error: drf.APIException) -> str:
    """What the framework says of itself is said as everything else here is; other sentences are ours already."""
    if isinstance(error, drf.Throttled):
        return f"That was too often. Ask again in {_seconds(error.wait)}." if error.wait else "That was too often."
    return OUR_WORDS.get(type(error)) or str(error.detail)


def _seconds(wait: float) -> str:
    whole = int(wait) + 1
    return "1 second" if whole == 1 else f"{whole:,} seconds"


def _invalid(error: drf.ValidationError) -> Invalid:
    errors = tuple(_flatten(error.get_full_details(), ""))
    found = {e.code for e in errors}
    detail = " ".join(e.detail if e.field == BODY else f"{e.field}: {e.detail}" for e in errors[:3])
    return Invalid(detail, code=found.pop() if len(found) == 1 else None, errors=errors)


def _flatten(details, field: str):
    if isinstance(details, dict) and "message" in details and "code" in details:
        yield FieldError(field or BODY, details["code"], str(details["message"]))
    elif isinstance(details, dict):
        for name, inner in details.items():
            own = field if name == "non_field_errors" else f"{field}.{name}" if field else name
            yield from _flatten(inner, own)
    else:
        for inner in details:
            yield from _flatten(inner, field)


def _away(error: Exception) -> Unavailable:
    log.error("the database does not answer", exc_info=error)
    return Unavailable("The desk cannot reach its records right now. Nothing was changed; try again in a moment.")


def _invalid_form(error: DjangoValidationError) -> Invalid:
    return Invalid("; ".join(error.messages))


API_CODES = {
    codes.HTTP_400_BAD_REQUEST: "bad_request",
    codes.HTTP_401_UNAUTHORIZED: "not_signed_in",
    codes.HTTP_403_FORBIDDEN: "not_allowed",
    codes.HTTP_404_NOT_FOUND: "not_found",
    codes.HTTP_405_METHOD_NOT_ALLOWED: "method_not_allowed",
    codes.HTTP_406_NOT_ACCEPTABLE: "not_acceptable",
    codes.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "unsupported_type",
    codes.HTTP_429_TOO_MANY_REQUESTS: "too_many_requests",
}
# Of what the framework refuses: its own words hold blanks that are filled in in the detail alone.
TITLES = {
    codes.HTTP_400_BAD_REQUEST: "The request could not be understood",
    codes.HTTP_401_UNAUTHORIZED: "Nobody is signed in",
    codes.HTTP_403_FORBIDDEN: NotAllowed.title,
    codes.HTTP_404_NOT_FOUND: NotFound.title,
    codes.HTTP_405_METHOD_NOT_ALLOWED: "This address cannot be used like that",
    codes.HTTP_406_NOT_ACCEPTABLE: "Answers are JSON",
    codes.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "This is not a type that is read here",
    codes.HTTP_429_TOO_MANY_REQUESTS: "That was too often",
}
OUR_WORDS = {
    drf.MethodNotAllowed: "There is something at this address, but not for this method; Allow names those it takes.",
    drf.NotAcceptable: "Answers are JSON; ask for application/json, or for anything.",
    drf.UnsupportedMediaType: "What was sent is of a type (Content-Type) that this address does not read.",
}
TRANSLATIONS = (
    (DomainError, lambda error: error),
    (drf.ValidationError, _invalid),
    (drf.APIException, _refusal),
    (Http404, lambda error: NotFound("There is nothing at this address, or it is not visible to you.")),
    (PermissionDenied, lambda error: NotAllowed(str(error))),
    ((RequestDataTooBig, TooManyFilesSent), lambda error: TooLarge("The request is larger than the desk takes.")),
    (SuspiciousOperation, lambda error: DomainError("The request could not be understood.", code="bad_request")),
    (DjangoValidationError, _invalid_form),
    ((OperationalError, InterfaceError), _away),
)


def method_refused() -> DomainError:
    """The page is there, but does not take this method."""
    refusal = DomainError("The page is there, but not for this kind of request.", code="method_not_allowed")
    refusal.status = codes.HTTP_405_METHOD_NOT_ALLOWED
    refusal.title = TITLES[codes.HTTP_405_METHOD_NOT_ALLOWED]
    return refusal


def not_utf_8() -> DomainError:
    """Forms and JSON come in one encoding."""
    refusal = DomainError("Send forms and JSON as UTF-8.", code="unsupported_type")
    refusal.status = codes.HTTP_415_UNSUPPORTED_MEDIA_TYPE
    refusal.title = "This encoding is not read here"
    return refusal


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, as_domain_error(Http404()))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, NotAllowed(str(exception)))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, as_domain_error(exception) or DomainError(code="bad_request"))


def server_error(request: HttpRequest) -> HttpResponse:
    failure = DomainError("Something broke on our side. Nothing you typed elsewhere is lost.", code="server_error")
    failure.status = 500
    failure.title = "Something broke on our side"
    return answer(request, failure)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(
        request,
        NotAllowed("The page was open too long or came from elsewhere. Go back, reload it and send the form again."),
    )
