"""Which function does which kind of work. Rooms register their handlers at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from factcheck.jobs.models import Job

Handler = Callable[[Job], Any]
GivingUp = Callable[[Job, str], Any]


class UnknownKind(Exception):
    """No code here does this kind of work: an older or newer version asked for it."""


@dataclass(frozen=True)
class Kind:
    """One kind of work: who does it, on which queue, and how the jobs page shows it."""

    name: str
    handler: Handler
    queue: str
    words: str
    page: str
    every: timedelta | None = None


KINDS: dict[str, Kind] = {}
GIVING_UP: dict[str, GivingUp] = {}


def handles(
    kind: str, *, queue: str = "default", words: str = "", page: str = "", every: timedelta | None = None
) -> Callable[[Handler], Handler]:
    """Register the one handler of a kind. It may run twice: its effects must be harmless to repeat.

    `words` names the work on the jobs page ("Split an article"); `page` is the name of the address that takes the
    subject's id. With `every` the clock asks for this work so often, about subject 0 (see `clock.wake`).
    """

    def register(handler: Handler) -> Handler:
        if kind in KINDS:
            raise RuntimeError(f"{kind} already has a handler: {KINDS[kind].handler.__qualname__}")
        KINDS[kind] = Kind(kind, handler, queue, words or kind.replace("_", " ").capitalize(), page, every)
        return handler

    return register


def gives_up(kind: str) -> Callable[[GivingUp], GivingUp]:
    """Register what tells people that a job of this kind was set aside. Runs in the same transaction."""

    def register(handler: GivingUp) -> GivingUp:
        GIVING_UP[kind] = handler
        return handler

    return register


def queue_of(kind: str) -> str:
    """The Celery queue of a kind; unknown kinds wait on the default one."""
    return KINDS[kind].queue if kind in KINDS else "default"


def handler_of(kind: str) -> Handler:
    """The function that does the work. Raises `UnknownKind`."""
    if kind not in KINDS:
        raise UnknownKind(f"no code here does work of the kind “{kind}”")
    return KINDS[kind].handler


def words_for(kind: str) -> str:
    """What people call this kind of work."""
    return KINDS[kind].words if kind in KINDS else kind
