"""What a person was shown is written down with every decision, on the page and over the API, as it was."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import triage
from claims.models import Claim, TriageDecision
from claims.selectors.proposals import propose
from claims.triage.showing import PAGE, Sight
from tests.factories.claims import make_split_article
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def article():
    """Thirty proposals: six proposed, two from further down; the later in the text, the worthier."""
    text = " ".join(f"In {1900 + n} the town of Ostrand{n} built {n + 7} houses." for n in range(30))
    article = make_split_article(text=text)
    for place, claim in enumerate(article.claims.order_by("position")):
        Claim.objects.filter(pk=claim.pk).update(checkworthiness=place / 100, prior=place / 100)
    return article


def shown_last() -> dict:
    return TriageDecision.objects.order_by("-pk").first().shown


def test_accepting_on_the_page_keeps_rank_place_score_and_versions(desk, article, ana):
    walk = propose(article, ana).in_order(everything=False, by_worth=False)
    one = walk[-1]
    desk.post(f"/desk/claims/{one.claim}/accept/", {"because": "harm", "since": "1"})
    assert shown_last() == {
        "on": "page",
        "list": "short",
        "order": "article",
        "run": article.current_run_id,
        "place": 8,
        "of": 8,
        "rank": 1,
        "proposed": True,
        "further_down": False,
        "marks": 1,
        "seconds": 3600,
        "checkworthiness": 0.29,
        "prior": 0.29,
        "model": None,
        "splitter": "2026.1",
    }


def test_what_the_form_says_of_rank_and_place_is_not_believed(desk, article, ana):
    [one] = [one for one in propose(article, ana).all if one.rank == 3]
    sent = {"reason": "vague", "rank": "1", "of": "1", "place": "1", "order": "worth", "all": "1"}
    desk.post(f"/desk/claims/{one.claim}/dismiss/", sent)
    told = shown_last()
    assert (told["rank"], told["place"], told["of"]) == (3, 3, 30)
    assert (told["list"], told["order"]) == ("all", "worth")
    assert "seconds" not in told


def test_a_claim_from_further_down_says_so(desk, article, ana):
    [one, _] = [one for one in propose(article, ana).all if one.is_further_down]
    desk.post(f"/desk/claims/{one.claim}/dismiss/", {"reason": "trivial"})
    told = shown_last()
    assert (told["further_down"], told["proposed"], told["rank"]) == (True, False, one.rank)
    assert told["rank"] > 6


def test_a_claim_reached_outside_the_list_has_no_place(desk, article, ana):
    hidden = next(one for one in propose(article, ana).all if not one.is_shown)
    desk.post(f"/desk/claims/{hidden.claim}/accept/", {"because": "harm"})
    told = shown_last()
    assert (told["place"], told["of"], told["rank"]) == (None, 8, hidden.rank)


def test_the_version_of_the_desk_model_is_kept(article, ana, now):
    claim = article.claims.first()
    Claim.objects.filter(pk=claim.pk).update(desk_version=7, checkworthiness=0.9)
    triage.accept_claim(claim_id=claim.pk, because="harm", by=ana, at=now)
    told = shown_last()
    assert (told["model"], told["checkworthiness"], told["prior"]) == (7, 0.9, claim.prior)


def test_over_the_api_the_rank_is_kept_and_no_list(desk, article, ana):
    [one] = [one for one in propose(article, ana).all if one.rank == 2]
    answer = desk.post(f"/api/v1/claims/{one.claim}/accept/", {"because": "harm"}, content_type="application/json")
    assert answer.status_code == 200
    told = shown_last()
    assert (told["on"], told["rank"], told["proposed"]) == ("api", 2, True)
    assert not {"list", "place", "walk"} & set(told)


@pytest.mark.parametrize(
    ("path", "sent", "verb"),
    [
        ("reconsider", {}, "reconsider"),
        ("merge", {"canonical": "{other}"}, "merge"),
        ("wording", {"text": "Other words.", "version": "1"}, "edit_wording"),
        ("particulars", {"claimant": "The mayor", "version": "1"}, "set_particulars"),
    ],
)
def test_every_verb_on_a_claim_keeps_what_was_shown(desk, article, ana, now, path, sent, verb):
    one, other = (one.claim for one in propose(article, ana).in_order(everything=False, by_worth=True)[:2])
    if verb == "reconsider":
        triage.dismiss_claim(claim_id=one, reason="vague", by=ana, at=now)
    sent = {name: value.format(other=other) for name, value in sent.items()}
    desk.post(f"/desk/claims/{one}/{path}/", {**sent, "order": "worth"})
    decision = TriageDecision.objects.order_by("-pk").first()
    assert decision.verb == verb
    assert (decision.shown["place"], decision.shown["of"], decision.shown["rank"]) == (1, 8, 1)


def test_marked_claims_each_keep_the_list_they_were_marked_in(desk, article, ana):
    walk = [one.claim for one in propose(article, ana).in_order(everything=False, by_worth=False)]
    marked = ",".join(map(str, walk[:3]))
    desk.post(f"/desk/articles/{article.pk}/marked/", {"marked": marked, "reason": "trivial"})
    told = TriageDecision.objects.filter(verb="dismiss").order_by("claim__position").values_list("shown", flat=True)
    assert [(one["place"], one["of"]) for one in told] == [(1, 8), (2, 8), (3, 8)]


def test_marking_many_works_the_list_out_once(article, ana, now):
    def queries(count: int) -> int:
        claims = [one.pk for one in article.claims.filter(status="candidate").order_by("-position")[:count]]
        with CaptureQueriesContext(connection) as done:
            triage.dismiss_claims(claim_ids=claims, reason="trivial", by=ana, at=now, shown=Sight(on=PAGE))
        return sum('"claims_appearance"' in one["sql"] for one in done)

    assert queries(2) == queries(12)


def test_finishing_keeps_the_walk_and_who_of_it_came_from_further_down(desk, article, ana):
    found = propose(article, ana)
    desk.post(f"/desk/articles/{article.pk}/finish/", {"order": "worth"})
    told = shown_last()
    assert told["walk"] == [one.claim for one in found.in_order(everything=False, by_worth=True)]
    assert sorted(told["further_down"]) == sorted(one.claim for one in found.all if one.is_further_down)
    assert (told["on"], told["list"], told["order"], told["of"]) == ("page", "short", "worth", 8)
    assert told["run"] == article.current_run_id


def test_finishing_with_all_shown_keeps_them_all(desk, article):
    desk.post(f"/desk/articles/{article.pk}/finish/", {"all": "1"})
    assert len(shown_last()["walk"]) == 30


def test_finishing_over_the_api_claims_no_walk(desk, article):
    desk.post(f"/api/v1/articles/{article.pk}/finish/", {}, content_type="application/json")
    assert shown_last() == {"on": "api", "run": article.current_run_id}


def test_those_from_further_down_are_drawn_by_lot_and_stay_for_the_run(article, ana):
    def drawn(one) -> set[int]:
        return {found.rank for found in propose(one, ana).all if found.is_further_down}

    assert drawn(article) == drawn(article)
    others = [make_split_article(text=f"{article.text} Ostrand{n} has {n} bridges.") for n in range(6)]
    lots = [drawn(one) for one in others]
    assert all(len(lot) == 2 and min(lot) > 6 for lot in lots)
    assert len({frozenset(lot) for lot in lots}) > 1


def test_refusing_a_relation_or_deciding_does_not_draw_again(article, ana, now):
    before = {one.claim for one in propose(article, ana).all if one.is_further_down}
    triage.dismiss_claim(claim_id=min(before), reason="vague", by=ana, at=now)
    triage.accept_claim(claim_id=max(before), because="harm", by=ana, at=now)
    assert {one.claim for one in propose(article, ana).all if one.is_further_down} == before


def test_the_page_says_which_came_from_further_down(desk, article, ana):
    [one, _] = [one for one in propose(article, ana).all if one.is_further_down]
    page = desk.get(f"/desk/articles/{article.pk}/", {"current": one.claim}).content.decode()
    assert "from further down" in page[page.index('id="card"') :]
    assert "6 proposed of 30</b> and 2 from further down" in page
