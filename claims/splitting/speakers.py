"""Who said what: a speaker for each quotation, and speech reported without quotation marks.

Simple rules over reporting words, each with its name and a confidence measured on news text: the same sentence
("cue"), a quotation carried on from the paragraph before ("continued"), the same paragraph ("paragraph"), and as
a last resort the speaker of the paragraph before ("previous speaker"). No rule fires: no speaker, never a guess.

>>> from claims.splitting.article import split_article
>>> text = "Ada Holt said rents had doubled.\\n‘We cannot pay,’ she added."
>>> [(one.speaker.name, one.rule) for one in split_article(text).quotations]
[('Ada Holt', 'cue')]
>>> [(text[one.start : one.end], one.cue) for one in split_article(text).attributions]
[('rents had doubled.', 'said')]
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.splitting.names import KnownNames
from claims.splitting.quotations import Quoted
from claims.splitting.reported import Said, find_said
from claims.splitting.shapes import Attribution, Passage, Quotation, Speaker

CONFIDENCE = {"cue": 0.91, "paragraph": 0.88, "previous speaker": 0.67, "continued": 0.43, "none": 0.0}
REACH = 160
"""Characters between a quotation and its reporting word; what is further off reports something else."""

FEWEST_WORDS = 3
"""A shorter quotation without a reporting word beside it is a title or a word held at arm's length."""

PARAGRAPHS_BACK = 2


@dataclass(frozen=True, slots=True)
class Voices:
    """Quotations with their speakers, reported speech, and whose words each passage gives."""

    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    claimants: dict[int, str]
    """Start of a passage → name of the one it is attributed to."""

    quoted_starts: frozenset[int]
    """Starts of the passages that are mostly inside quotation marks."""


def find_voices(text: str, passages: Sequence[Passage], quotations: Sequence[Quoted]) -> Voices:
    """Give each quotation its speaker where a rule finds one. The rules are English."""
    outer = _outermost(quotations)
    reader = _Reader(text, _blank_out(text, outer), outer)
    for sentences in _paragraphs(text, passages):
        reader.read(sentences)
    spoken = tuple(reader.quotation(one) for one in quotations)
    return Voices(spoken, tuple(reader.attributions), *_claimants(passages, spoken, reader.reported))


def _outermost(quotations: Sequence[Quoted]) -> list[Quoted]:
    outer: list[Quoted] = []
    for one in quotations:
        if not outer or one.start >= outer[-1].end:
            outer.append(one)
    return outer


def _blank_out(text: str, quotations: Sequence[Quoted]) -> str:
    """The text with every quotation and its marks replaced by as many spaces, so that offsets hold."""
    pieces = []
    position = 0
    for one in quotations:
        opening, closing = one.start - 1, one.end + (0 if one.unclosed else 1)
        pieces.append(text[position:opening])
        pieces.append(" " * (closing - max(opening, position)))
        position = closing
    return "".join([*pieces, text[position:]])


def _paragraphs(text: str, passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Body passages that no line break parts. Captions and the like between two paragraphs are passed over."""
    paragraph: list[Passage] = []
    for passage in passages:
        if passage.kind != "body":
            continue
        if paragraph and "\n" in text[paragraph[-1].end : passage.start]:
            yield paragraph
            paragraph = []
        paragraph.append(passage)
    if paragraph:
        yield paragraph


@dataclass(frozen=True, slots=True)
class _Report:
    speaker: Speaker
    cue_start: int
    cue_end: int
    beside_quotation_only: bool


class _Paragraph:
    """The sentences of one paragraph and the reporting clauses in it, looked up by place."""

    def __init__(self, sentences: Sequence[Passage], reports: Sequence[_Report]) -> None:
        self.start, self.end = sentences[0].start, sentences[-1].end
        self._sentences = sentences
        self._starts = [one.start for one in sentences]
        self._reports = reports
        self._plain = [one for one in reports if not one.beside_quotation_only]

    def beside(self, one: Quoted) -> _Report | None:
        """The nearest reporting clause in a sentence in which the quotation begins or ends."""
        start, end = self._sentence_at(one.start).start, self._sentence_at(one.end - 1).end
        near = [
            report
            for report in _neighbours(self._reports, one.start)
            if start <= report.cue_start < end and _gap(one, report) <= REACH
        ]
        return min(near, key=lambda report: _gap(one, report), default=None)

    def anywhere(self, one: Quoted) -> _Report | None:
        """The nearest plain reporting clause of the paragraph."""
        near = _neighbours(self._plain, one.start)
        return min(near, key=lambda report: abs(_gap(one, report)), default=None)

    def is_filled_by(self, one: Quoted) -> bool:
        """Whether the paragraph is this quotation and nothing else."""
        return one.start <= self.start + 1 and one.end >= self.end - 2

    def last_speaker(self) -> Speaker | None:
        """Who was last named as speaking."""
        return self._reports[-1].speaker if self._reports else None

    def _sentence_at(self, place: int) -> Passage:
        return self._sentences[max(0, bisect_right(self._starts, place) - 1)]


def _neighbours(reports: Sequence[_Report], place: int) -> Sequence[_Report]:
    """The two reporting clauses on either side of a place; quotations lie between them, never over them."""
    at = bisect_left(reports, place, key=lambda report: report.cue_start)
    return reports[max(0, at - 2) : at + 2]


def _gap(one: Quoted, report: _Report) -> int:
    return report.cue_start - one.end if report.cue_start >= one.end else one.start - report.cue_end


class _Reader:
    """Reads paragraph by paragraph, knowing the names met and the latest speaker."""

    def __init__(self, text: str, blanked: str, outer: Sequence[Quoted]) -> None:
        self._text = text
        self._blanked = blanked
        self._outer = outer
        self._starts = [one.start for one in outer]
        self._names = KnownNames()
        self._speakers: dict[int, tuple[Speaker, str]] = {}
        self._latest: tuple[int, Speaker] | None = None
        self._count = 0
        self.attributions: list[Attribution] = []
        self.reported: dict[int, str] = {}

    def quotation(self, one: Quoted) -> Quotation:
        """The finished record of one quotation."""
        speaker, rule = self._speakers.get(one.start, (None, "none"))
        return Quotation(one.start, one.end, speaker, rule, CONFIDENCE[rule], one.unclosed)

    def read(self, sentences: Sequence[Passage]) -> None:
        """Find who speaks in one paragraph."""
        self._count += 1
        reports = [report for passage in sentences for report in self._read_sentence(passage)]
        paragraph = _Paragraph(sentences, reports)
        last = paragraph.last_speaker()
        first = bisect_left(self._starts, paragraph.start)
        for at in range(first, bisect_left(self._starts, paragraph.end)):
            speaker = self._give_speaker(paragraph, at)
            last = speaker or last
        if last:
            self._latest = (self._count, last)

    def _read_sentence(self, passage: Passage) -> Iterator[_Report]:
        for said in find_said(self._text, self._blanked, passage.start, passage.end):
            speaker = self._speaker(said)
            self._names.mention(speaker.name)
            if said.content and not self._is_mostly_quoted(*said.content):
                self.attributions.append(Attribution(*said.content, speaker, said.cue))
                self.reported.setdefault(passage.start, speaker.name)
            yield _Report(speaker, said.cue_start, said.cue_end, said.beside_quotation_only)
        self._names.learn(self._blanked[passage.start : passage.end])

    def _speaker(self, said: Said) -> Speaker:
        surface = " ".join(self._text[said.speaker_start : said.speaker_end].split())
        return Speaker(self._names.resolve(surface), said.speaker_start, said.speaker_end)

    def _is_mostly_quoted(self, start: int, end: int) -> bool:
        outside = sum(1 for character in self._blanked[start:end] if not character.isspace())
        return outside * 2 < sum(1 for character in self._text[start:end] if not character.isspace())

    def _give_speaker(self, paragraph: _Paragraph, at: int) -> Speaker | None:
        one = self._outer[at]
        beside = paragraph.beside(one)
        before = self._speakers.get(self._outer[at - 1].start) if at else None
        if self._text[max(0, one.start - 11) : one.start - 1].lower().endswith("so-called "):
            return None
        if beside:
            self._speakers[one.start] = (beside.speaker, "cue")
        elif one.continues and before:
            self._speakers[one.start] = (before[0], "continued")
        elif len(self._text[one.start : one.end].split()) >= FEWEST_WORDS:
            self._give_likely_speaker(paragraph, one)
        given = self._speakers.get(one.start)
        return given[0] if given else None

    def _give_likely_speaker(self, paragraph: _Paragraph, one: Quoted) -> None:
        nearest = paragraph.anywhere(one)
        if nearest:
            self._speakers[one.start] = (nearest.speaker, "paragraph")
        elif paragraph.is_filled_by(one) and self._latest and self._count - self._latest[0] <= PARAGRAPHS_BACK:
            self._speakers[one.start] = (self._latest[1], "previous speaker")


def _claimants(
    passages: Sequence[Passage], spoken: Sequence[Quotation], reported: dict[int, str]
) -> tuple[dict[int, str], frozenset[int]]:
    """Whose words each passage gives, and which passages lie mostly inside quotation marks."""
    claimants = dict(reported)
    quoted_starts = set()
    starts = [one.start for one in spoken]
    for passage in passages:
        inside = spoken[max(0, bisect_right(starts, passage.start) - 3) : bisect_left(starts, passage.end)]
        longest = max(inside, key=lambda one: _overlap(one, passage), default=None)
        if longest is None or _overlap(longest, passage) <= 0:
            continue
        mostly = _overlap(longest, passage) * 2 >= passage.end - passage.start
        if mostly:
            quoted_starts.add(passage.start)
        if longest.speaker and (mostly or passage.start not in claimants):
            claimants[passage.start] = longest.speaker.name
    return claimants, frozenset(quoted_starts)


def _overlap(one: Quotation, passage: Passage) -> int:
    return min(one.end, passage.end) - max(one.start, passage.start)
