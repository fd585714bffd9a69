"""Writing down what one run of the splitter found. Call inside the run's one transaction, with the article locked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery

from claims.claimants import claimants_named
from claims.learning import proposing
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
from claims.rows import (
    DETAILS,
    Span,
    appearance_row,
    claim_row,
    fill_in,
    is_hearsay,
    passage_rows,
    rules_by_start,
    span_of,
)
from claims.splitting import Candidate, SplitArticle
from claims.splitting.candidates import OVER
from claims.states import ClaimantKind, ClaimStatus, FoundAs

MOST_CANDIDATES = 2_000
UNDECIDED = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED)


def record_run(article: Article, split: SplitArticle, *, started_at: datetime, at: datetime) -> ExtractionRun:
    """The run with its passages, their relations and its candidates, in a fixed handful of statements.

    A candidate that an earlier run found at the same place with the same words is not made again: decided ones stay
    as they are, undecided ones are marked as found by this run. What this run lacks keeps its status and its run.
    """
    run = ExtractionRun.objects.create(
        article=article,
        splitter_version=split.version,
        language=article.language,
        started_at=started_at,
        finished_at=at,
        passages_found=len(split.passages),
        candidates_found=len(split.candidates),
        truncated=any(one.reason == OVER for one in split.set_aside),
        notes=[*_how_it_was_read(article), *split.notes],
    )
    _record_relations(run, split.candidates, Passage.objects.bulk_create(passage_rows(run, split)))
    found = {span_of(run, one): one for one in split.candidates}
    known = _known_claims(article)
    _find_again(run, {known[span]: one for span, one in found.items() if span in known}, split=split)
    _record_candidates(run, found, known, split=split)
    return run


def _how_it_was_read(article: Article) -> list[str]:
    """What reading the files told, such as a guessed encoding, each once."""
    told = article.submissions.order_by("pk").values_list("reading_notes", flat=True)
    return list(dict.fromkeys(note for notes in told for note in notes))


def _known_claims(article: Article) -> dict[Span, int]:
    rows = Appearance.objects.filter(article=article, found_as=FoundAs.SPLITTER)
    return {(start, end, words): pk for start, end, words, pk in rows.values_list("start", "end", "text_hash", "claim")}


def _record_relations(run: ExtractionRun, candidates: Sequence[Candidate], found: Iterable[Passage]) -> None:
    passages = {one.start: one for one in found}
    rows = {}
    for one in candidates:
        for relation in one.relations:
            source, target = passages.get(one.start), passages.get(candidates[relation.to].start)
            if source and target and source != target:
                rows[source.pk, target.pk] = PassageRelation(run=run, source=source, target=target, kind=relation.kind)
    PassageRelation.objects.bulk_create(rows.values())


def _find_again(run: ExtractionRun, found: dict[int, Candidate], *, split: SplitArticle) -> None:
    """Mark the undecided among known claims as found by this run, with what a newer splitter thinks of them."""
    if not found:
        return
    here = Claim.objects.filter(pk__in=found, article=run.article)  # what was merged elsewhere is not of this run
    undecided = here.select_for_update(of=("self",)).filter(status__in=UNDECIDED)
    rows = list(undecided.select_related("claimant").order_by("pk"))
    Claim.objects.filter(pk__in=[one.pk for one in rows]).update(last_run=run)
    older = {one.pk: one for one in rows if one.splitter_version != run.splitter_version}
    proposing.weigh_up(list(older.values()), [found[pk] for pk in older], passages=split.passages)
    changed = [one for one in rows if fill_in(one, found[one.pk], version=run.splitter_version) or one.pk in older]
    for one in changed:
        one.splitter_version = run.splitter_version
    Claim.objects.bulk_update(changed, [*proposing.COLUMNS, *DETAILS, "splitter_version"], batch_size=500)


def _record_candidates(
    run: ExtractionRun, found: Mapping[Span, Candidate], known: Mapping[Span, int], *, split: SplitArticle
) -> None:
    """New claims with their wordings and appearances: sentences first, so that parts can point to them."""
    edition = run.article.editions.order_by("pk").first()
    new = {span: one for span, one in found.items() if span not in known}
    voices = _claimants(new.values(), edition)
    rules = rules_by_start(split, list(new.values()))
    ids = dict(known)
    for of_parts in (False, True):
        here = {span: one for span, one in new.items() if (one.part_of is not None) is of_parts}
        wholes = [_whole(run, one, split, ids) for one in here.values()]
        claims = [
            claim_row(run, one, edition, voices.get(_voice(one, edition)), part_of=whole)
            for one, whole in zip(here.values(), wholes, strict=True)
        ]
        proposing.weigh_up(claims, list(here.values()), passages=split.passages)
        Claim.objects.bulk_create(claims)
        ids.update(zip(here, (claim.pk for claim in claims), strict=True))
        _record_words(run, claims, here, edition, rules)


def _whole(run: ExtractionRun, found: Candidate, split: SplitArticle, ids: Mapping[Span, int]) -> int | None:
    """The claim of the sentence that a part was cut from."""
    return None if found.part_of is None else ids.get(span_of(run, split.candidates[found.part_of]))


def _record_words(
    run: ExtractionRun,
    claims: Sequence[Claim],
    found: Mapping[Span, Candidate],
    edition: Edition | None,
    rules: Mapping[int, str],
) -> None:
    ClaimWording.objects.bulk_create(
        ClaimWording(claim=claim, number=1, text=" ".join(one.text.split()), at=run.finished_at)
        for claim, one in zip(claims, found.values(), strict=True)
    )
    first = ClaimWording.objects.filter(claim=OuterRef("pk"), number=1).values("pk")
    Claim.objects.filter(last_run=run, wording=None).update(wording=Subquery(first))
    appearances = Appearance.objects.bulk_create(
        appearance_row(run, claim, span, one, edition, rule=rules.get(one.start, ""))
        for claim, (span, one) in zip(claims, found.items(), strict=True)
    )
    _record_voices(appearances, claims)


def _voice(found: Candidate, edition: Edition | None) -> str:
    """The name of who says it. What nobody is named for is said in the article's own voice, unless it is hearsay."""
    return found.claimant or (edition.outlet if edition and not is_hearsay(found) else "")


def _claimants(found: Iterable[Candidate], edition: Edition | None) -> dict[str, Claimant]:
    kinds = {}
    for one in found:
        kind = ClaimantKind.UNKNOWN if one.claimant else ClaimantKind.OUTLET
        kinds.setdefault(_voice(one, edition), kind)
    kinds.pop("", None)
    return claimants_named(kinds)


def _record_voices(appearances: Sequence[Appearance], claims: Sequence[Claim]) -> None:
    through = Appearance.claimants.through
    through.objects.bulk_create(
        through(appearance_id=appearance.pk, claimant_id=claim.claimant_id)
        for appearance, claim in zip(appearances, claims, strict=True)
        if claim.claimant_id
    )
