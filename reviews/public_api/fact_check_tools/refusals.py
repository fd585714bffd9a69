"""Refusals in the shape of Google's APIs: a code, a status word, a sentence, and the parameters at fault."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

INVALID, MISSING, ABSENT = "INVALID_ARGUMENT", "NOT_FOUND", "UNIMPLEMENTED"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
MOST_TOLD = 20  # faults
LONGEST_TOLD = 100  # characters of what was sent that are told back
# What each HTTP status is called, here and in the older format.
STATUSES = {
    400: (INVALID, "badRequest"),
    401: ("UNAUTHENTICATED", "unauthorized"),
    403: ("PERMISSION_DENIED", "forbidden"),
    404: (MISSING, "notFound"),
    405: (ABSENT, "httpMethodNotAllowed"),
    429: ("RESOURCE_EXHAUSTED", "rateLimitExceeded"),
    503: ("UNAVAILABLE", "backendError"),
}
UNKNOWN = ("UNKNOWN", "backendError")


@dataclass(frozen=True)
class Violation:
    """One parameter at fault, called as the API's messages call it (`page_size`), and why."""

    field: str
    description: str


class Refused(Exception):
    """No answer, and why. `retry_after` is in seconds."""

    def __init__(
        self,
        message: str,
        *,
        code: int = 400,
        status: str = "",
        violations: Iterable[Violation] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status or STATUSES.get(code, UNKNOWN)[0]
        self.retry_after = retry_after
        self.violations = tuple(violations)[:MOST_TOLD]

    @classmethod
    def parameter(cls, field: str, why: str) -> "Refused":
        """One parameter that cannot be taken."""
        return cls.parameters([Violation(field, why)])

    @classmethod
    def parameters(cls, violations: list[Violation]) -> "Refused":
        return cls(" ".join(one.description for one in violations[:3]), violations=violations)

    def body(self, *, is_first_format: bool = False) -> dict[str, Any]:
        """The answer; `$.xgafv=1` asks for the older format, which lists a reason in place of details."""
        told: dict[str, Any] = {"code": self.code, "message": self.message}
        if is_first_format:
            reason = STATUSES.get(self.code, UNKNOWN)[1]
            told["errors"] = [{"message": self.message, "domain": "global", "reason": reason}]
        told["status"] = self.status
        if self.violations and not is_first_format:
            faults = [{"field": one.field, "description": one.description} for one in self.violations]
            told["details"] = [{"@type": BAD_REQUEST, "fieldViolations": faults}]
        return {"error": told}


def told_back(sent: str) -> str:
    """What was sent, short and printable, to stand in a sentence."""
    short = sent[:LONGEST_TOLD] + ("…" if len(sent) > LONGEST_TOLD else "")
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in short)
