"""The rules stand twice, for one person and one claim and as SQL for the queue: on random desks they agree."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from claims.models import Claim, Claimant, Topic
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from reviews.assignment.eligibility import Obstacle, Profile, obstacles, profile_of
from reviews.assignment.offering import anything_fits, first_fitting
from reviews.assignment.pulling import Pulled, pull_next
from reviews.models import Assignment, AwayPeriod, DeclaredInterest, Reviewer, ReviewerTopic, Round, SkippedClaim
from reviews.states import ASSIGNMENT_OPEN, AssignmentStatus, RoundStatus
from tests.factories.claims import AcceptedClaimFactory, AppearanceFactory, ArticleFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import AssignmentFactory, RoundFactory, plan, rating
from tests.scene import undone

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "de", "uk"]
# The letters at the end of ΟΔΟΣ and at the start of İzmir are lowered otherwise by Python than by the database.
NAMES = ["Harrow Water", "ΟΔΟΣ", "İzmir Post", "Öresund", "Straße"]
LEVELS = ["expert", "able", "learning"]
READ = [RoundStatus.SETTLED, RoundStatus.SET_ASIDE, RoundStatus.CLOSED_UNREAD]
AFTER_READ = [AssignmentStatus.SUBMITTED, AssignmentStatus.SUBMITTED, AssignmentStatus.DECLINED, AssignmentStatus.ENDED]
GIVEN_BACK = [AssignmentStatus.DECLINED, AssignmentStatus.REASSIGNED]


class RandomDesk:
    """Six people and ten claims, and whatever may stand between them."""

    def __init__(self, seed: int, *, at: datetime) -> None:
        self.draw, self.at = random.Random(seed), at
        self.editor = PersonFactory(name="Editor of all", role="admin")
        self.topics = [Topic.objects.create(name=name, slug=f"t{place}") for place, name in enumerate(NAMES[:3])]
        self.claimants = [Claimant.objects.create(name=name) for name in (*NAMES, "Nobody in particular")]
        self.people = [self._person(number) for number in range(6)]
        self.claims = [self._claim(number) for number in range(10)]

    def seldom(self, odds: float = 0.2) -> bool:
        return self.draw.random() < odds

    def _person(self, number: int) -> User:
        person = PersonFactory(name=f"Reader {number}", is_active=not self.seldom(0.1))
        known = Reviewer.objects.get(user=person)
        known.languages = self.draw.sample(LANGUAGES, self.draw.choice([0, 1, 2]))
        known.capacity = self.draw.choice([2, 16, 16])
        known.save()
        for topic in self.draw.sample(self.topics, self.draw.choice([0, 1, 2])):
            ReviewerTopic.objects.create(reviewer=known, topic=topic, level=self.draw.choice(LEVELS))
        if self.seldom(0.4):
            name = self.draw.choice([str.upper, str.lower, str])(self.draw.choice(NAMES))
            DeclaredInterest.objects.create(reviewer=known, kind="person", name=name)
        if self.seldom(0.1):
            AwayPeriod.objects.create(reviewer=known, from_on=self.at.date(), until_on=self.at.date())
        return person

    def _claim(self, number: int) -> Claim:
        claim = AcceptedClaimFactory(
            article=None,
            language=self.draw.choice(LANGUAGES),
            topic=self.draw.choice([None, *self.topics]),
            claimant=self.draw.choice([None, None, *self.claimants]),
            priority=self.draw.randrange(4),
            reviews_wanted=3,
            open_slots=self.draw.choice([0, 1, 2, 3]),
        )
        if self.seldom(0.4):
            outlet = self.draw.choice([*NAMES, "The Harbour Post"])
            AppearanceFactory(claim=claim, article=ArticleFactory(outlet=outlet))
        for _ in range(self.draw.choice([0, 0, 1])):
            self._round(claim, self.draw.choice(READ), AFTER_READ)
        if self.seldom(0.5):
            self._round(claim, RoundStatus.OPEN, AssignmentStatus.values)
            claim.status = ClaimStatus.IN_REVIEW
            claim.save()
        for person in self.people:
            if self.seldom(0.1):
                until = self.at + timedelta(hours=self.draw.choice([-1, 1]))
                SkippedClaim.objects.create(reviewer=person, claim=claim, until=until)
        return claim

    def _round(self, claim: Claim, status: str, statuses: list[str]) -> None:
        extra = {} if status == RoundStatus.OPEN else {"closed_at": self.at}
        if status == RoundStatus.SETTLED:
            extra["rating"] = rating("false")
        held = RoundFactory(
            claim=claim, plan=plan(self.draw.choice(["panel", "lead-and-second"])), status=status, **extra
        )
        for place, person in enumerate(self.draw.sample(self.people, self.draw.choice([1, 2, 3]))):
            AssignmentFactory(
                round=held,
                reviewer=person,
                assigned_by=self.editor,
                status=self.draw.choice(statuses),
                is_lead=held.plan.has_lead and place == 0,
            )

    def profile(self, person: User) -> Profile:
        return profile_of(person, at=self.at)

    def in_the_way(self, profile: Profile) -> list[Obstacle]:
        """Everything that stands between this person and any of the claims."""
        return [one for claim in self.claims for one in obstacles(profile, claim, under_way(claim))]

    def fitting(self, profile: Profile) -> list[int]:
        """By the rules for one person and one claim: what the queue may give, the highest priority first."""
        ranked = sorted(self.claims, key=lambda claim: (-claim.priority, claim.pk))
        return [claim.pk for claim in ranked if claim.open_slots and self._may_have(profile, claim)]

    def _may_have(self, profile: Profile, claim: Claim) -> bool:
        held = under_way(claim)
        # Whether somebody has room, is there and has an account is asked before anything is offered.
        in_the_way = {one.code for one in obstacles(profile, claim, held)} - {"full", "away", "closed"}
        return not (in_the_way or self._is_put_off(profile, claim) or self._would_lead(profile, claim, held))

    def _is_put_off(self, profile: Profile, claim: Claim) -> bool:
        mine = Assignment.objects.filter(round__claim=claim, reviewer=profile.user, status__in=GIVEN_BACK)
        skipped = SkippedClaim.objects.filter(claim=claim, reviewer=profile.user, until__gt=self.at)
        # Work left in a round that is over is nobody's to take up, but says that they were asked.
        open_elsewhere = Assignment.objects.filter(
            round__claim=claim, reviewer=profile.user, status__in=ASSIGNMENT_OPEN
        ).exclude(round__status=RoundStatus.OPEN)
        return mine.exists() or skipped.exists() or open_elsewhere.exists()

    def _would_lead(self, profile: Profile, claim: Claim, held: Round | None) -> bool:
        if claim.topic_id not in profile.learning:
            return False
        if held is None:
            return True
        return held.plan.has_lead and not Assignment.objects.live().filter(round=held, is_lead=True).exists()


def under_way(claim: Claim) -> Round | None:
    return Round.objects.filter(claim=claim, status=RoundStatus.OPEN).select_related("plan").first()


def offered(profile: Profile, *, at: datetime) -> Iterator[int]:
    """What the queue offers, one after the other."""
    passed: list[int] = []
    while claim := first_fitting(profile, at=at, passed=passed):
        yield claim.pk
        passed.append(claim.pk)


@pytest.mark.parametrize("seed", range(6))
def test_the_queue_offers_exactly_what_nothing_stands_in_the_way_of(seed, now):
    desk = RandomDesk(seed, at=now)
    for person in desk.people:
        profile = desk.profile(person)
        fitting = desk.fitting(profile)
        assert list(offered(profile, at=now)) == fitting, profile
        assert anything_fits(profile, at=now) == bool(fitting)


def test_the_random_desks_hold_every_obstacle_and_free_claims(now):
    met, free = set(), 0
    for seed in range(3):
        with undone():
            desk = RandomDesk(seed, at=now)
            profiles = [desk.profile(person) for person in desk.people]
            free += sum(len(desk.fitting(profile)) for profile in profiles)
            met |= {one.code for profile in profiles for one in desk.in_the_way(profile)}
    assert met >= {"asked_already", "reviewed_already", "conflict", "language", "topic", "full"}
    assert free > 20


def test_somebody_who_learns_a_topic_never_leads_by_the_queue(people, now):
    topic = Topic.objects.create(name="Health", slug="health")
    ReviewerTopic.objects.create(reviewer=people.second.reviewer, topic=topic, level="learning")
    claim = AcceptedClaimFactory(language="en", topic=topic, reviews_wanted=3, open_slots=2, status="in_review")
    held = RoundFactory(claim=claim, plan=plan())
    lead = AssignmentFactory(round=held, reviewer=people.lead, is_lead=True, status="lapsed")
    assert pull_next(by=people.second, at=now).code == "none_for_you"
    Assignment.objects.filter(pk=lead.pk).update(status="in_progress")
    pulled = pull_next(by=people.second, at=now)
    assert isinstance(pulled, Pulled)
    assert (pulled.assignment.round, pulled.assignment.is_lead) == (held, False)
