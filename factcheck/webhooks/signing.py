"""Secrets and signatures, by the Standard Webhooks specification and its own library."""

import base64
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks import Webhook

SECRET_BYTES = 32  # the specification wants 24 to 64


def new_secret() -> str:
    """A secret as receivers keep it: `whsec_` and base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def new_uid() -> str:
    """A message's id: the same at each try, and without the full stop that signatures are built with."""
    return f"msg_{secrets.token_hex(16)}"


def signed_headers(uid: str, body: str, *, with_secrets: Iterable[str], at: datetime) -> dict[str, str]:
    """The three headers of one attempt, signed with each secret: a receiver that knows one of them is content."""
    at = at.astimezone(UTC)
    signatures = [Webhook(secret).sign(msg_id=uid, timestamp=at, data=body) for secret in with_secrets]
    stamp = str(int(at.timestamp()))
    return {"webhook-id": uid, "webhook-timestamp": stamp, "webhook-signature": " ".join(signatures)}
