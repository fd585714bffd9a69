"""What changed between two versions of a verdict, part by part. Plain Python; loads no framework."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reviews.published import Published, PublishedAppearance, PublishedEvidence, PublishedRating
from reviews.word_diff import Difference, Work, compare_texts

TEXTS = (
    *("title", "claim", "claimant", "found", "conclusion", "explanation", "not_established", "reply"),
    *("against_note", "primary_note", "independent_note", "interests", "short_claim", "claim_date_note"),
)
VALUES = ("claim_date", "rated_as_of", "evidence_until", "outdated_after", "reply_outcome")


@dataclass(frozen=True)
class TextChange:
    """A part of the text: its name in `Published`, and its paragraphs that differ."""

    name: str
    difference: Difference


@dataclass(frozen=True)
class ValueChange:
    """A date or a code that is another one now; empty where there was or is none."""

    name: str
    before: date | str | None
    after: date | str | None


@dataclass(frozen=True)
class EvidenceChange:
    """A piece that came (`in`), went (`out`), or is read in another way (`stance`; `was` is how it was read)."""

    kind: str
    evidence: PublishedEvidence
    was: str = ""


@dataclass(frozen=True)
class PlaceChange:
    """A place where it was said that came (`in`) or went (`out`)."""

    kind: str
    place: PublishedAppearance


@dataclass(frozen=True)
class RevisionDifference:
    """Everything a reader may want to know of a change; who checked and wrote it is not part of it."""

    rating: tuple[PublishedRating, PublishedRating] | None
    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    evidence: tuple[EvidenceChange, ...]
    places: tuple[PlaceChange, ...]

    def __bool__(self) -> bool:
        return bool(self.rating or self.texts or self.values or self.evidence or self.places)


def changed_fields(before: Published, after: Published) -> frozenset[str]:
    """The names of what differs, `rating`, `evidence` and `appearances` among them. Cheap: no words are compared."""
    names = {name for name in (*TEXTS, *VALUES) if getattr(before, name) != getattr(after, name)}
    if before.rating.key != after.rating.key:
        names.add("rating")
    if any(evidence_between(before.evidence, after.evidence)):
        names.add("evidence")
    if any(_places(before.appearances, after.appearances)):
        names.add("appearances")
    return frozenset(names)


def compare_revisions(before: Published, after: Published) -> RevisionDifference:
    """What a reader of the older version finds changed in the newer one. One allowance of work serves for all."""
    work = Work()
    return RevisionDifference(
        rating=(before.rating, after.rating) if before.rating.key != after.rating.key else None,
        texts=tuple(_texts(before, after, work)),
        values=tuple(_values(before, after)),
        evidence=tuple(evidence_between(before.evidence, after.evidence)),
        places=tuple(_places(before.appearances, after.appearances)),
    )


def _texts(before: Published, after: Published, work: Work) -> Iterator[TextChange]:
    for name in TEXTS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield TextChange(name, compare_texts(old, new, work=work))


def _values(before: Published, after: Published) -> Iterator[ValueChange]:
    for name in VALUES:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield ValueChange(name, old, new)


def evidence_between(
    before: Sequence[PublishedEvidence], after: Sequence[PublishedEvidence]
) -> Iterator[EvidenceChange]:
    """By their words and where they are from; another order is no change."""
    old = {_words_of(one): one for one in before}
    new = {_words_of(one): one for one in after}
    for mark, one in new.items():
        if mark not in old:
            yield EvidenceChange("in", one)
        elif old[mark].stance != one.stance:
            yield EvidenceChange("stance", one, was=old[mark].stance)
    yield from (EvidenceChange("out", one) for mark, one in old.items() if mark not in new)


def _words_of(one: PublishedEvidence) -> tuple[str, ...]:
    # Without the address of a source whose name is withheld by now, the same words are still the same piece.
    return one.excerpt, one.location


def _places(before: Iterable[PublishedAppearance], after: Iterable[PublishedAppearance]) -> Iterator[PlaceChange]:
    old, new = ({(one.url, one.outlet, one.title): one for one in side} for side in (before, after))
    yield from (PlaceChange("in", one) for mark, one in new.items() if mark not in old)
    yield from (PlaceChange("out", one) for mark, one in old.items() if mark not in new)
