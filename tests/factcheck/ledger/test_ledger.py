"""The record: one entry an act, unbroken, unchangeable, and tampering is found."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, NotSupportedError, ProgrammingError, connection, transaction

from factcheck.accounts.models import Desk
from factcheck.embedded import find_engines
from factcheck.ledger import acts as ledger
from factcheck.ledger import chain
from factcheck.ledger.models import Entry
from tests import engines

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def act(verb: str = "note", **facts) -> None:
    with ledger.act(verb, by=None, at=AT, **facts):
        pass


def rename_and_fail() -> None:
    with ledger.act("rename", by=None, at=AT):
        Desk.objects.update(name="Half done")
        raise ValueError


def verify() -> None:
    call_command("verify_ledger", verbosity=0)


@pytest.mark.django_db
class TestActs:
    def test_an_act_is_one_entry_that_continues_the_last(self):
        act(a=1)
        act(a=2)
        first, second = Entry.objects.order_by("seq")
        assert (first.seq, first.previous_hash) == (1, chain.GENESIS)
        assert (second.seq, second.previous_hash) == (2, first.hash)
        assert first.payload == '{"a":1}'
        verify()

    def test_nested_acts_are_written_in_order_with_the_outermost(self):
        with ledger.act("outer", by=None, at=AT):
            with ledger.act("inner", by=None, at=AT) as inner:
                inner.note(found=True)
            assert not Entry.objects.exists()
            act("another")
        assert [(e.verb, e.payload) for e in Entry.objects.order_by("seq")] == [
            ("outer", "{}"),
            ("inner", '{"found":true}'),
            ("another", "{}"),
        ]
        verify()

    def test_an_act_may_name_its_subject_once_it_exists(self):
        with ledger.act("found", by=None, at=AT) as act_:
            act_.about(Desk.objects.get())
        entry = Entry.objects.get()
        assert (entry.subject_type, entry.subject_id) == ("desk", 1)

    def test_a_failure_leaves_neither_the_change_nor_the_record(self):
        with pytest.raises(ValueError):
            rename_and_fail()
        assert Desk.objects.get().name != "Half done"
        assert not Entry.objects.exists()

    def test_a_nested_failure_undoes_the_whole_act(self):
        with pytest.raises(ValueError), ledger.act("outer", by=None, at=AT):
            rename_and_fail()
        assert not Entry.objects.exists()

    def test_a_nested_failure_that_is_caught_leaves_nothing_of_itself(self):
        with ledger.act("outer", by=None, at=AT), pytest.raises(ValueError):
            rename_and_fail()
        assert [entry.verb for entry in Entry.objects.all()] == ["outer"]
        assert Desk.objects.get().name != "Half done"

    def test_an_act_after_a_failed_one_is_on_its_own(self):
        with pytest.raises(ValueError), ledger.act("failed", by=None, at=AT):
            raise ValueError
        act("after")
        assert [entry.verb for entry in Entry.objects.all()] == ["after"]

    def test_a_status_changes_only_inside_an_act(self):
        with pytest.raises(RuntimeError):
            ledger.record("accept", subject=Desk.objects.get(), by=None, at=AT)

    def test_equal_payloads_give_equal_text_whatever_their_order(self):
        assert chain.canonical({"b": 1, "a": "é"}) == chain.canonical({"a": "é", "b": 1}) == '{"a":"\\u00e9","b":1}'

    def test_a_commitment_says_nothing_without_its_salt_and_proves_with_it(self):
        salt = chain.new_salt()
        promised = chain.commitment("mostly_false", salt=salt)
        assert promised == chain.commitment("mostly_false", salt=salt)
        assert promised != chain.commitment("mostly_false", salt=chain.new_salt())
        assert "mostly" not in promised


@pytest.mark.django_db(transaction=True)
class TestNothingChangesIt:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger_entry SET verb = 'other'",
            "UPDATE ledger_entry SET payload = payload",
            "DELETE FROM ledger_entry",
            "TRUNCATE ledger_entry",
            "TRUNCATE ledger_entry CASCADE",
        ],
    )
    def test_the_database_refuses(self, statement):
        act()
        refused = (InternalError, ProgrammingError, NotSupportedError)
        with pytest.raises(refused), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert Entry.objects.get().verb == "note"

    def test_so_do_bulk_changes_through_the_models(self):
        act()
        for change in (lambda: Entry.objects.update(verb="other"), lambda: Entry.objects.all().delete()):
            with pytest.raises((InternalError, ProgrammingError, NotSupportedError)), transaction.atomic():
                change()
        assert Entry.objects.get().verb == "note"


@contextmanager
def tampering() -> Iterator[psycopg.Connection]:
    """A database superuser who switches the triggers off: what the chain is for."""
    test_engines = find_engines(Path(os.environ[engines.HOME]), name="test")
    url = urlunsplit(urlsplit(test_engines.admin_url)._replace(path=f"/{connection.settings_dict['NAME']}"))
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        yield superuser


REHASHED = """UPDATE ledger_entry SET hash = repeat('f', 64) WHERE seq = 3"""
TAMPERINGS = {
    "an edited fact": ("UPDATE ledger_entry SET payload = '{}' WHERE seq = 3", 3, "was changed"),
    "an edited person": ("UPDATE ledger_entry SET subject_id = 99 WHERE seq = 3", 3, "was changed"),
    "an edited time": ("UPDATE ledger_entry SET at = at + interval '1 second' WHERE seq = 3", 3, "was changed"),
    "an edited hash": (REHASHED, 3, "was changed"),
    "a deleted entry": ("DELETE FROM ledger_entry WHERE seq = 3", 3, "is missing"),
    "a deleted first entry": ("DELETE FROM ledger_entry WHERE seq = 1", 1, "is missing"),
    "an inserted entry": (
        "INSERT INTO ledger_entry (seq, at, verb, subject_type, payload, previous_hash, hash) "
        "SELECT 6, at, verb, subject_type, payload, hash, repeat('e', 64) FROM ledger_entry WHERE seq = 5",
        6,
        "was changed",
    ),
    "two entries in another order": (
        "UPDATE ledger_entry SET seq = 100 WHERE seq = 3; UPDATE ledger_entry SET seq = 3 WHERE seq = 4; "
        "UPDATE ledger_entry SET seq = 4 WHERE seq = 100",
        3,
        "does not continue",
    ),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("statement", "seq", "reason"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_is_found_at_its_place(statement, seq, reason):
    for number in range(5):
        act(number=number)
    verify()
    with tampering() as superuser:
        superuser.execute(statement)
    with pytest.raises(CommandError, match=f"broken at entry {seq}.*{reason}"):
        verify()


@pytest.mark.django_db(transaction=True)
def test_eight_threads_of_a_hundred_acts_leave_an_unbroken_chain_without_a_gap():
    errors: list[Exception] = []

    def write(thread: int) -> None:
        try:
            for number in range(100):
                act(thread=thread, number=number)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    assert errors == []
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 801))
    assert Entry.objects.values("payload").distinct().count() == 800
    verify()
