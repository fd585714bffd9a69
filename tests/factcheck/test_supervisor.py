"""The supervisor, run as a program of its own with real children, and told to stop as a shell or a person would."""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.processes import find_process, wait_until
from factcheck.supervisor import Child, Supervisor, SupervisorError

ROOT = Path(__file__).resolve().parents[2]

# Children write down that they have started and that they were asked to stop. "deaf" never heeds.
PROGRAM = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from factcheck.supervisor import Child, Supervisor
from factcheck.supervisor.child import SupervisorError

folder = Path(sys.argv[1])
polite = 'echo "$0 $$" >> started; trap "echo $0 >> stopped; exit 0" TERM; while :; do sleep 0.02; done'
deaf = 'trap "echo $0 >> asked" TERM; echo "$0 $$" >> started; while :; do sleep 0.02; done'

def child(name, script, **options):
    return Child(name=name, command=["/bin/sh", "-c", script, name], env={"PATH": os.defpath}, cwd=folder,
                 log=folder / "log" / name, ready=lambda: name in (folder / "started").read_text()
                 if (folder / "started").exists() else False, **options)

order = ["web", "beat", "worker", "valkey", "postgres"]
try:
    with Supervisor(register=folder / "processes", stop_order=order, say=lambda line: print(line, flush=True)) as it:
        for name in ("postgres", "valkey", "worker", "beat", "web"):
            it.start(child(name, deaf if name in sys.argv[3:] else polite, grace=0.5 if name in sys.argv[3:] else 10))
        it.after_stop(lambda: (folder / "after").touch())
        print("up", flush=True)
        it.run_until_signal()
except SupervisorError as error:
    sys.exit(str(error))
"""
NAMES = ["web", "beat", "worker", "valkey", "postgres"]


class Run:
    """One run of the program, in a folder where its children write."""

    def __init__(self, folder, *deaf, before=()):
        self.folder = folder
        command = [*before, sys.executable, "-c", PROGRAM, str(folder), str(ROOT), *deaf]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def wait_until_up(self):
        said = []
        while (line := self.process.stdout.readline()) not in ("up\n", ""):
            said.append(line)
        assert line == "up\n", self.process.stderr.read()
        return said

    def pid_of(self, name):
        lines = (self.folder / "started").read_text().split("\n")
        return [int(line.split()[1]) for line in lines if line.startswith(f"{name} ")][-1]

    def finish(self):
        return self.process.communicate(timeout=30)

    def read_stop_order(self):
        return (self.folder / "stopped").read_text().split()


@pytest.fixture
def start_run(tmp_path):
    runs = []

    def start(*deaf, **options):
        runs.append(Run(tmp_path, *deaf, **options))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.process.send_signal(signal.SIGTERM)
        run.process.communicate(timeout=30)


def is_gone(pid):
    return wait_until(lambda: find_process(pid) is None, seconds=10)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_stop_signal_stops_every_child_in_order(start_run, tmp_path, number):
    run = start_run()
    run.wait_until_up()
    run.process.send_signal(number)
    run.finish()
    assert run.process.returncode == 0
    assert run.read_stop_order() == NAMES
    assert all(find_process(run.pid_of(name)) is None for name in NAMES)
    assert (tmp_path / "after").exists()
    assert not (tmp_path / "processes").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_signals_work_in_the_background_of_a_shell_that_ignores_them(start_run, number):
    ignoring = f"trap '' {number.value}; exec \"$@\""
    run = start_run(before=["/bin/sh", "-c", ignoring, "sh"])
    run.wait_until_up()
    run.process.send_signal(number)
    run.finish()
    assert run.read_stop_order() == NAMES


def test_a_signal_during_the_start_stops_what_has_started(start_run, tmp_path):
    run = start_run()
    assert wait_until(lambda: (tmp_path / "started").exists(), seconds=10)
    run.process.send_signal(signal.SIGTERM)
    run.finish()
    assert run.process.returncode == 0
    started = [line.split() for line in (tmp_path / "started").read_text().splitlines()]
    assert len(started) >= 1
    assert all(find_process(int(pid)) is None for _, pid in started)


def test_a_second_signal_does_not_break_the_order(start_run, tmp_path):
    run = start_run("web")
    run.wait_until_up()
    run.process.send_signal(signal.SIGINT)
    assert wait_until(lambda: (tmp_path / "asked").exists(), seconds=5)
    run.process.send_signal(signal.SIGINT)
    run.process.send_signal(signal.SIGTERM)
    run.finish()
    assert run.process.returncode == 0
    assert run.read_stop_order() == NAMES[1:]


def test_a_child_that_does_not_heed_is_killed_after_its_grace(start_run):
    run = start_run("worker")
    run.wait_until_up()
    run.process.send_signal(signal.SIGTERM)
    said, _ = run.finish()
    assert "worker did not stop within 0.5 s and was killed." in said
    assert find_process(run.pid_of("worker")) is None
    assert run.read_stop_order() == ["web", "beat", "valkey", "postgres"]


def test_a_child_that_dies_is_started_again_and_that_is_said(start_run):
    run = start_run()
    run.wait_until_up()
    first = run.pid_of("worker")
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: run.pid_of("worker") != first, seconds=10)
    assert run.process.stdout.readline().startswith("worker died (SIGKILL); starting it again in 0.5 s.")
    run.process.send_signal(signal.SIGTERM)
    run.finish()
    assert run.read_stop_order() == NAMES


def test_what_a_dead_child_left_in_its_group_goes_with_it(tmp_path):
    pid_file = tmp_path / "grandchild"
    script = f"sleep 600 & echo $! > {shlex.quote(str(pid_file))}; exit 3"
    said = []
    child = Child(
        name="worker", command=["/bin/sh", "-c", script], env={"PATH": os.defpath}, log=tmp_path / "log", restart=False
    )
    with Supervisor(register=tmp_path / "processes", stop_order=[], say=said.append) as supervisor:
        supervisor.start(child)
        assert wait_until(lambda: said == ["worker ended (exit 3)."], seconds=10)
        assert is_gone(int(pid_file.read_text()))


def test_a_supervisor_that_was_killed_leaves_nothing_behind_after_the_next_start(start_run):
    lost = start_run()
    lost.wait_until_up()
    lost.process.kill()
    lost.finish()
    pids = [lost.pid_of(name) for name in NAMES]
    assert all(find_process(pid) for pid in pids)
    run = start_run()
    said = run.wait_until_up()
    assert said == [f"{name} was left running by a crash; stopping it.\n" for name in NAMES]
    assert all(find_process(pid) is None for pid in pids)
    assert run.read_stop_order() == NAMES


def test_a_strangers_process_with_the_id_of_a_leftover_is_not_touched(tmp_path):
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        row = ["web", stranger.pid, "some other start", int(signal.SIGKILL), 1.0]
        (tmp_path / "processes").write_text(json.dumps([row]))
        with Supervisor(register=tmp_path / "processes", stop_order=[], say=print):
            pass
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="environments of processes are read from /proc")
def test_a_grandchild_that_outlived_both_its_parents_is_ended_by_the_next_start(tmp_path):
    orphan = subprocess.Popen(
        ["sleep", "600"], env={"PATH": os.defpath, "FACTCHECK_SUPERVISED_BY": str(tmp_path / "processes")}
    )
    try:
        with Supervisor(register=tmp_path / "processes", stop_order=[], say=print):
            assert orphan.wait(10) == -signal.SIGKILL
    finally:
        orphan.kill()
        orphan.wait()


def test_a_second_supervisor_is_refused_while_the_first_lives(start_run, tmp_path):
    first = start_run()
    first.wait_until_up()
    with (
        pytest.raises(SupervisorError, match="Already running"),
        Supervisor(register=tmp_path / "processes", stop_order=[]),
    ):
        pass
    assert all(find_process(first.pid_of(name)) for name in NAMES)


def test_a_child_that_never_comes_up_is_an_error_with_its_last_words(tmp_path):
    child = Child(
        name="web",
        command=["/bin/sh", "-c", "echo the port is taken; exit 1"],
        env={"PATH": os.defpath},
        log=tmp_path / "log",
        ready=lambda: False,
        restart=False,
    )
    with (
        pytest.raises(SupervisorError, match="web did not start:\nthe port is taken"),
        Supervisor(register=tmp_path / "processes", stop_order=[], say=lambda line: None) as supervisor,
    ):
        supervisor.start(child)


def test_a_process_that_does_the_work_already_is_watched_and_stopped(tmp_path):
    running = subprocess.Popen(["sleep", "600"], start_new_session=True)
    child = Child(
        name="valkey",
        command=["sleep", "600"],
        env={"PATH": os.defpath},
        log=tmp_path / "log",
        find=lambda: find_process(running.pid),
    )
    with Supervisor(register=tmp_path / "processes", stop_order=[], say=lambda line: None) as supervisor:
        assert supervisor.start(child) == running.pid
    assert running.wait(10) == -signal.SIGTERM


def test_the_signal_handlers_of_the_caller_come_back(tmp_path):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    with Supervisor(register=tmp_path / "processes", stop_order=[]):
        assert signal.getsignal(signal.SIGTERM) != before[1]
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="whether make waits is read from /proc")
@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_make_alone_stops_the_recipe_it_runs(tmp_path, number):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = shlex.join([sys.executable, str(program), str(tmp_path), str(ROOT)])
    (tmp_path / "Makefile").write_text(f"demo:\n\t@{command}\n")
    # A make of its own, also when the tests themselves were started by make.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    make = subprocess.Popen(
        ["make", "demo"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background makes them ignore INT, nohup HUP, and make with them.
        preexec_fn=lambda: [signal.signal(one, signal.SIG_DFL) for one in (signal.SIGINT, signal.SIGHUP)],
    )
    try:
        assert make.stdout.readline() == "up\n"
        make.send_signal(number)
        make.communicate(timeout=30)
        assert wait_until(lambda: not (tmp_path / "processes").exists(), seconds=10)
        assert (tmp_path / "stopped").read_text().split() == NAMES
    finally:
        make.kill()
        make.communicate()


def test_a_log_that_has_grown_long_is_put_aside(tmp_path):
    log = tmp_path / "web.log"
    with log.open("wb") as file:
        file.truncate(11_000_000)
    child = Child(
        name="web", command=["/bin/sh", "-c", "echo new; exec sleep 600"], env={"PATH": os.defpath}, log=log,
        ready=lambda: log.read_text() == "new\n",
    )  # fmt: skip
    with Supervisor(register=tmp_path / "processes", stop_order=[]) as supervisor:
        supervisor.start(child)
    assert (tmp_path / "web.log.1").stat().st_size == 11_000_000
