"""Published checks by the ten thousand: a few invented ones, copied by the database within a second or two."""

from django.core.management import call_command
from django.db import connection
from django.db.models import Model

from reviews.models import PublicRevision, PublicVerdict

APART = 1_000_000  # between one copy's keys and the next one's
KEYS = {
    PublicVerdict: ("id", "number", "claim_id", "current_id"),
    PublicRevision: ("id", "verdict_id"),
}


def publish_many(few: int, *, times: int) -> None:
    """So many invented checks so many times; all but the first are in no list, only among what stands."""
    call_command("fill", published=few, verbosity=0)
    for model, keys in KEYS.items():
        _copy(model, keys, times=times)


def _copy(model: type[Model], keys: tuple[str, ...], *, times: int) -> None:
    columns = [one.column for one in model._meta.concrete_fields if not one.generated]
    values = [f"{_quoted(one)} + copy * {APART}" if one in keys else _quoted(one) for one in columns]
    statement = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, columns))}) "
        f"SELECT {', '.join(values)} FROM {_quoted(model._meta.db_table)}, generate_series(1, {times - 1}) AS copy"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
