"""This room's pages: what they show, and that nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Article, Passage
from reviews.models import Assignment, Evidence, Hold, Review, ReviewDraft, Round
from reviews.reviewing import save_draft, submit_review
from reviews.states import AssignmentStatus
from tests.factories.claims import AcceptedClaimFactory, AppearanceFactory, ArticleFactory, PassageFactory, RunFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import EvidenceFactory, make_closed_round, make_open_round, make_settled_claim
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def html(response) -> str:
    return response.content.decode()


def place_in_article(claim, sentences: list[str], own: int) -> None:
    """Put the claim's words at sentence `own` of an article that has these sentences."""
    text = " ".join(sentences)
    article = ArticleFactory(text=text)
    run, at = RunFactory(article=article), 0
    for ordinal, sentence in enumerate(sentences):
        PassageFactory(run=run, article=article, ordinal=ordinal, start=at, end=at + len(sentence))
        at += len(sentence) + 1
    own_passage = Passage.objects.get(run=run, ordinal=own)
    AppearanceFactory(claim=claim, article=article, span=(own_passage.start, own_passage.end))


def test_the_workspace_shows_the_passage_with_two_sentences_either_side(people, checked):
    place_in_article(checked.claim, [f"Sentence {number}." for number in range(9)], own=4)
    shown = html(signed_in(people.lead).get(reverse("assignment", args=[checked.lead.pk])))
    assert '<mark class="passage-here">Sentence 4.</mark>' in shown
    assert all(f"Sentence {number}." in shown for number in (2, 3, 5, 6))
    assert not any(f"Sentence {number}." in shown for number in (1, 7))
    assert reverse("article", args=[Article.objects.latest("pk").pk]) in shown


def test_offsets_are_code_points_also_beyond_the_basic_plane(people, checked):
    place_in_article(checked.claim, ["𝒜𝒷𝒸 𝒹ℯ.", "Café 🇫🇷 opens.", "End."], own=1)
    shown = html(signed_in(people.lead).get(reverse("assignment", args=[checked.lead.pk])))
    assert '<mark class="passage-here">Café 🇫🇷 opens.</mark>' in shown


def test_the_workspace_says_what_is_shared_and_what_is_not(people, checked):
    shown = html(signed_in(people.lead).get(reverse("assignment", args=[checked.lead.pk])))
    assert "Sources are shared with the other reviewer. How you read them is not." in shown
    assert "Only you can read this. Never published or handed over." in shown
    assert "a second opinion, hidden until both are in" in shown


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("comparing", "the reviews are in and being compared"),
        ("settled", "the round is settled"),
        ("adjudication", "the reviews differ, and someone else settles it"),
        ("closed_unread", "the round was closed unread"),
        ("set_aside", "the round was set aside"),
    ],
)
def test_the_workspace_says_what_happened_once_the_round_has_closed(people, checked, status, words):
    rating = checked.round.scale.ratings.first() if status == "settled" else None
    Round.objects.filter(pk=checked.round.pk).update(status=status, rating=rating, closed_at=timezone.now())
    shown = html(signed_in(people.lead).get(reverse("assignment", args=[checked.lead.pk])))
    assert f"<span>{words}</span>" in shown
    assert "hidden until" not in shown


def test_whoever_reviewed_reads_what_they_were_in_the_round(people):
    closed = make_closed_round("false", "false", reviewers=(people.lead, people.second), comparing=True)
    lead = closed.assignments.get(reviewer=people.lead)
    shown = html(signed_in(people.lead).get(reverse("assignment", args=[lead.pk])))
    assert "<span>you led; the reviews are in and being compared</span>" in shown


def test_the_scale_stands_with_its_definitions(people, checked):
    shown = html(signed_in(people.lead).get(reverse("assignment", args=[checked.lead.pk])))
    for rating in checked.round.scale.ratings.exclude(kind="none"):
        assert f'value="{rating.key}"' in shown
        assert rating.definition in shown.replace("&#x27;", "'")


def test_a_claim_without_an_article_has_a_workspace_too(people):
    claim = AcceptedClaimFactory(article=None, status="in_review", open_slots=0)
    asked = make_open_round(people.lead, people.second, claim=claim).assignments.first()
    assert "entered without an article" in html(signed_in(people.lead).get(reverse("assignment", args=[asked.pk])))


def test_script_in_a_claim_an_excerpt_or_a_note_stays_text(people, checked):
    evil = "<script>alert(1)</script>"
    EvidenceFactory(claim=checked.claim, excerpt=evil)
    checked.round.wording.text = evil
    checked.round.wording.save(update_fields=["text"])
    for name, pk in (("assignment", checked.lead.pk), ("claim", checked.claim.pk), ("round", checked.round.pk)):
        shown = html(signed_in(people.lead).get(reverse(name, args=[pk])))
        assert evil not in shown
        assert "&lt;script&gt;" in shown


def test_a_refused_review_keeps_rating_reasons_readings_and_notes(people, checked):
    piece = EvidenceFactory(claim=checked.claim)
    typed = {
        "version": 0,
        "rating": "false",
        "rationale": " ",
        f"stance-{piece.pk}": "refutes",
        f"reading-{piece.pk}": "One day only",
        "note_to_self": "Call Eva",
    }
    response = signed_in(people.lead).post(reverse("assignment_review", args=[checked.lead.pk]), typed)
    shown = html(response)
    assert response.status_code == 400
    assert "Say why, in a sentence or two." in shown
    assert re.search(r'value="false"[^>]*checked', shown)
    assert re.search(r'value="refutes" checked', shown)
    assert 'value="One day only"' in shown
    assert "Call Eva" in shown
    assert not Review.objects.exists()


def test_a_review_is_handed_in_and_the_page_says_so(people, checked):
    client = signed_in(people.lead)
    url = reverse("assignment", args=[checked.lead.pk])
    review = {"rating": "false", "rationale": "The census.", "anyway": "1"}
    response = client.post(reverse("assignment_review", args=[checked.lead.pk]), review)
    assert (response.status_code, response["Location"]) == (303, url)
    shown = html(client.get(url))
    assert "Hidden until both are in." in shown
    assert "Take it back" in shown
    client.post(reverse("assignment_take_back", args=[checked.lead.pk]))
    assert "The census." in html(client.get(url)), "it is there to be worked on"


def test_the_last_review_leads_to_the_comparison(people, checked):
    for person, asked in ((people.lead, checked.lead), (people.second, checked.second)):
        review = {"rating": "false", "rationale": "The census.", "anyway": "1"}
        response = signed_in(person).post(reverse("assignment_review", args=[asked.pk]), review)
    assert response["Location"] == reverse("round", args=[checked.round.pk])


def test_typing_saves_itself_and_says_the_version(people, checked):
    client = signed_in(people.lead)
    url = reverse("assignment_draft", args=[checked.lead.pk])
    typed = {"version": 0, "rating": "mixed", "rationale": "Half", "note_to_self": "Eva"}
    saved = client.post(url, typed, headers={"X-Autosave": "1"})
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    draft = ReviewDraft.objects.get()
    assert (draft.rating.key, draft.rationale, draft.note_to_self) == ("mixed", "Half", "Eva")


def test_a_second_tab_that_saves_itself_is_told_with_both_texts_kept(people, checked, now):
    save_draft(assignment_id=checked.lead.pk, by=people.lead, at=now, version=0, rationale="First tab")
    stale = signed_in(people.lead).post(
        reverse("assignment_draft", args=[checked.lead.pk]),
        {"version": 0, "rationale": "Second tab"},
        headers={"X-Autosave": "1"},
    )
    body = stale.json()
    assert (stale.status_code, body["code"], body["version"]) == (409, "conflict", 1)
    assert body["saved"]["rationale"] == "First tab"


def test_a_second_tab_that_saves_with_the_button_sees_both_texts_and_may_save_again(people, checked, now):
    save_draft(assignment_id=checked.lead.pk, by=people.lead, at=now, version=0, rationale="First tab")
    client, url = signed_in(people.lead), reverse("assignment_draft", args=[checked.lead.pk])
    stale = client.post(url, {"version": 0, "rationale": "Second tab"})
    shown = html(stale)
    assert stale.status_code == 409
    assert "First tab" in shown
    assert "Second tab" in shown
    version = re.search(r'name="version" value="(\d+)"', shown)[1]
    assert client.post(url, {"version": version, "rationale": "Second tab"}).status_code == 303
    assert ReviewDraft.objects.get().rationale == "Second tab"


def test_evidence_added_in_the_workspace_changes_the_file_alone(people, checked):
    response = signed_in(people.lead).post(
        reverse("claim_evidence", args=[checked.claim.pk]),
        {"url": "https://a.example/x", "excerpt": "Exact words"},
        **HTMX,
    )
    shown = html(response)
    assert response.status_code == 200
    assert "Exact words" in shown
    assert "1 piece of evidence" in shown
    assert "<html" not in shown


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_refused_evidence_keeps_what_was_typed(people, checked, headers):
    response = signed_in(people.lead).post(
        reverse("claim_evidence", args=[checked.claim.pk]),
        {"url": "javascript:alert(1)", "excerpt": "Exact words", "publisher": "Roads Office"},
        **headers,
    )
    shown = html(response)
    assert response.status_code == 400
    assert "must begin with http:// or https://" in shown
    assert "Exact words" in shown
    assert "Roads Office" in shown
    assert not Evidence.objects.exists()


def test_my_work_is_ordered_overdue_due_soonest_waiting_and_says_why(people):
    now = timezone.now()
    for hours, status in ((30, "assigned"), (-3, "in_progress"), (5, "waiting"), (4, "assigned")):
        one = make_open_round(people.lead, PersonFactory()).assignments.get(reviewer=people.lead)
        Assignment.objects.filter(pk=one.pk).update(
            due_at=now + timedelta(hours=hours), status=status, waiting_for="reply" if status == "waiting" else ""
        )
    shown = html(signed_in(people.lead).get(reverse("work")))
    found = [shown.index(words) for words in ("First because it is 3 hours overdue", "Due in 3", "Due in 1 day")]
    assert found == sorted(found)
    assert shown.index("Waiting for a reply; the due date is paused.") > found[-1]


def test_my_work_shows_what_was_done_this_week_and_only_mine(people, checked):
    submit_review(
        assignment_id=checked.second.pk, rating_key="true", rationale="x", readings={}, by=people.second,
        at=timezone.now(),
    )  # fmt: skip
    assert checked.claim.wording.text in html(signed_in(people.second).get(reverse("work"))).split("Done this week")[1]
    assert "Nothing handed in" in html(signed_in(people.lead).get(reverse("work")))
    assert "Nothing to do" in html(signed_in(people.stranger).get(reverse("work")))


def test_the_front_door_leads_editors_to_the_board_and_reviewers_to_their_work(people):
    assert signed_in(people.admin).get(reverse("desk"))["Location"] == reverse("board")
    assert signed_in(people.lead).get(reverse("desk"))["Location"] == reverse("work")


def test_the_board_answers_the_morning(people, checked):
    now = timezone.now()
    AcceptedClaimFactory(text="Nobody has this one")
    make_settled_claim()
    make_closed_round("true", "false")
    Hold.objects.create(claim=checked.claim, kind="legal", reason="Letter", placed_by=people.admin, placed_at=now)
    Assignment.objects.filter(pk=checked.lead.pk).update(due_at=now - timedelta(hours=2))
    shown = html(signed_in(people.admin).get(reverse("board")))
    tally = dict(re.findall(r"<b>(\d+)</b> ([a-z' ,&#39;x;]+?)(?: <small>|</a>)", shown.replace("&#x27;", "'")))
    numbers = {words.strip(): count for count, words in tally.items()} or {}
    for count, words in (("1", "split to settle"), ("1", "overdue"), ("1", "to assign"), ("1", "on hold")):
        assert re.search(rf"<b>{count}</b> {words}", shown), (words, numbers)
    assert "Nobody has this one" in shown
    assert "your move" in shown
    assert "True / False" in shown
    assert "on hold: legal" in shown


@pytest.mark.parametrize("key", ["to_assign", "stuck", "splits", "overdue", "holds", "to_sign_off", "under_way"])
def test_each_number_of_the_board_leads_to_its_rows(people, checked, key):
    assert signed_in(people.admin).get(reverse("board"), {"show": key}).status_code == 200


def test_an_unknown_group_of_the_board_is_not_found(people):
    assert signed_in(people.admin).get(reverse("board"), {"show": "nonsense"}).status_code == 404


def test_an_editor_assigns_from_the_claim_page_and_is_warned(people):
    claim = AcceptedClaimFactory()
    due = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    client, url = signed_in(people.admin), reverse("claim_assign", args=[claim.pk])
    shown = html(client.get(reverse("claim", args=[claim.pk])))
    assert "<meter" in shown
    assert re.search(r'type="datetime-local"[^>]*value="\d{4}-', shown) or re.search(r'value="\d{4}-\d\d-\d\dT', shown)
    taken = client.post(
        url,
        {"plan": "lead-and-second", "due_at": due, "lead": people.admin.pk, "reviewers": [people.lead.pk]},
        follow=True,
    )
    assert "If these two disagree, nobody is left to settle and sign off." in html(taken)
    assert Round.objects.get().assignments.get(is_lead=True).reviewer == people.admin


def test_a_refused_assignment_keeps_the_choice_and_says_why(people):
    claim = AcceptedClaimFactory()
    response = signed_in(people.admin).post(
        reverse("claim_assign", args=[claim.pk]),
        {"plan": "panel", "due_at": "2020-01-01T10:00", "lead": people.lead.pk, "note": "Start with the census"},
    )
    shown = html(response)
    assert response.status_code == 400
    assert "The due date has passed already." in shown
    assert "Start with the census" in shown
    assert re.search(rf'name="lead" value="{people.lead.pk}"[^>]*checked', shown)


def test_a_closed_round_shows_the_reviews_side_by_side_and_where_readings_differ(people):
    split = make_closed_round("true", "false", reviewers=[people.lead, people.second])
    other = split.reviews.get(reviewer=people.second).readings.first()
    type(other).objects.filter(pk=other.pk).update(stance="context")
    shown = html(signed_in(people.admin).get(reverse("round", args=[split.pk])))
    assert shown.index("Ben Lind") < shown.index("Chi Okafor")
    assert shown.count("read differently") == 1
    assert "Settle the disagreement" in shown


def test_somebody_who_reviewed_it_reads_why_they_do_not_settle_it(people):
    split = make_closed_round("true", "false", reviewers=[people.lead, people.second])
    shown = html(signed_in(people.lead).get(reverse("round", args=[split.pk])))
    assert "You reviewed this claim, so someone else must settle it." in shown


def test_a_refused_settlement_keeps_what_was_typed(people):
    split = make_closed_round("true", "false")
    response = signed_in(people.admin).post(
        reverse("round_adjudicate", args=[split.pk]), {"rating": "mixed", "note": ""}
    )
    assert response.status_code == 400
    assert re.search(r'value="mixed"[^>]*checked', html(response))
    assert "Say why" in html(response)


def test_the_claim_page_tells_the_whole_story(people, checked, now):
    EvidenceFactory(claim=checked.claim, excerpt="Exact words")
    submit_review(assignment_id=checked.lead.pk, rating_key="true", rationale="x", readings={}, by=people.lead, at=now)
    shown = html(signed_in(people.admin).get(reverse("claim", args=[checked.claim.pk])))
    for words in ("Exact words", "Ben Lind", "Chi Okafor", "handed in a review", checked.claim.wording.text):
        assert words in shown


def test_an_ended_assignment_says_so_and_keeps_the_writer_s_own_words_for_them(people, checked, now):
    save_draft(assignment_id=checked.lead.pk, by=people.lead, at=now, version=0, rationale="My half thought")
    signed_in(people.admin).post(reverse("assignment_withdraw", args=[checked.lead.pk]), {"because": "Ben is ill"})
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.REASSIGNED
    shown = html(signed_in(people.lead).get(reverse("assignment", args=[checked.lead.pk])))
    assert "Ben is ill" in shown
    assert "My half thought" in shown


PAGES = ["work", "board", "claim", "assignment", "round"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_inline_style_or_script(people, checked, name):
    args = {"claim": [checked.claim.pk], "assignment": [checked.lead.pk], "round": [checked.round.pk]}.get(name, [])
    person = people.lead if name == "assignment" else people.admin
    shown = html(signed_in(person).get(reverse(name, args=args)))
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script>|javascript:", shown)
    assert shown.count("<h1") == 1
