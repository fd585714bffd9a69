"""Columns of rows in which words may stand: counted, and taken out."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet

from factcheck.core.blackening import Blackening


@dataclass(frozen=True)
class Reach:
    """Columns of some rows that may hold the words.

    `what` is told to editors with how often; empty for what nobody may count, such as what is sealed. `versioned`:
    somebody may have the row in a form, so its `version` grows with the change. `leave`: keys of JSON that hold codes.
    """

    what: str
    rows: QuerySet
    texts: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    leave: frozenset[str] = frozenset()
    versioned: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.texts, *self.trees, *self.addresses)

    def count(self, black: Blackening) -> int:
        """In how many places of these rows the words stand."""
        return sum(self._count(row, black) for row in self._read())

    def longer_words(self, black: Blackening) -> set[str]:
        """Longer words in these rows that hold the words; see `Blackening`."""
        texts = [getattr(row, name) for row in self._read() for name in self.texts]
        return set().union(*(black.longer_words(text) for text in texts if text))

    def blacken(self, black: Blackening) -> list[Model]:
        """Take the words out of these rows; those that changed."""
        changed = []
        for row in list(self._read()):
            after = self._blackened(row, black)
            if after:
                _store(row, after, versioned=self.versioned)
                changed.append(row)
        return changed

    def _read(self) -> QuerySet:
        more = ("version",) if self.versioned else ()
        return self.rows.order_by("pk").only("pk", *self.columns, *more)

    def _count(self, row: Model, black: Blackening) -> int:
        found = sum(black.count(getattr(row, name) or "") for name in self.texts)
        found += sum(black.names_in(getattr(row, name) or "") for name in self.addresses)
        return found + sum(black.count_tree(getattr(row, name), leave=self.leave) for name in self.trees)

    def _blackened(self, row: Model, black: Blackening) -> dict[str, object]:
        after: dict[str, object] = {name: black.text(getattr(row, name) or "") for name in self.texts}
        after |= {name: black.address(getattr(row, name) or "") for name in self.addresses}
        after |= {name: black.tree(getattr(row, name), leave=self.leave) for name in self.trees}
        return {name: value for name, value in after.items() if value != getattr(row, name) and getattr(row, name)}


def _store(row: Model, after: dict[str, object], *, versioned: bool) -> None:
    for name, value in after.items():
        setattr(row, name, value)
    if versioned:
        row.version += 1
    row.save(update_fields=[*after, *(["version"] if versioned else [])])
