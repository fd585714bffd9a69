"""Who said what: a speaker for each quotation, and speech reported without quotation marks.

Simple rules over reporting clauses, each with its name and a confidence measured on news text. In this order: a
clause in the same sentence ("cue before", "cue after", "inverted", "according to", "label"), a quotation carried on
from the paragraph before ("continued"), the subject of the sentence the quotation is part of ("sentence subject"),
the same paragraph ("paragraph"), the line that ends in a colon before it ("introduced"), and as a last resort the
speaker of the paragraph before ("previous speaker"). No rule fires: no speaker, never a guess.

`find_voices` takes a `Parser`, which finds the reporting clauses in the place of the rules.

>>> from claims.splitting.article import split_article
>>> text = "Ada Holt said rents had doubled.\\n‘We cannot pay,’ she added."
>>> [(one.speaker.name, one.rule) for one in split_article(text).quotations]
[('Ada Holt', 'cue after')]
>>> [(text[one.start : one.end], one.cue) for one in split_article(text).attributions]
[('rents had doubled.', 'said')]
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.splitting.blanking import behind, blank_out, is_whole, opening, outermost
from claims.splitting.claimants import find_claimants
from claims.splitting.known_names import KnownNames
from claims.splitting.openings import is_likely_speaker, source_before_colon, subject_of_clause, subject_of_verb_behind
from claims.splitting.paragraphs import Paragraph, Report, paragraphs
from claims.splitting.quotations import Quoted
from claims.splitting.reported import Parser, Said, find_said
from claims.splitting.shapes import Attribution, Passage, Quotation, Speaker, Unmarked
from claims.splitting.titles import is_named_in_passing, is_title, is_word_at_arms_length
from claims.splitting.unmarked import find_unmarked
from claims.splitting.words import FILL, WHOLE, read_words

CONFIDENCE = {
    "cue after": 0.98,
    "inverted": 0.98,
    "paragraph": 0.93,
    "clause behind": 0.9,
    "cue before": 0.89,
    "introduced": 0.89,
    "according to": 0.87,
    "label": 0.8,
    "lead-in": 0.78,
    "previous speaker": 0.59,
    "sentence subject": 0.55,
    "continued": 0.53,
    "none": 0.0,
}
"""How often each rule was right on the training articles of PolNeAR."""

FEWEST_WORDS = 3
"""A shorter quotation without a reporting word beside it is a title or a word held at arm's length."""

PARAGRAPHS_BACK = 2
FARTHEST = 400
"""Characters before and behind a quotation that are read for its speaker once no reporting clause is near."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Quotations with their speakers, reported speech, and whose words each passage gives."""

    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    claimants: dict[int, str]
    """Start of a passage → name of the one it is attributed to."""

    quoted_starts: frozenset[int]
    """Starts of the passages that are mostly inside quotation marks."""

    unmarked: tuple[Unmarked, ...] = ()


def find_voices(
    text: str, passages: Sequence[Passage], quotations: Sequence[Quoted], parser: Parser | None = None
) -> Voices:
    """Give each quotation its speaker where a rule finds one. The rules are English."""
    outer = outermost(quotations)
    blanked = blank_out(text, outer)
    parsed = parser.find_reports(text, blanked, passages) if parser else None
    reader = _Reader(text, blanked, outer, parsed)
    for sentences in paragraphs(text, passages):
        reader.read(sentences)
    spoken = tuple(reader.quotation(one) for one in quotations)
    claimants, quoted = find_claimants(passages, spoken, reader.reported)
    unmarked = tuple(find_unmarked(text, passages, spoken))
    return Voices(spoken, tuple(reader.attributions), claimants, quoted, unmarked)


class _Reader:
    """Reads paragraph by paragraph, knowing the names met and the latest speaker."""

    def __init__(
        self, text: str, blanked: str, outer: Sequence[Quoted], parsed: Mapping[int, Sequence[Said]] | None
    ) -> None:
        self._text = text
        self._blanked = blanked
        self._outer = outer
        self._starts = [one.start for one in outer]
        self._parsed = parsed
        self._names = KnownNames()
        self._speakers: dict[int, tuple[Speaker, str]] = {}
        self._latest: tuple[int, Speaker] | None = None
        self._introduced: Speaker | None = None
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
        paragraph = Paragraph(self._blanked, sentences, reports)
        last = paragraph.last_speaker()
        first = bisect_left(self._starts, paragraph.start)
        for at in range(first, bisect_left(self._starts, paragraph.end)):
            last = self._give_speaker(paragraph, at) or last
        if paragraph.kind == "headline":
            return
        self._introduced = self._introducer(sentences[-1], reports)
        if last:
            self._latest = (self._count, last)

    def _introducer(self, sentence: Passage, reports: Sequence[Report]) -> Speaker | None:
        """Whose words a paragraph that ends in a colon announces."""
        if not self._blanked[sentence.start : sentence.end].endswith(":"):
            return None
        if reports and reports[-1].start >= sentence.start:
            return reports[-1].speaker
        return self._sentence_subject(sentence, sentence.end)

    def _read_sentence(self, passage: Passage) -> Iterator[Report]:
        speakers = []
        for said in self._find_said(passage):
            speaker = self._speaker(said)
            speakers.append(speaker.name)
            self._names.mention(speaker.name, said.cue)
            if said.content and not self._is_mostly_quoted(*said.content):
                self.attributions.append(Attribution(*said.content, speaker, said.cue))
                self.reported.setdefault(passage.start, speaker.name)
            yield Report(
                speaker, said.start, said.end, said.cue_start, said.cue_end, said.content,
                said.beside_quotation_only, said.rule, said.weak,
            )  # fmt: skip
        self._names.learn(self._blanked[passage.start : passage.end], speakers)

    def _find_said(self, passage: Passage) -> Iterator[Said]:
        if self._parsed is None:
            yield from find_said(self._text, self._blanked, passage.start, passage.end)
        else:
            yield from self._parsed.get(passage.start, ())

    def _speaker(self, said: Said) -> Speaker:
        return self._named(said.speaker_start, said.speaker_end, said.named)

    def _named(self, start: int, end: int, named: tuple[int, int] | None = None) -> Speaker:
        surface = " ".join(self._text[slice(*(named or (start, end)))].split())
        return Speaker(self._names.resolve(surface), start, end)

    def _is_mostly_quoted(self, start: int, end: int) -> bool:
        filled = self._blanked.count(FILL, start, end) + self._blanked.count(WHOLE, start, end)
        return filled * 2 > end - start

    def _give_speaker(self, paragraph: Paragraph, at: int) -> Speaker | None:
        one = self._outer[at]
        if is_word_at_arms_length(self._text, opening(one)) or is_named_in_passing(self._text, one, paragraph.kind):
            return None
        beside = paragraph.beside(one)
        before = self._speakers.get(self._outer[at - 1].start) if at else None
        if beside and not (beside.beside_quotation_only and is_title(self._text, one, paragraph.kind)):
            self._speakers[one.start] = (beside.speaker, beside.rule)
        elif one.continues and before:
            self._speakers[one.start] = (before[0], "continued")
        elif is_whole(self._text, one) or len(self._text[one.start : one.end].split()) >= FEWEST_WORDS:
            self._give_likely_speaker(paragraph, one)
        given = self._speakers.get(one.start)
        return given[0] if given else None

    def _give_likely_speaker(self, paragraph: Paragraph, one: Quoted) -> None:
        if is_title(self._text, one, paragraph.kind):
            return
        nearest = paragraph.anywhere(one)
        sentence = paragraph.sentence_at(one.start)
        leaning = self._clause_behind(sentence, one) or self._lead_in(sentence, one)
        seeks = not (nearest or leaning) and paragraph.kind == "body"
        subject = self._sentence_subject(sentence, opening(one)) if seeks else None
        if leaning:
            self._speakers[one.start] = leaning
        elif nearest:
            self._speakers[one.start] = (nearest.speaker, "paragraph")
        elif subject:
            self._speakers[one.start] = (subject, "sentence subject")
        elif paragraph.is_filled and self._introduced:
            self._speakers[one.start] = (self._introduced, "introduced")
        elif paragraph.is_filled and self._latest and self._count - self._latest[0] <= PARAGRAPHS_BACK:
            self._speakers[one.start] = (self._latest[1], "previous speaker")

    def _clause_behind(self, sentence: Passage, one: Quoted) -> tuple[Speaker, str] | None:
        """The subject of a clause with an unlisted verb that leans on the quotation: "“Rubbish,” Holt barked"."""
        if self._text[one.end - 1] not in ",?!":
            return None
        words = read_words(self._blanked, behind(self._text, one), min(sentence.end, one.end + FARTHEST))
        found = subject_of_verb_behind(words)
        return (self._named(words.starts[found[0]], words.end(found[1] - 1)), "clause behind") if found else None

    def _lead_in(self, sentence: Passage, one: Quoted) -> tuple[Speaker, str] | None:
        """Who is named before a colon: "From the report: “…”", "It surprised the pollster Ada Holt: “…”"."""
        start = opening(one)
        if not self._blanked[max(sentence.start, start - 2) : start].rstrip().endswith(":"):
            return None
        words = read_words(self._blanked, max(sentence.start, start - FARTHEST), start)
        found = source_before_colon(words)
        return (self._named(words.starts[found[0]], words.end(found[1] - 1)), "lead-in") if found else None

    def _sentence_subject(self, sentence: Passage, place: int) -> Speaker | None:
        """The subject of the clause a quotation is part of."""
        words = read_words(self._blanked, max(sentence.start, place - FARTHEST), place)
        found = subject_of_clause(words, len(words))
        if not found or not is_likely_speaker(words, found):
            return None
        return self._named(words.starts[found[0]], words.end(found[1] - 1))
