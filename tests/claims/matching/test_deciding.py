"""Confirming a match gives the standing claim a new appearance; refusing is for good; both can be taken back."""

import threading

import pytest
from django.db import connection

from claims import kinds, triage
from claims.matching.deciding import confirm_match, refuse_match
from claims.models import Appearance, Claim, ClaimMatch, ImportedCheck, TriageDecision
from claims.states import ClaimStatus, Suggestion
from factcheck.core.errors import DomainError, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.jobs import queue
from factcheck.ledger.models import Entry
from tests.claims.matching.matching import RENTS, article_with, match_article
from tests.factories.claims import AT, AcceptedClaimFactory, CandidateFactory, ClaimFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db
PATIENCE = 20  # seconds


@pytest.fixture
def old():
    return AcceptedClaimFactory(text=RENTS)


@pytest.fixture
def new():
    return CandidateFactory(text=RENTS)


@pytest.fixture
def match(old, new):
    return ClaimMatch.objects.create(claim=new, other=old, score=0.9, likely=True)


@pytest.fixture
def checked(new):
    row = {"url": "https://checks.example/1", "publisher": "Checks", "claim_text": RENTS, "imported_at": AT}
    check = ImportedCheck.objects.create(**row, url_hash="0" * 64)
    return ClaimMatch.objects.create(claim=new, imported=check, score=0.9)


def state_of(match) -> tuple:
    match.refresh_from_db()
    return match.state, match.decided_by, match.decided_at


def test_confirming_makes_the_claim_an_appearance_of_the_standing_one(match, old, new, now, ana):
    place = new.appearances.get()
    confirm_match(match_id=match.pk, by=ana, at=now)
    place.refresh_from_db()
    new.refresh_from_db()
    assert place.claim == old
    assert (new.status, new.canonical) == (ClaimStatus.DUPLICATE, old)
    assert state_of(match) == (Suggestion.CONFIRMED, ana, now)
    entry = Entry.objects.get(verb="confirm_match")
    assert (entry.subject_id, entry.by) == (new.pk, ana)
    assert TriageDecision.objects.get(claim=new).verb == "merge"


def test_the_one_less_far_on_its_way_goes_into_the_other(now, ana, new):
    younger = AcceptedClaimFactory(text=RENTS)
    match = ClaimMatch.objects.create(claim=younger, other=new)
    confirm_match(match_id=match.pk, by=ana, at=now)
    assert Claim.objects.get(pk=new.pk).canonical == younger


def test_of_two_proposals_the_one_that_was_looked_at_goes_into_the_other(now, ana, new):
    younger = CandidateFactory(text=RENTS)
    match = ClaimMatch.objects.create(claim=younger, other=new)
    confirm_match(match_id=match.pk, claim_id=new.pk, by=ana, at=now)
    assert Claim.objects.get(pk=new.pk).canonical == younger


def test_a_claim_merged_since_stands_in_its_canonical_one(match, old, now, ana):
    standing = AcceptedClaimFactory(text="Rents rose")
    triage.merge_claims(claim_id=old.pk, canonical_id=standing.pk, by=ana, at=now)
    confirm_match(match_id=match.pk, by=ana, at=now)
    assert match.claim.__class__.objects.get(pk=match.claim_id).canonical == standing
    assert state_of(match)[0] == Suggestion.CONFIRMED


def test_a_published_claim_takes_in_new_appearances_and_a_shelved_one_does_not(new, now, ana):
    published, shelved = (ClaimFactory(text=RENTS, status=one) for one in ("published", "shelved"))
    refused = ClaimMatch.objects.create(claim=new, other=shelved)
    with pytest.raises(Invalid):
        confirm_match(match_id=refused.pk, by=ana, at=now)
    confirm_match(match_id=ClaimMatch.objects.create(claim=new, other=published).pk, by=ana, at=now)
    assert published.appearances.count() == 1
    assert state_of(refused)[0] == Suggestion.SUGGESTED


def test_nothing_merges_into_a_claim_by_confirming_a_check_of_others(checked, new, now, ana):
    confirm_match(match_id=checked.pk, by=ana, at=now)
    new.refresh_from_db()
    assert new.status == ClaimStatus.CANDIDATE
    assert state_of(checked) == (Suggestion.CONFIRMED, ana, now)
    assert TriageDecision.objects.get(claim=new).verb == "confirm_match"


def test_only_editors_decide(match, now):
    for verb in (confirm_match, refuse_match):
        with pytest.raises(NotAllowed):
            verb(match_id=match.pk, by=PersonFactory(), at=now)
    assert state_of(match)[0] == Suggestion.SUGGESTED


def test_a_claim_that_is_neither_of_the_two_is_not_found(match, now, ana):
    for verb in (confirm_match, refuse_match):
        with pytest.raises(NotFound):
            verb(match_id=match.pk, claim_id=CandidateFactory().pk, by=ana, at=now)
        with pytest.raises(NotFound):
            verb(match_id=10**9, by=ana, at=now)


def test_refusing_is_noted_and_twice_is_once(match, new, now, ana):
    refuse_match(match_id=match.pk, by=ana, at=now)
    refuse_match(match_id=match.pk, by=ana, at=now)
    assert state_of(match) == (Suggestion.REFUSED, ana, now)
    assert TriageDecision.objects.get(claim=new).verb == "refuse_match"
    assert Claim.objects.get(pk=new.pk).status == ClaimStatus.CANDIDATE


def test_what_is_one_claim_by_now_is_not_refused(match, now, ana):
    confirm_match(match_id=match.pk, by=ana, at=now)
    with pytest.raises(InvalidTransition):
        refuse_match(match_id=match.pk, by=ana, at=now)


def test_refused_stays_refused_when_the_article_is_split_and_matched_again(now, ana):
    AcceptedClaimFactory(text=RENTS, claimant=None)
    article = article_with(RENTS, "The ferry carried 31,000 passengers in 2024, the ferry company said.")
    [match] = match_article(article)
    refuse_match(match_id=match.pk, by=ana, at=now)
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    assert set(run_waiting_jobs()) == {"done"}
    assert [(one.pk, one.state) for one in ClaimMatch.objects.all()] == [(match.pk, Suggestion.REFUSED)]


def test_a_merge_by_hand_confirms_the_match_of_the_two_whichever_way_round(match, old, new, now, ana):
    ClaimMatch.objects.filter(pk=match.pk).update(claim=old, other=new)
    triage.merge_claims(claim_id=new.pk, canonical_id=old.pk, by=ana, at=now)
    assert state_of(match) == (Suggestion.CONFIRMED, ana, now)


@pytest.mark.parametrize("verb", [confirm_match, refuse_match])
def test_both_are_taken_back_by_undo(verb, match, new, now, ana):
    before = (state_of(match), new.appearances.get().pk)
    verb(match_id=match.pk, by=ana, at=now)
    assert state_of(match) != before[0]
    triage.undo(article_id=new.article_id, by=ana, at=now)
    assert (state_of(match), new.appearances.get().pk) == before
    assert Claim.objects.get(pk=new.pk).status == ClaimStatus.CANDIDATE


def test_confirming_a_check_of_others_is_taken_back_by_undo(checked, new, now, ana):
    confirm_match(match_id=checked.pk, by=ana, at=now)
    triage.undo(article_id=new.article_id, by=ana, at=now)
    assert state_of(checked) == (Suggestion.SUGGESTED, None, None)


def test_bringing_a_merged_claim_back_leaves_the_match_open(match, new, now, ana):
    confirm_match(match_id=match.pk, by=ana, at=now)
    triage.reconsider_claim(claim_id=new.pk, by=ana, at=now)
    assert state_of(match) == (Suggestion.SUGGESTED, None, None)
    triage.undo(article_id=new.article_id, by=ana, at=now)
    assert state_of(match)[0] == Suggestion.CONFIRMED
    assert Claim.objects.get(pk=new.pk).status == ClaimStatus.DUPLICATE


def test_a_proposal_that_took_in_another_articles_words_stays_when_that_article_is_split_again(now, ana):
    first, second = article_with(RENTS), article_with("Island News", RENTS)
    standing, copy = (one.claims.get(wording__text=RENTS) for one in (first, second))
    triage.merge_claims(claim_id=copy.pk, canonical_id=standing.pk, by=ana, at=now)
    queue.enqueue(kinds.EXTRACT, subject_id=second.pk)
    run_waiting_jobs()
    standing.refresh_from_db()
    assert standing.last_run_id == first.current_run_id
    assert Appearance.objects.filter(claim=standing).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_who_confirm_at_once_make_one_appearance(match, old, new, now, attempt):
    people = [AdminFactory(), AdminFactory()]
    place = new.appearances.get()
    results = at_once(*(lambda by=by: confirm_match(match_id=match.pk, by=by, at=now) for by in people))
    assert sum(isinstance(one, InvalidTransition) for one in results) == 1
    assert sum(isinstance(one, ClaimMatch) for one in results) == 1
    assert old.appearances.count() == Appearance.objects.filter(pk=place.pk, claim=old).count() == 1
    assert TriageDecision.objects.filter(claim=new, verb="merge").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_who_confirms_and_who_refuses_at_once_never_leave_a_refused_merge(match, new, now, attempt):
    ana, ben = AdminFactory(), AdminFactory()
    at_once(
        lambda: confirm_match(match_id=match.pk, by=ana, at=now),
        lambda: refuse_match(match_id=match.pk, by=ben, at=now),
    )
    new.refresh_from_db()
    merged, said = new.status == ClaimStatus.DUPLICATE, state_of(match)[0]
    assert merged == (said == Suggestion.CONFIRMED)


def at_once(*verbs) -> list:
    """What each gave or raised, all started at the same moment."""
    start = threading.Barrier(len(verbs))
    results = [None] * len(verbs)

    def run(place, verb):
        try:
            start.wait(PATIENCE)
            results[place] = verb()
        except DomainError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return results
