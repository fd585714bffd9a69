"""The kinds of background work this room asks for."""

DELIVER = "deliver_webhooks"  # everything that is due, to whomever
FORGET = "forget_webhooks"
