"""The tables of this room."""

from reviews.models.drafts import Complaint, DraftEvidence, Hold, Recheck, SignOff, VerdictDraft
from reviews.models.file import ClaimantContact, Evidence, Snapshot, Source
from reviews.models.flags import Flag
from reviews.models.people import (
    AwayPeriod,
    DeclaredInterest,
    InterestKind,
    Level,
    Reviewer,
    ReviewerTopic,
    SkippedClaim,
)
from reviews.models.public import PublicPage, PublicRevision, PublicScale, PublicSlug, PublicVerdict
from reviews.models.records import PointsAgainst, RatingConfirmed, RoundChange, RoundRecord
from reviews.models.reviews import Adjudication, EvidenceReading, Review, ReviewDraft
from reviews.models.rounds import Assignment, Round
from reviews.models.scales import Rating, RatingScale, ReviewPlan
from reviews.models.shelf import ShelfSource

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
    "Flag",
    "Hold",
    "InterestKind",
    "Level",
    "PointsAgainst",
    "PublicPage",
    "PublicRevision",
    "PublicScale",
    "PublicSlug",
    "PublicVerdict",
    "Rating",
    "RatingConfirmed",
    "RatingScale",
    "Recheck",
    "Review",
    "ReviewDraft",
    "ReviewPlan",
    "Reviewer",
    "ReviewerTopic",
    "Round",
    "RoundChange",
    "RoundRecord",
    "ShelfSource",
    "SignOff",
    "SkippedClaim",
    "Snapshot",
    "Source",
    "VerdictDraft",
]
