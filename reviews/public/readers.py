"""Where readers write to us, and where they see what came of it. No session, no cookie; nothing here is kept anywhere.

The road these pages lie on has no CSRF middleware: `factcheck.readers.guard` does its work.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from claims.models import Tip
from claims.tips import receive_tip
from factcheck.core.errors import Conflict, DomainError, Invalid
from factcheck.readers import addresses, guard
from factcheck.readers.counting import TooOften, count_look
from factcheck.readers.forms import ReaderForm
from factcheck.readers.sending import find_sender
from factcheck.readers.states import LetterWhy
from factcheck.web.answers import SeeOther, full_address
from factcheck.web.askers import address_of
from factcheck.web.forms import show_refusal
from factcheck.web.languages import language_of, prefix_for
from factcheck.web.problems import answer, as_domain_error, error_page
from reviews.complaints.receiving import receive_complaint
from reviews.public.reader_forms import KINDS, ReportForm, SuggestForm, new_report
from reviews.public.shell import render_page
from reviews.selectors.complaints import checks_like, readable_check_of, sent_by, verdict_numbered
from reviews.states import PublicState

View = Callable[..., HttpResponse]
WAIT_SECONDS = 3600


def never_kept(*methods: str) -> Callable[[View], View]:
    """Take these methods only, from a page of ours where something is sent, and let no cache keep the answer."""

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            response = _answered(view, methods, request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        return guarded

    return around


def _answered(view: View, methods: tuple[str, ...], request: HttpRequest, *args, **kwargs) -> HttpResponse:
    if request.method not in methods:
        return HttpResponseNotAllowed(methods, error_page(request, 405))
    try:
        if request.method == "POST":
            guard.must_come_from_our_page(request)
            guard.must_be_short(request)
        return view(request, *args, **kwargs)
    except (DomainError, Http404) as refusal:
        return answer(request, as_domain_error(refusal))


@never_kept("GET", "HEAD", "POST")
def report(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with something we published; `?check=` is its number."""
    at = timezone.now()
    if request.method != "POST":
        return _show("report", request, new_report(check=request.GET.get("check", ""), at=at))
    form = ReportForm(request.POST, request.FILES, at=at)
    return _take(request, form, "report", receive_complaint)


@never_kept("GET", "HEAD", "POST")
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggest something to check. What we have published that is like it comes first, before anything is sent."""
    at = timezone.now()
    if request.method != "POST":
        return _show("suggest", request, SuggestForm(at=at))
    form = SuggestForm(request.POST, request.FILES, at=at)
    if form.is_valid() and not form.cleaned_data["sure"]:
        try:
            count_look(_counted(request, form), at=form.at)
        except TooOften:
            return _had_enough(request, form, "suggest")
        alike = checks_like(form.cleaned_data["words"])
        if alike:
            form.be_sure()
            return _show("suggest", request, form, alike=alike)
    return _take(request, form, "suggest", receive_tip)


def _take(request: HttpRequest, form: ReaderForm, page: str, verb: Callable[..., object]) -> HttpResponse:
    """Send it, once, and lead to its status page; or the page again with everything typed."""
    if not form.is_valid():
        return _show(page, request, form, status=400)
    who = form.writer(language=language_of(request), address_hash=_counted(request, form))
    sent = find_sender(who.code)
    if sent is None:
        try:
            verb(**form.told(), sender=who, at=form.at)
        except (Conflict, TooOften):
            sent = find_sender(who.code)  # the other click of a double one was first
            if sent is None:
                return _had_enough(request, form, page)
        except Invalid as refusal:
            show_refusal(form, refusal)
            return _show(page, request, form, status=400)
    if sent is not None and not form.was_sent_by(sent):
        form.was_sent_before()
        return _show(page, request, form, status=409)
    return SeeOther(f"{prefix_for(request)}/status/{who.code}/?sent=1")


def _counted(request: HttpRequest, form: ReaderForm) -> str:
    return addresses.hash_of(address_of(request), at=form.at)


def _had_enough(request: HttpRequest, form: ReaderForm, page: str) -> HttpResponse:
    form.had_enough()
    response = _show(page, request, form, status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


def _show(page: str, request: HttpRequest, form: ReaderForm, *, status: int = 200, **more: object) -> HttpResponse:
    about = verdict_numbered(_number_in(form)) if isinstance(form, ReportForm) else None
    # What is withheld is named by its number alone.
    shown = about if about is not None and about.state != PublicState.WITHHELD else None
    context = {"form": form, "about": shown, **more}
    return HttpResponse(render_page(page, request, context), status=status)


def _number_in(form: ReportForm) -> int | None:
    said = form.cleaned_data.get("check") if form.is_bound else form.initial.get("check")
    return said if isinstance(said, int) else None


@never_kept("GET", "HEAD")
def status(request: HttpRequest, code: str) -> HttpResponse:
    """How far something sent to us is, for whoever has the address. Unknown and forgotten look the same."""
    sender = find_sender(code)
    if sender is None:
        raise Http404
    complaint, tip = sent_by(sender), sender.tips.first()
    here = f"{prefix_for(request)}/status/{code}/"
    page = "sent" if request.GET.get("sent") else "status"
    context = {
        "by_mail": sender.letters.filter(why=LetterWhy.RECEIVED).exists(),
        "complaint": complaint,
        "kind": KINDS.get(complaint.kind) if complaint is not None else "",
        "tip": tip,
        "check": _check_about(complaint, tip),
        "here": here,
        "here_url": full_address(here),
    }
    response = HttpResponse(render_page(page, request, context))
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _check_about(complaint, tip: Tip | None) -> object:
    """What readers can read of what it is about, if there is anything."""
    if complaint is not None:
        return readable_check_of(number=complaint.number)
    if tip is None:
        return None
    return readable_check_of(number=tip.verdict_number) or readable_check_of(claim_id=tip.claim_id)
