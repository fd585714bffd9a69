"""The tables of this room."""

from reviews.models.complaints import Complaint
from reviews.models.contacts import ClaimantContact, ContactLetter, LetterTemplate
from reviews.models.drafts import DraftEvidence, SignOff, VerdictDraft
from reviews.models.file import Evidence
from reviews.models.flags import Flag
from reviews.models.holds import Hold
from reviews.models.people import (
    AwayPeriod,
    DeclaredInterest,
    InterestKind,
    Level,
    Reviewer,
    ReviewerTopic,
    SkippedClaim,
)
from reviews.models.public import (
    PublicPage,
    PublicPageVersion,
    PublicRevision,
    PublicScale,
    PublicSlug,
    PublicVerdict,
)
from reviews.models.public_lists import PublicClaimant, PublicListing, PublicTopic
from reviews.models.records import PointsAgainst, RatingConfirmed, RoundChange, RoundRecord
from reviews.models.removals import Removal
from reviews.models.reviews import Adjudication, EvidenceReading, Review, ReviewDraft
from reviews.models.rounds import Assignment, Round
from reviews.models.scales import Rating, RatingScale, ReviewPlan
from reviews.models.shelf import ShelfSource
from reviews.models.sources import KeptBytes, Snapshot, Source, SourceAddress
from reviews.models.watching import Recheck, SourceWatch
from reviews.models.writing import DraftLook, DraftNote, DraftVersion, GateOverride

__all__ = [
    "Adjudication",
    "Assignment",
    "AwayPeriod",
    "ClaimantContact",
    "Complaint",
    "ContactLetter",
    "DeclaredInterest",
    "DraftEvidence",
    "DraftLook",
    "DraftNote",
    "DraftVersion",
    "Evidence",
    "EvidenceReading",
    "Flag",
    "GateOverride",
    "Hold",
    "InterestKind",
    "KeptBytes",
    "LetterTemplate",
    "Level",
    "PointsAgainst",
    "PublicClaimant",
    "PublicListing",
    "PublicPage",
    "PublicPageVersion",
    "PublicRevision",
    "PublicScale",
    "PublicSlug",
    "PublicTopic",
    "PublicVerdict",
    "Rating",
    "RatingConfirmed",
    "RatingScale",
    "Recheck",
    "Removal",
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
