"""What the splitter's records look like as rows. Saves nothing."""

from collections.abc import Sequence
from typing import Any

from claims.models import Appearance, Claim, Claimant, Edition, ExtractionRun, Passage
from claims.reading import text_hash
from claims.splitting import Candidate, SplitArticle, as_plain
from claims.splitting.joints import REPORTS
from claims.states import FoundAs, Manner

Span = tuple[int, int, str]
"""Start, end, hash of the words."""

DETAILS = ("types", "type_reasons", "quantities", "context")
"""Columns of a claim that a newer run may bring up to date while nobody has decided on it."""


def passage_rows(run: ExtractionRun, split: SplitArticle) -> list[Passage]:
    """The passages of a run, with why one was set aside and what may be a quotation that lost its marks."""
    reasons = {one.start: one.reason for one in split.set_aside}
    unmarked = _by_passage(split)
    text = run.article.text
    return [
        Passage(
            article=run.article,
            run=run,
            ordinal=ordinal,
            start=one.start,
            end=one.end,
            kind=one.kind,
            reason=one.reason[:200],
            set_aside=reasons.get(one.start, "")[:100],
            unmarked=unmarked.get(one.start, []),
            text_hash=text_hash(text[one.start : one.end]),
        )
        for ordinal, one in enumerate(split.passages)
    ]


def _by_passage(split: SplitArticle) -> dict[int, list[dict[str, Any]]]:
    """The flags of lost quotation marks by the start of the passage that they begin in."""
    found: dict[int, list[dict[str, Any]]] = {}
    passages = iter(split.passages)
    passage = next(passages, None)
    for one in sorted(split.unmarked, key=lambda one: one.start):
        while passage and passage.end <= one.start:
            passage = next(passages, None)
        if passage:
            found.setdefault(passage.start, []).append(as_plain(one))
    return found


def claim_row(
    run: ExtractionRun, found: Candidate, edition: Edition | None, claimant: Claimant | None, *, part_of: int | None
) -> Claim:
    """A new claim. Its date is the day of publication; the card may suggest another for a person to accept."""
    claim = Claim(
        article=run.article,
        last_run=run,
        language=run.article.language,
        claimant=claimant,
        claim_date=edition.published_on if edition else None,
        position=found.start,
        part_of_id=part_of,
        cut_by=found.rule if found.part_of is not None else "",
        created_at=run.finished_at,
    )
    fill_in(claim, found, version=run.splitter_version)
    claim.splitter_version = run.splitter_version
    return claim


def fill_in(claim: Claim, found: Candidate, *, version: str) -> bool:
    """Bring `DETAILS` of a claim up to date; whether that changed anything. Only a newer splitter types it anew."""
    before = [getattr(claim, name) for name in DETAILS]
    if claim.splitter_version != version and not claim.types_by_hand:
        claim.types, claim.type_reasons = list(found.types), list(found.type_reasons)
    claim.quantities = [as_plain(one) for one in found.quantities]
    claim.context = as_plain(found.context)
    return before != [getattr(claim, name) for name in DETAILS]


def appearance_row(
    run: ExtractionRun, claim: Claim, span: Span, found: Candidate, edition: Edition | None, *, rule: str
) -> Appearance:
    """Where a new claim stands in its article."""
    start, end, words = span
    return Appearance(
        claim=claim,
        article=run.article,
        edition=edition,
        run=run,
        spans=[[start, end]],
        start=start,
        end=end,
        text_hash=words,
        manner=Manner.REPORTS if found.claimant or is_hearsay(found) else Manner.ASSERTS,
        found_as=FoundAs.SPLITTER,
        rule=rule[:60],
        splitter_version=run.splitter_version,
        url=edition.url if edition else "",
        said_on=edition.published_on if edition else None,
    )


def is_hearsay(found: Candidate) -> bool:
    """Whether nobody is named for words that the article only passes on: "amid reports that …"."""
    return found.claimant is None and found.rule == REPORTS


def rules_by_start(split: SplitArticle, candidates: Sequence[Candidate]) -> dict[int, str]:
    """By where a candidate starts: which rule found its speaker, or the cue word that tells of one.

    A part whose words are somebody's has the rule of its sentence.
    """
    rules = _rules_of_passages(split)
    for one in candidates:
        if one.part_of is not None and one.claimant:
            rules[one.start] = rules.get(split.candidates[one.part_of].start, "")
    return rules


def _rules_of_passages(split: SplitArticle) -> dict[int, str]:
    rules: dict[int, str] = {}
    clues = [(one.start, f"quotation: {one.rule}") for one in split.quotations if one.speaker]
    clues += [(one.start, f"cue: {one.cue}") for one in split.attributions]
    passages = iter(split.passages)
    passage = next(passages, None)
    for start, rule in sorted(clues):
        while passage and passage.end <= start:
            passage = next(passages, None)
        if passage:
            rules.setdefault(passage.start, rule)
    return rules


def span_of(run: ExtractionRun, found: Candidate) -> Span:
    """Where a candidate stands, and the hash of its words: what a later run knows it by."""
    return found.start, found.end, text_hash(run.article.text[found.start : found.end])
