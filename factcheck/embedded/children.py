"""The engines as children of a supervisor, so that one that dies is started again."""

import signal
from pathlib import Path

from factcheck.embedded import postgres, valkey
from factcheck.embedded.engines import DEFAULT_NAME, Engines, start_engines, stop_engines
from factcheck.embedded.place import Place, find_place
from factcheck.supervisor import Child, Supervisor

POSTGRES = "postgres"
VALKEY = "valkey"
STOP_ORDER = (VALKEY, POSTGRES)


def supervise_engines(
    supervisor: Supervisor, *, home: Path, fresh: bool = False, durable: bool = True, name: str = DEFAULT_NAME
) -> Engines:
    """Start or adopt the engines of this home and have the supervisor keep them running and stop them.

    Engines that another living process owns are used but left to it. The supervisor's stop order should end with
    STOP_ORDER. Raises EngineError as `start_engines` does.
    """
    engines = start_engines(home, fresh=fresh, durable=durable, name=name)
    if engines.is_owner:
        supervisor.after_stop(lambda: stop_engines(engines))
        place = find_place(home=home, name=name)
        supervisor.start(build_postgres_child(place, durable=durable))
        supervisor.start(build_valkey_child(place, durable=durable))
    return engines


def build_postgres_child(place: Place, *, durable: bool) -> Child:
    """Describe PostgreSQL as a child: fast shutdown, and adopted when it runs already."""
    return Child(
        name=POSTGRES,
        command=postgres.build_command(place, durable=durable),
        env=postgres.ENVIRONMENT,
        log=place.postgres_log,
        ready=lambda: postgres.answers(place),
        prepare=lambda: postgres.prepare_postgres(place, durable=durable),
        find=lambda: postgres.find_postgres(place),
        stop_signal=signal.SIGINT,
        grace=postgres.STOP_SECONDS,
        user=place.user,
        group=place.group,
    )


def build_valkey_child(place: Place, *, durable: bool) -> Child:
    """Describe Valkey as a child, adopted when it runs already."""
    return Child(
        name=VALKEY,
        command=valkey.build_command(place, durable=durable),
        env=postgres.ENVIRONMENT,
        log=place.valkey_log,
        ready=lambda: valkey.answers(place),
        prepare=lambda: valkey.prepare_valkey(place),
        find=lambda: valkey.find_valkey(place),
        grace=valkey.STOP_SECONDS,
        cwd=place.valkey_data,
        user=place.user,
        group=place.group,
    )
