"""Writing down what one run of the splitter found. Call inside the run's one transaction, with the article locked."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery

from claims.claimants import claimants_named
from claims.models import (
    Appearance,
    Article,
    Claim,
    Claimant,
    ClaimWording,
    Edition,
    ExtractionRun,
    Passage,
    PassageRelation,
)
from claims.reading import text_hash
from claims.splitting import Candidate, SplitArticle
from claims.splitting.candidates import OVER
from claims.states import ClaimantKind, ClaimStatus, FoundAs, Manner

MOST_CANDIDATES = 2_000
UNDECIDED = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED)

Span = tuple[int, int, str]  # start, end, hash of the words


def record_run(article: Article, split: SplitArticle, *, started_at: datetime, at: datetime) -> ExtractionRun:
    """The run with its passages, their relations and its candidates, in a fixed handful of statements.

    A candidate that an earlier run found at the same place with the same words is not made again: decided ones stay
    as they are, undecided ones are marked as found by this run. What this run lacks keeps its status and its run.
    """
    candidates = _weightiest(split.candidates)
    run = ExtractionRun.objects.create(
        article=article,
        splitter_version=split.version,
        language=article.language,
        started_at=started_at,
        finished_at=at,
        passages_found=len(split.passages),
        candidates_found=len(candidates),
        truncated=len(candidates) < len(split.candidates) or any(one.reason == OVER for one in split.set_aside),
        notes=[*_how_it_was_read(article), *split.notes],
    )
    _record_relations(run, split.candidates, _record_passages(run, split))
    found = {_span(article, one): one for one in candidates}
    known = _known_claims(article)
    _find_again(run, {known[span]: one for span, one in found.items() if span in known})
    _record_candidates(run, {span: one for span, one in found.items() if span not in known}, split=split, at=at)
    return run


def _how_it_was_read(article: Article) -> list[str]:
    """What reading the files told, such as a guessed encoding, each once."""
    told = article.submissions.order_by("pk").values_list("reading_notes", flat=True)
    return list(dict.fromkeys(note for notes in told for note in notes))


def _weightiest(candidates: Sequence[Candidate]) -> list[Candidate]:
    kept = sorted(candidates, key=lambda one: (-one.checkworthiness, one.start))[:MOST_CANDIDATES]
    return sorted(kept, key=lambda one: one.start)


def _span(article: Article, found: Candidate) -> Span:
    return found.start, found.end, text_hash(article.text[found.start : found.end])


def _known_claims(article: Article) -> dict[Span, int]:
    rows = Appearance.objects.filter(article=article, found_as=FoundAs.SPLITTER)
    return {(start, end, words): pk for start, end, words, pk in rows.values_list("start", "end", "text_hash", "claim")}


def _record_passages(run: ExtractionRun, split: SplitArticle) -> dict[int, Passage]:
    """The passages by where they start."""
    reasons = {one.start: one.reason for one in split.set_aside}
    text = run.article.text
    rows = [
        Passage(
            article=run.article,
            run=run,
            ordinal=ordinal,
            start=one.start,
            end=one.end,
            kind=one.kind,
            reason=one.reason[:200],
            set_aside=reasons.get(one.start, "")[:100],
            text_hash=text_hash(text[one.start : one.end]),
        )
        for ordinal, one in enumerate(split.passages)
    ]
    return {one.start: one for one in Passage.objects.bulk_create(rows)}


def _record_relations(run: ExtractionRun, candidates: Sequence[Candidate], passages: dict[int, Passage]) -> None:
    rows = {}
    for one in candidates:
        for relation in one.relations:
            source, target = passages.get(one.start), passages.get(candidates[relation.to].start)
            if source and target and source != target:
                rows[source.pk, target.pk] = PassageRelation(run=run, source=source, target=target, kind=relation.kind)
    PassageRelation.objects.bulk_create(rows.values())


def _find_again(run: ExtractionRun, found: dict[int, Candidate]) -> None:
    """Mark the undecided among known claims as found by this run, with what a newer splitter thinks of them."""
    if not found:
        return
    undecided = Claim.objects.select_for_update(of=("self",)).filter(pk__in=found, status__in=UNDECIDED)
    rows = list(undecided.order_by("pk"))
    Claim.objects.filter(pk__in=[one.pk for one in rows]).update(last_run=run)
    older = [one for one in rows if one.splitter_version != run.splitter_version]
    for one in older:
        one.checkworthiness = found[one.pk].checkworthiness
        one.reasons = list(found[one.pk].reasons)
        one.types = list(found[one.pk].types)
        one.splitter_version = run.splitter_version
    Claim.objects.bulk_update(older, ["checkworthiness", "reasons", "types", "splitter_version"], batch_size=500)


def _record_candidates(run: ExtractionRun, found: dict[Span, Candidate], *, split: SplitArticle, at: datetime) -> None:
    edition = run.article.editions.order_by("pk").first()
    voices = _claimants(found.values(), edition)
    claims = Claim.objects.bulk_create(
        _claim(run, one, edition, voices.get(_voice(one, edition)), at=at) for one in found.values()
    )
    ClaimWording.objects.bulk_create(
        ClaimWording(claim=claim, number=1, text=" ".join(one.text.split()), at=at)
        for claim, one in zip(claims, found.values(), strict=True)
    )
    first = ClaimWording.objects.filter(claim=OuterRef("pk"), number=1).values("pk")
    Claim.objects.filter(last_run=run, wording=None).update(wording=Subquery(first))
    rules = _rules(split)
    appearances = Appearance.objects.bulk_create(
        _appearance(run, claim, span, one, edition, rule=rules.get(one.start, ""))
        for claim, (span, one) in zip(claims, found.items(), strict=True)
    )
    _record_voices(appearances, claims)


def _voice(found: Candidate, edition: Edition | None) -> str:
    """The name of who says it. What nobody is named for is said in the article's own voice: its outlet's."""
    return found.claimant or (edition.outlet if edition else "")


def _claimants(found: Iterable[Candidate], edition: Edition | None) -> dict[str, Claimant]:
    kinds = {}
    for one in found:
        kind = ClaimantKind.UNKNOWN if one.claimant else ClaimantKind.OUTLET
        kinds.setdefault(_voice(one, edition), kind)
    kinds.pop("", None)
    return claimants_named(kinds)


def _claim(
    run: ExtractionRun, found: Candidate, edition: Edition | None, claimant: Claimant | None, *, at: datetime
) -> Claim:
    return Claim(
        article=run.article,
        last_run=run,
        language=run.article.language,
        claimant=claimant,
        claim_date=edition.published_on if edition else None,
        position=found.start,
        types=list(found.types),
        checkworthiness=found.checkworthiness,
        reasons=list(found.reasons),
        splitter_version=run.splitter_version,
        created_at=at,
    )


def _appearance(
    run: ExtractionRun, claim: Claim, span: Span, found: Candidate, edition: Edition | None, *, rule: str
) -> Appearance:
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
        manner=Manner.REPORTS if found.claimant else Manner.ASSERTS,
        found_as=FoundAs.SPLITTER,
        rule=rule[:60],
        splitter_version=run.splitter_version,
        url=edition.url if edition else "",
        said_on=edition.published_on if edition else None,
    )


def _record_voices(appearances: Sequence[Appearance], claims: Sequence[Claim]) -> None:
    through = Appearance.claimants.through
    through.objects.bulk_create(
        through(appearance_id=appearance.pk, claimant_id=claim.claimant_id)
        for appearance, claim in zip(appearances, claims, strict=True)
        if claim.claimant_id
    )


def _rules(split: SplitArticle) -> dict[int, str]:
    """By where a passage starts: which rule found its speaker, or the cue word that tells of one."""
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
