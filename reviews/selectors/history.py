"""What happened to a claim, from the ledger: who did what when, never a sealed value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db.models import Q

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.ledger.models import Entry
from reviews.models import Assignment, Evidence, Flag, Hold, Round, VerdictDraft
from reviews.selectors.file import is_sealed

MOST = 200  # lines shown
# Said by the act they belong to.
IMPLIED = {"claim": ["start", "disagree", "renew", "fold"], "round": ["open_round", "compare", "settle"]}
SEALED = ("assignment", "evidence", "flag")
LEAVING = ("decline", "take_back", "reassign", "lapse", "end")

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
    ("claim", "merge_under_work"): "merged it with another claim",
    ("claim", "release"): "nobody was left to check it; it is free again",
    ("claim", "reopen"): "reopened it",
    ("claim", "reword"): "changed the wording",
    ("claim", "set_particulars"): "set claimant, date or language",
    ("claim", "settle"): "it is ready to write",
    ("claim", "shelve"): "shelved it",
    ("claim", "split"): "split it into several claims",
    ("claim", "unshelve"): "took it up again",
    ("flag", "flag"): "raised a flag",
    ("flag", "settle_flag"): "settled a flag",
    ("hold", "place_hold"): "held it back",
    ("hold", "release_hold"): "released a hold",
    ("claim", "set_risks"): "said what decides how carefully it is checked",
    ("claim", "look_again"): "a second opinion is asked for",
    ("round", "change_plan"): "changed the plan",
    ("round", "change_number"): "changed the number of reviews",
    ("round", "name_adjudicator"): "named who settles a disagreement",
    ("round", "close_with_one"): "closed the round with what was in",
    ("round", "confirm_rating"): "stays with their rating after new evidence",
    ("round", "reopen_round"): "has it checked again because of new evidence",
    ("round", "open_second_look"): "opened the second opinion the fast plan promises",
    ("evidence", "points_against"): "says that later evidence points against the rating",
    ("assignment", "replace_late_second"): "replaced somebody who was late",
    ("assignment", "lapse"): "nothing was typed; it went back to the queue",
    ("round", "adjudicate"): "settled the disagreement",
    ("round", "close_unread"): "the round was closed unread",
    ("round", "confirm_reasons"): "said that the reasons agree",
    ("round", "disagree"): "the reviews differ; someone else settles it",
    ("round", "set_aside"): "the round was set aside",
    ("round", "move_rating"): "moved their rating",
    ("assignment", "assign"): "asked a reviewer",
    ("assignment", "begin"): "began",
    ("assignment", "decline"): "declined",
    ("assignment", "wait"): "waits for something",
    ("assignment", "resume"): "went on with it",
    ("assignment", "reassign"): "gave the review to someone else",
    ("assignment", "set_due_date"): "changed when a review is due",
    ("assignment", "submit"): "handed in a review",
    ("assignment", "end"): "ended an assignment",
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
    shown = list(entries[:MOST])
    left = _who_left(shown)
    return [Line(entry.at, entry.by, words(entry, left)) for entry in shown]


def _who_left(entries: Iterable[Entry]) -> dict[int, Assignment]:
    """Assignments that ended without a review, by id: a withdrawal leaves a trace."""
    ids = [entry.subject_id for entry in entries if entry.subject_type == "assignment" and entry.verb in LEAVING]
    return Assignment.objects.select_related("reviewer").in_bulk(ids)


def about(claim: Claim) -> Q:
    """Every entry on the claim and what hangs on it."""
    hanging: Iterable = (
        ("round", Round.objects.filter(claim=claim)),
        ("assignment", Assignment.objects.filter(round__claim=claim)),
        ("evidence", Evidence.objects.filter(claim=claim)),
        ("verdictdraft", VerdictDraft.objects.filter(claim=claim)),
        ("hold", Hold.objects.filter(claim=claim)),
        ("flag", Flag.objects.filter(claim=claim)),
    )
    entries = Q(subject_type="claim", subject_id=claim.pk)
    for subject_type, rows in hanging:
        entries |= Q(subject_type=subject_type, subject_id__in=list(rows.values_list("pk", flat=True)))
    return entries


def words(entry: Entry, left: Mapping[int, Assignment] = MappingProxyType({})) -> str:
    """What was done; of somebody who left also who, and the reason given."""
    done = DONE.get((entry.subject_type, entry.verb), entry.verb.replace("_", " "))
    gone = left.get(entry.subject_id) if entry.subject_type == "assignment" and entry.verb in LEAVING else None
    if gone is None:
        return done
    whom = "" if gone.reviewer_id == entry.by_id else f" ({gone.reviewer})"
    return f"{done}{whom}: {gone.ended_because}" if gone.ended_because else f"{done}{whom}"
