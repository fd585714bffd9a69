"""Claims and triage over HTTP for programs."""

from django.db.models import Prefetch
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims import triage
from claims.api import claim_shapes as shapes
from claims.models import Appearance, Claim, ClaimWording
from claims.selectors.claims import ALL, find_claims
from claims.triage.showing import API, Sight
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.web.parsers import StrictJSONParser

SIGHT = Sight(on=API)


def claim_in_full(user: User, pk: int) -> dict:
    """A claim as the API shows it. Raises `NotFound` for unknown and invisible ones alike."""
    places = Appearance.objects.prefetch_related("claimants").order_by("pk")
    wordings = ClaimWording.objects.select_related("by").order_by("-number")
    rows = find_claims(user).prefetch_related(Prefetch("appearances", places), Prefetch("wordings", wordings))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return shapes.ClaimDetailOut(found).data


@extend_schema(tags=["claims"])
class ClaimsView(generics.ListAPIView):
    """Claims: the list, and a way in for those without an article."""

    scope = "triage"
    asks = shapes.ClaimQuery
    parser_classes = [StrictJSONParser]
    serializer_class = shapes.ClaimOut

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Claim.objects.none()
        asked = shapes.ClaimQuery.read(self.request)
        return find_claims(
            self.request.user,
            words=asked.get("q", ""),
            status=asked.get("status", ALL),
            language=asked.get("language", ""),
            article=asked.get("article"),
        )

    @extend_schema(parameters=[shapes.ClaimQuery], operation_id="claims_list", summary="Claims, newest first")
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="claims_create",
        summary="Enter a claim without an article",
        request=shapes.ClaimIn,
        responses={201: shapes.ClaimDetailOut},
    )
    def post(self, request: Request) -> Response:
        entered = shapes.ClaimIn.parse(request.data)
        claim = triage.enter_claim(**entered, by=request.user, at=timezone.now())
        url = reverse("api_claim", args=[claim.pk], request=request)
        return Response(claim_in_full(request.user, claim.pk), status=201, headers={"Location": url})


@extend_schema(tags=["claims"])
class ClaimView(generics.GenericAPIView):
    """One claim."""

    scope = "triage"
    serializer_class = shapes.ClaimDetailOut

    @extend_schema(operation_id="claims_read", summary="One claim, with its wordings and where it was made")
    def get(self, request: Request, pk: int) -> Response:
        return Response(claim_in_full(request.user, pk))


class ClaimVerb(generics.GenericAPIView):
    """A POST that does one thing to a claim and answers with the claim."""

    scope = "triage"
    parser_classes = [StrictJSONParser]
    serializer_class = shapes.ClaimDetailOut

    def answer(self, pk: int) -> Response:
        return Response(claim_in_full(self.request.user, pk))


@extend_schema(tags=["triage"])
class AcceptView(ClaimVerb):
    """The desk checks this claim."""

    @extend_schema(operation_id="claims_accept", summary="Accept a claim", request=shapes.AcceptIn)
    def post(self, request: Request, pk: int) -> Response:
        triage.accept_claim(
            claim_id=pk, **shapes.AcceptIn.parse(request.data), shown=SIGHT, by=request.user, at=timezone.now()
        )
        return self.answer(pk)


@extend_schema(tags=["triage"])
class DismissView(ClaimVerb):
    """The desk does not check this claim."""

    @extend_schema(operation_id="claims_dismiss", summary="Dismiss a claim", request=shapes.DismissIn)
    def post(self, request: Request, pk: int) -> Response:
        triage.dismiss_claim(
            claim_id=pk, **shapes.DismissIn.parse(request.data), shown=SIGHT, by=request.user, at=timezone.now()
        )
        return self.answer(pk)


@extend_schema(tags=["triage"])
class ReconsiderView(ClaimVerb):
    """Take up again what was decided."""

    @extend_schema(operation_id="claims_reconsider", summary="Take up a decided claim again", request=None)
    def post(self, request: Request, pk: int) -> Response:
        triage.reconsider_claim(claim_id=pk, shown=SIGHT, by=request.user, at=timezone.now())
        return self.answer(pk)


@extend_schema(tags=["triage"])
class CorrectView(ClaimVerb):
    """What the splitter read wrongly of a claim."""

    @extend_schema(
        operation_id="claims_correct", summary="Correct a type, or the sentences of a claim", request=shapes.CorrectIn
    )
    def post(self, request: Request, pk: int) -> Response:
        sent = shapes.CorrectIn.parse(request.data)
        who = {"claim_id": pk, "shown": SIGHT, "by": request.user, "at": timezone.now()}
        if sent["what"] == "type":
            triage.correct_type(type=sent["value"], **who)
        else:
            triage.correct_span(change=sent["value"], **who)
        return self.answer(pk)


@extend_schema(tags=["triage"])
class MergeView(ClaimVerb):
    """This claim is the same as another."""

    @extend_schema(operation_id="claims_merge", summary="Merge a claim into another", request=shapes.MergeIn)
    def post(self, request: Request, pk: int) -> Response:
        canonical = shapes.MergeIn.parse(request.data)["canonical"]
        triage.merge_claims(claim_id=pk, canonical_id=canonical, shown=SIGHT, by=request.user, at=timezone.now())
        return self.answer(pk)


@extend_schema(tags=["claims"])
class WordingView(ClaimVerb):
    """A claim's words."""

    @extend_schema(operation_id="claims_word", summary="Give a claim a new wording", request=shapes.WordingIn)
    def post(self, request: Request, pk: int) -> Response:
        triage.edit_wording(
            claim_id=pk, **shapes.WordingIn.parse(request.data), shown=SIGHT, by=request.user, at=timezone.now()
        )
        return self.answer(pk)


@extend_schema(tags=["claims"])
class ParticularsView(ClaimVerb):
    """Who said it, when, in which language, about what, and what is to be checked."""

    @extend_schema(
        operation_id="claims_particulars", summary="Set what is known of a claim", request=shapes.ParticularsIn
    )
    def post(self, request: Request, pk: int) -> Response:
        known = shapes.ParticularsIn.parse(request.data)
        triage.set_particulars(claim_id=pk, **known, shown=SIGHT, by=request.user, at=timezone.now())
        return self.answer(pk)


@extend_schema(tags=["triage"])
class SelectView(generics.GenericAPIView):
    """A claim out of any words of an article."""

    scope = "triage"
    parser_classes = [StrictJSONParser]
    serializer_class = shapes.ClaimDetailOut

    @extend_schema(
        operation_id="articles_select",
        summary="Propose selected words as a claim",
        request=shapes.SelectIn,
        responses={201: shapes.ClaimDetailOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        spans = shapes.SelectIn.parse(request.data)["spans"]
        claim = triage.claim_words(article_id=pk, spans=spans, shown=SIGHT, by=request.user, at=timezone.now())
        url = reverse("api_claim", args=[claim.pk], request=request)
        return Response(claim_in_full(request.user, claim.pk), status=201, headers={"Location": url})


@extend_schema(tags=["triage"])
class FinishView(generics.GenericAPIView):
    """Pass over what nobody decided on."""

    scope = "triage"
    serializer_class = shapes.CountsOut

    @extend_schema(operation_id="articles_finish", summary="Finish an article's triage", request=None)
    def post(self, request: Request, pk: int) -> Response:
        counts = triage.finish_article(article_id=pk, shown=SIGHT, by=request.user, at=timezone.now())
        return Response(shapes.CountsOut(counts).data)


@extend_schema(tags=["triage"])
class UndoView(generics.GenericAPIView):
    """Take back one's own last decision on the article."""

    scope = "triage"
    serializer_class = shapes.UndoneOut

    @extend_schema(operation_id="articles_undo", summary="Undo one's last decision on an article", request=None)
    def post(self, request: Request, pk: int) -> Response:
        undone = triage.undo(article_id=pk, by=request.user, at=timezone.now())
        return Response(shapes.UndoneOut(undone).data)
