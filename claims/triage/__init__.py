"""Triage: what the desk checks, in which words, said by whom, and what it passes over.

Every verb writes a `TriageDecision` with what the person was shown and what `undo` restores.
"""

from claims.triage.correcting import correct_span, correct_type
from claims.triage.deciding import accept_claim, accept_claims, dismiss_claim, dismiss_claims, reconsider_claim
from claims.triage.entering import enter_claim
from claims.triage.finishing import finish_article
from claims.triage.merging import merge_claims
from claims.triage.particulars import set_particulars
from claims.triage.relating import confirm_relation, refuse_relation, relate
from claims.triage.selecting import claim_words
from claims.triage.showing import Sight
from claims.triage.undoing import undo
from claims.triage.wording import edit_wording

__all__ = [
    "Sight",
    "accept_claim",
    "accept_claims",
    "claim_words",
    "confirm_relation",
    "correct_span",
    "correct_type",
    "dismiss_claim",
    "dismiss_claims",
    "edit_wording",
    "enter_claim",
    "finish_article",
    "merge_claims",
    "reconsider_claim",
    "refuse_relation",
    "relate",
    "set_particulars",
    "undo",
]
