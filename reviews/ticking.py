"""A checklist as somebody ticked it: known items only, each done or not applicable for a reason."""

from collections.abc import Mapping
from typing import Any

from factcheck.core.errors import Invalid
from factcheck.core.text import is_blank
from reviews.checklists import KEYS
from reviews.typed import LONGEST_REASON, must_fit

Ticked = Mapping[str, Mapping[str, Any]]


def must_be_on_a_list(ticked: Ticked) -> dict[str, dict[str, Any]]:
    """{item: {"done", "because"}} without the items nobody touched.

    Any list's items are known, not only this claim's: its types may be corrected while somebody ticks. Raises `Invalid`
    on `checklist` for an unknown item or a reason that cannot be kept.
    """
    if set(ticked) - KEYS:
        raise Invalid.field("checklist", "not_on_the_list", "This is not on a checklist.")
    kept = {}
    for key, said in ticked.items():
        because = str(said.get("because") or "")
        must_fit(because, "checklist", longest=LONGEST_REASON)
        done = bool(said.get("done"))
        if done or not is_blank(because):
            kept[key] = {"done": done, "because": because.strip()}
    return kept
