"""Taking a desk model out of use: the version before it comes back, or the prior alone."""

from datetime import datetime

from django.db import connection

from claims import kinds
from claims.learning.features import SCHEME
from claims.models import DeskModel
from claims.policies import may_look_after_model
from claims.states import DeskModelStatus
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.jobs import queue
from factcheck.jobs.clock import NOTHING
from factcheck.ledger import acts as ledger

LOCK = 4_713_004  # the transaction advisory lock under which versions change


def take_turns() -> None:
    """Wait until nobody else makes, promotes or rolls back a version. Lasts until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def roll_back(*, model_id: int, by: User, at: datetime) -> DeskModel | None:
    """Take the version in use out of use for good; what is in use instead, None for the prior alone.

    Open proposals are weighed again by a job. A later version must prove itself on articles triaged from now on.
    Raises `NotAllowed`, `NotFound`, `InvalidTransition` when this version is not in use.
    """
    may_look_after_model(by).or_refuse()
    with ledger.act("roll_back", by=by, at=at) as act:
        take_turns()
        model = DeskModel.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=model_id).first()
        if model is None:
            raise NotFound("There is no such version.")
        act.about(model)
        before = _version_before(model)
        fall_back(model, to=before, by=by, at=at)
        act.note(number=model.number, instead=before.number if before else None)
        queue.enqueue(kinds.RESCORE, subject_id=NOTHING)
    return before


def _version_before(model: DeskModel) -> DeskModel | None:
    """The newest older version that was in use, was not itself rolled back, and can still be read."""
    retired = DeskModel.objects.filter(status=DeskModelStatus.RETIRED, rolled_back_at=None, scheme=SCHEME)
    older = retired.exclude(promoted_at=None).filter(number__lt=model.number)
    return older.select_for_update(of=("self",)).order_by("-number").first()


def fall_back(model: DeskModel, *, to: DeskModel | None, by: User | None, at: datetime) -> None:
    """The writing of it. The caller has taken its turn, inside an act."""
    if model.status != DeskModelStatus.ACTIVE:
        raise InvalidTransition(f"{model} is not in use.", extra={"status_now": model.status})
    model.rolled_back_at, model.rolled_back_by = at, by
    # The status first: a version in use was not rolled back, says the database.
    model.advance("roll_back", by=by, at=at)
    model.save(update_fields=["rolled_back_at", "rolled_back_by"])
    if to is not None:
        to.advance("reinstate", by=by, at=at)
