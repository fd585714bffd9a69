"""A claim without an article: heard on the radio, asked about by a reader."""

from datetime import date, datetime

from claims import kinds
from claims.claimants import claimants_named
from claims.models import Appearance, Claim, Claimant
from claims.policies import may_enter_claim
from claims.reading import text_hash
from claims.states import AcceptReason, ClaimantKind, FoundAs
from claims.triage import typed
from claims.triage.deciding import accept_claim
from claims.triage.remembering import remember
from claims.triage.wording import add_wording
from factcheck.accounts.models import User
from factcheck.core.addresses import problem_with_address
from factcheck.core.errors import Invalid
from factcheck.core.text import problem_with
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger


def enter_claim(
    *,
    text: str,
    by: User,
    at: datetime,
    claimant: str = "",
    claimant_kind: str = ClaimantKind.UNKNOWN,
    claim_date: date | None = None,
    claim_date_note: str = "",
    language: str = "en",
    url: str = "",
    accept_because: str = "",
) -> Claim:
    """Propose a claim in words; with `accept_because` the desk checks it at once, which only an editor may say.

    Raises `Invalid` on the field, `NotAllowed`.
    """
    may_enter_claim(by).or_refuse()
    words = typed.wording(text)
    said_by = typed.name(claimant)
    typed.one_of("claimant_kind", claimant_kind, ClaimantKind)
    if accept_because:
        typed.one_of("accept_because", accept_because, AcceptReason)
    with ledger.act("enter_claim", by=by, at=at) as act:
        claim = Claim.objects.create(
            language=typed.language(language),
            claimant=_claimant(said_by, claimant_kind),
            claim_date=typed.day_said(claim_date, at=at),
            claim_date_note=typed.note(claim_date_note, field="claim_date_note"),
            created_at=at,
        )
        act.about(claim)
        add_wording(claim, words, change="first", by=by, at=at)
        _record_appearance(claim, words, url=_address(url))
        remember("enter_claim", claim=claim, before={}, by=by, at=at)
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=claim.pk)
        if accept_because:
            return accept_claim(claim_id=claim.pk, because=accept_because, by=by, at=at)
    return claim


def _claimant(name: str, kind: str) -> Claimant | None:
    return claimants_named({name: kind})[name] if name else None


def _address(url: str) -> str:
    url = url.strip()
    problem = problem_with(url) or (problem_with_address(url) if url else None)
    if problem:
        raise Invalid.field("url", *problem)
    return url


def _record_appearance(claim: Claim, words: str, *, url: str) -> None:
    appearance = Appearance.objects.create(
        claim=claim, found_as=FoundAs.ENTERED, url=url, said_on=claim.claim_date, text_hash=text_hash(words)
    )
    appearance.claimants.set([claim.claimant_id] if claim.claimant_id else [])
