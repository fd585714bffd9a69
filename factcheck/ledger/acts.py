"""Acts: the change and its record in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models, transaction

from factcheck.ledger.chain import GENESIS, canonical, entry_hash
from factcheck.statements import prepared

LOCK = 4_713_001  # the chain's transaction advisory lock
# By hand: every act of the house waits for these lines, and making them took the model longer than running them.
LAST = "SELECT seq, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1"
WRITE = """INSERT INTO ledger_entry (seq, at, verb, subject_type, subject_id, by_id, payload, previous_hash, hash)
SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[],
    %s::text[], %s::text[])"""


@dataclass
class Act:
    """One act under way. `about` names its subject once there is one; `note` adds facts (ids and codes only)."""

    verb: str
    at: datetime
    by_id: int | None
    subject: models.Model | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def about(self, subject: models.Model) -> None:
        self.subject = subject

    def note(self, **facts: Any) -> None:
        self.facts.update(facts)


_open_acts: ContextVar[list[Act] | None] = ContextVar("open_acts", default=None)


@contextmanager
def act(
    verb: str, *, by: models.Model | None, at: datetime, subject: models.Model | None = None, **facts: Any
) -> Iterator[Act]:
    """Run a verb and write its ledger entry in the same transaction, just before commit.

    The outermost act opens the transaction and writes the entries of all acts nested in it, in order.
    When the body raises, neither the change nor the record remains, of a nested act too.
    """
    current = Act(verb, at, by.pk if by is not None else None, subject, facts)
    acts = _open_acts.get()
    opened = _outermost(current) if acts is None else _nested(acts, current)
    with opened:
        yield current


@contextmanager
def together() -> Iterator[list[Act]]:
    """One transaction around whatever acts follow; their entries are written together, in order, just before commit.

    So what comes after an act may still write, and nobody waits for the chain meanwhile. Who reads the ledger in here
    does not find these acts yet. Raises `RuntimeError` inside an act.
    """
    if _open_acts.get() is not None:
        raise RuntimeError("acts are gathered around the outermost one only")
    acts: list[Act] = []
    token = _open_acts.set(acts)
    try:
        with transaction.atomic():
            yield acts
            if acts:
                _write(acts)
    finally:
        _open_acts.reset(token)


@contextmanager
def _outermost(current: Act) -> Iterator[None]:
    with together() as acts:
        acts.append(current)
        yield


@contextmanager
def _nested(acts: list[Act], current: Act) -> Iterator[None]:
    before = len(acts)
    acts.append(current)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        # Whoever catches this goes on as if the act had never begun.
        del acts[before:]
        raise


def record(verb: str, *, subject: models.Model, by: models.Model | None, at: datetime, **facts: Any) -> None:
    """Add a fact to the act under way. Raises `RuntimeError` outside any act: nothing changes unrecorded."""
    acts = _open_acts.get()
    if acts is None:
        raise RuntimeError(f"{verb}: a status changes only inside ledger.act()")
    for pending in acts:
        if pending.verb == verb and pending.subject == subject:
            pending.note(**facts)
            return
    acts.append(Act(verb, at, by.pk if by is not None else None, subject, facts))


def _write(acts: list[Act]) -> None:
    with prepared(), connection.cursor() as cursor:
        # The lock in one statement, the last hash in the next: a single statement would read its old snapshot.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(LAST)
        last = cursor.fetchone() or (0, GENESIS)
        rows, previous_hash = [], last[1]
        for seq, done in enumerate(acts, start=last[0] + 1):
            columns = _columns(seq, done, previous_hash)
            previous_hash = entry_hash(**columns)
            rows.append([*columns.values(), previous_hash])
        cursor.execute(WRITE, [list(column) for column in zip(*rows, strict=True)])


def _columns(seq: int, done: Act, previous_hash: str) -> dict[str, Any]:
    """Everything an entry says but its hash, in the order of `WRITE`."""
    return {
        "seq": seq,
        "at": done.at.astimezone(UTC),
        "verb": done.verb,
        "subject_type": done.subject._meta.model_name if done.subject is not None else "desk",
        "subject_id": done.subject.pk if done.subject is not None else None,
        "by_id": done.by_id,
        "payload": canonical(done.facts),
        "previous_hash": previous_hash,
    }
