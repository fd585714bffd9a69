"""Which function does which kind of work. Rooms register their handlers at start-up."""

from collections.abc import Callable
from typing import Any

from factcheck.jobs.models import Job

Handler = Callable[[Job], Any]
GivingUp = Callable[[Job, str], Any]

HANDLERS: dict[str, Handler] = {}
GIVING_UP: dict[str, GivingUp] = {}
QUEUES: dict[str, str] = {}


def handles(kind: str, *, queue: str = "default") -> Callable[[Handler], Handler]:
    """Register the one handler of a kind. It may run twice: its effects must be harmless to repeat."""

    def register(handler: Handler) -> Handler:
        if kind in HANDLERS:
            raise RuntimeError(f"{kind} already has a handler: {HANDLERS[kind].__qualname__}")
        HANDLERS[kind] = handler
        QUEUES[kind] = queue
        return handler

    return register


def gives_up(kind: str) -> Callable[[GivingUp], GivingUp]:
    """Register what tells people that a job of this kind was set aside. Runs in the same transaction."""

    def register(handler: GivingUp) -> GivingUp:
        GIVING_UP[kind] = handler
        return handler

    return register
