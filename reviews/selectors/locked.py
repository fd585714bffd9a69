"""Rows to decide on, locked in one fixed order: person, claim, round, assignment, source, copy, evidence. Call inside
an act.

FOR NO KEY UPDATE: two verbs still exclude each other, but a row that only refers to one of these (PostgreSQL looks
again at the keys of a row changed twice, at commit) does not wait for it while it holds the ledger.
"""

from collections.abc import Collection, Sequence

from django.db import connection

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.statements import Blank, Kept, prepared
from reviews.models import Assignment, DraftEvidence, Evidence, Reviewer, Round, Source, VerdictDraft

CLAIM = Kept(lambda: Claim.objects.select_for_update(of=("self",), no_key=True).filter(pk=Blank("pk")))
ROUND = Kept(
    lambda: (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan", "scale", "wording")
        .filter(pk=Blank("pk"))
    )
)
ASSIGNMENT = Kept(
    lambda: (
        Assignment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("reviewer")
        .filter(pk=Blank("pk"))
    )
)
REVIEWERS = """SELECT user_id FROM reviews_reviewer WHERE user_id = ANY(%s) ORDER BY user_id FOR NO KEY UPDATE"""


def lock_claim(claim_id: int, *, by: User) -> Claim:
    """The claim, locked. Raises `NotFound` when it is unknown or not visible."""
    claim = Claim.objects.visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=claim_id).first()
    if claim is None:
        raise NotFound
    return claim


def lock_claims(claim_ids: Sequence[int], *, by: User) -> list[Claim]:
    """The claims in the order asked for, locked by id. Raises `NotFound` when one is unknown or not visible."""
    rows = Claim.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    found = {claim.pk: claim for claim in rows.filter(pk__in=claim_ids).order_by("pk")}
    if set(claim_ids) - set(found):
        raise NotFound
    return [found[pk] for pk in claim_ids]


def lock_round(round_id: int, *, by: User) -> Round:
    """The round and its claim, locked. Raises `NotFound`."""
    claim_id = Round.objects.visible_to(by).filter(pk=round_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise NotFound
    return _lock_round_of(claim_id, round_id)


def _lock_round_of(claim_id: int, round_id: int) -> Round:
    """For somebody who sees the round: they see its claim."""
    [claim] = CLAIM.all(pk=claim_id)
    [locked] = ROUND.all(pk=round_id)
    locked.claim = claim
    return locked


def lock_assignment(assignment_id: int, *, by: User) -> Assignment:
    """The assignment, its round and its claim, locked. Raises `NotFound`, also for somebody else's."""
    visible = Assignment.objects.visible_to(by).filter(pk=assignment_id)
    found = visible.order_by().values_list("round__claim_id", "round_id").first()
    if found is None:
        raise NotFound
    round_ = _lock_round_of(*found)
    [locked] = ASSIGNMENT.all(pk=assignment_id)
    locked.round = round_
    return locked


def lock_typing(assignment_id: int, *, by: User) -> Assignment:
    """The assignment alone, locked: enough to save what its reviewer types. Raises `NotFound`."""
    visible = Assignment.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    locked = visible.select_related("round__scale", "reviewer").filter(pk=assignment_id).first()
    if locked is None:
        raise NotFound
    return locked


def lock_source(source_id: int, *, by: User | None = None) -> Source:
    """The source, locked. Raises `NotFound`, also when it was joined to another one meanwhile. `by` None: a job."""
    rows = Source.objects.all() if by is None else Source.objects.visible_to(by)
    source = rows.select_for_update(of=("self",), no_key=True).filter(pk=source_id).first()
    if source is None:
        raise NotFound
    return source


def lock_cited_sources(draft: VerdictDraft) -> None:
    """Hold what a draft cites as it is: what is asked of a source now comes before all that follows, or after it.

    By id, after the claim.
    """
    cited = DraftEvidence.objects.filter(draft=draft).values("evidence__source")
    list(Source.objects.select_for_update(no_key=True).filter(pk__in=cited).order_by("pk").values_list("pk"))


def lock_evidence(evidence_id: int, *, by: User) -> Evidence:
    """The piece of evidence and its claim, locked. Raises `NotFound`."""
    claim_id = Evidence.objects.visible_to(by).filter(pk=evidence_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise NotFound
    claim = lock_claim(claim_id, by=by)
    locked = Evidence.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence_id)
    locked.claim = claim
    return locked


def lock_reviewer(user_id: int, *, by: User) -> Reviewer:
    """The person as a reviewer, locked; made when they have not been one. Raises `NotFound`. Before any claim."""
    person = User.objects.visible_to(by).filter(pk=user_id).first()
    if person is None:
        raise NotFound
    rows = Reviewer.objects.select_for_update(of=("self",), no_key=True).filter(user=person)
    locked = rows.first()
    if locked is None:
        lock_people([user_id])  # whoever asks them now waits at the person, for there is no reviewer yet
        Reviewer.objects.get_or_create(user=person)
        locked = rows.get()
    locked.user = person
    return locked


def lock_people(user_ids: Collection[int]) -> None:
    """Hold these people's profiles, interests and load still while they are asked. Before any claim.

    Their rows as reviewers, by id of the person; of those who are none yet, the person's own. Unknown ids are passed
    over.
    """
    missing = sorted(set(user_ids) - _lock_reviewers(user_ids))
    if missing:
        people = User.objects.select_for_update(no_key=True).filter(pk__in=missing).order_by("pk")
        list(people.values_list("pk", flat=True))
        _lock_reviewers(missing)  # somebody may have become one while we waited


def _lock_reviewers(user_ids: Collection[int]) -> set[int]:
    with prepared(), connection.cursor() as cursor:
        cursor.execute(REVIEWERS, [list(set(user_ids))])
        return {user_id for (user_id,) in cursor.fetchall()}
