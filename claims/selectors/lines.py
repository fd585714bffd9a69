"""The text of an article, line by line, cut where passages and proposals begin and end."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claims.models import Article, Passage
from claims.selectors.proposals import Proposal
from claims.states import ClaimStatus, PassageKind

PART = 400  # passages on one page
DONE = {ClaimStatus.DISMISSED: "dismissed", ClaimStatus.DUPLICATE: "duplicate", ClaimStatus.NOT_PICKED: "not_picked"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article that is shown in one way. `start` is its code point offset."""

    start: int
    text: str
    kind: str  # of the passage, or "gap" between two
    reason: str = ""  # why the passage was set aside
    proposal: Proposal | None = None
    number: int = 0  # which piece of its proposal
    is_last: bool = True

    @property
    def done(self) -> str:
        """What became of the proposal, told once, at its last piece."""
        if self.proposal is None or self.proposal.is_open or not self.is_last:
            return ""
        return DONE.get(self.proposal.status, "accepted")


@dataclass(slots=True)
class Line:
    start: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_folded(self) -> bool:
        """A caption that nobody needs to look at: we don't have the picture."""
        kinds = {piece.kind for piece in self.pieces if piece.kind != "gap"}
        return kinds == {PassageKind.CAPTION} and not any(piece.proposal for piece in self.pieces)

    @property
    def claims(self) -> set[int]:
        return {piece.proposal.claim for piece in self.pieces if piece.proposal}


@dataclass(frozen=True)
class Part:
    """Some 400 passages of an article. `number` counts from 1."""

    number: int
    of: int
    lines: list[Line]
    captions: list[Line]  # folded away


def part_starts(article: Article) -> list[int]:
    """Where each part of the article begins."""
    found = article.current_run.passages_found if article.current_run else 0
    firsts = Passage.objects.filter(run=article.current_run_id, ordinal__in=range(0, found, PART))
    return list(firsts.order_by("ordinal").values_list("start", flat=True)) or [0]


def part_of(starts: Sequence[int], place: int) -> int:
    """In which part a place lies, from 1."""
    return max(1, bisect_right(starts, place))


def read_part(article: Article, shown: Sequence[Proposal], *, number: int, starts: Sequence[int]) -> Part:
    """One part of a split article, its proposals marked; the nearest there is when there is no such part."""
    wanted = min(max(number, 1), len(starts))
    first = (wanted - 1) * PART
    run = Passage.objects.filter(run=article.current_run_id, ordinal__gte=first, ordinal__lt=first + PART)
    passages = list(run.order_by("ordinal"))
    begin = passages[0].start if passages else 0
    end = passages[-1].end if passages else 0
    here = [one for one in shown if any(start < end and stop > begin for start, stop in one.spans)]
    lines = list(_lines(article.text, begin, end, passages, here))
    return Part(
        number=wanted,
        of=len(starts),
        lines=[line for line in lines if not line.is_folded],
        captions=[line for line in lines if line.is_folded],
    )


def _lines(text: str, begin: int, end: int, passages: Sequence[Passage], shown: Sequence[Proposal]) -> Iterator[Line]:
    cuts = sorted(
        {place for one in passages for place in (one.start, one.end)}
        | {place for one in shown for span in one.spans for place in span}
    )
    painter = _Painter(text, passages, shown)
    at = begin
    while at < end:
        newline = text.find("\n", at, end)
        stop = newline if newline >= 0 else end
        if text[at:stop].strip():
            inner = cuts[bisect_right(cuts, at) : bisect_right(cuts, stop - 1)]
            edges = [at, *inner, stop]
            yield Line(at, [painter.piece(*edge) for edge in pairwise(edges)])
        at = stop + 1


class _Painter:
    """Tells for a stretch between two cuts what it belongs to. Stretches come in order."""

    def __init__(self, text: str, passages: Sequence[Passage], shown: Sequence[Proposal]) -> None:
        self.text = text
        self.passages = passages
        self.starts = [one.start for one in passages]
        self.spans = [(start, end, one) for one in shown for start, end in one.spans]
        self.numbers: dict[int, int] = {}

    def piece(self, start: int, end: int) -> Piece:
        passage = self._passage(start)
        proposal = self._proposal(start)
        number = 0
        if proposal:
            number = self.numbers.get(proposal.claim, -1) + 1
            self.numbers[proposal.claim] = number
        return Piece(
            start=start,
            text=self.text[start:end],
            kind=passage.kind if passage else "gap",
            reason=passage.set_aside if passage else "",
            proposal=proposal,
            number=number,
            is_last=proposal is None or end >= proposal.spans[-1][1],
        )

    def _passage(self, place: int) -> Passage | None:
        at = bisect_right(self.starts, place) - 1
        return self.passages[at] if at >= 0 and place < self.passages[at].end else None

    def _proposal(self, place: int) -> Proposal | None:
        """The proposal here; of several the shortest, which is what somebody selected."""
        here = [(end - start, one.claim, one) for start, end, one in self.spans if start <= place < end]
        return min(here, key=lambda found: found[:2])[2] if here else None
