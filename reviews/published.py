"""What readers see of one verdict, whole. Plain data: no database, no request, nothing private."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Self

from factcheck.ledger.chain import canonical

Json = dict[str, Any]

# Keys under which codes stand, and words of ours: no words of anybody are in them.
CODES = frozenset(
    {
        *("rating", "steps", "scale", "language", "claimant_kind", "reply_outcome", "manner", "stance", "verified"),
        *("verified_in", "kind", "quote_language", "checking", "settled", "type", "severity", "asked_by"),
        *("ground", "removed"),
    }
)


class Part:
    """A part of a verdict that travels as JSON. Keys it does not know are left out; dates travel as ISO text."""

    DATES: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}  # type: ignore[arg-type]  # every part is a dataclass, its base is none
        values = {name: value for name, value in content.items() if name in known}
        values.update({name: _date(values.get(name)) for name in cls.DATES})
        return cls(**values)


@dataclass(frozen=True)
class PublishedRating(Part):
    """A label as readers see it. `position` counts from 1, the truest; None stands outside the order."""

    key: str
    name: str
    definition: str = ""
    position: int | None = None
    kind: str = "ordinal"


@dataclass(frozen=True)
class PublishedEvidence(Part):
    """One piece of evidence: the exact words, where they come from, and how the desk reads them."""

    DATES = ("published_on", "held_on")

    stance: str
    excerpt: str
    url: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    location: str = ""
    archived_url: str = ""
    held_on: date | None = None  # when our own copy was taken, if we have one
    quote_language: str = ""  # of the exact words, where they are not in the claim's; then there is a translation
    quote_translation: str = ""
    translator: str = ""
    verified: str = ""  # a value of `QuotationState`: the words stand in our copy, "exact" or "close"
    verified_in: str = ""  # "fetched": in a copy we made ourselves; "handed_in": in one that we were given
    fragment_url: str = ""  # leads to the words at the source, only when they are verified
    author: str = ""
    kind: str = ""  # a value of `SourceKind`; empty in what was published before it was kept
    interest: str = ""  # what the source has to gain in the matter
    withheld: str = ""  # why readers do not learn who it is; then url, title, publisher, author and archive are empty


@dataclass(frozen=True)
class PublishedAppearance(Part):
    """Where the claim was made or passed on."""

    DATES = ("said_on",)

    outlet: str = ""
    title: str = ""
    url: str = ""
    said_on: date | None = None
    manner: str = "asserts"


@dataclass(frozen=True)
class PublishedChecking(Part):
    """How it was checked, in figures and codes. Nobody's name, nobody's rating."""

    plan: str = ""  # its name at the desk
    opinions: int = 0  # people whose review counts
    settled: str = ""  # a value of `Settled`: agreement, moved, majority, adjudicated, …
    closed_early: str = ""  # a value of `ClosedBecause`; empty when everybody who was asked answered
    dissent: bool = False  # somebody who reviewed it stayed with another rating
    second_look: bool = False  # a second opinion is made after publication


@dataclass(frozen=True)
class PublishedChange(Part):
    """What this version changed in the one before it. Empty for the first."""

    kind: str = ""  # a value of `RevisionKind`
    severity: str = ""  # a value of `Severity`, of a correction
    note: str = ""  # what changed: "We said X. It is Y."
    why: str = ""
    asked_by: str = ""  # a value of `AskedBy`
    ground: str = ""  # a value of `Ground`, of a retraction or a redaction
    removed: str = ""  # a value of `Removed`, of a redaction


@dataclass(frozen=True)
class Published(Part):
    """Everything a reader sees of one version of a verdict, except its number and its dates of publication."""

    DATES = ("claim_date", "rated_as_of", "evidence_until", "outdated_after")

    title: str
    claim: str
    rating: PublishedRating
    steps: tuple[str, ...]  # names of the ordered labels, truest first
    scale: str  # "desk 1"
    found: str
    explanation: str  # markdown
    language: str = "en"
    topic: str = ""
    because: str = ""  # why the desk checked it
    claimant: str = ""
    claimant_kind: str = "unknown"
    claimant_same_as: str = ""
    reported_by: str = ""
    claim_date: date | None = None
    claim_date_note: str = ""
    rated_as_of: date | None = None
    evidence_until: date | None = None
    evidence: tuple[PublishedEvidence, ...] = ()
    against_note: str = ""
    not_established: str = ""
    reply_outcome: str = ""
    reply: str = ""
    appearances: tuple[PublishedAppearance, ...] = ()
    reviewers: tuple[str, ...] = ()
    how: str = ""  # how they worked, in a few sentences
    checking: PublishedChecking = PublishedChecking()
    settled_by: str = ""
    writer: str = ""
    signed_off_by: str = ""
    short_claim: str = ""  # the claim in fewer words, for those who show it elsewhere
    conclusion: str = ""  # in place of a rating, where there is none
    primary_note: str = ""  # why it rests on no primary source
    independent_note: str = ""  # why one source is enough
    interests: str = ""  # what those who worked on it have to do with the matter
    no_interests: bool = False  # the desk says that there are none
    outdated_after: date | None = None
    change: PublishedChange = PublishedChange()

    def to_json(self) -> Json:
        """Plain JSON values; `from_json` gives back an equal verdict."""
        return _plain(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        parts = {
            "rating": PublishedRating.from_json(content["rating"]),
            "evidence": tuple(PublishedEvidence.from_json(one) for one in content.get("evidence", ())),
            "appearances": tuple(PublishedAppearance.from_json(one) for one in content.get("appearances", ())),
            "checking": PublishedChecking.from_json(content.get("checking", {})),
            "change": PublishedChange.from_json(content.get("change", {})),
            "steps": tuple(content.get("steps", ())),
            "reviewers": tuple(content.get("reviewers", ())),
        }
        return super().from_json({**content, **parts})

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of all of it, as hex: equal texts have equal digests."""
        return digest_of(self.to_json())

    @property
    def is_rated(self) -> bool:
        """An explanation without a label carries no rating for machines."""
        return self.rating.kind != "none"


def digest_of(content: Json) -> str:
    """As `Published.digest`, of its `to_json`."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _plain(value: Any) -> Any:
    # Not by asdict(), which copies every value: this runs whenever somebody looks at a draft.
    if isinstance(value, str):
        return value
    if isinstance(value, Part):
        return {name: _plain(getattr(value, name)) for name in _names_of(type(value))}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _names_of(part: type[Part]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(part))  # type: ignore[arg-type]  # every part is a dataclass


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
