"""The page of a verdict, and where its other addresses lead."""

from django.http import Http404, HttpRequest, HttpResponse

from factcheck.accounts.models import Desk
from factcheck.web.languages import language_of, prefix_for
from reviews.public.answers import dated, leading_to, reading_only
from reviews.public.sharing import share_of
from reviews.public.shell import render_page
from reviews.public.verdict_page import context_of, retracted_context
from reviews.public.withheld import withheld_page
from reviews.selectors.published import Shown, the_desk


@reading_only
def verdict(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    """One verdict. Any other slug, or none, leads to its present address."""
    shown = Shown.find(number)
    if shown is None:
        raise Http404
    if shown.is_withheld:
        # Before any redirect: the slug holds words of the finding.
        return withheld_page(request, shown)
    if request.path != shown.path:
        return leading_to(prefix_for(request) + shown.path, was_known=_was_given_out(request.path, shown, slug))
    desk = the_desk()
    return dated(HttpResponse(_render_verdict(request, shown, desk)), shown.changed_at)


def _was_given_out(path: str, shown: Shown, slug: str) -> bool:
    """Whether this is its number as we write it, with a slug it ever had or none."""
    ours = f"/verdicts/{shown.number}-{slug}" if slug else f"/verdicts/{shown.number}"
    return path.rstrip("/") == ours and (not slug or shown.verdict.slugs.filter(slug=slug).exists())


def _render_verdict(request: HttpRequest, shown: Shown, desk: Desk) -> str:
    share = {"share": share_of(shown, desk=desk, language=language_of(request))}
    if shown.is_retracted:
        return render_page("retracted", request, {**retracted_context(shown), **share}, desk=desk)
    context = context_of(shown, desk=desk, language=language_of(request))
    return render_page("verdict", request, {**context, **share}, desk=desk)
