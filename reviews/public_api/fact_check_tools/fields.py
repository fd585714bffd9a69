"""Partial answers: which fields of an answer are wanted, such as `claims(text,claimReview/url),nextPageToken`."""

import re
from collections.abc import Mapping
from typing import Any

from reviews.public_api.fact_check_tools.refusals import Refused, told_back

Selected = Mapping[str, "Selected"]  # wanted fields with what is wanted of each; empty: all of it
LONGEST = 1_000  # characters


def _leaves(*names: str) -> dict[str, Any]:
    return {name: {} for name in names}


# Every field of an answer, in the answer's order.
SHAPE: Selected = {
    "claims": {
        **_leaves("text", "claimant", "claimDate"),
        "claimReview": {
            "publisher": _leaves("name", "site"),
            **_leaves("url", "title", "reviewDate", "textualRating", "languageCode"),
            "deskReview": {
                **_leaves("id", "number", "version", "ratingValue", "bestRating", "worstRating", "dateModified"),
                **_leaves("isEarly", "isOutdated"),
                "changes": _leaves("version", "kind", "severity", "date", "note", "url"),
            },
        },
    },
    "nextPageToken": {},
}
_TOKEN = re.compile(r"\s*([A-Za-z_]+|[*,/.()]|\S)")
_NAME = re.compile(r"[A-Za-z_]+")


def read_fields(typed: str) -> Selected:
    """What is wanted; all of it when nothing is typed. Raises `Refused` for a field there is not, and for nonsense."""
    if not typed.strip():
        return {}
    if len(typed) > LONGEST:
        raise Refused.parameter("fields", f"fields has at most {LONGEST:,} characters.")
    reading = _Reading(_TOKEN.findall(typed))
    selected = reading.several(SHAPE)
    if reading.next:
        raise reading.nonsense()
    return selected


def only(selected: Selected, answer: Any) -> Any:
    """The answer with nothing but the selected fields, at every depth. Objects that have none of them are left empty.

    >>> only({"a": {"b": {}}}, {"a": [{"b": 1, "c": 2}], "d": 3})
    {'a': [{'b': 1}]}
    """
    if not selected:
        return answer
    if isinstance(answer, list):
        return [only(selected, one) for one in answer]
    return {name: only(selected[name], value) for name, value in answer.items() if name in selected}


class _Reading:
    """Reads a selection from left to right. It goes no deeper than the shape, since unknown names end it."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens[::-1]

    @property
    def next(self) -> str:
        return self.tokens[-1] if self.tokens else ""

    def several(self, shape: Selected) -> Selected:
        found = self.one(shape)
        while self.next == ",":
            self.tokens.pop()
            found = _both(found, self.one(shape))
        return found

    def one(self, shape: Selected) -> Selected:
        """A path, with a selection in brackets at its end or none."""
        name = self.tokens.pop() if self.tokens else ""
        if name == "*" and self.next in ("", ",", ")"):
            return {field: {} for field in shape}
        field = _as_told(name)
        if not _NAME.fullmatch(name) or field not in shape:
            raise self.nonsense(name)
        return {field: self.below(shape[field])}

    def below(self, shape: Selected) -> Selected:
        if self.next in ("/", "."):
            self.tokens.pop()
            return self.one(shape)
        if self.next != "(":
            return {}
        self.tokens.pop()
        found = self.several(shape)
        if self.next != ")":
            raise self.nonsense()
        self.tokens.pop()
        return found

    def nonsense(self, token: str = "") -> Refused:
        here = told_back(token or self.next)
        return Refused.parameter("fields", f"Invalid field selection “{here}”." if here else "fields ends too early.")


def _as_told(name: str) -> str:
    """The name as answers spell it: both spellings are known."""
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), name)


def _both(one: Selected, other: Selected) -> Selected:
    """What either selects; all of a field when one of them wants all of it."""
    shared = {name: _both(one[name], other[name]) if one[name] and other[name] else {} for name in one if name in other}
    return {**one, **other, **shared}
