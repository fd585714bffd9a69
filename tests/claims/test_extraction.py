"""From an article to candidates: what a run writes, what a second one leaves alone, and how it fails."""

import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from claims import kinds
from claims.extraction import extract_claims, read_article, retry_article
from claims.intake import submit_file, submit_text
from claims.models import Appearance, Article, Claim, Claimant, ClaimWording, ExtractionRun, Passage, PassageRelation
from claims.reading import text_hash
from claims.recording import MOST_CANDIDATES
from claims.splitting import VERSION
from claims.states import ArticleStatus, ClaimStatus, Manner
from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.jobs import queue, running
from factcheck.jobs.models import Job, JobState
from factcheck.ledger import acts as ledger
from factcheck.ledger.models import Entry
from tests.factories.claims import ArticleFactory, CandidateFactory
from tests.factories.people import PersonFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db

HEADLINE = "Harbour tunnel closes for a year"
TEXT = f"""{HEADLINE}

The harbour tunnel will close for 12 months from 4 June, the port authority said on Monday.
It carried 40,000 cars a day in 2025.
“The tunnel is safe,” said Tom Berg. Is it?
The harbour tunnel will close for 12 months from 4 June, the port authority said on Monday."""

WITH_PARTS = """The tunnel, which has carried 40,000 cars a day since 1968, will close in June.
Shops are losing trade, the council said, amid reports that drivers are avoiding the north bank."""

LOST_MARKS = """Bridge shut
“We warned them twice,” said Tom Berg.
But our engineers saw the [first] cracks in May and nobody came.
“They never came,” said Tom Berg."""

HTML = f"""<html lang="en-GB"><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>
<p>The harbour tunnel will close for 12 months from 4 June, the port authority said on Monday.</p>
<figure><img src="x.jpg"><figcaption>The tunnel in 2019, seen from the north bank</figcaption></figure>
<p>It carried 40,000 cars a day in 2025, according to the ministry, more than any other tunnel.</p>
</article></body></html>"""


@pytest.fixture
def by():
    return PersonFactory()


@pytest.fixture
def split(by, now):
    """Hand in a text and let the worker split it."""

    def split_text(text=TEXT, **about) -> Article:
        article = submit_text(text=text, by=by, via="desk", at=now, **about).article
        assert work_off() == ["done"]
        article.refresh_from_db()
        return article

    return split_text


def work_off() -> list[str]:
    """Run what waits to be read or split; what came of each."""
    return run_waiting_jobs(kinds.READ, kinds.EXTRACT)


def send_file(by, now, *, received, filename="a.txt", **about) -> Article:
    return submit_file(received=received, filename=filename, media_type="", by=by, via="api", at=now, **about).article


def held_job(article, kind=kinds.EXTRACT) -> Job:
    """A job of the article, held by a run."""
    queue.enqueue(kind, subject_id=article.pk)
    return queue.take(Job.objects.get(kind=kind, subject_id=article.pk, state=JobState.QUEUED).pk)


def steal(job) -> None:
    """Another run takes the job, as after a lease that ran out."""
    Job.objects.filter(pk=job.pk).update(token="11111111-1111-4111-8111-111111111111")


def everything() -> list[int]:
    models = (ExtractionRun, Passage, PassageRelation, Claim, ClaimWording, Appearance, Claimant)
    return [model.objects.count() for model in models]


def test_a_run_covers_the_text_with_exact_passages(split):
    article = split()
    passages = list(article.current_run.passages.all())
    covered = "".join(article.text[one.start : one.end] for one in passages)
    assert "".join(covered.split()) == "".join(TEXT.split())
    assert [one.ordinal for one in passages] == list(range(len(passages)))
    assert all(one.text_hash == text_hash(article.text[one.start : one.end]) for one in passages)
    assert article.current_run.passages_found == len(passages) == 6
    assert (passages[0].kind, article.current_run.splitter_version) == ("headline", VERSION)


def test_what_is_not_proposed_says_why(split):
    article = split()
    assert "Is it?" in {
        article.text[one.start : one.end]: one.set_aside for one in article.current_run.passages.exclude(set_aside="")
    }


def test_a_candidate_stands_at_exact_offsets_with_reasons_and_version(split):
    article = split(published_on=date(2026, 5, 1), outlet="The Post", url="https://post.example/1")
    claim = article.claims.get(wording__text__startswith="It carried")
    [appearance] = claim.appearances.all()
    assert claim.wording.text == "It carried 40,000 cars a day in 2025."
    assert article.text[appearance.start : appearance.end] == claim.wording.text
    assert appearance.spans == [[appearance.start, appearance.end]]
    assert appearance.text_hash == text_hash(claim.wording.text)
    assert (claim.status, claim.last_run, claim.position) == ("candidate", article.current_run, appearance.start)
    assert claim.reasons
    assert 0 < claim.checkworthiness <= 1
    assert {claim.splitter_version, appearance.splitter_version} == {VERSION}
    assert (claim.claim_date, appearance.said_on) == (date(2026, 5, 1), date(2026, 5, 1))


def test_who_is_named_is_the_claimant_and_the_outlet_speaks_for_the_rest(split):
    article = split(outlet="The Post")
    said = article.claims.filter(wording__text__startswith="The harbour tunnel").order_by("position").first()
    own = article.claims.get(wording__text__startswith="It carried")
    assert (said.claimant.name, said.claimant.kind) == ("the port authority", "unknown")
    assert (own.claimant.name, own.claimant.kind) == ("The Post", "outlet")
    assert [one.appearances.get().manner for one in (said, own)] == [Manner.REPORTS, Manner.ASSERTS]
    assert list(own.appearances.get().claimants.all()) == [own.claimant]


def test_without_an_outlet_nobody_is_made_up(split):
    article = split()
    assert article.claims.get(wording__text__startswith="It carried").claimant is None


def test_a_claimant_is_one_row_whatever_the_capitals(split):
    known = Claimant.objects.create(name="The Port Authority", kind="organisation")
    article = split()
    assert article.claims.filter(claimant=known).exists()
    assert not Claimant.objects.filter(name="the port authority").exists()


def test_a_part_points_to_the_claim_of_its_sentence(split):
    article = split(WITH_PARTS, outlet="The Post", published_on=date(2026, 5, 1))
    whole = article.claims.get(wording__text__startswith="The tunnel")
    part = article.claims.get(part_of=whole)
    assert part.wording.text == "which has carried 40,000 cars a day since 1968"
    assert (part.cut_by, whole.cut_by, whole.part_of) == ("relative clause", "", None)
    [appearance] = part.appearances.all()
    assert article.text[appearance.start : appearance.end] == part.wording.text
    assert part.context["references"] == [{"start": part.position, "end": part.position + 5, "name": "The tunnel"}]
    assert part.context["suggestion"] == "[The tunnel] has carried 40,000 cars a day since 1968"
    assert [(one["low"], one["unit"]) for one in part.quantities] == [(40_000.0, "/day")]


def test_a_part_that_passes_on_reports_is_nobodys_own_claim(split):
    article = split(WITH_PARTS, outlet="The Post")
    heard = article.claims.get(cut_by="amid reports")
    assert (heard.wording.text, heard.claimant) == ("drivers are avoiding the north bank", None)
    assert heard.appearances.get().manner == Manner.REPORTS


def test_the_day_of_the_words_is_only_suggested(split):
    article = split(published_on=date(2026, 5, 1))
    claim = article.claims.filter(wording__text__startswith="The harbour tunnel").order_by("position").first()
    assert (claim.claim_date, claim.context["said_on"]) == (date(2026, 5, 1), "2026-04-27")


def test_a_publication_date_that_comes_later_dates_what_is_undecided(split, by, now):
    article = split()
    accepted, waiting = article.claims.filter(wording__text__startswith="The harbour tunnel").order_by("position")
    with ledger.act("accept", subject=accepted, by=by, at=now):
        accepted.advance("accept", by=by, at=now)
    article.editions.update(published_on=date(2026, 5, 1))
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    assert work_off() == ["done"]
    accepted.refresh_from_db()
    waiting.refresh_from_db()
    assert (accepted.context["said_on"], waiting.context["said_on"]) == (None, "2026-04-27")
    assert waiting.claim_date is None


def test_words_that_may_be_a_quotation_are_flagged_on_their_passage(split):
    article = split(LOST_MARKS)
    [flagged] = [one for one in article.current_run.passages.all() if one.unmarked]
    [flag] = flagged.unmarked
    assert flagged.start <= flag["start"] < flag["end"] <= flagged.end
    assert flag["reason"]


def test_a_second_run_keeps_parts_where_they_are(split):
    article = split(WITH_PARTS)
    before = list(article.claims.order_by("pk").values_list("pk", "part_of", "cut_by", "position"))
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    assert work_off() == ["done"]
    assert list(article.claims.order_by("pk").values_list("pk", "part_of", "cut_by", "position")) == before
    assert sum(1 for one in before if one[1]) == 2


def test_a_part_of_a_claim_that_was_decided_on_still_points_to_it(split, by, now):
    article = split(WITH_PARTS)
    whole = article.claims.get(wording__text__startswith="The tunnel")
    with ledger.act("accept", subject=whole, by=by, at=now):
        whole.advance("accept", by=by, at=now)
    part = article.claims.get(part_of=whole)
    Appearance.objects.filter(claim=part).delete()
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    work_off()
    assert article.claims.filter(part_of=whole).exclude(pk=part.pk).count() == 1


def test_passages_that_repeat_are_related(split):
    article = split()
    [relation] = PassageRelation.objects.filter(run=article.current_run, kind="repeats")
    assert relation.source.start > relation.target.start


def test_the_headline_becomes_the_title_unless_one_was_given(split):
    assert split().title == HEADLINE
    assert split("Rain fell on the hills all night, the council said.", title="Rain").title == "Rain"


def test_without_a_headline_the_first_words_become_the_title(split):
    assert split("Rain fell on 40 hills. It rained in 2020.").title == "Rain fell on 40 hills."


def test_the_language_is_detected_unless_it_was_given(split):
    assert split().language == "en"
    given = split("Rain fell on 40 hills in 2020, the council said.", language="de")
    assert (given.language, given.claims.first().language) == ("de", "de")


def test_a_text_without_claims_is_split_all_the_same(split):
    article = split("Who pays? Why now?")
    assert (article.status, article.current_run.candidates_found, article.claims.count()) == ("split", 0, 0)


def test_a_million_characters_without_a_space_are_split(split):
    article = split("a" * 1_000_000)
    assert article.status == "split"
    assert article.current_run.passages_found == 500


def test_more_candidates_than_an_article_may_have_are_cut_and_said(split):
    article = split("\n".join(f"Rents rose by {n} per cent in 2023." for n in range(MOST_CANDIDATES + 100)))
    run = article.current_run
    assert (run.candidates_found, run.truncated, article.claims.count()) == (MOST_CANDIDATES, True, MOST_CANDIDATES)


def test_the_ledger_tells_of_the_run_and_holds_no_text(split):
    article = split()
    assert list(Entry.objects.order_by("seq").values_list("verb", flat=True)) == ["submit", "split", "finish"]
    payload = Entry.objects.get(verb="finish").payload
    assert f'"run":{article.current_run_id}' in payload
    assert "tunnel" not in payload


def test_a_run_takes_a_handful_of_statements_whatever_the_length(by, now):
    counts = []
    for sentences in (5, 200):
        text = "\n".join(f"Rents in ward {n} rose by {sentences} per cent, person {n} said." for n in range(sentences))
        job = held_job(submit_text(text=text, by=by, via="desk", at=now, outlet="The Post").article)
        with CaptureQueriesContext(connection) as queries:
            extract_claims(job=job)
        counts.append(len(queries))
    assert counts[0] == counts[1] < 45


def test_a_second_run_adds_a_run_and_no_claim(split):
    article = split()
    before, claims = everything(), set(article.claims.values_list("pk", "wording", "status"))
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    assert work_off() == ["done"]
    after = everything()
    assert set(article.claims.values_list("pk", "wording", "status")) == claims
    assert after[3:] == before[3:]
    assert (after[0], Article.objects.get().status) == (before[0] + 1, "split")


def test_a_second_run_changes_no_decided_claim(split, by, now):
    article = split()
    for claim, verb in zip(article.claims.order_by("position"), ("accept", "dismiss"), strict=False):
        with ledger.act(verb, subject=claim, by=by, at=now):
            claim.advance(verb, by=by, at=now)
    Claim.objects.update(splitter_version="older", checkworthiness=0.01)
    decided = Claim.objects.filter(status__in=["accepted", "dismissed"]).order_by("pk")
    before = list(decided.values())
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    work_off()
    assert len(before) == 2
    assert list(decided.values()) == before


def test_a_second_run_brings_undecided_claims_up_to_date(split):
    article = split()
    claim = article.claims.get(wording__text__startswith="It carried")
    worth = claim.checkworthiness
    Claim.objects.filter(pk=claim.pk).update(splitter_version="older", checkworthiness=0.01)
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    work_off()
    claim.refresh_from_db()
    article.refresh_from_db()
    assert (claim.checkworthiness, claim.splitter_version, claim.last_run) == (worth, VERSION, article.current_run)


def test_what_a_second_run_lacks_keeps_its_status_and_its_run(split):
    article = split()
    first = article.current_run
    gone = CandidateFactory(article=article, text="tunnel closes", span=(8, 21))
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    work_off()
    gone.refresh_from_db()
    article.refresh_from_db()
    assert (gone.status, gone.last_run) == (ClaimStatus.CANDIDATE, first)
    assert article.current_run != first


def test_a_run_after_one_that_died_in_the_middle_finds_everything(by, now):
    article = submit_text(text=TEXT, by=by, via="desk", at=now).article
    job = held_job(article)

    def die():
        raise KeyboardInterrupt

    ticks = iter([now])
    with pytest.raises(KeyboardInterrupt):
        extract_claims(job=job, clock=lambda: next(ticks, None) or die())
    article.refresh_from_db()
    assert (article.status, everything()) == (ArticleStatus.SPLITTING, [0] * 7)
    Job.objects.filter(pk=job.pk).update(lease_until=now)
    extract_claims(job=queue.take(job.pk))
    article.refresh_from_db()
    assert (article.status, article.claims.exists()) == (ArticleStatus.SPLIT, True)


def test_a_run_that_lost_its_lease_leaves_nothing(by, now):
    article = submit_text(text=TEXT, by=by, via="desk", at=now).article
    job = held_job(article)
    ticks = iter([now])

    def clock():
        if next(ticks, None) is None:
            steal(job)
        return now

    with pytest.raises(queue.LeaseLost):
        extract_claims(job=job, clock=clock)
    article.refresh_from_db()
    assert everything() == [0] * 7
    assert (article.status, article.current_run) == (ArticleStatus.SPLITTING, None)


def test_a_late_run_does_not_reopen_a_finished_article(split):
    article = split()
    late = Job.objects.get(kind=kinds.EXTRACT)
    with pytest.raises(queue.LeaseLost):
        extract_claims(job=late)
    article.refresh_from_db()
    assert article.status == ArticleStatus.SPLIT


def test_a_text_file_is_read_and_split(by, now):
    article = send_file(by, now, received=TEXT.replace("\n", "\r\n").encode())
    assert work_off() == ["done", "done"]
    article.refresh_from_db()
    assert (article.text, article.status, article.title) == (TEXT, "split", HEADLINE)


def test_a_markdown_file_is_read_without_its_marks(by, now):
    article = send_file(
        by, now, received=f"# {HEADLINE}\n\nIt carried **40,000** cars in 2025.".encode(), filename="a.md"
    )
    work_off()
    article.refresh_from_db()
    assert "It carried 40,000 cars in 2025." in article.text
    assert (article.status, article.title) == ("split", HEADLINE)


def test_an_html_file_is_read_with_its_captions_and_what_it_says_of_itself(by, now):
    article = send_file(by, now, received=HTML.encode(), filename="a.html", outlet="The Post")
    work_off()
    article.refresh_from_db()
    [(start, end)] = article.caption_spans
    assert article.text[start:end] == "The tunnel in 2019, seen from the north bank"
    assert article.current_run.passages.get(start=start).kind == "caption"
    assert (article.status, article.title, article.language) == ("split", HEADLINE, "en")


def test_bytes_that_are_not_the_declared_encoding_are_detected_and_said(by, now):
    text = "Die Größe der Straße wurde 2023 über Nacht geändert, sagte der Bürgermeister für Köln. " * 5
    article = send_file(by, now, received=text.encode("latin-1"), declared_encoding="utf-8")
    work_off()
    article.refresh_from_db()
    submission = article.submissions.get()
    assert article.text.strip() == text.strip()
    assert submission.encoding_guessed
    assert submission.reading_notes


def test_a_file_with_a_text_the_desk_has_goes_to_that_article(split, by, now):
    older = split(outlet="The Post")
    article = send_file(by, now, received=TEXT.encode(), filename="a.txt", outlet="The Gazette")
    assert work_off() == ["done"]
    article.refresh_from_db()
    assert (article.status, article.same_as, article.text) == (ArticleStatus.SAME, older, "")
    assert [one.outlet for one in older.editions.all()] == ["The Post", "The Gazette"]
    assert older.submissions.count() == 2
    assert older.submissions.first().edition.outlet == "The Gazette"
    assert not article.editions.exists()


@pytest.mark.parametrize(
    ("received", "filename"),
    [
        (b"\xef\xbb\xbf \xe2\x80\x8b", "a.txt"),
        (b"!!! ???", "a.md"),
        (b"Rents \x00 rose by 9 per cent", "a.txt"),
        (b"a" * 1_000_001, "a.txt"),
        (b"<html><body><script>1</script></body></html>", "a.html"),
        (b"<div>" * 100_000 + b"Rents rose", "a.html"),
    ],
    ids=["blank", "no words", "NUL", "too long", "no text", "too deep"],
)
def test_a_file_that_holds_no_article_fails_with_the_reason(by, now, received, filename):
    article = send_file(by, now, received=received, filename=filename)
    assert work_off() == ["failed"]
    article.refresh_from_db()
    job = Job.objects.get()
    assert (article.status, job.state) == (ArticleStatus.FAILED, JobState.QUARANTINED)
    assert article.failure.endswith(".")
    assert article.failure == job.last_error


def test_a_failed_article_can_be_tried_again(by, now):
    article = send_file(by, now, received=b"!!! ???")
    work_off()
    retry_article(article_id=article.pk, by=by, at=now)
    article.refresh_from_db()
    assert (article.status, article.failure) == (ArticleStatus.RECEIVED, "")
    assert work_off() == ["failed"]
    article.refresh_from_db()
    assert article.status == ArticleStatus.FAILED


def test_retrying_the_job_alone_brings_the_article_back(by, now):
    article = ArticleFactory(text=TEXT, status="failed", failure="It broke.")
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    assert work_off() == ["done"]
    article.refresh_from_db()
    assert (article.status, article.failure) == ("split", "")


def test_an_article_that_did_not_fail_is_not_tried_again(split, by, now):
    article = split()
    with pytest.raises(InvalidTransition):
        retry_article(article_id=article.pk, by=by, at=now)


def test_an_unknown_article_is_not_found(by, now):
    with pytest.raises(NotFound):
        retry_article(article_id=999_999, by=by, at=now)


def test_giving_up_after_five_tries_says_so_on_the_article(by, now):
    article = submit_text(text=TEXT, by=by, via="desk", at=now).article
    job = held_job(article)
    Job.objects.filter(pk=job.pk).update(tries=queue.MOST_TRIES)
    job.refresh_from_db()
    queue.put_back(job, error="MemoryError: no room")
    article.refresh_from_db()
    assert article.status == ArticleStatus.FAILED
    assert article.failure == "It was tried 5 times and failed each time: MemoryError: no room"


def test_reading_twice_is_harmless(by, now):
    article = send_file(by, now, received=TEXT.encode())
    read_article(job=held_job(article, kinds.READ))
    read_article(job=held_job(article, kinds.READ))
    article.refresh_from_db()
    assert (article.status, article.text) == (ArticleStatus.READING, TEXT)
    assert Job.objects.filter(kind=kinds.EXTRACT).count() == 1


def test_reading_a_split_article_again_changes_nothing(split):
    article = split()
    before = everything()
    queue.enqueue(kinds.READ, subject_id=article.pk)
    assert work_off() == ["done"]
    article.refresh_from_db()
    assert (article.status, everything()) == ("split", before)


def run_at_once(jobs) -> list[str]:
    """Each job on a thread and connection of its own, all let go together; what came of them."""
    start, outcomes = threading.Barrier(len(jobs)), []

    def work(job):
        try:
            start.wait(timeout=10)
            outcomes.append(running.run(job.pk))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_files_with_one_text_read_at_once_end_as_one_article(by, now):
    for n in range(4):
        send_file(by, now, received=TEXT.encode(), outlet=f"Paper {n}")
    assert run_at_once(list(Job.objects.filter(kind=kinds.READ))) == ["done"] * 4
    assert sorted(Article.objects.values_list("status", flat=True)) == ["reading", "same", "same", "same"]
    kept = Article.objects.get(status="reading")
    assert (kept.submissions.count(), kept.editions.count(), kept.text) == (4, 4, TEXT)
    assert Job.objects.filter(kind=kinds.EXTRACT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_articles_that_name_the_same_people_are_split_at_once(by, now):
    names = [f"Person Number{n}" for n in range(40)]
    for turn in (1, -1, 1, -1):
        lines = [f"Rents rose by {turn * 7 % 100} per cent in 2023, {name} said." for name in names[::turn]]
        submit_text(text=f"Paper {Article.objects.count()}\n" + "\n".join(lines), by=by, via="api", at=now)
    assert run_at_once(list(Job.objects.filter(kind=kinds.EXTRACT))) == ["done"] * 4
    assert set(Article.objects.values_list("status", flat=True)) == {"split"}
    assert Claimant.objects.filter(name__startswith="Person Number").count() == 40
