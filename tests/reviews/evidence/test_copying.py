"""Copies of sources: asked for, made once whatever happens, failing with a reason, handed in instead."""

import hashlib
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as desk
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connections

from factcheck.core.errors import Invalid, InvalidTransition, NotFound, Unavailable
from factcheck.fetching import Fault
from factcheck.jobs import queue, running
from factcheck.jobs.models import Job, JobState
from factcheck.ledger import acts as ledger
from factcheck.ledger.models import Entry
from reviews import kinds
from reviews.evidence.capturing import ask_for_copy, copy_again, hand_in_copy, keep_bytes, retry_copy
from reviews.evidence.copying import capture
from reviews.evidence.faults import WHAT_TO_DO
from reviews.evidence.storing import DRAWINGS, forget_unused, open_drawing, place_of, read_kept
from reviews.models import KeptBytes, Snapshot, Source
from reviews.states import CaptureFault
from tests.factories.copies import PAGE, SnapshotFactory, make_kept, make_pdf, make_picture
from tests.factories.people import PersonFactory
from tests.factories.reviews import EvidenceFactory, SourceFactory
from tests.hostile_site import hostile_site
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running_site():
    with hostile_site() as site:
        yield site


@pytest.fixture
def site(running_site, settings):
    """A site on loopback that may be fetched, without the pause between two requests."""
    settings.FETCH_ALLOW = [running_site.allow]
    settings.FETCH_PAUSE_SECONDS = 0
    settings.FETCH_IDLE_SECONDS = 0.5
    running_site.put("/census", PAGE, headers={"etag": '"one"', "last_modified": "Fri, 02 Jan 2026 08:00:00 GMT"})
    return running_site


@pytest.fixture
def by():
    return PersonFactory()


@pytest.fixture
def bare():
    """A source of which nothing is known but its address."""
    return lambda url: SourceFactory(url=url, title="", publisher="")


def ask(source, *, by, at) -> Snapshot:
    with ledger.act("link_evidence", subject=source, by=by, at=at):
        return ask_for_copy(source, by=by, at=at)


def run() -> Snapshot:
    """Run what waits; the newest copy afterwards."""
    run_waiting_jobs(kinds.CAPTURE)
    return Snapshot.objects.order_by("pk").last()


def send(source, received, *, by, at, filename="census.html", declared_type="text/html") -> Snapshot:
    return hand_in_copy(
        source_id=source.pk, received=received, filename=filename, declared_type=declared_type, by=by, at=at
    )


def verbs_about(snapshot) -> list[str]:
    return list(Entry.objects.filter(subject_type="snapshot", subject_id=snapshot.pk).values_list("verb", flat=True))


# --- made ------------------------------------------------------------------------------------------------------------


def test_a_page_is_copied_with_its_bytes_headers_words_and_hash(site, bare, by, now):
    source = bare(site.url("/census"))
    waiting = ask(source, by=by, at=now)
    assert (waiting.status, waiting.url, waiting.asked_by) == ("waiting", source.url, by)
    assert Job.objects.get(kind=kinds.CAPTURE).queue == "fetch"

    copy = run()

    assert (copy.pk, copy.status, copy.origin, copy.fault) == (waiting.pk, "captured", "fetched", "")
    assert (copy.http_status, copy.media_type, copy.size) == (200, "text/html", len(PAGE))
    assert copy.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert read_kept(copy.kept) == PAGE.encode()
    assert "17,310 vehicles in 2025, the office counted" in copy.text
    assert (copy.title, copy.author, str(copy.published_on)) == ("Traffic census", "Roads Office", "2026-01-02")
    assert (copy.etag, copy.last_modified) == ('"one"', "Fri, 02 Jan 2026 08:00:00 GMT")
    assert ["content-type", "text/html"] in [[name.lower(), value.partition(";")[0]] for name, value in copy.headers]
    assert copy.taken_at is not None
    assert copy.took_ms is not None
    assert verbs_about(copy) == ["ask_for_copy", "capture"]
    assert Job.objects.get(kind=kinds.CAPTURE).state == JobState.DONE


def test_what_nobody_said_of_the_source_is_filled_in_and_what_people_said_stays(site, by, now):
    bare, known = SourceFactory(url=site.url("/census"), title="", publisher=""), SourceFactory(url=site.url("/page"))
    for source in (bare, known):
        ask(source, by=by, at=now)
    run()
    for source in (bare, known):
        source.refresh_from_db()
    assert (bare.title, bare.author, str(bare.published_on)) == ("Traffic census", "Roads Office", "2026-01-02")
    assert bare.canonical_url == site.url("/census")
    assert bare.version == 2, "a form opened before must not wipe out what was filled in"
    assert (known.title, known.version) == ("Traffic census, table 4.2", 1)


def test_a_day_that_has_not_come_is_not_taken_for_the_day_of_publication(site, bare, by, now):
    site.put("/tomorrow", PAGE.replace("2026-01-02", "2999-01-02"))
    source = bare(site.url("/tomorrow"))
    ask(source, by=by, at=now)
    run()
    source.refresh_from_db()
    assert (source.title, source.published_on) == ("Traffic census", None)


@pytest.mark.parametrize(("status", "is_known"), [(301, True), (302, False)])
def test_a_page_that_moved_for_good_is_known_by_its_new_address_too(site, bare, by, now, status, is_known):
    source = bare(site.url(f"/to?url=/census&status={status}"))
    ask(source, by=by, at=now)
    copy = run()
    assert (copy.final_url, copy.redirects) == (site.url("/census"), [])
    assert source.addresses.filter(url=site.url("/census"), how="redirect").exists() is is_known


def test_a_page_that_now_leads_to_the_front_page_is_not_the_front_page(site, bare, by, now):
    site.put("/", PAGE)
    source = bare(site.url("/to?url=/&status=301"))
    ask(source, by=by, at=now)
    assert run().status == "captured"
    assert source.addresses.count() == 1


def test_a_page_that_moved_to_one_we_know_is_that_source_with_all_its_evidence(site, bare, by, now):
    known, moved = bare(site.url("/census")), bare(site.url("/to?url=/census&status=308"))
    piece = EvidenceFactory(source=moved, excerpt="17,310 vehicles in 2025")
    ask(moved, by=by, at=now)
    copy = run()
    piece.refresh_from_db()
    assert (piece.source, copy.source) == (known, known)
    assert (piece.quotation, piece.snapshot) == ("exact", copy)


def test_words_linked_before_are_looked_for_when_the_copy_comes(site, bare, by, now):
    source = bare(site.url("/census"))
    there, lost = (EvidenceFactory(source=source, excerpt=words) for words in ("17,310 vehicles", "99,999 lorries"))
    ask(source, by=by, at=now)
    run()
    there.refresh_from_db()
    lost.refresh_from_db()
    assert (there.quotation, lost.quotation) == ("exact", "not_found")


def test_asking_twice_is_waiting_for_one_copy(site, bare, by, now):
    source = bare(site.url("/census"))
    first, second = ask(source, by=by, at=now), ask(source, by=PersonFactory(), at=now)
    assert first == second
    run()
    assert Snapshot.objects.count() == 1
    assert site.hits("/census") >= 1


def test_the_same_bytes_of_two_sources_are_one_row_and_one_file(site, bare, by, now):
    site.put("/again", PAGE)
    for path in ("/census", "/again"):
        ask(bare(site.url(path)), by=by, at=now)
    run()
    kept = KeptBytes.objects.get()
    assert Snapshot.objects.filter(status="captured", kept=kept).count() == 2


def test_a_job_run_once_more_changes_nothing(site, bare, by, now):
    snapshot = ask(bare(site.url("/census")), by=by, at=now)
    run()
    before = site.hits("/census")
    queue.enqueue(kinds.CAPTURE, subject_id=snapshot.pk)
    assert run_waiting_jobs(kinds.CAPTURE) == ["done"]
    assert site.hits("/census") == before
    assert verbs_about(snapshot) == ["ask_for_copy", "capture"]


def test_a_run_that_lost_its_lease_leaves_no_trace(site, bare, by, now):
    snapshot = ask(bare(site.url("/census")), by=by, at=now)
    mine = queue.take(Job.objects.get(kind=kinds.CAPTURE).pk)
    Job.objects.update(lease_until=now - timedelta(days=1))
    other = queue.take(mine.pk)
    with pytest.raises(queue.LeaseLost):
        capture(job=mine)
    snapshot.refresh_from_db()
    assert snapshot.status == "waiting"
    capture(job=other)
    snapshot.refresh_from_db()
    assert snapshot.status == "captured"
    assert KeptBytes.objects.count() == 1


def test_a_run_after_one_that_died_having_kept_the_bytes_keeps_them_once(site, bare, by, now):
    ask(bare(site.url("/census")), by=by, at=now)
    keep_bytes(PAGE.encode(), now)
    assert run().kept == KeptBytes.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_copy_and_keep_one_file(site, bare, by, now):
    snapshot = ask(bare(site.url("/census")), by=by, at=now)
    job = Job.objects.get(kind=kinds.CAPTURE)
    outcomes, start = [], threading.Barrier(4)

    def work(what) -> None:
        start.wait(10)
        outcomes.append(what())
        connections.close_all()

    runs = [lambda: running.run(job.pk)] * 2 + [lambda: keep_bytes(PAGE.encode(), now).sha256] * 2
    workers = [threading.Thread(target=work, args=[one]) for one in runs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    sha256 = hashlib.sha256(PAGE.encode()).hexdigest()
    assert sorted(outcomes) == sorted(["done", "skipped", sha256, sha256])
    snapshot.refresh_from_db()
    assert (snapshot.status, snapshot.kept) == ("captured", KeptBytes.objects.get())
    assert Path(default_storage.path(place_of(sha256))).read_bytes() == PAGE.encode()
    assert [name for name in default_storage.listdir(f"copies/{sha256[:2]}")[1] if name.startswith(".")] == []


# --- failing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "fault", "http_status"),
    [
        ("/dead", "dead", 404),
        ("/gone", "dead", 410),
        ("/forbidden", "refused", 403),
        ("/busy", "refused", 429),
        ("/stalled", "timeout", None),
        ("/loop", "redirects", None),
        ("/five-gigabytes", "too_large", None),
        ("/film", "wrong_type", None),
        ("/binary-html", "wrong_type", 200),
        ("/lying-type", "wrong_type", 200),
    ],
)
def test_a_copy_that_cannot_be_made_says_why_and_what_to_do(site, bare, by, now, path, fault, http_status):
    ask(bare(site.url(path)), by=by, at=now)
    copy = run()
    assert (copy.status, copy.fault) == ("failed", fault)
    assert copy.http_status == http_status or http_status is None
    assert WHAT_TO_DO[CaptureFault(fault)] in copy.fault_detail
    assert KeptBytes.objects.count() == 0
    assert Job.objects.get(kind=kinds.CAPTURE).state == JobState.DONE


def test_an_address_inside_is_refused(bare, by, now):
    ask(bare("http://169.254.169.254/latest/meta-data/"), by=by, at=now)
    assert run().fault == "blocked"


def test_a_pdf_that_is_none_is_unreadable_and_keeps_nothing(site, bare, by, now):
    site.put("/broken.pdf", b"%PDF-1.7 nothing of the kind", headers={"content_type": "application/pdf"})
    ask(bare(site.url("/broken.pdf")), by=by, at=now)
    copy = run()
    assert (copy.fault, copy.fault_detail.startswith("This PDF is damaged.")) == ("unreadable", True)
    assert KeptBytes.objects.count() == 0


def test_a_text_larger_than_a_page_may_be_is_too_large(site, bare, by, now, settings):
    settings.FETCH_MOST_BYTES = 1_000
    site.put("/large-page", "<p>words</p>" * 1_000)
    ask(bare(site.url("/large-page")), by=by, at=now)
    assert run().fault == "too_large"


def test_a_site_that_fails_is_asked_once_more_before_anybody_is_told(site, bare, by, now):
    ask(bare(site.url("/broken")), by=by, at=now)
    copy = run()
    assert (copy.status, Job.objects.get(kind=kinds.CAPTURE).state) == ("waiting", JobState.QUEUED)
    Job.objects.update(run_after=now - timedelta(days=1))
    copy = run()
    assert (copy.status, copy.fault, copy.http_status) == ("failed", "site_failed", 500)


def test_a_failed_copy_is_tried_again_and_made(site, bare, by, now):
    site.put("/comes-back", "", status=404)
    ask(bare(site.url("/comes-back")), by=by, at=now)
    failed = run()
    site.put("/comes-back", PAGE)
    waiting = retry_copy(snapshot_id=failed.pk, by=by, at=now)
    assert (waiting.status, waiting.fault, waiting.fault_detail, waiting.http_status) == ("waiting", "", "", None)
    assert run().status == "captured"
    assert verbs_about(failed) == ["ask_for_copy", "fail", "retry", "capture"]


def test_a_fresh_copy_is_looked_in_for_what_was_not_verified_and_the_earlier_one_stays(site, bare, by, now):
    site.put("/grows", "<p>Nothing was counted yet, the office says, and nobody knows when it will be.</p>")
    source = bare(site.url("/grows"))
    words = EvidenceFactory(source=source, excerpt="17,310 vehicles")
    ask(source, by=by, at=now)
    first = run()
    site.put("/grows", PAGE)
    asked = copy_again(source_id=source.pk, by=by, at=now)
    assert (asked.status, asked.asked_by) == ("waiting", by)
    with pytest.raises(InvalidTransition):
        copy_again(source_id=source.pk, by=by, at=now)
    run_waiting_jobs()
    words.refresh_from_db()
    assert (words.quotation, words.snapshot) == ("exact", asked)
    first.refresh_from_db()
    assert (first.status, "17,310" in first.text) == ("captured", False)
    assert verbs_about(asked) == ["copy_again", "capture"]


def test_a_file_is_not_copied_again(by, now):
    with pytest.raises(InvalidTransition):
        copy_again(source_id=SourceFactory(media="file", url="").pk, by=by, at=now)
    with pytest.raises(NotFound):
        copy_again(source_id=10**9, by=by, at=now)


def test_only_a_failed_copy_is_tried_again_and_only_one_at_a_time(by, now):
    waiting = SnapshotFactory()
    failed = SnapshotFactory(source=waiting.source, status="failed", fault="dead")
    for snapshot in (waiting, failed):
        with pytest.raises(InvalidTransition):
            retry_copy(snapshot_id=snapshot.pk, by=by, at=now)
    with pytest.raises(NotFound):
        retry_copy(snapshot_id=failed.pk + 1, by=by, at=now)


def test_a_copy_whose_job_dies_again_and_again_is_given_up_and_can_be_tried_again(site, bare, by, now):
    snapshot = ask(bare(site.url("/census")), by=by, at=now)
    queue.take(Job.objects.get(kind=kinds.CAPTURE).pk)
    Job.objects.filter(kind=kinds.CAPTURE).update(tries=queue.MOST_TRIES, lease_until=now - timedelta(days=1))
    running.sweep()
    snapshot.refresh_from_db()
    assert (snapshot.status, snapshot.fault) == ("failed", "gave_up")

    job = Job.objects.get(kind=kinds.CAPTURE)
    queue.revive(job)
    assert run().status == "captured"


def test_every_fault_of_the_fetcher_has_its_words_here():
    assert {str(fault) for fault in Fault} <= set(CaptureFault.values)
    assert set(WHAT_TO_DO) == set(CaptureFault)


# --- handed in -------------------------------------------------------------------------------------------------------


def test_a_copy_handed_in_is_kept_at_once_and_read_by_a_job(by, now):
    source = SourceFactory()
    body = make_pdf("The first page", "Of the census")
    waiting = send(source, body, by=by, at=now, filename="C:\\papers\\census.pdf", declared_type="text/html")
    assert (waiting.status, waiting.origin, waiting.taken_at) == ("waiting", "uploaded", now)
    assert (waiting.media_type, waiting.filename, waiting.size) == ("application/pdf", "census.pdf", len(body))
    assert read_kept(waiting.kept) == body

    copy = run()
    assert (copy.status, copy.taken_at, copy.declared_type) == ("captured", now, "text/html")
    assert copy.text[copy.pages[1] :].strip() == "Of the census"
    assert verbs_about(copy) == ["hand_in_copy", "capture"]


def test_a_picture_handed_in_is_a_copy_without_words(by, now):
    send(SourceFactory(), make_picture(), by=by, at=now, filename="photo.txt", declared_type="text/plain")
    copy = run()
    assert (copy.status, copy.media_type, copy.text, copy.text_hash) == ("captured", "image/png", "", "")


def test_markdown_is_known_by_its_name_alone(by, now):
    snapshot = send(SourceFactory(), b"# Census\n\nCounted.", by=by, at=now, filename="a.md", declared_type="")
    assert snapshot.media_type == "text/markdown"


@pytest.mark.parametrize(
    ("received", "code"),
    [
        (b" ", "empty_file"),
        (b"PK\x03\x04 a packed one", "unsupported_type"),
        (b"w" * (desk.UPLOAD_LIMIT + 1), "file_too_large"),
        (b"%PDF-1.7" + b"w" * desk.FETCH_MOST_FILE_BYTES, "file_too_large"),
    ],
    ids=["empty", "packed", "a large text", "a large PDF"],
)
def test_a_file_the_desk_cannot_keep_is_refused(by, now, received, code):
    with pytest.raises(Invalid) as refusal:
        send(SourceFactory(), received, by=by, at=now)
    assert (refusal.value.code, refusal.value.errors[0].field) == (code, "file")
    assert KeptBytes.objects.count() == 0


def test_nothing_is_handed_in_while_a_copy_is_being_made(by, now):
    waiting = SnapshotFactory()
    with pytest.raises(InvalidTransition):
        send(waiting.source, PAGE.encode(), by=by, at=now)
    with pytest.raises(NotFound):
        hand_in_copy(source_id=waiting.source_id + 1, received=b"words", filename="", declared_type="", by=by, at=now)


@pytest.mark.parametrize(
    ("name", "kept"), [("a\r\nb.txt", "ab.txt"), ("../../etc/passwd", "passwd"), ("\u202etxt.exe", "txt.exe")]
)
def test_a_file_name_is_shown_without_what_could_fool_anybody(by, now, name, kept):
    assert send(SourceFactory(), b"words", by=by, at=now, filename=name).filename == kept


# --- the storage -----------------------------------------------------------------------------------------------------


def test_a_file_that_was_lost_or_cut_short_is_written_again(now):
    kept = keep_bytes(b"words", now)
    for left in (b"wo", None):
        default_storage.delete(kept.file.name)
        if left is not None:
            default_storage.save(kept.file.name, ContentFile(left))
        with pytest.raises(Unavailable):
            read_kept(kept)
        assert keep_bytes(b"words", now) == kept
        assert read_kept(kept) == b"words"


def test_bytes_changed_behind_our_back_are_not_handed_out(now):
    kept = keep_bytes(b"words", now)
    default_storage.save(kept.file.name, ContentFile(b"lies!"))
    with pytest.raises(Unavailable):
        read_kept(kept)


def test_a_pdf_may_be_as_large_as_one_that_is_fetched(by, now):
    received = make_pdf("Census") + b"\n" * (desk.UPLOAD_LIMIT + 1)
    assert send(SourceFactory(), received, by=by, at=now).size == len(received)


def test_a_picture_is_drawn_by_whoever_reads_it_and_its_drawing_goes_with_it(by, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    copy = send(SourceFactory(), make_picture(kind="JPEG"), by=by, at=now)
    with pytest.raises(NotFound):
        open_drawing(copy.kept)
    assert run().status == "captured"
    drawn, media_type = open_drawing(copy.kept)
    assert (drawn[:2], media_type) == (b"\xff\xd8", "image/jpeg")

    stray = default_storage.save(place_of("ab" * 32, DRAWINGS) + ".png", ContentFile(b"stray"))
    later = default_storage.get_modified_time(stray) + timedelta(days=2)
    assert forget_unused(at=later) == 1
    assert open_drawing(copy.kept) == (drawn, media_type)

    Snapshot.objects.filter(pk=copy.pk).delete()
    forget_unused(at=later)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_nobody_refers_to_is_forgotten_after_a_day_and_nothing_else(now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    used = SnapshotFactory(status="captured", kept=make_kept(b"used"), taken_at=now)
    unused = make_kept(b"unused")
    stray = default_storage.save(place_of("ab" * 32), ContentFile(b"stray"))

    assert forget_unused(at=unused.kept_at) == 0
    later = max(unused.kept_at, default_storage.get_modified_time(stray)) + timedelta(days=2)
    assert forget_unused(at=later) == 2

    assert KeptBytes.objects.get() == used.kept
    assert read_kept(used.kept) == b"used"
    assert not default_storage.exists(stray)
    assert Source.objects.count() == 1
