"""A worker killed in mid capture leaves one copy, once."""

import pytest

from factcheck.processes import wait_until
from factcheck.road.person import expect
from tests.factories.copies import PAGE
from tests.hostile_site import hostile_site
from tests.journeys.crew import open_desk

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(240)]

PATH = "/silent"  # it hears and says nothing for some seconds


@pytest.fixture
def site():
    with hostile_site() as running:
        yield running


@pytest.fixture
def desk(fragile_ground, site):
    """A desk that may fetch from this site, without anything that fetches yet."""
    fragile_ground.empty_broker()
    running = open_desk(fragile_ground, "web", SWEEP_SECONDS="1", FETCH_ALLOW=site.allow, FETCH_PAUSE_SECONDS="0")
    yield running
    running.stop()


def test_a_fetcher_killed_in_the_middle_of_a_capture_leaves_one_copy_once(desk, site, record_property):
    editor = desk.sign_in("admin")
    entered = {"text": "17,310 cars a day go through it", "accept_because": "reach"}
    claim = expect(editor.post("/api/v1/claims/", entered), 201).json()["id"]
    evidence = {"url": site.url(PATH), "excerpt": "17,310 vehicles in 2025"}
    expect(editor.post(f"/api/v1/claims/{claim}/evidence/", evidence), 201)
    desk.start("fetcher")
    assert wait_until(lambda: site.hits(PATH) == 1, seconds=60)

    desk.kill("fetcher")

    state = "SELECT s.status, j.state FROM reviews_snapshot s JOIN jobs_job j ON j.subject_id = s.id"
    assert desk.sql(f"{state} AND j.kind = 'capture'") == [("waiting", "running")]
    assert desk.sql("SELECT count(*) FROM reviews_keptbytes") == [(0,)]

    site.put(PATH, PAGE)
    # Instead of waiting for the leases of the job and of the site's turn to run out, the rows are moved back.
    desk.sql("UPDATE jobs_job SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    desk.sql("UPDATE outside_host SET busy_until = now() - interval '1 second'")
    desk.start("fetcher")
    captured = "SELECT count(*) FROM reviews_snapshot WHERE status = 'captured'"
    assert wait_until(lambda: desk.sql(captured) == [(1,)], seconds=60)

    assert desk.sql("SELECT count(*) FROM reviews_snapshot") == [(1,)]
    assert desk.sql("SELECT count(*) FROM reviews_keptbytes") == [(1,)]
    assert desk.sql("SELECT count(*) FROM ledger_entry WHERE verb = 'capture'") == [(1,)]
    assert wait_until(lambda: desk.sql("SELECT state FROM jobs_job WHERE kind = 'capture'") == [("done",)], seconds=10)
    record_property("hits", site.hits(PATH))
