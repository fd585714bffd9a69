"""Headers, refusals, and the separate road of public pages."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.cache import patch_cache_control
from django_structlog.middlewares import RequestMiddleware

from factcheck.core.errors import DomainError, TooLarge
from factcheck.web.languages import split_path
from factcheck.web.problems import answer, as_domain_error, method_refused, not_utf_8

GetResponse = Callable[[HttpRequest], HttpResponse]
# In one language, at one address; feeds that JSON is made of speak that of their pages.
FOR_MACHINES = re.compile(r"(?!/(?:feed|corrections)\.json$)(?:/api/|/v1alpha1(?:/|$)|.*\.(?:xml|txt|ico|json|csv)$)")
OF_THE_DESK = re.compile(r"/(?:desk|api(?!/public/)|account|django-admin|static)(?:/|$)")
FOR_SCRIPTS = re.compile(r"/(?:api/public|v1alpha1)(?:/|$)")
SECRET_IN_PATH = re.compile(r"(/(?:account/password/reset/key|desk/invitation|status)/)[^/]+")
LONGEST_LOGGED_PATH = 500
NOT_ALLOWED = 405
READING = {"GET", "HEAD"}
UTF_8 = {"utf-8", "utf8"}
FORM_AROUND_A_FILE = 64 * 1024  # bytes
MB = 1_000_000  # bytes


class RequestLog(RequestMiddleware):
    """django-structlog's request log without what does not belong in logs: one-time secrets and search words."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and path, without query and with secrets left out."""
        path = SECRET_IN_PATH.sub(r"\1…", request.path[:LONGEST_LOGGED_PATH])
        return f"{request.method} {path}"


class Problems:
    """Turns a refusal raised by any view into its page or problem body."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == NOT_ALLOWED and not response.content:
            # Django's own decorators answer an unknown method with nothing at all.
            return _with_headers_of(response, answer(request, method_refused()))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = as_domain_error(exception)
        return answer(request, refusal) if refusal else None


def _with_headers_of(response: HttpResponse, page: HttpResponse) -> HttpResponse:
    """The page in place of the response, with what the middleware further in has put on it."""
    for name, value in response.items():
        if not name.startswith("Content-"):
            page.headers[name] = value
    page.cookies = response.cookies
    return page


def open_to_scripts(get_response: GetResponse) -> GetResponse:
    """Scripts of any site may read whatever is answered where programs read: refusals and ways on too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_open = FOR_SCRIPTS.match(request.path_info)
        response = get_response(request)
        if is_open:
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return middleware


def sizes(get_response: GetResponse) -> GetResponse:
    """Refuse a body that says it is larger than the desk takes, before a byte of it is read or spooled."""

    def middleware(request: HttpRequest) -> HttpResponse:
        said = request.headers.get("Content-Length", "")
        length = int(said[:20]) if said.isascii() and said.isdigit() else 0
        if length > settings.UPLOAD_LIMIT + FORM_AROUND_A_FILE:
            most = _most_bytes(request)
            if length > most + FORM_AROUND_A_FILE:
                return answer(request, TooLarge(f"At most {most // MB} MB can be sent at once. Nothing was taken in."))
        return get_response(request)

    return middleware


def _most_bytes(request: HttpRequest) -> int:
    """Forms with files have more room where copies are handed in; Django puts large files on the disk."""
    if request.content_type != "multipart/form-data":
        return settings.UPLOAD_LIMIT
    try:
        takes_files = resolve(request.path_info).url_name in settings.LARGE_UPLOADS
    except Resolver404:
        takes_files = False
    return max(settings.UPLOAD_LIMIT, settings.FETCH_MOST_FILE_BYTES) if takes_files else settings.UPLOAD_LIMIT


def encodings(get_response: GetResponse) -> GetResponse:
    """Refuse forms and JSON that declare anything but UTF-8, and tokens that are no ASCII: both break their readers.

    A file's own encoding is another matter: it stands at the file's part of the form, and reading it is a job's work.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        declared = request.content_params.get("charset", "utf-8")
        if declared.strip("\"'").lower() not in UTF_8:
            return answer(request, not_utf_8())
        if not request.headers.get("Authorization", "").isascii():
            return answer(request, DomainError("The Authorization header is not readable.", code="bad_request"))
        return get_response(request)

    return middleware


def public_pages(get_response: GetResponse) -> GetResponse:
    """Answer public addresses here, before session, sign-in, CSRF and messages: they never touch a public page.

    A language in front of the address is taken off (`request.page_language`): a view sees the address without it,
    and puts `languages.prefix_for(request)` before any address it sends readers to. What is nobody's address is
    answered here too: whoever mistypes one meets no session.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.page_language, path = split_path(request.path_info)
        has_prefix = path != request.path_info
        in_no_language = has_prefix and FOR_MACHINES.match(path)
        match = None if in_no_language else _public_page(path)
        if match is None and not has_prefix and _is_of_the_desk(path):
            return get_response(request)
        request.get_host()  # refuses foreign names, as CommonMiddleware does further in
        if match is None and not in_no_language and _lacks_its_slash(request, path):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        request.is_public = True
        request.path = request.path_info = path
        with translation.override(request.page_language):
            return _for_itself(_answered(request, match))

    return middleware


def _answered(request: HttpRequest, match: ResolverMatch | None) -> HttpResponse:
    try:
        if match is None:
            raise Http404
        return match.func(request, *match.args, **match.kwargs)
    except Exception as error:
        refusal = as_domain_error(error)
        if refusal is None:
            raise
        return answer(request, refusal)


def _public_page(path: str) -> ResolverMatch | None:
    try:
        return resolve(path, "factcheck.public_urls")
    except Resolver404:
        return None


def _is_of_the_desk(path: str) -> bool:
    """Whether it lies, or would lie, behind the sign-in or in the API."""
    if OF_THE_DESK.match(path):
        return True
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _lacks_its_slash(request: HttpRequest, path: str) -> bool:
    return request.method in READING and not path.endswith("/") and _public_page(f"{path}/") is not None


def _for_itself(response: HttpResponse) -> HttpResponse:
    """Nothing is kept anywhere that does not say so, such as a form with its token, or that a page is not there."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response


def private_pages(get_response: GetResponse) -> GetResponse:
    """No shared cache may keep what the desk sees."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return _for_itself(get_response(request))

    return middleware
