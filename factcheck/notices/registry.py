"""Which kinds of notices there are, in plain words. Rooms register theirs at start-up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeKind:
    """One kind: how people are told what it is, whether mail is the habit, and whether only editors ever get it."""

    name: str
    words: str
    by_mail: bool
    for_editors: bool


KINDS: dict[str, NoticeKind] = {}


def register(name: str, words: str, *, by_mail: bool = False, for_editors: bool = False) -> None:
    """Name a kind of notice. `words` end the line “By mail: …”."""
    if name in KINDS:
        raise RuntimeError(f"{name} is registered twice")
    KINDS[name] = NoticeKind(name, words, by_mail, for_editors)


def kinds_for(person) -> list[NoticeKind]:
    """The kinds this person may be told, in the order they were registered."""
    return [kind for kind in KINDS.values() if person.is_admin or not kind.for_editors]
