"""Asking the claimant over HTTP: how it stands, every verb, the letters of the desk."""

from collections.abc import Callable

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.models import Claim
from factcheck.core.errors import NotFound
from reviews.api.contact_shapes import (
    AgainIn,
    AskedByHandIn,
    AskIn,
    CloseContactIn,
    ContactOut,
    ContactOwnerIn,
    DeadlineIn,
    OpenContactOut,
    ProposedOut,
    RemindIn,
    ReopenContactIn,
    TemplateIn,
    TemplateOut,
)
from reviews.contacts import closing, letters, writing
from reviews.models import ClaimantContact, LetterTemplate
from reviews.policies.contacts import may_edit_letters
from reviews.selectors.contacts import Seen, contact_on, open_contacts, overdue
from reviews.selectors.rows import find

OVERDUE = OpenApiParameter("overdue", bool, description="1: only those of whom nothing was heard by the deadline.")


def seen_contact(request: Request, pk: int) -> Seen:
    """The question to the claimant of a claim, as the caller may see it. Raises `NotFound` where there is none."""
    claim = find(Claim.objects.visible_to(request.user).select_related("wording", "claimant"), pk)
    seen = contact_on(claim, request.user, at=timezone.localtime())
    if seen is None:
        raise NotFound("Nobody is asked about this claim.")
    return seen


def done(request: Request, pk: int, verb: Callable[..., object], *, status: int = 200, **typed: object) -> Response:
    """Run one verb and answer with how it stands."""
    verb(claim_id=pk, by=request.user, at=timezone.localtime(), **typed)
    return Response(ContactOut(seen_contact(request, pk)).data, status=status)


class Contact(APIView):
    scope = "evidence"

    @extend_schema(responses=ContactOut)
    def get(self, request: Request, pk: int) -> Response:
        """Whether the claimant was asked, until when, and what they answered."""
        return Response(ContactOut(seen_contact(request, pk)).data)


class Ask(APIView):
    scope = "evidence"

    @extend_schema(request=AskIn, responses={201: ContactOut})
    def post(self, request: Request, pk: int) -> Response:
        """Send the claimant a first letter by mail. {deadline} in it is filled in."""
        return done(request, pk, writing.ask_claimant, status=201, **AskIn.parse(request.data))


class Note(APIView):
    scope = "evidence"

    @extend_schema(request=AskedByHandIn, responses={201: ContactOut})
    def post(self, request: Request, pk: int) -> Response:
        """Note that the claimant was asked in another way than by mail."""
        return done(request, pk, writing.note_asked, status=201, **AskedByHandIn.parse(request.data))


class Remind(APIView):
    scope = "evidence"

    @extend_schema(request=RemindIn, responses={201: ContactOut})
    def post(self, request: Request, pk: int) -> Response:
        """Send the claimant a reminder; without `to` it goes where the last letter went."""
        return done(request, pk, writing.send_reminder, status=201, **RemindIn.parse(request.data))


class SendAgain(APIView):
    scope = "evidence"

    @extend_schema(request=AgainIn, responses={201: ContactOut})
    def post(self, request: Request, pk: int) -> Response:
        """Send the words of a letter that failed to another address, or the same."""
        data = AgainIn.parse(request.data)
        return done(request, pk, writing.send_again, status=201, letter_id=data.pop("letter"), **data)


class Deadline(APIView):
    scope = "evidence"

    @extend_schema(request=DeadlineIn, responses=ContactOut)
    def post(self, request: Request, pk: int) -> Response:
        """Give the claimant until another moment."""
        return done(request, pk, closing.set_deadline, **DeadlineIn.parse(request.data))


class Close(APIView):
    scope = "evidence"

    @extend_schema(request=CloseContactIn, responses=ContactOut)
    def post(self, request: Request, pk: int) -> Response:
        """Note how asking the claimant ended; `outcome` decides what else is needed, and a refusal names it."""
        return done(request, pk, closing.close_contact, **CloseContactIn.parse(request.data))


class Reopen(APIView):
    scope = "evidence"

    @extend_schema(request=ReopenContactIn, responses=ContactOut)
    def post(self, request: Request, pk: int) -> Response:
        """Wait for the claimant once more: a late answer came, or they are asked again."""
        return done(request, pk, closing.reopen_contact, **ReopenContactIn.parse(request.data))


class HandOver(APIView):
    scope = "evidence"

    @extend_schema(request=ContactOwnerIn, responses=ContactOut)
    def post(self, request: Request, pk: int) -> Response:
        """Say who asks the claimant from now on. Editors only."""
        data = ContactOwnerIn.parse(request.data)
        return done(request, pk, closing.hand_contact_over, owner_id=data.pop("owner"), **data)


class Proposed(APIView):
    scope = "evidence"

    @extend_schema(responses=ProposedOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """The desk's letters filled in for this claim, for whoever asks; {deadline} is filled in when it is sent."""
        seen = seen_contact(request, pk)
        seen.decision.or_refuse()
        claim = seen.contact.claim
        return Response(ProposedOut(letters.propose_letters(claim, by=request.user), many=True).data)


class Contacts(GenericAPIView):
    scope = "evidence"
    asks, pages = ("overdue",), True
    serializer_class = OpenContactOut
    filter_backends = ()
    queryset = ClaimantContact.objects.none()

    @extend_schema(parameters=[OVERDUE])
    def get(self, request: Request) -> Response:
        """Claimants to be asked or who have not answered, the newest first: one's own, for editors everybody's."""
        rows = open_contacts(request.user)
        if request.query_params.get("overdue") == "1":
            rows = overdue(rows, at=timezone.now())
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(OpenContactOut(page, many=True).data)


class Letters(APIView):
    scope = "desk"

    @extend_schema(responses=TemplateOut(many=True))
    def get(self, request: Request) -> Response:
        """The letters of the desk, as they stand before they are filled in."""
        return Response(TemplateOut(LetterTemplate.objects.all(), many=True).data)


class OneLetter(APIView):
    scope = "desk"

    @extend_schema(request=TemplateIn, responses=TemplateOut)
    def put(self, request: Request, pk: int) -> Response:
        """Change a letter of the desk (editors)."""
        may_edit_letters(request.user).or_refuse()
        data = TemplateIn.parse(request.data)
        row = letters.edit_letter(letter_id=pk, by=request.user, at=timezone.localtime(), **data)
        return Response(TemplateOut(row).data)
