"""Who makes claims: one row per name, whatever its capitals."""

from collections.abc import Mapping

from django.db.models import Value
from django.db.models.functions import Lower

from claims.models import Claimant

LONGEST = 200  # characters of a name


def claimants_named(kinds: Mapping[str, str]) -> dict[str, Claimant]:
    """The claimant of each name, made with the kind given for it where there is none yet. Keys are the names.

    Safe while others do the same. A handful of statements for any number of names.
    """
    names = sorted(kinds, key=lambda name: _key(name))
    known = _known(names)
    missing = {_key(name): Claimant(name=name[:LONGEST], kind=kinds[name]) for name in names if _key(name) not in known}
    if missing:
        # In one order everywhere, so that two runs that make the same names wait for each other and never in a ring.
        Claimant.objects.bulk_create(missing.values(), ignore_conflicts=True)
        known |= _known([one.name for one in missing.values()])
    return {name: known.get(_key(name)) or _as_database_sees(name) for name in names}


def _key(name: str) -> str:
    return name[:LONGEST].lower()


def _known(names: list[str]) -> dict[str, Claimant]:
    if not names:
        return {}
    rows = Claimant.objects.annotate(key=Lower("name")).filter(key__in=[Lower(Value(name[:LONGEST])) for name in names])
    return {_key(one.name): one for one in rows}


def _as_database_sees(name: str) -> Claimant:
    """For the few letters that Python and PostgreSQL lower differently."""
    return Claimant.objects.annotate(key=Lower("name")).get(key=Lower(Value(name[:LONGEST])))
