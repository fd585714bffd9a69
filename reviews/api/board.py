"""The board over HTTP: its numbers, its rows, and many claims assigned at once; editors only."""

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.models import Claim, Topic
from claims.triage.priorities import MOST_REACH, boost_claim, set_reach
from factcheck.core.errors import Invalid
from factcheck.web.paging import Page
from factcheck.web.serializers import CleanCharField, StrictQuery, StrictSerializer
from reviews.api.assignments import answer
from reviews.api.serializers import BecauseIn, RoundOut
from reviews.assignment.by_hand import LONGEST_OVERRIDE, set_due_date
from reviews.assignment.due_dates import at_desk
from reviews.assignment.many import MOST_AT_ONCE, assign_many
from reviews.assignment.people import Load, loads
from reviews.policies.asking import may_assign
from reviews.policies.settling import warn_about
from reviews.selectors import board as groups_of
from reviews.selectors.board import Group, read_board
from reviews.selectors.board_pages import Wanted, page_of
from reviews.selectors.moves import Row, row_for
from reviews.selectors.numbers import Number, numbers
from reviews.typed import LONGEST_REASON

LARGEST_KEY = 2**63 - 1
KEY = {"required": False, "min_value": 1, "max_value": LARGEST_KEY}


class BoardQuery(StrictQuery):
    show = CleanCharField(required=False, allow_blank=True, help_text="A group: stuck, to_sign_off, splits, overdue, …")
    q = CleanCharField(required=False, allow_blank=True, max_length=200)
    language = CleanCharField(required=False, allow_blank=True, max_length=12)
    topic = CleanCharField(required=False, allow_blank=True, max_length=80, help_text="A topic's slug.")
    plan = CleanCharField(required=False, allow_blank=True, max_length=40)
    reviewer = serializers.IntegerField(help_text="Who holds open work on it.", **KEY)
    overdue = serializers.BooleanField(required=False, default=False)
    older = serializers.IntegerField(help_text="The last claim of the page before.", **KEY)
    newer = serializers.IntegerField(help_text="The first claim of the page after.", **KEY)


class ManyIn(StrictSerializer):
    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_KEY), max_length=MOST_AT_ONCE
    )
    reviewers = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=LARGEST_KEY), max_length=10)
    due_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    plan = serializers.SlugField(required=False, allow_null=True, default=None)
    note = CleanCharField(required=False, allow_blank=True, default="", max_length=LONGEST_REASON)
    override = CleanCharField(required=False, allow_blank=True, default="", max_length=LONGEST_OVERRIDE)


class DueIn(BecauseIn):
    due_at = serializers.DateTimeField()


class BoostIn(StrictSerializer):
    points = serializers.IntegerField(help_text="Added to the claim's priority, at most 2,000 either way; 0 undoes it.")
    because = CleanCharField(required=False, allow_blank=True, default="", max_length=LONGEST_REASON)


class ReachIn(StrictSerializer):
    people = serializers.IntegerField(
        allow_null=True,
        min_value=0,
        max_value=MOST_REACH,
        help_text="How many people have seen the claim, as far as the desk knows; null: not known.",
    )


class Board(APIView):
    scope = "queue"
    asks = BoardQuery

    @extend_schema(
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in BoardQuery().fields],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        """The board: its numbers, a page of rows, and the people with their load. `next` leads to the next page."""
        may_assign(request.user).or_refuse()
        asked = BoardQuery.read(request)
        at = at_desk(timezone.now())
        board = read_board(at=at)
        keys = {"older": asked.get("older"), "newer": asked.get("newer")}
        page = page_of(_group(asked, board.groups), _wanted(asked), user=request.user, board=board, **keys)
        body = {
            "numbers": [number_out(one) for one in numbers(at=at, board=board)],
            "results": rows_out(page, request, at=at, absent=set(board.waiting.absent)),
            "people": [load_out(one) for one in loads(at=at)],
            "next": _link(request, older=page.older),
            "previous": _link(request, newer=page.newer),
        }
        return Response(body)


def _group(asked: dict, groups: list[Group]) -> Group | None:
    key = asked.get("show")
    if not key:
        return None
    found = next((group for group in groups if group.key == key), None)
    if found is None:
        raise Invalid.field("show", "unknown_group", "There is no such group on the board.")
    return found


def _wanted(asked: dict) -> Wanted:
    slug = asked.get("topic")
    topic = Topic.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
    if slug and topic is None:
        raise Invalid.field("topic", "unknown_topic", "There is no such topic.")
    return Wanted(
        words=asked.get("q", ""),
        language=asked.get("language", ""),
        topic=topic,
        plan=asked.get("plan", ""),
        reviewer=asked.get("reviewer"),
        overdue=asked["overdue"],
    )


def rows_out(page: Page, request: Request, *, at, absent: set[int]) -> list[dict]:
    """The rows of a page as a client reads them."""
    claims = groups_of.rows_of(page)
    reviews = groups_of.reviews_to_compare(claims, request.user)
    made = (row_for(c, user=request.user, at=at, reviews=reviews.get(c.pk, []), absent=absent) for c in claims)
    return [row_out(row) for row in made]


def row_out(row: Row) -> dict[str, object]:
    claim = row.claim
    return {
        "claim": claim.pk,
        "text": claim.wording.text if claim.wording else "",
        "language": claim.language,
        "topic": claim.topic.slug if claim.topic else None,
        "status": row.status,
        "move": row.move,
        "since": row.since,
        "act": row.act,
        "overdue_since": row.late,
        "note": row.note,
        "hold": row.hold,
        "away": row.absent,
        "priority": claim.priority,
        "priority_parts": claim.priority_parts,
        "boost": claim.boost,
        "open_slots": claim.open_slots,
        "urls": {"self": reverse("api_claim", args=[claim.pk]), "act": reverse(row.target, args=[row.target_id])},
    }


def number_out(one: Number) -> dict[str, object]:
    return {"key": one.key, "count": one.count, "more": one.more, "words": one.words, "oldest": one.since}


def load_out(one: Load) -> dict[str, object]:
    return {
        "id": one.person.pk,
        "name": one.person.name,
        "points": one.points,
        "capacity": one.capacity,
        "open": one.open,
        "away": one.profile.is_away,
    }


def _link(request: Request, **key: int | None) -> str | None:
    [(name, value)] = key.items()
    if value is None:
        return None
    values = request.query_params.copy()
    for other in ("older", "newer"):
        values.pop(other, None)
    values[name] = str(value)
    return f"{reverse('api_board')}?{values.urlencode()}"


class AssignMany(APIView):
    scope = "queue"

    @extend_schema(request=ManyIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Ask the same people to check several claims; `done` and `refused`, with the reason, tell of each."""
        data = ManyIn.parse(request.data)
        batch = assign_many(
            claim_ids=data["claims"],
            reviewer_ids=data["reviewers"],
            due_at=data["due_at"],
            plan_key=data["plan"],
            note=data["note"],
            override=data["override"],
            by=request.user,
            at=timezone.localtime(),
        )
        done = [{**RoundOut(round_).data, "warnings": warn_about(round_)} for round_ in batch.done]
        refused = [{"claim": one.claim_id, "code": one.code, "detail": one.reason} for one in batch.refused]
        return Response({"done": done, "refused": refused})


class Due(APIView):
    scope = "queue"

    @extend_schema(request=DueIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Have an unfinished assignment be due at another time. Editors only."""
        data = DueIn.parse(request.data)
        set_due_date(assignment_id=pk, **data, by=request.user, at=timezone.localtime())
        return answer(request, pk)


class Boost(APIView):
    scope = "queue"

    @extend_schema(request=BoostIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Move a claim up or down in the queue. Editors only."""
        data = BoostIn.parse(request.data)
        return _place(boost_claim(claim_id=pk, **data, by=request.user, at=timezone.localtime()))


class Reach(APIView):
    scope = "queue"

    @extend_schema(request=ReachIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Say how many people have seen the claim. Editors only."""
        data = ReachIn.parse(request.data)
        return _place(set_reach(claim_id=pk, **data, by=request.user, at=timezone.localtime()))


def _place(claim: Claim) -> Response:
    return Response({"claim": claim.pk, "priority": claim.priority, "priority_parts": claim.priority_parts})
