"""What each claim may be the same as: by its words, its characters, its page and, with an encoder, its meaning."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims import kinds
from claims.matching import vectors
from claims.matching.archive import Target, find_targets, wording_key
from claims.matching.library import Library
from claims.matching.same_page import PageMates
from claims.matching.sameness import may_be_the_same_voice, plain_words, speaks_of_itself
from claims.models import Claim
from claims.models.claims import ClaimQuerySet
from claims.models.matching import SAME_PAGE
from claims.retrieval import Hit, rank
from factcheck.jobs import queue

FIRST = 50  # rows of each kind of search that are weighed
WEIGHED = 20  # of these, how many are looked up
MOST = 5  # suggestions for one claim
LEAST = 0.3  # score from which a suggestion is worth a look; docs/matching.md says what it keeps and what it lets in
MOST_BY_MEANING = 300  # claims of one article that are also searched by meaning, the weightiest first
SAME = 1.0
ALMOST = 0.99  # the most that what was said on the same page scores in other words


@dataclass(frozen=True)
class Question:
    """A claim for which others like it are wanted."""

    claim: Claim
    words: str  # see `plain_words`

    @classmethod
    def of(cls, claims: ClaimQuerySet) -> "list[Question]":
        """In the order of their worth: those most worth a check first."""
        rows = claims.filter(wording__isnull=False).select_related("wording", "claimant")
        found = [cls(one, plain_words(one.wording.text)) for one in rows]
        return sorted(found, key=lambda one: -_worth(one.claim))

    @property
    def text(self) -> str:
        return self.claim.wording.text


def _worth(claim: Claim) -> float:
    """What a person wrote or chose has no check-worthiness, and comes first."""
    return SAME if claim.checkworthiness is None else claim.checkworthiness


@dataclass(frozen=True)
class Alike:
    """A claim or imported check that may say the same, 0 to 1."""

    target: Target
    score: float
    likely: bool
    parts: Mapping[str, Any] = field(default_factory=dict)


def find_alike(questions: Sequence[Question]) -> dict[int, list[Alike]]:
    """By claim, at most five others that may be the same, best first. Never one of the same article.

    A fixed number of queries for each question, and two for the page on which all of them were said.
    """
    library = Library.open()
    beside = [one.claim.wording_id for one in questions]
    weightiest = [one.claim.pk for one in questions[:MOST_BY_MEANING]]
    meanings = vectors.vectors_of(Claim.objects.filter(pk__in=weightiest))
    if vectors.are_missing():
        queue.enqueue(kinds.EMBED, subject_id=0)
    hits = {one.claim.pk: _search(one, library, meanings.get(one.claim.wording_id), beside=beside) for one in questions}
    targets = find_targets({hit.id for found in hits.values() for hit in found})
    mates = PageMates.of([one.claim for one in questions])
    return {one.claim.pk: _best(_found(one, hits[one.claim.pk], targets, mates)) for one in questions}


def _found(question: Question, hits: Sequence[Hit], targets: Mapping[str, Target], mates: PageMates) -> Iterator[Alike]:
    """By its words, and among what others found on the same page; what is found both ways comes twice."""
    by_words = list(_judge(question, hits, targets))
    yield from by_words
    checks = {one.target.key: one for one in by_words if one.target.imported}
    for check, share in mates.like(question.text):
        target = Target(check.claim_text, imported=check)
        known = checks.get(target.key, Alike(target, LEAST, likely=False))
        is_same = plain_words(check.claim_text) == question.words
        score = SAME if is_same else min(1 - (1 - known.score) * (1 - share), ALMOST)
        yield Alike(target, score, likely=is_same or known.likely, parts={**known.parts, SAME_PAGE: share})


def _search(
    question: Question, library: Library, meaning: vectors.Vector | None, *, beside: Sequence[int]
) -> Sequence[Hit]:
    near = {} if meaning is None else vectors.nearest(meaning, limit=FIRST, beside=beside)
    own = {wording_key(one) for one in beside}
    found = [one for one in library.find(question.text, limit=FIRST, also=near) if one.id not in own]
    if meaning is None:
        return rank(found=found, weights=library.weights, limit=WEIGHED)
    far = vectors.cosines_with(meaning, [one.id for one in found if one.id not in near])
    return rank(found=found, cosines=near | far, weights=library.weights, limit=WEIGHED)


def _judge(question: Question, hits: Sequence[Hit], targets: Mapping[str, Target]) -> Iterator[Alike]:
    for hit in hits:
        target = targets.get(hit.id)
        if target is None or _is_at_home(question.claim, target.claim):
            continue
        same_voice = target.claim is None or may_be_the_same_voice(question.claim.claimant, target.claim.claimant)
        if same_voice and target.claim and plain_words(target.text) == question.words:
            yield Alike(target, SAME, likely=True, parts=hit.parts)
        elif hit.score >= LEAST:
            likely = hit.likely_same and (same_voice or not speaks_of_itself(question.words))
            yield Alike(target, hit.score, likely=likely, parts=hit.parts)


def _is_at_home(claim: Claim, other: Claim | None) -> bool:
    """How claims of one article relate is the splitter's business."""
    if other is None:
        return False
    return other.pk == claim.pk or (claim.article_id is not None and other.article_id == claim.article_id)


def _best(found: Iterable[Alike]) -> list[Alike]:
    """The best of each target: a claim may be found by its own words and by those of its duplicates."""
    best: dict[tuple[int | None, int | None], Alike] = {}
    for one in sorted(found, key=lambda one: -one.score):
        best.setdefault(one.target.key, one)
    return list(best.values())[:MOST]
