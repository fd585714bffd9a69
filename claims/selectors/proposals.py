"""What triage proposes of an article, in which order, and what it folds away."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import F

from claims.models import Appearance, Article, Claim, Passage, PassageRelation
from claims.states import ClaimStatus, FoundAs, PassageKind, RelationKind, Suggestion
from factcheck.accounts.models import User

FEWEST, MOST, ONE_IN = 3, 10, 5
FURTHER_DOWN = 2
FIRST_IN_LINE, WORTH_A_CHECK = 0.7, 0.45  # check-worthiness from which three and two marks are shown
OPEN = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED)

Span = tuple[int, int]


@dataclass(slots=True)
class Proposal:
    """A claim where it stands in the article."""

    claim: int
    status: str
    value: float | None
    position: int
    spans: tuple[Span, ...] = ()
    found_as: str = FoundAs.SPLITTER
    is_caption: bool = False
    tells: bool = False  # a caption with a number or a report
    is_part: bool = False  # cut from a sentence that stands in the list itself
    head: int | None = None  # the claim that it only repeats
    rank: int = 0
    is_proposed: bool = False
    is_further_down: bool = False
    margin: str = ""  # what is written beside it when everything is shown

    @property
    def worth(self) -> int:
        """How many marks: 3 first in line, 2 worth a check, 1 maybe; 0 for what a person chose."""
        if self.value is None:
            return 0
        return 3 if self.value >= FIRST_IN_LINE else 2 if self.value >= WORTH_A_CHECK else 1

    @property
    def is_open(self) -> bool:
        return self.status == ClaimStatus.CANDIDATE

    @property
    def is_shown(self) -> bool:
        """Whether the short list has it: proposed, chosen by a person, or decided."""
        by_hand = self.found_as != FoundAs.SPLITTER and self.is_open
        return self.is_proposed or self.is_further_down or by_hand or self.status not in OPEN


@dataclass(frozen=True)
class Proposals:
    """All of an article's claims in its order, with the short list picked out."""

    all: list[Proposal]
    sentences: int
    by_claim: dict[int, Proposal] = field(default_factory=dict)

    @property
    def picked(self) -> int:
        return sum(one.is_proposed for one in self.all)

    @property
    def further_down(self) -> int:
        return sum(one.is_further_down for one in self.all)

    def shown(self, *, everything: bool) -> list[Proposal]:
        return self.all if everything else [one for one in self.all if one.is_shown]

    def in_order(self, *, everything: bool, by_worth: bool) -> list[Proposal]:
        """The list that the keys walk along: as in the article, or those most worth a check first."""
        shown = self.shown(everything=everything)
        return sorted(shown, key=_by_worth) if by_worth else shown


def _by_worth(one: Proposal) -> tuple[float, int]:
    return -(1.0 if one.value is None else one.value), one.position


def how_many(sentences: int) -> int:
    """About ten, one sentence in five, at least three.

    >>> how_many(49), how_many(200), how_many(4)
    (10, 10, 3)
    """
    return min(MOST, max(FEWEST, round(sentences / ONE_IN)))


def propose(article: Article, user: User) -> Proposals:
    """The claims of a split article as triage shows them. A fixed number of queries for any number of claims."""
    found = _claims(article, user)
    _place(found, article)
    _tell_captions(found, article)
    _fold_repeats(found, article)
    sentences = article.current_run.passages_found if article.current_run else 0
    _pick(found.values(), sentences, lot=f"{article.pk}/{article.current_run_id}")
    ordered = sorted((one for one in found.values() if one.spans), key=lambda one: (one.position, one.claim))
    return Proposals(ordered, sentences, {one.claim: one for one in ordered})


def _claims(article: Article, user: User) -> dict[int, Proposal]:
    """Those of the latest run, those people chose, and every decided one."""
    rows = Claim.objects.visible_to(user).filter(article=article)
    columns = rows.values_list("pk", "status", "checkworthiness", "position", "types", "last_run", "part_of")
    found = {}
    for pk, status, value, position, types, run, part_of in columns:
        if status in OPEN and run is not None and run != article.current_run_id:
            continue
        tells = bool({"numeric", "attribution"} & set(types))
        found[pk] = Proposal(claim=pk, status=status, value=value, position=position, tells=tells)
        found[pk].is_part = part_of is not None
    return found


def _place(found: dict[int, Proposal], article: Article) -> None:
    """Give each claim its spans. A merged claim keeps its place, though its appearance is the other one's now."""
    by_claim: dict[int, list] = defaultdict(list)
    by_start: dict[int, list] = defaultdict(list)
    rows = Appearance.objects.filter(article=article).order_by("pk")
    for claim, start, spans, found_as in rows.values_list("claim", "start", "spans", "found_as"):
        by_claim[claim].append((start, spans, found_as))
        by_start[start].append((start, spans, found_as))
    for one in found.values():
        here = [row for row in by_claim[one.claim] if row[0] == one.position]
        for _, spans, found_as in (here or by_start[one.position])[:1]:
            one.spans = tuple((start, end) for start, end in spans)
            one.found_as = found_as


def _tell_captions(found: dict[int, Proposal], article: Article) -> None:
    captions = Passage.objects.filter(run=article.current_run_id, kind=PassageKind.CAPTION)
    starts = set(captions.values_list("start", flat=True))
    for one in found.values():
        one.is_caption = one.position in starts


def _fold_repeats(found: dict[int, Proposal], article: Article) -> None:
    """Of claims that only repeat each other, the weightiest stands for all; the others are folded away."""
    by_start = {one.position: one for one in found.values() if one.found_as == FoundAs.SPLITTER}
    pairs = PassageRelation.objects.filter(run=article.current_run_id, kind=RelationKind.REPEATS)
    pairs = pairs.exclude(state=Suggestion.REFUSED).annotate(one=F("source__start"), other=F("target__start"))
    group = {start: start for start in by_start}
    for one, other in pairs.values_list("one", "other"):
        if one in group and other in group:
            group[_root(group, one)] = _root(group, other)
    clusters = defaultdict(list)
    for start in by_start:
        clusters[_root(group, start)].append(by_start[start])
    for members in clusters.values():
        head = min(members, key=_by_worth)
        for one in members:
            one.head = head.claim if one is not head else None


def _root(group: dict[int, int], start: int) -> int:
    while group[start] != start:
        group[start] = group[group[start]]
        start = group[start]
    return start


def _pick(found: Iterable[Proposal], sentences: int, *, lot: str) -> None:
    """The first in line, and two from further down, so that the desk sees what the order hides.

    Without those two a model that learns from the desk would only ever learn that its own order was right.
    """
    ranked = sorted((one for one in found if _may_be_proposed(one)), key=_by_worth)
    for rank, one in enumerate(ranked, start=1):
        one.rank = rank
    first = how_many(sentences)
    for one in ranked[:first]:
        one.is_proposed = True
    for one in _from_further_down(ranked[first:], lot=lot):
        one.is_further_down = True


def _may_be_proposed(one: Proposal) -> bool:
    """We don't have the pictures, so a caption is proposed only for a number or a report in it.

    A part is on the full list; on the short one its sentence stands for it.
    """
    if one.is_part or one.found_as != FoundAs.SPLITTER:
        return False
    return one.head is None and (not one.is_caption or one.tells)


def _from_further_down(rest: Sequence[Proposal], *, lot: str) -> list[Proposal]:
    """Drawn by lot, each as likely as any other, and the same ones on every look at this run of this article."""
    return sorted(rest, key=lambda one: sha256(f"{lot}/{one.claim}".encode()).digest())[:FURTHER_DOWN]
