import pytest

from claims.splitting import split_article
from claims.splitting.speakers import CONFIDENCE


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
    assert [one.rule for one in split_article(text).quotations] == ["inverted", "paragraph"]
    assert speakers(text) == ["Ada Holt", "Ada Holt"]


def test_a_paragraph_that_is_only_a_quotation_falls_to_the_speaker_before():
    text = "Ada Holt said the bridge was shut.\n‘We never saw it coming at all.’"
    [quotation] = split_article(text).quotations
    assert (quotation.rule, quotation.speaker.name) == ("previous speaker", "Ada Holt")
    assert quotation.confidence < 0.9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rents rose, the council said.", ("the council", "said", "Rents rose")),
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
    assert found == [expected]


def test_words_that_only_look_like_reporting_report_nothing():
    assert attributions("Claims rose. Hopes grow as reports pile up. She was told to leave.") == []


def test_each_speaker_span_holds_the_words_that_name_the_source():
    text = "‘We left,’ said Ms Holt."
    [quotation] = split_article(text).quotations
    assert text[quotation.speaker.start : quotation.speaker.end] == "Ms Holt"


@pytest.mark.parametrize(
    ("text", "speaker", "rule"),
    [
        ("Ada Holt said: ‘We left the town.’", "Ada Holt", "cue before"),
        ("‘We left the town,’ Ada Holt said.", "Ada Holt", "cue after"),
        ("‘We left the town,’ said Ada Holt, a doctor.", "Ada Holt", "inverted"),
        ("‘We left the town,’ Ada Holt, a doctor from Leeds, told the Harrow Gazette.", "Ada Holt", "cue after"),
        ("‘We left the town,’ Ada Holt bellowed at him.", "Ada Holt", "cue after"),
        ("‘We left the town,’ Ada Holt hissed.", "Ada Holt", "clause behind"),
        ("‘We left the town,’ hissed Ada Holt.", "Ada Holt", "clause behind"),
        ("From the report: ‘The town was empty.’", "the report", "lead-in"),
        ("Rents did not surprise economist Ada Holt: ‘We saw it coming.’", "Ada Holt", "lead-in"),
        ("The town was ‘empty by noon’, according to Ada Holt.", "Ada Holt", "according to"),
        ("According to the Harrow Gazette, Ada Holt said the town was ‘empty by noon’.", "Ada Holt", "cue before"),
        ("Ada Holt called the plan ‘a gift to landlords’.", "Ada Holt", "cue before"),
        ("Ben Ahmed, whom Ada Holt met, said the town was ‘empty by noon’.", "Ben Ahmed", "cue before"),
        ("Critics, Ada Holt said, have their ‘heads in the sand’.", "Ada Holt", "cue after"),
        ('“We left the town," Ada Holt said.', "Ada Holt", "cue after"),
        ("''We left the town,'' Ada Holt said.", "Ada Holt", "cue after"),
    ],
)
def test_each_rule_finds_its_speaker(text, speaker, rule):
    [quotation] = split_article(text).quotations
    assert (quotation.speaker and quotation.speaker.name, quotation.rule) == (speaker, rule)
    assert quotation.confidence == CONFIDENCE[rule]


def test_a_line_that_ends_in_a_colon_introduces_the_paragraph_behind_it():
    text = "Ben Ahmed spoke first.\nThen Ada Holt addressed the crowd:\n‘We left the town because nobody came.’"
    [quotation] = split_article(text).quotations
    assert (quotation.speaker.name, quotation.rule) == ("Ada Holt", "introduced")


def test_a_quotation_over_two_paragraphs_keeps_its_speaker():
    text = "Ada Holt said: ‘We left the town at noon.\n‘Nobody came after us.’"
    assert speakers(text) == ["Ada Holt", "Ada Holt"]


def test_the_clause_behind_a_quotation_goes_before_the_speaker_of_the_last_paragraph():
    text = "Ben Ahmed said rents had doubled in a year.\n‘We cannot pay any more,’ Ada Holt grumbled to him."
    assert speakers(text) == ["Ada Holt"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holt told ABC’s ‘Good Morning Harrow’ that rents had doubled.",
        "Ada Holt published a book titled ‘The Empty Town’ last year.",
        "The ‘bridge or bust’ crowd marched again.",
        'She posed with a <tag name="Ada Holt said so"> on a screen.',
    ],
)
def test_titles_and_names_are_given_no_speaker(text):
    assert set(speakers(text)) == {None}


def test_headlines_have_speakers_too():
    text = "Ada Holt: ‘We will never leave the town’\nThe mayor spoke to a crowd on Sunday evening.\nRain fell."
    assert speakers(text)[0] == "Ada Holt"


def test_a_parser_may_find_the_clauses_in_the_place_of_the_rules():
    class Deaf:
        def find_reports(self, text, blanked, passages):
            assert len(blanked) == len(text)
            return {}

    [quotation] = split_article("Ada Holt said: ‘We left.’", parser=Deaf()).quotations
    assert quotation.rule == "lead-in"
    assert split_article("Ada Holt said rents rose.", parser=Deaf()).attributions == ()
