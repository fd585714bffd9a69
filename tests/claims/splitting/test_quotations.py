import pytest

from claims.splitting import split_article
from claims.splitting.blocks import find_blocks
from claims.splitting.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_quotations(text, find_blocks(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We won,’ he said.", ["We won,"]),
        ("He has ‘lost nothing’ in it.", ["lost nothing"]),
        ("The troops’ homes and the Rus’ lands.", []),
        ("‘My children’s schools’ roofs are gone.’ She wept.", ["My children’s schools’ roofs are gone."]),
        ("‘Calls from officials’ came, she said.", ["Calls from officials"]),
        ("In the ’80s and rock ’n’ roll.", []),
        ("‘In the ’80s we left,’ he said.", ["In the ’80s we left,"]),
        ("“He told me ‘never’ twice,” she said.", ["He told me ‘never’ twice,", "never"]),
        ('He said "no" and "yes".', ["no", "yes"]),
        ("He said 'no' but don't ask the boys' coach.", ["no"]),
        ("Il dit « non » encore.", [" non "]),
        ("Er sagte „nein“ dazu.", ["nein"]),
        ('A 6" pipe burst.', []),
        ("‘’ and “”", []),
    ],
)
def test_marks_are_told_from_apostrophes(text, expected):
    assert quoted(text) == expected


def test_a_quotation_runs_on_into_a_paragraph_that_opens_again():
    text = "Ada Holt said: “We left.\n“We came back.”"
    first, second = split_article(text).quotations
    assert (first.unclosed, second.unclosed) == (False, False)
    assert [first.speaker.name, second.speaker.name] == ["Ada Holt", "Ada Holt"]
    assert second.rule == "continued"


def test_captions_do_not_break_a_quotation_that_runs_on():
    text = (
        "Bridge shut\nAda Holt said: “We left on Monday.\n"
        "A cracked pier of the bridge seen from the old quay\n“We came back on Friday.”"
    )
    assert [one.unclosed for one in split_article(text).quotations] == [False, False]


def test_a_mark_that_nothing_closes_is_flagged():
    text = "Ada Holt said: “We left and never came back.\nThe town is empty now."
    [quotation] = split_article(text).quotations
    assert quotation.unclosed
    assert text[quotation.start : quotation.end] == "We left and never came back."
