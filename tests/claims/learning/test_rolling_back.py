"""Rolling back: the verb, the page, the API, and what becomes of the proposals."""

import pytest
from django.db import transaction

from claims.learning.rescoring import rescore
from claims.learning.rolling_back import roll_back
from claims.learning.scoring import PASSES_OVER_ALIKE, PICKS_ALIKE, scales_in_use
from claims.learning.teaching import learn
from claims.models import DeskModel
from claims.states import DeskModelStatus
from factcheck.core.errors import InvalidTransition, NotAllowed, NotFound
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from tests.conftest import NOW
from tests.factories.learning import is_about_money, make_lessons, make_proposals
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ana(django_db_setup, django_db_blocker):
    """One editor for all tests; what each test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield AdminFactory(name="Ana Ruiz")
        transaction.set_rollback(True)


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def weather_first(words: str) -> float:
    return 0.5 if is_about_money(words) else 0.52


@pytest.fixture(scope="module")
def learned(ana) -> tuple[int, int]:
    """What was learned of twenty articles, and of twenty more."""
    make_lessons(20, by=ana, prior=weather_first)
    first = learn(at=NOW)
    make_lessons(20, by=ana, first=100, prior=weather_first)
    return first.pk, learn(at=NOW).pk


@pytest.fixture
def two_versions(learned):
    first, second = (DeskModel.objects.get(pk=pk) for pk in learned)
    assert (first.status, second.status) == (DeskModelStatus.RETIRED, DeskModelStatus.ACTIVE)
    return first, second


def opinions(article) -> list:
    return list(article.claims.order_by("position").values_list("checkworthiness", "reasons", "desk_version"))


def test_rolling_back_restores_every_score_and_reason(two_versions, ana, now):
    first, second = two_versions
    article = make_proposals(number=900)
    untouched = opinions(article)
    DeskModel.objects.filter(pk=second.pk).update(status="retired")
    DeskModel.objects.filter(pk=first.pk).update(status="active")
    rescore(at=now)
    with_first = opinions(article)
    DeskModel.objects.filter(pk=first.pk).update(status="retired")
    DeskModel.objects.filter(pk=second.pk).update(status="active")
    rescore(at=now)
    assert opinions(article) != with_first
    assert roll_back(model_id=second.pk, by=ana, at=now) == first
    rescore(at=now)
    assert opinions(article) == with_first
    assert roll_back(model_id=first.pk, by=ana, at=now) is None
    rescore(at=now)
    assert opinions(article) == untouched
    assert not any({PICKS_ALIKE, PASSES_OVER_ALIKE} & set(reasons) for _, reasons, _ in opinions(article))


def test_who_rolled_back_and_when_is_kept_and_the_ledger_tells(two_versions, ana, now):
    first, second = two_versions
    roll_back(model_id=second.pk, by=ana, at=now)
    second.refresh_from_db()
    assert (second.status, second.rolled_back_by, second.rolled_back_at) == (DeskModelStatus.RETIRED, ana, now)
    assert scales_in_use().version == first.number
    told = Entry.objects.order_by("-seq").values_list("verb", "subject_id", "by")[:2]
    assert list(told) == [("reinstate", first.pk, ana.pk), ("roll_back", second.pk, ana.pk)]
    assert Job.objects.filter(kind="rescore", state="queued").exists()


def test_a_version_that_was_rolled_back_does_not_come_back(two_versions, ana, now):
    first, second = two_versions
    roll_back(model_id=second.pk, by=ana, at=now)
    roll_back(model_id=first.pk, by=ana, at=now)
    assert scales_in_use().version is None
    for one in two_versions:
        with pytest.raises(InvalidTransition):
            roll_back(model_id=one.pk, by=ana, at=now)


def test_the_next_version_must_prove_itself_on_articles_triaged_since(two_versions, ana, now):
    _, second = two_versions
    roll_back(model_id=second.pk, by=ana, at=now)
    make_lessons(4, by=ana, first=500, prior=weather_first)
    assert learn(at=now) is None
    make_lessons(1, by=ana, first=600, prior=weather_first)
    third = learn(at=now)
    assert (third.number, third.figures["articles"], third.figures["active_number"]) == (3, 5, 1)


def test_only_an_editor_may_and_only_what_is_there(two_versions, ana, now):
    _, second = two_versions
    with pytest.raises(NotAllowed):
        roll_back(model_id=second.pk, by=PersonFactory(), at=now)
    with pytest.raises(NotFound):
        roll_back(model_id=10**9, by=ana, at=now)
    assert scales_in_use().version == second.number


# --- the page ---


def test_the_page_says_what_was_learned_and_from_how_much(desk, two_versions):
    _, second = two_versions
    page = desk.get("/desk/learning/").content.decode()
    assert f"<h2>Learned from {second.decisions} decisions</h2>" in page
    assert "Roll back version 2" in page
    assert "in use" in page
    assert "no longer in use" in page
    assert "splitter alone" in page


def test_rolling_back_on_the_page_leads_back_to_it(desk, two_versions, ana):
    _, second = two_versions
    answer = desk.post(f"/desk/learning/{second.pk}/roll_back/", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/desk/learning/", 303)]
    assert "Version 1 is in use again" in page
    assert "rolled back" in page
    assert "Ana Ruiz" in page
    assert "Roll back version 1" in page


def test_a_second_press_says_how_it_stands(desk, two_versions):
    _, second = two_versions
    desk.post(f"/desk/learning/{second.pk}/roll_back/")
    page = desk.post(f"/desk/learning/{second.pk}/roll_back/", follow=True).content.decode()
    assert "Version 2 is not in use." in page


def test_a_version_of_other_software_is_said_to_rest(desk, two_versions):
    DeskModel.objects.update(scheme="2025.9")
    assert "rests until the next one is made" in desk.get("/desk/learning/").content.decode()


# --- the API ---


def test_the_api_lists_versions_newest_first_and_rolls_back(desk, two_versions):
    first, second = two_versions
    rows = desk.get("/api/v1/learning/").json()["results"]
    assert [(row["number"], row["status"]) for row in rows] == [(2, "active"), (1, "retired")]
    assert rows[0]["learned_from"] == second.learned_from
    assert rows[0]["figures"]["active_number"] == first.number
    assert "weights" not in rows[0]
    answer = desk.post(f"/api/v1/learning/{second.pk}/roll_back/")
    assert (answer.status_code, answer.json()["status"]) == (200, "retired")
    again = desk.post(f"/api/v1/learning/{second.pk}/roll_back/")
    assert (again.status_code, again.json()["code"]) == (409, "invalid_transition")
