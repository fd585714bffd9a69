"""The sentences of one paragraph and the reporting clauses in it, looked up from a quotation."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from claims.splitting.blanking import opening
from claims.splitting.quotations import Quoted
from claims.splitting.shapes import Passage, Speaker
from claims.splitting.words import FILL, WHOLE

REACH = 220
"""Characters between a quotation and its reporting word; what is further off reports something else."""

BESIDE = 3
"""Characters of marks and spaces between a quotation and the clause that leans on it."""

_FILLS = FILL + WHOLE
_LEANING = " ,:;—–-\t\u00a0.…\"'”’‘“"


class Report(NamedTuple):
    """A reporting clause whose speaker is resolved."""

    speaker: Speaker
    start: int
    end: int
    cue_start: int
    cue_end: int
    content: tuple[int, int] | None
    beside_quotation_only: bool
    rule: str
    weak: bool = False


class Paragraph:
    """The sentences of one paragraph with their reporting clauses, in the order of their cues."""

    def __init__(self, blanked: str, sentences: Sequence[Passage], reports: Sequence[Report]) -> None:
        self.start, self.end = sentences[0].start, sentences[-1].end
        self.kind = sentences[0].kind
        self._blanked = blanked
        self._sentences = sentences
        self._starts = [one.start for one in sentences]
        self._reports = reports
        self._plain = [one for one in reports if not one.beside_quotation_only]

    def beside(self, one: Quoted) -> Report | None:
        """The reporting clause that leans on the quotation, else the nearest in a sentence it begins or ends in."""
        start, end = self.sentence_at(one.start).start, self.sentence_at(one.end - 1).end
        near = [
            report
            for report in _neighbours(self._reports, one.start)
            if start <= report.cue_start < end and _gap(one, report) <= REACH
        ]
        leaning = self._leaning_before(one, near) or self._leaning_after(one, near)
        if leaning:
            return leaning
        near = [report for report in near if not report.beside_quotation_only or _gap(one, report) <= REACH // 4]
        voices = [report for report in near if report.rule != "according to"]
        return min(voices or near, key=lambda report: _distance(one, report), default=None)

    def _leaning_before(self, one: Quoted, near: Sequence[Report]) -> Report | None:
        for report in reversed(near):
            if report.cue_end <= one.start and report.start < one.start:
                between = self._blanked[report.end : opening(one)]
                if len(between) <= BESIDE and not between.strip(_LEANING):
                    return report
        return None

    def _leaning_after(self, one: Quoted, near: Sequence[Report]) -> Report | None:
        for report in near:
            if report.start >= one.end:
                between = self._blanked[one.end : report.start].lstrip(_FILLS)
                if len(between) <= BESIDE and not between.strip(_LEANING):
                    return report
        return None

    def anywhere(self, one: Quoted) -> Report | None:
        """The nearest plain reporting clause of the paragraph, one before the quotation rather than one behind."""
        near = _neighbours(self._plain, one.start)
        voices = [report for report in near if report.rule != "according to"]
        return min(voices or near, key=lambda report: (report.start > one.start, abs(_gap(one, report))), default=None)

    @cached_property
    def is_filled(self) -> bool:
        """Whether the paragraph is quotations and nothing else."""
        return not any(character.isalnum() for character in self._blanked[self.start : self.end])

    def last_speaker(self) -> Speaker | None:
        """Who was last named as speaking."""
        voices = [one for one in self._reports if one.rule != "according to"]
        return voices[-1].speaker if voices else None

    def sentence_at(self, place: int) -> Passage:
        """The sentence a place lies in."""
        return self._sentences[max(0, bisect_right(self._starts, place) - 1)]


def paragraphs(text: str, passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Body passages that no line break parts, and headlines. Captions and the like between two are passed over."""
    paragraph: list[Passage] = []
    for passage in passages:
        if passage.kind not in {"body", "headline"}:
            continue
        if paragraph and (paragraph[-1].kind != passage.kind or "\n" in text[paragraph[-1].end : passage.start]):
            yield paragraph
            paragraph = []
        paragraph.append(passage)
    if paragraph:
        yield paragraph


def _neighbours(reports: Sequence[Report], place: int) -> Sequence[Report]:
    """The reporting clauses on either side of a place; quotations lie between them, never over them."""
    at = bisect_left(reports, place, key=lambda report: report.cue_start)
    return reports[max(0, at - 3) : at + 3]


def _gap(one: Quoted, report: Report) -> int:
    return report.cue_start - one.end if report.cue_start >= one.end else one.start - report.cue_end


def _distance(one: Quoted, report: Report) -> tuple[bool, bool, int]:
    """What says that its content holds the quotation comes first, the one that says most of all; else the nearest."""
    if report.content and report.content[0] <= one.start < report.content[1]:
        return False, report.weak, report.content[0] - report.content[1]
    return True, report.weak, _gap(one, report)
