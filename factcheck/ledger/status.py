"""The one writer of statuses: along a table, inside an act."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts


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

    def advance(self, verb: str, *, by: models.Model | None, at: datetime, **facts: object) -> None:
        """Move along the table, save the status alone, and record it in the act under way.

        Raises `InvalidTransition` when the table has no such move.
        """
        before = self.status
        if not self.may(verb):
            raise InvalidTransition(
                f"“{verb}” is not possible: this {self._meta.verbose_name} is {self.get_status_display().lower()}.",
                extra={"status_now": before},
            )
        self.status = self.TRANSITIONS[before, verb]
        self.save(update_fields=["status"])
        acts.record(verb, subject=self, by=by, at=at, before=before, after=self.status, **facts)
