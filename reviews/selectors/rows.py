"""Finding the rows that a request names, through the one door each has."""

from django.db.models import Model, QuerySet

from factcheck.core.errors import NotFound


def find(rows: QuerySet, pk: int) -> Model:
    """The row with this id, or `NotFound`: unknown and not visible look the same."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return found
