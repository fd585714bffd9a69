"""Drafts and published verdicts for tests. Everything after the settled round goes through the desk's own verbs."""

from datetime import date, datetime, timedelta

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.composing import draft_hash
from reviews.drafting import hand_in, sign_off, start_draft, write_draft
from reviews.models import Evidence, PublicRevision, Round, Source, VerdictDraft
from reviews.publication.publishing import publish_verdict
from reviews.selectors.drafts import find_draft
from reviews.states import QuotationState
from tests.factories.claims import AT
from tests.factories.people import AdminFactory
from tests.factories.reviews import make_settled_claim

WRITTEN_AT: datetime = AT + timedelta(days=1)
ARCHIVED = "https://archive.example/2026/census"
TEXT = {
    "title": "The harbour tunnel carries 17,000 cars a day, not 40,000",
    "found": "The roads office counted 17,310 vehicles a day in 2025, both directions together.",
    "explanation": "The tunnel has carried a **counting loop** since it opened. [The series](https://roads.example/all).",
    "not_established": "Whether he had seen the census.",
    "reply_outcome": "answered",
    "reply": "He had the regatta in mind.",
    "rated_as_of": date(2026, 5, 2),
    "evidence_until": date(2026, 5, 4),
    "against_note": "Looked for evidence against; found none in the yearbooks.",
    "independent_note": "Nobody else counts the cars.",
    "no_interests": True,
}


def make_draft(*, claim: Claim | None = None, writer: User | None = None, **text) -> VerdictDraft:
    """A draft that meets the gate but for its sign-off. `text` replaces fields."""
    claim = claim or make_settled_claim()
    vouch_for(claim)
    writer = writer or AdminFactory()
    Round.objects.filter(claim=claim, reasons_agree=None).update(reasons_agree=True)
    draft = start_draft(claim_id=claim.pk, by=writer, at=WRITTEN_AT)
    return write_draft(draft_id=draft.pk, version=draft.version, by=writer, at=WRITTEN_AT, **{**TEXT, **text})


def vouch_for(claim: Claim) -> None:
    """Every linked source of its file has a copy at an archive, and every quotation that nobody looked for is found."""
    file = Evidence.objects.in_file().filter(claim=claim)
    Source.objects.filter(evidence__in=file, archived_url="").update(archived_url=ARCHIVED)
    file.filter(quotation=QuotationState.UNCHECKED).update(quotation=QuotationState.EXACT)


def make_ready_draft(**fields) -> VerdictDraft:
    """A draft an editor is to read."""
    draft = make_draft(**fields)
    return hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT)


def make_signed_draft(*, signer: User | None = None, **fields) -> VerdictDraft:
    """A draft signed off as it stands."""
    draft = make_ready_draft(**fields)
    sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=signer or AdminFactory(), at=WRITTEN_AT)
    draft.refresh_from_db()
    return draft


def make_published(*, publisher: User | None = None, at: datetime = WRITTEN_AT, **fields) -> PublicRevision:
    """A published verdict's first revision."""
    draft = make_signed_draft(**fields)
    return publish_verdict(draft_id=draft.pk, by=publisher or AdminFactory(), at=at)


def hash_of(draft: VerdictDraft) -> str:
    """The hash of what readers would see of the draft as it stands in the database."""
    return draft_hash(find_draft(draft.pk, user=draft.writer))
