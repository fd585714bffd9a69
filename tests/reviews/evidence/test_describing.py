"""What the desk says of a source, who says it, and whose identity readers do not learn."""

from datetime import date, timedelta

import pytest

from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.evidence import describing
from tests.factories.reviews import EvidenceFactory, SourceFactory

pytestmark = pytest.mark.django_db

SAID = {
    "title": "Traffic census 2025",
    "publisher": "National Roads Office",
    "author": "Ines Moor",
    "published_on": date(2026, 1, 9),
    "kind": "dataset",
    "interest": "It is paid by the tunnel's owner",
}
WHY = "She would lose her job"


@pytest.fixture
def source(people, checked):
    return EvidenceFactory(claim=checked.claim, added_by=people.lead, source=SourceFactory(title="")).source


def describe(source, *, by, at, version=1, **other):
    return describing.describe_source(source_id=source.pk, version=version, by=by, at=at, **{**SAID, **other})


def test_what_is_said_of_a_source_holds_for_all_and_has_a_version(people, source, now):
    described = describe(source, by=people.lead, at=now)
    assert describing.what_is_said(described) == SAID
    assert described.version == 2
    entry = Entry.objects.get(verb="describe_source")
    assert "Ines" not in entry.payload
    assert '"version":2' in entry.payload


def test_saying_the_same_again_changes_nothing(people, source, now):
    describe(source, by=people.lead, at=now)
    assert describe(source, by=people.lead, at=now, version=2).version == 2


def test_a_stale_form_overwrites_nothing_and_learns_what_was_said(people, source, now):
    describe(source, by=people.lead, at=now)
    with pytest.raises(Conflict) as refusal:
        describe(source, by=people.admin, at=now, title="Another")
    assert refusal.value.extra["version"] == 2
    assert refusal.value.extra["saved"]["title"] == SAID["title"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "gossip"}, "unknown_kind"),
        ({"title": "x" * 301}, "too_long"),
        ({"author": "a\x00"}, "nul_character"),
        ({"published_on": date(2040, 1, 1)}, "in_the_future"),
    ],
)
def test_what_cannot_be_said_is_refused(people, source, now, wrong, code):
    with pytest.raises(Invalid) as refusal:
        describe(source, by=people.lead, at=now, **wrong)
    assert refusal.value.code == code


def test_whoever_linked_it_works_on_it_or_edits_says_what_it_is(people, source, now):
    for version, person in enumerate((people.lead, people.second, people.admin), start=1):
        assert describe(source, by=person, at=now, version=version, title=f"Title {version}")
    with pytest.raises(NotAllowed):
        describe(source, by=people.stranger, at=now, version=4)
    with pytest.raises(NotFound):
        describing.note_archive(source_id=10**9, url="", by=people.admin, at=now)


def test_an_identity_is_withheld_by_two(people, source, now):
    asked = describing.withhold_identity(source_id=source.pk, because=WHY, by=people.lead, at=now)
    assert (asked.withheld, asked.withheld_because, asked.withheld_by) == (True, WHY, people.lead)
    later = now + timedelta(hours=1)
    with pytest.raises(NotAllowed):
        describing.approve_withholding(source_id=source.pk, by=people.second, at=later)
    approved = describing.approve_withholding(source_id=source.pk, by=people.admin, at=later)
    assert (approved.withheld_approved_by, approved.withheld_approved_at) == (people.admin, later)
    with pytest.raises(InvalidTransition):
        describing.approve_withholding(source_id=source.pk, by=people.admin, at=later)
    assert WHY not in "".join(Entry.objects.values_list("payload", flat=True))


def test_nobody_approves_what_they_asked_for(people, source, now):
    describing.withhold_identity(source_id=source.pk, because=WHY, by=people.admin, at=now)
    with pytest.raises(NotAllowed):
        describing.approve_withholding(source_id=source.pk, by=people.admin, at=now)


def test_withholding_needs_a_reason_and_happens_once(people, source, now):
    for because, code in ((" ", "reason_missing"), ("x" * 301, "too_long")):
        with pytest.raises(Invalid) as refusal:
            describing.withhold_identity(source_id=source.pk, because=because, by=people.lead, at=now)
        assert refusal.value.code == code
    describing.withhold_identity(source_id=source.pk, because=WHY, by=people.lead, at=now)
    with pytest.raises(InvalidTransition):
        describing.withhold_identity(source_id=source.pk, because=WHY, by=people.lead, at=now)


def test_who_asked_takes_it_back_until_an_editor_approved_then_an_editor(people, source, now):
    back = {"source_id": source.pk, "because": "She agreed", "at": now}
    with pytest.raises(InvalidTransition):
        describing.name_again(**back, by=people.admin)
    describing.withhold_identity(source_id=source.pk, because=WHY, by=people.lead, at=now)
    named = describing.name_again(**back, by=people.lead)
    assert (named.withheld, named.withheld_because, named.withheld_by) == (False, "", None)
    describing.withhold_identity(source_id=source.pk, because=WHY, by=people.lead, at=now)
    describing.approve_withholding(source_id=source.pk, by=people.admin, at=now)
    with pytest.raises(NotAllowed):
        describing.name_again(**back, by=people.lead)
    assert describing.name_again(**back, by=people.admin).withheld_approved_at is None


def test_an_archive_s_copy_is_noted_by_hand_and_taken_away(people, source, now):
    there = "https://archive.example/2026/https://roads.example/"
    note = {"source_id": source.pk, "by": people.lead, "at": now}
    assert describing.note_archive(**note, url=there).archived_url == there
    with pytest.raises(Invalid) as refusal:
        describing.note_archive(**note, url="javascript:alert(1)")
    assert refusal.value.code == "not_a_web_address"
    assert describing.note_archive(**note, url=" ").archived_url == ""
