"""Every line of the tables a claim under work moves along is walked by a verb, and the ledger tells of it.

What triage does with proposals is proved in tests/claims; here stands what happens once the desk has taken one on.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db.models.functions import Now

from claims.models import Claim
from claims.states import CLAIM_TRANSITIONS, UNDER_WORK, ClaimStatus
from factcheck.accounts.models import User
from factcheck.ledger.models import Entry
from reviews.adjudication import adjudicate, move_rating, send_to_adjudication
from reviews.assignment.by_hand import assign_claim, decline_assignment, reassign, take_back_assignment
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.waiting import resume, wait_for
from reviews.changing.merging import merge_under_work
from reviews.changing.rewording import reword
from reviews.changing.shelving import shelve, unshelve
from reviews.changing.splitting import split_claim
from reviews.models import Assignment, Round
from reviews.reviewing import open_assignment, submit_review, take_back_review
from reviews.states import ASSIGNMENT_TRANSITIONS, ROUND_TRANSITIONS
from tests.factories.claims import AcceptedClaimFactory, ClaimFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import (
    AssignmentFactory,
    ReviewFactory,
    make_closed_round,
    make_open_round,
    make_settled_claim,
    plan,
)
from tests.factories.writing import make_published

pytestmark = pytest.mark.django_db

BECAUSE = "A reason in a few words"


@dataclass
class Desk:
    """Who acts, and when."""

    editor: User
    at: datetime

    def by_editor(self, verb: Callable, **how) -> object:
        return verb(by=self.editor, at=self.at, **how)

    def hand_in(self, asked: Assignment, *, label: str = "false") -> None:
        said = {"rating_key": label, "rationale": "Counted.", "readings": {}}
        submit_review(assignment_id=asked.pk, by=asked.reviewer, at=self.at, **said)


@pytest.fixture
def desk(db, now) -> Desk:
    return Desk(editor=AdminFactory(), at=now)


# --- assignments ------------------------------------------------------------------------------------------------------


def asked_in(status: str, **fields) -> Assignment:
    """Somebody who stands there in an open round, with a colleague."""
    opened = make_open_round()
    asked = opened.assignments.order_by("pk").first()
    Assignment.objects.filter(pk=asked.pk).update(status=status, **fields)
    asked.refresh_from_db()
    if status == "submitted":
        ReviewFactory(assignment=asked)
    return asked


def begin(desk, status):
    asked = asked_in(status)
    open_assignment(assignment_id=asked.pk, by=asked.reviewer, at=desk.at)


def wait(desk, status):
    asked, soon = asked_in(status), desk.at + timedelta(days=1)
    wait_for(assignment_id=asked.pk, waiting_for="expert", wake_at=soon, by=asked.reviewer, at=desk.at)


def go_on(desk, status):
    asked = asked_in(status, waiting_since=desk.at, waiting_for="reply")
    resume(assignment_id=asked.pk, by=asked.reviewer, at=desk.at)


def submit(desk, status):
    desk.hand_in(asked_in(status))


def take_own_back(desk, status):
    asked = asked_in(status)
    take_back_review(assignment_id=asked.pk, by=asked.reviewer, at=desk.at)


def decline(desk, status):
    asked = asked_in(status)
    decline_assignment(assignment_id=asked.pk, because=BECAUSE, by=asked.reviewer, at=desk.at)


def lapse(desk, status):
    asked_in(status, pulled_until=Now() - timedelta(seconds=1))
    lapse_pulled(at=desk.at)


def give_to_another(desk, status):
    asked = asked_in(status)
    desk.by_editor(reassign, assignment_id=asked.pk, reviewer_id=PersonFactory().pk, because=BECAUSE)


def take_away(desk, status):
    desk.by_editor(take_back_assignment, assignment_id=asked_in(status).pk, because=BECAUSE)


def end_with_its_round(desk, status):
    asked = asked_in(status)
    Assignment.objects.exclude(pk=asked.pk).update(status="declined")
    desk.by_editor(shelve, claim_id=asked.round.claim_id, because="overtaken", note=BECAUSE)


OF_ASSIGNMENTS = {
    "end": end_with_its_round,
    "begin": begin,
    "wait": wait,
    "resume": go_on,
    "submit": submit,
    "take_back_review": take_own_back,
    "decline": decline,
    "lapse": lapse,
    "reassign": give_to_another,
    "take_back": take_away,
}

# --- rounds, and the claims that move with them -----------------------------------------------------------------------


def claim_in(status: str) -> Claim:
    """A claim under work, or shelved, that stands there."""
    if status == ClaimStatus.ACCEPTED:
        return AcceptedClaimFactory()
    if status == ClaimStatus.SHELVED:
        return ClaimFactory(status=status)
    return round_in({"in_review": "open"}.get(status, status)).claim


def round_in(status: str) -> Round:
    labels = {"comparing": ("true", "mostly-true"), "adjudication": ("true", "false"), "settled": ("true", "true")}
    if status == "open":
        return make_open_round()
    return make_closed_round(
        *labels[status], settled="true" if status == "settled" else "", comparing=status == "comparing"
    )


def both_submit(desk, status, *, labels=("true", "mostly-true")):
    first, second = round_in(status).assignments.order_by("pk")
    desk.hand_in(first, label=labels[0])
    desk.hand_in(second, label=labels[1])


def move(desk, status):
    near = round_in(status)
    move_rating(round_id=near.pk, note="You are right", by=near.assignments.first().reviewer, at=desk.at)


def disagree(desk, status):
    desk.by_editor(send_to_adjudication, round_id=round_in(status).pk, because=BECAUSE)


def settle(desk, status):
    desk.by_editor(adjudicate, round_id=round_in(status).pk, rating_key="mixed", note=BECAUSE)


def put_aside(desk, status):
    desk.by_editor(shelve, claim_id=round_in(status).claim_id, because="overtaken", note=BECAUSE)


OF_ROUNDS = {
    ("open", "compare"): both_submit,
    ("open", "close_unread"): put_aside,
    ("comparing", "settle"): move,
    ("comparing", "disagree"): disagree,
    ("comparing", "set_aside"): put_aside,
    ("settled", "disagree"): disagree,
    ("adjudication", "settle"): settle,
    ("adjudication", "set_aside"): put_aside,
}

# --- claims -----------------------------------------------------------------------------------------------------------


def start(desk, status):
    due = desk.at + timedelta(days=1)
    desk.by_editor(assign_claim, claim_id=claim_in(status).pk, reviewer_ids=[PersonFactory().pk], due_at=due)


def everybody_leaves(desk, status):
    for asked in claim_in(status).rounds.get().assignments.all():
        decline_assignment(assignment_id=asked.pk, because=BECAUSE, by=asked.reviewer, at=desk.at)


def agree(desk, status):
    both_submit(desk, "open", labels=("true", "true"))


def differ(desk, status):
    both_submit(desk, "open", labels=("true", "false"))


def settle_it(desk, status):
    settle(desk, "adjudication")


def doubt_the_reasons(desk, status):
    disagree(desk, "settled")


def publish(desk, status):
    make_published()


def shelve_it(desk, status):
    desk.by_editor(shelve, claim_id=claim_in(status).pk, because="not_worth", note=BECAUSE)


def take_up_again(desk, status):
    desk.by_editor(unshelve, claim_id=claim_in(status).pk)


def split(desk, status):
    desk.by_editor(split_claim, claim_id=claim_in(status).pk, parts=["One half", "The other half"])


def fold(desk, status):
    other = AcceptedClaimFactory()
    desk.by_editor(merge_under_work, claim_id=claim_in(status).pk, canonical_id=other.pk, because=BECAUSE)


def renew(desk, status):
    claim = claim_in(status)
    desk.by_editor(reword, claim_id=claim.pk, text="Something else", kind="meaning", version=claim.version)


def published_fast(desk) -> Round:
    """The second look of a check by the fast plan, with somebody asked."""
    claim = make_settled_claim(label="false")
    Round.objects.filter(claim=claim).update(plan=plan("fast"))
    make_published(claim=claim)
    second = Round.objects.get(claim=claim, status="open")
    AssignmentFactory(round=second)
    return second


def look_again(desk, status):
    published_fast(desk)


def second_look_agrees(desk, status):
    desk.hand_in(published_fast(desk).assignments.get(), label="false")


def second_look_differs(desk, status):
    desk.hand_in(published_fast(desk).assignments.get(), label="true")


OF_CLAIMS = {
    ("accepted", "start"): start,
    ("in_review", "release"): everybody_leaves,
    ("in_review", "settle"): agree,
    ("in_review", "disagree"): differ,
    ("adjudication", "settle"): settle_it,
    ("settled", "reopen"): doubt_the_reasons,
    ("settled", "publish"): publish,
    ("shelved", "unshelve"): take_up_again,
    ("published", "look_again"): look_again,
    ("published", "settle"): second_look_agrees,
    ("published", "disagree"): second_look_differs,
    **{(status, "shelve"): shelve_it for status in UNDER_WORK},
    **{(status, "split"): split for status in UNDER_WORK},
    **{(status, "fold"): fold for status in [*UNDER_WORK, "shelved"]},
    **{(status, "renew"): renew for status in UNDER_WORK if status != "accepted"},
}
TRIAGE = {"accept", "dismiss", "pass_over", "merge", "reconsider"}  # tests/claims/test_triage.py


def lines_of(transitions) -> list[tuple[str, str]]:
    return sorted((str(status), verb) for status, verb in transitions)


# --- the proof --------------------------------------------------------------------------------------------------------


def told(model: type, status: str, verb: str) -> list[dict]:
    """What the ledger holds of this move of such a row."""
    entries = Entry.objects.filter(verb=verb, subject_type=model._meta.model_name)
    facts = [json.loads(entry.payload) for entry in entries]
    return [one for one in facts if one.get("before") == status]


@pytest.mark.parametrize(("status", "verb"), lines_of(ASSIGNMENT_TRANSITIONS))
def test_a_verb_moves_an_assignment_along_each_line_and_the_ledger_tells(desk, status, verb):
    OF_ASSIGNMENTS[verb](desk, status)
    assert [one["after"] for one in told(Assignment, status, verb)] == [ASSIGNMENT_TRANSITIONS[status, verb]]


@pytest.mark.parametrize(("status", "verb"), lines_of(ROUND_TRANSITIONS))
def test_a_verb_moves_a_round_along_each_line_and_the_ledger_tells(desk, status, verb):
    OF_ROUNDS[status, verb](desk, status)
    assert [one["after"] for one in told(Round, status, verb)] == [ROUND_TRANSITIONS[status, verb]]


@pytest.mark.parametrize(("status", "verb"), [one for one in lines_of(CLAIM_TRANSITIONS) if one[1] not in TRIAGE])
def test_a_verb_moves_a_claim_along_each_line_and_the_ledger_tells(desk, status, verb):
    OF_CLAIMS[status, verb](desk, status)
    assert [one["after"] for one in told(Claim, status, verb)] == [CLAIM_TRANSITIONS[status, verb]]


def test_no_line_is_walked_here_that_the_tables_do_not_have():
    assert set(lines_of(OF_ROUNDS)) <= set(lines_of(ROUND_TRANSITIONS))
    assert set(lines_of(OF_CLAIMS)) <= set(lines_of(CLAIM_TRANSITIONS))
    assert {verb for _, verb in ASSIGNMENT_TRANSITIONS} == set(OF_ASSIGNMENTS)
