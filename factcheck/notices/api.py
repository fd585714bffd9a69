"""Mail choices over HTTP."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.notices.choosing import choices_of, choose_mail
from factcheck.web.serializers import CleanCharField, StrictSerializer

MOST = 100


class MailChoiceOut(serializers.Serializer):
    kind = serializers.CharField()
    words = serializers.CharField()
    by_mail = serializers.BooleanField()


class MailChoicesOut(serializers.Serializer):
    results = MailChoiceOut(many=True)


class MailChoicesIn(StrictSerializer):
    by_mail = serializers.ListField(child=CleanCharField(max_length=40), max_length=MOST)


class MailChoices(APIView):
    """Which of one's own notices come by mail too."""

    scope = "desk"

    @extend_schema(responses=MailChoicesOut)
    def get(self, request: Request) -> Response:
        return Response(as_chosen(request.user))

    @extend_schema(request=MailChoicesIn, responses=MailChoicesOut)
    def put(self, request: Request) -> Response:
        """Choose which of one's own notices come by mail too; all others come in the page only."""
        choose_mail(by_mail=MailChoicesIn.parse(request.data)["by_mail"], by=request.user, at=timezone.now())
        return Response(as_chosen(request.user))


def as_chosen(person) -> dict[str, object]:
    rows = [{"kind": kind.name, "words": kind.words, "by_mail": wanted} for kind, wanted in choices_of(person)]
    return MailChoicesOut({"results": rows}).data
