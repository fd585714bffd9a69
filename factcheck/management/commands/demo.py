"""`make demo`: the whole desk on this machine, with real engines, workers, sample articles and one verdict."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from factcheck.embedded import EngineError
from factcheck.embedded.children import STOP_ORDER, supervise_engines
from factcheck.road import opening
from factcheck.road.opening import (
    HOST,
    desk_settings,
    is_free,
    next_visit,
    note_linked,
    prepare_desk,
    start_crew,
    start_sources,
)
from factcheck.road.person import Person, RoadError
from factcheck.road.seeds import read_article_file, read_seed_articles
from factcheck.road.walk import Desk, await_split, give_reviewers_work, seed_road, submit, walk
from factcheck.supervisor import Supervisor, SupervisorError

HOME = settings.DESK_HOME
LOOPBACK = {"", "127.0.0.1", "localhost"}


class Command(BaseCommand):
    """Leaves by Ctrl-C, TERM or HUP, and stops everything it started."""

    help = "Run the whole desk with sample articles until Ctrl-C. FRESH=1 ARTICLE=file PORT=8000 from the environment."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--dev", action="store_true", help="DEBUG on, no sample articles")

    def handle(self, *args, dev: bool, **options):
        if os.environ.get("HOST", "") not in LOOPBACK:
            raise CommandError("The demo serves this machine only. Use docker-compose.yml to serve others.")
        port = read_port(os.environ.get("PORT", ""))
        article = read_article(os.environ.get("ARTICLE", ""))
        order = (*opening.STOP_ORDER, *STOP_ORDER)
        try:
            with Supervisor(register=HOME / "demo.processes", stop_order=order, say=self.say) as supervisor:
                desk = self.open_desk(supervisor, port=port, dev=dev)
                if not dev:
                    self.fill_desk(desk, article)
                self.print_addresses(desk)
                supervisor.run_until_signal()
        except (EngineError, SupervisorError, RoadError) as error:
            raise CommandError(str(error)) from None

    def open_desk(self, supervisor: Supervisor, *, port: int, dev: bool) -> Desk:
        if not is_free(port):
            raise CommandError(f"Port {port} is taken. Choose another: make demo PORT={port + 1}")
        fresh = os.environ.get("FRESH", "") not in {"", "0"}
        if fresh:
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        self.say("Starting PostgreSQL and Valkey" + (" afresh" if fresh else ""))
        engines = supervise_engines(supervisor, home=HOME, fresh=fresh)
        self.visit = visit = next_visit(HOME, fresh=fresh)
        env = desk_settings(
            home=HOME,
            port=port,
            database_url=engines.database_url,
            redis_url=engines.redis_url,
            debug=dev,
            sources=visit.origin,
        )
        self.say("Preparing the tables and the sign-ins")
        people = prepare_desk(env)
        self.say("Starting workers, clock, web server and the site of the sample sources")
        start_sources(supervisor, env=env, visit=visit, logs=HOME / "log")
        start_crew(supervisor, env=env, port=port, logs=HOME / "log")
        return Desk(origin=f"http://{HOST}:{port}", people=people, sources=visit.origin)

    def fill_desk(self, desk: Desk, article: dict | None) -> None:
        """Sample articles once; an article of the user's own every time."""
        editor = desk.sign_in("admin")
        is_new = not editor.get("/api/v1/articles/").json()["results"]
        sent = [submit(editor, seed) for seed in read_seed_articles()] if is_new else []
        own = submit(editor, article) if article else None
        waiting = [*sent, own] if own else sent
        if waiting:
            self.wait_for(editor, waiting)
        if is_new:
            self.say("Carrying one claim to a published verdict")
            walk(seed_road(desk, articles=sent).steps_to_verdict())
            self.say("Having two reviewers disagree about another")
            walk(seed_road(desk, articles=sent, disputed=True).steps_to_comparison())
            give_reviewers_work(desk, articles=sent)
            note_linked(HOME, self.visit)
        elif self.visit.number > 1:
            self.say("A page that a published check rests on has changed since the last start. The desk notices within")
            self.say(f"two minutes: {desk.origin}/desk/rechecks/")
        if own:
            self.say(f"Your article: {desk.origin}/desk/articles/{own}/")

    def wait_for(self, editor: Person, articles: list[int]) -> None:
        """A progress bar while the worker splits them."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("articles"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(file=self.stdout._out)) as progress:
            bar = progress.add_task("Splitting into claims", total=len(articles))
            for number in articles:
                await_split(editor, number)
                progress.advance(bar)

    def print_addresses(self, desk: Desk) -> None:
        self.say("")
        self.say(f"For readers   {desk.origin}/")
        self.say(f"The desk      {desk.origin}/desk/")
        self.say(f"Its sources   {desk.sources}/")
        for person in desk.people:
            role = "editor" if person["role"] == "admin" else "reviewer"
            self.say(f"  {role:<9} {person['email']:<18} {person['password']}   ({person['name']})")
        self.say(f"These passwords were made for this run. Ctrl-C stops everything; the data stays in {where()}.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def where() -> str:
    """The demo's folder as a person at the checkout would name it."""
    return f"{HOME.relative_to(settings.BASE_DIR)}/" if HOME.is_relative_to(settings.BASE_DIR) else str(HOME)


def read_port(value: str) -> int:
    """8000 unless PORT says otherwise."""
    if not value:
        return 8000
    if not value.isdigit() or not 1024 <= int(value) <= 65535:
        raise CommandError("PORT must be a number from 1024 to 65535.")
    return int(value)


def read_article(value: str) -> dict | None:
    """The file that ARTICLE names, ready to be submitted."""
    if not value:
        return None
    try:
        return read_article_file(Path(value).expanduser())
    except OSError as error:
        raise CommandError(f"ARTICLE: {value} cannot be read ({error.strerror}).") from None
