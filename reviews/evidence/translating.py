"""Putting a translation beside a quotation. The quotation itself stays the exact words of the source."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment.lapsing import keep
from reviews.evidence.linking import must_be_open_to
from reviews.evidence.translations import usable_translation
from reviews.models import Evidence
from reviews.selectors.locked import lock_evidence


def translate_quotation(
    *, evidence_id: int, language: str, translation: str, translator: str, by: User, at: datetime
) -> Evidence:
    """Say what the words of a piece mean in the claim's language, which language they are in and who translated them.

    All three empty take it away. Whoever may add to the file may, until the claim is published. Raises `NotFound`,
    `NotAllowed`, `InvalidTransition` for a piece taken out and a closed file, `Invalid` on the fields.
    """
    with ledger.act("translate_quotation", by=by, at=at) as act:
        evidence = lock_evidence(evidence_id, by=by)
        act.about(evidence)
        must_be_open_to(by, evidence.claim)
        if evidence.removed_at is not None:
            raise InvalidTransition("This was taken out of the file.")
        said = usable_translation(evidence.claim, language=language, translation=translation, translator=translator)
        for name, value in said.columns.items():
            setattr(evidence, name, value)
        evidence.save(update_fields=[*said.columns])
        act.note(claim=evidence.claim_id, language=said.language)
        keep(by, evidence.claim_id)
    return evidence
