import pytest

from claims.splitting import split_article
from claims.splitting.claim_types import LIKE_OPINION, find_types


def types(sentence, attributed=False):
    return {name for name, _ in find_types(sentence, attributed=attributed)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Rents rose by 9 per cent.",
        "The scheme cost £3.2 million.",
        "Patients wait 31 weeks for a first appointment.",
        "The valley has fewer nurses than ever.",
        "The rate of break-ins fell.",
        "Two of the five sirens did not sound.",
        "At least five of the skulls show wounds.",
        "The mill burned 4,000 tonnes of coal.",
        "Half of the shops are empty.",
    ],
)
def test_amounts_make_a_claim_numeric(sentence):
    assert "numeric" in types(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ward for Covid-19 opened.",
        "A 31-year-old was held.",
        "The bridge opened on 3 June 2019.",
        "It opened two years ago.",
        "They met in Room 12.",
        "It carries a 5G mast.",
        "The board sent two letters.",
        "He has sold rope for 31 years.",
    ],
)
def test_dates_ages_names_and_numbers_in_passing_do_not(sentence):
    assert "numeric" not in types(sentence)


def test_every_type_gives_the_words_it_rests_on():
    told = dict(find_types("Rents rose by 9 per cent because of the closure.", attributed=True))
    assert told == {
        "numeric": "gives an amount: “9 per cent”",
        "comparison": "compares: “rose by”",
        "causal": "says what caused something: “because”",
        "attribution": "somebody says so",
    }


def test_a_candidate_has_a_reason_for_each_of_its_types():
    for one in split_article("Rents rose by 9 per cent, said Ada Holt. The bridge closed in the night.").candidates:
        assert len(one.types) == len(one.type_reasons)


def test_a_judgement_without_a_telling_word_is_hinted_at_as_an_opinion():
    [one] = split_article("A town without a school is a town without a future.").candidates
    assert dict(zip(one.types, one.type_reasons, strict=True)) == {"opinion": LIKE_OPINION}


def test_what_is_read_as_an_opinion_stays_a_candidate_when_somebody_utters_it():
    candidates = split_article("“It is a disgrace and a shame,” said Ada Holt, who runs the mill.").candidates
    assert "opinion" in candidates[0].types


def test_a_sentence_without_telling_words_is_an_event():
    assert types("The bridge closed.") == {"event"}


def test_types_do_not_depend_on_what_stands_far_behind():
    assert types("The bridge closed" + " and closed" * 1_000 + " by 9 per cent") == {"event"}
