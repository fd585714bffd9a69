"""Who is to stop a pair of engines: the process that started them, or found them after that one had gone."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factcheck.embedded.place import PRIVATE_ROOT, Place, find_place
from factcheck.processes import Process, find_process, is_alive, write_whole

_FILE = "owner.json"


def take_ownership(place: Place, *, durable: bool) -> bool:
    """Become the owner unless another living process is; return whether the caller owns the engines now."""
    if belongs_to_another(place):
        return False
    facts = {"owner": find_process(os.getpid()), "home": str(place.home), "name": place.name, "durable": durable}
    write_whole(place.private / _FILE, json.dumps(facts))
    return True


def drop_ownership(place: Place) -> None:
    """Forget the owner of engines that have been stopped."""
    (place.private / _FILE).unlink(missing_ok=True)


def find_owner(place: Place) -> Process | None:
    """Return the living process that owns the engines, or None."""
    owner = _read_owner(_read_facts(place.private / _FILE))
    return owner if owner and is_alive(owner) else None


def belongs_to_another(place: Place) -> bool:
    """Tell whether a living process other than the caller owns the engines."""
    owner = find_owner(place)
    return owner is not None and owner.pid != os.getpid()


def find_lost_places() -> Iterator[Place]:
    """Yield the places of throw-away engines of this user whose owner has gone."""
    for file in PRIVATE_ROOT.glob(f"factcheck-{os.geteuid()}-*/{_FILE}"):
        facts = _read_facts(file)
        owner = _read_owner(facts)
        if file.stat().st_uid != os.geteuid() or facts.get("durable", True) or owner is None or is_alive(owner):
            continue
        place = find_place(home=Path(facts["home"]), name=facts["name"])
        if place.private == file.parent:
            yield place


def _read_facts(file: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return {}


def _read_owner(facts: dict[str, Any]) -> Process | None:
    try:
        return Process(*facts["owner"])
    except (KeyError, TypeError):
        return None
