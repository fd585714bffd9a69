"""Is it alive, is it ready, what does it count.

Answered before hosts are checked and sessions opened: a probe asks by any name, and must not need the database.
"""

import hmac
import ipaddress
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from factcheck.core.errors import NotFound
from factcheck.jobs import doorbell, selectors
from factcheck.jobs.models import JobState, Sweep
from factcheck.ledger.models import Entry
from factcheck.web.problems import answer

LONGEST_WAIT = timedelta(minutes=5)
OLDEST_SWEEP = timedelta(minutes=2)


def probes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that answers /livez, /readyz and /metrics."""
    views = {"/livez": livez, "/readyz": readyz, "/metrics": metrics}

    def middleware(request: HttpRequest) -> HttpResponse:
        view = views.get(request.path_info, get_response)
        response = view(request)
        if view is not get_response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Whether this process answers, and nothing else: an outage of the database must not restart every process."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the desk can do its work, else 503. Redis down is only degraded. What is wrong is for insiders."""
    checks = dict(_checks())
    failed = {name for name, found in checks.items() if found != "ok"} - {"broker"}
    state = "not ready" if failed else "ok" if checks["broker"] == "ok" else "degraded"
    told = {"status": state, "checks": checks} if _is_insider(request) else {"status": state}
    return JsonResponse(told, status=503 if failed else 200)


def _checks() -> Iterator[tuple[str, str]]:
    database = _ask(_can_write)
    yield "database", database
    if database == "ok":
        yield "migrations", _ask(_are_migrations_applied)
        yield "jobs", _ask(_are_jobs_fresh)
        yield "sweeper", _ask(_is_sweep_fresh)
    yield "broker", "ok" if doorbell.count_waiting(settings.CELERY_TASK_DEFAULT_QUEUE) is not None else "no answer"


def _ask(question: Callable[[], str]) -> str:
    try:
        return question()
    except DatabaseError as error:
        return type(error).__name__


def _can_write() -> str:
    """Write a row of a real table, and take it back."""
    with transaction.atomic():
        Sweep.objects.update_or_create(pk=1, defaults={"at": Now()})
        transaction.set_rollback(True)
    return "ok"


def _are_migrations_applied() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} not applied" if missing else "ok"


def _are_jobs_fresh() -> str:
    waiting = selectors.oldest_wait()
    return "ok" if waiting < LONGEST_WAIT else f"a job has been due for {int(waiting.total_seconds())} s"


def _is_sweep_fresh() -> str:
    """Without a worker nobody sweeps, and the jobs check tells when that matters."""
    workers, swept_at = selectors.see_workers(), selectors.last_sweep_at()
    silent = [seen.worker.name for seen in workers if not seen.is_alive]
    if silent:
        return f"silent: {', '.join(silent)}"
    if workers and (swept_at is None or timezone.now() - swept_at > OLDEST_SWEEP):
        return "no sweep for two minutes"
    return "ok"


class DeskCollector(Collector):
    """What the database knows, asked at each scrape, so that every web process tells the same."""

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        jobs = GaugeMetricFamily("desk_jobs", "Unfinished jobs", labels=["state"])
        for state, number in selectors.count_unfinished().items():
            jobs.add_metric([JobState(state).value], number)
        yield jobs
        wait = selectors.oldest_wait().total_seconds()
        yield GaugeMetricFamily("desk_job_oldest_wait_seconds", "Wait of the job due longest", value=wait)
        alive = GaugeMetricFamily("desk_worker_alive", "Whether a worker beat in the last minute", labels=["worker"])
        deaf = CounterMetricFamily("desk_worker_deaf_ends", "Workers ended by their watchdog", labels=["worker"])
        for seen in selectors.see_workers():
            alive.add_metric([seen.worker.name], int(seen.is_alive))
            deaf.add_metric([seen.worker.name], seen.worker.deaf_ends)
        yield alive
        yield deaf
        head = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        yield GaugeMetricFamily("desk_ledger_head", "Number of the last ledger entry", value=head)

    def describe(self) -> list:
        """Nothing is asked of the database before the first scrape."""
        return []


REGISTRY.register(DeskCollector())


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text for insiders; to others there is nothing here."""
    if not _is_insider(request):
        return answer(request, NotFound("There is nothing at this address, or it is not visible to you."))
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _is_insider(request: HttpRequest) -> bool:
    """With METRICS_TOKEN set, whoever sends it (`Authorization: Bearer …`); without one, this machine."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    return _is_local(request)


def _is_local(request: HttpRequest) -> bool:
    """Asked from this machine, and not by a proxy on somebody's behalf."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
