"""Many rows into a table at once, by COPY: some ten times faster than inserting model objects."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows, each a value for every column in `names`; the other columns get their fields' defaults.

    Values for JSON columns are JSON text. Constraints hold as for any other insert.
    """
    quote = connection.ops.quote_name
    others = [field for field in model._meta.concrete_fields if field.column not in names and not field.primary_key]
    defaults = tuple(_default(field) for field in others)
    columns = ", ".join(quote(name) for name in [*names, *(field.column for field in others)])
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*row, *defaults))


def _default(field: models.Field) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value
