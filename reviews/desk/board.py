"""The board: what the desk waits for, and whose move it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Claim
from factcheck.web.access import admin_only
from factcheck.web.paging import page_by_key, page_links
from reviews.selectors import board as rows
from reviews.selectors.moves import row_for
from reviews.selectors.people import away_on, loads


@require_safe
@admin_only
def board(request: HttpRequest) -> HttpResponse:
    """The whole board, or one group of it with `?show=`."""
    now = timezone.now()
    show = request.GET.get("show", "")
    page = page_by_key(rows.with_work(_group(show, now)), request) if show else None
    claims = list(page) if page is not None else _whole(now)
    reviews = rows.reviews_to_compare(claims, request.user)
    people = loads()
    context = {
        "section": "board",
        "now": now,
        "show": show,
        "numbers": rows.numbers(at=now),
        "rows": [row_for(claim, user=request.user, at=now, reviews=reviews.get(claim.pk, [])) for claim in claims],
        **(page_links(page, request) if page is not None else {}),
        "with_seats": [load for load in people if load.free],
        "carried": {load.person.pk: load.open for load in people},
        "away": [(period, _open(people, period)) for period in away_on(timezone.localdate(now))],
    }
    return render(request, "reviews/board.html", context)


def _group(key: str, now):
    claims = rows.claims_in(key, at=now)
    if claims is None:
        raise Http404
    return claims


def _whole(now) -> list[Claim]:
    ids = rows.whole_board(at=now)
    found = rows.with_work(Claim.objects.all()).in_bulk(ids)
    return [found[claim_id] for claim_id in ids]


def _open(people, period) -> int:
    return next((load.open for load in people if load.person.pk == period.reviewer.user_id), 0)
