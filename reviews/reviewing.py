"""A reviewer opens an assignment, types, submits, takes back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.statements import Blank, Kept, prepared
from reviews.adjudication import find_rating
from reviews.assignment.lapsing import keep
from reviews.models import Assignment, Evidence, Rating, Review, ReviewDraft, Round
from reviews.policies.reviewing import may_review
from reviews.recording import Readings, sealed_commitment, set_aside, submit_version
from reviews.selectors.locked import lock_assignment, lock_typing
from reviews.settling import close_when_complete, must_be
from reviews.states import ASSIGNMENT_OPEN, AssignmentStatus, RoundStatus, Stance, Weight
from reviews.ticking import Ticked, must_be_on_a_list
from reviews.typed import must_fit, must_say

DRAFT = Kept(lambda: ReviewDraft.objects.filter(assignment=Blank("assignment")))


def open_assignment(*, assignment_id: int, by: User, at: datetime) -> Assignment:
    """Begin the work. Doing it again changes and records nothing."""
    with transaction.atomic():
        assignment = lock_typing(assignment_id, by=by)
        may_review(by, assignment).or_refuse()
        begin(assignment, by=by, at=at)
    return assignment


def begin(assignment: Assignment, *, by: User, at: datetime) -> None:
    """From `assigned` to `in_progress`; any other status stays."""
    if assignment.status != AssignmentStatus.ASSIGNED:
        return
    with ledger.act("begin", subject=assignment, by=by, at=at):
        assignment.opened_at = at
        assignment.save(update_fields=["opened_at"])
        assignment.advance("begin", by=by, at=at)


def save_draft(
    *,
    assignment_id: int,
    by: User,
    at: datetime,
    version: int,
    rating_key: str | None = None,
    rationale: str = "",
    readings: Readings | None = None,
    note_to_self: str = "",
    checklist: Ticked | None = None,
) -> ReviewDraft:
    """Keep what was typed so far; nobody else ever reads it. The first save begins the work.

    `checklist` is {item: {"done": …, "because": …}} of reviews/checklists.py; None leaves it as it is.
    `version` is the one the typing began from (0: nothing was saved yet). Raises `Conflict` with the present version
    and the saved text when another tab saved in between, `InvalidTransition` when the work is over.
    """
    with transaction.atomic():
        assignment = lock_typing(assignment_id, by=by)
        may_review(by, assignment).or_refuse()
        must_be_under_way(assignment)
        must_fit(rationale, "rationale")
        must_fit(note_to_self, "note_to_self")
        rating = find_rating(assignment.round, rating_key) if rating_key else None
        checked = must_read_the_file(readings or {}, assignment.round, is_draft=True)
        ticked = None if checklist is None else must_be_on_a_list(checklist)
        draft = draft_to_write(assignment, version=version, at=at)
        draft.note_to_self = note_to_self
        draft.checklist = draft.checklist if ticked is None else ticked
        write(draft, rating=rating, rationale=rationale, readings=checked, at=at)
        if assignment.pulled_until is not None:
            keep(by, assignment.round.claim_id)
        begin(assignment, by=by, at=at)
    return draft


def must_be_under_way(assignment: Assignment) -> None:
    if assignment.status not in ASSIGNMENT_OPEN:
        raise InvalidTransition(
            f"This assignment is {assignment.get_status_display().lower()}; nothing more is typed into it.",
            extra={"status_now": assignment.status},
        )


def draft_to_write(assignment: Assignment, *, version: int, at: datetime) -> ReviewDraft:
    """The draft, if `version` is its present one (0: there is none yet). Raises `Conflict`."""
    draft = ReviewDraft.objects.select_related("rating").filter(assignment=assignment).first()
    draft = draft or ReviewDraft(assignment=assignment, version=0, saved_at=at)
    if draft.version != version:
        raise Conflict(
            "This was saved in another tab or on another device since. Both texts are kept: choose.",
            extra={"version": draft.version, "saved": saved_text(draft)},
        )
    return draft


def saved_text(draft: ReviewDraft) -> dict[str, object]:
    """What the draft holds, for its own reviewer."""
    return {
        "rating": draft.rating.key if draft.rating else None,
        "rationale": draft.rationale,
        "readings": draft.readings,
        "checklist": draft.checklist,
        "note_to_self": draft.note_to_self,
    }


def submit_review(
    *,
    assignment_id: int,
    rating_key: str,
    rationale: str,
    readings: Readings,
    by: User,
    at: datetime,
    checklist: Ticked | None = None,
) -> Review:
    """Hand in a sealed review. The last one the plan asks for lifts the seal of all of them.

    `readings` is {evidence id: {"stance": "supports" | "refutes" | "context", "note": …, "weight": 1 to 3 or None}} of
    evidence in the file; `checklist` as for `save_draft`, None for what the draft has. Open items of it refuse nothing.
    Raises `NotAllowed`, `InvalidTransition` (handed in already, taken back, round closed), `Invalid` on `rating`,
    `rationale`, `readings`, `checklist`.
    """
    with ledger.act("submit", by=by, at=at) as act:
        assignment = lock_assignment(assignment_id, by=by)
        act.about(assignment)
        may_review(by, assignment).or_refuse()
        must_be(assignment.round, RoundStatus.OPEN, "Reviews are handed in while the round is open.")
        rating = find_rating(assignment.round, rating_key)
        must_say(rationale, "rationale", "rationale_missing", "Say why, in a sentence or two.")
        readings = must_read_the_file(readings, assignment.round)
        draft = DRAFT.first(assignment=assignment.pk) or ReviewDraft(version=0)
        ticked = draft.checklist if checklist is None else must_be_on_a_list(checklist)
        with prepared():
            hand_in(assignment, by=by, at=at)
            review = submit_version(
                assignment, rating=rating, rationale=rationale, readings=readings, checklist=ticked, at=at
            )
            keep_as_draft(review, readings, draft=draft, at=at)
        act.note(review=review.pk, version=review.version, sealed=sealed_commitment(review, readings))
        close_when_complete(assignment.round, by=by, at=at)
    return review


def hand_in(assignment: Assignment, *, by: User, at: datetime) -> None:
    if assignment.status == AssignmentStatus.SUBMITTED:
        raise InvalidTransition("You handed in your review of this claim already.")
    # What was handed in and is taken back later no longer lapses.
    assignment.submitted_at, assignment.pulled_until = at, None
    assignment.advance("submit", by=by, at=at, columns=["submitted_at", "pulled_until"])


def keep_as_draft(review: Review, readings: Readings, *, draft: ReviewDraft, at: datetime) -> None:
    """So that a review taken back can be worked on from where it stood."""
    draft.assignment, draft.checklist = review.assignment, review.checklist
    write(draft, rating=review.rating, rationale=review.rationale, readings=readings, at=at)


def write(draft: ReviewDraft, *, rating: Rating | None, rationale: str, readings: Readings, at: datetime) -> None:
    """The draft's next version."""
    draft.rating, draft.rationale, draft.saved_at = rating, rationale, at
    draft.readings = {str(evidence): dict(reading) for evidence, reading in readings.items()}
    draft.version += 1
    if draft.pk is None:
        draft.save(force_insert=True)
    else:
        typed = ["rating", "rationale", "readings", "checklist", "note_to_self"]
        draft.save(update_fields=[*typed, "saved_at", "version"])


def take_back_review(*, assignment_id: int, by: User, at: datetime) -> Assignment:
    """Take a submitted review back while the round is open. The version taken back is kept, sealed."""
    with ledger.act("take_back_review", by=by, at=at) as act:
        assignment = lock_assignment(assignment_id, by=by)
        act.about(assignment)
        may_review(by, assignment).or_refuse()
        must_be(assignment.round, RoundStatus.OPEN, "A review is taken back only while the round is open.")
        assignment.advance("take_back_review", by=by, at=at)
        review = Review.objects.standing().get(assignment=assignment)
        set_aside(review, at=at)
        act.note(review=review.pk)
    return assignment


def must_read_the_file(readings: Mapping, round: Round, *, is_draft: bool = False) -> Readings:
    """The readings with whole-number keys. Raises `Invalid` for evidence of another file or an unknown stance.

    A draft may read what was taken out meanwhile, and note something before it takes a stance. What it says of words
    whose place others took is said of those.
    """
    file = Evidence.objects.filter(claim_id=round.claim_id)
    rows = (file if is_draft else file.in_file()).values_list("pk", "replaces_id") if readings else []
    known, newer = set(), {}
    for pk, old in rows:
        known.add(pk)
        newer[old] = pk
    stances = {*Stance.values, *([""] if is_draft else [])}
    checked = {}
    for key, reading in readings.items():
        evidence = int(key) if str(key).isascii() and str(key).isdigit() and len(str(key)) < 19 else 0
        if evidence not in known:
            raise Invalid.field("readings", "not_in_the_file", "You read evidence that is not in this claim's file.")
        stance, note = reading.get("stance", ""), reading.get("note") or ""
        if stance not in stances:
            raise Invalid.field("readings", "unknown_stance", "Say for each reading: against, for or background.")
        must_fit(note, "readings")
        checked[evidence] = {"stance": stance, "note": note, "weight": must_be_a_weight(reading.get("weight"))}
    return _of_the_newest(checked, newer) if is_draft else checked


def _of_the_newest(readings: Readings, newer: Mapping[int, int]) -> Readings:
    """The readings by what stands in the file now; what is said of the newer words themselves goes first."""
    found = {}
    for evidence, reading in sorted(readings.items()):
        while evidence in newer:
            evidence = newer[evidence]
        found[evidence] = reading
    return found


def must_be_a_weight(weight: object) -> int | None:
    """How much a piece counts for the reviewer, 1 to 3; None when they did not say. Raises `Invalid`."""
    if weight in (None, ""):
        return None
    if isinstance(weight, str) and weight.isascii() and weight.isdigit() and len(weight) < 3:
        weight = int(weight)
    if type(weight) is not int or weight not in Weight.values:  # True counts for no 1
        raise Invalid.field("readings", "unknown_weight", "Say how much a piece counts: a little, much, or it decides.")
    return weight
