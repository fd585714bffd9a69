"""A permission answer that carries its reason."""

from dataclasses import dataclass

from factcheck.core.errors import NotAllowed


@dataclass(frozen=True)
class Decision:
    """Truthy when allowed; `reason` is the sentence shown when it is not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def or_refuse(self) -> None:
        """Raise `NotAllowed` with the reason when the answer is no."""
        if not self.allowed:
            raise NotAllowed(self.reason)


ALLOW = Decision(allowed=True)


def deny(reason: str) -> Decision:
    """A refusal with its reason."""
    return Decision(allowed=False, reason=reason)
