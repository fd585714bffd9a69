"""Assignments and one's own work over HTTP."""

from dataclasses import asdict

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reviews import reviewing
from reviews.api.serializers import (
    AssignIn,
    AssignmentOut,
    BecauseIn,
    DraftIn,
    HandOverIn,
    ReassignIn,
    ReviewIn,
    ReviewOut,
    RoundOut,
)
from reviews.assignment import by_hand
from reviews.assignment.outlook import outlook
from reviews.checklists import checklists_for, open_items
from reviews.handing_over import write_hand_over
from reviews.models import Assignment, Review, ReviewDraft
from reviews.policies.settling import warn_about
from reviews.selectors.queue import my_work
from reviews.selectors.rows import find


class Assign(APIView):
    scope = "queue"

    @extend_schema(request=AssignIn, responses={201: RoundOut})
    def post(self, request: Request, pk: int) -> Response:
        """Ask people to check a claim; the first one leads. `warnings` says what is allowed but unwise."""
        data = AssignIn.parse(request.data)
        round_ = by_hand.assign_claim(
            claim_id=pk,
            reviewer_ids=data["reviewers"],
            due_at=data.get("due_at"),
            plan_key=data.get("plan"),
            reviews_wanted=data.get("reviews_wanted"),
            note=data.get("note", ""),
            override=data.get("override", ""),
            by=request.user,
            at=timezone.localtime(),
        )
        body = {**RoundOut(round_).data, "warnings": warn_about(round_)}
        return Response(body, status=201, headers={"Location": reverse("api_round", args=[round_.pk])})


class Work(APIView):
    scope = "queue"

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """One's own queue in order, each with the reason why it is there; what one carries of what one can.

        `nothing` says why the queue would give nothing new, where that is known without asking it.
        """
        now = timezone.localtime()
        items = my_work(request.user, at=now)
        carried = outlook(request.user, at=now)
        return Response(
            {
                "results": [
                    {**AssignmentOut(item.assignment).data, "urgency": item.urgency, "why": item.why} for item in items
                ],
                "load": carried.load,
                "capacity": carried.capacity,
                "nothing": asdict(carried.nothing) if carried.nothing else None,
            }
        )


def own_assignments(request: Request):
    related = ("round__wording", "round__plan", "round__claim", "reviewer", "takes_over")
    return Assignment.objects.of(request.user).select_related(*related)


class OneAssignment(APIView):
    scope = "review"

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int) -> Response:
        """One's own assignment with what one typed and handed in. Anybody else's is not found."""
        asked = find(own_assignments(request), pk)
        draft = ReviewDraft.objects.visible_to(request.user).filter(assignment=asked).select_related("rating").first()
        review = Review.objects.visible_to(request.user).standing().filter(assignment=asked).first()
        body = {**AssignmentOut(asked).data, "draft": draft_out(draft), "review": None}
        body["handed_over"] = asked.takes_over.hand_over if asked.takes_over else ""
        body["checklists"] = [asdict(one) for one in checklists_for(asked.round.claim)]
        if review is not None:
            body["review"] = ReviewOut(review).data
        return Response(body)


def draft_out(draft: ReviewDraft | None) -> dict | None:
    if draft is None:
        return None
    return {"version": draft.version, "saved_at": draft.saved_at, **reviewing.saved_text(draft)}


class Draft(APIView):
    scope = "review"

    @extend_schema(request=DraftIn, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, pk: int) -> Response:
        """Save what was typed for a review.

        A stale `version` is answered 409 `conflict` with the saved text and its version.
        """
        data = DraftIn.parse(request.data)
        saved = reviewing.save_draft(
            assignment_id=pk,
            by=request.user,
            at=timezone.now(),
            version=data["version"],
            rating_key=data.get("rating") or None,
            rationale=data.get("rationale", ""),
            readings=data["readings"],
            note_to_self=data.get("note_to_self", ""),
            checklist=data.get("checklist"),
        )
        return Response(draft_out(saved))


class HandIn(APIView):
    scope = "review"

    @extend_schema(request=ReviewIn, responses={201: ReviewOut})
    def post(self, request: Request, pk: int) -> Response:
        """Hand in a sealed review. `warnings` says how much of the checklist is open."""
        data = ReviewIn.parse(request.data)
        review = reviewing.submit_review(
            assignment_id=pk,
            rating_key=data["rating"],
            rationale=data["rationale"],
            readings=data["readings"],
            checklist=data.get("checklist"),
            by=request.user,
            at=timezone.now(),
        )
        location = reverse("api_assignment", args=[pk])
        body = {**ReviewOut(review).data, "warnings": left_open(review)}
        return Response(body, status=201, headers={"Location": location})


def left_open(review: Review) -> list[str]:
    """What the checklist left open, as a warning: it keeps nobody from handing in."""
    count = len(open_items(review.round.claim, review.checklist))
    return [f"{count} of the list {'is' if count == 1 else 'are'} open."] if count else []


class HandOver(APIView):
    scope = "review"

    @extend_schema(request=HandOverIn, responses=AssignmentOut)
    def post(self, request: Request, pk: int) -> Response:
        """Leave a note with an assignment for whoever takes it on, and for the editors."""
        text = HandOverIn.parse(request.data)["hand_over"]
        write_hand_over(assignment_id=pk, text=text, by=request.user, at=timezone.now())
        return answer(request, pk)


class Begin(APIView):
    scope = "review"

    @extend_schema(request=None, responses=AssignmentOut)
    def post(self, request: Request, pk: int) -> Response:
        """Begin one's work on an assignment. Doing it again changes nothing."""
        reviewing.open_assignment(assignment_id=pk, by=request.user, at=timezone.now())
        return answer(request, pk)


class TakeBack(APIView):
    scope = "review"

    @extend_schema(request=None, responses=AssignmentOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take one's own review back while the round is open."""
        reviewing.take_back_review(assignment_id=pk, by=request.user, at=timezone.now())
        return answer(request, pk)


class Decline(APIView):
    scope = "queue"

    @extend_schema(request=BecauseIn, responses=AssignmentOut)
    def post(self, request: Request, pk: int) -> Response:
        """Say no to an assignment, with a reason."""
        because = BecauseIn.parse(request.data)["because"]
        by_hand.decline_assignment(assignment_id=pk, because=because, by=request.user, at=timezone.now())
        return answer(request, pk)


class Reassign(APIView):
    scope = "queue"

    @extend_schema(request=ReassignIn, responses={201: AssignmentOut})
    def post(self, request: Request, pk: int) -> Response:
        """Give an unfinished assignment to someone else. Editors only."""
        data = ReassignIn.parse(request.data)
        given = by_hand.reassign(
            assignment_id=pk,
            reviewer_id=data["reviewer"],
            because=data["because"],
            override=data.get("override", ""),
            by=request.user,
            at=timezone.localtime(),
        )
        location = reverse("api_assignment", args=[given.pk])
        return answer(request, given.pk, status=201, headers={"Location": location})


class Withdraw(APIView):
    scope = "queue"

    @extend_schema(request=BecauseIn, responses=AssignmentOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take an unfinished assignment back from its reviewer. Editors only."""
        because = BecauseIn.parse(request.data)["because"]
        by_hand.take_back_assignment(assignment_id=pk, because=because, by=request.user, at=timezone.localtime())
        return answer(request, pk)


def answer(request: Request, pk: int, **kwargs) -> Response:
    """The assignment as it stands now."""
    rows = Assignment.objects.visible_to(request.user).select_related("round__wording", "round__plan", "reviewer")
    return Response(AssignmentOut(find(rows, pk)).data, **kwargs)
