"""The index files: shared, rebuilt, safe against crashes, and never the only road to a claim."""

import json
import shutil
from datetime import timedelta

import pytest
from django.db import connection

from claims import kinds
from claims.matching import library
from claims.matching.building import build_index_files
from claims.matching.library import Library, build_library, index_folder
from claims.models import ClaimMatch, ImportedCheck
from claims.retrieval import files
from claims.states import Suggestion
from claims.triage import accept_claim, dismiss_claim, edit_wording
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from tests.claims.matching.matching import BRIDGE, FERRY, RENTS, candidate, done, kept, match_claim
from tests.factories.claims import AT, ClaimFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db


def die(*args, **kwargs):
    raise KeyboardInterrupt


def found(text: str) -> set[str]:
    """The keys of all rows that share much of a text's words."""
    return {one.id for one in Library.open().find(text, limit=50) if one.parts["of_row"] > 0.9}


def key_of(claim) -> str:
    return f"wording-{claim.wording_id}"


def has_asked_for_a_build() -> bool:
    return Job.objects.filter(kind=kinds.INDEX, state="queued").exists()


def test_what_the_files_hold_is_found_without_asking_for_more(now):
    old = kept(RENTS)
    assert build_library(at=now) == 1
    assert found(RENTS) == {key_of(old)}
    assert not has_asked_for_a_build()


def test_a_claim_that_came_after_the_build_is_found_before_the_next(now):
    build_library(at=now)
    new = kept(RENTS)
    assert found(RENTS) == {key_of(new)}
    assert not has_asked_for_a_build()


def test_a_claim_accepted_after_the_build_is_found_though_its_words_are_older(now, ana, monkeypatch):
    monkeypatch.setattr(library, "OVERLAP", 0)
    passed = ClaimFactory(text=RENTS, status="not_picked")
    build_library(at=now)
    assert found(RENTS) == set()
    accept_claim(claim_id=passed.pk, because="harm", by=ana, at=now)
    assert found(RENTS) == {key_of(passed)}


def test_a_check_imported_after_the_build_is_found(now):
    build_library(at=now)
    row = {"url": "https://checks.example/1", "publisher": "Checks", "imported_at": now, "url_hash": "0" * 64}
    check = ImportedCheck.objects.create(**row, claim_text=RENTS)
    assert {one.id for one in Library.open().find(RENTS, limit=5)} == {f"check-{check.pk}"}


def test_a_new_wording_is_found_and_the_old_one_leads_nowhere(now, ana):
    claim = candidate(BRIDGE)
    build_library(at=now)
    edit_wording(claim_id=claim.pk, text=RENTS, version=claim.version, by=ana, at=now)
    claim.refresh_from_db()
    assert found(RENTS) == {key_of(claim)}
    assert [match.other for match in match_claim(candidate(BRIDGE))] == []


def test_what_was_dismissed_after_the_build_is_not_suggested(now, ana):
    claim = candidate(RENTS)
    build_library(at=now)
    dismiss_claim(claim_id=claim.pk, reason="vague", by=ana, at=now)
    assert match_claim(candidate(RENTS)) == []


def destroy(folder):
    shutil.rmtree(folder)


def tear(folder):
    for file in folder.rglob("*.npy"):
        file.write_bytes(file.read_bytes()[:-3])


def forget_marks(folder):
    (folder / library.MARKS).unlink()


def garble_marks(folder):
    (folder / library.MARKS).write_text("[1, 2")


def mark_a_later_life(folder):
    marks = json.loads((folder / library.MARKS).read_text())
    (folder / library.MARKS).write_text(json.dumps(marks | {"wording": 10**12}))


@pytest.mark.parametrize("harm", [destroy, tear, forget_marks, garble_marks, mark_a_later_life])
def test_lost_or_broken_files_cost_nothing_but_a_build(harm, now):
    old = kept(RENTS)
    build_library(at=now)
    harm(index_folder())
    library._opened.clear()
    [match] = match_claim(candidate(RENTS, claimant=old.claimant))
    assert match.other == old
    assert Job.objects.get(kind=kinds.INDEX).state == "done"
    assert not has_asked_for_a_build()
    Library.open()
    assert not has_asked_for_a_build(), "the files are whole again"


def test_a_build_that_dies_leaves_the_files_of_the_one_before(now, monkeypatch):
    old = kept(RENTS)
    build_library(at=now)
    new = kept(FERRY)
    with monkeypatch.context() as broken:
        broken.setattr(files, "_write_text", die)
        with pytest.raises(KeyboardInterrupt):
            build_library(at=now)
    library._opened.clear()
    assert found(RENTS) == {key_of(old)}
    assert found(FERRY) == {key_of(new)}
    assert not has_asked_for_a_build()
    assert build_library(at=now) == 2


def test_a_build_that_dies_between_files_and_marks_searches_rows_twice_never_not_at_all(now, monkeypatch):
    old = kept(RENTS)
    build_library(at=now)
    new = kept(FERRY)
    with monkeypatch.context() as broken:
        broken.setattr(library.Marks, "write", die)
        with pytest.raises(KeyboardInterrupt):
            build_library(at=now)
    assert found(RENTS) == {key_of(old)}
    assert found(FERRY) == {key_of(new)}
    assert len([one for one in Library.open().find(FERRY, limit=50) if one.id == key_of(new)]) == 1


def test_another_worker_reads_the_newer_files_at_once(now):
    kept(RENTS)
    build_library(at=now)
    Library.open()
    before = library._opened[index_folder()]
    kept(FERRY)
    build_library(at=now)
    Library.open()
    assert len(before) == 1
    assert len(library._opened[index_folder()]) == 2


def test_many_new_rows_ask_for_a_build(now, monkeypatch):
    monkeypatch.setattr(library, "REBUILD_AFTER", 3)
    build_library(at=now)
    for n in range(3):
        kept(f"{RENTS} {n}")
    Library.open()
    assert not has_asked_for_a_build()
    kept(FERRY)
    Library.open()
    assert has_asked_for_a_build()


def test_the_search_of_the_database_is_bounded(monkeypatch):
    monkeypatch.setattr(library, "MOST_NEW", 2)
    claims = [kept(f"{RENTS} {n}") for n in range(5)]
    assert {one.id for one in Library.open().find(RENTS, limit=50)} == {key_of(one) for one in claims[-2:]}


def all_found(text: str) -> set[str]:
    return {one.id for one in Library.open().find(text, limit=50)}


def imported(number: int, text: str, *, at) -> ImportedCheck:
    row = {"url": f"https://checks.example/{number}", "publisher": "Checks", "imported_at": at}
    return ImportedCheck.objects.create(**row, url_hash=f"{number:064}", claim_text=text)


def test_more_rows_than_one_volume_takes_are_all_found(now, monkeypatch):
    monkeypatch.setattr(library, "MOST_ROWS", 2)
    claims = [kept(f"{RENTS} {n}") for n in range(3)]
    checks = [imported(n, f"{RENTS} {n}", at=now - timedelta(days=9)) for n in range(5)]
    assert build_library(at=now) == 8
    monkeypatch.setattr(library, "MOST_NEW", 0)
    assert all_found(RENTS) == {*map(key_of, claims), *(f"check-{one.pk}" for one in checks)}


def test_of_more_rows_than_all_volumes_take_the_newest_are_found(now, monkeypatch):
    monkeypatch.setattr(library, "MOST_ROWS", 2)
    monkeypatch.setattr(library, "MOST_VOLUMES", 2)
    claim = kept(RENTS)
    checks = [imported(n, f"{RENTS} {n}", at=now - timedelta(days=9)) for n in range(4)]
    assert build_library(at=now) == 3
    monkeypatch.setattr(library, "MOST_NEW", 0)
    assert all_found(RENTS) == {key_of(claim), *(f"check-{one.pk}" for one in checks[2:])}


def test_a_build_goes_on_in_other_jobs_until_the_files_are_whole(now, monkeypatch, settings):
    monkeypatch.setattr(library, "MOST_ROWS", 2)
    settings.JOB_TIME_LIMIT = 0
    claims = [kept(f"{RENTS} {n}") for n in range(3)]
    queue.enqueue(kinds.INDEX, subject_id=0)
    assert run_waiting_jobs(kinds.INDEX) == ["done"] * 6, "two volumes read, all weighed, two written, the end"
    monkeypatch.setattr(library, "MOST_NEW", 0)
    assert all_found(RENTS) == set(map(key_of, claims))
    assert not has_asked_for_a_build()


def test_what_waits_in_triage_is_matched_again_once_a_flood_of_checks_can_be_searched(now, monkeypatch):
    monkeypatch.setattr(library, "MOST_NEW", 2)
    claim = candidate(RENTS)
    build_index_files(at=now)
    checks = [imported(n, RENTS if n == 0 else f"{FERRY} {n}", at=now) for n in range(5)]
    assert match_claim(claim) == [], "only the newest are searched from the database"
    build_index_files(at=now)
    assert [one.imported for one in done()] == [checks[0]]
    build_index_files(at=now + timedelta(days=1))
    assert not Job.objects.filter(kind=kinds.MATCH, state="queued").exists()


def test_another_database_has_files_of_its_own():
    here = index_folder()
    name = connection.settings_dict["NAME"]
    try:
        connection.settings_dict["NAME"] = "another"
        assert index_folder() != here
    finally:
        connection.settings_dict["NAME"] = name


def test_what_people_said_of_matches_teaches_how_to_score_them(now, ana):
    standing = kept(RENTS)
    for n in range(50):
        sure = n % 2
        parts = {"words": 0.4 if sure else 0.1, "characters": 0.4 if sure else 0.1, "meaning": 0.9 if sure else 0.3}
        state = Suggestion.CONFIRMED if sure else Suggestion.REFUSED
        other = ClaimFactory(text=f"{FERRY} {n}", status="dismissed")
        ClaimMatch.objects.create(claim=other, other=standing, parts=parts, state=state, decided_by=ana, decided_at=AT)
    build_index_files(at=now)
    assert Library.open().weights.learned_from == 50
    ClaimMatch.objects.all().delete()
    build_index_files(at=now)
    assert Library.open().weights is None
