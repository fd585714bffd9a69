"""The shared file: what comes in, what goes out, who may."""

from datetime import date, timedelta

import pytest

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.evidence.known import Described, find_page, not_taken
from reviews.evidence.linking import Upload, copy_first, link_evidence, remove_evidence
from reviews.models import Evidence, KeptBytes, Snapshot, Source
from reviews.selectors.file import taken_out
from reviews.states import Stance
from tests.factories.claims import CandidateFactory
from tests.factories.copies import make_captured
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


def test_what_was_said_of_a_known_source_and_not_taken_over_is_named(people, checked, now):
    first = link(checked.claim, by=people.lead, at=now, kind="dataset", title="Census")
    said = {"kind": "primary", "title": " Census ", "author": "Ines Moor", "publisher": ""}
    second = link(checked.claim, by=people.second, at=now, url="", source_id=first.source_id, excerpt="More", **said)
    assert (second.source.kind, second.source.author) == ("dataset", "Ines Moor")
    assert not_taken(second.source, said) == ["kind"]
    third = link(checked.claim, by=people.second, at=now, excerpt="Most")
    assert not_taken(third.source, {}) == []


def test_a_source_of_which_nobody_said_the_kind_is_a_secondary_one(people, checked, now):
    assert link(checked.claim, by=people.lead, at=now).source.kind == "secondary"


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
        ({"url": ""}, "url", "source_missing"),
        ({"url": "https://a.example/" + "a" * 2000}, "url", "too_long"),
        ({"url": "https://user:word@a.example/"}, "url", "names_a_user"),
        ({"url": "https://a.example\\@127.0.0.1/"}, "url", "not_a_web_address"),
        ({"url": "https://a.example/\u202e"}, "url", "not_a_web_address"),
        ({"url": "https://a.example:99999/"}, "url", "not_a_web_address"),
        ({"url": "https://a.example/\nb"}, "url", "not_a_web_address"),
        ({"url": "http://127.0.0.1/"}, "url", "address_blocked"),
        ({"url": "http://2130706433/"}, "url", "not_a_web_address"),
        ({"url": "http://[::ffff:10.0.0.1]/"}, "url", "address_blocked"),
        ({"url": "http://169.254.169.254/latest"}, "url", "address_blocked"),
        ({"url": "http://localhost/"}, "url", "address_blocked"),
        ({"url": "https://a.example:22/"}, "url", "address_blocked"),
        ({"source_id": 10**12, "url": ""}, "source", "unknown_source"),
        ({"source_id": 1}, "url", "one_source_only"),
        ({"author": "x" * 201}, "author", "too_long"),
        ({"interest": "x" * 301}, "interest", "too_long"),
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


def test_what_was_linked_before_is_linked_by_its_id_as_well(people, checked, now):
    first = link(checked.claim, by=people.lead, at=now)
    second = link(checked.claim, by=people.lead, at=now, url="", source_id=first.source_id, excerpt="More of it")
    assert second.source == first.source


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


def test_what_was_taken_out_is_told_with_who_when_and_why_as_the_seal_allows(people, checked, now):
    linked = link(checked.claim, by=people.lead, at=now)
    remove_evidence(evidence_id=linked.pk, because="Wrong year", by=people.lead, at=now)
    [told] = taken_out(checked.claim, people.lead)
    assert (told.evidence, told.at, told.because, told.removed_by) == (linked, now, "Wrong year", "you")
    assert [one.removed_by for one in taken_out(checked.claim, people.second)] == ["a colleague"]
    assert [one.removed_by for one in taken_out(checked.claim, people.admin)] == [str(people.lead)]
    link(checked.claim, by=people.lead, at=now)
    assert len(taken_out(checked.claim, people.lead)) == 1


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
    entry = Entry.objects.get(verb="link_evidence")
    assert (entry.subject_type, entry.subject_id) == ("evidence", linked.pk)
    told = "".join(Entry.objects.values_list("payload", flat=True))
    assert not [word for word in ("vehicles", "Census", "roads.example") if word in told]


def test_a_stranger_sees_the_file_of_the_desk_and_nobody_outside_does(people, checked):
    EvidenceFactory(claim=checked.claim)
    assert Evidence.objects.visible_to(people.stranger).count() == 1
    assert not Evidence.objects.visible_to(PersonFactory(is_active=False)).exists()


# --- our copy ---------------------------------------------------------------------------------------------------------

PAGE = b"<html><head><title>Census</title></head><body><p>The loop counted 17,310 vehicles a day.</p></body></html>"
FILE = Upload(PAGE, "../../etc/passwd\r\n\u202egpj.pdf", "application/pdf")


def test_a_page_without_a_copy_has_one_asked_for_once(people, checked, now):
    linked = link(checked.claim, by=people.lead, at=now)
    link(checked.claim, by=people.second, at=now, excerpt="Other words")
    asked = Snapshot.objects.get()
    assert (asked.source, asked.status, asked.url) == (linked.source, "waiting", URL)
    assert linked.quotation == "unchecked"


def test_a_page_we_hold_is_looked_in_at_once_and_not_copied_again(people, checked, now):
    source = find_page(URL, Described(), at=now)
    make_captured(source, text="The loop counted 17,310 vehicles a day.")
    assert link(checked.claim, by=people.lead, at=now).quotation == "exact"
    assert link(checked.claim, by=people.lead, at=now, excerpt="40,000 vehicles").quotation == "not_found"
    assert Snapshot.objects.count() == 1


def test_a_file_is_a_source_by_its_bytes_whatever_its_name(people, checked, now):
    first = link(checked.claim, by=people.lead, at=now, url="", file=FILE)
    again = Upload(PAGE, "census.txt", "text/html")
    second = link(checked.claim, by=people.second, at=now, url="", file=again, excerpt="Other words")
    assert second.source == first.source
    assert (first.source.media, first.source.url) == ("file", "")
    kept = Snapshot.objects.get()
    assert (kept.origin, kept.media_type) == ("uploaded", "text/html")
    assert "/" not in first.source.title
    assert first.source.title.isprintable()


@pytest.mark.parametrize(
    ("received", "code"),
    [(b"", "empty_file"), (b"PK\x03\x04" + b"\x00" * 60, "unsupported_type"), (b"MZ\x90\x00\x03", "unsupported_type")],
)
def test_a_file_that_can_hold_no_words_is_refused_beside_its_field(people, checked, now, received, code):
    with pytest.raises(Invalid) as refusal:
        link(checked.claim, by=people.lead, at=now, url="", file=Upload(received, "x.pdf", "application/pdf"))
    assert (refusal.value.errors[0].field, refusal.value.errors[0].code) == ("file", code)
    assert not Source.objects.exists()


def test_a_refused_link_asks_for_no_copy(people, checked, now):
    with pytest.raises(NotAllowed):
        link(checked.claim, by=people.stranger, at=now)
    assert not Snapshot.objects.exists()
    assert not Source.objects.exists()


def test_of_a_file_from_somebody_who_may_not_add_nothing_is_kept(people, checked, now):
    with pytest.raises(NotAllowed):
        link(checked.claim, by=people.stranger, at=now, url="", file=FILE)
    assert not KeptBytes.objects.exists()


# --- a copy first -----------------------------------------------------------------------------------------------------


def test_a_page_is_copied_before_anything_is_linked(people, checked, now):
    asked = copy_first(claim_id=checked.claim.pk, url=URL, by=people.lead, at=now)
    assert (asked.status, asked.source.url) == ("waiting", URL)
    assert copy_first(claim_id=checked.claim.pk, url=f"{URL}#top", by=people.second, at=now) == asked
    assert not Evidence.objects.exists()
    assert link(checked.claim, by=people.lead, at=now).source == asked.source
    assert Entry.objects.filter(verb="copy_first", subject_id=asked.pk).count() == 2


def test_a_copy_we_hold_is_not_asked_for_again(people, checked, now):
    held = make_captured(find_page(URL, Described(), at=now))
    assert copy_first(claim_id=checked.claim.pk, url=URL, by=people.lead, at=now) == held
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [("", "source_missing"), ("ftp://a.example/", "not_a_web_address"), ("http://127.0.0.1/", "address_blocked")],
)
def test_what_leads_to_no_page_is_not_copied(people, checked, now, url, code):
    with pytest.raises(Invalid) as refusal:
        copy_first(claim_id=checked.claim.pk, url=url, by=people.lead, at=now)
    assert refusal.value.errors[0].code == code


def test_who_may_not_link_has_nothing_copied_for_a_claim(people, checked, now):
    with pytest.raises(NotAllowed):
        copy_first(claim_id=checked.claim.pk, url=URL, by=people.stranger, at=now)
    with pytest.raises(InvalidTransition):
        copy_first(claim_id=CandidateFactory().pk, url=URL, by=people.admin, at=now)
    assert not Source.objects.exists()
