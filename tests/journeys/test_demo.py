"""`make demo` as its user meets it: started, used, broken, stopped and started again."""

import os
import signal

import pytest

from factcheck.processes import is_alive, wait_until
from factcheck.road.opening import is_answering
from factcheck.road.person import Person, expect
from factcheck.road.seeds import seed_files
from factcheck.road.walk import await_split, submit
from tests.journeys.demo import Demo

pytestmark = [pytest.mark.slow, pytest.mark.chaos, pytest.mark.timeout(400)]

OWN = "The harbour has 14 cameras, the council said on Monday.\n\nIt had none in 2020, according to its own report.\n"


@pytest.fixture
def start_demo(tmp_path):
    """Start a demo in a checkout-like folder with a space in its name."""
    home, runs = tmp_path / "my desk" / "var", []
    home.mkdir(parents=True)

    def start(*words: str, **options) -> Demo:
        runs.append(Demo(home, *words, **options))
        return runs[-1]

    yield start
    for run in runs:
        run.discard()


def count_articles(person: Person) -> int:
    return len(expect(person.get("/api/v1/articles/"), 200).json()["results"])


def reasons_of_rechecks(person: Person) -> list[str]:
    return [one["because"] for one in expect(person.get("/api/v1/rechecks/"), 200).json()["results"]]


def all_are_gone(processes) -> bool:
    return wait_until(lambda: not any(map(is_alive, processes)), seconds=10)


def test_it_carries_a_verdict_to_readers_survives_a_crash_and_keeps_its_data(start_demo, tmp_path):
    demo = start_demo()
    desk = demo.wait_until_up()

    assert f"For readers   {desk.origin}/\n" in demo.output
    assert f"The desk      {desk.origin}/desk/\n" in demo.output
    assert [person["role"] for person in desk.people] == ["admin", "reviewer", "reviewer"]
    everyone = [desk.sign_in("admin"), desk.sign_in("reviewer"), desk.sign_in("reviewer", which=1)]
    assert all(expect(person.get("/desk/"), 200).url.startswith(f"{desk.origin}/desk/") for person in everyone)
    assert count_articles(everyone[0]) == len(seed_files())
    verdicts = expect(Person(desk.origin).get("/api/public/v1/verdicts/"), 200).json()["results"]
    assert len(verdicts) == 1
    expect(Person(desk.origin).get(verdicts[0]["url"]), 200)

    killed = demo.pid_of("web")
    os.killpg(killed, signal.SIGKILL)
    assert wait_until(lambda: "web died (SIGKILL); starting it again" in demo.output, seconds=10)
    assert wait_until(lambda: demo.pid_of("web") not in {0, killed} and is_answering(demo.port), seconds=30)

    left_behind = demo.processes()
    demo.process.kill()
    demo.process.wait()
    own = tmp_path / "own article.txt"
    own.write_text(OWN)
    again = start_demo(ARTICLE=str(own))
    desk = again.wait_until_up()

    assert "was left running by a crash; stopping it." in again.output
    assert is_answering(demo.port) is False
    editor = desk.sign_in("admin")
    assert count_articles(editor) == len(seed_files()) + 1
    assert f"Your article: {desk.origin}/desk/articles/" in again.output
    assert len(expect(editor.get("/api/public/v1/verdicts/"), 200).json()["results"]) == 1
    assert f"{desk.origin}/desk/rechecks/" in again.output
    assert wait_until(lambda: reasons_of_rechecks(editor) == ["quote_lost"], seconds=150)
    started = again.processes()
    assert again.stop(signal.SIGTERM) == 0
    assert all_are_gone([*left_behind, *started])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP], ids=["INT", "HUP"])
def test_a_stop_signal_ends_all_it_started_even_where_a_shell_ignores_it(start_demo, number):
    ignoring = f"trap '' {number.value}; exec \"$@\""
    demo = start_demo("--dev", before=("/bin/sh", "-c", ignoring, "sh"))
    demo.wait_until_up()
    started = demo.processes()
    assert len(started) >= 8  # web, worker and fetcher with their own children, beat, PostgreSQL, Valkey

    demo.stop(number)

    assert all_are_gone(started)
    assert not (demo.home / "demo.processes").exists()
    assert not (demo.home / "engines.json").exists()


def test_fresh_starts_over(start_demo):
    demo = start_demo("--dev")
    editor = demo.wait_until_up().sign_in("admin")
    await_split(editor, submit(editor, {"text": OWN}))
    assert count_articles(editor) == 1
    demo.stop()

    fresh = start_demo("--dev", FRESH="1")
    assert count_articles(fresh.wait_until_up().sign_in("admin")) == 0


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"HOST": "0.0.0.0"}, "this machine only"),
        ({"PORT": "80"}, "PORT must be a number"),
        ({"ARTICLE": "/no/such/file.txt"}, "cannot be read"),
    ],
    ids=["beyond loopback", "a port of the system", "a file that is not there"],
)
def test_what_it_will_not_do_it_says_in_one_line_before_anything_starts(start_demo, settings, word):
    demo = start_demo(**settings)
    assert demo.process.wait(60) == 1
    lines = demo.output.strip().split("\n")
    assert len(lines) == 1
    assert word in lines[0]
    assert list(demo.home.iterdir()) == []
