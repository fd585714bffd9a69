"""The sources of published verdicts are looked at again: how often, how, and what is made of what they say."""

import io
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from PIL import Image

from factcheck.accounts.models import User
from factcheck.jobs import queue, running
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews import kinds
from reviews.models import PublicVerdict, Recheck, Source, SourceWatch
from reviews.selectors.rechecks import difference_of
from reviews.selectors.watching import troubled_watches
from reviews.states import WatchState
from reviews.watching import looking
from reviews.watching.noting import ALL_THERE, MOST_FAILURES, note
from reviews.watching.seeing import see
from reviews.watching.starting import watch_sources_of
from tests.factories.copies import make_captured
from tests.factories.people import AdminFactory
from tests.factories.reviews import EvidenceFactory
from tests.reviews.watching.conftest import QUOTE, page

ELSE = "39,800 vehicles a day crossed the harbour bridge in 2024"


@pytest.fixture
def watched(desk):
    """Published, and looked at once: the first copy is what later ones are compared with."""
    desk.publish()
    desk.look()
    return desk


def test_publication_begins_the_watch_a_day_later_on_the_pages_it_cites(desk):
    claim = desk.publish()
    EvidenceFactory(claim=claim)  # in the file, and not cited
    assert SourceWatch.objects.get().source == desk.source
    assert (desk.watch.look_at - desk.now, desk.watch.every_hours) == (timedelta(hours=24), 24)


def test_files_are_not_watched(desk):
    claim = desk.publish()
    Source.objects.update(media="file", url="")
    SourceWatch.objects.all().delete()
    assert watch_sources_of(claim, at=desk.now) == 0
    assert not SourceWatch.objects.exists()


def test_pages_whose_identity_is_withheld_are_watched(desk):
    claim = desk.publish()
    Source.objects.update(withheld=True, withheld_because="It would cost her the job.")
    SourceWatch.objects.all().delete()
    assert watch_sources_of(claim, at=desk.now) == 1
    assert desk.look().state == WatchState.SAME


def test_a_page_cited_by_two_verdicts_is_watched_once_and_within_a_day_again(watched):
    watched.look()
    watched.publish(source=watched.source)
    watch = SourceWatch.objects.get()
    assert (watch.every_hours, watch.look_at) == (24, watched.now + timedelta(hours=24))


def test_the_interval_doubles_up_to_thirty_days_while_nothing_happens(watched):
    hours = [watched.look().every_hours for _ in range(6)]
    assert hours == [48, 96, 192, 384, 720, 720]
    assert watched.watch.look_at == watched.now + timedelta(hours=720)


def test_a_look_asks_only_whether_our_copy_is_still_good(desk):
    desk.url = desk.site.url("/unchanged")
    desk.publish()
    desk.look()
    watch = desk.look()
    assert desk.site.asked[-1].header("If-None-Match") == '"v1"'
    assert desk.site.asked[-1].header("If-Modified-Since") == "Mon, 04 May 2026 09:00:00 GMT"
    assert (watch.state, len(desk.copies)) == (WatchState.SAME, 1)


def test_the_first_look_without_a_copy_keeps_one_and_opens_nothing(desk):
    desk.publish(excerpt="Words that never stood there")
    assert desk.look().state == WatchState.SAME
    [copy] = desk.copies
    assert (copy.origin, copy.status, QUOTE in copy.text) == ("watched", "captured", True)
    assert not Recheck.objects.exists()


def test_other_bytes_with_the_same_words_are_the_same(watched):
    watched.site.put("/census", page().replace("<body>", "<body><!-- built at noon -->").replace("<p>", "<p >"))
    assert watched.look().state == WatchState.SAME
    assert len(watched.copies) == 1


CAMERAS = "The office has counted since 1998, and counts with cameras now."
MORE = "Since January the loops in both lanes count lorries apart from cars and from motorcycles."


def test_changed_words_with_every_quotation_there_open_a_recheck_that_says_so(watched):
    editor = AdminFactory()
    watched.site.put("/census", page(about=CAMERAS))
    watch = watched.look()
    assert (watch.state, watch.every_hours, watch.newest) == (WatchState.CHANGED, 24, watched.copies[1])
    recheck = Recheck.objects.get()
    assert (recheck.because, [recheck.before, recheck.after]) == ("source_changed", watched.copies)
    assert recheck.detail == watch.state_detail == ALL_THERE
    assert "cameras" in str(difference_of(recheck).paragraphs)
    assert Notice.objects.filter(kind="recheck", to=editor).count() == 1


def test_further_changes_bring_the_recheck_up_to_date_and_tell_nobody_again(watched):
    editor = AdminFactory()
    first = watched.copies[0]
    for about in (CAMERAS, MORE):
        watched.site.put("/census", page(about=about))
        watched.look()
    recheck = Recheck.objects.get()
    assert (recheck.before, recheck.after) == (first, watched.copies[-1])
    assert Notice.objects.filter(kind="recheck", to=editor).count() == 1


def test_a_lost_quotation_stays_lost_in_the_recheck_while_other_words_change(watched):
    watched.site.put("/census", page(quote=ELSE))
    watched.look()
    watched.site.put("/census", page(quote=ELSE, about=CAMERAS))
    watched.look()
    recheck = Recheck.objects.get()
    assert (recheck.because, recheck.evidence.excerpt, recheck.after) == ("quote_lost", QUOTE, watched.copies[-1])
    watched.site.put("/census", page(about=CAMERAS))
    watched.look()
    recheck.refresh_from_db()
    assert (recheck.because, recheck.evidence) == ("source_changed", None)


def with_stories(*, main: str = "", beside: str) -> str:
    """The page with stories beside its main text."""
    return (main or page()).replace("</article>", f"</article><aside><h2>More stories</h2><p>{beside}</p></aside>")


def test_what_else_the_page_shows_may_change(desk):
    desk.site.put("/census", with_stories(beside="The ferry to the island is late again, passengers say."))
    desk.publish()
    desk.look()
    desk.site.put("/census", with_stories(beside="A market opens on the quay in the spring, the council says."))
    assert desk.look().state == WatchState.SAME
    assert (len(desk.copies), Recheck.objects.count()) == (1, 0)


def test_a_quotation_that_stood_beside_the_main_text_is_missed_too(desk):
    beside = "The ferry to the island is late again, passengers say"
    desk.site.put("/census", with_stories(beside=beside))
    desk.publish(excerpt=beside)
    desk.look()
    assert beside in desk.copies[0].text
    desk.site.put("/census", with_stories(beside="A market opens on the quay in the spring, the council says."))
    assert desk.look().state == WatchState.CHANGED
    assert Recheck.objects.get().because == "quote_lost"


def hand_in(desk, body: str):
    """A copy that somebody saved by hand before the check was published."""
    return make_captured(desk.source, body=body.encode(), text=body, origin="uploaded")


def test_a_page_of_which_only_a_copy_handed_in_is_held_is_compared_with_that(desk):
    desk.publish()
    hand_in(desk, f"Printed on paper. {QUOTE}, both directions together.")
    desk.site.put("/census", page(quote=ELSE))
    assert desk.look().state == WatchState.CHANGED
    recheck = Recheck.objects.get()
    assert (recheck.because, [recheck.before, recheck.after]) == ("quote_lost", desk.copies)


def test_other_words_than_in_a_copy_handed_in_are_no_change(desk):
    desk.publish()
    hand_in(desk, f"Printed on paper. {QUOTE}, both directions together.")
    assert desk.look().state == WatchState.SAME
    assert (desk.watch.newest, Recheck.objects.count()) == (desk.copies[1], 0)
    desk.site.put("/census", page(about=CAMERAS))
    assert desk.look().state == WatchState.CHANGED


def test_a_lost_quotation_opens_a_recheck_and_tells_the_editors_once(watched):
    editor = AdminFactory()
    watched.site.put("/census", page(quote=ELSE))
    watched.look()
    recheck = Recheck.objects.get()
    assert (recheck.because, recheck.source, recheck.decision) == ("quote_lost", watched.source, "")
    assert [recheck.before, recheck.after] == watched.copies
    assert recheck.evidence.excerpt == QUOTE
    assert Notice.objects.filter(kind="recheck", to=editor).count() == 1
    assert {"look", "open_recheck"} <= set(Entry.objects.values_list("verb", flat=True))


def test_the_published_copy_and_what_was_verified_in_it_stay_as_they_were(watched):
    evidence = watched.source.evidence.get()
    before = {name: getattr(evidence, name) for name in ("quotation", "snapshot_id", "checked_at", "selector")}
    watched.site.put("/census", page(quote=ELSE))
    watched.look()
    evidence.refresh_from_db()
    assert {name: getattr(evidence, name) for name in before} == before


def test_every_claim_that_cites_the_page_is_rechecked_once_and_told_what_it_lost(watched):
    other = watched.publish(source=watched.source)
    kept = watched.publish(source=watched.source, excerpt="Figures for the bridge follow in the autumn")
    watched.site.put("/census", page(quote=ELSE))
    watched.look()
    found = dict(Recheck.objects.values_list("claim", "because"))
    assert len(found) == Recheck.objects.count() == 3
    assert (found[other.pk], found[kept.pk]) == ("quote_lost", "source_changed")


def test_an_open_recheck_is_brought_up_to_date_by_the_next_change(watched):
    watched.site.put("/census", page(quote=ELSE))
    watched.look()
    watched.site.put("/census", "", status=410)
    watched.look()
    recheck = Recheck.objects.get()
    assert (recheck.because, recheck.before, recheck.after) == ("source_gone", watched.copies[0], None)


def test_after_keep_the_same_change_is_not_brought_up_again(watched):
    watched.site.put("/census", page(quote=ELSE))
    watched.look()
    Recheck.objects.update(decision="keep", done_at=watched.now)
    assert watched.look().state == WatchState.SAME
    assert Recheck.objects.count() == 1
    watched.site.put("/census", page(quote=ELSE, about="Another beginning, and still not a word of the tunnel."))
    assert watched.look().state == WatchState.CHANGED
    assert Recheck.objects.to_decide().get().because == "source_changed"


def test_a_page_not_found_once_is_looked_at_a_day_later_and_gone_only_then(watched):
    watched.site.put("/census", "", status=404)
    watch = watched.look()
    assert (watch.state, watch.look_at - watched.now) == (WatchState.TROUBLE, timedelta(hours=24))
    assert not Recheck.objects.exists()
    assert watched.look().state == WatchState.GONE
    assert Recheck.objects.get().because == "source_gone"


def test_a_page_that_comes_back_the_next_day_was_never_gone(watched):
    watched.site.put("/census", "", status=404)
    watched.look()
    watched.site.put("/census", page())
    assert watched.look().missing_since is None
    watched.site.put("/census", "", status=404)
    assert watched.look().state == WatchState.TROUBLE
    assert not Recheck.objects.exists()


def test_a_page_gone_for_good_is_gone_at_once_and_told_once(watched):
    watched.site.put("/census", "", status=410)
    assert watched.look().state == WatchState.GONE
    Recheck.objects.update(decision="keep", done_at=watched.now)
    assert watched.look().state == WatchState.GONE
    assert Recheck.objects.count() == 1


def test_whoever_is_to_decide_learns_that_the_page_is_there_again(watched):
    watched.site.put("/census", "", status=410)
    watched.look()
    watched.site.put("/census", page())
    assert watched.look().state == WatchState.SAME
    assert "there again since" in Recheck.objects.get().detail


def test_failures_back_off_and_editors_are_told_once(watched):
    AdminFactory()
    watched.site.put("/census", "", status=500)
    hours = []
    for _ in range(MOST_FAILURES + 1):
        watch = watched.look()
        hours.append((watch.look_at - watched.now) // timedelta(hours=1))
    assert hours == [6, 12, 24, 48, 96, 168]
    assert (watch.state, watch.failures) == (WatchState.TROUBLE, MOST_FAILURES + 1)
    told = Notice.objects.filter(kind="watch_trouble")
    assert told.count() == told.values("to").distinct().count() > 0
    watched.site.put("/census", page())
    assert (watched.look().failures, watched.watch.state) == (0, WatchState.SAME)


def test_what_cannot_be_read_any_more_is_trouble(watched):
    watched.site.put("/census", b"PK\x03\x04" + b"\0" * 300)
    assert watched.look().state == WatchState.TROUBLE


def test_another_picture_opens_a_recheck(desk):
    red, blue = (picture(colour) for colour in ("red", "blue"))
    desk.url = desk.site.put("/chart", red, headers={"Content-Type": "image/png"})
    desk.publish()
    desk.look()
    desk.site.put("/chart", blue, headers={"Content-Type": "image/png"})
    desk.look()
    assert Recheck.objects.get().because == "source_changed"


def picture(colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return made.getvalue()


def test_a_site_that_keeps_machines_out_is_not_asked_for_the_page(desk):
    desk.url = desk.site.put("/private/census", page())
    desk.publish()
    watch = desk.look()
    assert (watch.state, watch.look_at - desk.now) == (WatchState.NOT_ALLOWED, timedelta(days=7))
    assert desk.site.hits("/private/census") == 0
    desk.look()
    told = Notice.objects.filter(kind="watch_trouble")
    assert told.count() == User.objects.editors().count(), "each editor, once"
    assert "machines to stay away" in told.first().text
    assert [one.pk for one in troubled_watches(failures=MOST_FAILURES, most=5)] == [watch.pk]


def test_robots_txt_is_asked_for_once_a_day(watched):
    watched.look()
    assert watched.site.hits("/robots.txt") == 1


def test_a_site_whose_robots_txt_fails_is_left_alone(desk):
    desk.site.put("/robots.txt", "", status=503)
    desk.publish()
    assert desk.look().state == WatchState.TROUBLE
    assert desk.site.hits("/census") == 0


def test_a_site_without_robots_txt_lets_everybody_in(desk):
    desk.site.put("/robots.txt", "", status=404)
    desk.publish()
    assert desk.look().state == WatchState.SAME


def test_a_site_that_asks_for_time_gets_it(watched):
    watched.site.put("/census", "", status=429, headers={"Retry-After": "7200"})
    watched.look()
    watch = watched.look()
    assert watched.site.hits("/census") == 2
    assert "left alone" in watch.state_detail


def test_the_watch_stops_when_nothing_published_stands_on_the_page(watched):
    PublicVerdict.objects.update(state="withheld")
    visits = len(watched.site.asked)
    assert watched.look().look_at is None
    assert len(watched.site.asked) == visits
    PublicVerdict.objects.update(state="live")
    watched.publish(source=watched.source)
    assert watched.watch.look_at is not None


def test_a_look_that_comes_too_early_does_nothing(watched):
    visits = len(watched.site.asked)
    job = queue.enqueue(kinds.LOOK_AT, subject_id=watched.source.pk)
    looking.look(job=queue.take(job.pk), at=watched.watch.look_at - timedelta(seconds=1))
    assert len(watched.site.asked) == visits


def test_a_run_that_lost_its_job_leaves_no_trace(watched):
    watched.site.put("/census", page(quote=ELSE))
    at = watched.watch.look_at
    job = queue.enqueue(kinds.LOOK_AT, subject_id=watched.source.pk)
    lost = queue.take(job.pk)
    Job.objects.filter(pk=job.pk).update(token="00000000-0000-0000-0000-000000000000")
    with pytest.raises(queue.LeaseLost):
        looking.look(job=lost, at=at)
    assert (len(watched.copies), Recheck.objects.count(), watched.watch.look_at) == (1, 0, at)


def test_only_so_many_are_asked_for_at_once_the_longest_due_first(desk, monkeypatch):
    monkeypatch.setattr(looking, "MOST", 2)
    sources = [EvidenceFactory().source for _ in range(4)]
    for place, source in enumerate(sources):
        SourceWatch.objects.create(source=source, look_at=desk.now - timedelta(hours=place))
    assert looking.look_at_due(at=desk.now) == 2
    asked = Job.objects.filter(kind=kinds.LOOK_AT).values_list("subject_id", flat=True)
    assert set(asked) == {sources[3].pk, sources[2].pk}
    assert looking.look_at_due(at=desk.now) == 0
    Job.objects.update(state="done")
    SourceWatch.objects.filter(source__in=asked).update(look_at=None)
    assert looking.look_at_due(at=desk.now) == 2


def test_one_look_at_a_time_so_that_people_need_not_wait(watched):
    other = queue.enqueue(kinds.LOOK_AT, subject_id=0)
    first = queue.take(other.pk)
    job = queue.take(queue.enqueue(kinds.LOOK_AT, subject_id=watched.source.pk).pk)
    Job.objects.filter(pk=first.pk).update(lease_until=F("lease_until") - timedelta(seconds=1))
    visits = len(watched.site.asked)
    with pytest.raises(queue.NotNow):
        looking.look(job=job, at=watched.watch.look_at)
    assert len(watched.site.asked) == visits
    Job.objects.filter(pk=first.pk).update(lease_until=Now() - timedelta(seconds=1))  # its worker died
    looking.look(job=job, at=watched.watch.look_at)
    assert len(watched.site.asked) == visits + 1


def test_a_worker_fetches_robots_txt_in_one_turn_and_the_page_in_the_next(desk):
    desk.publish()
    SourceWatch.objects.update(look_at=timezone.now() - timedelta(minutes=1))
    job = queue.enqueue(kinds.LOOK_AT, subject_id=desk.source.pk)
    assert (job.queue, running.run(job.pk)) == ("watch", "postponed")
    assert [asked.path for asked in desk.site.asked] == ["/robots.txt"]
    Job.objects.filter(pk=job.pk).update(run_after=Now())
    assert running.run(job.pk) == "done"
    assert [asked.path for asked in desk.site.asked] == ["/robots.txt", "/census"]
    assert desk.watch.state == WatchState.SAME


def test_a_source_that_became_part_of_another_meanwhile_is_left_to_that_one(watched):
    watched.site.put("/census", page(quote=ELSE))
    before = watched.watch
    job = queue.enqueue(kinds.LOOK_AT, subject_id=watched.source.pk)
    taken = queue.take(job.pk)
    seen = see(before, before.newest, at=watched.now)
    SourceWatch.objects.all().delete()
    note(before, seen, before.newest, job=taken, at=watched.now)
    assert not Recheck.objects.exists()


def test_a_look_that_our_own_walls_kept_failing_is_tried_much_later(watched):
    at = watched.watch.look_at
    looking.give_up_look(queue.enqueue(kinds.LOOK_AT, subject_id=watched.source.pk), at=at)
    assert (watched.watch.state, watched.watch.look_at) == (WatchState.TROUBLE, at + timedelta(hours=6))
