import pytest

from claims.splitting import split_article

ARTICLE = """Bridge shut after cracks are found
>
The council of Marsh End closed the bridge on Monday after divers found 14 cracks in it.
What were they thinking?
It is a disgrace.
It is a disgrace, the mayor said.
A man looks at the pier
Engineers in a small boat look at the old pier of the bridge
Engineers in a small boat look at the 14 cracks in the old pier
Read more: Ten bridges to avoid
The bridge will be repaired."""


@pytest.fixture(scope="module")
def split():
    return split_article(ARTICLE)


def candidate(split, words):
    return next(one for one in split.candidates if words in one.text)


def test_questions_bare_opinions_and_page_furniture_are_set_aside_with_a_reason(split):
    assert {ARTICLE[one.start : one.end]: one.reason for one in split.set_aside} == {
        ">": "belongs to the page, not to the story",
        "What were they thinking?": "asks a question",
        "It is a disgrace.": "bare opinion",
        "Read more: Ten bridges to avoid": "belongs to the page, not to the story",
    }


def test_an_opinion_somebody_utters_stays_a_candidate(split):
    said = candidate(split, "the mayor said")
    assert (said.claimant, said.types) == ("the mayor", ("opinion", "attribution"))


def test_numbers_dates_and_names_raise_check_worthiness_with_a_reason(split):
    lead = candidate(split, "closed the bridge")
    assert lead.checkworthiness > candidate(split, "will be repaired").checkworthiness
    assert {"has a number", "has a date", "names a place"} <= set(lead.reasons)


def test_captions_weigh_less_but_a_number_lifts_them(split):
    plain, numbered = candidate(split, "old pier of the bridge"), candidate(split, "14 cracks in the old pier")
    assert "stands in a caption" in plain.reasons
    assert numbered.checkworthiness > plain.checkworthiness


def test_unattributed_words_have_no_claimant(split):
    assert candidate(split, "closed the bridge").claimant is None


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        ("Rents rose by 9 per cent.", {"numeric", "comparison"}),
        ("It was the first flood on record.", {"comparison"}),
        ("The mill was built in 1871.", {"historical"}),
        ("The flood was caused by a blocked drain.", {"causal"}),
        ("The river will rise again.", {"prediction"}),
        ("Should the river rise, homes would flood.", {"prediction"}),
        ("The bridge closed in the night.", {"event"}),
        ("Rents are fair, said Ada Holt.", {"event", "attribution"}),
    ],
)
def test_types_follow_what_the_sentence_shows(sentence, types):
    [one] = split_article(sentence).candidates
    assert set(one.types) == types


def test_reasons_are_few_and_never_missing(split):
    assert all(1 <= len(one.reasons) <= 5 for one in split.candidates)


def test_relative_times_without_a_publication_date_are_pointed_out(split):
    assert split.notes == ("1 passage uses a relative time: without a publication date they stay undated.",)
