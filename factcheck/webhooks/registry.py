"""What can happen here that other programs may be told of. Rooms register their kinds at start-up."""

import re
from dataclasses import dataclass

PING = "ping"  # the one kind that needs no register: sent to try whether anything arrives
NAME = re.compile(r"[a-z_]+(\.[a-z_]+)*")


@dataclass(frozen=True)
class EventKind:
    """One kind of event: the `type` of its messages, and what an editor reads when choosing it."""

    name: str
    words: str


KINDS: dict[str, EventKind] = {}


def register(name: str, words: str) -> None:
    """Name a kind of event, as the specification wants names: `verdict.published`."""
    if name in KINDS or not NAME.fullmatch(name):
        raise RuntimeError(f"{name} is registered twice, or is no name of an event")
    KINDS[name] = EventKind(name, words)
