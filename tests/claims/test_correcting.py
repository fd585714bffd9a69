"""What the splitter read wrongly is put right with two keys, logged with what was shown, and can be undone."""

import pytest

from claims import kinds
from claims.intake import submit_text
from claims.models import Article, Claim, TriageDecision
from claims.states import ArticleStatus
from claims.triage import correct_span, correct_type, edit_wording, undo
from factcheck.core.errors import Invalid, NotAllowed
from factcheck.jobs import queue
from tests.factories.people import AdminFactory, PersonFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db
TEXT = "The bridge fell.\n\nIt was built in 1931. Four trucks were on it. Nobody was hurt, the mayor Ada Holt said."


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def article(now, ana):
    found = submit_text(text=TEXT, by=ana, via="desk", at=now).article
    run_waiting_jobs(kinds.EXTRACT)
    found.refresh_from_db()
    return found


def claim_with(article: Article, words: str) -> Claim:
    return Claim.objects.get(article=article, wording__text__contains=words, part_of=None)


def split_again(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(status=ArticleStatus.RECEIVED)
    queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
    assert run_waiting_jobs(kinds.EXTRACT) == ["done"]


def spans_of(claim: Claim) -> list[str]:
    [appearance] = claim.appearances.all()
    return [TEXT[start:end] for start, end in appearance.spans]


def test_a_type_is_given_and_taken_away(article, ana, now):
    claim = claim_with(article, "Four trucks")
    correct_type(claim_id=claim.pk, type="causal", by=ana, at=now)
    claim.refresh_from_db()
    assert ("causal", "an editor says so") in zip(claim.types, claim.type_reasons, strict=True)
    correct_type(claim_id=claim.pk, type="causal", by=ana, at=now)
    claim.refresh_from_db()
    assert "causal" not in claim.types


def test_a_type_that_does_not_exist_is_refused(article, ana, now):
    with pytest.raises(Invalid):
        correct_type(claim_id=claim_with(article, "Four trucks").pk, type="gossip", by=ana, at=now)


def test_a_claim_takes_in_the_sentence_before_and_its_words_follow(article, ana, now):
    claim = claim_with(article, "Four trucks")
    correct_span(claim_id=claim.pk, change="back", by=ana, at=now)
    claim.refresh_from_db()
    assert spans_of(claim) == ["It was built in 1931. Four trucks were on it."]
    assert claim.wording.text == "It was built in 1931. Four trucks were on it."


def test_a_claim_gives_back_its_last_sentence(article, ana, now):
    claim = claim_with(article, "Four trucks")
    correct_span(claim_id=claim.pk, change="on", by=ana, at=now)
    correct_span(claim_id=claim.pk, change="not_first", by=ana, at=now)
    assert spans_of(claim)[0].startswith("Nobody was hurt")


def test_words_that_somebody_edited_stay_when_the_sentences_change(article, ana, now):
    claim = claim_with(article, "Four trucks")
    edit_wording(claim_id=claim.pk, text="Four lorries were on the bridge.", version=claim.version, by=ana, at=now)
    correct_span(claim_id=claim.pk, change="back", by=ana, at=now)
    claim.refresh_from_db()
    assert claim.wording.text == "Four lorries were on the bridge."


def test_there_is_nothing_before_the_first_sentence(article, ana, now):
    with pytest.raises(Invalid) as refusal:
        correct_span(claim_id=claim_with(article, "bridge fell").pk, change="back", by=ana, at=now)
    assert refusal.value.errors[0].code == "no_such_sentence"


def test_splitting_again_knows_the_claim_whose_sentences_were_corrected(article, ana, now):
    claim = claim_with(article, "Four trucks")
    correct_span(claim_id=claim.pk, change="back", by=ana, at=now)
    before = set(Claim.objects.values_list("pk", flat=True))
    split_again(article)
    assert set(Claim.objects.values_list("pk", flat=True)) == before
    assert spans_of(claim) == ["It was built in 1931. Four trucks were on it."]


@pytest.mark.parametrize("correct", ["type", "span"])
def test_a_correction_is_logged_and_undone(article, ana, now, correct):
    claim = claim_with(article, "Four trucks")
    types, spans, wording = claim.types, spans_of(claim), claim.wording_id
    if correct == "type":
        correct_type(claim_id=claim.pk, type="opinion", by=ana, at=now)
    else:
        correct_span(claim_id=claim.pk, change="on", by=ana, at=now)
    logged = TriageDecision.objects.get(claim=claim)
    assert (logged.verb, logged.by) == (f"correct_{correct}", ana)
    undo(article_id=article.pk, by=ana, at=now)
    claim.refresh_from_db()
    assert (claim.types, spans_of(claim), claim.wording_id) == (types, spans, wording)


def test_types_a_person_corrected_outlast_a_newer_splitter(article, ana, now):
    claim = claim_with(article, "Four trucks")
    correct_type(claim_id=claim.pk, type="causal", by=ana, at=now)
    Claim.objects.update(splitter_version="0.1")
    split_again(article)
    claim.refresh_from_db()
    assert "causal" in claim.types


def test_only_editors_correct(article, now):
    with pytest.raises(NotAllowed):
        correct_type(claim_id=claim_with(article, "Four").pk, type="causal", by=PersonFactory(), at=now)


def test_the_card_offers_types_sentences_and_speakers_and_the_full_view_tells_what_was_read(client, article, ana):
    client.force_login(ana)
    claim = claim_with(article, "Four trucks")
    page = client.get(f"/desk/articles/{article.pk}/?current={claim.pk}&all=1").text
    assert article.status == ArticleStatus.SPLIT
    assert 'data-key-group="t"' in page
    assert 'data-key-group="s"' in page
    assert 'value="Ada Holt"' in page
    assert "said by" in page
    client.post(f"/desk/claims/{claim.pk}/correct/", {"type": "causal"})
    client.post(f"/desk/claims/{claim.pk}/correct/", {"change": "back"})
    claim.refresh_from_db()
    assert "causal" in claim.types
    assert claim.wording.text.startswith("It was built")
