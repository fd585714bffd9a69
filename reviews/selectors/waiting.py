"""Everything the board counts and lists, read at once."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection

COUNT_TO = 1000  # a board says "1000+" rather than count a long table
PREVIEW = 6  # claims of each group on the whole board
PLACE = re.compile(r"%\((\w+)\)s")

# One statement for what were fifteen: the round trips and the putting together of the queries were half of what the
# board cost. Each part stops at `most` and is read in the order of an index: a table of any length costs the same.
# Claims half asked are read by the day they were accepted: only the index made for them gives that order, so that no
# plan walks all claims under review.
WAITING = """
WITH absent AS MATERIALIZED (
  SELECT r.user_id AS id FROM reviews_awayperiod away JOIN reviews_reviewer r ON r.id = away.reviewer_id
  WHERE away.from_on <= %(day)s AND away.until_on >= %(day)s
  UNION
  SELECT person.id FROM accounts_user person WHERE NOT person.is_active AND EXISTS (
    SELECT FROM reviews_assignment held
    WHERE held.reviewer_id = person.id AND held.status IN ('assigned', 'in_progress', 'waiting'))
)
SELECT
  ARRAY(SELECT id FROM absent),
  ARRAY(SELECT claim.id FROM claims_claim claim WHERE claim.status = 'settled' AND NOT EXISTS (
      SELECT FROM reviews_verdictdraft draft WHERE draft.claim_id = claim.id AND draft.status <> 'published')
    ORDER BY claim.priority DESC, claim.id LIMIT %(most)s),
  ARRAY(SELECT id FROM claims_claim WHERE status = 'in_review' AND open_slots > 0
    ORDER BY decided_at, id LIMIT %(most)s),
  ARRAY(SELECT claim_id FROM reviews_recheck WHERE decision = '' ORDER BY opened_at, id LIMIT %(most)s),
  ARRAY(SELECT claim_id FROM reviews_recheck WHERE decision <> '' AND done_at IS NULL
    ORDER BY decided_at, id LIMIT %(most)s),
  ARRAY(SELECT page.claim_id FROM (
      SELECT id, number, due_at FROM reviews_complaint WHERE closed_at IS NULL AND due_at < %(tomorrow)s
      ORDER BY due_at, id LIMIT %(most)s) due JOIN reviews_publicverdict page ON page.number = due.number
    ORDER BY due.due_at, due.id),
  ARRAY(SELECT look.claim_id FROM reviews_round look JOIN claims_claim claim ON claim.id = look.claim_id
    WHERE look.is_second_look AND look.status = 'open' AND (claim.open_slots > 0 OR EXISTS (
      SELECT FROM reviews_assignment late WHERE late.round_id = look.id
      AND late.status IN ('assigned', 'in_progress') AND late.due_at < %(at)s))
    ORDER BY look.opened_at, look.id LIMIT %(most)s),
  ARRAY(SELECT claim_id FROM reviews_verdictdraft WHERE status IN ('ready', 'signed_off')
    ORDER BY handed_in_at, id LIMIT %(most)s),
  (SELECT min(handed_in_at) FROM reviews_verdictdraft WHERE status IN ('ready', 'signed_off')),
  ARRAY(SELECT claim_id FROM reviews_round WHERE status = 'adjudication' ORDER BY closed_at, id LIMIT %(most)s),
  ARRAY(SELECT round.claim_id FROM (
      SELECT id, round_id, due_at FROM reviews_assignment
      WHERE status IN ('assigned', 'in_progress') AND due_at < %(at)s
      ORDER BY due_at, id LIMIT %(most)s) late JOIN reviews_round round ON round.id = late.round_id
    ORDER BY late.due_at, late.id),
  ARRAY(SELECT round.claim_id FROM (
      SELECT id, round_id, due_at FROM reviews_assignment
      WHERE status IN ('assigned', 'in_progress', 'waiting') AND reviewer_id = ANY(ARRAY(SELECT id FROM absent))
      ORDER BY due_at, id LIMIT %(most)s) held JOIN reviews_round round ON round.id = held.round_id
    ORDER BY held.due_at, held.id),
  ARRAY(SELECT claim_id FROM reviews_flag WHERE settled_at IS NULL ORDER BY raised_at, id LIMIT %(most)s),
  ARRAY(SELECT claim_id FROM reviews_hold WHERE released_at IS NULL ORDER BY placed_at, id LIMIT %(most)s),
  ARRAY(SELECT contact.claim_id FROM reviews_claimantcontact contact JOIN claims_claim claim
      ON claim.id = contact.claim_id AND claim.status IN ('accepted', 'in_review', 'adjudication', 'settled')
    WHERE contact.status = 'asked' AND contact.deadline_at <= %(at)s
    ORDER BY contact.deadline_at, contact.id LIMIT %(most)s),
  ARRAY(SELECT id FROM claims_claim WHERE status = 'accepted' ORDER BY priority DESC, id LIMIT %(first)s),
  (SELECT count(*) FROM (
    SELECT FROM claims_claim WHERE status = 'accepted' ORDER BY priority DESC, id LIMIT %(most)s) bounded),
  ARRAY(SELECT id FROM (
      (SELECT priority, id FROM claims_claim WHERE status = 'in_review' ORDER BY priority DESC, id LIMIT %(first)s)
      UNION ALL
      (SELECT priority, id FROM claims_claim WHERE status = 'settled' ORDER BY priority DESC, id LIMIT %(first)s)
    ) walked
    ORDER BY priority DESC, id LIMIT %(first)s),
  (SELECT min(received_at) FROM claims_article WHERE status = 'split' AND triage_finished_at IS NULL),
  (SELECT count(*) FROM (
    SELECT FROM claims_article WHERE status = 'split' AND triage_finished_at IS NULL
    ORDER BY received_at LIMIT %(most)s) bounded),
  (SELECT count(*) FROM (
    SELECT FROM jobs_job WHERE state = 'quarantined' ORDER BY id DESC LIMIT %(most)s) bounded),
  (SELECT count(*) FROM (
    SELECT FROM reviews_complaint WHERE closed_at IS NULL AND due_at < %(tomorrow)s
    ORDER BY due_at, id LIMIT %(most)s) bounded),
  (SELECT min(received_at) FROM claims_tip WHERE answered_at IS NULL),
  (SELECT count(*) FROM (
    SELECT FROM claims_tip WHERE answered_at IS NULL ORDER BY received_at, id LIMIT %(most)s) bounded),
  (SELECT count(*) FROM webhooks_receiver
    WHERE disabled_because IN ('gone', 'failing') OR (disabled_at IS NULL AND failing_since IS NOT NULL)),
  (SELECT count(*) FROM claims_importfeed WHERE is_on AND failures > 0)
"""


class Waiting(NamedTuple):
    """What waits: ids of claims, those that wait longest first, one more than `COUNT_TO` at most; counts likewise."""

    absent: list[int]  # people who are away on the day or whose account is closed, with work open
    unwritten: list[int]  # settled, and nobody writes it; highest priority first
    half_asked: list[int]  # under review, with a seat that nobody has
    evidence_changed: list[int]
    to_put_right: list[int]  # published; to be checked anew or corrected, and not done yet
    error_reports: list[int]  # complaints to be answered by the end of the desk's day
    early_checks: list[int]  # published early; nobody gives the second opinion, or whoever does is late with it
    to_sign_off: list[int]
    to_sign_off_since: datetime | None
    splits: list[int]
    overdue: list[int]  # with work that is due and not waiting for anything
    held_by_absent: list[int]
    flags: list[int]
    holds: list[int]
    answers_overdue: list[int]  # the claimant was asked, and the deadline has passed
    to_assign: list[int]  # the first `PREVIEW`, highest priority first
    to_assign_count: int
    under_way: list[int]  # the first `PREVIEW`, highest priority first
    untriaged_since: datetime | None
    untriaged: int
    failed_jobs: int
    complaints_due: int  # to be answered by the end of the desk's day, whatever they are about
    tips_since: datetime | None
    tips: int  # of readers, that nobody has answered
    failing_webhooks: int  # whose last message did not arrive, and those switched off for that; a desk has 20 at most
    failing_feeds: int  # of other publishers, whose last pull failed; a desk has 200 at most


def read_waiting(*, at: datetime) -> Waiting:
    """All of it at that moment, which is told in the desk's time zone: its day decides who is away. One query."""
    tomorrow = (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    named = {"at": at, "day": at.date(), "tomorrow": tomorrow, "most": COUNT_TO + 1, "first": PREVIEW}
    with connection.cursor() as cursor:
        # By place, because whatever is put before a statement (as triggers are told to stand aside) goes by place too.
        cursor.execute(PLACE.sub("%s", WAITING), [named[name] for name in PLACE.findall(WAITING)])
        return Waiting(*cursor.fetchone())
