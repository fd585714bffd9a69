"""What happened to a claim, from the ledger: who did what when, never a sealed value."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db.models import Q

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.ledger.models import Entry
from factcheck.ledger.words import in_words
from reviews.models import Assignment, ClaimantContact, Evidence, Flag, Hold, Recheck, Round, VerdictDraft
from reviews.selectors.file import is_sealed

MOST = 200  # lines shown
# Said by the act they belong to.
IMPLIED = {
    "claim": ["start", "disagree", "renew", "fold"],
    "round": ["open_round", "compare", "settle"],
    "claimantcontact": ["begin_contact"],
}
SEALED = ("assignment", "claimantcontact", "evidence", "flag")
REASONED = {("claim", "reword"), ("claim", "split"), ("claim", "merge_under_work")}
LEAVING = ("decline", "take_back", "reassign", "lapse", "end")


@dataclass(frozen=True)
class Line:
    at: datetime
    by: User | None
    words: str


def history_of(claim: Claim, user: User) -> list[Line]:
    """Newest first. While a round is open, a reviewer sees of reviewers and their work only their own.

    Editors also read why they changed the claim.
    """
    entries = Entry.objects.filter(about(claim)).select_related("by").order_by("-seq")
    for subject_type, verbs in IMPLIED.items():
        entries = entries.exclude(subject_type=subject_type, verb__in=verbs)
    if is_sealed(claim) and not user.is_admin:
        entries = entries.exclude(~Q(by=user), subject_type__in=SEALED)
    shown = list(entries[:MOST])
    left, why = _who_left(shown), _why_changed(claim, shown) if user.is_admin else {}
    return [Line(entry.at, entry.by, words(entry, left) + why.get(entry.seq, "")) for entry in shown]


def _why_changed(claim: Claim, entries: Iterable[Entry]) -> dict[int, str]:
    """{entry: “: ” and the reason an editor gave}, of the acts whose reason is kept with the claim or its wording."""
    changes = [entry for entry in entries if (entry.subject_type, entry.verb) in REASONED]
    if not changes:
        return {}
    given = dict(claim.wordings.exclude(because="").values_list("number", "because"))
    found = {}
    for entry in changes:
        # Who only advances the status by such a verb has written the act itself beside it.
        facts = json.loads(entry.payload)
        found[entry.seq] = given.get(facts.get("wording"), "") if entry.verb == "reword" else claim.gone_because
    return {seq: f": {because}" for seq, because in found.items() if because}


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
        ("claimantcontact", ClaimantContact.objects.filter(claim=claim)),
        ("recheck", Recheck.objects.filter(claim=claim)),
    )
    entries = Q(subject_type="claim", subject_id=claim.pk)
    for subject_type, rows in hanging:
        entries |= Q(subject_type=subject_type, subject_id__in=list(rows.values_list("pk", flat=True)))
    return entries


def words(entry: Entry, left: Mapping[int, Assignment] = MappingProxyType({})) -> str:
    """What was done; of somebody who left also who, and the reason given."""
    done = in_words(entry.subject_type, entry.verb)
    gone = left.get(entry.subject_id) if entry.subject_type == "assignment" and entry.verb in LEAVING else None
    if gone is None:
        return done
    whom = "" if gone.reviewer_id == entry.by_id else f" ({gone.reviewer})"
    return f"{done}{whom}: {gone.ended_because}" if gone.ended_because else f"{done}{whom}"
