"""Verified quotations: looked for when words are linked and when a copy comes, and put right with other words."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from claims.states import ClaimStatus
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.composing import compose
from reviews.evidence.quotations import (
    MOST_AT_ONCE,
    Answer,
    check_evidence_of,
    check_quotation,
    check_when_linked,
    look_ahead,
)
from reviews.evidence.replacing import replace_excerpt
from reviews.models import Evidence, ReviewDraft, Snapshot, Source
from reviews.reviewing import save_draft, submit_review
from reviews.selectors.quotations import verified_in
from reviews.states import QuotationState
from tests.factories.claims import AT
from tests.factories.copies import SnapshotFactory, make_captured
from tests.factories.people import PersonFactory
from tests.factories.reviews import EvidenceFactory, ReviewDraftFactory, SourceFactory, make_settled_claim
from tests.factories.writing import make_draft

pytestmark = pytest.mark.django_db

TEXT = "Traffic census\nThe office counted “17,310 vehicles” a day in the well-known tunnel.\nIt is closed at night."
EXACT = "counted “17,310 vehicles” a day"
CLOSE = 'counted "17,310 vehicles" a day in the wellknown tunnel'
WRONG = "The office counted 40,000 vehicles a day in the tunnel"
NEAREST = "The office counted “17,310 vehicles” a day in the well-known tunnel"


@pytest.fixture
def copy() -> Snapshot:
    return make_captured(text=TEXT)


def quote(copy: Snapshot, excerpt: str, **about) -> Evidence:
    return EvidenceFactory(source=copy.source, excerpt=excerpt, **about)


@pytest.mark.parametrize(("excerpt", "state"), [(EXACT, QuotationState.EXACT), (CLOSE, QuotationState.CLOSE)])
def test_words_that_are_found_are_kept_with_their_place(copy, now, excerpt, state):
    evidence = quote(copy, excerpt)
    assert check_quotation(evidence, copy, at=now) == state
    evidence.refresh_from_db()
    quoted, placed = evidence.selector
    assert (evidence.quotation, evidence.snapshot, evidence.checked_at, evidence.nearest) == (state, copy, now, "")
    assert quoted["type"] == "TextQuoteSelector"
    assert TEXT[placed["start"] : placed["end"]] == quoted["exact"]
    assert TEXT.count(quoted["prefix"] + quoted["exact"] + quoted["suffix"]) == 1


def test_of_words_that_are_not_there_the_nearest_passage_is_kept(copy, now):
    evidence = quote(copy, WRONG)
    assert check_quotation(evidence, copy, at=now) == QuotationState.NOT_FOUND
    evidence.refresh_from_db()
    assert (evidence.selector, evidence.nearest) == (None, NEAREST)


def test_a_picture_has_no_text_to_look_in(now):
    copy = make_captured(text="", media_type="image/png")
    assert check_quotation(quote(copy, EXACT), copy, at=now) == QuotationState.NO_TEXT


def test_words_linked_where_no_copy_is_wait_unchecked(now):
    evidence = EvidenceFactory()
    SnapshotFactory(source=evidence.source)
    assert check_when_linked(evidence, at=now) == QuotationState.UNCHECKED
    assert evidence.snapshot is None


def test_words_are_looked_for_in_the_newest_copy_that_has_a_text(copy, now):
    newer = make_captured(copy.source, text="Another text.")
    make_captured(copy.source, text="", media_type="image/png")
    evidence = quote(copy, "Another text.")
    assert check_when_linked(evidence, at=now) == QuotationState.EXACT
    assert evidence.snapshot == newer


# --- when a copy comes ------------------------------------------------------------------------------------------------


def test_when_a_copy_comes_open_questions_are_looked_for_and_verified_words_stay_as_they_were(copy, now):
    waiting, wrong = quote(copy, EXACT), quote(copy, WRONG)
    removed = quote(copy, CLOSE, removed_at=AT, removed_by=PersonFactory())
    elsewhere = EvidenceFactory(excerpt=EXACT)
    assert check_evidence_of(copy.source_id, at=now) == 1
    assert states(waiting, wrong, removed, elsewhere) == ["exact", "not_found", "unchecked", "unchecked"]

    make_captured(copy.source, text="The office counted 40,000 vehicles a day in the tunnel, it says now.")
    assert check_evidence_of(copy.source_id, at=now) == 1
    waiting.refresh_from_db()
    assert states(waiting, wrong) == ["exact", "exact"]
    assert waiting.snapshot == copy


def states(*pieces: Evidence) -> list[str]:
    return [Evidence.objects.get(pk=one.pk).quotation for one in pieces]


def test_who_added_words_that_are_not_there_is_told_once(copy, now):
    wrong = quote(copy, WRONG)
    quote(copy, EXACT)
    check_evidence_of(copy.source_id, at=now)
    check_evidence_of(copy.source_id, at=now)
    told = Notice.objects.get()
    assert (told.to, told.kind) == (wrong.added_by, "words_not_found")
    assert told.text == "The words you quoted are not in our copy of “Traffic census, table 4.2”"
    assert told.url == f"/desk/claims/{wrong.claim_id}/read/{copy.pk}/?evidence={wrong.pk}"


def test_without_a_copy_nothing_is_looked_for(now):
    waiting = SnapshotFactory()
    assert check_evidence_of(waiting.source_id, at=now) == 0


def test_of_very_many_pieces_the_newest_are_looked_for(copy, now):
    claim = EvidenceFactory().claim
    about = {"claim": claim, "source": copy.source, "added_by": PersonFactory(), "added_at": AT}
    rows = Evidence.objects.bulk_create(Evidence(excerpt="at night", **about) for _ in range(MOST_AT_ONCE + 1))
    assert check_evidence_of(copy.source_id, at=now) == MOST_AT_ONCE
    assert states(rows[0], rows[1], rows[-1]) == ["unchecked", "exact", "exact"]


def test_what_was_looked_for_ahead_in_the_same_text_is_not_looked_for_again(copy, now):
    piece = quote(copy, EXACT)
    looked = look_ahead(copy.source_id, TEXT)
    assert list(looked.answers) == [(EXACT, copy.text)]
    looked.answers[EXACT, copy.text] = Answer(QuotationState.CLOSE)
    check_evidence_of(copy.source_id, at=now, looked=looked)
    assert states(piece) == ["close"]


def test_what_was_looked_for_ahead_in_another_text_does_not_count(copy, now):
    piece = quote(copy, EXACT)
    check_evidence_of(copy.source_id, at=now, looked=look_ahead(copy.source_id, "Other words"))
    assert states(piece) == ["exact"]


# --- other words instead ----------------------------------------------------------------------------------------------


@pytest.fixture
def wrong(copy, checked, people) -> Evidence:
    evidence = quote(copy, WRONG, claim=checked.claim, added_by=people.lead, location="table 4")
    check_quotation(evidence, copy, at=AT)
    return evidence


def test_the_nearest_words_take_the_place_of_wrong_ones(people, wrong, copy, now):
    new = replace_excerpt(evidence_id=wrong.pk, excerpt=f" {NEAREST} ", by=people.lead, at=now)
    wrong.refresh_from_db()
    assert (wrong.removed_at, wrong.removed_by) == (now, people.lead)
    assert (new.excerpt, new.source, new.claim, new.location) == (NEAREST, copy.source, wrong.claim, "table 4")
    assert (new.added_by, new.added_at, new.quotation) == (people.lead, now, "exact")
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id) == ("replace_excerpt", wrong.pk)
    assert NEAREST not in entry.payload


@pytest.mark.parametrize("who", ["second", "stranger"])
def test_only_who_added_the_words_or_an_editor_replaces_them(people, wrong, now, who):
    with pytest.raises(NotAllowed):
        replace_excerpt(evidence_id=wrong.pk, excerpt=NEAREST, by=getattr(people, who), at=now)
    assert replace_excerpt(evidence_id=wrong.pk, excerpt=NEAREST, by=people.admin, at=now).added_by == people.admin


READ = {"stance": "refutes", "note": "Half as many", "weight": 2}


def test_what_drafts_say_of_the_words_goes_over_to_the_new_ones(people, checked, wrong, now):
    other = quote(wrong.snapshot, EXACT, claim=checked.claim)
    for asked in (checked.lead, checked.second):
        ReviewDraftFactory(assignment=asked, readings={str(wrong.pk): READ, str(other.pk): READ}, version=3)
    new = replace_excerpt(evidence_id=wrong.pk, excerpt=NEAREST, by=people.lead, at=now)
    for draft in ReviewDraft.objects.all():
        assert draft.readings == {str(new.pk): READ, str(other.pk): READ}
        assert draft.version == 3, "a page that is open goes on saving"


def test_a_page_that_still_shows_the_old_words_goes_on_saving(people, checked, wrong, now):
    ReviewDraftFactory(assignment=checked.second, readings={str(wrong.pk): READ}, version=3)
    new = replace_excerpt(evidence_id=wrong.pk, excerpt=NEAREST, by=people.lead, at=now)
    newest = replace_excerpt(evidence_id=new.pk, excerpt=EXACT, by=people.lead, at=now)
    about = {"assignment_id": checked.second.pk, "by": people.second, "at": now}
    saved = save_draft(version=3, readings={wrong.pk: {**READ, "note": "Now"}}, **about)
    assert saved.readings == {str(newest.pk): {**READ, "note": "Now"}}
    both = {wrong.pk: READ, newest.pk: {**READ, "stance": "context"}}
    assert save_draft(version=4, readings=both, **about).readings[str(newest.pk)]["stance"] == "context"


def test_a_review_of_words_that_were_replaced_is_not_handed_in_unseen(people, checked, wrong, now):
    replace_excerpt(evidence_id=wrong.pk, excerpt=NEAREST, by=people.lead, at=now)
    about = {"rating_key": "mostly-false", "rationale": "Because", "by": people.second, "at": now}
    with pytest.raises(Invalid) as refusal:
        submit_review(assignment_id=checked.second.pk, readings={wrong.pk: READ}, **about)
    assert refusal.value.errors[0].code == "not_in_the_file"


def test_words_are_replaced_once(people, wrong, now):
    replace_excerpt(evidence_id=wrong.pk, excerpt=NEAREST, by=people.lead, at=now)
    with pytest.raises(InvalidTransition):
        replace_excerpt(evidence_id=wrong.pk, excerpt=EXACT, by=people.lead, at=now)
    assert Evidence.objects.in_file().filter(claim=wrong.claim).count() == 1


@pytest.mark.parametrize(("excerpt", "code"), [("", "excerpt_missing"), (WRONG, "already_in_the_file")])
def test_what_is_no_other_excerpt_is_refused(people, wrong, now, excerpt, code):
    with pytest.raises(Invalid) as refusal:
        replace_excerpt(evidence_id=wrong.pk, excerpt=excerpt, by=people.lead, at=now)
    assert refusal.value.errors[0].code == code
    wrong.refresh_from_db()
    assert wrong.removed_at is None


def test_words_a_draft_cites_stay(people, now):
    draft = make_draft(claim=make_settled_claim(evidence=0), writer=people.admin)
    cited = EvidenceFactory(claim=draft.claim)
    draft.evidence.create(evidence=cited, stance="refutes", weight=1)
    with pytest.raises(InvalidTransition):
        replace_excerpt(evidence_id=cited.pk, excerpt="Other", by=people.admin, at=now)


def test_the_file_of_a_shelved_claim_is_closed(people, wrong, now):
    wrong.claim.status = ClaimStatus.SHELVED
    wrong.claim.save(update_fields=["status"])
    with pytest.raises((InvalidTransition, NotAllowed)):
        replace_excerpt(evidence_id=wrong.pk, excerpt=NEAREST, by=people.admin, at=now)


def test_nothing_is_replaced_at_an_unknown_id(people, now):
    with pytest.raises(NotFound):
        replace_excerpt(evidence_id=10**9, excerpt=NEAREST, by=people.admin, at=now)


# --- what readers are told --------------------------------------------------------------------------------------------


def published(copy: Snapshot, excerpt: str, *, at):
    draft = make_draft(claim=make_settled_claim(evidence=0))
    evidence = quote(copy, excerpt, claim=draft.claim)
    check_quotation(evidence, copy, at=at)
    draft.evidence.create(evidence=evidence, stance="refutes", weight=1)
    [shown] = compose(draft).evidence
    return shown


def test_readers_are_told_that_words_are_verified_and_led_to_them(copy, now):
    shown = published(copy, EXACT, at=now)
    assert (shown.verified, shown.held_on) == ("exact", copy.taken_at.date())
    assert shown.fragment_url == f"{copy.source.url}#:~:text=counted%20%E2%80%9C17%2C310%20vehicles%E2%80%9D%20a%20day"


def test_readers_are_led_to_the_page_alone_where_words_are_not_verified(copy, now):
    shown = published(copy, WRONG, at=now)
    assert (shown.verified, shown.fragment_url, shown.url) == ("", "", copy.source.url)


def test_readers_of_a_pdf_are_led_to_its_page(now):
    copy = make_captured(text=TEXT, media_type="application/pdf", pages=[0, TEXT.index("The office")])
    assert published(copy, EXACT, at=now).fragment_url == f"{copy.source.url}#page=2"


def test_nobody_is_led_to_a_source_whose_identity_is_withheld(now):
    source = SourceFactory()
    Source.objects.filter(pk=source.pk).update(withheld=True, withheld_because="They may lose their work.")
    source.refresh_from_db()
    assert published(make_captured(source, text=TEXT), EXACT, at=now + timedelta(hours=1)).fragment_url == ""


# --- copies somebody handed in ----------------------------------------------------------------------------------------

INVENTED = "The office counted 99,000 vehicles a day and hid it."


def hand_in(source: Source, text: str) -> Snapshot:
    return make_captured(source, text=text, origin="uploaded", body=text.encode())


def test_a_copy_we_fetched_is_looked_in_before_a_newer_one_handed_in(copy, now):
    given = hand_in(copy.source, f"{TEXT}\n{INVENTED}")
    real, invented = quote(copy, EXACT), quote(copy, INVENTED)
    assert check_when_linked(real, at=now) == QuotationState.EXACT
    assert check_when_linked(invented, at=now) == QuotationState.EXACT
    assert (real.snapshot, invented.snapshot) == (copy, given)
    assert (verified_in(real), verified_in(invented)) == ("fetched", "handed_in")


def test_a_copy_handed_in_takes_nothing_from_words_verified_in_one_we_fetched(copy, now):
    real = quote(copy, EXACT)
    check_evidence_of(copy.source_id, at=now)
    hand_in(copy.source, INVENTED)
    check_evidence_of(copy.source_id, at=now)
    real.refresh_from_db()
    assert (real.quotation, real.snapshot) == ("exact", copy)
    assert not Notice.objects.exists()


def test_words_verified_in_a_copy_handed_in_are_looked_for_in_the_next_one_we_fetch(now):
    given = hand_in(SourceFactory(), f"{TEXT}\n{INVENTED}")
    real, invented = quote(given, EXACT), quote(given, INVENTED)
    assert check_evidence_of(given.source_id, at=now) == 2
    fetched = make_captured(given.source, text=TEXT)
    check_evidence_of(given.source_id, at=now, looked=look_ahead(given.source_id, TEXT))
    for one in (real, invented):
        one.refresh_from_db()
    assert (real.snapshot, invented.snapshot) == (fetched, given)
    assert (verified_in(real), verified_in(invented)) == ("fetched", "handed_in")


def test_of_two_copies_without_the_words_the_one_with_some_like_them_is_shown(copy, now):
    short = make_captured(text="Subscribe to read on.")
    given = hand_in(short.source, TEXT)
    wrong = quote(short, WRONG)
    assert check_when_linked(wrong, at=now) == QuotationState.NOT_FOUND
    assert (wrong.snapshot, wrong.nearest) == (given, NEAREST)


def test_readers_are_told_that_a_copy_was_given_to_us_and_not_led_to_words_nobody_saw_there(now):
    shown = published(hand_in(SourceFactory(), INVENTED), INVENTED, at=now)
    assert (shown.verified, shown.verified_in, shown.fragment_url) == ("exact", "handed_in", "")
    told = render_to_string("parts/evidence.html", {"evidence": shown})
    assert "Words verified in a copy we were given" in told
    assert "in our copy" not in told


def test_readers_of_words_in_a_copy_we_fetched_are_told_so(copy, now):
    shown = published(copy, EXACT, at=now)
    assert shown.verified_in == "fetched"
    assert "Words verified in our copy" in render_to_string("parts/evidence.html", {"evidence": shown})
