"""Verified quotations over HTTP: whether the words of a piece stand in our copy, and putting others in their place."""

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.api.evidence_shapes import EvidenceOut, TranslationIn, show_evidence
from reviews.evidence.replacing import replace_excerpt
from reviews.evidence.translating import translate_quotation
from reviews.models import Evidence
from reviews.selectors.file import with_copies
from reviews.selectors.quotations import address_at_words, verified_in
from reviews.selectors.rows import find
from reviews.states import QuotationState
from reviews.typed import LONGEST_TEXT


class ExcerptIn(StrictSerializer):
    excerpt = CleanCharField(allow_blank=True, max_length=LONGEST_TEXT)


class QuotationOut(serializers.ModelSerializer):
    """Where the words stand in our copy. `selector` holds the selectors of the W3C Web Annotation Data Model."""

    quotation = serializers.ChoiceField(choices=QuotationState.choices)
    selector = serializers.ListField(
        child=serializers.DictField(), allow_null=True, help_text="A TextQuoteSelector and a TextPositionSelector."
    )
    nearest = serializers.CharField(help_text="Of words that are not there: the passage most like them.")
    copy = serializers.IntegerField(
        source="snapshot_id", allow_null=True, help_text="The copy they were looked for in."
    )
    copy_taken_at = serializers.DateTimeField(source="snapshot.taken_at", default=None, allow_null=True)
    verified_in = serializers.SerializerMethodField(
        help_text="`fetched`: in a copy we made ourselves; `handed_in`: in one somebody handed in; else empty."
    )
    fragment_url = serializers.SerializerMethodField(help_text="Leads to the words at the source; may be empty.")

    class Meta:
        model = Evidence
        fields = [
            "id", "excerpt", "quotation", "checked_at", "selector", "nearest", "copy", "copy_taken_at", "verified_in",
            "fragment_url",
        ]  # fmt: skip

    def get_verified_in(self, evidence: Evidence) -> str:
        return verified_in(evidence)

    def get_fragment_url(self, evidence: Evidence) -> str:
        return address_at_words(evidence)


class Quotation(APIView):
    scope = "evidence"

    @extend_schema(responses=QuotationOut)
    def get(self, request: Request, pk: int) -> Response:
        """Whether the exact words of a piece stand in our copy of its source, and where."""
        return Response(QuotationOut(find(with_copies(Evidence.objects.visible_to(request.user)), pk)).data)


class Replace(APIView):
    scope = "evidence"

    @extend_schema(request=ExcerptIn, responses={201: EvidenceOut})
    def post(self, request: Request, pk: int) -> Response:
        """Take a piece out of the file and link other words of its source instead; answers with the new piece."""
        excerpt = ExcerptIn.parse(request.data)["excerpt"]
        evidence = replace_excerpt(evidence_id=pk, excerpt=excerpt, by=request.user, at=timezone.now())
        location = reverse("api_evidence_quotation", args=[evidence.pk])
        shown = show_evidence([evidence], evidence.claim, request.user)[0]
        return Response(shown, status=201, headers={"Location": location})


class Translate(APIView):
    scope = "evidence"

    @extend_schema(request=TranslationIn, responses=EvidenceOut)
    def post(self, request: Request, pk: int) -> Response:
        """Say what the exact words mean in the claim's language, and who translated them; nothing takes it away."""
        said = {"language": "", "translation": "", "translator": "", **TranslationIn.parse(request.data)}
        evidence = translate_quotation(evidence_id=pk, by=request.user, at=timezone.now(), **said)
        return Response(show_evidence([evidence], evidence.claim, request.user)[0])
