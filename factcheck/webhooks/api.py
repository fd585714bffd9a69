"""Webhooks over HTTP, for editors. A secret is in the answer that makes it and in no other."""

from django.utils import timezone
from django.utils.functional import lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from factcheck.web.serializers import CleanCharField, StrictSerializer
from factcheck.webhooks import receivers, replaying, switching
from factcheck.webhooks.finding import deliveries_of, find_receiver
from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.policies import may_keep_receivers
from factcheck.webhooks.reasons import reason_of
from factcheck.webhooks.registry import KINDS
from factcheck.webhooks.states import DeliveryStatus, OffBecause

MOST_KINDS = 50


class ReceiverOut(serializers.ModelSerializer):
    is_on = serializers.BooleanField(read_only=True)
    disabled_because = serializers.ChoiceField(choices=["", *OffBecause.values], read_only=True)

    class Meta:
        model = Receiver
        fields = [
            *("id", "name", "url", "kinds", "is_on", "disabled_at", "disabled_because", "failing_since"),
            *("previous_until", "version", "created_at"),
        ]
        extra_kwargs = {"previous_until": {"help_text": "So long messages are signed with the secret before, too."}}


class NewReceiverOut(ReceiverOut):
    secret = serializers.CharField(help_text="Verifies signatures. It is told only this once.")

    class Meta(ReceiverOut.Meta):
        fields = [*ReceiverOut.Meta.fields, "secret"]


class DeliveryOut(serializers.ModelSerializer):
    message = serializers.CharField(source="message.uid", read_only=True, help_text="The `webhook-id` of every try.")
    kind = serializers.CharField(source="message.kind", read_only=True)
    body = serializers.CharField(source="message.body", read_only=True, help_text="What is sent, byte for byte.")
    happened_at = serializers.DateTimeField(source="message.at", read_only=True)
    status = serializers.ChoiceField(choices=DeliveryStatus.choices, read_only=True)
    reason = serializers.SerializerMethodField(help_text="What came of the last try, as a sentence.")

    class Meta:
        model = Delivery
        fields = [
            *("id", "message", "kind", "body", "happened_at", "status", "tries", "next_at", "tried_at"),
            *("last_status", "last_fault", "reason", "took_ms", "delivered_at"),
        ]

    def get_reason(self, delivery: Delivery) -> str:
        return reason_of(delivery)


def _kinds_said() -> str:
    return "What it is told of. " + "; ".join(f"`{kind.name}`: {kind.words}" for kind in KINDS.values()) + "."


class ReceiverIn(StrictSerializer):
    name = CleanCharField(max_length=120)
    url = CleanCharField(max_length=receivers.LONGEST_URL)
    kinds = serializers.ListField(
        child=CleanCharField(max_length=40), max_length=MOST_KINDS, help_text=lazy(_kinds_said, str)()
    )


class ReceiverChangeIn(ReceiverIn):
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class ReplayIn(StrictSerializer):
    since = serializers.DateTimeField()
    also_delivered = serializers.BooleanField(default=False)


class ReplayedOut(serializers.Serializer):
    replayed = serializers.IntegerField()
    more = serializers.BooleanField(help_text="Whether there were more than are taken at once.")
    next_since = serializers.DateTimeField(
        allow_null=True, help_text="The `since` that the rest is asked for with; null when there is none."
    )


def _out(receiver: Receiver, **more: object) -> dict[str, object]:
    return {**ReceiverOut(receiver).data, **more}


@extend_schema_view(get=extend_schema(responses=ReceiverOut(many=True)))
class Receivers(ListAPIView):
    """The webhooks of the desk."""

    scope = "desk"
    keeps_answer = False  # the secret is shown once
    serializer_class = ReceiverOut
    queryset = Receiver.objects.none()  # for the schema; whom one sees, get_queryset says

    def get_queryset(self):
        may_keep_receivers(self.request.user).or_refuse()
        return Receiver.objects.visible_to(self.request.user)

    @extend_schema(request=ReceiverIn, responses={201: NewReceiverOut})
    def post(self, request: Request) -> Response:
        """Make a webhook. Its secret is in this answer alone."""
        typed = ReceiverIn.parse(request.data)
        receiver, secret = receivers.add_receiver(by=request.user, at=timezone.now(), **typed)
        where = {"Location": reverse("api_webhook", args=[receiver.pk])}
        return Response(_out(receiver, secret=secret), status=201, headers=where)


class OneReceiver(APIView):
    """One webhook."""

    scope = "desk"

    @extend_schema(responses=ReceiverOut)
    def get(self, request: Request, pk: int) -> Response:
        may_keep_receivers(request.user).or_refuse()
        return Response(_out(find_receiver(pk, user=request.user)))

    @extend_schema(request=ReceiverChangeIn, responses=ReceiverOut)
    def put(self, request: Request, pk: int) -> Response:
        """Change a webhook's name, its address, or what it is told of. `version` travels along."""
        typed = ReceiverChangeIn.parse(request.data)
        changed = receivers.change_receiver(receiver_id=pk, by=request.user, at=timezone.now(), **typed)
        return Response(_out(changed))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Remove a webhook, with its secrets and all that was sent to it."""
        receivers.end_receiver(receiver_id=pk, by=request.user, at=timezone.now())
        return Response(status=204)


class Secret(APIView):
    """A new secret for a webhook."""

    scope = "desk"
    keeps_answer = False  # the secret is shown once

    @extend_schema(request=None, responses=NewReceiverOut)
    def post(self, request: Request, pk: int) -> Response:
        """Make a webhook's secret anew.

        For 24 hours messages are signed with the one before as well; another within them keeps that one.
        """
        receiver, secret = receivers.rotate_secret(receiver_id=pk, by=request.user, at=timezone.now())
        return Response(_out(receiver, secret=secret))


class Ping(APIView):
    """Send a webhook a message that means nothing, to see whether it arrives."""

    scope = "desk"

    @extend_schema(request=None, responses={202: DeliveryOut})
    def post(self, request: Request, pk: int) -> Response:
        delivery = receivers.ping_receiver(receiver_id=pk, by=request.user, at=timezone.now())
        return Response(DeliveryOut(delivery).data, status=202)


class Stop(APIView):
    """Switch a webhook off."""

    scope = "desk"

    @extend_schema(request=None, responses=ReceiverOut)
    def post(self, request: Request, pk: int) -> Response:
        return Response(_out(switching.stop_receiver(receiver_id=pk, by=request.user, at=timezone.now())))


class Start(APIView):
    """Switch a webhook on again."""

    scope = "desk"

    @extend_schema(request=None, responses=ReceiverOut)
    def post(self, request: Request, pk: int) -> Response:
        return Response(_out(switching.start_receiver(receiver_id=pk, by=request.user, at=timezone.now())))


class ReplaySince(APIView):
    """Send again what a webhook missed."""

    scope = "desk"

    @extend_schema(request=ReplayIn, responses={202: ReplayedOut})
    def post(self, request: Request, pk: int) -> Response:
        """Send again all since a moment, the oldest first, at most 1,000 at once; `next_since` says where to go on."""
        typed = ReplayIn.parse(request.data)
        done = replaying.replay_since(receiver_id=pk, by=request.user, at=timezone.now(), **typed)
        told = {"replayed": done.count, "more": done.next_since is not None, "next_since": done.next_since}
        return Response(ReplayedOut(told).data, status=202)


class Deliveries(ListAPIView):
    """What was sent to a webhook, or is to be, newest first."""

    scope = "desk"
    serializer_class = DeliveryOut
    queryset = Delivery.objects.none()  # for the schema; which ones, get_queryset says

    def get_queryset(self):
        may_keep_receivers(self.request.user).or_refuse()
        return deliveries_of(find_receiver(self.kwargs["pk"], user=self.request.user), user=self.request.user)


class Replay(APIView):
    """Send one message again."""

    scope = "desk"

    @extend_schema(request=None, responses={202: DeliveryOut})
    def post(self, request: Request, pk: int) -> Response:
        delivery = replaying.replay_delivery(delivery_id=pk, by=request.user, at=timezone.now())
        return Response(DeliveryOut(delivery).data, status=202)
