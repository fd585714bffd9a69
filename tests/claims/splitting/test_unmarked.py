from claims.splitting import split_article

BEFORE = "‘We will hold our ground,’ said Ada Holt."
AFTER = "‘We will never give up,’ she added."
LOST = "But our people are tired, and we know the [coming winter] will be hard on us all."


def flagged(*paragraphs: str) -> list[str]:
    text = "\n".join(["The siege went on for a third week.", *paragraphs, "Rain is expected on the coast."])
    return [text[one.start : one.end] for one in split_article(text).unmarked]


def test_first_person_between_two_quotations_of_one_speaker_is_flagged():
    assert flagged(BEFORE, LOST, AFTER) == [LOST]


def test_a_flag_names_the_speaker_but_nobody_is_said_to_have_said_it():
    text = f"{BEFORE}\n{LOST}\n{AFTER}"
    split = split_article(text)
    [flag] = split.unmarked
    assert flag.speaker.name == "Ada Holt"
    assert "brackets" in flag.reason
    assert all(one.end <= flag.start or one.start >= flag.end for one in split.quotations)


def test_nothing_is_flagged_between_two_speakers():
    assert flagged(BEFORE, LOST, "‘We will go home,’ said Ben Ahmed.") == []


def test_the_reporter_s_own_sentences_are_not_flagged():
    assert flagged(BEFORE, "The people of the town are tired, and winter will be hard.", AFTER) == []
