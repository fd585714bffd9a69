"""A sealed review is invisible to everyone but its author until the round closes. One test for each side door."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.evidence.linking import link_evidence
from reviews.models import EvidenceReading, Review
from reviews.reviewing import save_draft, submit_review, take_back_review
from reviews.selectors.board import numbers
from reviews.selectors.comparing import who_is_asked
from reviews.selectors.file import file_of
from reviews.selectors.history import history_of
from tests.factories.reviews import EvidenceFactory
from tests.reviews.crawling import addresses, read
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

RATIONALE, READING, NOTE = "canary-rationale-5b1e", "canary-reading-77aa", "canary-note-to-self-90c2"
CANARIES = [RATIONALE.encode(), READING.encode(), NOTE.encode()]
LIST = re.compile(r"/api/v1/([a-z]+/|rounds/.*)$|/desk/(claims|articles)/$")
TRICKS = [
    "?ordering=reviews__rating",
    "?ordering=-rationale",
    "?expand=reviews",
    "?q=canary",
    "?status=submitted",
    "?reviews__rationale__contains=c",
]


@pytest.fixture
def piece(checked, people):
    return EvidenceFactory(claim=checked.claim, added_by=people.admin)


def hand_in(checked, piece, *, at, label="misleading", stance="refutes"):
    save_draft(
        assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=at, version=0, rationale="x", note_to_self=NOTE
    )
    return submit_review(
        assignment_id=checked.lead.pk,
        rating_key=label,
        rationale=RATIONALE,
        readings={piece.pk: {"stance": stance, "note": READING}},
        by=checked.lead.reviewer,
        at=at,
    )


def ids(checked, piece) -> dict[str, list[int]]:
    """The ids worth trying, by what an address is about."""
    return {
        "claim": [checked.claim.pk],
        "round": [checked.round.pk],
        "assignment": [checked.lead.pk, checked.second.pk],
        "article": [checked.claim.article_id],
        "evidence": [piece.pk],
        "": [checked.lead.pk, *Review.objects.values_list("pk", flat=True)],
    }


@pytest.mark.parametrize("who", ["second", "admin", None])
def test_no_page_and_no_answer_holds_a_sealed_word(people, checked, piece, now, who):
    hand_in(checked, piece, at=now)
    client = signed_in(getattr(people, who) if who else None)
    seen = 0
    for url in addresses(ids(checked, piece)):
        for trick in ["", *TRICKS] if LIST.match(url) else [""]:
            status, body = read(client, url + trick)
            seen += status == 200
            assert not [canary for canary in CANARIES if canary in body], url + trick
    assert seen > (20 if who else 0)


def test_the_author_reads_their_own_so_the_search_above_can_find_something(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    found = [
        url for url in addresses(ids(checked, piece)) if RATIONALE.encode() in read(signed_in(people.lead), url)[1]
    ]
    assert reverse("assignment", args=[checked.lead.pk]) in found
    assert reverse("api_assignment", args=[checked.lead.pk]) in found
    assert reverse("api_round", args=[checked.round.pk]) in found


def test_once_the_seal_is_lifted_everybody_at_the_desk_reads_it(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    submit_review(
        assignment_id=checked.second.pk, rating_key="true", rationale="Why", readings={}, by=people.second, at=now
    )
    for person in (people.admin, people.second, people.stranger):
        for name in ("round", "api_round"):
            body = read(signed_in(person), reverse(name, args=[checked.round.pk]))[1]
            assert RATIONALE.encode() in body
            assert READING.encode() in body
            assert NOTE.encode() not in body, "notes to self are nobody else's, ever"


def everything(person, found: dict[str, list[int]]) -> dict[str, bytes]:
    """Every page the person can read, without what differs by request."""
    client = signed_in(person)
    return {url: steady(read(client, url)[1]) for url in addresses(found)}


def steady(body: bytes) -> bytes:
    body = re.sub(rb'(csrfmiddlewaretoken" value="|x-csrftoken": ")\w+', b"", body)
    body = re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", body)
    body = re.sub(rb"\d\d:\d\d(:\d\d)?(\.\d+)?", b"", body)
    return re.sub(rb"\('(Set-Cookie|Content-Length)', '[^']*'\),? ?", b"", body)


@pytest.mark.parametrize("who", ["second", "stranger"])
def test_for_other_reviewers_nothing_at_all_changes_when_a_review_is_handed_in(people, checked, piece, now, who):
    person, found = getattr(people, who), ids(checked, piece)
    before = everything(person, found)
    hand_in(checked, piece, at=now)
    after = everything(person, found)
    assert len(before) > 20
    for url, body in before.items():
        assert after[url] == body, url


def test_for_an_editor_every_page_is_the_same_whatever_the_sealed_rating_and_reading(people, checked, piece, now):
    seen = []
    for label, stance in (("true", "supports"), ("false", "refutes")):
        with transaction.atomic():
            hand_in(checked, piece, at=now, label=label, stance=stance)
            seen.append(everything(people.admin, ids(checked, piece) | {"": [checked.lead.pk]}))
            transaction.set_rollback(True)
    first, second = seen
    shared = [url for url in first if "ledger" not in url]  # its hashes differ, as they should
    assert len(shared) > 20
    for url in shared:
        assert first[url] == second[url], url


def test_the_ledger_notices_and_jobs_hold_no_sealed_value(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    take_back_review(assignment_id=checked.lead.pk, by=people.lead, at=now)
    written = [
        *Entry.objects.values_list("payload", flat=True),
        *Notice.objects.values_list("text", flat=True),
        *(str(args) for args in Job.objects.values_list("args", flat=True)),
    ]
    assert len(written) >= 3
    for text in written:
        for sealed in (RATIONALE, READING, NOTE, "misleading", "refutes"):
            assert sealed not in text


def test_no_notice_tells_anybody_that_a_review_is_in(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    assert not Notice.objects.exists()


def test_a_reviewer_does_not_learn_who_else_is_asked_nor_how_far_they_are(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    assert who_is_asked(checked.round, people.second) == [checked.second]
    assert who_is_asked(checked.round, people.stranger) == []
    assert len(who_is_asked(checked.round, people.admin)) == 2


def test_a_reviewer_does_not_learn_who_added_to_the_file_nor_that_it_came_after_a_review(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    late = link_evidence(claim_id=checked.claim.pk, url="https://a.example", excerpt="Late", by=people.lead, at=now)
    assert late.after_reviews
    [_, seen] = file_of(checked.claim, people.second)
    assert (seen.added_by, seen.after_reviews) == ("a colleague", False)
    [_, seen] = file_of(checked.claim, people.admin)
    assert (seen.added_by, seen.after_reviews) == ("Ben Lind", True)


def test_a_reviewer_s_history_of_the_claim_leaves_out_what_others_do_in_an_open_round(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    assert "handed in a review" in {line.words for line in history_of(checked.claim, people.admin)}
    assert "handed in a review" in {line.words for line in history_of(checked.claim, people.lead)}
    assert not {line.words for line in history_of(checked.claim, people.second)} & {"handed in a review", "began"}


def test_versions_taken_back_stay_sealed_with_the_round(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    take_back_review(assignment_id=checked.lead.pk, by=people.lead, at=now + timedelta(hours=1))
    for person in (people.second, people.admin, people.stranger):
        assert not Review.objects.visible_to(person).exists()
    assert Review.objects.visible_to(people.lead).count() == 1


def test_what_the_options_of_the_api_say_does_not_depend_on_a_sealed_review(people, checked, piece, now):
    client = signed_in(people.second)
    urls = [url for url in addresses(ids(checked, piece)) if url.startswith("/api/")]
    before = {url: options(client, url) for url in urls}
    hand_in(checked, piece, at=now)
    assert {url: options(client, url) for url in urls} == before


def options(client, url: str) -> bytes:
    response = client.options(url)
    if not getattr(response, "is_rendered", True):
        response.render()
    return steady(response.content)


def test_only_editors_learn_how_many_reviews_are_in(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    url = reverse("round", args=[checked.round.pk])
    assert b"1 of 2 in" in signed_in(people.admin).get(url).content
    for person in (people.second, people.stranger):
        assert b" of 2 in" not in signed_in(person).get(url).content


def test_the_numbers_of_the_board_count_no_reviews(people, checked, piece, now):
    before = numbers(at=now)
    hand_in(checked, piece, at=now)
    assert numbers(at=now) == before


def test_readings_are_reached_through_their_review_alone(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    visible = EvidenceReading.objects.filter(review__in=Review.objects.visible_to(people.second))
    assert not visible.exists()
