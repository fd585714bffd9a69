"""The board: what the desk waits for, whose move it is, and who could take it on."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim, Topic
from factcheck.accounts.models import User
from factcheck.core.errors import DomainError
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from factcheck.web.paging import key_asked, page_links
from reviews.assignment.many import Batch, assign_many
from reviews.assignment.people import Load, away_soon, loads
from reviews.desk.assign_forms import BoardFilter, ManyForm
from reviews.models import ReviewPlan
from reviews.policies.settling import warn_about
from reviews.selectors import board as groups_of
from reviews.selectors.board import Board, Group, read_board
from reviews.selectors.board_pages import languages_waiting, page_of
from reviews.selectors.moves import Row, row_for
from reviews.selectors.numbers import numbers

BESIDE = 30  # people beside the rows; others are found by name


@dataclass(frozen=True)
class Section:
    """One group of the whole board: its heading, its first rows, and whether there are others."""

    key: str
    words: str
    rows: list[Row]


@require_safe
@admin_only
def board(request: HttpRequest) -> HttpResponse:
    """The whole board, group by group; with `?show=` or a filter, one list of it, page by page."""
    return show(request)


def show(request: HttpRequest, *, form: ManyForm | None = None, batch: list | None = None, status: int = 200):
    """The page as it stands; with what became of many claims, or with a form that was refused."""
    at = timezone.localtime()
    now = read_board(at=at)
    everybody, plans = loads(at=at, most=BESIDE), list(ReviewPlan.objects.only("key", "name", "points", "is_default"))
    asked = _asked(request, now, everybody, plans)
    wanted, chosen = asked.wanted, _chosen(request, now)
    absent = set(now.waiting.absent)
    if chosen is None and not wanted:
        page, sections = None, whole(now.groups, request.user, at=at, absent=absent)
    else:
        page = page_of(
            chosen,
            wanted,
            user=request.user,
            board=now,
            older=key_asked(request, "older"),
            newer=key_asked(request, "newer"),
        )
        words = chosen.many if chosen else "All that match"
        sections = [Section("", words, rows(list(page), request.user, at=at, absent=absent))]
    context = {
        "section": "board",
        "now": at,
        "show": chosen.key if chosen else "",
        "is_list": page is not None,
        "numbers": numbers(at=at, board=now),
        "sections": sections,
        "filter": asked,
        "assign_form": form or ManyForm(),
        "marked": set(form.data.getlist("claims")) if form is not None else set(),
        "batch": batch,
        **people_beside(request, everybody, plans, at=at),
        **(page_links(page, request) if page is not None else {}),
    }
    return render(request, "reviews/board.html", context, status=status)


def _asked(request: HttpRequest, now: Board, everybody: list[Load], plans: list[ReviewPlan]) -> BoardFilter:
    return BoardFilter(
        request.GET,
        groups=now.groups,
        languages=languages_waiting(),
        topics=list(Topic.objects.only("slug", "name")),
        plans=plans,
        people=everybody,
    )


def _chosen(request: HttpRequest, now: Board) -> Group | None:
    key = request.GET.get("show", "")
    if not key:
        return None
    found = now.group(key)
    if found is None:
        raise Http404
    return found


def whole(groups: list[Group], user: User, *, at: datetime, absent: set[int]) -> list[Section]:
    """The first rows of each group that has any, each claim once."""
    ids: dict[int, str] = {}
    for group in groups:
        for claim_id in group.first:
            ids.setdefault(claim_id, group.key)
    made = rows(list(ids), user, at=at, absent=absent)
    sections = [
        Section(group.key, group.many, [row for row in made if ids[row.claim.pk] == group.key]) for group in groups
    ]
    return [section for section in sections if section.rows]


def rows(ids: list[int], user: User, *, at: datetime, absent: set[int]) -> list[Row]:
    """A row for each of these claims, in this order."""
    claims: list[Claim] = groups_of.rows_of(ids)
    reviews = groups_of.reviews_to_compare(claims, user)
    return [row_for(one, user=user, at=at, reviews=reviews.get(one.pk, []), absent=absent) for one in claims]


def people_beside(
    request: HttpRequest, everybody: list[Load], plans: list[ReviewPlan], *, at: datetime
) -> dict[str, object]:
    """The people beside the rows: those whose name was asked for, or all; who has seats free; who is away."""
    name = request.GET.get("who", "")[:100].replace("\x00", "")
    points = next((plan.points for plan in plans if plan.is_default), 1)
    free = [(one.person, one.seats(points)) for one in everybody]
    return {
        "people": loads(at=at, name=name, most=BESIDE) if name.strip() else everybody,
        "with_seats": [(person, seats) for person, seats in free if seats],
        "away": away_soon(at, day=at.date()),
    }


@require_POST
@admin_only
def assign(request: HttpRequest) -> HttpResponse:
    """Ask the chosen people to check every marked claim; those that cannot be assigned are named with the reason."""
    form = ManyForm(request.POST)
    if not form.is_valid():
        return show(request, form=form, status=400)
    try:
        batch = assign_many(
            claim_ids=form.cleaned_data["claims"],
            reviewer_ids=form.reviewer_ids(),
            due_at=form.cleaned_data["due_at"],
            note=form.cleaned_data["note"],
            override=form.cleaned_data["override"],
            by=request.user,
            at=timezone.localtime(),
        )
    except DomainError as refusal:
        if not refusal.errors:
            raise
        show_refusal(form, refusal)
        return show(request, form=form, status=refusal.status)
    return _told(request, form, batch)


def _told(request: HttpRequest, form: ManyForm, batch: Batch) -> HttpResponse:
    done = len(batch.done)
    if done:
        messages.success(request, f"{done} claim{'s' if done > 1 else ''} assigned.")
    for warning in dict.fromkeys(warning for round_ in batch.done for warning in warn_about(round_)):
        messages.warning(request, warning)
    if batch.refused:
        return show(request, form=form, batch=_with_words(batch, request.user), status=409 if not done else 200)
    return see_other("board")


def _with_words(batch: Batch, user: User) -> list[tuple[Claim | None, str]]:
    """The claims that stayed as they were, each with the reason."""
    claims = Claim.objects.visible_to(user).select_related("wording")
    found = claims.in_bulk([one.claim_id for one in batch.refused])
    return [(found.get(one.claim_id), one.reason) for one in batch.refused]
