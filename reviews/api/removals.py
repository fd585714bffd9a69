"""Taking something from readers over HTTP. Editors only."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.models import Removal
from reviews.policies.removals import may_ask_removal
from reviews.publication.removals import agree_to_removal, ask_removal, preview, refuse_removal
from reviews.publication.removals.asking import LONGEST_BECAUSE, LONGEST_NOTE, LONGEST_WORDS, MOST_WORDS, clean_words
from reviews.selectors.removals import find_verdict, removals_of
from reviews.states import AskedBy, Removed
from reviews.typed import LONGEST_REASON


class LookIn(StrictSerializer):
    words = serializers.ListField(child=CleanCharField(max_length=LONGEST_WORDS), max_length=MOST_WORDS)


class AskRemovalIn(StrictSerializer):
    kind = CleanCharField(max_length=12, help_text="retraction, redaction, withholding or return")
    ground = CleanCharField(
        max_length=10, required=False, allow_blank=True, help_text="told to readers; not of a return"
    )
    because = CleanCharField(max_length=LONGEST_BECAUSE, allow_blank=True, help_text="for the editor who is to agree")
    words = serializers.ListField(
        child=CleanCharField(max_length=LONGEST_WORDS),
        max_length=MOST_WORDS,
        required=False,
        help_text="of a redaction",
    )
    what = CleanCharField(max_length=10, required=False, help_text=f"what they are: {', '.join(Removed.values)}")
    public_note = CleanCharField(max_length=LONGEST_NOTE, required=False, allow_blank=True)
    asked_kind = CleanCharField(max_length=12, required=False, help_text=f"one of {', '.join(AskedBy.values)}")
    complaint_id = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class RefuseRemovalIn(StrictSerializer):
    because = CleanCharField(max_length=LONGEST_REASON, allow_blank=True)


class RemovalOut(serializers.ModelSerializer):
    number = serializers.IntegerField(source="verdict.number", help_text="of the published check")
    kind = serializers.CharField()
    status = serializers.CharField()
    ground = serializers.CharField()
    what = serializers.CharField(help_text="Of a redaction: what the words are.")
    asked_kind = serializers.CharField()
    asked_by = serializers.CharField(help_text="A name.")
    decided_by = serializers.CharField(allow_null=True, help_text="A name.")

    class Meta:
        model = Removal
        fields = [
            "id", "number", "kind", "status", "ground", "words", "what", "public_note", "because", "asked_kind",
            "complaint", "asked_by", "asked_at", "decided_by", "decided_at", "refused_because",
        ]  # fmt: skip


class PlacesOut(serializers.Serializer):
    what = serializers.CharField()
    count = serializers.IntegerField()


class PreviewOut(serializers.Serializer):
    total = serializers.IntegerField()
    places = PlacesOut(many=True)
    longer = serializers.ListField(child=serializers.CharField(), help_text="longer words that hold them and stay")
    others = serializers.ListField(child=serializers.IntegerField(), help_text="other checks that show them to readers")


class Removals(APIView):
    scope = "publish"

    @extend_schema(operation_id="removals_list", responses=RemovalOut(many=True))
    def get(self, request: Request, number: int) -> Response:
        """What was taken from a published check, or is to be; newest first. Editors only."""
        may_ask_removal(request.user).or_refuse()
        verdict = find_verdict(number, user=request.user)
        return Response(RemovalOut(removals_of(verdict, user=request.user), many=True).data)

    @extend_schema(operation_id="removals_ask", request=AskRemovalIn, responses={201: RemovalOut})
    def post(self, request: Request, number: int) -> Response:
        """Ask for a retraction, a redaction, a withholding or the end of one; another editor agrees. Editors only."""
        data = AskRemovalIn.parse(request.data)
        asked = ask_removal(number=number, by=request.user, at=timezone.now(), **data)
        return Response(RemovalOut(asked).data, status=201)


class Look(APIView):
    scope = "publish"

    @extend_schema(operation_id="removals_look", request=LookIn, responses=PreviewOut)
    def post(self, request: Request, number: int) -> Response:
        """Count the places where words stand that a redaction would remove; nothing is changed. Editors only."""
        may_ask_removal(request.user).or_refuse()
        verdict = find_verdict(number, user=request.user)
        words = clean_words(LookIn.parse(request.data)["words"])
        return Response(PreviewOut(preview(verdict, words)).data)


class Agree(APIView):
    scope = "publish"

    @extend_schema(operation_id="removals_agree", request=None, responses=RemovalOut)
    def post(self, request: Request, pk: int) -> Response:
        """Agree to a removal another editor asked for: it is done at once. Editors only."""
        return Response(RemovalOut(agree_to_removal(removal_id=pk, by=request.user, at=timezone.now())).data)


class Refuse(APIView):
    scope = "publish"

    @extend_schema(operation_id="removals_refuse", request=RefuseRemovalIn, responses=RemovalOut)
    def post(self, request: Request, pk: int) -> Response:
        """Refuse a removal, or take one's own wish back. Editors only."""
        data = RefuseRemovalIn.parse(request.data)
        return Response(RemovalOut(refuse_removal(removal_id=pk, by=request.user, at=timezone.now(), **data)).data)
