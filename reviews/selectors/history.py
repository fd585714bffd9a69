"""What happened to a claim, from the ledger: who did what when, never a sealed value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.ledger.models import Entry
from reviews.models import Assignment, Evidence, Round, VerdictDraft
from reviews.selectors.file import is_sealed

MOST = 200  # lines shown
# Said by the act they belong to.
IMPLIED = {"claim": ["start", "disagree"], "round": ["open_round", "compare", "settle"]}
SEALED = ("assignment", "evidence")

DONE = {
    ("claim", "accept"): "accepted it",
    ("claim", "assign"): "asked for a check",
    ("claim", "dismiss"): "dismissed it",
    ("claim", "edit_wording"): "changed the wording",
    ("claim", "claim_words"): "picked the words",
    ("claim", "enter_claim"): "entered it",
    ("claim", "merge"): "joined it with another claim",
    ("claim", "pass_over"): "left it unpicked",
    ("claim", "publish"): "the verdict is public",
    ("claim", "reconsider"): "looked at it again",
    ("claim", "release"): "nobody was left to check it; it is free again",
    ("claim", "reopen"): "reopened it",
    ("claim", "set_particulars"): "set claimant, date or language",
    ("claim", "settle"): "it is ready to write",
    ("round", "adjudicate"): "settled the disagreement",
    ("round", "close_unread"): "the round was closed unread",
    ("round", "confirm_reasons"): "said that the reasons agree",
    ("round", "disagree"): "the reviews differ; someone else settles it",
    ("round", "move_rating"): "moved their rating",
    ("assignment", "assign"): "asked a reviewer",
    ("assignment", "begin"): "began",
    ("assignment", "decline"): "declined",
    ("assignment", "reassign"): "gave the review to someone else",
    ("assignment", "submit"): "handed in a review",
    ("assignment", "take_back"): "took an assignment back",
    ("assignment", "take_back_review"): "took a review back",
    ("evidence", "link_evidence"): "added to the file",
    ("evidence", "remove_evidence"): "took a piece out of the file",
    ("verdictdraft", "hand_in"): "handed in the draft",
    ("verdictdraft", "send_back"): "sent the draft back",
    ("verdictdraft", "sign_off"): "signed off the draft",
    ("verdictdraft", "publish_verdict"): "published the verdict",
    ("verdictdraft", "rework"): "went on writing",
    ("verdictdraft", "start_draft"): "began to write",
    ("verdictdraft", "take_over"): "took the writing over",
}


@dataclass(frozen=True)
class Line:
    at: datetime
    by: User | None
    words: str


def history_of(claim: Claim, user: User) -> list[Line]:
    """Newest first. While a round is open, a reviewer sees of reviewers and their work only their own."""
    entries = Entry.objects.filter(about(claim)).select_related("by").order_by("-seq")
    for subject_type, verbs in IMPLIED.items():
        entries = entries.exclude(subject_type=subject_type, verb__in=verbs)
    if is_sealed(claim) and not user.is_admin:
        entries = entries.exclude(~Q(by=user), subject_type__in=SEALED)
    return [Line(entry.at, entry.by, words(entry)) for entry in entries[:MOST]]


def about(claim: Claim) -> Q:
    """Every entry on the claim and what hangs on it."""
    hanging: Iterable = (
        ("round", Round.objects.filter(claim=claim)),
        ("assignment", Assignment.objects.filter(round__claim=claim)),
        ("evidence", Evidence.objects.filter(claim=claim)),
        ("verdictdraft", VerdictDraft.objects.filter(claim=claim)),
    )
    entries = Q(subject_type="claim", subject_id=claim.pk)
    for subject_type, rows in hanging:
        entries |= Q(subject_type=subject_type, subject_id__in=list(rows.values_list("pk", flat=True)))
    return entries


def words(entry: Entry) -> str:
    return DONE.get((entry.subject_type, entry.verb), entry.verb.replace("_", " "))
