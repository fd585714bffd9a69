"""One page is one source: known by any of its addresses, and two sources that prove to be one become one."""

import pytest
from django.db import transaction
from django.utils import timezone

from reviews.evidence.addresses import hash_of
from reviews.evidence.known import know_address, recognise
from reviews.models import Evidence, Recheck, Snapshot, Source, SourceAddress, SourceWatch
from tests.factories.copies import SnapshotFactory, make_captured
from tests.factories.reviews import EvidenceFactory, SourceFactory

pytestmark = pytest.mark.django_db

NEW, OLD = "https://roads.example/census-2025", "https://roads.example/c"


def led_to(source: Source, url: str) -> Source:
    with transaction.atomic():
        held = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        return know_address(held, url, "redirect", at=timezone.now())


def test_where_a_redirect_leads_is_another_address_of_the_source():
    source = SourceFactory(url=OLD)
    assert led_to(source, NEW) == source
    assert led_to(source, NEW) == source, "doing it again changes nothing"
    assert recognise(f"{NEW}?utm_source=mail#top") == source
    assert [one.how for one in source.addresses.all()] == ["given", "redirect"]


@pytest.mark.parametrize("known_first", [True, False])
def test_a_source_that_leads_to_a_known_one_becomes_that_one(known_first):
    made = [SourceFactory(url=url, title="", author="") for url in ((NEW, OLD) if known_first else (OLD, NEW))]
    known, short = made if known_first else made[::-1]
    Source.objects.filter(pk=short.pk).update(author="Ines Moor")
    words, copy = EvidenceFactory(source=short), make_captured(short)
    assert led_to(short, NEW) == known
    assert Evidence.objects.get(pk=words.pk).source == known
    assert Snapshot.objects.get(pk=copy.pk).source == known
    assert {recognise(url) for url in (OLD, NEW)} == {known}
    assert Source.objects.get().author == "Ines Moor", "what the other lacked is taken over"


def test_one_watch_and_one_open_question_are_left(now):
    known, short = SourceFactory(url=NEW), SourceFactory(url=OLD)
    claim = EvidenceFactory(source=short).claim
    for source in (known, short):
        SourceWatch.objects.create(source=source)
        Recheck.objects.create(claim=claim, because="source_changed", source=source, opened_at=now)
    led_to(short, NEW)
    assert SourceWatch.objects.get().source == known
    assert Recheck.objects.get().source == known


def test_a_source_whose_identity_is_withheld_is_joined_to_none(people):
    known = SourceFactory(url=NEW, withheld=True, withheld_because="She would lose her job", withheld_by=people.lead)
    short = SourceFactory(url=OLD)
    assert led_to(short, NEW) == short
    assert recognise(NEW) == known
    assert SourceAddress.objects.count() == 2


def test_two_that_both_wait_for_a_copy_stay_two():
    known, short = SourceFactory(url=NEW), SourceFactory(url=OLD)
    for source in (known, short):
        SnapshotFactory(source=source)
    assert led_to(short, NEW) == short


def test_after_a_move_for_good_readers_are_led_to_where_it_went():
    middleman = "https://passing.example/a"
    source = SourceFactory(url=middleman)
    version = source.version
    moved = led_to(source, NEW)
    assert (moved.url, moved.version) == (NEW, version + 1)
    assert led_to(source, NEW).version == version + 1, "doing it again changes nothing"
    assert recognise(middleman) == recognise(NEW) == source
    linked = EvidenceFactory(source=recognise(NEW))
    assert linked.source.url == NEW


def test_of_two_that_become_one_readers_are_led_to_where_both_lead():
    known = SourceFactory(url="https://passing.example/a")
    SourceAddress.objects.create(source=known, url=NEW, url_hash=hash_of(NEW), how="redirect")
    short = SourceFactory(url=OLD)
    assert led_to(short, NEW) == known
    assert Source.objects.get().url == NEW


def test_a_source_that_joins_none_stays_where_it_was(people):
    SourceFactory(url=NEW, withheld=True, withheld_because="She would lose her job", withheld_by=people.lead)
    assert led_to(SourceFactory(url=OLD), NEW).url == OLD
