"""What is suggested: the same claim in other articles, claims checked already, checks of others; never twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import kinds
from claims.intake import submit_text
from claims.matching.searching import LEAST
from claims.matching.suggesting import match_article as handle
from claims.models import Article, Claim, ClaimMatch, ImportedCheck
from claims.states import ClaimStatus, Suggestion
from claims.triage import enter_claim
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from tests.claims.matching.matching import (
    BRIDGE,
    FERRY,
    RENTS,
    article_with,
    candidate,
    done,
    kept,
    match_article,
    match_claim,
)
from tests.factories.claims import AT, ClaimantFactory, ClaimFactory

pytestmark = pytest.mark.django_db


def pairs() -> set[tuple[int, int]]:
    return set(ClaimMatch.objects.values_list("claim", "other"))


def test_the_same_sentence_in_two_articles_is_suggested_once(now, ana):
    for outlet in ("The Harbour Post", "Island News"):
        text = f"{outlet} reports\n\n{RENTS}\n\nIn {outlet} nothing else was said about 2025."
        submit_text(text=text, by=ana, via="desk", at=now, outlet=outlet)
        done()
    first, second = Article.objects.order_by("pk")
    old, new = (one.claims.get(wording__text=RENTS) for one in (first, second))
    [match] = ClaimMatch.objects.filter(claim=new)
    assert (match.other, match.score, match.likely, match.state) == (old, 1.0, True, Suggestion.SUGGESTED)
    match_article(first)
    match_article(second)
    assert ClaimMatch.objects.filter(claim__in=[old, new]).count() == 1
    assert {old.status, new.status} == {ClaimStatus.CANDIDATE}, "nothing merges by itself"


def test_a_claim_taken_on_is_found_by_other_words():
    old = kept("Rents in Ostrand went up 9 per cent during 2023, according to the city council.")
    kept(BRIDGE)
    new = candidate(RENTS)
    [best, *_] = match_claim(new)
    assert (best.claim, best.other) == (new, old)
    assert LEAST <= best.score < 1


def test_what_shares_nothing_is_not_suggested(without_encoder):
    kept(BRIDGE)
    assert match_claim(candidate(FERRY)) == []


@pytest.mark.parametrize("status", ["dismissed", "not_picked"])
def test_what_the_desk_passed_over_is_not_suggested(status):
    ClaimFactory(text=RENTS, status=status)
    assert match_claim(candidate(RENTS)) == []


@pytest.mark.parametrize("status", ["accepted", "in_review", "adjudication", "settled", "published", "shelved"])
def test_whatever_the_desk_took_on_is_suggested(status):
    old = ClaimFactory(text=RENTS, status=status)
    [match] = match_claim(candidate(RENTS))
    assert match.other == old


def test_a_merged_claim_leads_to_the_one_whose_words_stand():
    standing = kept("In 2023 the council of Ostrand counted rents 9 per cent higher.", claimant=None)
    ClaimFactory(text=RENTS, status="duplicate", canonical=standing)
    [match] = match_claim(candidate(RENTS))
    assert match.other == standing
    assert match.score == 1


def test_claims_of_one_article_are_the_splitters_business():
    article = article_with(RENTS, FERRY, f"“{RENTS}”")
    assert match_article(article) == []


def test_another_persons_same_words_about_himself_are_not_likely_the_same():
    words = "I never took money from the ferry company in 2019."
    kept(words, claimant=ClaimantFactory(name="Tom Berg"))
    new = candidate(words, claimant=ClaimantFactory(name="Ida Lund"))
    [match] = match_claim(new)
    assert (match.likely, match.score < 1) == (False, True)


def test_two_outlets_own_words_are_the_same_claim():
    kept(RENTS, claimant=ClaimantFactory(name="The Harbour Post", kind="outlet"))
    [match] = match_claim(candidate(RENTS, claimant=ClaimantFactory(name="Island News", kind="outlet")))
    assert (match.score, match.likely) == (1, True)


def test_an_imported_check_is_suggested():
    check = imported(RENTS, publisher="Ostrand Checks", outcome_rating="Mostly false")
    imported(BRIDGE)
    new = candidate("The council said that rents in Ostrand rose by 9 per cent in 2023.")
    [best, *_] = match_claim(new)
    assert (best.claim, best.other, best.imported) == (new, None, check)


def imported(text, **about) -> ImportedCheck:
    number = ImportedCheck.objects.count()
    address = f"https://checks.example/{number}"
    row = {"url_hash": f"{number:064}", "url": address, "publisher": "Checks", "outcome_url": address}
    return ImportedCheck.objects.create(**{**row, **about}, claim_text=text, imported_at=AT)


def test_at_most_five_are_suggested_the_best_first():
    for n in range(8):
        kept(f"{RENTS} It was day {n} of the meeting.")
    best = kept(RENTS)
    found = match_claim(candidate(RENTS))
    assert len(found) == 5
    assert found[0].other == best


def test_a_claim_entered_by_hand_is_matched(now, ana):
    old = kept(RENTS, claimant=None)
    entered = enter_claim(text=RENTS, by=ana, at=now)
    [match] = done()
    assert (match.claim, match.other) == (entered, old)


def test_matching_again_changes_scores_and_takes_back_what_is_gone():
    old, new = kept(RENTS, claimant=None), candidate(RENTS)
    [match] = match_claim(new)
    ClaimMatch.objects.update(score=0.1, likely=False)
    assert [(one.pk, one.score, one.likely) for one in match_claim(new)] == [(match.pk, 1, True)]
    Claim.objects.filter(pk=old.pk).update(status="dismissed")
    assert match_claim(new) == []


@pytest.mark.parametrize("state", [Suggestion.CONFIRMED, Suggestion.REFUSED])
def test_what_a_person_said_of_a_match_stays(state, ana):
    old, new = kept(RENTS), candidate(RENTS)
    [match] = match_claim(new)
    ClaimMatch.objects.update(state=state, decided_by=ana, decided_at=AT)
    Claim.objects.filter(pk=old.pk).update(status="dismissed")
    match_claim(new)
    [kept_row] = ClaimMatch.objects.all()
    assert (kept_row.pk, kept_row.state, kept_row.decided_by, kept_row.decided_at) == (match.pk, state, ana, AT)


def test_what_was_refused_is_not_suggested_for_the_same_words_that_a_later_run_found_elsewhere(ana):
    old, new = kept(RENTS), candidate(RENTS)
    match_claim(new)
    ClaimMatch.objects.update(state=Suggestion.REFUSED, decided_by=ana)
    again = ClaimFactory(text=f"“{RENTS}”", article=new.article, claimant=new.claimant)
    assert [one.pk for one in match_claim(again) if one.other == old and one.claim == again] == []


def test_work_that_is_held_by_another_run_leaves_no_trace():
    kept(RENTS)
    article = candidate(RENTS).article
    job = queue.take(queue.enqueue(kinds.MATCH, subject_id=article.pk).pk)
    Job.objects.filter(pk=job.pk).update(token="11111111-1111-4111-8111-111111111111")
    with pytest.raises(queue.LeaseLost):
        handle(job=job)
    assert not ClaimMatch.objects.exists()


def test_an_article_that_is_being_split_again_is_left_alone():
    kept(RENTS)
    article = candidate(RENTS).article
    Article.objects.filter(pk=article.pk).update(status="splitting")
    assert match_article(article) == []


def test_more_suggestions_cost_no_more_queries_to_write():
    def queries(count: int) -> int:
        for n in range(count):
            kept(f"{RENTS} {n}")
        new = candidate(RENTS)
        with CaptureQueriesContext(connection) as asked:
            match_claim(new)
        return len([query for query in asked if "claims_claimmatch" in query["sql"]])

    queries(1)
    assert queries(1) == queries(4)
