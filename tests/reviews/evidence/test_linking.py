"""The shared file: what comes in, what goes out, who may."""

from datetime import date, timedelta

import pytest

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.evidence.linking import link_evidence, remove_evidence
from reviews.models import Evidence, Source
from reviews.states import Stance
from tests.factories.claims import CandidateFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import EvidenceFactory, ReviewFactory, make_settled_claim

pytestmark = pytest.mark.django_db

URL = "https://roads.example/census"


def link(claim, *, by, at, url=URL, excerpt="17,310 vehicles a day", **about):
    return link_evidence(claim_id=claim.pk, url=url, excerpt=excerpt, by=by, at=at, **about)


def test_evidence_is_an_excerpt_of_a_source(people, checked, now):
    linked = link(
        checked.claim,
        by=people.lead,
        at=now,
        title="Census",
        publisher="Roads Office",
        published_on=date(2026, 1, 2),
        kind="primary",
        location="table 4",
    )
    assert (linked.excerpt, linked.location, linked.added_by, linked.added_at) == (
        "17,310 vehicles a day",
        "table 4",
        people.lead,
        now,
    )
    source = linked.source
    assert (source.url, source.title, source.publisher, source.kind) == (URL, "Census", "Roads Office", "primary")
    assert linked.after_reviews is False


@pytest.mark.parametrize("same", [URL, "HTTPS://ROADS.example/census", f"{URL}#table-4", f"  {URL} "])
def test_the_same_page_is_one_source_whatever_the_claim(people, checked, now, same):
    first = link(checked.claim, by=people.lead, at=now)
    second = link(checked.claim, by=people.second, at=now, url=same, excerpt="Other words", title="Census")
    assert second.source == first.source
    assert Source.objects.get().title == "Census", "what the source lacked is filled in"


def test_a_known_source_keeps_what_it_has(people, checked, now):
    link(checked.claim, by=people.lead, at=now, title="Census")
    link(checked.claim, by=people.second, at=now, excerpt="More", title="Rubbish")
    assert Source.objects.get().title == "Census"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"url": "javascript:alert(1)"}, "url", "not_a_web_address"),
        ({"url": "data:text/html,x"}, "url", "not_a_web_address"),
        ({"url": "ftp://roads.example/x"}, "url", "not_a_web_address"),
        ({"url": "roads.example/x"}, "url", "not_a_web_address"),
        ({"url": "https://"}, "url", "not_a_web_address"),
        ({"url": "https://[bad"}, "url", "not_a_web_address"),
        ({"url": "https://a.example/a b"}, "url", "not_a_web_address"),
        ({"url": ""}, "url", "not_a_web_address"),
        ({"url": "https://a.example/" + "a" * 2000}, "url", "too_long"),
        ({"archived_url": "javascript:1"}, "archived_url", "not_a_web_address"),
        ({"excerpt": ""}, "excerpt", "excerpt_missing"),
        ({"excerpt": " \u200b\n"}, "excerpt", "excerpt_missing"),
        ({"excerpt": "a\x00"}, "excerpt", "nul_character"),
        ({"title": "x" * 301}, "title", "too_long"),
        ({"published_on": date(2030, 1, 1)}, "published_on", "in_the_future"),
        ({"kind": "tertiary"}, "kind", "unknown_kind"),
    ],
)
def test_what_is_not_evidence_is_refused_beside_its_field(people, checked, now, wrong, field, code):
    with pytest.raises(Invalid) as refusal:
        link(checked.claim, by=people.lead, at=now, **wrong)
    [fault] = refusal.value.errors
    assert (fault.field, fault.code) == (field, code)
    assert not Evidence.objects.exists()
    assert not Source.objects.exists()


def test_the_same_words_of_the_same_page_are_linked_once(people, checked, now):
    link(checked.claim, by=people.lead, at=now)
    with pytest.raises(Invalid) as refusal:
        link(checked.claim, by=people.second, at=now)
    assert refusal.value.code == "already_in_the_file"


def test_evidence_after_a_submitted_review_is_marked(people, checked, now):
    ReviewFactory(assignment=checked.lead)
    assert link(checked.claim, by=people.second, at=now).after_reviews is True


def test_those_who_check_or_write_and_editors_add_to_the_file(people, checked, now):
    for number, person in enumerate((people.lead, people.second, people.admin)):
        assert link(checked.claim, by=person, at=now, excerpt=f"Words {number}").pk
    with pytest.raises(NotAllowed):
        link(checked.claim, by=people.stranger, at=now, excerpt="Mine")


def test_a_reviewer_who_left_no_longer_adds(people, checked, now):
    checked.second.status = "declined"
    checked.second.save(update_fields=["status"])
    with pytest.raises(NotAllowed):
        link(checked.claim, by=people.second, at=now)


def test_a_claim_nobody_accepted_has_no_file(people, now):
    with pytest.raises(InvalidTransition):
        link(CandidateFactory(), by=people.admin, at=now)


def test_an_unknown_claim_is_not_found(people, now):
    with pytest.raises(NotFound):
        link_evidence(claim_id=10**9, url=URL, excerpt="x", by=people.admin, at=now)


def test_whoever_added_it_takes_it_out_and_the_row_stays(people, checked, now):
    linked = link(checked.claim, by=people.lead, at=now)
    later = now + timedelta(hours=1)
    remove_evidence(evidence_id=linked.pk, because="Wrong year", by=people.lead, at=later)
    linked.refresh_from_db()
    assert (linked.removed_at, linked.removed_by, linked.removed_because) == (later, people.lead, "Wrong year")
    assert not Evidence.objects.in_file().exists()
    assert link(checked.claim, by=people.lead, at=later).pk != linked.pk, "it may be linked anew"


def test_others_do_not_take_it_out_but_an_editor_does(people, checked, now):
    linked = link(checked.claim, by=people.lead, at=now)
    with pytest.raises(NotAllowed):
        remove_evidence(evidence_id=linked.pk, because="No", by=people.second, at=now)
    assert remove_evidence(evidence_id=linked.pk, because="Libel", by=people.admin, at=now).removed_by == people.admin


def test_taking_out_needs_a_reason_and_happens_once(people, checked, now):
    linked = link(checked.claim, by=people.lead, at=now)
    with pytest.raises(Invalid) as refusal:
        remove_evidence(evidence_id=linked.pk, because="", by=people.lead, at=now)
    assert refusal.value.code == "reason_missing"
    remove_evidence(evidence_id=linked.pk, because="Wrong", by=people.lead, at=now)
    with pytest.raises(InvalidTransition):
        remove_evidence(evidence_id=linked.pk, because="Wrong", by=people.lead, at=now)


def test_what_a_closed_round_refers_to_stays(people, now):
    piece = make_settled_claim().evidence.first()
    with pytest.raises(InvalidTransition):
        remove_evidence(evidence_id=piece.pk, because="Wrong", by=people.admin, at=now)


def test_a_sealed_reading_does_not_betray_itself_by_keeping_evidence_in_the_file(people, checked, now):
    piece = EvidenceFactory(claim=checked.claim, added_by=people.second)
    ReviewFactory(assignment=checked.lead, readings={piece: Stance.REFUTES})
    assert remove_evidence(evidence_id=piece.pk, because="Wrong", by=people.second, at=now).removed_at == now


def test_the_ledger_names_the_evidence_and_none_of_its_words(people, checked, now):
    linked = link(checked.claim, by=people.lead, at=now, title="Census")
    [entry] = Entry.objects.all()
    assert (entry.verb, entry.subject_type, entry.subject_id) == ("link_evidence", "evidence", linked.pk)
    assert "vehicles" not in entry.payload
    assert "Census" not in entry.payload


def test_a_stranger_sees_the_file_of_the_desk_and_nobody_outside_does(people, checked):
    EvidenceFactory(claim=checked.claim)
    assert Evidence.objects.visible_to(people.stranger).count() == 1
    assert not Evidence.objects.visible_to(PersonFactory(is_active=False)).exists()
