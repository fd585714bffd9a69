"""The one writer of statuses: along a table, inside an act."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import models

from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts
from factcheck.statements import prepared


class Stateful(models.Model):
    """A row whose `status` moves along `TRANSITIONS`: {(status, verb): status}.

    Lock the row before you call `advance`.
    """

    TRANSITIONS: ClassVar[dict[tuple[str, str], str]] = {}

    class Meta:
        abstract = True

    def may(self, verb: str) -> bool:
        """Whether the table allows the verb from the present status."""
        return (self.status, verb) in self.TRANSITIONS

    def must_allow(self, verb: str) -> None:
        """Raise `InvalidTransition` when the table has no such move from the present status."""
        if not self.may(verb):
            raise InvalidTransition(
                f"“{verb}” is not possible: this {self._meta.verbose_name} is {self.get_status_display().lower()}.",
                extra={"status_now": self.status},
            )

    def advance(
        self, verb: str, *, by: models.Model | None, at: datetime, columns: Sequence[str] = (), **facts: object
    ) -> None:
        """Move along the table, save the status and these `columns` alone, and record it in the act under way.

        Raises `InvalidTransition` when the table has no such move.
        """
        before = self.status
        self.must_allow(verb)
        self.status = self.TRANSITIONS[before, verb]
        with prepared():
            self.save(update_fields=["status", *columns])
        acts.record(verb, subject=self, by=by, at=at, before=before, after=self.status, **facts)

    @classmethod
    def advance_all(
        cls, rows: Sequence["Stateful"], verb: str, *, about: models.Model, by: models.Model | None, at: datetime
    ) -> None:
        """Move many locked rows along the table in one statement per status, recorded once, on `about`, by their ids.

        Raises `InvalidTransition` when the table has no such move for one of them; then none is moved.
        """
        moving = defaultdict(list)
        for row in rows:
            row.must_allow(verb)
            moving[row.status].append(row)
        moves = []
        for before, group in moving.items():
            after = cls.TRANSITIONS[before, verb]
            ids = [row.pk for row in group]
            cls._default_manager.filter(pk__in=ids).update(status=after)
            for row in group:
                row.status = after
            moves.append({"before": before, "after": after, "ids": ids})
        acts.record(verb, subject=about, by=by, at=at, moves=moves)
