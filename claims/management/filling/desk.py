"""Articles with their claims, as intake, extraction and triage would have left them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from claims.claimants import claimants_named
from claims.management.filling import rows
from claims.management.filling.copying import copy_rows, new_ids
from claims.management.filling.inventing import Inventor
from claims.models import Appearance, Article, Claim, ClaimWording, Edition, ExtractionRun, Passage
from claims.states import ClaimantKind, ClaimStatus
from factcheck.ledger import acts as ledger

CLAIMS_PER_ARTICLE = 10
BATCH = 500  # articles
DAYS = 90  # articles are spread over so many days before now


def fill_desk(*, claims: int, seed: int, at: datetime, statuses: Sequence[ClaimStatus] = rows.STATUSES) -> int:
    """Add articles with `claims` claims in all; how many articles that made. One ledger entry says so.

    Each claim gets one of `statuses`; one that stands there twice is twice as likely.
    """
    inventor = Inventor(seed=seed)
    full, rest = divmod(claims, CLAIMS_PER_ARTICLE)
    sizes = iter([CLAIMS_PER_ARTICLE] * full + [rest] * bool(rest))
    made = 0
    with transaction.atomic(), ledger.act("fill", by=None, at=at, claims=claims, seed=seed):
        voices = _voices(inventor)
        while batch := list(islice(sizes, BATCH)):
            _write(list(_invent(inventor, batch, voices, at=at)), inventor, statuses)
            made += len(batch)
    return made


def _voices(inventor: Inventor) -> dict[str, int]:
    """Everyone who may say something, by name: the key of their row."""
    kinds = dict.fromkeys(inventor.people, ClaimantKind.PUBLIC_FIGURE)
    kinds |= dict.fromkeys(inventor.outlets, ClaimantKind.OUTLET)
    return {name: claimant.pk for name, claimant in claimants_named(kinds).items()}


def _invent(inventor: Inventor, sizes: list[int], voices: Mapping[str, int], *, at: datetime) -> Iterator[rows.Story]:
    articles, editions, runs = (new_ids(model, len(sizes)) for model in (Article, Edition, ExtractionRun))
    claims, wordings, appearances = (iter(new_ids(model, sum(sizes))) for model in (Claim, ClaimWording, Appearance))
    for size, article, edition, run in zip(sizes, articles, editions, runs, strict=True):
        outlet = inventor.outlet()
        text = f"{outlet}, page {article}\n"
        said = []
        for _ in range(size):
            sentence = inventor.sentence()
            keys = next(claims), next(wordings), next(appearances)
            voice = voices[sentence.who or outlet]
            said.append(rows.Said(*keys, len(text), len(text) + len(sentence.words), sentence.words, voice))
            text += sentence.words + "\n"
        moment = inventor.moment(before=at, days=DAYS)
        yield rows.Story(article, edition, run, outlet, text, said, moment)


def _write(stories: list[rows.Story], inventor: Inventor, statuses: Sequence[ClaimStatus]) -> None:
    # References are checked at commit, so that an article may name its run and a claim its wording beforehand.
    copy_rows(Article, rows.ARTICLE, rows.articles(stories))
    copy_rows(Edition, rows.EDITION, rows.editions(stories))
    copy_rows(ExtractionRun, rows.RUN, rows.runs(stories))
    copy_rows(Passage, rows.PASSAGE, rows.passages(stories))
    copy_rows(Claim, rows.CLAIM, rows.claims(stories, inventor.random, statuses))
    copy_rows(ClaimWording, rows.WORDING, rows.wordings(stories))
    copy_rows(Appearance, rows.APPEARANCE, rows.appearances(stories))
    copy_rows(Appearance.claimants.through, rows.VOICE, rows.voices(stories))
