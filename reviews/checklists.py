"""What to look at before rating, by what the claim is made of. An open item is asked about; it refuses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Checked(Protocol):
    """What a checklist needs to know of a claim."""

    types: list[str]
    check_for: str
    kind: str


@dataclass(frozen=True)
class Item:
    """One thing to look at. `key` is kept with the review and never changes its meaning."""

    key: str
    words: str


@dataclass(frozen=True)
class Checklist:
    """The items of one sort of claim, with a word of advice where there is any."""

    title: str
    items: tuple[Item, ...]
    note: str = ""


def _list(name: str, title: str, note: str = "", **words: str) -> Checklist:
    return Checklist(title, tuple(Item(f"{name}.{key}", text) for key, text in words.items()), note)


SAID = _list(
    "said",
    "Did they say it",
    full_recording="Found the full recording or text, not a clip or a report of it",
    before_and_after="Read what was said before and after",
)
NUMERIC = _list(
    "numeric",
    "A number",
    definition="Definition: what exactly is counted",
    unit="Unit",
    period="Period, and what it is compared with",
    denominator="Denominator: of how many",
    latest="The latest figure there was when it was said",
    rounding="Rounding: would it survive the exact figure",
)
COMPARISON = _list(
    "comparison",
    "First, most, more than",
    disproof="What would disprove it, and looked for that",
)
INDEPENDENT = _list(
    "event",
    "Somebody's account",
    independent="Somebody independent confirms it; a side to a conflict does not confirm itself",
)
CAUSAL = _list("causal", "One thing causes another", measured="Who measured the effect, and how")
PREDICTION = _list(
    "prediction",
    "A prediction",
    "What has not happened yet is not rated. Rate what it rests on, or say that no label fits.",
    rests_on="The checkable fact it rests on",
)
PICTURE = _list(
    "picture",
    "A picture or recording",
    earliest="The earliest copy",
    place="The place it shows",
    time="The time it shows",
)
BY_TYPE = {
    "numeric": NUMERIC,
    "comparison": COMPARISON,
    "event": INDEPENDENT,
    "historical": INDEPENDENT,
    "causal": CAUSAL,
    "prediction": PREDICTION,
}
KEYS = frozenset(
    item.key for one in (SAID, NUMERIC, COMPARISON, INDEPENDENT, CAUSAL, PREDICTION, PICTURE) for item in one.items
)


def checklists_for(claim: Checked) -> list[Checklist]:
    """What to look at for this claim; whether somebody said it needs other things than whether it is true."""
    found = [SAID] if claim.check_for == "said" else [BY_TYPE[one] for one in claim.types if one in BY_TYPE]
    if claim.check_for != "said" and "attribution" in claim.types:
        found.append(INDEPENDENT)
    if claim.kind != "text":
        found.append(PICTURE)
    return list(dict.fromkeys(found))


def open_items(claim: Checked, ticked: Mapping[str, Mapping[str, Any]]) -> list[Item]:
    """What is neither ticked nor said to be not applicable."""
    items = [item for one in checklists_for(claim) for item in one.items]
    return [item for item in items if not is_settled(ticked.get(item.key, {}))]


def is_settled(said: Mapping[str, Any]) -> bool:
    return bool(said.get("done")) or bool(str(said.get("because", "")).strip())
