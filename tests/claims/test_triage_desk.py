"""The triage page: with htmx, without JavaScript, and who may do what on it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import triage
from claims.models import Claim, TriageDecision
from claims.states import ClaimStatus
from tests.factories.claims import ClaimFactory, make_split_article
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
TEXT = """Harbour tunnel at breaking point

Forty thousand cars go through the tunnel every day, the deputy mayor told the council in 2026.
The bridge was closed in 1998 by the Ministry of Transport. Rents rose by 9 per cent in Ostrand, Ida Lund said.
Who pays? The leaflet went to 31,000 households in Ostrand."""


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def article():
    return make_split_article(text=TEXT)


@pytest.fixture
def claim(article):
    return article.claims.order_by("position")[1]


def page_of(article) -> str:
    return f"/desk/articles/{article.pk}/"


def status_of(claim) -> str:
    return Claim.objects.get(pk=claim.pk).status


def marked_in(html: str) -> set[int]:
    return {int(pk) for pk in re.findall(r'id="p-(\d+)-0"', html)}


# --- the page ---


def test_the_page_shows_the_text_with_its_proposals_and_one_card(desk, article):
    page = desk.get(page_of(article))
    html = page.content.decode()
    assert page.status_code == 200
    assert marked_in(html) == {one.pk for one in article.claims.all()}
    assert html.count('id="card"') == 1
    assert "3 proposed of 6" in html
    assert page.context["card"].claim == article.claims.order_by("position").first()


def test_the_text_on_the_page_is_the_articles_own_and_escaped(desk):
    text = "<script>alert(1)</script> cost 9 million euros in 2023.\nA & B <b>rose</b> by 5 per cent in Oslo."
    html = desk.get(page_of(make_split_article(text=text))).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; cost 9 million" in html
    assert "A &amp; B &lt;b&gt;rose&lt;/b&gt;" in html


def test_nothing_on_the_page_needs_inline_script_or_style(desk, article):
    html = desk.get(page_of(article)).content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*src=)|hx-on", html)


def test_a_claim_is_put_on_the_card_by_its_number(desk, article, claim):
    page = desk.get(page_of(article), {"current": claim.pk})
    assert page.context["card"].claim == claim
    assert re.search(rf'id="p-{claim.pk}-0"[^>]*aria-current="true"', page.content.decode())


@pytest.mark.parametrize(
    "query", ["current=abc", "current=99999999999999999999", "part=-1", "marked=x,,1", "panel=evil"]
)
def test_a_nonsense_address_is_the_plain_page(desk, article, query):
    assert desk.get(f"{page_of(article)}?{query}").status_code == 200


def test_every_claim_is_shown_when_asked_for_all(desk):
    article = make_split_article(text=" ".join(f"In {1900 + n} Ostrand{n} built {n} houses." for n in range(30)))
    few = marked_in(desk.get(page_of(article)).content.decode())
    everything = marked_in(desk.get(page_of(article), {"all": "1"}).content.decode())
    assert len(few) == 8
    assert len(everything) == 30


def test_what_was_set_aside_says_why(desk, article):
    article.passages.filter(start=TEXT.index("Who pays?")).update(set_aside="asks a question")
    html = desk.get(page_of(article)).content.decode()
    assert re.search(r'class="set-aside"[^>]*title="Set aside: asks a question">Who pays\?', html)


def test_as_many_queries_for_few_candidates_as_for_many(desk):
    def queries(count: int) -> int:
        text = " ".join(f"In {1900 + n} Ostrand{n} built {n + count} houses, Ida Lund said." for n in range(count))
        article = make_split_article(text=text)
        with CaptureQueriesContext(connection) as done:
            assert desk.get(page_of(article), {"all": "1"}).status_code == 200
        return len(done)

    queries(3)
    assert queries(2) == queries(40)


@pytest.mark.slow
def test_a_million_characters_are_not_shown_at_once(desk):
    article = make_split_article(text="\n".join(f"In {1900 + n} Ostrand built {n} houses." for n in range(900)))
    # All of them: which are on the short list of 900 alike is drawn by lot.
    page = desk.get(page_of(article), {"part": "2", "all": "1"})
    assert page.content.decode().count('<p id="line-') == 400
    assert "Part 2 of 3" in page.content.decode()
    assert page.context["card"].proposal.position >= page.context["part"].lines[0].start


def test_an_article_with_nothing_to_claim_still_has_a_page(desk):
    article = make_split_article(text="Who pays? And why?")
    Claim.objects.filter(article=article).delete()
    assert "Nothing is proposed here" in desk.get(page_of(article)).content.decode()


# --- keys: a fragment with what changes ---


def test_a_key_is_answered_with_the_card_and_the_lines_that_change(desk, article, claim):
    first = article.claims.order_by("position").first()
    query = {"current": claim.pk, "from": first.pk, "part_shown": 1}
    html = desk.get(page_of(article), query, **HTMX).content.decode()
    assert html.strip().startswith('<div id="card">')
    assert "<!doctype" not in html
    assert set(re.findall(r'id="([\w-]+)"[^>]* hx-swap-oob', html)) == {
        "triage-facts",
        "triage-foot",
        "messages",
        f"line-{first.position}",
        f"line-{claim.position}",
    }


def test_the_article_is_drawn_anew_only_when_its_marks_change(desk, article, claim):
    here = {"current": claim.pk, "from": claim.pk, "part_shown": 1}
    assert 'id="article"' not in desk.get(page_of(article), here, **HTMX).content.decode()
    assert 'id="article"' in desk.get(page_of(article), {**here, "all": "1", "redraw": "1"}, **HTMX).content.decode()
    assert 'id="article"' in desk.get(page_of(article), {**here, "part_shown": 2}, **HTMX).content.decode()


def test_the_address_follows_the_card(desk, article, claim):
    response = desk.get(page_of(article), {"current": claim.pk, "from": claim.pk, "order": "worth"}, **HTMX)
    assert response["HX-Replace-Url"] == f"{page_of(article)}?current={claim.pk}&order=worth"


def test_accepting_goes_on_to_the_next_open_proposal(desk, article, claim):
    following = article.claims.order_by("position")[2]
    sent = {"because": "harm", "from": claim.pk, "part_shown": 1, "since": "1"}
    response = desk.post(f"/desk/claims/{claim.pk}/accept/", sent, **HTMX)
    assert (response.status_code, status_of(claim)) == (200, ClaimStatus.ACCEPTED)
    assert response.context["card"].claim == following
    html = response.content.decode()
    assert re.search(rf'id="p-{claim.pk}-0"[^>]*data-done="accepted"', html)
    shown = TriageDecision.objects.get().shown
    assert (shown["place"], shown["of"], shown["seconds"]) == (2, 5, 3600)


@pytest.mark.parametrize("path", ["accept", "dismiss"])
def test_without_javascript_every_act_is_a_form_and_a_new_page(desk, article, claim, path):
    sent = {"because": "harm", "reason": "vague", "from": claim.pk, "order": "worth", "all": "1"}
    response = desk.post(f"/desk/claims/{claim.pk}/{path}/", sent)
    assert response.status_code == 303
    assert re.fullmatch(rf"{page_of(article)}\?current=\d+&all=1&order=worth#p-\d+-0", response["Location"])


def test_a_refused_act_shows_the_card_as_it_is_now_with_the_reason(desk, claim):
    triage.dismiss_claim(claim_id=claim.pk, reason="vague", by=AdminFactory(), at=claim.created_at)
    response = desk.post(f"/desk/claims/{claim.pk}/accept/", {"because": "harm"}, **HTMX)
    assert response.status_code == 409
    html = response.content.decode()
    assert "is not possible" in html
    assert html.strip().startswith('<div id="card">')
    plain = desk.post(f"/desk/claims/{claim.pk}/accept/", {"because": "harm"})
    assert plain.status_code == 409
    assert "<!doctype" in plain.content.decode()


def test_a_reason_that_is_missing_is_asked_for(desk, claim):
    assert desk.post(f"/desk/claims/{claim.pk}/dismiss/", {}, **HTMX).status_code == 400
    assert status_of(claim) == ClaimStatus.CANDIDATE


def test_undo_brings_the_claim_back_to_the_card(desk, article, claim):
    desk.post(f"/desk/claims/{claim.pk}/accept/", {"because": "harm"}, **HTMX)
    response = desk.post(f"{page_of(article)}undo/", {"part_shown": 1}, **HTMX)
    assert response.context["card"].claim == claim
    assert status_of(claim) == ClaimStatus.CANDIDATE
    nothing = desk.post(f"{page_of(article)}undo/", {}, **HTMX)
    assert nothing.status_code == 409
    assert "nothing of yours to undo" in nothing.content.decode()


def test_finishing_says_what_became_of_the_claims_and_can_be_undone(desk, article, claim):
    desk.post(f"/desk/claims/{claim.pk}/accept/", {"because": "harm"}, **HTMX)
    waiting = make_split_article(text="Another text of 2026 waits.")
    others = article.claims.count() - 1
    html = desk.post(f"{page_of(article)}finish/", {"part_shown": 1}, **HTMX).content.decode()
    assert f"1 accepted, 0 dismissed, {others} not picked" in html
    assert f'href="{page_of(waiting)}"' in html
    assert 'id="article"' in html
    desk.post(f"{page_of(article)}undo/", {}, **HTMX)
    assert article.claims.filter(status=ClaimStatus.CANDIDATE).count() == others


def test_several_marked_claims_are_decided_with_two_keys(desk, article):
    one, two, three = article.claims.order_by("position")[:3]
    sent = {"reason": "trivial", "marked": f"{one.pk},{two.pk}", "from": one.pk, "part_shown": 1}
    response = desk.post(f"{page_of(article)}marked/", sent, **HTMX)
    assert {status_of(one), status_of(two)} == {ClaimStatus.DISMISSED}
    assert response.context["card"].claim == three
    assert response.context["look"].marked == ()


def test_somebody_else_at_work_is_named(desk, article, claim):
    triage.dismiss_claim(claim_id=claim.pk, reason="vague", by=AdminFactory(name="Ben Okri"), at=timezone.now())
    assert "<b>Ben Okri is triaging</b>, 1 of" in desk.get(page_of(article)).content.decode()


# --- words of one's own ---


def test_selected_words_become_the_claim_on_the_card(desk, article):
    start = TEXT.index("bridge was closed")
    sent = {"spans": f"{start}-{start + 17}", "part_shown": 1}
    response = desk.post(f"{page_of(article)}select/", sent, **HTMX)
    assert response.context["card"].claim.wording.text == "bridge was closed"
    assert re.search(r'id="line-\d+" hx-swap-oob', response.content.decode())


def test_without_javascript_words_are_found_where_they_stand(desk, article):
    assert desk.post(f"{page_of(article)}select/", {"words": " bridge was closed "}).status_code == 303
    selected = Claim.objects.order_by("-pk").first()
    assert selected.appearances.get().start == TEXT.index("bridge was closed")
    wrong = desk.post(f"{page_of(article)}select/", {"words": "bridge was opened"})
    assert wrong.status_code == 400
    assert "not in the article" in wrong.content.decode()


@pytest.mark.parametrize("spans", ["", "a-b", "1-2-3", "5-5", "0-999999", "1-99999999999999999999"])
def test_a_selection_that_is_none_is_refused_kindly(desk, article, spans):
    response = desk.post(f"{page_of(article)}select/", {"spans": spans}, **HTMX)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


# --- forms on the card ---


def test_a_new_wording_is_saved_and_shown(desk, claim):
    response = desk.post(
        f"/desk/claims/{claim.pk}/wording/",
        {"text": "The bridge closed in 1998.", "version": 1, "spelling": "on"},
        **HTMX,
    )
    assert "“The bridge closed in 1998.”" in response.content.decode()
    assert Claim.objects.get(pk=claim.pk).wording.change == "spelling"


def test_a_stale_wording_keeps_both_texts_on_the_page(desk, claim):
    desk.post(f"/desk/claims/{claim.pk}/wording/", {"text": "Ana’s words", "version": 1}, **HTMX)
    response = desk.post(f"/desk/claims/{claim.pk}/wording/", {"text": "Typed later", "version": 1}, **HTMX)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Typed later</textarea>" in html
    assert "Present words" in html
    assert "Ana’s words" in html
    assert 'name="version" value="2"' in html


@pytest.mark.parametrize(("text", "code"), [(" ", "empty_text"), ("a\x00b", "nul_character"), ("a" * 2001, "too_long")])
def test_a_bad_wording_is_said_beside_the_field_and_kept(desk, claim, text, code):
    response = desk.post(f"/desk/claims/{claim.pk}/wording/", {"text": text, "version": 1}, **HTMX)
    assert response.status_code == 400
    form = response.context["form"]
    assert [error.code for error in form.errors.as_data()["text"]] == [code]
    assert form["text"].value() == text


def test_who_and_when_is_saved_from_the_card(desk, claim):
    sent = {
        "claimant": "Tom Berg",
        "claimant_kind": "public_figure",
        "claim_date": "2026-05-01",
        "claim_date_note": "",
        "language": "nb",
        "version": 1,
    }
    assert desk.post(f"/desk/claims/{claim.pk}/particulars/", sent, **HTMX).status_code == 200
    known = Claim.objects.get(pk=claim.pk)
    assert (known.claimant.name, str(known.claim_date), known.language) == ("Tom Berg", "2026-05-01", "nb")


def test_the_switch_sets_only_what_is_checked(desk, claim):
    before = Claim.objects.get(pk=claim.pk)
    desk.post(f"/desk/claims/{claim.pk}/particulars/", {"check_for": "said", "version": 1}, **HTMX)
    after = Claim.objects.get(pk=claim.pk)
    assert after.check_for == "said"
    assert (after.claimant, after.claim_date, after.language) == (before.claimant, before.claim_date, before.language)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"claim_date": "soon"}, "claim_date"),
        ({"claim_date": "2999-01-01"}, "claim_date"),
        ({"claimant": "a" * 201}, "claimant"),
        ({"claimant_kind": "king"}, "claimant_kind"),
    ],
)
def test_bad_particulars_are_said_beside_the_field_and_kept(desk, claim, sent, field):
    response = desk.post(f"/desk/claims/{claim.pk}/particulars/", {**sent, "version": 1}, **HTMX)
    assert response.status_code == 400
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form[field].value() == sent[field]


@pytest.mark.parametrize("panel", ["who", "wording", "relation"])
def test_each_panel_opens_on_the_card(desk, article, claim, panel):
    response = desk.get(page_of(article), {"current": claim.pk, "panel": panel}, **HTMX)
    assert response.status_code == 200
    assert "<form" in response.content.decode()
    assert response.context["look"].panel == panel


def test_a_related_passage_is_merged_or_refused_from_the_card(desk, article, claim, ana):
    other = article.claims.order_by("position")[2]
    here, there = (article.passages.get(start=one.position) for one in (claim, other))
    sent = {"kind": "paraphrases", "target": there.pk, "from": claim.pk, "part_shown": 1}
    assert desk.post(f"{page_of(article)}relate/", sent, **HTMX).status_code == 200
    relation = here.relations.get()
    html = desk.get(page_of(article), {"current": claim.pk, "panel": "relation"}, **HTMX).content.decode()
    assert "Retells" in html
    assert f'name="canonical" value="{other.pk}"' in html
    desk.post(f"/desk/relations/{relation.pk}/refuse/", {"from": claim.pk}, **HTMX)
    assert here.relations.get().state == "refused"
    desk.post(f"/desk/claims/{claim.pk}/merge/", {"canonical": other.pk, "from": claim.pk}, **HTMX)
    assert Claim.objects.get(pk=claim.pk).canonical == other


# --- who may ---


VERB_PATHS = [
    ("claims", "accept"),
    ("claims", "dismiss"),
    ("claims", "reconsider"),
    ("claims", "merge"),
    ("claims", "wording"),
    ("claims", "particulars"),
    ("articles", "select"),
    ("articles", "finish"),
    ("articles", "undo"),
    ("articles", "marked"),
]
SENT = {"because": "harm", "reason": "vague", "canonical": 1, "text": "x", "version": 1, "spans": "0-7", "marked": "1"}


@pytest.mark.parametrize(("of", "verb"), VERB_PATHS)
def test_a_reviewer_reads_along_and_decides_nothing(client, article, claim, of, verb):
    client.force_login(PersonFactory())
    page = client.get(page_of(article))
    assert page.status_code == 200
    assert "data-key-group" not in page.content.decode()
    pk = claim.pk if of == "claims" else article.pk
    sent = {**SENT, "marked": claim.pk}
    assert client.post(f"/desk/{of}/{pk}/{verb}/", sent).status_code == 403
    assert status_of(claim) == ClaimStatus.CANDIDATE


@pytest.mark.parametrize(("of", "verb"), VERB_PATHS)
def test_a_stranger_is_asked_to_sign_in(client, claim, of, verb):
    pk = claim.pk if of == "claims" else claim.article_id
    assert client.post(f"/desk/{of}/{pk}/{verb}/", SENT).status_code == 302
    assert client.get(page_of(claim.article)).status_code == 302


@pytest.mark.parametrize(("of", "verb"), VERB_PATHS)
def test_what_is_not_there_is_not_found(desk, of, verb):
    sent = {**SENT, "marked": 4_000_000}
    assert desk.post(f"/desk/{of}/4000000/{verb}/", sent).status_code == 404


# --- claims without an article ---


def test_a_claim_without_an_article_is_decided_on_a_page_of_its_own(desk):
    claim = ClaimFactory(article=None)
    html = desk.get(f"/desk/claims/{claim.pk}/triage/").content.decode()
    assert "Accept" in html
    assert "hx-" not in html.split('class="pane card"')[1]
    assert desk.post(f"/desk/claims/{claim.pk}/accept/", {"because": "harm"}).status_code == 303
    assert status_of(claim) == ClaimStatus.ACCEPTED
    again = desk.post(f"/desk/claims/{claim.pk}/dismiss/", {"reason": "vague"})
    assert again.status_code == 409


def test_a_claim_with_an_article_is_decided_there(desk, claim):
    response = desk.get(f"/desk/claims/{claim.pk}/triage/")
    assert response["Location"].startswith(f"{page_of(claim.article)}?current={claim.pk}")


@pytest.mark.parametrize("panel", ["who", "wording"])
def test_its_panels_open_and_save_without_htmx(desk, panel):
    claim = ClaimFactory(article=None)
    assert desk.get(f"/desk/claims/{claim.pk}/triage/", {"panel": panel}).status_code == 200
    path = {"who": "particulars", "wording": "wording"}[panel]
    bad = {"text": " ", "claim_date": "soon", "version": 1}
    assert desk.post(f"/desk/claims/{claim.pk}/{path}/", bad).status_code == 400
    good = {"text": "Other words", "claimant": "Tom Berg", "version": 1}
    assert desk.post(f"/desk/claims/{claim.pk}/{path}/", good).status_code == 303
