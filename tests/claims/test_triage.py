"""What triage decides, and what it writes down."""

from datetime import date, timedelta

import pytest

from claims import triage
from claims.models import Appearance, Claim, ClaimWording, TriageDecision
from claims.selectors.decisions import count_decisions
from claims.states import AcceptReason, ClaimStatus, DismissReason, FoundAs
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from tests.factories.claims import (
    AcceptedClaimFactory,
    CandidateFactory,
    ClaimantFactory,
    ClaimFactory,
    SubmissionFactory,
    TopicFactory,
    make_split_article,
)
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db

TEXT = """Harbour tunnel at breaking point

Forty thousand cars go through the tunnel every day, the deputy mayor told the council in 2026.
The bridge was closed in 1998 by the Ministry of Transport. Rents rose by 9 per cent in Ostrand, Ida Lund said.
Who pays? The leaflet went to 31,000 households in Ostrand."""


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def ben():
    return AdminFactory(name="Ben Okri")


@pytest.fixture
def article():
    return make_split_article(text=TEXT)


@pytest.fixture
def candidate(article):
    return article.claims.order_by("position")[1]


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


# --- accepting and dismissing ---


def test_accepting_says_why_and_opens_two_seats(candidate, ana, now):
    triage.accept_claim(claim_id=candidate.pk, because="reach", by=ana, at=now)
    claim = again(candidate)
    assert (claim.status, claim.accepted_because, claim.decided_at) == (ClaimStatus.ACCEPTED, "reach", now)
    assert (claim.reviews_wanted, claim.open_slots) == (2, 2)


def test_accepting_takes_the_language_of_the_article_when_the_claim_has_none(candidate, ana, now):
    Claim.objects.filter(pk=candidate.pk).update(language="")
    assert triage.accept_claim(claim_id=candidate.pk, because="harm", by=ana, at=now).language == "en"


def test_what_was_passed_over_can_be_accepted(candidate, ana, now):
    triage.finish_article(article_id=candidate.article_id, by=ana, at=now)
    assert triage.accept_claim(claim_id=candidate.pk, because="harm", by=ana, at=now).status == ClaimStatus.ACCEPTED


@pytest.mark.parametrize("reason", DismissReason.values)
def test_dismissing_says_why(candidate, ana, now, reason):
    triage.dismiss_claim(claim_id=candidate.pk, reason=reason, by=ana, at=now)
    assert (again(candidate).status, again(candidate).dismissed_because) == (ClaimStatus.DISMISSED, reason)


@pytest.mark.parametrize("reason", ["", "because", "Reach"])
def test_a_reason_that_is_not_offered_is_refused(candidate, ana, now, reason):
    with pytest.raises(Invalid) as refused:
        triage.accept_claim(claim_id=candidate.pk, because=reason, by=ana, at=now)
    assert [fault.field for fault in refused.value.errors] == ["because"]
    assert again(candidate).status == ClaimStatus.CANDIDATE


def test_a_claim_without_words_is_not_accepted(candidate, ana, now):
    Claim.objects.filter(pk=candidate.pk).update(wording=None)
    with pytest.raises(Invalid) as refused:
        triage.accept_claim(claim_id=candidate.pk, because="harm", by=ana, at=now)
    assert refused.value.code == "empty_text"


def test_a_claim_is_decided_once(candidate, ana, ben, now):
    triage.dismiss_claim(claim_id=candidate.pk, reason="trivial", by=ana, at=now)
    with pytest.raises(InvalidTransition) as refused:
        triage.accept_claim(claim_id=candidate.pk, because="harm", by=ben, at=now)
    assert refused.value.extra["status_now"] == "dismissed"
    assert TriageDecision.objects.count() == 1


def test_several_are_decided_together_or_not_at_all(article, ana, now):
    one, two, three = article.claims.order_by("position")[:3]
    triage.dismiss_claim(claim_id=three.pk, reason="vague", by=ana, at=now)
    with pytest.raises(InvalidTransition):
        triage.accept_claims(claim_ids=[one.pk, three.pk], because="harm", by=ana, at=now)
    assert again(one).status == ClaimStatus.CANDIDATE
    triage.dismiss_claims(claim_ids=[one.pk, two.pk], reason="vague", by=ana, at=now)
    assert {again(one).status, again(two).status} == {ClaimStatus.DISMISSED}


def test_a_reviewer_decides_nothing(candidate, now):
    reviewer = PersonFactory()
    for verb in (
        lambda: triage.accept_claim(claim_id=candidate.pk, because="harm", by=reviewer, at=now),
        lambda: triage.dismiss_claim(claim_id=candidate.pk, reason="vague", by=reviewer, at=now),
        lambda: triage.reconsider_claim(claim_id=candidate.pk, by=reviewer, at=now),
        lambda: triage.edit_wording(claim_id=candidate.pk, text="x", version=1, by=reviewer, at=now),
        lambda: triage.set_particulars(claim_id=candidate.pk, version=1, by=reviewer, at=now),
        lambda: triage.merge_claims(claim_id=candidate.pk, canonical_id=1, by=reviewer, at=now),
        lambda: triage.claim_words(article_id=candidate.article_id, spans=[[0, 5]], by=reviewer, at=now),
        lambda: triage.finish_article(article_id=candidate.article_id, by=reviewer, at=now),
        lambda: triage.undo(article_id=candidate.article_id, by=reviewer, at=now),
        lambda: triage.relate(
            article_id=candidate.article_id, source_id=1, target_id=2, kind="repeats", by=reviewer, at=now
        ),
        lambda: triage.confirm_relation(relation_id=1, by=reviewer, at=now),
        lambda: triage.refuse_relation(relation_id=1, by=reviewer, at=now),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert not TriageDecision.objects.exists()


def test_an_unknown_claim_is_not_found(ana, now):
    with pytest.raises(NotFound):
        triage.accept_claim(claim_id=4_000_000, because="harm", by=ana, at=now)


# --- what is written down ---


def test_a_decision_keeps_what_was_shown(candidate, ana, now):
    shown = triage.Sight(on="page", seconds=7)
    triage.accept_claim(claim_id=candidate.pk, because="reach", by=ana, at=now, shown=shown)
    decision = TriageDecision.objects.get()
    assert (decision.verb, decision.reason, decision.by, decision.at) == ("accept", "reach", ana, now)
    assert decision.article_id == candidate.article_id
    opinion = {"checkworthiness": candidate.checkworthiness, "prior": candidate.checkworthiness, "model": None}
    assert decision.shown.items() >= {"on": "page", "seconds": 7, "splitter": "2026.1", **opinion}.items()


def test_each_decision_is_one_entry_of_the_ledger_without_any_text(candidate, ana, now):
    triage.accept_claim(claim_id=candidate.pk, because="reach", by=ana, at=now)
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.verb, entry.subject_type, entry.subject_id, entry.by) == ("accept", "claim", candidate.pk, ana)
    triage.edit_wording(claim_id=candidate.pk, text="Secret words", version=1, by=ana, at=now)
    triage.set_particulars(claim_id=candidate.pk, claimant="Secret Name", version=2, by=ana, at=now)
    assert "Secret" not in "".join(Entry.objects.values_list("payload", flat=True))


# --- priority ---


def test_more_worth_more_demand_and_a_longer_wait_come_first(ana, now):
    def accepted(*, worth=0.5, at=now, demand=0):
        claim = CandidateFactory(checkworthiness=worth)
        for _ in range(demand):
            SubmissionFactory(article=claim.article)
        return triage.accept_claim(claim_id=claim.pk, because="reach", by=ana, at=at).priority

    plain = accepted()
    assert accepted(worth=0.9) - plain == 400
    assert accepted(demand=3) - plain == 100  # two submissions beyond the first
    assert accepted(demand=15) - plain == 500  # and no more than that
    assert plain - accepted(at=now + timedelta(days=2)) == 200


# --- wording ---


def test_a_new_wording_is_the_next_version(candidate, ana, now):
    triage.edit_wording(claim_id=candidate.pk, text=" Forty thousand\ncars ", version=1, by=ana, at=now)
    claim = again(candidate)
    assert (claim.wording.text, claim.wording.number, claim.wording.change) == ("Forty thousand cars", 2, "meaning")
    assert claim.version == 2
    assert ClaimWording.objects.filter(claim=claim).count() == 2


def test_the_same_words_again_change_nothing(candidate, ana, now):
    triage.edit_wording(claim_id=candidate.pk, text=candidate.wording.text, version=1, by=ana, at=now)
    assert again(candidate).version == 1
    assert not TriageDecision.objects.exists()


def test_a_stale_wording_is_a_conflict_with_the_present_one(candidate, ana, ben, now):
    triage.edit_wording(claim_id=candidate.pk, text="Ana’s words", version=1, by=ana, at=now)
    with pytest.raises(Conflict) as refused:
        triage.edit_wording(claim_id=candidate.pk, text="Ben’s words", version=1, by=ben, at=now)
    assert refused.value.extra == {"version": 2, "text": "Ana’s words"}
    assert again(candidate).wording.text == "Ana’s words"


@pytest.mark.parametrize(
    ("text", "code"),
    [(" \u200b ", "empty_text"), ("a\x00b", "nul_character"), ("\ud800", "bad_unicode"), ("a" * 2001, "too_long")],
)
def test_a_wording_that_cannot_be_kept_is_refused(candidate, ana, now, text, code):
    with pytest.raises(Invalid) as refused:
        triage.edit_wording(claim_id=candidate.pk, text=text, version=1, by=ana, at=now)
    assert [(fault.field, fault.code) for fault in refused.value.errors] == [("text", code)]


def test_words_under_review_stay_as_they_are(ana, now):
    claim = ClaimFactory(status=ClaimStatus.IN_REVIEW)
    with pytest.raises(InvalidTransition):
        triage.edit_wording(claim_id=claim.pk, text="Other words", version=1, by=ana, at=now)


# --- particulars ---


def test_who_said_it_when_and_in_which_language_is_set(candidate, ana, now):
    TopicFactory(slug="traffic")
    triage.set_particulars(
        claim_id=candidate.pk,
        version=1,
        claimant="Tom Berg",
        claimant_kind="public_figure",
        claim_date=date(2026, 5, 1),
        language="EN-gb",
        topic="traffic",
        check_for="said",
        by=ana,
        at=now,
    )
    claim = again(candidate)
    assert (claim.claimant.name, claim.claimant.kind) == ("Tom Berg", "public_figure")
    assert (claim.claim_date, claim.language, claim.topic.slug) == (date(2026, 5, 1), "en-gb", "traffic")
    assert (claim.check_for, claim.version) == ("said", 2)


def test_the_appearance_follows_the_claimant(candidate, ana, now):
    triage.set_particulars(claim_id=candidate.pk, version=1, claimant="Tom Berg", by=ana, at=now)
    assert [one.name for one in candidate.appearances.get().claimants.all()] == ["Tom Berg"]


def test_what_is_not_given_stays_and_an_empty_text_empties(candidate, ana, now):
    triage.set_particulars(claim_id=candidate.pk, version=1, claimant="Tom Berg", by=ana, at=now)
    triage.set_particulars(claim_id=candidate.pk, version=2, claim_date=None, claim_date_note="undated", by=ana, at=now)
    assert (again(candidate).claimant.name, again(candidate).claim_date) == ("Tom Berg", None)
    triage.set_particulars(claim_id=candidate.pk, version=3, claimant="", by=ana, at=now)
    assert again(candidate).claimant is None


def test_a_name_that_is_known_is_the_same_claimant(candidate, ana, now):
    known = ClaimantFactory(name="Tom Berg", kind="public_figure")
    triage.set_particulars(claim_id=candidate.pk, version=1, claimant="TOM BERG", by=ana, at=now)
    assert again(candidate).claimant == known
    assert again(candidate).claimant.kind == "public_figure"


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"claimant": "a" * 201}, "claimant", "too_long"),
        ({"claimant": "a\x00"}, "claimant", "nul_character"),
        ({"claimant_kind": "king"}, "claimant_kind", "unknown_choice"),
        ({"claim_date": date(2026, 6, 1)}, "claim_date", "date_in_future"),
        ({"claim_date_note": "a" * 201}, "claim_date_note", "too_long"),
        ({"language": "English please"}, "language", "unknown_language"),
        ({"topic": "nowhere"}, "topic", "unknown_topic"),
        ({"check_for": "fun"}, "check_for", "unknown_choice"),
    ],
)
def test_particulars_that_cannot_be_are_refused_on_their_field(candidate, ana, now, given, field, code):
    with pytest.raises(Invalid) as refused:
        triage.set_particulars(claim_id=candidate.pk, version=1, by=ana, at=now, **given)
    assert [(fault.field, fault.code) for fault in refused.value.errors] == [(field, code)]
    assert again(candidate).version == 1


def test_stale_particulars_are_a_conflict(candidate, ana, now):
    triage.set_particulars(claim_id=candidate.pk, version=1, claimant="Tom Berg", by=ana, at=now)
    with pytest.raises(Conflict) as refused:
        triage.set_particulars(claim_id=candidate.pk, version=1, claimant="Ida Lund", by=ana, at=now)
    assert refused.value.extra["version"] == 2


# --- claims from selected words ---


def span_of(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def test_selected_words_are_a_proposal_with_exact_places(article, ana, now):
    spans = [span_of("The bridge was closed"), span_of("by the Ministry of Transport")]
    claim = triage.claim_words(article_id=article.pk, spans=spans, by=ana, at=now)
    appearance = claim.appearances.get()
    assert claim.wording.text == "The bridge was closed … by the Ministry of Transport"
    assert (appearance.spans, appearance.found_as) == (spans, FoundAs.SELECTED)
    assert (appearance.start, appearance.end, claim.position) == (spans[0][0], spans[1][1], spans[0][0])
    assert (claim.status, claim.language, claim.claim_date) == (
        ClaimStatus.CANDIDATE,
        "en",
        article.editions.get().published_on,
    )


def test_white_space_at_the_ends_is_left_out_and_touching_pieces_are_one(article, ana, now):
    start, end = span_of("bridge was closed")
    claim = triage.claim_words(
        article_id=article.pk, spans=[[start + 6, end + 1], [start - 1, start + 7]], by=ana, at=now
    )
    assert claim.appearances.get().spans == [[start, end]]
    assert claim.wording.text == "bridge was closed"


def test_selected_words_out_of_an_attributed_sentence_keep_its_speaker(article, ana, now):
    claim = triage.claim_words(article_id=article.pk, spans=[span_of("Rents rose by 9 per cent")], by=ana, at=now)
    assert claim.claimant.name == "Ida Lund"


def test_selected_words_that_nobody_is_named_for_are_the_outlets(article, ana, now):
    Claim.objects.filter(article=article).update(article=None)
    Appearance.objects.filter(article=article).delete()
    claim = triage.claim_words(article_id=article.pk, spans=[span_of("Who pays")], by=ana, at=now)
    assert (claim.claimant.name, claim.claimant.kind) == ("The Harbour Post", "outlet")


def test_words_that_are_a_claim_already_give_that_claim(article, candidate, ana, now):
    spans = candidate.appearances.get().spans
    assert triage.claim_words(article_id=article.pk, spans=spans, by=ana, at=now) == candidate
    triage.dismiss_claim(claim_id=candidate.pk, reason="vague", by=ana, at=now)
    assert triage.claim_words(article_id=article.pk, spans=spans, by=ana, at=now).status == ClaimStatus.CANDIDATE


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([], "spans_missing"),
        ([[5, 5]], "outside_the_article"),
        ([[9, 5]], "outside_the_article"),
        ([[-3, 5]], "outside_the_article"),
        ([[0, 100_000]], "outside_the_article"),
        ([[32, 34]], "no_words"),
        ([[1]], "bad_span"),
        ([["a", "b"]], "bad_span"),
        ([[n, n + 1] for n in range(0, 42, 2)], "too_many_pieces"),
    ],
)
def test_a_selection_that_is_no_words_is_refused(article, ana, now, spans, code):
    before = Claim.objects.count()
    with pytest.raises(Invalid) as refused:
        triage.claim_words(article_id=article.pk, spans=spans, by=ana, at=now)
    assert [(fault.field, fault.code) for fault in refused.value.errors] == [("spans", code)]
    assert Claim.objects.count() == before


# --- claims without an article ---


def test_a_claim_is_entered_without_an_article(ana, now):
    claim = triage.enter_claim(
        text="The mayor sold the bridge.",
        claimant="A caller",
        claim_date=date(2026, 5, 3),
        url="https://radio.example/1",
        by=ana,
        at=now,
    )
    assert (claim.status, claim.article, claim.wording.text) == ("candidate", None, "The mayor sold the bridge.")
    appearance = Appearance.objects.get(claim=claim)
    assert (appearance.found_as, appearance.url, appearance.said_on) == (
        "entered",
        "https://radio.example/1",
        date(2026, 5, 3),
    )


def test_an_editor_may_accept_a_claim_on_entering_it_and_a_reviewer_may_not(ana, now):
    entered = {"text": "The mayor sold the bridge.", "accept_because": AcceptReason.ASKED, "at": now}
    assert triage.enter_claim(by=ana, **entered).status == ClaimStatus.ACCEPTED
    with pytest.raises(NotAllowed):
        triage.enter_claim(by=PersonFactory(), **entered)
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"text": " "}, "text", "empty_text"),
        ({"url": "javascript:alert(1)"}, "url", "url_not_allowed"),
        ({"claim_date": date(2027, 1, 1)}, "claim_date", "date_in_future"),
        ({"accept_because": "why not"}, "accept_because", "unknown_choice"),
        ({"claimant_kind": "king"}, "claimant_kind", "unknown_choice"),
    ],
)
def test_a_claim_that_cannot_be_entered_leaves_no_row(ana, now, given, field, code):
    with pytest.raises(Invalid) as refused:
        triage.enter_claim(**{"text": "The mayor sold it.", "by": ana, "at": now, **given})
    assert [(fault.field, fault.code) for fault in refused.value.errors] == [(field, code)]
    assert not Claim.objects.exists()


# --- merging ---


def test_merging_hands_the_appearances_to_the_canonical_claim(article, ana, now):
    one, two = article.claims.order_by("position")[:2]
    triage.merge_claims(claim_id=two.pk, canonical_id=one.pk, by=ana, at=now)
    assert (again(two).status, again(two).canonical) == (ClaimStatus.DUPLICATE, one)
    assert (one.appearances.count(), two.appearances.count()) == (2, 0)


def test_what_was_merged_into_a_merged_claim_goes_along(article, ana, now):
    one, two, three = article.claims.order_by("position")[:3]
    triage.merge_claims(claim_id=three.pk, canonical_id=two.pk, by=ana, at=now)
    triage.merge_claims(claim_id=two.pk, canonical_id=one.pk, by=ana, at=now)
    assert again(three).canonical == one
    assert one.appearances.count() == 3


def test_an_accepted_claim_that_is_merged_has_no_seats_left(article, ana, now):
    one, two = article.claims.order_by("position")[:2]
    triage.accept_claim(claim_id=two.pk, because="harm", by=ana, at=now)
    triage.merge_claims(claim_id=two.pk, canonical_id=one.pk, by=ana, at=now)
    assert (again(two).reviews_wanted, again(two).open_slots) == (0, 0)


def test_a_claim_is_not_merged_with_itself_or_into_one_that_is_gone(article, ana, now):
    one, two = article.claims.order_by("position")[:2]
    triage.dismiss_claim(claim_id=one.pk, reason="vague", by=ana, at=now)
    for canonical, code in [(two, "same_claim"), (one, "canonical_is_gone")]:
        with pytest.raises(Invalid) as refused:
            triage.merge_claims(claim_id=two.pk, canonical_id=canonical.pk, by=ana, at=now)
        assert refused.value.code == code
    assert again(two).status == ClaimStatus.CANDIDATE


def test_a_claim_under_review_is_not_merged_and_keeps_its_appearances(article, ana, now):
    busy = ClaimFactory(article=article, status=ClaimStatus.IN_REVIEW)
    other = AcceptedClaimFactory()
    with pytest.raises(InvalidTransition):
        triage.merge_claims(claim_id=busy.pk, canonical_id=other.pk, by=ana, at=now)
    assert again(busy).canonical is None


# --- finishing ---


def test_finishing_passes_over_what_nobody_decided_on(article, ana, now):
    one, two, *rest = article.claims.order_by("position")
    triage.accept_claim(claim_id=one.pk, because="harm", by=ana, at=now)
    triage.dismiss_claim(claim_id=two.pk, reason="vague", by=ana, at=now)
    counts = triage.finish_article(article_id=article.pk, by=ana, at=now)
    assert str(counts) == f"1 accepted, 1 dismissed, {len(rest)} not picked"
    article.refresh_from_db()
    assert (article.triage_finished_at, article.triaged_by) == (now, ana)
    assert not Claim.objects.filter(status=ClaimStatus.CANDIDATE).exists()


def test_finishing_leaves_what_only_an_older_run_found(article, ana, now):
    hidden = CandidateFactory(article=article, span=(0, 3))
    older = make_split_article(text="Other text of 2026.").current_run
    Claim.objects.filter(pk=hidden.pk).update(last_run=older)
    triage.finish_article(article_id=article.pk, by=ana, at=now)
    assert again(hidden).status == ClaimStatus.CANDIDATE
    assert count_decisions(article).proposed == 0


def test_finishing_twice_changes_nothing(article, ana, ben, now):
    first = triage.finish_article(article_id=article.pk, by=ana, at=now)
    assert triage.finish_article(article_id=article.pk, by=ben, at=now + timedelta(hours=1)) == first
    article.refresh_from_db()
    assert (article.triaged_by, TriageDecision.objects.count()) == (ana, 1)


def test_finishing_is_one_entry_of_the_ledger_with_the_ids(article, ana, now):
    triage.finish_article(article_id=article.pk, by=ana, at=now)
    entries = list(Entry.objects.filter(subject_type="article", subject_id=article.pk).order_by("seq"))
    assert [entry.verb for entry in entries] == ["finish_triage", "pass_over"]
    assert str(article.claims.first().pk) in entries[1].payload


@pytest.mark.parametrize("status", ["received", "reading", "splitting", "failed"])
def test_an_article_that_is_not_split_is_not_finished(article, ana, now, status):
    type(article).objects.filter(pk=article.pk).update(status=status)
    with pytest.raises(InvalidTransition):
        triage.finish_article(article_id=article.pk, by=ana, at=now)


# --- relations ---


def test_a_relation_is_confirmed_refused_or_added_by_a_person(article, ana, now):
    one, two = article.passages.order_by("ordinal")[1:3]
    added = triage.relate(
        article_id=article.pk, source_id=two.pk, target_id=one.pk, kind="in_tension_with", by=ana, at=now
    )
    assert (added.state, added.decided_by) == ("confirmed", ana)
    assert triage.refuse_relation(relation_id=added.pk, by=ana, at=now).state == "refused"
    assert triage.confirm_relation(relation_id=added.pk, by=ana, at=now).state == "confirmed"
    again_ = triage.relate(article_id=article.pk, source_id=two.pk, target_id=one.pk, kind="repeats", by=ana, at=now)
    assert (again_.pk, again_.kind) == (added.pk, "repeats")


def test_a_passage_of_another_article_or_run_is_not_related(article, ana, now):
    here = article.passages.first()
    elsewhere = make_split_article(text="Other text of 2026.").passages.first()
    with pytest.raises(NotFound):
        triage.relate(article_id=article.pk, source_id=here.pk, target_id=elsewhere.pk, kind="repeats", by=ana, at=now)
    with pytest.raises(Invalid):
        triage.relate(article_id=article.pk, source_id=here.pk, target_id=here.pk, kind="repeats", by=ana, at=now)


# --- taking up again ---


@pytest.mark.parametrize("how", ["dismissed", "not_picked", "accepted", "duplicate"])
def test_what_was_decided_can_be_taken_up_again(article, ana, now, how):
    one, two = article.claims.order_by("position")[:2]
    {
        "dismissed": lambda: triage.dismiss_claim(claim_id=two.pk, reason="vague", by=ana, at=now),
        "not_picked": lambda: triage.finish_article(article_id=article.pk, by=ana, at=now),
        "accepted": lambda: triage.accept_claim(claim_id=two.pk, because="harm", by=ana, at=now),
        "duplicate": lambda: triage.merge_claims(claim_id=two.pk, canonical_id=one.pk, by=ana, at=now),
    }[how]()
    assert again(two).status == how
    triage.reconsider_claim(claim_id=two.pk, by=ana, at=now)
    claim = again(two)
    assert (claim.status, claim.canonical, claim.decided_at) == (ClaimStatus.CANDIDATE, None, None)
    assert (claim.accepted_because, claim.dismissed_because, claim.reviews_wanted) == ("", "", 0)
    assert claim.appearances.count() == 1
    article.refresh_from_db()
    assert article.triage_finished_at is None
