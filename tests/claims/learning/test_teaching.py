"""The nightly lesson: versions are made, promoted or refused, and open proposals follow them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import kinds, triage
from claims.learning.rescoring import rescore
from claims.learning.scoring import PASSES_OVER_ALIKE, PICKS_ALIKE, scales_in_use
from claims.learning.teaching import FEWEST_HELD_OUT, learn
from claims.models import Claim, DeskModel, TriageDecision
from claims.states import DeskModelStatus
from factcheck.jobs import clock, queue, running
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.registry import KINDS
from factcheck.ledger.models import Entry
from tests.factories.learning import is_about_money, make_lesson, make_lessons, make_proposals
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


def weather_first(words: str) -> float:
    """A prior that is wrong about this desk."""
    return 0.5 if is_about_money(words) else 0.52


def values(article) -> dict[str, float]:
    return dict(article.claims.order_by("position").values_list("wording__text", "checkworthiness"))


def test_a_version_that_orders_better_is_promoted_and_says_what_it_learned_from(ana, now):
    make_lessons(8, by=ana, prior=weather_first)
    model = learn(at=now)
    assert (model.number, model.status, model.promoted_at) == (1, DeskModelStatus.ACTIVE, now)
    assert (model.articles, model.picks) == (8, 24)
    assert model.learned_from == f"Learned from {model.decisions} decisions"
    assert model.decisions == 8 * (3 + 1 + 2)  # picked, dismissed, passed over above the lowest pick
    figures = model.figures
    assert figures["candidate"]["ap"] > figures["prior"]["ap"]
    assert (figures["articles"], figures["active"]) == (8, None)


def test_below_the_fewest_articles_there_is_no_version(ana, now):
    make_lessons(FEWEST_HELD_OUT - 1, by=ana)
    assert learn(at=now) is None
    make_lesson(by=ana, number=90)
    assert learn(at=now).number == 1


def test_articles_with_nothing_picked_or_everything_picked_do_not_count_as_measured(ana, now):
    make_lessons(4, by=ana)
    make_lessons(3, by=ana, first=20, picks=lambda words: True)
    make_lessons(3, by=ana, first=30, picks=lambda words: False)
    assert learn(at=now) is None


def test_a_worse_version_is_refused_and_the_prior_stays(ana, now):
    def money_first(words: str) -> float:
        return 0.505 if is_about_money(words) else 0.5

    make_lessons(4, by=ana, prior=money_first)
    for n in range(4):
        # In these the splitter is just as right, and everything the desk likes elsewhere is wrong.
        make_lesson(
            by=ana,
            number=50 + n,
            picks=lambda words: not is_about_money(words),
            prior=lambda words: 0.5 if is_about_money(words) else 0.505,
        )
    model = learn(at=now)
    assert model.status == DeskModelStatus.REFUSED
    assert model.figures["candidate"]["ap"] < model.figures["prior"]["ap"]
    assert scales_in_use().version is None


def test_a_quiet_night_makes_nothing_and_costs_little(ana, now):
    make_lessons(6, by=ana)
    learn(at=now)
    with CaptureQueriesContext(connection) as done:
        assert learn(at=now + timedelta(days=1)) is None
    assert len(done) <= 3
    assert DeskModel.objects.count() == 1


def test_the_next_version_is_measured_on_articles_the_one_in_use_has_not_learned_from(ana, now):
    make_lessons(6, by=ana, prior=weather_first)
    first = learn(at=now)
    make_lessons(4, by=ana, first=40, prior=weather_first)
    assert learn(at=now) is None
    make_lessons(3, by=ana, first=60, prior=weather_first)
    second = learn(at=now)
    assert (second.number, second.figures["articles"], second.figures["active_number"]) == (2, 7, 1)
    assert second.articles == 13
    first.refresh_from_db()
    assert (first.status, second.status) == (DeskModelStatus.RETIRED, DeskModelStatus.ACTIVE)


def test_a_version_that_falls_below_the_prior_goes_and_the_prior_comes_back(ana, now):
    make_lessons(6, by=ana, prior=weather_first)
    first = learn(at=now)
    # The desk's taste turns round, the splitter is right about it, and by turns, so that nobody can learn it.
    for n in range(8):
        likes_money = n % 4 == 0
        make_lesson(
            by=ana,
            number=100 + n,
            picks=is_about_money if likes_money else lambda words: not is_about_money(words),
            prior=lambda words, likes_money=likes_money: 0.51 if is_about_money(words) == likes_money else 0.5,
        )
    second = learn(at=now)
    first.refresh_from_db()
    assert second.status == DeskModelStatus.REFUSED
    assert (first.status, first.rolled_back_at, first.rolled_back_by) == (DeskModelStatus.RETIRED, now, None)
    assert scales_in_use().version is None


def test_undone_decisions_teach_nothing(ana, now):
    lessons = make_lessons(8, by=ana)
    TriageDecision.objects.filter(article=lessons[0]).update(undone_at=now)
    TriageDecision.objects.filter(article=lessons[1], verb="finish_triage").update(undone_at=now)
    model = learn(at=now)
    assert (model.articles, model.picks) == (7, 21)
    assert model.decisions == 6 * 6 + 4  # without the finishing, nobody knows what was passed over


def test_a_decision_undone_after_the_lesson_is_something_new(ana, now):
    make_lessons(6, by=ana)
    learn(at=now)
    TriageDecision.objects.filter(verb="dismiss").update(undone_at=now + timedelta(hours=1))
    make_lessons(5, by=ana, first=30)
    again = learn(at=now + timedelta(days=1))
    assert again.number == 2


def test_what_a_person_undoes_in_triage_is_not_learned(ana, now):
    lessons = make_lessons(5, by=ana)
    article = make_proposals(number=77)
    claim = article.claims.first()
    triage.accept_claim(claim_id=claim.pk, because="harm", by=ana, at=now)
    triage.undo(article_id=article.pk, by=ana, at=now)
    model = learn(at=now)
    assert (model.articles, model.picks) == (5, 15)
    assert len(lessons) == 5


def test_words_picked_in_another_cut_teach_that_their_proposal_was_good(ana, now):
    make_lessons(5, by=ana)
    article = make_proposals(number=200)
    proposed = article.claims.order_by("position")[1]
    start = proposed.position + 4
    cut = triage.claim_words(article_id=article.pk, spans=[[start, start + 20]], by=ana, at=now)
    triage.accept_claim(claim_id=cut.pk, because="harm", by=ana, at=now)
    model = learn(at=now)
    assert model.picks == 16


def test_open_proposals_of_untouched_articles_follow_the_new_version(ana, now):
    waiting, begun = make_proposals(number=300), make_proposals(number=400)
    triage.dismiss_claim(claim_id=begun.claims.first().pk, reason="vague", by=ana, at=now)
    make_lessons(40, by=ana, prior=weather_first)
    before = values(begun)
    model = learn(at=now)
    assert rescore(at=now) == 6
    for words, value in values(waiting).items():
        assert (value > 0.55) == is_about_money(words)
        assert (value < 0.45) == (not is_about_money(words))
    claim = waiting.claims.order_by("position").last()
    assert (claim.desk_version, claim.prior) == (model.number, 0.5)
    assert PICKS_ALIKE in claim.reasons
    assert PASSES_OVER_ALIKE in waiting.claims.order_by("position").first().reasons
    assert values(begun) == before
    assert rescore(at=now) == 0


def test_new_proposals_are_weighed_with_the_version_in_use(ana, now, split_now):
    make_lessons(40, by=ana, prior=weather_first)
    model = learn(at=now)
    article = split_now("The council spent 12 million euros on the budget in 2024.\nRain fell on 9 days in 2024.")
    money, rain = article.claims.order_by("position")
    assert money.checkworthiness - money.prior > rain.checkworthiness - rain.prior
    assert rain.checkworthiness < rain.prior
    assert (money.desk_version, rain.desk_version) == (model.number, model.number)
    assert "is numeric" in money.traits


def test_without_a_version_new_proposals_have_the_prior(split_now):
    article = split_now("The council spent 12 million euros on the budget in 2024.")
    claim = article.claims.get()
    assert (claim.checkworthiness, claim.desk_version) == (claim.prior, None)
    assert not {PICKS_ALIKE, PASSES_OVER_ALIKE} & set(claim.reasons)


@pytest.fixture
def split_now(ana, now):
    from claims.intake import submit_text
    from claims.models import Article

    def split(text: str) -> Article:
        article = submit_text(text=text, by=ana, via="desk", at=now).article
        job = Job.objects.get(kind=kinds.EXTRACT, subject_id=article.pk)
        assert running.run(job.pk) == "done"
        return Article.objects.get(pk=article.pk)

    return split


def test_weights_of_another_scheme_rest_until_the_next_version(ana, now):
    make_lessons(8, by=ana, prior=weather_first)
    first = learn(at=now)
    DeskModel.objects.update(scheme="2025.9")
    assert scales_in_use().version is None
    second = learn(at=now)
    first.refresh_from_db()
    assert (second.status, first.status) == (DeskModelStatus.ACTIVE, DeskModelStatus.RETIRED)
    assert second.figures["active"] is None


def test_the_clock_asks_for_the_lesson_once_a_day_and_the_job_does_it(ana, now):
    make_lessons(6, by=ana)
    assert KINDS[kinds.LEARN].every == timedelta(days=1)
    assert kinds.LEARN in clock.wake()
    job = Job.objects.get(kind=kinds.LEARN)
    assert running.run(job.pk) == "done"
    assert DeskModel.objects.get().status == DeskModelStatus.ACTIVE
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert Job.objects.filter(kind=kinds.RESCORE, state=JobState.QUEUED).count() == 1
    assert kinds.LEARN not in clock.wake()


def test_a_lesson_with_nothing_new_is_done_all_the_same(now):
    job = queue.enqueue(kinds.LEARN, subject_id=0)
    assert running.run(job.pk) == "done"
    assert not DeskModel.objects.exists()


def test_the_command_says_what_became_of_it(ana, capsys):
    call_command("learn")
    make_lessons(6, by=ana)
    call_command("learn")
    nothing, made, figures = capsys.readouterr().out.splitlines()
    assert nothing.startswith("Nothing to learn yet")
    assert made == "Version 1: learned from 36 decisions. In use."
    assert figures.startswith("Average precision 1.000, the splitter alone ")


def test_the_ledger_tells_of_fitting_and_promoting_and_holds_no_text(ana, now):
    make_lessons(6, by=ana)
    model = learn(at=now)
    entries = list(Entry.objects.filter(subject_type="deskmodel", subject_id=model.pk).order_by("seq"))
    assert [one.verb for one in entries] == ["learn", "promote"]
    assert '"decisions":36' in entries[0].payload
    assert "euros" not in entries[0].payload
    assert entries[0].by is None


def test_a_claim_that_was_never_weighed_is_left_alone(ana, now):
    article = make_proposals(number=999)
    Claim.objects.filter(article=article).update(prior=None, checkworthiness=None)
    make_lessons(6, by=ana)
    learn(at=now)
    assert rescore(at=now) == 0
