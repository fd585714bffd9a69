"""The tables of this room."""

from reviews.models.drafts import Complaint, DraftEvidence, Hold, Recheck, SignOff, VerdictDraft
from reviews.models.file import ClaimantContact, Evidence, Snapshot, Source
from reviews.models.people import AwayPeriod, DeclaredInterest, Reviewer, ReviewerTopic, SkippedClaim
from reviews.models.public import PublicPage, PublicRevision, PublicScale, PublicSlug, PublicVerdict
from reviews.models.rounds import (
    Adjudication,
    Assignment,
    EvidenceReading,
    Review,
    ReviewDraft,
    Round,
)
from reviews.models.scales import Rating, RatingScale, ReviewPlan

__all__ = [
    "Adjudication",
    "Assignment",
    "AwayPeriod",
    "ClaimantContact",
    "Complaint",
    "DeclaredInterest",
    "DraftEvidence",
    "Evidence",
    "EvidenceReading",
    "Hold",
    "PublicPage",
    "PublicRevision",
    "PublicScale",
    "PublicSlug",
    "PublicVerdict",
    "Rating",
    "RatingScale",
    "Recheck",
    "Review",
    "ReviewDraft",
    "ReviewPlan",
    "Reviewer",
    "ReviewerTopic",
    "Round",
    "SignOff",
    "SkippedClaim",
    "Snapshot",
    "Source",
    "VerdictDraft",
]
