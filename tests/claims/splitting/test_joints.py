"""Parts are cut off at safe joints only, in the words of the text."""

import pytest

from claims.splitting import split_article
from claims.splitting.joints import find_parts


def parts(text: str) -> list[tuple[str, str]]:
    return [(one.rule, text[one.start : one.end]) for one in find_parts(text, 0, len(text))]


def words(text: str) -> list[str]:
    return [found for _, found in parts(text)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The dam – which was built in 1968 – has cracked.", "which was built in 1968"),
        ("The dam – it had cost £5m – has cracked.", "it had cost £5m"),
        ("The dam has cracked, amid reports that engineers were warned twice.", "engineers were warned twice"),
        ("Shops shut after claims that the dam had burst.", "the dam had burst"),
        ("The dam, which holds 40 million litres, has cracked.", "which holds 40 million litres"),
        ("They shut the dam, which has 14 cracks, on Monday.", "which has 14 cracks"),
        ("Bo Ek, who has led the council since 2021, left.", "who has led the council since 2021"),
        ("The dam has cracked, and the mill was flooded.", "the mill was flooded"),
        ("Rents rose in May, while wages fell by a tenth.", "wages fell by a tenth"),
    ],
)
def test_a_claim_inside_a_sentence_is_cut_off(text, part):
    assert words(text) == [part]


def test_the_deeds_of_a_list_are_cut_apart():
    text = (
        "Rents rose despite Norland banning the sale of houses, freezing the price of land and taxing all empty homes."
    )
    assert parts(text) == [
        ("item of a list", "Norland banning the sale of houses"),
        ("item of a list", "freezing the price of land"),
        ("item of a list", "taxing all empty homes"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ada, Ben, and Carl were injured.",
        "The dam – an old friend of the town – has cracked.",
        "The dam – already repaired after the flood – has cracked.",
        "OBERAU – The dam was built in 1968.",
        "The dam, which the council denies owning, has cracked.",
        "The dam, which cracked, is shut.",
        "The dam has cracked, and I think we should leave.",
        "The dam that was built in 1968 has cracked.",
        "They shut the dam, amid fears of a flood.",
        "Rents rose, and fell again in June.",
        "They like singing, dancing and swimming in the old lake.",
    ],
)
def test_what_is_no_claim_by_itself_stays_in_its_sentence(text):
    assert parts(text) == []


def test_a_part_never_takes_the_reporting_clause_with_it():
    [_, part] = split_article("The dam has cracked, and the mill was flooded at dawn, the council said.").candidates
    assert (part.text, part.claimant) == ("the mill was flooded at dawn", "the council")


def test_a_part_of_a_quotation_is_its_speakers():
    [_, part] = split_article("“The dam has cracked, and the mill was flooded at dawn,” said Ada Holt.").candidates
    assert (part.text, part.claimant) == ("the mill was flooded at dawn", "Ada Holt")


def test_an_aside_in_reported_speech_is_the_articles_own():
    [_, part] = split_article("Ada Holt said the dam – which was built in 1968 – had cracked.").candidates
    assert (part.text, part.claimant) == ("which was built in 1968", None)


def test_a_sentence_of_many_joints_is_cut_into_a_few():
    text = "It rained, " + " and ".join(f"the mill of ward {n} was flooded at dawn," for n in range(20))
    assert len(parts(text)) <= 4
    assert len(split_article(text).candidates) <= 5


def test_captions_and_headlines_stay_whole():
    text = "A man looks at the dam, which has held 40 million litres"
    assert len(split_article(text, captions=[(0, len(text))]).candidates) == 1
