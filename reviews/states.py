"""The tables statuses move along, and the words they are shown by. docs/states.md lists them."""

from django.db.models import TextChoices


class RoundStatus(TextChoices):
    OPEN = "open", "Open"
    COMPARING = "comparing", "Being compared"
    SETTLED = "settled", "Settled"
    ADJUDICATION = "adjudication", "Disagreement to settle"
    CLOSED_UNREAD = "closed_unread", "Closed unread"


ROUND_TRANSITIONS = {
    (RoundStatus.OPEN, "compare"): RoundStatus.COMPARING,
    (RoundStatus.COMPARING, "settle"): RoundStatus.SETTLED,
    (RoundStatus.COMPARING, "disagree"): RoundStatus.ADJUDICATION,
    (RoundStatus.SETTLED, "disagree"): RoundStatus.ADJUDICATION,
    (RoundStatus.ADJUDICATION, "settle"): RoundStatus.SETTLED,
    (RoundStatus.OPEN, "close_unread"): RoundStatus.CLOSED_UNREAD,
}
ROUND_UNDER_WAY = [RoundStatus.OPEN, RoundStatus.COMPARING, RoundStatus.ADJUDICATION]


class AssignmentStatus(TextChoices):
    ASSIGNED = "assigned", "Assigned"
    IN_PROGRESS = "in_progress", "In progress"
    WAITING = "waiting", "Waiting"
    SUBMITTED = "submitted", "Submitted"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Lapsed"
    REASSIGNED = "reassigned", "Taken back"


ASSIGNMENT_TRANSITIONS = {
    (AssignmentStatus.ASSIGNED, "begin"): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.ASSIGNED, "wait"): AssignmentStatus.WAITING,
    (AssignmentStatus.IN_PROGRESS, "wait"): AssignmentStatus.WAITING,
    (AssignmentStatus.WAITING, "resume"): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.ASSIGNED, "submit"): AssignmentStatus.SUBMITTED,
    (AssignmentStatus.IN_PROGRESS, "submit"): AssignmentStatus.SUBMITTED,
    (AssignmentStatus.WAITING, "submit"): AssignmentStatus.SUBMITTED,
    (AssignmentStatus.SUBMITTED, "take_back_review"): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.ASSIGNED, "decline"): AssignmentStatus.DECLINED,
    (AssignmentStatus.IN_PROGRESS, "decline"): AssignmentStatus.DECLINED,
    (AssignmentStatus.WAITING, "decline"): AssignmentStatus.DECLINED,
    (AssignmentStatus.ASSIGNED, "lapse"): AssignmentStatus.LAPSED,
    (AssignmentStatus.IN_PROGRESS, "lapse"): AssignmentStatus.LAPSED,
    (AssignmentStatus.ASSIGNED, "reassign"): AssignmentStatus.REASSIGNED,
    (AssignmentStatus.IN_PROGRESS, "reassign"): AssignmentStatus.REASSIGNED,
    (AssignmentStatus.WAITING, "reassign"): AssignmentStatus.REASSIGNED,
    (AssignmentStatus.ASSIGNED, "take_back"): AssignmentStatus.REASSIGNED,
    (AssignmentStatus.IN_PROGRESS, "take_back"): AssignmentStatus.REASSIGNED,
    (AssignmentStatus.WAITING, "take_back"): AssignmentStatus.REASSIGNED,
}
ASSIGNMENT_OPEN = [AssignmentStatus.ASSIGNED, AssignmentStatus.IN_PROGRESS, AssignmentStatus.WAITING]
ASSIGNMENT_LIVE = [*ASSIGNMENT_OPEN, AssignmentStatus.SUBMITTED]


class DraftStatus(TextChoices):
    DRAFTING = "drafting", "Being written"
    READY = "ready", "To sign off"
    SENT_BACK = "sent_back", "Sent back"
    SIGNED_OFF = "signed_off", "Signed off"
    PUBLISHED = "published", "Published"


DRAFT_TRANSITIONS = {
    (DraftStatus.DRAFTING, "hand_in"): DraftStatus.READY,
    (DraftStatus.SENT_BACK, "hand_in"): DraftStatus.READY,
    (DraftStatus.READY, "send_back"): DraftStatus.SENT_BACK,
    (DraftStatus.READY, "rework"): DraftStatus.DRAFTING,
    (DraftStatus.READY, "sign_off"): DraftStatus.SIGNED_OFF,
    (DraftStatus.SIGNED_OFF, "rework"): DraftStatus.DRAFTING,
    (DraftStatus.SIGNED_OFF, "send_back"): DraftStatus.SENT_BACK,
    (DraftStatus.SIGNED_OFF, "publish"): DraftStatus.PUBLISHED,
}


class Stance(TextChoices):
    SUPPORTS = "supports", "Supports"
    REFUTES = "refutes", "Refutes"
    CONTEXT = "context", "Context"


class RatingKind(TextChoices):
    ORDINAL = "ordinal", "On the scale"
    CONTEXT = "context", "Outside the order: context"
    UNPROVEN = "unproven", "Outside the order: unproven"
    ATTRIBUTION = "attribution", "Outside the order: who said it"
    ALTERED = "altered", "Outside the order: altered"
    SATIRE = "satire", "Outside the order: satire"
    NONE = "none", "No rating"


class SourceKind(TextChoices):
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"


class RevisionKind(TextChoices):
    FIRST = "first", "First published"
    ADDITION = "addition", "Addition"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    RETRACTION = "retraction", "Retraction"
    REDACTION = "redaction", "Redaction"


class PublicState(TextChoices):
    LIVE = "live", "Live"
    RETRACTED = "retracted", "Retracted"
    WITHHELD = "withheld", "Withheld"


class HoldKind(TextChoices):
    LEGAL = "legal", "Legal"
    REPLY = "reply", "Waiting for a reply"
    SAFETY = "safety", "Safety"
    EDITORIAL = "editorial", "Editorial"


class ReplyOutcome(TextChoices):
    """How asking the claimant ended. Every outcome meets the gate; none at all does not."""

    ANSWERED = "answered", "They answered"
    DECLINED = "declined", "They declined to answer"
    NO_REPLY = "no_reply", "No reply by the deadline"
    NOT_ASKED = "not_asked", "Not asked, because"
