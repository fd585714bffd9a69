"""The processes a desk runs, and the command of each. The demo, docker-compose.yml and the tests start these very ones.

Plain data. `{python}`, `{host}` and `{port}` stand for what only the starter knows.
"""

import sys

# Started in this order; stopped in the order of STOP_ORDER, so that nothing new comes in while work is finished.
CREW: dict[str, tuple[str, ...]] = {
    "worker": (
        *("{python}", "-m", "celery", "--app", "factcheck.celery", "worker"),
        *("--queues", "default,mail", "--hostname", "default@%h", "--concurrency", "2", "--loglevel", "INFO"),
    ),
    "fetcher": (
        *("{python}", "-m", "celery", "--app", "factcheck.celery", "worker"),
        *("--queues", "fetch,watch,webhooks", "--hostname", "fetch@%h", "--concurrency", "2", "--loglevel", "INFO"),
    ),
    "beat": ("{python}", "-m", "celery", "--app", "factcheck.celery", "beat", "--loglevel", "INFO", "--pidfile="),
    "web": (
        *("{python}", "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", "{host}", "--port", "{port}", "--workers", "2", "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10s", "factcheck.wsgi:application"),
    ),
}
STOP_ORDER = ("web", "beat", "worker", "fetcher")
GRACE_SECONDS = 25.0  # a warm shutdown: TERM, then the running jobs finish


def command_of(name: str, *, host: str = "127.0.0.1", port: int = 8000, python: str = sys.executable) -> list[str]:
    """The command of one process, ready to run from the checkout's folder."""
    known = {"{python}": python, "{host}": host, "{port}": str(port)}
    return [known.get(part, part) for part in CREW[name]]
