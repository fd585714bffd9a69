"""Programs that are told what happens here, for tests."""

import factory

from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.registry import PING
from factcheck.webhooks.signing import new_secret
from factcheck.webhooks.telling import write
from tests.factories.claims import AT
from tests.factories.people import AdminFactory


class ReceiverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Receiver

    name = factory.Sequence(lambda n: f"Newsroom {n}")
    url = "https://newsroom.example/hooks"
    secret = factory.LazyFunction(new_secret)
    kinds = ["verdict.published", "claim.settled"]
    created_by = factory.SubFactory(AdminFactory)
    created_at = AT


def make_delivery(receiver: Receiver, *, at=AT, number: int = 1, **fields) -> Delivery:
    """A message on its way to the receiver, as a ping is."""
    delivery = write(PING, data={"receiver": receiver.pk, "number": number}, to=[receiver], at=at).deliveries.get()
    if fields:
        Delivery.objects.filter(pk=delivery.pk).update(**fields)
        delivery.refresh_from_db()
    return delivery
