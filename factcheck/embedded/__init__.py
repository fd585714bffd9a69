"""The bundled engines: PostgreSQL and Valkey of this checkout, without a server, Docker or a setting.

`start_engines` starts them or adopts those that run; they go on when the caller ends. Their owner is the process
that started them, or the first to find them after their owner has gone: `stop_engines(engines)` called by anybody
else leaves them alone. Plain Python; nothing here knows Django.
"""

from factcheck.embedded.engines import (
    Engines,
    discard_engines,
    find_engines,
    find_owner,
    kill_postgres,
    kill_valkey,
    start_engines,
    start_postgres,
    start_valkey,
    stop_engines,
    stop_postgres,
    stop_valkey,
)
from factcheck.embedded.place import EngineError

__all__ = [
    "EngineError",
    "Engines",
    "discard_engines",
    "find_engines",
    "find_owner",
    "kill_postgres",
    "kill_valkey",
    "start_engines",
    "start_postgres",
    "start_valkey",
    "stop_engines",
    "stop_postgres",
    "stop_valkey",
]
