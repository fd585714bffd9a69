"""The tables of this room."""

from reviews.models.contacts import ClaimantContact, ContactLetter, LetterTemplate
from reviews.models.drafts import Complaint, DraftEvidence, Hold, SignOff, VerdictDraft
from reviews.models.file import Evidence
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
from reviews.models.sources import KeptBytes, Snapshot, Source, SourceAddress
from reviews.models.watching import Recheck, SourceWatch

__all__ = [
    "Adjudication",
    "Assignment",
    "AwayPeriod",
    "ClaimantContact",
    "Complaint",
    "ContactLetter",
    "DeclaredInterest",
    "DraftEvidence",
    "Evidence",
    "EvidenceReading",
    "Flag",
    "Hold",
    "InterestKind",
    "KeptBytes",
    "LetterTemplate",
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
    "SourceAddress",
    "SourceWatch",
    "VerdictDraft",
]
