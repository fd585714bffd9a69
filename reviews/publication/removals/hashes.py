"""Hashes of texts that lost words: nobody who has a list of names is to find out by them which it was.

What the ledger keeps are commitments under a salt beside the text. Where such a text changed, its salt is destroyed
with the words: then nobody can try out guesses against the commitment. The ledger itself does not change.
"""

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Model

from factcheck.accounts.models import User
from factcheck.ledger.salts import destroy_salt
from reviews.models import ClaimantContact, DraftVersion, EvidenceReading, Review, SignOff, VerdictDraft
from reviews.published import Published
from reviews.states import DraftStatus


def drafts_touched(claim_id: int, changed: Iterable[Model]) -> set[int]:
    """Drafts that lost words themselves or in a version that was kept, and those the check was published from."""
    versions = [row.pk for row in changed if isinstance(row, DraftVersion)]
    kept = DraftVersion.objects.filter(pk__in=versions).values_list("draft", flat=True)
    published = VerdictDraft.objects.filter(claim=claim_id, status=DraftStatus.PUBLISHED).values_list("pk", flat=True)
    return {*kept, *published, *(row.pk for row in changed if isinstance(row, VerdictDraft))}


def forget_hashes(changed: Collection[Model], drafts: Collection[int], *, by: User, at: datetime) -> None:
    """Kept versions are hashed anew, sign-offs lose the hash of what was signed, salts are destroyed."""
    pks = [row.pk for row in changed if isinstance(row, DraftVersion)]
    for version in DraftVersion.objects.filter(pk__in=pks).order_by("pk"):
        version.digest = Published.from_json(version.content).digest
        version.save(update_fields=["digest"])
    for signed in SignOff.objects.filter(draft__in=drafts).order_by("pk"):
        signed.draft_hash = secrets.token_hex(32)  # of nothing: it signs no text any more
        signed.save(update_fields=["draft_hash"])
    _destroy_salts(changed, drafts, by=by, at=at)


def _destroy_salts(changed: Collection[Model], drafts: Collection[int], *, by: User, at: datetime) -> None:
    reviews = {row.pk for row in changed if isinstance(row, Review)}
    readings = [row.pk for row in changed if isinstance(row, EvidenceReading)]
    reviews |= set(EvidenceReading.objects.filter(pk__in=readings).values_list("review", flat=True))
    contacts = [row.pk for row in changed if isinstance(row, ClaimantContact)]
    for model, ids in ((Review, reviews), (ClaimantContact, contacts), (VerdictDraft, drafts)):
        for row in model.objects.filter(pk__in=ids).order_by("pk"):
            destroy_salt(row, by=by, at=at)
