"""Who may be asked to check a claim, and what stands in the way of everybody else.

The same rules stand in two shapes: `obstacles` names them for one person and one claim, `fitting` narrows a query to
the claims one person may take from the queue.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Lower

from claims.models import Claim, Claimant, Edition
from factcheck.accounts.models import User
from reviews.models import Assignment, AwayPeriod, DeclaredInterest, Reviewer, ReviewerTopic, Round, SkippedClaim
from reviews.states import AssignmentStatus

DEFAULT_CAPACITY = 16
ACTIVE = [AssignmentStatus.ASSIGNED, AssignmentStatus.IN_PROGRESS]
NEVER_AGAIN = [one for one in AssignmentStatus.values if one != AssignmentStatus.LAPSED]


@dataclass(frozen=True)
class Obstacle:
    """A reason why somebody should not get a claim. An editor may override some, with a reason."""

    code: str
    sentence: str
    may_override: bool = False


@dataclass(frozen=True)
class Profile:
    """What the rules need to know of a reviewer, read once."""

    user: User
    capacity: int = DEFAULT_CAPACITY
    languages: frozenset[str] = frozenset()  # empty: every language
    able: frozenset[int] = frozenset()  # topics
    learning: frozenset[int] = frozenset()
    interests: frozenset[str] = frozenset()  # names, in lower case
    is_away: bool = False
    load: int = 0  # points of open work that is not waiting

    @property
    def is_full(self) -> bool:
        return self.load >= self.capacity


def profiles_of(people: Collection[User], *, at: datetime) -> dict[int, Profile]:
    """The profiles of these people by id, in a handful of queries however many they are."""
    ids = [person.pk for person in people]
    rows = {one.user_id: one for one in Reviewer.objects.filter(user__in=ids)}
    levels = list(ReviewerTopic.objects.filter(reviewer__user__in=ids).values_list("reviewer__user", "topic", "level"))
    interests = list(
        DeclaredInterest.objects.filter(reviewer__user__in=ids).values_list("reviewer__user", Lower("name"))
    )
    away = set(away_on(at).filter(reviewer__user__in=ids).values_list("reviewer__user", flat=True))
    loads = load_of(ids)
    return {
        person.pk: Profile(
            user=person,
            capacity=rows[person.pk].capacity if person.pk in rows else DEFAULT_CAPACITY,
            languages=frozenset(rows[person.pk].languages) if person.pk in rows else frozenset(),
            able=frozenset(topic for user, topic, level in levels if user == person.pk and level != "learning"),
            learning=frozenset(topic for user, topic, level in levels if user == person.pk and level == "learning"),
            interests=frozenset(name for user, name in interests if user == person.pk),
            is_away=person.pk in away,
            load=loads.get(person.pk, 0),
        )
        for person in people
    }


def profile_of(person: User, *, at: datetime) -> Profile:
    return profiles_of([person], at=at)[person.pk]


def away_on(at: datetime) -> QuerySet:
    """Absences that cover the day of `at`, which is in the desk's time zone."""
    day = at.date()
    return AwayPeriod.objects.filter(from_on__lte=day, until_on__gte=day)


def load_of(ids: Sequence[int]) -> dict[int, int]:
    """Points of open work that is not waiting, by person; people without any are left out."""
    open_work = Assignment.objects.filter(reviewer__in=ids, status__in=ACTIVE)
    return dict(open_work.order_by().values_list("reviewer").annotate(points=Sum("points")))


def obstacles(profile: Profile, claim: Claim, round: Round | None) -> list[Obstacle]:
    """Everything that stands between this person and this claim, the gravest first; empty when nothing does."""
    person = profile.user
    found = []
    if not person.is_active:
        found.append(Obstacle("closed", f"{person}'s account is closed."))
    if round is not None and Assignment.objects.live().filter(round=round, reviewer=person).exists():
        found.append(Obstacle("asked_already", f"{person} is already asked to check this claim."))
    elif has_reviewed(person, claim):
        found.append(Obstacle("reviewed_already", f"{person} has reviewed this claim already."))
    if has_conflict(profile, claim):
        # Others see that there is a conflict, never which.
        found.append(Obstacle("conflict", f"{person} has declared a conflict of interest."))
    if profile.is_away:
        found.append(Obstacle("away", f"{person} is away."))
    return found + soft_obstacles(profile, claim)


def soft_obstacles(profile: Profile, claim: Claim) -> list[Obstacle]:
    """What an editor may override with a reason: language, topic, load."""
    person, found = profile.user, []
    if profile.languages and claim.language and claim.language not in profile.languages:
        found.append(Obstacle("language", f"{person} does not work in this language ({claim.language}).", True))
    if claim.topic_id and (profile.able or profile.learning) and claim.topic_id not in profile.able | profile.learning:
        found.append(Obstacle("topic", f"“{claim.topic}” is not among {person}'s topics.", True))
    if profile.is_full:
        found.append(Obstacle("full", f"{person} is full: {profile.load} of {profile.capacity} points.", True))
    return found


def has_reviewed(person: User, claim: Claim) -> bool:
    """Whether this person handed in a review of the claim that still stands, in a round that was read."""
    read = Assignment.objects.filter(round__claim=claim, reviewer=person, status=AssignmentStatus.SUBMITTED)
    return read.exclude(round__status="closed_unread").exists()


def has_conflict(profile: Profile, claim: Claim) -> bool:
    """Whether a declared interest names the claimant, the topic, or an outlet the claim stood in."""
    if not profile.interests:
        return False
    named = [str(one).lower() for one in (claim.claimant, claim.topic) if one is not None]
    if profile.interests.intersection(named):
        return True
    outlets = Edition.objects.filter(article__appearances__claim=claim).values_list(Lower("outlet"), flat=True)
    return bool(profile.interests.intersection(outlets))


def fitting(profile: Profile, *, at: datetime, languages: Collection[str] | None = None) -> QuerySet:
    """Claims with a free seat that this person may take from the queue, in no order.

    `languages` narrows further; None means those of the profile. Load is not looked at here.
    """
    mine = Assignment.objects.filter(round__claim=OuterRef("pk"), reviewer=profile.user, status__in=NEVER_AGAIN)
    skipped = SkippedClaim.objects.filter(claim=OuterRef("pk"), reviewer=profile.user, until__gt=at)
    claims = Claim.objects.filter(open_slots__gt=0).exclude(Exists(mine)).exclude(Exists(skipped))
    wanted = profile.languages if languages is None else languages
    if wanted:
        claims = claims.filter(language__in=wanted)
    if profile.able or profile.learning:
        claims = claims.filter(_topics(profile))
    return _without_conflicts(claims, profile)


def _topics(profile: Profile) -> Q:
    """Learners do not lead: they take a seat of a round that has begun."""
    fits = Q(topic=None) | Q(topic__in=profile.able)
    return fits | Q(topic__in=profile.learning, status="in_review") if profile.learning else fits


def _without_conflicts(claims: QuerySet, profile: Profile) -> QuerySet:
    if not profile.interests:
        return claims
    claimants = Claimant.objects.annotate(low=Lower("name")).filter(low__in=profile.interests)
    outlets = Edition.objects.annotate(low=Lower("outlet")).filter(low__in=profile.interests)
    claims = claims.exclude(claimant__in=list(claimants.values_list("pk", flat=True)))
    claims = claims.exclude(topic__in=_topic_ids(profile))
    articles = list(outlets.values_list("article", flat=True).distinct())
    return claims.exclude(appearances__article__in=articles) if articles else claims


def _topic_ids(profile: Profile) -> list[int]:
    topics = Claim._meta.get_field("topic").related_model.objects.annotate(low=Lower("name"))
    return list(topics.filter(low__in=profile.interests).values_list("pk", flat=True))
