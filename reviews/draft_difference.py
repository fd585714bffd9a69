"""What two states of a draft show readers differently: words, the rating and other particulars, the evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.draft_text import PARTS
from reviews.published import Json
from reviews.states import AskedBy, ReplyOutcome, RevisionKind, Severity
from reviews.word_diff import Difference, Piece, Work, compare_texts, compare_words

TEXTS = {
    **{name: PARTS[name] for name in ("title", "claim", "short_claim", "conclusion", "found")},
    **{name: PARTS[name] for name in ("against_note", "primary_note", "independent_note", "explanation")},
    **{name: PARTS[name] for name in ("not_established", "reply", "interests", "change_note", "change_why")},
}
VALUES = {
    "rating": PARTS["rating"],
    "scale": "The scale",
    "rated_as_of": "Rated on what was true on",
    "evidence_until": "Evidence found up to",
    "outdated_after": "May be outdated after",
    "claim_date": "When it was said",
    "claim_date_note": "Why it has no date",
    "claimant": "Who said it",
    "reported_by": "Reported by",
    "reply_outcome": "Asking the claimant",
    "no_interests": "No interests to declare",
    "kind": "What kind of change",
    "severity": "How much it changes",
    "asked_by": "Who asked for the change",
    "writer": "Written by",
    "reviewers": "Checked by",
    "settled_by": "Settled by",
    "how": "How it was checked",
    "because": "Why it was checked",
    "topic": "Topic",
    "language": "Language",
    "appearances": "Where it was said",
    "claimant_kind": "What kind of person or body said it",
    "claimant_same_as": "The page that tells who said it",
    "checking": "How it was checked, in figures",
    "signed_off_by": "Signed off by",
}
OTHER = "Something else"
OF_EVIDENCE = {
    "url": "its address",
    "title": "its title",
    "publisher": "its publisher",
    "author": "its author",
    "published_on": "when it was published",
    "location": "where in the source it stands",
    "archived_url": "the address of its archived copy",
    "held_on": "when our copy was taken",
    "quote_language": "the language of the words",
    "quote_translation": "the translation",
    "translator": "who translated it",
    "verified": "whether its words stand in our copy",
    "verified_in": "which copy its words stand in",
    "fragment_url": "the address of its words",
    "kind": "what kind of source it is",
    "interest": "the interest of the source in the matter",
    "withheld": "whether readers learn who the source is",
}
CODES = {"reply_outcome": ReplyOutcome, "kind": RevisionKind, "severity": Severity, "asked_by": AskedBy}


@dataclass(frozen=True)
class TextChange:
    """A text that reads differently, by its changed paragraphs."""

    part: str
    words: str  # what the desk calls the part
    difference: Difference


@dataclass(frozen=True)
class ValueChange:
    """A particular that is another one now. Both are words for the page; an empty one is empty."""

    part: str
    words: str
    was: str
    now: str


@dataclass(frozen=True)
class PieceChange:
    """A piece of evidence that came, went or is shown in another way. Places count from 1."""

    kind: str  # "added", "removed", "changed"
    evidence: int
    excerpt: str
    source: str
    was_stance: str = ""
    stance: str = ""
    was_place: int = 0
    place: int = 0
    pieces: tuple[Piece, ...] = ()  # of its words, when they changed
    details: tuple[str, ...] = ()  # other things that changed about it, in words

    @property
    def is_moved(self) -> bool:
        return self.was_place != self.place


@dataclass(frozen=True)
class DraftDifference:
    """All that readers would see differently, the most telling first."""

    values: tuple[ValueChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    evidence: tuple[PieceChange, ...] = ()

    def __len__(self) -> int:
        return len(self.values) + len(self.texts) + len(self.evidence)


def compare_drafts(before: Json, now: Json) -> DraftDifference:
    """The difference between two kept contents (`draft_versions.content_of`)."""
    work = Work()
    old, new = _told(before), _told(now)
    return DraftDifference(
        values=tuple(_values(old, new)),
        texts=tuple(_texts(old, new, work)),
        evidence=tuple(_evidence(before.get("evidence", ()), now.get("evidence", ()), work)),
    )


def _told(content: Json) -> dict[str, Any]:
    """Everything but the evidence, on one level; what a change says of itself under the names of its fields."""
    change = content.get("change") or {}
    said = {"change_note": change.get("note", ""), "change_why": change.get("why", "")}
    codes = {name: change.get(name, "") for name in ("kind", "severity", "asked_by")}
    flat = {name: value for name, value in content.items() if name not in {"evidence", "change", "rating", "steps"}}
    return {**flat, **said, **codes, "rating": (content.get("rating") or {}).get("name", "")}


def _texts(old: Mapping[str, Any], new: Mapping[str, Any], work: Work) -> Iterator[TextChange]:
    for name, words in TEXTS.items():
        was, now = old.get(name) or "", new.get(name) or ""
        if was != now:
            yield TextChange(name, words, compare_texts(was, now, work=work))


def _values(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[ValueChange]:
    """Those with a name first, in their order; then whatever else readers see, so that nothing stays unsaid."""
    others = sorted((old.keys() | new.keys()) - TEXTS.keys() - VALUES.keys())
    for name in (*VALUES, *others):
        was, now = old.get(name) or None, new.get(name) or None
        if was != now:
            yield ValueChange(name, VALUES.get(name, OTHER), _said(name, was), _said(name, now))


def _said(name: str, value: Any) -> str:
    if name in CODES and value in CODES[name].values:
        return str(CODES[name](value).label)
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, Mapping):
        return ", ".join(str(inner) for inner in value.values() if inner)
    if isinstance(value, list | tuple):
        return "; ".join(_said("", one) for one in value)
    return _day(str(value)) if value is not None else ""


def _day(text: str) -> str:
    """A date as the desk writes it; any other text as it is.

    >>> _day("2026-05-03"), _day("May")
    ('3 May 2026', 'May')
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"


def _evidence(before: list[Json], now: list[Json], work: Work) -> Iterator[PieceChange]:
    old, new = ({one["id"]: one for one in side} for side in (before, now))
    kept = old.keys() & new.keys()
    was, place = ({pk: n for n, pk in enumerate((pk for pk in s if pk in kept), 1)} for s in (old, new))
    for pk, one in new.items():
        if pk not in old:
            yield PieceChange("added", pk, one["excerpt"], _source(one), stance=one["stance"])
        elif old[pk] != one or was[pk] != place[pk]:
            yield _piece(pk, old[pk], one, (was[pk], place[pk]), work)
    for pk in old.keys() - kept:
        yield PieceChange("removed", pk, old[pk]["excerpt"], _source(old[pk]), was_stance=old[pk]["stance"])


def _piece(pk: int, old: Json, new: Json, places: tuple[int, int], work: Work) -> PieceChange:
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    is_reworded = "excerpt" in changed
    return PieceChange(
        "changed",
        pk,
        new["excerpt"],
        _source(new),
        was_stance=old["stance"],
        stance=new["stance"],
        was_place=places[0],
        place=places[1],
        pieces=compare_words(old["excerpt"], new["excerpt"], work=work) if is_reworded else (),
        details=tuple(words for name, words in OF_EVIDENCE.items() if name in changed),
    )


def _source(one: Json) -> str:
    return one.get("title") or one.get("publisher") or one.get("url") or ""
