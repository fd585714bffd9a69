"""Matches on the triage card and over the API: seen, decided with two keys, ratings folded while reviewers rate."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, ClaimMatch, ImportedCheck
from claims.selectors.matches import mark_shared
from claims.states import ClaimStatus, Suggestion
from factcheck.ledger.models import Entry
from tests.claims.matching.matching import BRIDGE, RENTS, article_with
from tests.factories.claims import AT, AcceptedClaimFactory, CandidateFactory, ClaimFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
PUBLISHED = {"status": "published", "outcome_rating": "Mostly false", "outcome_url": "/verdicts/1-rents/"}


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def new():
    return article_with(RENTS, BRIDGE).claims.get(wording__text=RENTS)


@pytest.fixture
def old():
    return ClaimFactory(text="The rents of Ostrand rose by 9%", outcome_at=AT, **PUBLISHED)


@pytest.fixture
def match(new, old):
    return ClaimMatch.objects.create(claim=new, other=old, score=0.97, likely=True)


@pytest.fixture
def checked(new):
    row = {"publisher": "Ostrand Checks", "claim_text": RENTS, "imported_at": AT, "outcome_rating": "False"}
    address = "https://checks.example/1"
    check = ImportedCheck.objects.create(**row, url=address, outcome_url=address, outcome_at=AT, url_hash="0" * 64)
    return ClaimMatch.objects.create(claim=new, imported=check, score=0.5)


def page_of(claim) -> str:
    return f"/desk/articles/{claim.article_id}/?current={claim.pk}"


def card(desk, claim) -> str:
    page = desk.get(page_of(claim) if claim.article_id else f"/desk/claims/{claim.pk}/triage/")
    assert page.status_code == 200
    return page.content.decode()


# --- on the card ---


def test_the_card_shows_what_was_found_with_the_shared_words_marked(desk, match, checked, new):
    html = card(desk, new)
    assert "<mark>rents</mark>" in html
    assert "<mark>Ostrand</mark>" in html
    assert "likely the same" in html
    assert re.search(r'<a href="/verdicts/1-rents/">checked .*: Mostly false</a>', html)
    said = r"Already checked by <bdi>Ostrand Checks</bdi></b>: <bdi>False</bdi>, <time .*</time> · <a href=\"https://checks"
    assert re.search(said, html)


def test_marks_stand_on_the_words_both_have_and_nothing_is_lost():
    text = "“Rents” ROSE by 40,000 <b>"
    pieces = list(mark_shared(text, like="The rent is rising to 40,000"))
    assert "".join(words for words, _ in pieces) == text
    assert [words for words, shared in pieces if shared] == ["Rents", "40,000"]


def test_the_words_of_a_match_are_escaped(desk, match, old, new):
    old.wording.text = "<script>alert(1)</script> rents"
    old.wording.save(update_fields=["text"])
    html = card(desk, new)
    assert "<script>alert" not in html
    assert "&lt;" in html


def test_two_keys_decide_and_the_help_lists_them(desk, match, new):
    html = card(desk, new)
    assert 'data-key-group="m"' in html
    assert re.search(rf'name="confirm" value="{match.pk}" data-key="1"', html)
    assert re.search(rf'name="refuse" value="{match.pk}" data-key="6"', html)


def test_a_refused_match_is_never_shown(desk, match, new):
    ClaimMatch.objects.update(state=Suggestion.REFUSED)
    assert 'data-key-group="m"' not in card(desk, new)


def test_a_match_is_shown_from_both_sides(desk, new, match):
    other = CandidateFactory(text="Landlords asked 9 per cent more", article=None)
    ClaimMatch.objects.create(claim=other, other=new, score=0.8)
    assert "Landlords asked" in card(desk, new)
    assert "per</mark> <mark>cent</mark> in" in card(desk, other)


def test_what_was_passed_over_since_is_not_shown(desk, match, old, new):
    Claim.objects.filter(pk=old.pk).update(status="dismissed")
    assert 'data-key-group="m"' not in card(desk, new)


def test_a_reviewer_reads_along(client, match, new):
    client.force_login(PersonFactory())
    html = card(client, new)
    assert "likely the same" in html
    assert 'name="confirm"' not in html


def test_as_many_queries_for_one_match_as_for_five(desk, new):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            card(desk, new)
        return len(asked)

    def add(count: int) -> None:
        for n in range(count):
            ClaimMatch.objects.create(claim=new, other=AcceptedClaimFactory(text=f"{RENTS} {n}"), score=0.5)

    add(1)
    queries()
    before = queries()
    add(4)
    assert queries() == before
    assert card(desk, new).count('name="confirm"') == 5


# --- deciding ---


def test_confirming_without_javascript_goes_on_to_the_next_claim(desk, match, new, old):
    answer = desk.post(f"/desk/claims/{new.pk}/matches/", {"confirm": match.pk})
    assert (answer.status_code, new.pk in [int(n) for n in re.findall(r"current=(\d+)", answer["Location"])]) == (
        303,
        False,
    )
    new.refresh_from_db()
    assert (new.status, new.canonical) == (ClaimStatus.DUPLICATE, old)


def test_confirming_with_htmx_swaps_the_card(desk, match, new):
    answer = desk.post(f"/desk/claims/{new.pk}/matches/", {"confirm": match.pk}, **HTMX)
    assert answer.status_code == 200
    assert answer.content.decode().count('id="card"') == 1
    assert answer.context["claim"] != new


def test_refusing_stays_on_the_card(desk, match, new):
    answer = desk.post(f"/desk/claims/{new.pk}/matches/", {"refuse": match.pk}, **HTMX)
    assert answer.context["claim"] == new
    assert answer.context["card"].matches == []
    assert "not the same" in answer.context["undo_words"]


def test_a_check_of_others_once_confirmed_offers_to_dismiss(desk, checked, new):
    answer = desk.post(f"/desk/claims/{new.pk}/matches/", {"confirm": checked.pk}, **HTMX)
    html = answer.content.decode()
    assert "Already checked" in html
    assert re.search(r'name="reason" value="already_checked">Dismiss: already checked by <bdi>Ostrand Checks', html)


def test_a_second_confirmation_says_so_on_the_card(desk, match, new):
    desk.post(f"/desk/claims/{new.pk}/matches/", {"confirm": match.pk})
    answer = desk.post(f"/desk/claims/{new.pk}/matches/", {"confirm": match.pk}, **HTMX)
    assert answer.status_code == 409
    assert "confirmed this already" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"confirm": "x"}, {"refuse": "-1"}, {"confirm": "9" * 30}])
def test_nonsense_is_not_found(desk, new, sent):
    assert desk.post(f"/desk/claims/{new.pk}/matches/", sent).status_code == 404


def test_a_claim_without_an_article_is_decided_on_its_own_page(desk, old):
    heard = CandidateFactory(text=RENTS, article=None)
    match = ClaimMatch.objects.create(claim=heard, other=old, score=0.9)
    assert "<mark>" in card(desk, heard)
    assert desk.post(f"/desk/claims/{heard.pk}/matches/", {"refuse": match.pk})["Location"].endswith("/triage/")
    assert desk.post(f"/desk/claims/{heard.pk}/matches/", {"confirm": match.pk})["Location"].endswith(f"/{heard.pk}/")


def test_a_claim_at_work_offers_no_merge(desk, match, new):
    Claim.objects.filter(pk=new.pk).update(status="in_review")
    html = card(desk, new)
    assert 'name="confirm"' not in html


# --- ratings are folded while reviewers rate ---


def test_ratings_are_folded_while_reviewers_rate_until_somebody_asks(desk, match, checked, new, ana):
    Claim.objects.filter(pk=new.pk).update(status="in_review")
    folded = card(desk, new)
    assert "Mostly false" not in folded
    assert ": False" not in folded
    assert "Show ratings (we note that you looked)" in folded
    assert desk.post(f"/desk/claims/{new.pk}/ratings/").status_code == 303
    assert desk.post(f"/desk/claims/{new.pk}/ratings/").status_code == 303
    shown = card(desk, new)
    assert "Mostly false" in shown
    assert "Show ratings" not in shown
    entry = Entry.objects.get(verb="look_at_ratings")
    assert (entry.by, entry.subject_id, entry.payload) == (ana, new.pk, "{}")


def test_one_persons_look_unfolds_for_nobody_else(desk, client, match, new):
    Claim.objects.filter(pk=new.pk).update(status="in_review")
    desk.post(f"/desk/claims/{new.pk}/ratings/")
    client.force_login(PersonFactory())
    assert "Mostly false" not in card(client, new)


# --- the API ---


def test_the_api_lists_matches_and_decides(desk, match, checked, new, old):
    body = desk.get(f"/api/v1/claims/{new.pk}/matches/").json()
    mine, theirs = sorted(body["results"], key=lambda one: -one["score"])
    assert (mine["other"]["claim"], mine["likely_the_same"], mine["other"]["rating"]) == (old.pk, True, "Mostly false")
    assert (theirs["other"]["claim"], theirs["other"]["publisher"]) == (None, "Ostrand Checks")
    refused = desk.post(theirs["urls"]["refuse"], {}, "application/json").json()
    assert (refused["id"], refused["state"]) == (checked.pk, "refused")
    confirmed = desk.post(mine["urls"]["confirm"], {"claim": new.pk}, "application/json").json()
    assert (confirmed["state"], confirmed["other"]["claim"]) == ("confirmed", old.pk)
    again = desk.post(mine["urls"]["confirm"], {}, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "invalid_transition")


def test_the_api_folds_ratings_too(desk, match, new):
    Claim.objects.filter(pk=new.pk).update(status="in_review")
    [folded] = desk.get(f"/api/v1/claims/{new.pk}/matches/").json()["results"]
    assert (folded["folded"], folded["other"]["rating"], folded["other"]["url"]) == (True, "", "")
    assert folded["other"]["rated_at"] is None
    [shown] = desk.post(f"/api/v1/claims/{new.pk}/ratings/").json()
    assert (shown["folded"], shown["other"]["rating"]) == (False, "Mostly false")


@pytest.mark.parametrize("sent", [{"claim": "x"}, {"claim": 0}, {"claims": 1}, [], "x"])
def test_the_api_refuses_what_it_cannot_read(desk, match, sent):
    assert desk.post(f"/api/v1/matches/{match.pk}/confirm/", sent, "application/json").status_code == 400
    match.refresh_from_db()
    assert match.state == Suggestion.SUGGESTED
