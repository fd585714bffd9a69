"""Drafts, sign-off and publication over HTTP for programs."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from factcheck.accounts.models import User
from reviews import drafting
from reviews.api.writing_shapes import (
    DraftHashIn,
    DraftTextIn,
    DraftVersionIn,
    PublishedOut,
    PublishIn,
    SendBackIn,
    SignedOut,
    VerdictDraftOut,
)
from reviews.contacts.taking_over import take_over_answer
from reviews.publication import publishing
from reviews.selectors.drafts import find_draft
from reviews.selectors.published import path_of


def show(draft_id: int, *, user: User, at: datetime) -> dict:
    return VerdictDraftOut(find_draft(draft_id, user=user), context={"at": at}).data


@extend_schema(tags=["drafts"])
class StartView(APIView):
    scope = "write"

    @extend_schema(
        operation_id="claims_draft",
        summary="Begin to write up a settled claim",
        request=None,
        responses={201: VerdictDraftOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        draft = drafting.start_draft(claim_id=pk, by=request.user, at=at)
        url = reverse("api_draft", args=[draft.pk], request=request)
        return Response(show(draft.pk, user=request.user, at=at), status=201, headers={"Location": url})


@extend_schema(tags=["drafts"])
class DraftView(APIView):
    scope = "write"

    @extend_schema(operation_id="drafts_retrieve", summary="A draft, its gate and its hash", responses=VerdictDraftOut)
    def get(self, request: Request, pk: int) -> Response:
        return Response(show(pk, user=request.user, at=timezone.now()))

    @extend_schema(
        operation_id="drafts_update", summary="Save the text", request=DraftTextIn, responses=VerdictDraftOut
    )
    def put(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        drafting.write_draft(draft_id=pk, by=request.user, at=at, **DraftTextIn.parse(request.data))
        return Response(show(pk, user=request.user, at=at))


@extend_schema(tags=["drafts"])
class HandInView(APIView):
    scope = "write"

    @extend_schema(operation_id="drafts_hand_in", summary="Hand in", request=DraftVersionIn, responses=VerdictDraftOut)
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        drafting.hand_in(draft_id=pk, by=request.user, at=at, **DraftVersionIn.parse(request.data))
        return Response(show(pk, user=request.user, at=at))


@extend_schema(tags=["drafts"])
class TakeOverView(APIView):
    scope = "write"

    @extend_schema(
        operation_id="drafts_take_over", summary="Become the writer", request=None, responses=VerdictDraftOut
    )
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        drafting.take_over(draft_id=pk, by=request.user, at=at)
        return Response(show(pk, user=request.user, at=at))


@extend_schema(tags=["drafts"])
class TakeAnswerView(APIView):
    scope = "write"

    @extend_schema(
        operation_id="drafts_take_answer",
        summary="Put in how asking the claimant ended",
        request=DraftVersionIn,
        responses=VerdictDraftOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        at, version = timezone.now(), DraftVersionIn.parse(request.data)["version"]
        take_over_answer(draft_id=pk, version=version, by=request.user, at=at)
        return Response(show(pk, user=request.user, at=at))


@extend_schema(tags=["drafts"])
class SendBackView(APIView):
    scope = "publish"

    @extend_schema(operation_id="drafts_send_back", summary="Send back", request=SendBackIn, responses=VerdictDraftOut)
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        drafting.send_back(draft_id=pk, by=request.user, at=at, **SendBackIn.parse(request.data))
        return Response(show(pk, user=request.user, at=at))


@extend_schema(tags=["drafts"])
class SignOffView(APIView):
    scope = "publish"

    @extend_schema(
        operation_id="drafts_sign_off",
        summary="Sign exactly this text off",
        request=DraftHashIn,
        responses={201: SignedOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        at = timezone.now()
        signed = drafting.sign_off(draft_id=pk, by=request.user, at=at, **DraftHashIn.parse(request.data))
        return Response(
            SignedOut({"draft": pk, "draft_hash": signed.draft_hash, "at": signed.at}).data,
            status=201,
            headers={"Location": reverse("api_draft", args=[pk], request=request)},
        )


@extend_schema(tags=["drafts"])
class PublishView(APIView):
    scope = "publish"

    @extend_schema(
        operation_id="drafts_publish",
        summary="Publish a signed-off text",
        request=PublishIn,
        responses={201: PublishedOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        given = PublishIn.parse(request.data)
        publish = publishing.sign_off_and_publish if given else publishing.publish_verdict
        revision = publish(draft_id=pk, by=request.user, at=timezone.now(), **given)
        url = settings.PUBLIC_ORIGIN + path_of(revision.verdict)
        body = {"number": revision.verdict.number, "revision": revision.number, "url": url}
        return Response(PublishedOut(body).data, status=201, headers={"Location": url})
