"""Whether the exact words of a piece of evidence stand in our copy of its source.

Looked for when the words are linked and a copy is there, and again when a copy comes. Words that were verified stay so
in the copy they were found in: a later copy without them is a matter for the watch.

A copy of a page that somebody handed in proves less than one we fetched, for anybody can write a file. It is looked in
where the one we fetched does not have the words, and they are looked for again once we fetch another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from factcheck.core.blackening import BLACK
from factcheck.core.quoting import in_quotes
from factcheck.notices.mailing import notify
from reviews.finding_words import Searched
from reviews.models import Evidence, Snapshot
from reviews.selectors.locked import lock_source
from reviews.states import VERIFIED, QuotationState, SnapshotOrigin, SnapshotStatus, SourceMedia

LONGEST_NEAREST = 5000  # characters of the passage that is kept
MOST_AT_ONCE = 200  # pieces looked for when a copy comes, the newest first
COLUMNS = ["snapshot", "quotation", "selector", "nearest", "checked_at"]


@dataclass(frozen=True)
class Answer:
    """What was found of some words in a text: the columns of a piece that say so."""

    quotation: QuotationState
    selector: list | None = None
    nearest: str = ""


@dataclass
class Looked:
    """Words looked for in texts, each once: as many as possible before the transaction that writes it down."""

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    searched: dict[str, Searched] = field(default_factory=dict)

    def answer(self, excerpt: str, text: str) -> Answer:
        """Where the words stand in the text, looked for now unless they were before."""
        if (excerpt, text) not in self.answers:
            self.answers[excerpt, text] = self._look(excerpt, text) if text else Answer(QuotationState.NO_TEXT)
        return self.answers[excerpt, text]

    def _look(self, excerpt: str, text: str) -> Answer:
        searched = self.searched.get(text) or self.searched.setdefault(text, Searched(text))
        found = searched.find(excerpt)
        if found is not None:
            return Answer(QuotationState.EXACT if found.exactly else QuotationState.CLOSE, found.selectors())
        nearest = searched.nearest(excerpt)
        words = text[nearest.start : nearest.end][:LONGEST_NEAREST] if nearest is not None else ""
        return Answer(QuotationState.NOT_FOUND, nearest=words)


def look_ahead(source_id: int, text: str) -> Looked:
    """Look for the words of this source that are not verified, while nothing is locked: in the text of a copy to come
    and, where they are not there, in the copies we have."""
    looked = Looked()
    others = [copy.text for copy in copies_to_look_in(source_id)]
    for excerpt in _open_questions(source_id).values_list("excerpt", flat=True)[:MOST_AT_ONCE]:
        if looked.answer(excerpt, text).quotation not in VERIFIED:
            for other in others:
                looked.answer(excerpt, other)
    return looked


def check_quotation(evidence: Evidence, snapshot: Snapshot, *, at: datetime) -> QuotationState:
    """Look for the words in a copy and write down what was found. The caller holds the row, inside its act."""
    return _check(evidence, [snapshot], Looked(), at=at)


def check_when_linked(evidence: Evidence, *, at: datetime) -> QuotationState:
    """Look for words just linked in the copies we have, if we have one. Inside the act that links them.

    Holds the source meanwhile: a copy that is being finished either is seen here or will see these words.
    """
    lock_source(evidence.source_id)
    copies = copies_to_look_in(evidence.source_id)
    return _check(evidence, copies, Looked(), at=at) if copies else QuotationState.UNCHECKED


def check_evidence_of(source_id: int, *, at: datetime, looked: Looked | None = None) -> int:
    """Look again for the words of this source that are not verified, or only in a copy of a page that was handed in;
    how many are now.

    In the transaction that brings a copy, by whoever holds the source. `looked`: what was looked for ahead. Tells who
    added words that are not there.
    """
    copies = copies_to_look_in(source_id)
    if not copies:
        return 0
    looked = looked or Looked()
    rows = _open_questions(source_id).select_for_update(of=("self",), no_key=True)
    pieces = list(rows.select_related("added_by", "source")[:MOST_AT_ONCE])
    return sum(_look_again(one, copies, looked, at=at) in VERIFIED for one in pieces)


def copy_to_look_in(source_id: int) -> Snapshot | None:
    """The first of `copies_to_look_in`; None while there is none."""
    return next(iter(copies_to_look_in(source_id)), None)


def copies_to_look_in(source_id: int) -> list[Snapshot]:
    """The newest copy we fetched that has a text, then the newest handed in that has one; else the newest of all."""
    copies = Snapshot.objects.filter(source=source_id, status=SnapshotStatus.CAPTURED).order_by("-taken_at", "-pk")
    ours = copies.exclude(text="").exclude(origin=SnapshotOrigin.UPLOADED).first()
    given = copies.exclude(text="").filter(origin=SnapshotOrigin.UPLOADED).first()
    found = [copy for copy in (ours, given) if copy is not None]
    return found or list(copies[:1])


def _open_questions(source_id: int) -> QuerySet[Evidence]:
    """Newest first."""
    handed_in = Q(snapshot__origin=SnapshotOrigin.UPLOADED, source__media=SourceMedia.PAGE)
    rows = Evidence.objects.in_file().filter(source=source_id).exclude(excerpt__contains=BLACK)
    return rows.filter(~Q(quotation__in=VERIFIED) | handed_in).order_by("-pk")


def _look_again(evidence: Evidence, copies: Sequence[Snapshot], looked: Looked, *, at: datetime) -> QuotationState:
    before = evidence.quotation
    if before in VERIFIED:
        copies = [one for one in copies if _has_words(one, evidence, looked) and one.origin != SnapshotOrigin.UPLOADED]
    now = _check(evidence, copies, looked, at=at) if copies else before
    if now == QuotationState.NOT_FOUND != before:
        tell_not_found(evidence, at=at)
    return now


def _has_words(copy: Snapshot, evidence: Evidence, looked: Looked) -> bool:
    return looked.answer(evidence.excerpt, copy.text).quotation in VERIFIED


def _check(evidence: Evidence, copies: Sequence[Snapshot], looked: Looked, *, at: datetime) -> QuotationState:
    """In the first copy that has the words; else in the first that has some like them; else in the first."""
    if BLACK in evidence.excerpt:  # words were removed: the passage most like the rest would bring them back
        return QuotationState(evidence.quotation)
    snapshot = next((one for one in copies if _has_words(one, evidence, looked)), None)
    if snapshot is None:
        snapshot = next((one for one in copies if looked.answer(evidence.excerpt, one.text).nearest), copies[0])
    answer = looked.answer(evidence.excerpt, snapshot.text)
    evidence.snapshot, evidence.checked_at = snapshot, at
    evidence.quotation, evidence.selector, evidence.nearest = answer.quotation, answer.selector, answer.nearest
    evidence.save(update_fields=COLUMNS)
    return evidence.quotation


def tell_not_found(evidence: Evidence, *, at: datetime) -> None:
    """Whoever added the words: they have left the page since."""
    text = f"The words you quoted are not in our copy of {in_quotes(str(evidence.source), 120)}"
    url = reverse("reading_room", args=[evidence.claim_id, evidence.snapshot_id]) + f"?evidence={evidence.pk}"
    notify(to=evidence.added_by, kind="words_not_found", text=text, url=url, at=at)
