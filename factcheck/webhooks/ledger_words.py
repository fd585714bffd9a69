"""What the acts of this room are called on pages."""

from factcheck.ledger.words import register

register(
    {
        ("receiver", "add_receiver"): "made a webhook",
        ("receiver", "change_receiver"): "changed a webhook",
        ("receiver", "rotate_secret"): "gave a webhook a new secret",
        ("receiver", "ping_receiver"): "tried a webhook",
        ("receiver", "stop_receiver"): "switched a webhook off",
        ("receiver", "start_receiver"): "switched a webhook on",
        ("receiver", "end_receiver"): "ended a webhook",
        ("receiver", "replay"): "sent again what a webhook missed",
        ("receiver", "drop"): "kept back what waited for a webhook",
        ("delivery", "deliver"): "told another program",
        ("delivery", "give_up"): "gave up telling another program",
        ("delivery", "replay"): "sent a message to another program again",
    }
)
