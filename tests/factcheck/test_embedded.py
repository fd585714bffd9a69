"""The bundled engines, with real servers in homes of their own."""

import contextlib
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import dj_database_url
import psycopg
import pytest
import redis

from factcheck import embedded
from factcheck.embedded.children import STOP_ORDER, supervise_engines
from factcheck.embedded.place import PRIVATE_ROOT, EngineError, find_place, prepare_place
from factcheck.processes import find_process, is_alive, wait_until
from factcheck.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0
STRANGER = ["sleep", "600"]


def start(home, **options):
    return embedded.start_engines(home, **{"durable": False, "name": "test", **options})


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory):
    """One pair of engines for this module, below a path with a space and a quotation mark in it."""
    home = tmp_path_factory.mktemp("a checkout's folder") / "var"
    start(home)
    yield home
    embedded.discard_engines(home, name="test")


@pytest.fixture
def home(shared_home):
    start(shared_home)
    return shared_home


@pytest.fixture
def engines(home):
    return start(home)


@pytest.fixture
def stranger():
    process = subprocess.Popen(STRANGER)
    yield process
    process.kill()
    process.wait()


def ask(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement).fetchone()[0]


def execute(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def run_python(code, *arguments, python=(sys.executable,), **options):
    packages = [path for path in sys.path if path.endswith("site-packages")]
    environment = {"PATH": os.defpath, "PYTHONPATH": os.pathsep.join([str(ROOT), *packages])}
    command = [*python, "-B", "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd="/", **options)


def has_gone(pid):
    return wait_until(lambda: find_process(pid) is None, seconds=20)


def test_both_engines_answer_at_their_addresses(engines):
    assert ask(engines.database_url, "SELECT current_user || '@' || current_database()") == "factcheck@factcheck"
    assert ask(engines.database_url, "SHOW server_version").startswith("18.")
    assert redis.Redis.from_url(engines.redis_url).ping()


def test_django_reads_the_address_of_the_database(engines):
    settings = dj_database_url.parse(engines.database_url)
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
    ) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_text_is_utf8_and_sorted_by_the_builtin_locale(engines):
    query = "SELECT concat_ws(' ', datlocprovider, datlocale, pg_encoding_to_char(encoding)) FROM pg_database"
    assert ask(engines.database_url, f"{query} WHERE datname = current_database()") == "b C.UTF-8 UTF8"


def test_the_application_may_clone_databases_and_use_vectors_in_them(engines):
    execute(engines.database_url, "CREATE DATABASE a_clone")
    try:
        clone = engines.database_url.removesuffix("factcheck") + "a_clone"
        assert ask(clone, "SELECT '[3,4]'::vector <-> '[0,0]'") == 5
    finally:
        execute(engines.database_url, "DROP DATABASE a_clone")


def test_the_application_is_no_superuser(engines):
    assert ask(engines.database_url, "SELECT usesuper FROM pg_user WHERE usename = current_user") is False
    assert ask(engines.admin_url, "SELECT usesuper FROM pg_user WHERE usename = current_user") is True


def test_nothing_listens_on_the_network(engines):
    assert ask(engines.database_url, "SHOW listen_addresses") == ""
    assert redis.Redis.from_url(engines.redis_url).config_get("port") == {"port": "0"}


def test_sockets_lie_in_a_folder_that_nobody_else_may_enter(home):
    sockets = find_place(home=home, name="test").sockets
    assert sockets.stat().st_mode & 0o077 == 0
    assert sockets.parent.stat().st_mode & 0o007 == 0


def test_sockets_stay_short_however_long_the_path_of_the_checkout(tmp_path):
    place = find_place(home=tmp_path / ("a long name" * 20) / "var", name="demo")
    assert len(os.fsencode(place.postgres_socket)) < 100
    assert len(os.fsencode(place.valkey_socket)) < 100


def test_the_file_for_settings_says_what_runs(home, engines):
    assert json.loads((home / "engines.json").read_text()) == {
        "database_url": engines.database_url,
        "redis_url": engines.redis_url,
        "pids": {"postgres": engines.postgres_pid, "valkey": engines.valkey_pid},
    }


def test_a_second_start_adopts_what_runs(home, engines):
    assert start(home) == engines
    assert embedded.find_engines(home, name="test") == engines


def test_stopping_ends_both_and_keeps_the_data(home, engines):
    execute(engines.database_url, "CREATE TABLE kept AS SELECT 7 AS value")
    embedded.stop_engines(engines)
    assert find_process(engines.postgres_pid) is None
    assert find_process(engines.valkey_pid) is None
    assert not (home / "engines.json").exists()
    assert embedded.find_engines(home, name="test") is None
    assert ask(start(home).database_url, "SELECT value FROM kept") == 7


def test_a_start_after_both_were_killed_finds_the_data(home, engines):
    execute(engines.database_url, "CREATE TABLE survived AS SELECT 8 AS value")
    for pid in (engines.postgres_pid, engines.valkey_pid):
        os.kill(pid, signal.SIGKILL)
    assert ask(start(home).database_url, "SELECT value FROM survived") == 8


def test_killing_the_broker_and_starting_it_empty_keeps_its_address(home, engines):
    redis.Redis.from_url(engines.redis_url).set("key", "value")
    embedded.kill_valkey(home, name="test")
    assert find_process(engines.valkey_pid) is None
    pid = embedded.start_valkey(home, empty=True, durable=False, name="test")
    assert pid != engines.valkey_pid
    assert redis.Redis.from_url(engines.redis_url).get("key") is None


def test_lock_files_that_name_a_strangers_process_do_not_stop_the_start(home, engines, stranger):
    place = find_place(home=home, name="test")
    embedded.kill_postgres(home, name="test")
    embedded.kill_valkey(home, name="test")
    for lock_file in (place.postgres_data / "postmaster.pid", place.sockets / ".s.PGSQL.5432.lock"):
        lines = lock_file.read_text().split("\n")
        lock_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
    place.valkey_pidfile.write_text(f"{stranger.pid}\n")
    assert ask(start(home).database_url, "SELECT 1") == 1
    assert stranger.poll() is None


@pytest.mark.slow
def test_a_server_that_no_longer_answers_is_replaced(home, engines):
    os.kill(engines.valkey_pid, signal.SIGSTOP)
    assert start(home).valkey_pid != engines.valkey_pid
    assert find_process(engines.valkey_pid) is None


def test_engines_of_another_living_process_are_used_and_left_running(tmp_path):
    owner = run_python(
        "import sys, pathlib; from factcheck import embedded;"
        "home = pathlib.Path(sys.argv[1]); embedded.start_engines(home, durable=False, name='test');"
        "print('started', flush=True); sys.stdin.read()",
        tmp_path,
        stdin=subprocess.PIPE,
    )
    try:
        assert owner.stdout.readline() == "started\n"
        engines = start(tmp_path)
        assert not engines.is_owner
        with pytest.raises(EngineError, match="Stop that one first"):
            start(tmp_path, fresh=True)
        embedded.stop_engines(engines)
        assert embedded.find_engines(tmp_path, name="test") == engines
        owner.communicate()
        assert start(tmp_path).is_owner
    finally:
        owner.kill()
        owner.wait()
        embedded.discard_engines(tmp_path, name="test")


def test_throw_away_engines_of_a_killed_process_are_gone_after_the_next_start(home, tmp_path):
    owner = run_python(
        "import sys, pathlib; from factcheck import embedded;"
        "engines = embedded.start_engines(pathlib.Path(sys.argv[1]), durable=False, name='test');"
        "print(engines.postgres_pid, engines.valkey_pid, flush=True); sys.stdin.read()",
        tmp_path,
        stdin=subprocess.PIPE,
    )
    pids = [int(pid) for pid in owner.stdout.readline().split()]
    owner.kill()
    owner.communicate()
    start(home)
    assert all(has_gone(pid) for pid in pids)
    assert not find_place(home=tmp_path, name="test").private.exists()


def test_two_starts_at_once_end_with_one_pair(tmp_path):
    code = (
        "import sys, pathlib; from factcheck import embedded;"
        "engines = embedded.start_engines(pathlib.Path(sys.argv[1]), durable=False, name='test');"
        "print(engines.postgres_pid, engines.valkey_pid, flush=True); sys.stdin.read()"
    )
    starters = [run_python(code, tmp_path, stdin=subprocess.PIPE) for _ in range(2)]
    try:
        first, second = [starter.stdout.readline() for starter in starters]
        assert first == second != ""
    finally:
        for starter in starters:
            starter.communicate()
        embedded.discard_engines(tmp_path, name="test")


def test_a_fresh_start_has_no_data(home, engines):
    execute(engines.database_url, "CREATE TABLE forgotten ()")
    fresh = start(home, fresh=True)
    assert ask(fresh.database_url, "SELECT to_regclass('forgotten')") is None


@pytest.mark.slow
def test_engines_of_a_checkout_that_was_deleted_are_stopped_before_a_new_one_starts(tmp_path):
    home = tmp_path / "var"
    lost = start(home)
    execute(lost.database_url, "CREATE TABLE of_the_old_checkout ()")
    shutil.rmtree(home)
    try:
        engines = start(home)
        assert find_process(lost.postgres_pid) is None
        assert find_process(lost.valkey_pid) is None
        assert ask(engines.database_url, "SELECT to_regclass('of_the_old_checkout')") is None
    finally:
        embedded.discard_engines(home, name="test")


@pytest.mark.slow
def test_a_durable_pair_keeps_the_broker_on_disk_and_survives_unreadable_broker_data(tmp_path):
    try:
        engines = start(tmp_path, durable=True)
        redis.Redis.from_url(engines.redis_url).set("key", "value")
        embedded.stop_valkey(tmp_path, name="test")
        embedded.start_valkey(tmp_path, name="test")
        assert redis.Redis.from_url(engines.redis_url).get("key") == b"value"
        embedded.stop_valkey(tmp_path, name="test")
        folder = find_place(home=tmp_path, name="test").valkey_data / "appendonlydir"
        for file in folder.iterdir():
            file.write_bytes(b"not what it was")
        embedded.start_valkey(tmp_path, name="test")
        assert redis.Redis.from_url(engines.redis_url).get("key") is None
    finally:
        embedded.discard_engines(tmp_path, name="test")


@pytest.mark.skipif(not AS_ROOT, reason="only root can make a folder that belongs to somebody else")
def test_a_folder_that_somebody_else_has_made_is_refused(tmp_path):
    place = find_place(home=tmp_path, name="test")
    place.private.mkdir()
    shutil.chown(place.private, "nobody")
    try:
        with pytest.raises(EngineError, match="belongs to somebody else"):
            prepare_place(place)
    finally:
        place.private.rmdir()


@pytest.mark.skipif(not AS_ROOT, reason="the engines run as whoever starts them")
def test_started_by_root_they_run_as_an_unprivileged_user(engines):
    nobody = pwd.getpwnam("nobody").pw_uid
    for pid in (engines.postgres_pid, engines.valkey_pid):
        assert Path(f"/proc/{pid}").stat().st_uid == nobody


CAN_RUN = """
import os, pathlib
import psycopg, redis
from factcheck.embedded.place import find_place
print(os.access(find_place(home=pathlib.Path("/nowhere"), name="test").client_bin / "initdb", os.X_OK))
"""


def find_python_for(user):
    """The command of an interpreter that the user may run and that finds the packages and the engines, or None.

    Root's own interpreter often lies where nobody else may enter; then the user is lent the right to read there.
    """
    account = pwd.getpwnam(user)
    become = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    reading = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    for command in ([*become, sys.executable], [*become, *reading, sys.executable]):
        with contextlib.suppress(OSError):
            probe = run_python(CAN_RUN, python=command, stderr=subprocess.DEVNULL)
            if probe.communicate()[0] == "True\n":
                return command
    return None


@pytest.mark.skipif(not AS_ROOT, reason="the other tests run as an ordinary user already")
def test_an_ordinary_user_starts_adopts_and_stops_them():
    python = find_python_for("nobody")
    if python is None:
        pytest.skip("no Python can be run by an ordinary user here")
    home = Path(subprocess.check_output(["mktemp", "-d", "/var/tmp/an ordinary checkout.XXXXXX"], text=True).strip())
    shutil.chown(home, "nobody")
    code = """
import os, pathlib, sys
import psycopg, redis
from factcheck import embedded
home = pathlib.Path(sys.argv[1]) / "var"
engines = embedded.start_engines(home, name="test")
assert embedded.start_engines(home, name="test") == engines
embedded.kill_postgres(home, name="test")
engines = embedded.start_engines(home, name="test")
with psycopg.connect(engines.database_url) as connection:
    print(os.geteuid() != 0, connection.execute("SELECT current_user").fetchone()[0])
print(redis.Redis.from_url(engines.redis_url).ping())
print((home / "test" / "postgres" / "PG_VERSION").exists())
embedded.stop_engines(engines)
print(embedded.find_engines(home, name="test"))
embedded.discard_engines(engines)
"""
    try:
        run = run_python(code, home, python=python)
        output, _ = run.communicate(timeout=60)
        assert output.split("\n") == ["True factcheck", "True", "True", "None", ""]
    finally:
        shutil.rmtree(home)


def test_supervised_engines_are_started_again_and_stopped_at_the_end(home, tmp_path):
    with Supervisor(register=tmp_path / "processes", stop_order=STOP_ORDER, say=lambda line: None) as supervisor:
        engines = supervise_engines(supervisor, home=home, durable=False, name="test")
        os.kill(engines.postgres_pid, signal.SIGKILL)
        os.kill(engines.valkey_pid, signal.SIGKILL)
        assert wait_until(lambda: embedded.find_engines(home, name="test") is not None, seconds=20)
        again = embedded.find_engines(home, name="test")
        assert {again.postgres_pid, again.valkey_pid}.isdisjoint({engines.postgres_pid, engines.valkey_pid})
        assert (again.database_url, again.redis_url) == (engines.database_url, engines.redis_url)
    assert embedded.find_engines(home, name="test") is None
    assert not (home / "engines.json").exists()


@pytest.mark.slow
def test_the_command_runs_both_until_it_is_told_to_stop(tmp_path):
    environment = {**os.environ, "ENGINES_FILE": str(tmp_path / "engines.json")}
    manage = [sys.executable, str(ROOT / "manage.py"), "engines"]
    command = subprocess.Popen(manage, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        shown = [command.stdout.readline() for _ in range(3)]
        facts = json.loads((tmp_path / "engines.json").read_text())
        assert shown[:2] == [f"DATABASE_URL={facts['database_url']}\n", f"REDIS_URL={facts['redis_url']}\n"]
        status = subprocess.run([*manage, "--status"], env=environment, capture_output=True, text=True, check=True)
        assert status.stdout.splitlines() == [line.rstrip() for line in shown[:2]]
        subprocess.run([*manage, "--stop"], env=environment, capture_output=True, check=True)
        assert command.wait(30) == 0
        assert all(find_process(pid) is None for pid in facts["pids"].values())
        assert subprocess.run([*manage, "--status"], env=environment, capture_output=True, check=False).returncode == 1
    finally:
        command.kill()
        command.communicate()
        embedded.discard_engines(tmp_path)


def test_private_folders_lie_where_paths_are_short():
    assert len(str(PRIVATE_ROOT)) < 12


def test_the_process_that_asks_is_known_by_its_start():
    myself = find_process(os.getpid())
    assert is_alive(myself)
    assert not is_alive(myself._replace(started="another time"))


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_an_error_that_says_why(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(EngineError, match="may belong to another user"):
        start(tmp_path / "var")
