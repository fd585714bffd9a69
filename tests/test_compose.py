"""The road for a server: the compose file is valid, safe, and starts the very commands the demo starts."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import get_resolver

from factcheck import crew

FILE = Path(settings.BASE_DIR) / "docker-compose.yml"
COMPOSE = yaml.safe_load(FILE.read_text())
SERVICES = COMPOSE["services"]
OURS = list(crew.CREW)
PROXY = (FILE.parent / "deploy" / "nginx.conf").read_text()


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
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["front"]
    assert SERVICES["front"]["ports"] == ["127.0.0.1:8000:8080"]


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


class TestTheProxyInFront:
    """deploy/nginx.conf, read as text: what it keeps and what it never does. benchmarks/public.py runs it."""

    def test_is_the_file_that_is_mounted_and_speaks_to_the_web_server_alone(self):
        assert SERVICES["front"]["volumes"] == ["./deploy/nginx.conf:/etc/nginx/nginx.conf:ro"]
        assert re.findall(r"^\s*server (\S+);", PROXY, re.MULTILINE) == ["web:8000"]
        assert set(re.findall(r"proxy_pass (\S+);", PROXY)) == {"http://desk"}
        assert PROXY.count("{") == PROXY.count("}") > 15

    def test_writes_only_where_it_may(self):
        assert SERVICES["front"]["read_only"] is True
        written = re.findall(r"(?:_temp_path|_cache_path|^pid) (\S+?)[; ]", PROXY, re.MULTILINE)
        assert len(written) == 8
        assert all(path.startswith("/tmp/") for path in written)

    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("/", True),
            ("/checks/", True),
            ("/de/verdicts/1-a/", True),
            ("/verdicts/1-desk/", True),
            ("/desktop/", True),
            ("/static/a.css", True),
            ("/api/public/v1/verdicts/", True),
            ("/api/public/v1/verdicts/1/", True),
            ("/api/public/v1/corrections/", True),
            ("/api/public/v1/claimants/", True),
            ("/api/v1/claims/", False),
            ("/report/", False),
            ("/de/status/abc/", False),
            ("/api/v1/people/", False),
            ("/desk/", False),
            ("/desk", False),
            ("/desk/claims/1/", False),
            ("/account/login/", False),
            ("/django-admin/", False),
            ("/metrics", False),
            ("/readyz", False),
        ],
    )
    def test_keeps_public_pages_alone(self, address, kept):
        assert ("proxy_cache " in location_of(address)) is kept

    def test_keeps_no_address_of_the_desk_by_any_route(self):
        api = next(route for route in get_resolver().url_patterns if str(route.pattern) == "api/v1/")
        desk = {str(route.pattern) for route in get_resolver().url_patterns} - {"", "api/v1/"}
        assert len(desk) >= 3
        assert not [path for path in desk if "proxy_cache " in location_of(f"/{path}")]
        own = {f"/api/v1/{route.pattern}" for part in api.url_patterns for route in part.url_patterns}
        assert len(own) > 40
        assert not [path for path in own if "proxy_cache " in location_of(path)]

    def test_hands_out_what_is_old_only_for_as_long_as_the_desk_says(self):
        assert "proxy_cache_background_update on;" in PROXY
        assert "proxy_cache_use_stale" not in PROXY.replace('"use_stale', "")
        assert "proxy_cache_valid" not in PROXY

    def test_takes_no_ones_word_for_who_they_are(self):
        assert "proxy_set_header X-Forwarded-For $remote_addr;" in PROXY
        assert 'proxy_set_header X-Forwarded-Host "";' in PROXY
        assert COMPOSE["x-desk"]["environment"]["NUM_PROXIES"] == "${NUM_PROXIES:-1}"

    @pytest.mark.parametrize(
        ("address", "zone"),
        [
            ("/", "pages"),
            ("/de/verdicts/12-the-tunnel-of-2007/", "pages"),
            ("/sitemap-10.xml", "pages"),
            ("/static/a.0f3.css", "pages"),
            ("/?", "queries"),
            ("/checks/?q=a", "queries"),
            ("/%63hecks/", "queries"),
            ("//checks/", "queries"),
            ("/./checks/", "queries"),
            ("/verdicts/0012/", "queries"),
            ("/sitemap-01.xml", "queries"),
            ("/static/a.css?1", "queries"),
        ],
    )
    def test_keeps_what_anybody_can_invent_apart_and_counts_it(self, address, zone):
        [invented] = re.findall(r'map \$request_uri \$kept_in \{\s+"~(.*?)" queries;', PROXY)
        assert ("queries" if re.search(invented, address) else "pages") == zone
        assert "limit_req zone=questions " in location_of(address.partition("?")[0])
        assert "proxy_cache $kept_in;" in location_of(address.partition("?")[0])

    def test_counts_nothing_of_pages_that_are_there(self):
        assert re.search(r'map \$kept_in \$counted \{\s+pages "";\s+default \$binary_remote_addr;', PROXY)
        assert "limit_req_zone $counted zone=questions:" in PROXY

    @pytest.mark.parametrize(
        ("address", "zone"),
        [
            ("/card.png", "cards"),
            ("/de/verdicts/12/versions/3/card.png", "cards"),
            ("/data/claimreview.json", "files"),
            ("/data/checks.csv", "files"),
            ("/data/corrections.csv", "files"),
            ("/data/", "questions"),
            ("/verdicts/12-card.png/", "questions"),
        ],
    )
    def test_counts_everything_that_takes_its_time_to_make(self, address, zone):
        assert f"limit_req zone={zone} " in location_of(address)
        assert f"zone={zone}:" in PROXY
        assert "proxy_cache $kept_in;" in location_of(address)
        assert (zone == "files") is ("limit_conn taking 2;" in location_of(address))

    def test_lets_many_wait_for_one_file_instead_of_asking_for_many(self):
        lines = location_of("/data/claimreview.json")
        waits = {int(one) for one in re.findall(r"proxy_cache_lock_(?:timeout|age) (\d+)s;", lines)}
        assert min(waits) > int(re.search(r"proxy_read_timeout (\d+)s;", PROXY)[1])

    def test_believes_the_server_itself_and_nobody_else(self):
        [network] = COMPOSE["networks"]["default"]["ipam"]["config"]
        assert re.findall(r"set_real_ip_from (\S+);", PROXY) == [network["gateway"]]

    @pytest.mark.parametrize(
        ("address", "shown"), [("/report/", False), ("/de/status/abc/", False), ("/suggest", False), ("/checks/", True)]
    )
    def test_logs_no_address_of_those_who_write_to_us(self, address, shown):
        [written] = re.findall(r'map \$uri \$shown_address \{\s+"~(.*?)" -;', PROXY)
        assert (not re.search(written, address)) is shown
        assert "log_format short '$shown_address " in PROXY
        assert PROXY.count("$remote_addr") == 2  # as the one that is shown elsewhere, and to the desk
        assert "error_log stderr crit;" in location_of("/report/")


def location_of(address: str) -> str:
    """The block that nginx would choose: an exact one, else the first expression, else the longest beginning."""
    blocks = re.findall(r"location (=|~)? ?(\S+) \{(.*?)\}", PROXY, re.DOTALL)
    exact = [body for kind, where, body in blocks if kind == "=" and where == address]
    matching = [body for kind, where, body in blocks if kind == "~" and re.search(where, address)]
    begun = [(len(where), body) for kind, where, body in blocks if not kind and address.startswith(where)]
    return (exact or matching or [max(begun)[1]])[0]
