"""What readers send us, over HTTP: complaints (editors) and tips."""

from collections.abc import Callable

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims import tips as tip_verbs
from claims.models import Tip
from claims.selectors import tips as tips_of_desk
from factcheck.web.serializers import StrictSerializer
from reviews import complaints as verbs
from reviews.api.readers_shapes import (
    CheckedIn,
    ComplaintNoteIn,
    ComplaintOut,
    ComplaintOutcomeIn,
    LeaveIn,
    LookAgainIn,
    NothingIn,
    ShowComplaintsIn,
    ShowTipsIn,
    TakeIn,
    TipOut,
)
from reviews.api.rechecks import RecheckOut
from reviews.models import Complaint
from reviews.policies.complaints import may_handle_complaints
from reviews.selectors import complaints as complaints_of_desk
from reviews.selectors.rows import find


def _asked(request: Request, shape: type[StrictSerializer]) -> str:
    asked = {"show": request.query_params["show"]} if "show" in request.query_params else {}
    return shape.parse(asked)["show"]


def _complaint(request: Request, pk: int) -> Response:
    return Response(ComplaintOut(find(complaints_of_desk.whole_complaint(request.user), pk)).data)


def _tip(request: Request, pk: int) -> Response:
    return Response(TipOut(find(tips_of_desk.whole_tip(request.user), pk), context={"request": request}).data)


class Complaints(GenericAPIView):
    scope = "publish"
    asks, pages = ("show",), True
    serializer_class = ComplaintOut
    filter_backends = ()
    queryset = Complaint.objects.none()

    @extend_schema(
        operation_id="complaints_list",
        parameters=[OpenApiParameter("show", enum=list(complaints_of_desk.GROUPS), description="Else those open.")],
    )
    def get(self, request: Request) -> Response:
        """What readers object to: to answer, due by the end of the desk's day, or answered; newest first. Editors
        only."""
        may_handle_complaints(request.user).or_refuse()
        group = _asked(request, ShowComplaintsIn)
        found = complaints_of_desk.complaints_of_group(group, user=request.user, at=timezone.localtime())
        page = self.paginate_queryset(found.select_related("sender"))
        return self.get_paginated_response(ComplaintOut(page, many=True).data)


class OneComplaint(APIView):
    scope = "publish"

    @extend_schema(operation_id="complaints_retrieve", responses=ComplaintOut)
    def get(self, request: Request, pk: int) -> Response:
        """A complaint, who sent it if they said so, and what came of it. Editors only."""
        may_handle_complaints(request.user).or_refuse()
        return _complaint(request, pk)


class ComplaintVerb(APIView):
    """One verb of a complaint; editors only."""

    scope = "publish"
    takes: type[StrictSerializer] = NothingIn
    verb: Callable[..., object]

    def run(self, request: Request, pk: int) -> Response:
        may_handle_complaints(request.user).or_refuse()
        data = self.takes.parse(request.data)
        type(self).verb(complaint_id=pk, by=request.user, at=timezone.now(), **data)
        return _complaint(request, pk)


class TakeUp(ComplaintVerb):
    verb = staticmethod(verbs.take_up)

    @extend_schema(operation_id="complaints_take_up", request=NothingIn, responses=ComplaintOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take a complaint in hand."""
        return self.run(request, pk)


class Note(ComplaintVerb):
    takes, verb = ComplaintNoteIn, staticmethod(verbs.note_on_complaint)

    @extend_schema(operation_id="complaints_note", request=ComplaintNoteIn, responses=ComplaintOut)
    def post(self, request: Request, pk: int) -> Response:
        """Keep the desk's notes of a complaint."""
        return self.run(request, pk)


class Uphold(ComplaintVerb):
    takes, verb = ComplaintOutcomeIn, staticmethod(verbs.uphold)

    @extend_schema(operation_id="complaints_uphold", request=ComplaintOutcomeIn, responses=ComplaintOut)
    def post(self, request: Request, pk: int) -> Response:
        """Uphold a complaint; `outcome` tells who sent it what was done."""
        return self.run(request, pk)


class UpholdInPart(ComplaintVerb):
    takes, verb = ComplaintOutcomeIn, staticmethod(verbs.uphold_in_part)

    @extend_schema(operation_id="complaints_uphold_in_part", request=ComplaintOutcomeIn, responses=ComplaintOut)
    def post(self, request: Request, pk: int) -> Response:
        """Uphold a complaint in part."""
        return self.run(request, pk)


class Reject(ComplaintVerb):
    takes, verb = ComplaintOutcomeIn, staticmethod(verbs.reject)

    @extend_schema(operation_id="complaints_reject", request=ComplaintOutcomeIn, responses=ComplaintOut)
    def post(self, request: Request, pk: int) -> Response:
        """Reject a complaint, what was published stands; `outcome` says why."""
        return self.run(request, pk)


class LookAgain(ComplaintVerb):
    takes, verb = LookAgainIn, staticmethod(verbs.look_again)

    @extend_schema(operation_id="complaints_look_again", request=LookAgainIn, responses=ComplaintOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take the answer to a complaint back; the clock begins anew."""
        return self.run(request, pk)


class OpenRecheck(APIView):
    scope = "publish"

    @extend_schema(operation_id="complaints_recheck", request=NothingIn, responses={201: RecheckOut})
    def post(self, request: Request, pk: int) -> Response:
        """Have what is published looked at again because of a complaint."""
        may_handle_complaints(request.user).or_refuse()
        NothingIn.parse(request.data)
        opened = verbs.recheck_because(complaint_id=pk, by=request.user, at=timezone.now())
        return Response(RecheckOut(opened).data, status=201)


class Tips(GenericAPIView):
    scope = "intake"
    asks, pages = ("show",), True
    serializer_class = TipOut
    filter_backends = ()
    queryset = Tip.objects.none()

    @extend_schema(
        operation_id="tips_list",
        parameters=[OpenApiParameter("show", enum=list(tips_of_desk.GROUPS), description="Else those to look at.")],
    )
    def get(self, request: Request) -> Response:
        """What readers want checked: to look at, being checked, or answered otherwise; newest first."""
        found = tips_of_desk.tips_of_group(_asked(request, ShowTipsIn), user=request.user)
        page = self.paginate_queryset(found.select_related("sender") if request.user.is_admin else found)
        return self.get_paginated_response(TipOut(page, many=True, context={"request": request}).data)


class OneTip(APIView):
    scope = "intake"

    @extend_schema(operation_id="tips_retrieve", responses=TipOut)
    def get(self, request: Request, pk: int) -> Response:
        """A tip and what became of it; `sender` for editors only."""
        return _tip(request, pk)


class TipVerb(APIView):
    """One verb of a tip; editors only."""

    scope = "intake"
    takes: type[StrictSerializer] = NothingIn
    verb: Callable[..., object]

    def run(self, request: Request, pk: int) -> Response:
        data = self.takes.parse(request.data)
        type(self).verb(tip_id=pk, by=request.user, at=timezone.now(), **data)
        return _tip(request, pk)


class Take(TipVerb):
    takes, verb = TakeIn, staticmethod(tip_verbs.take_tip)

    @extend_schema(operation_id="tips_take", request=TakeIn, responses=TipOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take a tip on: `way` is article, claim or existing."""
        return self.run(request, pk)


class AnswerWithCheck(TipVerb):
    takes, verb = CheckedIn, staticmethod(verbs.answer_tip_with_check)

    @extend_schema(operation_id="tips_answer_with_check", request=CheckedIn, responses=TipOut)
    def post(self, request: Request, pk: int) -> Response:
        """Answer a tip with a check we had published; `number` names it."""
        return self.run(request, pk)


class Leave(TipVerb):
    takes, verb = LeaveIn, staticmethod(tip_verbs.leave_tip)

    @extend_schema(operation_id="tips_leave", request=LeaveIn, responses=TipOut)
    def post(self, request: Request, pk: int) -> Response:
        """Leave a tip unchecked; `answer` says why."""
        return self.run(request, pk)


class LookAtTipAgain(TipVerb):
    verb = staticmethod(tip_verbs.look_at_tip_again)

    @extend_schema(operation_id="tips_look_again", request=NothingIn, responses=TipOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take the answer to a tip back."""
        return self.run(request, pk)
