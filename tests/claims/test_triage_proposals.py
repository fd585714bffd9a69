"""What triage proposes of an article, and how the text is cut for the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import triage
from claims.models import Claim, Passage
from claims.selectors.lines import PART, part_of, part_starts, read_part
from claims.selectors.proposals import how_many, propose
from claims.states import FoundAs
from tests.factories.claims import CandidateFactory, make_split_article
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


def sentences(count: int) -> str:
    """So many sentences, no two alike and all of them candidates."""
    return " ".join(f"In {1900 + n} the town of Ostrand{n} built {n + 7} houses." for n in range(count))


@pytest.mark.parametrize(("count", "most"), [(1, 3), (15, 3), (20, 4), (49, 10), (50, 10), (2000, 10)])
def test_about_one_sentence_in_five_is_proposed_at_least_three_at_most_ten(count, most):
    assert how_many(count) == most


def test_the_weightiest_are_proposed_and_two_from_further_down(ana):
    article = make_split_article(text=sentences(30))
    for place, claim in enumerate(article.claims.order_by("position")):
        Claim.objects.filter(pk=claim.pk).update(checkworthiness=place / 100)
    found = propose(article, ana)
    assert (found.picked, found.further_down, found.sentences) == (6, 2, 30)
    assert sorted(one.value for one in found.all if one.is_proposed) == [n / 100 for n in range(24, 30)]
    further = [one.rank for one in found.all if one.is_further_down]
    assert len(further) == 2
    assert min(further) > 6
    assert [one.claim for one in propose(article, ana).all if one.is_further_down] == [
        one.claim for one in found.all if one.is_further_down
    ]


def test_deciding_changes_nothing_of_what_is_proposed(ana, now):
    article = make_split_article(text=sentences(30))
    before = [one.claim for one in propose(article, ana).shown(everything=False)]
    triage.accept_claim(claim_id=before[0], because="harm", by=ana, at=now)
    triage.dismiss_claim(claim_id=before[1], reason="vague", by=ana, at=now)
    assert [one.claim for one in propose(article, ana).shown(everything=False)] == before


def test_the_list_runs_as_in_the_article_or_by_worth(ana):
    article = make_split_article(text=sentences(30))
    for place, claim in enumerate(article.claims.order_by("position")):
        Claim.objects.filter(pk=claim.pk).update(checkworthiness=place / 100)
    found = propose(article, ana)
    places = [one.position for one in found.in_order(everything=False, by_worth=False)]
    assert places == sorted(places)
    values = [one.value for one in found.in_order(everything=False, by_worth=True)]
    assert values == sorted(values, reverse=True)


def test_what_only_repeats_another_is_folded_away_unless_a_person_says_no(ana, now):
    article = make_split_article(text=sentences(12))
    one, two = article.passages.order_by("ordinal")[:2]
    Claim.objects.filter(article=article).update(checkworthiness=0.1)
    Claim.objects.filter(article=article, position__in=[one.start, two.start]).update(checkworthiness=0.9)
    relation = triage.relate(article_id=article.pk, source_id=two.pk, target_id=one.pk, kind="repeats", by=ana, at=now)
    folded = {item.position: item.head for item in propose(article, ana).all}
    head = article.claims.get(position=one.start)
    assert (folded[one.start], folded[two.start]) == (None, head.pk)
    triage.refuse_relation(relation_id=relation.pk, by=ana, at=now)
    assert {item.head for item in propose(article, ana).all} == {None}


def test_a_paraphrase_is_not_folded(ana, now):
    article = make_split_article(text=sentences(12))
    one, two = article.passages.order_by("ordinal")[:2]
    triage.relate(article_id=article.pk, source_id=two.pk, target_id=one.pk, kind="paraphrases", by=ana, at=now)
    assert {item.head for item in propose(article, ana).all} == {None}


def test_a_caption_is_proposed_only_for_a_number_or_a_report(ana):
    article = make_split_article(text=sentences(4))
    Passage.objects.filter(article=article).update(kind="caption")
    numeric, reported, plain, _ = article.claims.order_by("position")
    Claim.objects.filter(pk=numeric.pk).update(types=["numeric"])
    Claim.objects.filter(pk=reported.pk).update(types=["attribution"])
    Claim.objects.filter(article=article).exclude(pk__in=[numeric.pk, reported.pk]).update(types=["event"])
    found = {one.claim: one for one in propose(article, ana).all}
    assert found[numeric.pk].is_shown
    assert found[reported.pk].is_shown
    assert not found[plain.pk].is_shown


def test_what_an_older_run_alone_found_is_hidden_until_it_is_decided(ana, now):
    article = make_split_article(text=sentences(4))
    older = make_split_article(text="Other text of 2026.").current_run
    claim = article.claims.first()
    Claim.objects.filter(pk=claim.pk).update(last_run=older)
    assert claim.pk not in propose(article, ana).by_claim
    triage.dismiss_claim(claim_id=claim.pk, reason="vague", by=ana, at=now)
    assert propose(article, ana).by_claim[claim.pk].is_shown


def test_a_merged_claim_keeps_its_place_in_the_article(ana, now):
    article = make_split_article(text=sentences(4))
    one, two = article.claims.order_by("position")[:2]
    place = tuple(map(tuple, two.appearances.get().spans))
    triage.merge_claims(claim_id=two.pk, canonical_id=one.pk, by=ana, at=now)
    found = propose(article, ana).by_claim
    assert found[two.pk].spans == place
    assert found[one.pk].spans != place


def test_marks_stand_for_check_worthiness(ana):
    article = make_split_article(text=sentences(4))
    marks = {}
    for value, claim in zip((0.9, 0.5, 0.1, None), article.claims.order_by("position"), strict=True):
        Claim.objects.filter(pk=claim.pk).update(checkworthiness=value)
        marks[claim.pk] = {0.9: 3, 0.5: 2, 0.1: 1, None: 0}[value]
    assert {one.claim: one.worth for one in propose(article, ana).all} == marks


def text_of(part) -> str:
    return "\n".join("".join(piece.text for piece in line.pieces) for line in [*part.lines, *part.captions])


def whole(article, ana, *, everything=True):
    found = propose(article, ana)
    return read_part(article, found.shown(everything=everything), number=1, starts=part_starts(article))


def test_the_pieces_of_a_line_are_its_text_and_each_says_where_it_begins(ana):
    text = "Ostrand today\n\n" + sentences(5) + "\n  Was it 🚇 so? Yes.\n" + sentences(3)
    article = make_split_article(text=text)
    part = whole(article, ana)
    assert text_of(part) == "\n".join(line for line in text.split("\n") if line.strip()).lstrip()
    for line in part.lines:
        for piece in line.pieces:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text


def test_selected_words_are_marked_inside_the_sentence_they_are_of(ana, now):
    article = make_split_article(text=sentences(2))
    start = article.text.index("town of Ostrand0")
    inner = triage.claim_words(article_id=article.pk, spans=[[start, start + 16]], by=ana, at=now)
    outer = article.claims.get(position=0)
    pieces = [
        (piece.text, piece.proposal.claim, piece.number, piece.is_last)
        for piece in whole(article, ana).lines[0].pieces[:3]
    ]
    assert pieces == [
        ("In 1900 the ", outer.pk, 0, False),
        ("town of Ostrand0", inner.pk, 0, True),
        (" built 7 houses.", outer.pk, 1, True),
    ]


def test_a_claim_in_several_pieces_is_marked_in_each(ana, now):
    article = make_split_article(text=sentences(3))
    spans = [[0, 7], [article.text.rindex("houses"), len(article.text)]]
    claim = triage.claim_words(article_id=article.pk, spans=spans, by=ana, at=now)
    pieces = [
        piece
        for line in whole(article, ana).lines
        for piece in line.pieces
        if piece.proposal and piece.proposal.claim == claim.pk
    ]
    assert [(piece.start, piece.number) for piece in pieces] == [(spans[0][0], 0), (spans[1][0], 1)]
    assert [piece.is_last for piece in pieces] == [False, True]


def test_captions_without_a_proposal_are_folded_away(ana):
    article = make_split_article(text=sentences(1) + "\nA field near the town.")
    Passage.objects.filter(article=article, start__gt=0).update(kind="caption")
    Claim.objects.filter(article=article, position__gt=0).update(types=["event"])
    part = whole(article, ana, everything=False)
    assert [len(part.lines), len(part.captions)] == [1, 1]
    assert len(whole(article, ana, everything=True).captions) == 0


def test_a_long_article_is_shown_in_parts(ana):
    article = make_split_article(text="\n".join(f"Line {n} of {n} lines." for n in range(PART + 30)))
    starts = part_starts(article)
    assert len(starts) == 2
    found = propose(article, ana).all
    first, second = (read_part(article, found, number=number, starts=starts) for number in (1, 2))
    assert (len(first.lines) + len(first.captions), len(second.lines) + len(second.captions)) == (PART, 30)
    assert text_of(first) + "\n" + text_of(second) == article.text
    assert (part_of(starts, 0), part_of(starts, starts[1])) == (1, 2)
    assert read_part(article, found, number=99, starts=starts).number == 2


def test_as_many_queries_for_two_candidates_as_for_sixty(ana):
    def queries(count):
        article = make_split_article(text=sentences(count))
        article.refresh_from_db()
        with CaptureQueriesContext(
            connection,
        ) as done:
            found = propose(article, ana)
            read_part(article, found.all, number=1, starts=part_starts(article))
        return len(done)

    assert queries(2) == queries(60)


def test_a_claim_that_was_entered_or_selected_says_so(ana, now):
    article = make_split_article(text=sentences(2))
    CandidateFactory(article=article, span=(3, 7), checkworthiness=None)
    article.appearances.filter(start=3).update(found_as=FoundAs.SELECTED)
    [selected] = [one for one in propose(article, ana).all if one.found_as == FoundAs.SELECTED]
    assert selected.is_shown
    assert not selected.is_proposed
