"""Thirty-two people at once on a real database: no seat is given twice, and the ledger counts what they counted.

They pull, type, submit, decline, wait and lapse; editors take back, change the number of reviews, shelve and unshelve.
"""

import random
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Now

from claims.models import Claim
from factcheck.core.errors import DomainError
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from reviews.assignment.by_hand import decline_assignment, take_back_assignment
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.pulling import Pulled, pull_next
from reviews.assignment.waiting import resume, wait_for
from reviews.changing.rounds import change_number
from reviews.changing.shelving import shelve, unshelve
from reviews.models import Assignment, Reviewer, Round
from reviews.reviewing import save_draft, submit_review, take_back_review
from reviews.states import AssignmentStatus
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.reviews.promises import reviewed_twice, seats_that_do_not_add_up, stories_that_differ

PEOPLE = 32
RATINGS = ["true", "mostly-true", "false"]


BECAUSE = "Needed elsewhere"
COUNTED = ["pull", "submit", "take_back_review", "decline", "lapse", "wait", "change_number", "shelve", "unshelve"]


class Crowd:
    """Threads that act until told to stop; what they met is counted, what no verb may raise is kept."""

    def __init__(self, *, people, admin, at, seconds: float) -> None:
        self.admin, self.at = admin, at
        self.until = time.monotonic() + seconds
        self.done: Counter[str] = Counter()
        self.broken: list[BaseException] = []
        self._counting = threading.Lock()
        self._threads = [threading.Thread(target=self._act, args=(one, seed)) for seed, one in enumerate(people)]
        many = [self.pull] * 5 + [self.submit] * 5 + [self.decline] * 2 + [self.type] * 2 + [self.lapse] * 2
        self._verbs = [*many, self.take_back, self.wait, self.go_on, self.change, self.shelve, self.take_up]

    def run(self) -> None:
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join()

    def count(self, what: str, by: int = 1) -> None:
        with self._counting:
            self.done[what] += by

    def _act(self, person, seed: int) -> None:
        rng = random.Random(seed)
        try:
            while time.monotonic() < self.until:
                self._step(person, rng)
        except BaseException as error:
            self.broken.append(error)
        finally:
            connection.close()

    def _step(self, person, rng: random.Random) -> None:
        verb = rng.choice(self._verbs)
        try:
            verb(person, rng)
        except DomainError as refusal:
            self.count(f"{verb.__name__}: {refusal.code}")

    def pull(self, person, rng) -> None:
        pulled = pull_next(by=person, at=self.at)
        self.count("pull")
        self.count(pulled.queue if isinstance(pulled, Pulled) else pulled.code)

    def submit(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().first()
        if mine is None:
            return
        said = {"rating_key": rng.choice(RATINGS), "rationale": "Counted.", "readings": {}}
        submit_review(assignment_id=mine.pk, by=person, at=self.at, **said)
        self.count("submit")
        if rng.random() < 0.2:
            take_back_review(assignment_id=mine.pk, by=person, at=self.at)
            self.count("take_back_review")

    def type(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().first()
        if mine is not None:
            save_draft(assignment_id=mine.pk, by=person, at=self.at, version=0, rationale="So far")

    def decline(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().first()
        if mine is not None:
            decline_assignment(assignment_id=mine.pk, because="No time", by=person, at=self.at)
            self.count("decline")

    def lapse(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().exclude(pulled_until=None)
        mine.update(pulled_until=Now() - timedelta(seconds=1))
        self.count("lapse", lapse_pulled(at=self.at))

    def wait(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().first()
        if mine is not None:
            until = self.at + timedelta(days=2)
            wait_for(assignment_id=mine.pk, waiting_for="reply", wake_at=until, by=person, at=self.at)
            self.count("wait")

    def go_on(self, person, rng) -> None:
        mine = Assignment.objects.of(person).filter(status="waiting").first()
        if mine is not None:
            resume(assignment_id=mine.pk, by=person, at=self.at)
            self.count("resume")

    # --- editors ------------------------------------------------------------------------------------------------------

    def take_back(self, person, rng) -> None:
        others = Assignment.objects.open().order_by("?").first()
        if others is not None:
            take_back_assignment(assignment_id=others.pk, because=BECAUSE, by=self.admin, at=self.at)

    def change(self, person, rng) -> None:
        chosen = Round.objects.filter(status="open").order_by("?").first()
        if chosen is not None:
            change_number(round_id=chosen.pk, number=rng.randint(1, 3), because=BECAUSE, by=self.admin, at=self.at)
            self.count("change_number")

    def shelve(self, person, rng) -> None:
        chosen = Claim.objects.filter(status="in_review").order_by("?").first()
        if chosen is not None:
            shelve(claim_id=chosen.pk, because="overtaken", note=BECAUSE, by=self.admin, at=self.at)
            self.count("shelve")

    def take_up(self, person, rng) -> None:
        chosen = Claim.objects.filter(status="shelved").order_by("?").first()
        if chosen is not None:
            unshelve(claim_id=chosen.pk, by=self.admin, at=self.at)
            self.count("unshelve")


@pytest.mark.parametrize("seconds", [3, pytest.param(20, marks=pytest.mark.slow)])
def test_a_crowd_never_gets_a_seat_twice_and_the_sums_agree(now, seconds, transactional_db):
    people = PersonFactory.create_batch(PEOPLE)
    Reviewer.objects.update(languages=[], capacity=6)
    AcceptedClaimFactory.create_batch(120, language="en", reviews_wanted=2, open_slots=2)
    crowd = Crowd(people=people, admin=AdminFactory(), at=now, seconds=seconds)
    crowd.run()
    assert crowd.broken == []
    assert min(crowd.done["new"], crowd.done["submit"]) > 3, crowd.done
    assert [*seats_that_do_not_add_up(), *stories_that_differ(), *reviewed_twice()] == []
    assert_nobody_holds_more_than_they_can()
    assert_the_ledger_counted_the_same(crowd.done)
    assert first_break(Entry.objects.order_by("seq")) is None


def assert_nobody_holds_more_than_they_can() -> None:
    """Work that waits takes no capacity, so whoever went on with some may hold more."""
    resumed = Entry.objects.filter(verb="resume").values("by")
    held = Assignment.objects.open().exclude(reviewer__in=resumed).exclude(status="waiting")
    points = held.order_by().values("reviewer").annotate(points=Sum("points"))
    assert all(one["points"] <= 6 + 2 for one in points), "capacity is looked at before the last claim, not after"


def assert_the_ledger_counted_the_same(done: Counter[str]) -> None:
    entries = Counter(Entry.objects.values_list("verb", flat=True))
    assert {verb: entries[verb] for verb in COUNTED} == {verb: done[verb] for verb in COUNTED}
    ended = Counter(Assignment.objects.values_list("status", flat=True))
    assert ended[AssignmentStatus.LAPSED] == done["lapse"]
    assert ended[AssignmentStatus.DECLINED] == done["decline"]
    assert ended[AssignmentStatus.REASSIGNED] == entries["take_back"]
    handed_in = Entry.objects.filter(verb="submit").count() - done["take_back_review"]
    assert ended[AssignmentStatus.SUBMITTED] == handed_in
    assert Entry.objects.filter(verb="assign", subject_type="assignment").count() == sum(ended.values())
