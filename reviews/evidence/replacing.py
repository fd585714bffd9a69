"""Putting the exact words in place of others: excerpts are not edited, they are taken out and linked anew."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.ledger import acts as ledger
from reviews.assignment.lapsing import keep
from reviews.evidence.linking import must_be_new, must_be_removable, must_have_open_file
from reviews.evidence.quotations import check_when_linked
from reviews.models import Assignment, Evidence, Review, ReviewDraft
from reviews.policies.file import may_remove_evidence
from reviews.selectors.locked import lock_claim, lock_evidence, lock_source
from reviews.states import RoundStatus
from reviews.typed import must_say

BECAUSE = "Other words of the same source took its place."
KEPT = ("claim", "source", "location", "quote_language", "quote_translation", "translator")


def replace_excerpt(*, evidence_id: int, excerpt: str, by: User, at: datetime) -> Evidence:
    """Take a piece out of the file and link other words of its source instead, looked for in our copy at once.

    How drafts read the old words goes over to the new ones, without a new version: a page that is open goes on saving,
    and what it says of the old words is kept under the new (`reviewing.must_read_the_file`). Returns the new piece.
    Only those who may do both, as in `link_evidence` and `remove_evidence`, with their refusals.
    """
    with ledger.act("replace_excerpt", by=by, at=at) as act:
        old = _lock(evidence_id, by=by)
        act.about(old)
        may_remove_evidence(by, old).or_refuse()
        must_have_open_file(old.claim)
        must_be_removable(old)
        new = _put_in_its_place(old, excerpt.strip(), by=by, at=at)
        _hand_readings_over(old, new)
        act.note(claim=old.claim_id, source=old.source_id, replaced_by=new.pk, quotation=str(new.quotation))
        keep(by, old.claim_id)
    return new


def _lock(evidence_id: int, *, by: User) -> Evidence:
    """The claim, its assignments, the source and the piece, in this order.

    Whoever saves a draft locks the assignment; whoever brings a copy locks the source, then its pieces.
    """
    found = Evidence.objects.visible_to(by).filter(pk=evidence_id).values_list("claim_id", "source_id").first()
    if found is None:
        raise NotFound
    lock_claim(found[0], by=by)
    asked = Assignment.objects.filter(round__claim=found[0], round__status=RoundStatus.OPEN).order_by("pk")
    list(asked.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    lock_source(found[1], by=by)
    return lock_evidence(evidence_id, by=by)


def _put_in_its_place(old: Evidence, excerpt: str, *, by: User, at: datetime) -> Evidence:
    must_say(excerpt, "excerpt", "excerpt_missing", "Copy the exact words of the source that bear on the claim.")
    must_be_new(old.claim, old.source, excerpt)
    old.removed_at, old.removed_by, old.removed_because = at, by, BECAUSE
    old.save(update_fields=["removed_at", "removed_by", "removed_because"])
    new = Evidence.objects.create(
        **{name: getattr(old, name) for name in KEPT},
        excerpt=excerpt,
        replaces=old,
        after_reviews=Review.objects.standing().filter(round__claim=old.claim_id).exists(),
        added_by=by,
        added_at=at,
    )
    check_when_linked(new, at=at)
    return new


def _hand_readings_over(old: Evidence, new: Evidence) -> None:
    """In every draft of the open round, also of a review that is in: it may be taken back."""
    drafts = ReviewDraft.objects.filter(assignment__round__claim=old.claim_id, readings__has_key=str(old.pk))
    for draft in drafts.filter(assignment__round__status=RoundStatus.OPEN):
        draft.readings[str(new.pk)] = draft.readings.pop(str(old.pk))
        draft.save(update_fields=["readings"])
