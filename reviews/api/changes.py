"""Changing a claim under work, holds and flags over HTTP."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.models import Claim
from reviews.api.changes_shapes import (
    ChangedClaimOut,
    FlagIn,
    FlagOut,
    HoldIn,
    HoldOut,
    MergeUnderWorkIn,
    OutcomeIn,
    RewordIn,
    ShelveIn,
    SplitIn,
)
from reviews.api.serializers import BecauseIn
from reviews.changing import flags, holds, merging, rewording, shelving, splitting
from reviews.models import Hold
from reviews.selectors.changing import flags_on, raised
from reviews.selectors.rows import find


def claim_body(request: Request, pk: int) -> dict:
    return ChangedClaimOut(find(Claim.objects.visible_to(request.user).select_related("wording"), pk)).data


class Reword(APIView):
    scope = "triage"

    @extend_schema(request=RewordIn, responses=ChangedClaimOut)
    def post(self, request: Request, pk: int) -> Response:
        """Give a claim under work new words.

        `spelling` lets reviews stand, `meaning` closes an open round unread and opens a new one.
        """
        data = RewordIn.parse(request.data)
        changed = rewording.reword(claim_id=pk, by=request.user, at=timezone.localtime(), **data)
        return Response({**claim_body(request, pk), "warnings": [str(one) for one in changed.left_out]})


class Split(APIView):
    scope = "triage"

    @extend_schema(request=SplitIn, responses={201: ChangedClaimOut(many=True)})
    def post(self, request: Request, pk: int) -> Response:
        """Split a claim into two to six. `follows`: {assignment id: part, from 0}; the others end."""
        data = SplitIn.parse(request.data)
        divided = splitting.split_claim(claim_id=pk, by=request.user, at=timezone.localtime(), **data)
        warnings: dict[int, list[str]] = {child.pk: [] for child in divided.children}
        for one in divided.left_out:
            warnings[one.claim.pk].append(str(one))
        body = [{**ChangedClaimOut(child).data, "warnings": warnings[child.pk]} for child in divided.children]
        return Response(body, status=201)


class MergeUnderWork(APIView):
    scope = "triage"

    @extend_schema(request=MergeUnderWorkIn, responses=ChangedClaimOut)
    def post(self, request: Request, pk: int) -> Response:
        """Merge a claim that is under work into another, which is answered.

        `move`: assignments that go on there; the others end.
        """
        data = MergeUnderWorkIn.parse(request.data)
        merging.merge_under_work(
            claim_id=pk,
            canonical_id=data["canonical"],
            because=data["because"],
            move=data.get("move", []),
            by=request.user,
            at=timezone.localtime(),
        )
        return Response(claim_body(request, data["canonical"]))


class Shelve(APIView):
    scope = "triage"

    @extend_schema(request=ShelveIn, responses=ChangedClaimOut)
    def post(self, request: Request, pk: int) -> Response:
        """Stop checking a claim for one of four reasons; `wake_at` tells the editors to look again."""
        data = ShelveIn.parse(request.data)
        shelving.shelve(claim_id=pk, by=request.user, at=timezone.localtime(), **data)
        return Response(claim_body(request, pk))


class Unshelve(APIView):
    scope = "triage"

    @extend_schema(request=None, responses=ChangedClaimOut)
    def post(self, request: Request, pk: int) -> Response:
        """Take a shelved claim up again."""
        shelving.unshelve(claim_id=pk, by=request.user, at=timezone.localtime())
        return Response(claim_body(request, pk))


class Holds(APIView):
    scope = "publish"

    @extend_schema(responses=HoldOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """What holds a claim back, the newest first."""
        find(Claim.objects.visible_to(request.user), pk)
        standing = Hold.objects.visible_to(request.user).standing().filter(claim=pk).select_related("placed_by")
        return Response(HoldOut(standing, many=True).data)

    @extend_schema(request=HoldIn, responses={201: HoldOut})
    def post(self, request: Request, pk: int) -> Response:
        """Keep a claim from being published until the hold is released."""
        data = HoldIn.parse(request.data)
        hold = holds.place_hold(claim_id=pk, by=request.user, at=timezone.localtime(), **data)
        return Response(HoldOut(hold).data, status=201)


class ReleaseHold(APIView):
    scope = "publish"

    @extend_schema(request=BecauseIn, responses=HoldOut)
    def post(self, request: Request, pk: int) -> Response:
        """End a hold; a legal one only by another editor than placed it."""
        because = BecauseIn.parse(request.data)["because"]
        hold = holds.release_hold(hold_id=pk, because=because, by=request.user, at=timezone.localtime())
        return Response(HoldOut(hold).data)


class Flags(APIView):
    scope = "review"

    @extend_schema(responses=FlagOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """What was pointed out about a claim and is not settled.

        While a round is open, reviewers do not learn who said it.
        """
        found = find(Claim.objects.visible_to(request.user), pk)
        return Response(FlagOut(flags_on(found, request.user), many=True).data)

    @extend_schema(request=FlagIn, responses={201: FlagOut})
    def post(self, request: Request, pk: int) -> Response:
        """Tell the editors what is wrong with a claim. The other reviewer may read the note."""
        data = FlagIn.parse(request.data)
        flag = flags.flag_claim(claim_id=pk, by=request.user, at=timezone.localtime(), **data)
        return Response(FlagOut(raised(flag, request.user, hides=False)).data, status=201)


class SettleFlag(APIView):
    scope = "triage"

    @extend_schema(request=OutcomeIn, responses=FlagOut)
    def post(self, request: Request, pk: int) -> Response:
        """Say what became of a flag: done, or left as it is."""
        outcome = OutcomeIn.parse(request.data)["outcome"]
        flag = flags.settle_flag(flag_id=pk, outcome=outcome, by=request.user, at=timezone.localtime())
        return Response(FlagOut(raised(flag, request.user, hides=False)).data)
