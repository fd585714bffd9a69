"""What changed between two versions, ready to be shown: every code in the reader's words."""

from dataclasses import dataclass
from datetime import date

from reviews.public.change_words import OUTCOMES, PARTS, STANCES
from reviews.published import PublishedAppearance, PublishedEvidence, PublishedRating
from reviews.revision_diff import RevisionDifference, ValueChange
from reviews.states import ReplyOutcome, Stance
from reviews.word_diff import Difference


@dataclass(frozen=True)
class ShownText:
    words: str
    difference: Difference


@dataclass(frozen=True)
class ShownValue:
    """Before and after: days, or words. Either may be empty."""

    words: str
    before: date | str
    after: date | str


@dataclass(frozen=True)
class ShownEvidence:
    kind: str  # in, out, stance
    evidence: PublishedEvidence
    stance: str
    was: str


@dataclass(frozen=True)
class ShownDifference:
    """What templates/public/_difference.html takes."""

    rating: tuple[PublishedRating, PublishedRating] | None
    texts: list[ShownText]
    values: list[ShownValue]
    evidence: list[ShownEvidence]
    places: list[tuple[str, PublishedAppearance]]

    def __bool__(self) -> bool:
        return bool(self.rating or self.texts or self.values or self.evidence or self.places)


def in_words(difference: RevisionDifference) -> ShownDifference:
    """The difference with the names of its parts, stances and outcomes as readers know them."""
    return ShownDifference(
        rating=difference.rating,
        texts=[ShownText(PARTS[one.name], one.difference) for one in difference.texts],
        values=[_value(one) for one in difference.values],
        evidence=[
            ShownEvidence(one.kind, one.evidence, _stance(one.evidence.stance), _stance(one.was))
            for one in difference.evidence
        ],
        places=[(one.kind, one.place) for one in difference.places],
    )


def _value(change: ValueChange) -> ShownValue:
    return ShownValue(PARTS[change.name], _said(change.before), _said(change.after))


def _said(value: date | str | None) -> date | str:
    if isinstance(value, date):
        return value
    return OUTCOMES[ReplyOutcome(value)] if value else ""


def _stance(code: str) -> str:
    return STANCES[Stance(code)] if code else ""
