"""The reading room: a copy beside the claim, in parts when it is long, as text and nothing else."""

import re
import time

import pytest

from reviews.evidence.quotations import check_quotation
from reviews.models import Evidence
from reviews.selectors.reading import MOST_SHOWN, Mark, part_around, part_from
from tests.factories.claims import AT
from tests.factories.copies import SnapshotFactory, make_captured
from tests.factories.reviews import EvidenceFactory, ReviewFactory
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> & <b hx-get=/x>bold</b> {{ 7 }}"
TEXT = f"Traffic census\n\nThe office counted 17,310 vehicles a day.\n{HOSTILE}\nIt is closed at night."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def copy():
    return make_captured(text=TEXT)


@pytest.fixture
def room(checked, copy) -> str:
    return f"/desk/claims/{checked.claim.pk}/read/{copy.pk}/"


def words_of(page: str) -> str:
    """The text of the copy as the page shows it, every character of it."""
    shown = re.search(r'<div class="copy-text.*?</div>', page, re.DOTALL)[0]
    pieces = re.findall(r"<(?:span|mark) data-start=\"\d+\">(.*?)</(?:span|mark)>", shown, re.DOTALL)
    return "".join(pieces).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#x27;", "'")


def test_the_copy_is_shown_whole_and_escaped_beside_the_claim(people, checked, room):
    page = signed_in(people.lead).get(room)
    assert page.status_code == 200
    assert words_of(page.text) == TEXT
    assert "<script>alert" not in page.text
    assert str(checked.claim.wording.text) in page.text


def test_words_handed_in_there_are_evidence_and_verified(people, checked, copy, room):
    client = signed_in(people.lead)
    excerpt = "counted 17,310 vehicles a day.\r\n" + HOSTILE[:25]
    answer = client.post(room, {"excerpt": excerpt, "location": ""})
    evidence = Evidence.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{room}?evidence={evidence.pk}#words-{evidence.pk}")
    assert (evidence.claim, evidence.source, evidence.quotation) == (checked.claim, copy.source, "exact")
    page = client.get(answer.url).text
    assert "Verified word for word." in page
    assert "<mark data-start=" in page
    assert f'id="words-{evidence.pk}"' in page
    assert words_of(page) == TEXT


def test_what_is_refused_stays_in_the_form(people, room):
    page = signed_in(people.lead).post(room, {"excerpt": "", "location": "table 4"})
    assert page.status_code == 400
    assert "Copy the exact words" in page.text
    assert 'value="table 4"' in page.text


def test_who_does_not_check_the_claim_reads_and_adds_nothing(people, room):
    client = signed_in(people.stranger)
    assert 'id="excerpt-form"' not in client.get(room).text
    assert client.post(room, {"excerpt": "at night"}).status_code == 403


def test_the_page_of_a_pdf_is_marked_and_noted(people, checked):
    second = TEXT.index("It is closed")
    copy = make_captured(text=TEXT, media_type="application/pdf", pages=[0, second])
    client = signed_in(people.lead)
    room = f"/desk/claims/{checked.claim.pk}/read/{copy.pk}/"
    assert 'data-page="2" data-not-text>Page 2</h3>' in client.get(room).text
    client.post(room, {"excerpt": "closed at night"})
    assert Evidence.objects.get().location == "page 2"


def test_a_search_in_the_copy_leads_to_each_place(people, room):
    page = signed_in(people.lead).get(room, {"q": "OFFICE"}).text
    assert "<b>1 place</b>" in page
    place = TEXT.index("office")
    assert f'href="?q=OFFICE&amp;at={place}&amp;to={place + 6}#here"' in page
    page = signed_in(people.lead).get(room, {"q": "OFFICE", "at": place, "to": place + 6}).text
    assert f'<mark data-start="{place}">office</mark>' in page


@pytest.mark.parametrize(
    "asked", ["?at=-1", "?at=9e9&to=x", "?from=99999999999", "?evidence=²", "?q=%00", "?at=5&to=1"]
)
def test_any_address_of_a_place_shows_a_part_of_the_copy(people, room, asked):
    page = signed_in(people.lead).get(room + asked)
    assert page.status_code == 200
    assert words_of(page.text)


def test_a_million_characters_are_read_in_parts(people, checked):
    text = "".join(f"Line {n} of a very long report that somebody wrote.\n" for n in range(20_000))[:1_000_000]
    copy = make_captured(text=text)
    evidence = EvidenceFactory(claim=checked.claim, source=copy.source, excerpt="Line 15000 of a very")
    check_quotation(evidence, copy, at=AT)
    client = signed_in(people.lead)
    room = f"/desk/claims/{checked.claim.pk}/read/{copy.pk}/"
    started = time.perf_counter()
    page = client.get(f"{room}?evidence={evidence.pk}").text
    assert time.perf_counter() - started < 5
    assert len(page) < 12 * MOST_SHOWN
    assert ">Line 15000 of a very</mark>" in page
    assert "Earlier part" in page
    assert "Later part" in page
    read, start = "", 0
    while start is not None:
        part = part_from(text, start)
        read += "".join(one.text for paragraph in part.paragraphs for one in paragraph.stretches)
        start = part.later
    assert read == text


def test_a_copy_without_text_or_not_made_yet(people, checked):
    client, rooms = signed_in(people.lead), f"/desk/claims/{checked.claim.pk}/read/"
    picture = make_captured(text="", media_type="image/png")
    assert "This copy has no text." in client.get(f"{rooms}{picture.pk}/").text
    waiting = SnapshotFactory()
    page = client.get(f"{rooms}{waiting.pk}/")
    assert page.status_code == 200
    assert "Once our copy is here, this page leads to it" in page.text
    assert client.get(f"{rooms}{waiting.pk}/", headers=HTMX).status_code == 204
    newer = make_captured(waiting.source)
    assert client.get(f"{rooms}{waiting.pk}/", headers=HTMX).headers["HX-Redirect"] == f"{rooms}{newer.pk}/"
    assert client.get(f"{rooms}{newer.pk}/", headers=HTMX).headers["HX-Redirect"] == f"{rooms}{newer.pk}/"
    assert client.get(f"{rooms}{10**9}/").status_code == 404


def test_an_older_copy_says_that_there_is_a_newer_one(people, copy, room):
    newer = make_captured(copy.source, text="Another text.")
    assert f"/read/{newer.pk}/" in signed_in(people.lead).get(room).text


# --- what a page says of a piece --------------------------------------------------------------------------------------


@pytest.fixture
def wrong(people, checked, copy):
    evidence = EvidenceFactory(
        claim=checked.claim, source=copy.source, excerpt="The office counted 40,000 cars a day.", added_by=people.lead
    )
    check_quotation(evidence, copy, at=AT)
    return evidence


def test_words_that_are_not_there_are_shown_with_the_nearest_and_a_way_to_use_them(people, checked, copy, wrong):
    client = signed_in(people.lead)
    part = client.get(f"/desk/evidence/{wrong.pk}/quotation/", headers=HTMX).text
    assert "These words are not in our copy of" in part
    assert "“The office counted 17,310 vehicles a day”" in part
    answer = client.post(f"/desk/evidence/{wrong.pk}/replace/", {"excerpt": wrong.nearest})
    assert (answer.status_code, answer.url) == (303, f"/desk/assignments/{checked.lead.pk}/")
    new = Evidence.objects.in_file().get()
    part = client.get(f"/desk/evidence/{new.pk}/quotation/", headers=HTMX).text
    assert "Verified word for word in our copy of" in part
    assert f'href="/desk/claims/{checked.claim.pk}/read/{copy.pk}/?evidence={new.pk}#words-{new.pk}"' in part
    assert f'href="{copy.source.url}#:~:text=The%20office%20counted%2017%2C310%20vehicles%20a%20day"' in part


def test_others_are_not_offered_to_replace_them(people, wrong):
    part = signed_in(people.second).get(f"/desk/evidence/{wrong.pk}/quotation/", headers=HTMX).text
    assert "Nearest:" in part
    assert "Use the nearest words instead" not in part
    assert str(people.lead) not in part


def test_a_replacement_that_is_refused_is_answered_with_the_claim(people, wrong):
    page = signed_in(people.lead).post(f"/desk/evidence/{wrong.pk}/replace/", {"excerpt": wrong.excerpt})
    assert page.status_code == 400
    at_the_piece = page.text.partition(f'id="words-of-{wrong.pk}"')
    assert "in the file already" not in at_the_piece[0]
    assert "in the file already" in at_the_piece[2]


def on(path: str) -> dict[str, str]:
    """Headers of a part of the page at `path` that asks."""
    return {**HTMX, "HX-Current-URL": f"http://testserver{path}"}


def test_words_are_replaced_in_place(people, checked, wrong):
    client, workspace = signed_in(people.lead), f"/desk/assignments/{checked.lead.pk}/"
    here = {"excerpt": wrong.excerpt}, on(workspace)
    refused = client.post(f"/desk/evidence/{wrong.pk}/replace/", here[0], headers=here[1])
    assert refused.status_code == 400
    assert refused.headers["HX-Retarget"] == f"#words-of-{wrong.pk}"
    assert "in the file already" in refused.text
    part = client.post(f"/desk/evidence/{wrong.pk}/replace/", {"excerpt": wrong.nearest}, headers=on(workspace)).text
    new = Evidence.objects.in_file().get()
    assert "<html" not in part
    assert f'id="piece-{new.pk}"' in part
    assert f'name="stance-{new.pk}"' in part
    assert "Verified word for word" in part


def test_words_replaced_in_the_reading_room_are_shown_there(people, wrong, room):
    sent = {"excerpt": wrong.nearest}
    answer = signed_in(people.lead).post(f"/desk/evidence/{wrong.pk}/replace/", sent, headers=on(room))
    new = Evidence.objects.in_file().get()
    assert answer.headers["HX-Redirect"] == f"{room}?evidence={new.pk}#words-{new.pk}"


def test_nothing_is_offered_to_replace_once_the_review_is_handed_in(people, checked, wrong):
    ReviewFactory(assignment=checked.lead)
    part = signed_in(people.lead).get(f"/desk/evidence/{wrong.pk}/quotation/", headers=HTMX).text
    assert "Nearest:" in part
    assert "Use the nearest words instead" not in part


def test_words_nobody_could_look_for_ask_again_when_a_copy_comes(people, checked):
    waiting = EvidenceFactory(claim=checked.claim)
    part = signed_in(people.lead).get(f"/desk/evidence/{waiting.pk}/quotation/", headers=HTMX).text
    assert "Not verified: we have no copy to look in yet." in part
    assert 'hx-trigger="copy-done from:body"' in part
    assert signed_in(people.lead).get(f"/desk/evidence/{waiting.pk}/quotation/").status_code == 303


# --- parts of a text --------------------------------------------------------------------------------------------------


def texts(part) -> list[tuple[str, bool]]:
    return [(one.text, one.is_marked) for paragraph in part.paragraphs for one in paragraph.stretches]


def test_marks_may_lie_over_each_other_and_over_lines():
    marks = [Mark(2, 8, "a", ""), Mark(5, 7, "b", "")]
    part = part_from("012345\n789", 0, marks=marks)
    assert texts(part) == [("01", False), ("234", True), ("5\n", True), ("7", True), ("89", False)]
    assert [one.anchor for p in part.paragraphs for s in p.stretches for one in s.begins] == ["a", "b"]


def test_pages_begin_paragraphs_of_their_own_even_within_a_line():
    part = part_from("one two three", 0, pages=[0, 4, 4])
    assert [(paragraph.start, paragraph.page) for paragraph in part.paragraphs] == [(0, 1), (4, 3)]


@pytest.mark.parametrize("text", ["", "\n", "x" * 200_000, "\n" * 200_000, "a\n" * 30_000])
def test_any_text_is_shown_in_parts_that_join_up(text):
    at, read = 0, ""
    while at is not None:
        part = part_from(text, at)
        assert part.start == at
        read += "".join(words for words, _ in texts(part))
        at = part.later
    assert read == text
    middle = part_around(text, len(text) // 2)
    assert middle.start <= len(text) // 2 <= middle.end
