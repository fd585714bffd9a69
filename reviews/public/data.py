"""What we hand out whole: the page that tells of it, and the files."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from reviews.public.answers import open_to_scripts, reading_only
from reviews.public.dumps import checks_table, corrections_table
from reviews.public.dumps import claim_reviews as written_claim_reviews
from reviews.public.following import feeds_at
from reviews.public.shell import render_page
from reviews.public.streams import Parts, pour
from reviews.selectors.dumped import count_standing, fingerprint, last_told_at
from reviews.selectors.published import the_desk

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/ld+json"


@reading_only
def page(request: HttpRequest) -> HttpResponse:
    """Which files and feeds there are, how much is in them, as of when, and under which licence."""
    context = {
        "count": count_standing(),
        "changed_at": last_told_at(),
        "feeds": feeds_at(request, "/feed", {}),
        "correction_feeds": feeds_at(request, "/corrections", {}),
    }
    return HttpResponse(render_page("data", request, context))


@open_to_scripts
def claim_reviews(request: HttpRequest) -> HttpResponseBase:
    """Every check that stands and has a rating, as ClaimReview."""
    desk = the_desk()
    return _file(request, lambda: written_claim_reviews(desk), name="claimreview.json", content_type=JSON)


@open_to_scripts
def checks(request: HttpRequest) -> HttpResponseBase:
    """Every check that stands, as a table."""
    return _file(request, checks_table, name="checks.csv", content_type=CSV)


@open_to_scripts
def corrections(request: HttpRequest) -> HttpResponseBase:
    """Every change that readers were told of, as a table."""
    return _file(request, corrections_table, name="corrections.csv", content_type=CSV)


def _file(request: HttpRequest, parts: Parts, *, name: str, content_type: str) -> HttpResponseBase:
    tag = fingerprint(the_desk())
    return pour(request, parts, name=name, content_type=content_type, tag=tag, changed_at=last_told_at())
