"""Thirty-two people at once on a real database: pull, submit, decline, lapse, take back; no seat is given twice."""

import random
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Now

from claims.models import Claim
from factcheck.core.errors import DomainError
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from reviews.assignment.by_hand import decline_assignment, take_back_assignment
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.pulling import Pulled, pull_next
from reviews.models import Assignment, Reviewer, Round
from reviews.reviewing import save_draft, submit_review, take_back_review
from reviews.states import ASSIGNMENT_LIVE
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import AdminFactory, PersonFactory

PEOPLE = 32
RATINGS = ["true", "mostly-true", "false"]


class Crowd:
    """Threads that act until told to stop; what they met is counted, what no verb may raise is kept."""

    def __init__(self, *, people, admin, at, seconds: float) -> None:
        self.admin, self.at = admin, at
        self.until = time.monotonic() + seconds
        self.done: Counter[str] = Counter()
        self.broken: list[BaseException] = []
        self._threads = [threading.Thread(target=self._act, args=(one, seed)) for seed, one in enumerate(people)]

    def run(self) -> None:
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join()

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
        verb = rng.choice([self.pull, self.pull, self.submit, self.submit, self.decline, self.lapse, self.take_back])
        try:
            verb(person, rng)
            self.done[verb.__name__] += 1
        except DomainError as refusal:
            self.done[f"{verb.__name__}: {refusal.code}"] += 1

    def pull(self, person, rng) -> None:
        pulled = pull_next(by=person, at=self.at)
        self.done[pulled.queue if isinstance(pulled, Pulled) else pulled.code] += 1

    def submit(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().first()
        if mine is None:
            return
        submit_review(
            assignment_id=mine.pk,
            rating_key=rng.choice(RATINGS),
            rationale="Counted.",
            readings={},
            by=person,
            at=self.at,
        )
        if rng.random() < 0.2:
            take_back_review(assignment_id=mine.pk, by=person, at=self.at)

    def decline(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().first()
        if mine is not None and rng.random() < 0.5:
            decline_assignment(assignment_id=mine.pk, because="No time", by=person, at=self.at)
        elif mine is not None:
            save_draft(assignment_id=mine.pk, by=person, at=self.at, version=0, rationale="So far")

    def lapse(self, person, rng) -> None:
        mine = Assignment.objects.of(person).open().exclude(pulled_until=None)
        mine.update(pulled_until=Now() - timedelta(seconds=1))
        lapse_pulled(at=self.at)

    def take_back(self, person, rng) -> None:
        others = Assignment.objects.open().order_by("?").first()
        if others is not None:
            take_back_assignment(assignment_id=others.pk, because="Needed elsewhere", by=self.admin, at=self.at)


@pytest.mark.parametrize("seconds", [3, pytest.param(20, marks=pytest.mark.slow)])
def test_a_crowd_never_gets_a_seat_twice_and_the_sums_agree(now, seconds, transactional_db):
    people = PersonFactory.create_batch(PEOPLE)
    Reviewer.objects.update(languages=[], capacity=6)
    AcceptedClaimFactory.create_batch(120, language="en", reviews_wanted=2, open_slots=2)
    crowd = Crowd(people=people, admin=AdminFactory(), at=now, seconds=seconds)
    crowd.run()
    assert crowd.broken == []
    assert crowd.done["new"] > PEOPLE, crowd.done
    assert crowd.done["submit"] > PEOPLE, crowd.done
    assert_sums_agree()
    assert first_break(Entry.objects.order_by("seq")) is None


def assert_sums_agree() -> None:
    live = Count("assignments", filter=Q(assignments__status__in=ASSIGNMENT_LIVE))
    rounds = Round.objects.annotate(live=live)
    assert not rounds.filter(live__gt=F("reviews_wanted")).exists()
    for claim in Claim.objects.exclude(status="accepted"):
        current = rounds.filter(claim=claim).order_by("-number").first()
        assert claim.open_slots == claim.reviews_wanted - current.live, claim
    untouched = Claim.objects.filter(status="accepted")
    assert not untouched.exclude(open_slots=F("reviews_wanted")).exists()
    held = Assignment.objects.open().values("reviewer").annotate(points=Sum("points"))
    assert all(one["points"] <= 6 + 2 for one in held), "capacity is looked at before the last claim, not after"
