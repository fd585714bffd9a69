"""`make journey`: the road from article to verdict once, on throw-away engines; one line a step with its time."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.core.management.base import BaseCommand, CommandError

from factcheck.embedded import EngineError, discard_engines, start_engines
from factcheck.road.opening import (
    HOST,
    STOP_ORDER,
    desk_settings,
    free_port,
    next_visit,
    prepare_desk,
    start_crew,
    start_sources,
)
from factcheck.road.person import RoadError
from factcheck.road.seeds import read_seed_articles
from factcheck.road.walk import Desk, await_split, seed_road, submit
from factcheck.supervisor import Supervisor, SupervisorError

T = TypeVar("T")


class Command(BaseCommand):
    """Exit 0 when the verdict can be read; otherwise the step that failed is named."""

    help = "Walk from article to published verdict once, on engines thrown away afterwards."
    requires_system_checks = ()

    def handle(self, *args, **options):
        with tempfile.TemporaryDirectory(prefix="desk-journey-") as folder:
            home = Path(folder)
            try:
                with Supervisor(register=home / "journey.processes", stop_order=STOP_ORDER, say=self.say) as supervisor:
                    supervisor.after_stop(lambda: discard_engines(home, name="journey"))
                    self.walk(supervisor, home)
                    return
            except (EngineError, SupervisorError, RoadError) as error:
                raise CommandError(str(error)) from None
        raise CommandError("The journey was stopped on the way.")

    def walk(self, supervisor: Supervisor, home: Path) -> None:
        port, visit = free_port(), next_visit(home)
        engines = self.step("start PostgreSQL and Valkey", lambda: start_engines(home, durable=False, name="journey"))
        env = desk_settings(
            home=home,
            port=port,
            database_url=engines.database_url,
            redis_url=engines.redis_url,
            sources=visit.origin,
        )
        people = self.step("prepare tables and people", lambda: prepare_desk(env))
        start_sources(supervisor, env=env, visit=visit, logs=home / "log")
        self.step(
            "start worker, fetcher, beat, web",
            lambda: start_crew(supervisor, env=env, port=port, logs=home / "log"),
        )
        desk = Desk(origin=f"http://{HOST}:{port}", people=people, sources=visit.origin)
        editor = self.step("sign in", lambda: desk.sign_in("admin"))
        articles = self.step("submit the articles", lambda: [submit(editor, seed) for seed in read_seed_articles()])
        self.step("split them", lambda: [await_split(editor, number) for number in articles])
        for name, take in seed_road(desk, articles=articles).steps_to_verdict():
            self.step(name, take)
        self.say(f"{len(articles)} articles, one published verdict: the road is open.")

    def step(self, name: str, take: Callable[[], T]) -> T:
        started = time.perf_counter()
        try:
            result = take()
        except RoadError as error:
            raise RoadError(f"failed   {name}: {error}") from None
        self.say(f"{time.perf_counter() - started:7.2f} s  {name}")
        return result

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
