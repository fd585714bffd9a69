"""What the acts of this room are called on pages."""

from factcheck.ledger.words import register

register({("", "forget_senders"): "forgot who wrote to us, ninety days after the answer"})
