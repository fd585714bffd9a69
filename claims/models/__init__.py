"""The tables of this room."""

from claims.models.articles import (
    Article,
    Edition,
    ExtractionRun,
    Passage,
    PassageRelation,
    Submission,
)
from claims.models.claims import (
    Appearance,
    Claim,
    Claimant,
    ClaimMatch,
    ClaimWording,
    ImportedCheck,
    Topic,
    TriageDecision,
)

__all__ = [
    "Appearance",
    "Article",
    "Claim",
    "ClaimMatch",
    "ClaimWording",
    "Claimant",
    "Edition",
    "ExtractionRun",
    "ImportedCheck",
    "Passage",
    "PassageRelation",
    "Submission",
    "Topic",
    "TriageDecision",
]
