"""What readers are told of a change to something published, and what they are not to be shown again."""

from reviews.draft_difference import TEXTS, VALUES
from reviews.draft_text import PARTS
from reviews.gate.items import GateItem, Question, item
from reviews.publication.changes import kind_faults
from reviews.published import CODES
from reviews.selectors.removed_words import RemovedWords, removed_from

WHERE = {**PARTS, **VALUES, **TEXTS, "change": "What changed, for readers"}


def change(asked: Question) -> GateItem | None:
    """What changed, why and on whose word, in the kind it really is."""
    if not asked.draft.is_change:
        return None
    missing = " ".join(kind_faults(asked.draft, asked.seen))
    return item("change", not missing, "", missing)


def removed(asked: Question) -> GateItem | None:
    """Words that were taken from readers stay away. The page names the part, never the words."""
    gone = removed_from(asked.draft)
    if not gone:
        return None
    parts = [WHERE.get(name, name) for name, value in asked.seen.to_json().items() if _holds(value, name, gone)]
    missing = f"Words that were removed from this check stand in: {', '.join(parts)}. Take them out."
    return item("removed", not parts, "", missing)


def _holds(value: object, name: str, gone: RemovedWords) -> bool:
    if name in CODES:
        return False
    if isinstance(value, dict):
        return any(_holds(inner, key, gone) for key, inner in value.items())
    if isinstance(value, list):
        return any(_holds(inner, name, gone) for inner in value)
    return isinstance(value, str) and gone.stand_in(value)
