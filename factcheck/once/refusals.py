"""Why a request with an idempotency key is not carried out."""

from factcheck.core.errors import DomainError, Invalid
from factcheck.once.models import LONGEST_KEY

RETRY_AFTER_SECONDS = 1


class KeyInUse(DomainError):
    """The same request is being carried out at this moment. `retry_after` is in seconds."""

    code = "idempotency_key_in_use"
    status = 409
    title = "This request is being carried out"
    retry_after = RETRY_AFTER_SECONDS


class KeyReused(DomainError):
    """Another request had this key."""

    code = "idempotency_key_reused"
    status = 422
    title = "This key belongs to another request"


class AnswerGone(DomainError):
    """It was carried out, and what was answered is not kept."""

    code = "answer_not_kept"
    status = 409
    title = "This was carried out, and its answer is not kept"


def key_invalid() -> Invalid:
    """What the header holds cannot be a key."""
    return Invalid.field(
        "Idempotency-Key",
        "idempotency_key_invalid",
        f"Idempotency-Key takes 1 to {LONGEST_KEY} visible ASCII characters, without spaces.",
    )
