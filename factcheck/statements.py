"""Statements that are asked over and over: put together once in each thread, planned by the database once.

For the few places that everybody's work goes through, see docs/queue.md. Elsewhere Django's own way is fast enough.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError


class Preparing(ServerBindingCursor):
    """Tells its last statement, kept or not, to whoever logs and counts statements."""

    def _get_prepared(self, pgq: Any, prepare: bool | None = None) -> Any:
        self._query = pgq
        return super()._get_prepared(pgq, prepare)


@contextmanager
def prepared() -> Iterator[None]:
    """Have the database keep its plans of what is asked in here, also through models.

    For statements that find their rows by keys: those are best found the same way whatever the values are. A kept plan
    does not see the values, so it uses no index that holds some rows only (`open_slots > 0`) unless the words say so.
    Values travel beside the words, which a few statements do not bear (one that groups by an expression with a value
    in it). Without `PREPARED_STATEMENTS` nothing is different.
    """
    connection.ensure_connection()
    held = connection.connection
    before = held.cursor_factory, held.prepare_threshold
    if settings.PREPARED_STATEMENTS:
        held.cursor_factory, held.prepare_threshold = Preparing, 0
    try:
        yield
    finally:
        held.cursor_factory, held.prepare_threshold = before


class Blank(Expression):
    """The place of a value in a `Kept` query: `filter(pk=Blank("pk"))`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list["Blank"]]:
        """A placeholder, and itself for whoever fills it."""
        return "%s", [self]


@dataclass(frozen=True)
class _Made:
    sql: str
    blanks: list[Any]  # values, and blanks among them
    compiler: SQLCompiler
    converters: dict[int, Any]
    columns: slice
    names: list[str]
    related: list[Any]


class Kept:
    """A query of rows, with what it selects beside them, whose SQL is made once: that takes Django longer than asking.

    `make` gives the query with `Blank` where values differ. Nothing that it says may depend on the moment. It is asked
    inside `prepared`: what is said there holds.
    """

    def __init__(self, make: Callable[[], models.QuerySet]) -> None:
        self._make = make
        self._threads = threading.local()  # what Django has made belongs to a thread's connection

    def all(self, **values: Any) -> list[Any]:
        """The rows, as the query itself gives them. Raises `KeyError` for a blank without its value."""
        made = self._made()
        if made.compiler.query.select_for_update and connection.get_autocommit():
            raise TransactionManagementError("Rows are locked inside a transaction only.")
        filled = [values[one.name] if isinstance(one, Blank) else one for one in made.blanks]
        with prepared(), connection.cursor() as cursor:
            cursor.execute(made.sql, filled)
            rows = cursor.fetchall()
        return [_row(made, row) for row in made.compiler.apply_converters(rows, made.converters)]

    def first(self, **values: Any) -> Any | None:
        """The first row; None where there is none. The query itself says how many it asks for."""
        return next(iter(self.all(**values)), None)

    def _made(self) -> _Made:
        if not hasattr(self._threads, "made"):
            self._threads.made = _prepare(self._make())
        return self._threads.made


def _prepare(query: models.QuerySet) -> _Made:
    compiler = query.query.get_compiler(connection=connection)
    sql, blanks = compiler.as_sql()
    known = compiler.klass_info["select_fields"]
    columns = slice(known[0], known[-1] + 1)
    return _Made(
        sql=sql,
        blanks=list(blanks),
        compiler=compiler,
        converters=compiler.get_converters([column[0] for column in compiler.select]),
        columns=columns,
        names=[column[0].target.attname for column in compiler.select[columns]],
        related=get_related_populators(compiler.klass_info, compiler.select, connection.alias),
    )


def _row(made: _Made, values: list[Any]) -> models.Model:
    row = made.compiler.klass_info["model"].from_db(connection.alias, made.names, values[made.columns])
    for beside in made.related:
        beside.populate(values, row)
    return row
