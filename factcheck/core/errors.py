"""The family of refusals. Each has a stable code and an HTTP status; docs/api.md lists them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """One field that cannot be taken: its name, a stable code and what to do, in plain words."""

    field: str
    code: str
    detail: str


class DomainError(Exception):
    """A verb said no. `code` is stable for machines; `detail` is a sentence for people.

    `errors` names the fields at fault; `extra` carries further members of the problem body
    (for a conflict: the present version).
    """

    code = "refused"
    status = 400
    title = "The request was refused"

    def __init__(
        self,
        detail: str = "",
        *,
        code: str | None = None,
        errors: Sequence[FieldError] = (),
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self.detail = detail or self.title
        self.code = code or type(self).code
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        super().__init__(self.detail)


class Invalid(DomainError):
    """What was typed cannot be taken. Built for one field with `Invalid.field(...)`."""

    code = "invalid"
    status = 400
    title = "Something that was sent needs another look"

    @classmethod
    def field(cls, field: str, code: str, detail: str) -> "Invalid":
        """One field at fault; the problem's code is the field's."""
        return cls(detail, code=code, errors=[FieldError(field, code, detail)])


class NotFound(DomainError):
    """Unknown, or not visible to the asker: the two look the same on purpose."""

    code = "not_found"
    status = 404
    title = "There is nothing here"


class NotAllowed(DomainError):
    """Visible, but not this person's to do."""

    code = "not_allowed"
    status = 403
    title = "This is not yours to do"


class InvalidTransition(DomainError):
    """Right person, wrong moment: the status does not allow the verb."""

    code = "invalid_transition"
    status = 409
    title = "This cannot be done now"


class Conflict(DomainError):
    """Somebody saved in between. `extra["version"]` is the present version."""

    code = "conflict"
    status = 409
    title = "Somebody changed this while you were working"


class GateNotMet(DomainError):
    """A verdict lacks something it must have before it may be published."""

    code = "gate_not_met"
    status = 409
    title = "The fact-check is not ready to publish"


class TooLarge(DomainError):
    """The request is larger than the desk takes."""

    code = "too_large"
    status = 413
    title = "This is larger than the desk takes"


class Unavailable(DomainError):
    """A part of the machinery does not answer; nothing was changed."""

    code = "unavailable"
    status = 503
    title = "The desk cannot do this right now"
