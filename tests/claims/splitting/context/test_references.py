"""What pronouns and short forms of a claim mean, through the whole splitter."""

from datetime import date

import pytest

from claims.splitting import split_article

HEAD = "Tunnel shut for a year\n"


def last(text: str):
    return split_article(HEAD + text, published_on=date(2026, 5, 13)).candidates[-1]


def references(text: str) -> dict[str, str | None]:
    words = HEAD + text
    return {words[one.start : one.end]: one.name for one in last(text).context.references}


def test_it_is_the_subject_of_the_sentence_before():
    assert references("The old tunnel has 14 cracks. It carried 40,000 cars a day.") == {"It": "The old tunnel"}


def test_they_is_a_subject_of_many():
    text = "The unions have called a strike. They want 9 per cent."
    assert references(text) == {"They": "The unions"}
    assert references("The mayor has called a vote. They want 9 per cent.") == {"They": None}


def test_he_is_the_one_person_named_just_before():
    assert references("The tunnel was built by Bo Ek. He left the county in 1971.") == {"He": "Bo Ek"}
    assert references("Bo Ek met Ada Holt in 1970. He left the county in 1971.") == {"He": None}


def test_a_speaker_that_was_resolved_is_taken_over():
    text = "Ada Holt said rents had doubled.\n‘Rents rose by 9 per cent,’ she added."
    assert references(text)["she"] == "Ada Holt"


def test_a_pronoun_with_its_noun_before_it_needs_nothing():
    assert references("The old tunnel closed because it had 14 cracks.") == {}


@pytest.mark.parametrize("words", ["It is clear that rents rose.", "Legend has it that a monk dug the tunnel."])
def test_an_it_that_stands_for_nothing_is_no_reference(words):
    assert references("The old tunnel has 14 cracks. " + words) == {}


def test_that_is_flagged():
    assert references("The old tunnel has 14 cracks. That is twice the number of 2019.") == {"That": None}


def test_we_is_flagged_and_i_is_the_speaker():
    assert references("“I paid 900 pounds for our boat,” said Tom Berg.") == {"I": "Tom Berg", "our": None}


def test_the_city_is_the_one_city_named_before():
    assert references("Rain fell on Nairobi all night. Roads in the city were closed by noon.") == {
        "the city": "Nairobi"
    }
    assert references("Rain fell on Nairobi and Kampala. Roads in the city were closed by noon.") == {"the city": None}


def test_a_wording_that_stands_alone_is_suggested():
    one = last("The old tunnel has 14 cracks. It closed last month.")
    assert one.context.suggestion == "[The old tunnel] closed last month [April 2026]."
    assert one.text == "It closed last month."


def test_a_claim_that_stands_alone_gets_no_suggestion():
    assert last("The old tunnel closed in 2019 after 14 cracks were found.").context.suggestion is None


def test_a_possessive_stays_one():
    one = last("The old tunnel has 14 cracks. Its northern end closed in 2019.")
    assert one.context.suggestion == "[The old tunnel’s] northern end closed in 2019."


def test_the_day_of_the_words_is_told_by_the_clause_that_reports_them():
    assert last("Rents rose by 9 per cent in 2025, the council said on Monday.").context.said_on == date(2026, 5, 11)
    assert last("Rents rose by 9 per cent on Monday, the council said.").context.said_on is None
    assert last("Rents rose by 9 per cent on Monday.").context.said_on is None
