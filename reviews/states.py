"""The tables statuses move along, and the words they are shown by. docs/states.md lists them."""

from django.db.models import IntegerChoices, TextChoices


class RoundStatus(TextChoices):
    OPEN = "open", "Open"
    COMPARING = "comparing", "Being compared"
    SETTLED = "settled", "Settled"
    ADJUDICATION = "adjudication", "Disagreement to settle"
    CLOSED_UNREAD = "closed_unread", "Closed unread"
    SET_ASIDE = "set_aside", "Set aside"


ROUND_TRANSITIONS = {
    (RoundStatus.OPEN, "compare"): RoundStatus.COMPARING,
    (RoundStatus.COMPARING, "settle"): RoundStatus.SETTLED,
    (RoundStatus.COMPARING, "disagree"): RoundStatus.ADJUDICATION,
    (RoundStatus.SETTLED, "disagree"): RoundStatus.ADJUDICATION,
    (RoundStatus.ADJUDICATION, "settle"): RoundStatus.SETTLED,
    (RoundStatus.OPEN, "close_unread"): RoundStatus.CLOSED_UNREAD,
    (RoundStatus.COMPARING, "set_aside"): RoundStatus.SET_ASIDE,
    (RoundStatus.ADJUDICATION, "set_aside"): RoundStatus.SET_ASIDE,
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
    ENDED = "ended", "Ended with its round"


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
    (AssignmentStatus.ASSIGNED, "end"): AssignmentStatus.ENDED,
    (AssignmentStatus.IN_PROGRESS, "end"): AssignmentStatus.ENDED,
    (AssignmentStatus.WAITING, "end"): AssignmentStatus.ENDED,
}
ASSIGNMENT_OPEN = [AssignmentStatus.ASSIGNED, AssignmentStatus.IN_PROGRESS, AssignmentStatus.WAITING]
ASSIGNMENT_LIVE = [*ASSIGNMENT_OPEN, AssignmentStatus.SUBMITTED]


class DraftStatus(TextChoices):
    DRAFTING = "drafting", "Being written"
    READY = "ready", "To sign off"
    SENT_BACK = "sent_back", "Sent back"
    SIGNED_OFF = "signed_off", "Signed off"
    SCHEDULED = "scheduled", "To be published at its time"
    PUBLISHED = "published", "Published"
    DROPPED = "dropped", "Given up"


DRAFT_TRANSITIONS = {
    (DraftStatus.DRAFTING, "hand_in"): DraftStatus.READY,
    (DraftStatus.SENT_BACK, "hand_in"): DraftStatus.READY,
    (DraftStatus.READY, "send_back"): DraftStatus.SENT_BACK,
    (DraftStatus.READY, "rework"): DraftStatus.DRAFTING,
    (DraftStatus.READY, "sign_off"): DraftStatus.SIGNED_OFF,
    (DraftStatus.SIGNED_OFF, "rework"): DraftStatus.DRAFTING,
    (DraftStatus.SIGNED_OFF, "send_back"): DraftStatus.SENT_BACK,
    (DraftStatus.SIGNED_OFF, "publish"): DraftStatus.PUBLISHED,
    (DraftStatus.SIGNED_OFF, "schedule"): DraftStatus.SCHEDULED,
    (DraftStatus.SCHEDULED, "unschedule"): DraftStatus.SIGNED_OFF,
    (DraftStatus.SCHEDULED, "rework"): DraftStatus.DRAFTING,
    (DraftStatus.SCHEDULED, "send_back"): DraftStatus.SENT_BACK,
    (DraftStatus.SCHEDULED, "publish"): DraftStatus.PUBLISHED,
    # Only the text of a change may be given up: what is published stands as it was.
    **{(status, "drop"): DraftStatus.DROPPED for status in ("drafting", "ready", "sent_back", "signed_off")},
}
DRAFT_OVER = [DraftStatus.PUBLISHED, DraftStatus.DROPPED]


class VersionOf(TextChoices):
    """Why a version of a draft was kept."""

    HANDED_IN = "handed_in", "Handed in"
    SENT_BACK = "sent_back", "Sent back"
    SIGNED_OFF = "signed_off", "Signed off"


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
    NO_LABEL = "no_label", "No label fits"


class SourceKind(TextChoices):
    """What a source is to the question. The last four are primary ones that say more of themselves."""

    PRIMARY = "primary", "Primary: the thing itself"
    SECONDARY = "secondary", "Secondary: tells of it"
    EXPERT = "expert", "Expert in the field"
    DATASET = "dataset", "Data as collected"
    RECORD = "record", "Official record"
    RECORDING = "recording", "Recording of the moment"


FIRST_HAND = [SourceKind.PRIMARY, SourceKind.DATASET, SourceKind.RECORD, SourceKind.RECORDING]


class AddressHow(TextChoices):
    """How an address became one of a source's."""

    GIVEN = "given", "Given"
    REDIRECT = "redirect", "It leads here"
    FILE = "file", "A file's own words"


class SourceMedia(TextChoices):
    PAGE = "page", "Page"
    FILE = "file", "File"


class SnapshotStatus(TextChoices):
    WAITING = "waiting", "Waiting to be copied"
    CAPTURED = "captured", "Copied"
    FAILED = "failed", "Not copied"


SNAPSHOT_TRANSITIONS = {
    (SnapshotStatus.WAITING, "capture"): SnapshotStatus.CAPTURED,
    (SnapshotStatus.WAITING, "fail"): SnapshotStatus.FAILED,
    (SnapshotStatus.FAILED, "retry"): SnapshotStatus.WAITING,
}


class SnapshotOrigin(TextChoices):
    FETCHED = "fetched", "Fetched by us"
    UPLOADED = "uploaded", "Handed in by somebody of the desk"
    WATCHED = "watched", "Fetched when we looked again"


class CaptureFault(TextChoices):
    """Why there is no copy. The first words say what happened; what to do stands in reviews/evidence/faults.py."""

    DEAD = "dead", "There is no such page"
    REFUSED = "refused", "The site refused us"
    SITE_FAILED = "site_failed", "The site failed"
    UNREACHABLE = "unreachable", "The site could not be reached"
    TIMEOUT = "timeout", "The site was too slow"
    TOO_LARGE = "too_large", "It is too large"
    WRONG_TYPE = "wrong_type", "It is no page, text, PDF or picture"
    UNREADABLE = "unreadable", "It could not be read"
    BLOCKED = "blocked", "We do not fetch from this address"
    REDIRECTS = "redirects", "It leads from page to page without end"
    UNSAFE = "unsafe", "Its certificate is not valid"
    GAVE_UP = "gave_up", "Copying it failed again and again"


class QuotationState(TextChoices):
    """Whether the exact words of a piece of evidence stand in our copy of its source."""

    UNCHECKED = "unchecked", "Not checked yet"
    EXACT = "exact", "Verified word for word"
    CLOSE = "close", "Verified; only marks, spaces or hyphens differ"
    NOT_FOUND = "not_found", "Not found in our copy"
    NO_TEXT = "no_text", "Our copy has no text to look in"


VERIFIED = [QuotationState.EXACT, QuotationState.CLOSE]


class Weight(IntegerChoices):
    """How much a piece of evidence counts for the one who reads it."""

    LITTLE = 1, "Counts a little"
    MUCH = 2, "Counts much"
    DECIDES = 3, "Decides it"


class ContactStatus(TextChoices):
    TO_ASK = "to_ask", "To be asked"
    ASKED = "asked", "Asked"
    CLOSED = "closed", "Closed"


CONTACT_TRANSITIONS = {
    (ContactStatus.TO_ASK, "ask"): ContactStatus.ASKED,
    (ContactStatus.TO_ASK, "close"): ContactStatus.CLOSED,
    (ContactStatus.ASKED, "close"): ContactStatus.CLOSED,
    (ContactStatus.CLOSED, "reopen"): ContactStatus.ASKED,
}


class LetterPurpose(TextChoices):
    FIRST = "first", "First letter"
    REMINDER = "reminder", "Reminder"


class AnswersTo(TextChoices):
    """Whose address their answer goes to."""

    WRITER = "writer", "whoever writes the letter"
    DESK = "desk", "the desk"


class LetterState(TextChoices):
    NOTED = "noted", "Sent by hand"
    WAITING = "waiting", "About to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"


class RecheckReason(TextChoices):
    SOURCE_GONE = "source_gone", "A source is gone"
    SOURCE_CHANGED = "source_changed", "A source changed"
    QUOTE_LOST = "quote_lost", "A quotation is no longer there"
    EXPIRED = "expired", "The finding was to be looked at again"
    COMPLAINT = "complaint", "A reader objected"


class RecheckDecision(TextChoices):
    KEEP = "keep", "Keep"
    NEW_ROUND = "new_round", "New round"
    CORRECT = "correct", "Correct"


class WatchState(TextChoices):
    """How the last look at a source of a published verdict went."""

    NOT_YET = "not_yet", "Not looked at yet"
    SAME = "same", "Unchanged"
    CHANGED = "changed", "Changed"
    GONE = "gone", "Gone"
    TROUBLE = "trouble", "Could not be looked at"
    NOT_ALLOWED = "not_allowed", "The site asks machines to stay away"


class RevisionKind(TextChoices):
    FIRST = "first", "First published"
    ADDITION = "addition", "Addition"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    RETRACTION = "retraction", "Retraction"
    REDACTION = "redaction", "Redaction"


CHANGES = [RevisionKind.ADDITION, RevisionKind.UPDATE, RevisionKind.CORRECTION]  # those that a writer writes


class Severity(TextChoices):
    """How much a correction changes. A substantial one is told on top of the page."""

    MINOR = "minor", "Minor"
    SUBSTANTIAL = "substantial", "Substantial"


class AskedBy(TextChoices):
    """What kind of person asked for a change; readers see this and no name."""

    DESK = "desk", "We found it ourselves"
    READER = "reader", "A reader"
    CLAIMANT = "claimant", "The person or organisation whose claim it is"
    CONCERNED = "concerned", "Somebody the check is about"
    SOURCE = "source", "A source"
    EXPERT = "expert", "An expert in the field"
    JOURNALIST = "journalist", "Another newsroom"
    AUTHORITY = "authority", "A court or an authority"


class PublicState(TextChoices):
    LIVE = "live", "Live"
    RETRACTED = "retracted", "Retracted"
    WITHHELD = "withheld", "Withheld"


class RemovalKind(TextChoices):
    """What is taken from readers, and giving it back. Two editors each time."""

    RETRACTION = "retraction", "Retract"
    REDACTION = "redaction", "Remove words"
    WITHHOLDING = "withholding", "Withhold"
    RETURN = "return", "Show again"


class RemovalStatus(TextChoices):
    ASKED = "asked", "Waits for a second editor"
    DONE = "done", "Done"
    REFUSED = "refused", "Not agreed"


REMOVAL_TRANSITIONS = {
    (RemovalStatus.ASKED, "agree"): RemovalStatus.DONE,
    (RemovalStatus.ASKED, "refuse"): RemovalStatus.REFUSED,
}


class Ground(TextChoices):
    """Why something is taken from readers, in words that readers may see."""

    WRONG = "wrong", "it was wrong"
    LEGAL = "legal", "for legal reasons"
    SAFETY = "safety", "for safety"
    PRIVACY = "privacy", "to protect somebody’s privacy"
    COPYRIGHT = "copyright", "because of somebody’s rights in it"


class Removed(TextChoices):
    """What kind of words a redaction removed."""

    WORDS = "words", "Words were removed"
    NAME = "name", "A name was removed"
    ADDRESS = "address", "An address was removed"
    NUMBER = "number", "A number was removed"
    PERSONAL = "personal", "Personal details were removed"


class ComplaintKind(TextChoices):
    ERROR = "error", "Something is wrong"
    REPLY = "reply", "I want to reply: this is about me"
    PERSONAL_DATA = "personal_data", "It shows personal data"
    COPYRIGHT = "copyright", "It uses what is mine"
    LEGAL = "legal", "A legal matter"
    SAFETY = "safety", "It endangers somebody"


class ComplaintStatus(TextChoices):
    RECEIVED = "received", "Received"
    IN_HAND = "in_hand", "Being looked at"
    UPHELD = "upheld", "Upheld"
    PARTLY = "partly", "Upheld in part"
    REJECTED = "rejected", "Not upheld"


COMPLAINT_OVER = [ComplaintStatus.UPHELD, ComplaintStatus.PARTLY, ComplaintStatus.REJECTED]
COMPLAINT_TRANSITIONS = {
    (ComplaintStatus.RECEIVED, "take_up"): ComplaintStatus.IN_HAND,
    (ComplaintStatus.IN_HAND, "uphold"): ComplaintStatus.UPHELD,
    (ComplaintStatus.IN_HAND, "uphold_in_part"): ComplaintStatus.PARTLY,
    (ComplaintStatus.IN_HAND, "reject"): ComplaintStatus.REJECTED,
    **{(status, "look_again"): ComplaintStatus.IN_HAND for status in COMPLAINT_OVER},
}


class HoldKind(TextChoices):
    LEGAL = "legal", "Legal"
    REPLY = "reply", "Waiting for a reply"
    SAFETY = "safety", "Safety"
    EDITORIAL = "editorial", "Editorial"


class FlagKind(TextChoices):
    """What somebody who checks a claim finds wrong with it."""

    TWO_CLAIMS = "two_claims", "This is two claims"
    UNFAIR_WORDING = "unfair_wording", "The wording is unfair"
    SAME_CLAIM = "same_claim", "It is the same as another claim"
    HOLD = "hold", "It should be held back"


class FlagOutcome(TextChoices):
    DONE = "done", "Done"
    LEFT = "left", "Left as it is"


class Settled(TextChoices):
    """How a round came to its rating."""

    ALONE = "alone", "One reviewer, as the plan asks"
    AGREEMENT = "agreement", "All gave the same rating"
    MOVED = "moved", "They talked, and one moved"
    MAJORITY = "majority", "By majority, one step apart"
    ADJUDICATED = "adjudicated", "Somebody else settled it"
    CLOSED_WITH_ONE = "closed_with_one", "Closed with one review"
    SECOND_LOOK = "second_look", "The second look agreed"


class ClosedBecause(TextChoices):
    """Why an editor closed a round before all had answered, in words that readers may see."""

    LATE = "late", "the others did not answer in time"
    NOBODY = "nobody", "nobody else was free to look at it"
    URGENT = "urgent", "it could not wait"
    OTHER = "other", "an editor found that enough"


class ReplyOutcome(TextChoices):
    """How asking the claimant ended. Every outcome meets the gate; none at all does not."""

    ANSWERED = "answered", "They answered"
    DECLINED = "declined", "They declined to answer"
    NO_REPLY = "no_reply", "No reply by the deadline"
    NOT_ASKED = "not_asked", "Not asked, because"
