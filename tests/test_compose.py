"""The road for a server: the compose file is valid, safe, and starts the very commands the demo starts."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from factcheck import crew

FILE = Path(settings.BASE_DIR) / "docker-compose.yml"
COMPOSE = yaml.safe_load(FILE.read_text())
SERVICES = COMPOSE["services"]
OURS = list(crew.CREW)


def check_schema(file: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_file_meets_the_compose_specification():
    checked = check_schema(FILE)
    assert checked.returncode == 0, checked.stdout


def test_a_misspelt_key_would_be_found(tmp_path):
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(FILE.read_text().replace("healthcheck:", "helthcheck:", 1))
    assert "helthcheck" in check_schema(broken).stdout


@pytest.mark.parametrize("name", OURS)
def test_each_service_runs_the_command_the_demo_runs(name):
    assert SERVICES[name]["command"] == crew.command_of(name, host="0.0.0.0", port=8000, python="python")


def test_every_service_that_stays_up_has_a_health_check_and_is_restarted():
    for name, service in SERVICES.items():
        if name == "migrate":
            assert service["restart"] == "no"
        else:
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_the_engines_are_those_of_the_demo_and_publish_no_port():
    database = SERVICES["database"]
    assert database["image"] == "pgvector/pgvector:pg18"
    assert database["volumes"] == ["database:/var/lib/postgresql"]
    assert "--locale-provider=builtin --builtin-locale=C.UTF-8" in database["environment"]["POSTGRES_INITDB_ARGS"]
    assert SERVICES["broker"]["image"] == "valkey/valkey:9"
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert SERVICES["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_every_secret_comes_from_the_environment_and_none_has_a_default():
    for name in ("POSTGRES_PASSWORD", "VALKEY_PASSWORD", "SECRET_KEY"):
        assert f"${{{name}:?" in FILE.read_text()
    assert not [
        line
        for line in (FILE.parent / ".env.example").read_text().splitlines()
        if line.split("=")[0].endswith(("PASSWORD", "KEY")) and line.split("=", 1)[1]
    ]


def test_the_image_holds_only_what_the_lock_names_and_runs_as_nobody_in_particular():
    dockerfile = (FILE.parent / "Dockerfile").read_text()
    installs = [line for line in dockerfile.splitlines() if line.startswith("RUN") and "install" in line]
    assert len(installs) == 1
    assert "--require-hashes -r requirements/base.txt" in installs[0]
    assert "apt" not in dockerfile
    assert dockerfile.index("USER desk") > dockerfile.rindex("RUN ")
