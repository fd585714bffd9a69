"""Whether the exact words of a piece of evidence stand in our copy of its source.

Looked for when the words are linked and a copy is there, and again when a copy comes. Words that were verified stay so
in the copy they were found in: a later copy without them is a matter for the watch.
"""

from datetime import datetime

from django.urls import reverse

from factcheck.core.quoting import in_quotes
from factcheck.notices.mailing import notify
from reviews.finding_words import Searched
from reviews.models import Evidence, Snapshot, Source
from reviews.states import VERIFIED, QuotationState, SnapshotStatus

LONGEST_NEAREST = 5000  # characters of the passage that is kept
MOST_AT_ONCE = 200  # pieces looked for when a copy comes, the newest first
COLUMNS = ["snapshot", "quotation", "selector", "nearest", "checked_at"]


def check_quotation(evidence: Evidence, snapshot: Snapshot, *, at: datetime) -> QuotationState:
    """Look for the words in a copy and write down what was found. The caller holds the row, inside its act."""
    return _check(evidence, snapshot, Searched(snapshot.text), at=at)


def check_when_linked(evidence: Evidence, *, at: datetime) -> QuotationState:
    """Look for words just linked in the copy we have, if we have one. Inside the act that links them.

    Holds the source meanwhile: a copy that is being finished either is seen here or will see these words.
    """
    Source.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.source_id)
    snapshot = copy_to_look_in(evidence.source_id)
    return check_quotation(evidence, snapshot, at=at) if snapshot else QuotationState.UNCHECKED


def check_evidence_of(source_id: int, *, at: datetime) -> int:
    """Look again for the words of this source that are not verified; how many are now.

    In the transaction that brings a copy, by whoever holds the source. Tells who added words that are not there.
    """
    snapshot = copy_to_look_in(source_id)
    if snapshot is None:
        return 0
    searched = Searched(snapshot.text)
    return sum(_look_again(one, snapshot, searched, at=at) in VERIFIED for one in _open_questions(source_id))


def copy_to_look_in(source_id: int) -> Snapshot | None:
    """The newest copy that has a text, or the newest of all; None while there is none."""
    copies = Snapshot.objects.filter(source=source_id, status=SnapshotStatus.CAPTURED).order_by("-taken_at", "-pk")
    return copies.exclude(text="").first() or copies.first()


def _open_questions(source_id: int) -> list[Evidence]:
    rows = Evidence.objects.in_file().filter(source=source_id).exclude(quotation__in=VERIFIED)
    locked = rows.select_for_update(of=("self",), no_key=True).select_related("added_by", "source")
    return list(locked.order_by("-pk")[:MOST_AT_ONCE])


def _look_again(evidence: Evidence, snapshot: Snapshot, searched: Searched, *, at: datetime) -> QuotationState:
    before = evidence.quotation
    now = _check(evidence, snapshot, searched, at=at)
    if now == QuotationState.NOT_FOUND != before:
        tell_not_found(evidence, at=at)
    return now


def _check(evidence: Evidence, snapshot: Snapshot, searched: Searched, *, at: datetime) -> QuotationState:
    evidence.snapshot, evidence.checked_at = snapshot, at
    evidence.selector, evidence.nearest = None, ""
    evidence.quotation = _look(evidence, searched) if snapshot.text else QuotationState.NO_TEXT
    evidence.save(update_fields=COLUMNS)
    return evidence.quotation


def _look(evidence: Evidence, searched: Searched) -> QuotationState:
    found = searched.find(evidence.excerpt)
    if found is not None:
        evidence.selector = found.selectors()
        return QuotationState.EXACT if found.exactly else QuotationState.CLOSE
    nearest = searched.nearest(evidence.excerpt)
    if nearest is not None:
        evidence.nearest = searched.text[nearest.start : nearest.end][:LONGEST_NEAREST]
    return QuotationState.NOT_FOUND


def tell_not_found(evidence: Evidence, *, at: datetime) -> None:
    """Whoever added the words: they have left the page since."""
    text = f"The words you quoted are not in our copy of {in_quotes(str(evidence.source), 120)}"
    url = reverse("reading_room", args=[evidence.claim_id, evidence.snapshot_id]) + f"?evidence={evidence.pk}"
    notify(to=evidence.added_by, kind="words_not_found", text=text, url=url, at=at)
