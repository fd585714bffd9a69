import pytest

from claims.splitting.blanking import blank_out, outermost
from claims.splitting.blocks import find_blocks
from claims.splitting.quotations import find_quotations
from claims.splitting.reported import find_said
from claims.splitting.words import FILL


def said(text: str) -> list[tuple[str, str, str | None]]:
    blanked = blank_out(text, outermost(find_quotations(text, find_blocks(text))))
    return [
        (text[one.speaker_start : one.speaker_end], one.cue, text[slice(*one.content)] if one.content else None)
        for one in find_said(text, blanked, 0, len(text))
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Holt told reporters in Leeds on Monday that rents rose.", ("Holt", "told", "rents rose.")),
        ("Holt told the council she would resign.", ("Holt", "told", "she would resign.")),
        ("Holt said in a letter dated Monday that rents rose.", ("Holt", "said", "rents rose.")),
        ("The council has repeatedly said rents rose.", ("The council", "said", "rents rose.")),
        ("Tenants who lost their homes say the council lied.", ("Tenants", "say", "the council lied.")),
        ("Officials close to Holt said rents rose.", ("Officials close to Holt", "said", "rents rose.")),
        ("Holt, 45, a doctor from Leeds, warned that rents rose.", ("Holt", "warned", "rents rose.")),
        ("Holt (Leeds) said rents rose by half.", ("Holt", "said", "rents rose by half.")),
        ("In a statement the council denied that rents rose.", ("the council", "denied", "rents rose.")),
        ("Holt declined to say who paid.", ("Holt", "declined", "to say who paid.")),
        ("Tenants called for a freeze of rents.", ("Tenants", "called", "a freeze of rents.")),
        ("Holt denounced the rise of rents.", ("Holt", "denounced", "the rise of rents.")),
        ("Holt asked whether rents would fall.", ("Holt", "asked", "whether rents would fall.")),
        ("Critics believe that the bridge is lost.", ("Critics", "believe", "the bridge is lost.")),
        ("The bridge, Holt said, is lost for good.", ("Holt", "said", "is lost for good.")),
        ("The bridge is lost, said Holt.", ("Holt", "said", "The bridge is lost")),
        ("A new survey shows Holt ahead of her rivals.", ("A new survey", "shows", "Holt ahead of her rivals.")),
        ("Holt leads by nine points in the latest poll.", ("the latest poll", "in", "Holt leads by nine points")),
        ("Ada Holt: The bridge will never be saved.", ("Ada Holt", ":", "The bridge will never be saved.")),
        ("As rents rose, Holt left, insisting that she won.", ("Holt", "insisting", "she won.")),
    ],
)  # fmt: skip
def test_who_reports_and_what_was_said(sentence, expected):
    assert said(sentence)[0] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Hopes grow that rain will come.",
        "There were reports Danes had left.",
        "Their deeds tell a different story.",
        "It would put the town at risk.",
        "She was told to leave at once.",
        "He is said to own nine houses.",
        "The claims of the tenants were dropped.",
        "In the United States rents rose.",
        "A band called Harbour Lights sang.",
        "Plans for a bridge were drawn.",
        "That said, rents rose again.",
        "Asked about rents, nobody knew.",
        "You know that rents rose.",
    ],
)
def test_words_in_another_sense_report_nothing(sentence):
    assert [one for one in said(sentence) if one[2]] == []


def test_a_verb_that_goes_on_has_the_speaker_of_the_one_before():
    found = said("Holt said rents rose by half, adding that nobody cared and warning of riots.")
    assert [(speaker, cue) for speaker, cue, _ in found] == [("Holt", "said"), ("Holt", "adding"), ("Holt", "warning")]


def test_a_participle_behind_with_has_its_own_subject():
    found = said("Support is falling – with ministers and their allies both acknowledging the plan has failed.")
    assert found == [("ministers and their allies", "acknowledging", "the plan has failed.")]


def test_who_stands_for_the_words_before_it():
    text = "They praised Ada Holt, who said rents rose."
    [one] = [one for one in find_said(text, text, 0, len(text)) if one.cue == "said"]
    assert text[one.speaker_start : one.speaker_end] == "who"
    assert text[slice(*one.named)] == "Ada Holt"


def test_what_stands_between_marks_is_not_read():
    assert said("“Holt said rents rose,” Ben Ahmed recalled.") == [("Ben Ahmed", "recalled", None)]


def test_a_private_use_character_in_the_text_breaks_nothing():
    assert said(f"{FILL}, said Holt.") == [("Holt", "said", None)]
