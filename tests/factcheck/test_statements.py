"""Statements made once: the same rows, plans kept by the database, and nothing of it outside."""

import threading

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from factcheck.statements import Blank, Kept, prepared
from reviews.models import Assignment, ReviewPlan, Round
from tests.factories.reviews import AssignmentFactory

pytestmark = pytest.mark.django_db


def round_of():
    return Round.objects.select_related("plan", "rating", "claim__topic").filter(claim=Blank("claim"), status="open")


def plans_kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%kept for a test%%'")
        return cursor.fetchone()[0]


def test_the_rows_are_those_of_the_query_with_what_stands_beside_them(django_assert_num_queries):
    asked = AssignmentFactory()
    kept = Kept(round_of)
    plain = Round.objects.get(pk=asked.round_id)
    with django_assert_num_queries(1):
        [found] = kept.all(claim=plain.claim_id)
        assert found.plan.key == asked.round.plan.key
        assert found.rating is None
        assert found.claim.types == asked.round.claim.types
    for column in Round._meta.concrete_fields:
        assert getattr(found, column.attname) == getattr(plain, column.attname)


def test_each_time_its_values_count():
    kept = Kept(lambda: Assignment.objects.filter(pk=Blank("pk"), reviewer=Blank("reviewer")))
    one, other = AssignmentFactory(), AssignmentFactory()
    assert kept.first(pk=one.pk, reviewer=one.reviewer_id) == one
    assert kept.first(pk=other.pk, reviewer=other.reviewer_id) == other
    assert kept.first(pk=one.pk, reviewer=other.reviewer_id) is None
    with pytest.raises(KeyError):
        kept.all(pk=one.pk)


def test_columns_come_as_python_knows_them():
    plan = ReviewPlan.objects.order_by("pk").first()
    [found] = Kept(lambda: ReviewPlan.objects.filter(pk=Blank("pk"))).all(pk=plan.pk)
    assert found.chosen_for == plan.chosen_for
    assert isinstance(found.chosen_for, dict)


def test_what_was_read_can_be_saved():
    asked = AssignmentFactory()
    found = Kept(lambda: Assignment.objects.filter(pk=Blank("pk"))).first(pk=asked.pk)
    found.note = "seen"
    found.save(update_fields=["note"])
    asked.refresh_from_db()
    assert asked.note == "seen"


def test_what_was_asked_is_told_to_whoever_listens():
    kept = Kept(lambda: Assignment.objects.filter(pk=Blank("pk")))
    with CaptureQueriesContext(connection) as asked:
        kept.all(pk=1)
        kept.all(pk=2)
    assert [one["sql"].split()[0] for one in asked] == ["SELECT", "SELECT"]


@pytest.mark.parametrize("ends_well", [True, False])
def test_plans_are_kept_of_what_is_asked_inside_and_of_nothing_after(ends_well):
    class Broken(Exception):
        pass

    try:
        with prepared(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::int /* kept for a test */", [1])
            assert cursor.fetchone() == (1,)
            if not ends_well:
                raise Broken
    except Broken:
        pass
    assert plans_kept() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int + 1 /* kept for a test, too */", [1])
    assert plans_kept() == 1


def test_without_the_setting_no_plan_is_kept(settings):
    settings.PREPARED_STATEMENTS = False
    before = plans_kept()
    with prepared(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::int + 2 /* kept for a test: never */", [1])
    assert plans_kept() == before


def test_blocks_within_blocks_end_with_the_outermost():
    with prepared():
        with prepared():
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::int + 3 /* kept for a test, nested */", [1])
        assert plans_kept() >= 1
    assert connection.connection.prepare_threshold is None
    assert settings.PREPARED_STATEMENTS


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_inside_a_transaction_only():
    asked = AssignmentFactory()
    kept = Kept(lambda: Assignment.objects.select_for_update(no_key=True).filter(pk=Blank("pk")))
    with transaction.atomic():
        assert kept.first(pk=asked.pk) == asked
    with pytest.raises(TransactionManagementError):
        kept.first(pk=asked.pk)


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_on_its_own_connection():
    asked = AssignmentFactory()
    kept, found = Kept(lambda: Assignment.objects.filter(pk=Blank("pk"))), []
    kept.first(pk=asked.pk)

    def ask() -> None:
        found.append((kept.first(pk=asked.pk), connection.connection.info.backend_pid))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    [(other, backend)] = found
    assert other == asked
    assert backend != connection.connection.info.backend_pid
