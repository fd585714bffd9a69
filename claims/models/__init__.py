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
    ClaimWording,
    Topic,
    TriageDecision,
)
from claims.models.imports import ImportFeed, ImportRun
from claims.models.learning import DeskModel
from claims.models.matching import ClaimMatch, ImportedCheck, TextVector
from claims.models.tips import Tip

__all__ = [
    "Appearance",
    "Article",
    "Claim",
    "ClaimMatch",
    "ClaimWording",
    "Claimant",
    "DeskModel",
    "Edition",
    "ExtractionRun",
    "ImportFeed",
    "ImportRun",
    "ImportedCheck",
    "Passage",
    "PassageRelation",
    "Submission",
    "TextVector",
    "Tip",
    "Topic",
    "TriageDecision",
]
