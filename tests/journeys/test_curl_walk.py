"""docs/api.md, “One whole check with curl”: the commands that stand there, as they stand there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from factcheck.road.person import Person, expect
from factcheck.road.seeds import read_verdict
from factcheck.road.sources_site import address_on
from tests.journeys.reading import Page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

HEADING = "## One whole check with curl"
EDITOR = ["read", "intake", "triage", "queue", "publish"]
REVIEWER = ["read", "evidence", "review", "write"]


def commands() -> str:
    """Every command of the section, in order."""
    section = (Path(settings.BASE_DIR) / "docs/api.md").read_text().split(HEADING)[1].split("\n## ")[0]
    return "\n".join(re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL))


def token_of(person: Person, scopes: list[str]) -> str:
    made = person.post("/api/v1/tokens/", {"name": "curl", "scopes": scopes, "days": 7})
    return expect(made, 201).json()["token"]


def test_the_commands_of_the_document_lead_from_a_token_to_a_published_verdict(desk):
    assert shutil.which("curl")
    assert shutil.which("jq")
    council, police = (source["url"] for source in reversed(read_verdict()["sources"][:2]))
    words = {
        "DESK": desk.origin,
        "EDITOR": token_of(desk.sign_in("admin"), EDITOR),
        "LEAD": token_of(desk.sign_in("reviewer", which=0), REVIEWER),
        "SECOND": token_of(desk.sign_in("reviewer", which=1), REVIEWER),
        "COUNCIL": address_on(desk.sources, council),
        "POLICE": address_on(desk.sources, police),
    }
    script = f"set -eu -o pipefail\n{commands()}"

    done = subprocess.run(
        ["bash", "-c", script],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", **words},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    read = json.loads("{" + done.stdout.rpartition("{")[2])
    assert read["rating"] == "Mostly false"
    assert read["title"] == "Harbour crime in Port Lorne fell by 6 per cent in a year, not by 40"
    assert "40 per cent" in read["claim"]
    page = expect(Person(desk.origin).get(f"/verdicts/{read['number']}/"), 200)
    assert read["title"] in Page(page.body).text
