"""One line of the table: which set, which figure, which tool, how good, and what it has to reach."""

from dataclasses import dataclass

OURS = "ours"


@dataclass(frozen=True)
class Row:
    """A figure measured on a set. ``target`` is what ours must reach; ``value`` None: not measured, ``note`` why."""

    set: str
    figure: str
    tool: str
    value: float | None
    target: float | None = None
    note: str = ""


def absent(name: str) -> Row:
    """A set that does not lie beside the checkout."""
    return Row(name, "", "", None, note="skipped: set is absent")


def not_installed(name: str, figure: str, tool: str) -> Row:
    """A library to compare with that is not installed here."""
    return Row(name, figure, tool, None, note="not installed")
