"""What the queue offers a person: the claim with the highest priority that fits them, of those nobody is taking now.

The rules of `eligibility.obstacles` once more, as conditions on rows. They are written as SQL: every taking of a claim
asks them of a table that may hold a million claims, and making the query cost three times what running it did.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from claims.models import Claim
from reviews.assignment.eligibility import NEVER_AGAIN, Profile
from reviews.states import ASSIGNMENT_LIVE

Conditions = tuple[str, list[object]]

FREE = """claim.open_slots > 0
    AND NOT EXISTS (SELECT FROM reviews_assignment asked JOIN reviews_round ON reviews_round.id = asked.round_id
        WHERE reviews_round.claim_id = claim.id AND asked.reviewer_id = %s AND asked.status = ANY(%s)
            AND NOT (asked.status = 'submitted' AND reviews_round.status = 'closed_unread'))
    AND NOT EXISTS (SELECT FROM reviews_skippedclaim skipped
        WHERE skipped.claim_id = claim.id AND skipped.reviewer_id = %s AND skipped.until > %s)"""
IN_LANGUAGE = "claim.language = ANY(%s)"
# Learners do not lead: they take a seat of a round that has begun and does not want for its lead.
ON_TOPIC = """(claim.topic_id IS NULL OR claim.topic_id = ANY(%s)
    OR claim.topic_id = ANY(%s) AND claim.status = 'in_review' AND NOT EXISTS (
        SELECT FROM reviews_round JOIN reviews_reviewplan plan ON plan.id = reviews_round.plan_id AND plan.has_lead
        WHERE reviews_round.claim_id = claim.id AND reviews_round.status = 'open' AND NOT EXISTS (
            SELECT FROM reviews_assignment leads
            WHERE leads.round_id = reviews_round.id AND leads.is_lead AND leads.status = ANY(%s))))"""
WITHOUT_CONFLICT = """NOT EXISTS (SELECT FROM claims_claimant WHERE id = claim.claimant_id AND lower(name) = ANY(%s))
    AND NOT EXISTS (SELECT FROM claims_topic WHERE id = claim.topic_id AND lower(name) = ANY(%s))
    AND NOT EXISTS (SELECT FROM claims_appearance place JOIN claims_edition USING (article_id)
        WHERE place.claim_id = claim.id AND lower(outlet) = ANY(%s))"""
ORDER = "claim.priority DESC, claim.id"

FIRST = f"""SELECT claim.* FROM claims_claim claim WHERE {{conditions}} AND claim.id <> ALL(%s)
    ORDER BY {ORDER} LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED"""
# Within one language the index is walked from its top; over several it would have to be sorted.
BEST_LANGUAGE = f"""SELECT language.code FROM unnest(%s::text[]) AS language (code), LATERAL (
        SELECT claim.priority, claim.id FROM claims_claim claim
        WHERE claim.language = language.code AND {{conditions}} AND claim.id <> ALL(%s) ORDER BY {ORDER} LIMIT 1
    ) AS claim ORDER BY {ORDER} LIMIT 1"""


def first_fitting(profile: Profile, *, at: datetime, passed: Sequence[int] = ()) -> Claim | None:
    """The claim that comes first for this person, locked; None when there is none that nobody else is taking.

    Load is not looked at. `passed`: ids of claims that turned out not to fit.
    """
    languages = sorted(profile.languages)
    if len(languages) > 1:
        languages = _best_language(profile, languages, at=at, passed=passed)
    conditions, facts = _conditions(profile, languages, at=at)
    return next(iter(Claim.objects.raw(FIRST.format(conditions=conditions), [*facts, list(passed)])), None)


def anything_fits(profile: Profile, *, at: datetime) -> bool:
    """Whether a claim with a free seat fits this person, even one that somebody is taking at this moment."""
    conditions, facts = _conditions(profile, sorted(profile.languages), at=at)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM claims_claim claim WHERE {conditions})", facts)
        return cursor.fetchone()[0]


def _best_language(profile: Profile, languages: list[str], *, at: datetime, passed: Sequence[int]) -> list[str]:
    conditions, facts = _conditions(profile, [], at=at)
    with connection.cursor() as cursor:
        cursor.execute(BEST_LANGUAGE.format(conditions=conditions), [languages, *facts, list(passed)])
        best = cursor.fetchone()
    return [best[0]] if best else languages


def _conditions(profile: Profile, languages: list[str], *, at: datetime) -> Conditions:
    person = profile.user.pk
    parts: list[Conditions] = [(FREE, [person, NEVER_AGAIN, person, at])]
    if languages:
        parts.append((IN_LANGUAGE, [languages]))
    if profile.able or profile.learning:
        parts.append((ON_TOPIC, [list(profile.able), list(profile.learning), ASSIGNMENT_LIVE]))
    if profile.interests:
        parts.append((WITHOUT_CONFLICT, [list(profile.interests)] * 3))
    return " AND ".join(words for words, _ in parts), [fact for _, facts in parts for fact in facts]
