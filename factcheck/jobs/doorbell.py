"""Ringing Celery. A lost ring costs nothing but time: the sweeper rings again."""

import logging
import os
import threading
from collections.abc import Callable
from typing import TypeVar

from celery import current_app
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError
from prometheus_client import Counter

log = logging.getLogger(__name__)
RINGS = Counter("desk_job_rings_total", "Doorbell rings of this process", ["result"])
TASK = "jobs.run"
FAST = {"max_retries": 0, "socket_timeout": 0.2, "socket_connect_timeout": 0.2}
BROKEN = (OperationalError, OSError, ConnectionError)
Answer = TypeVar("Answer")


class _Line(threading.local):
    """This thread's own short-tempered connection: kombu's are not made to be shared."""

    connection: Connection | None = None
    pid = 0

    def open(self) -> Connection:
        if self.connection is None or self.pid != os.getpid():
            options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, **FAST}
            self.connection = Connection(settings.CELERY_BROKER_URL, transport_options=options)
            self.pid = os.getpid()
        return self.connection

    def drop(self) -> None:
        if self.connection is not None:
            self.connection.release()
        self.connection = None


_line = _Line()


def ring(job_id: int, *, queue: str) -> bool:
    """Ask a worker to look at a job; whether the ring got through. Never raises for a broker that is down."""
    rung = _try(lambda line: current_app.send_task(TASK, args=[job_id], queue=queue, connection=line, retry=False))
    RINGS.labels("lost" if rung is None else "rung").inc()
    return rung is not None


def count_waiting(queue: str) -> int | None:
    """How many rings wait in the broker's queue, or None when the broker does not answer."""
    return _try(lambda line: int(line.default_channel._size(queue)))


def forget_line() -> None:
    """Hang up: the next ring of this thread opens a new connection."""
    _line.drop()


def _try(ask: Callable[[Connection], Answer]) -> Answer | None:
    try:
        return ask(_line.open())
    except BROKEN as error:
        log.warning("the broker does not answer (%s)", type(error).__name__)
        _line.drop()
        return None
