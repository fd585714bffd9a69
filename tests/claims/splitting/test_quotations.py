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
        ("‘Rock ’n’ roll is dead,’ he said.", ["Rock ’n’ roll is dead,"]),
        ("‘We are goin’ home to the boys’ room,’ he said.", ["We are goin’ home to the boys’ room,"]),
        ("‘The troops’ morale is low,’ he said.", ["The troops’ morale is low,"]),
        ("He spoke of the ‘troops’ and their morale.", ["troops"]),
        ("He called it a ‘disaster’ and the workers’ ‘shame’.", ["disaster", "shame"]),
        ("'I don't know,' he said. 'The dogs' barks woke me.'", ["I don't know,", "The dogs' barks woke me."]),
        ('He was 6\' 2" tall and said "hi".', ["hi"]),
        ("The ‘90s were good. ’Twas fun, he said.", []),
        ("“[T]hey left,” he said. “It is [expletive] cold.”", ["[T]hey left,", "It is [expletive] cold."]),
        ("''We won,'' he said. ''We did.''", ["We won,", "We did."]),
        ("``We won,'' he said.", ["We won,"]),
        ("‘‘We won,’’ he said.", ["We won,"]),
        ("Er sagte: »Ja.« Dann: „Nein.“", ["Ja.", "Nein."]),
        ("彼は「はい」と言った。『本』を読む。", ["はい", "本"]),
        ("She said: ‘I told him “We’re done”, and he left.’", ["I told him “We’re done”, and he left.", "We’re done"]),
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


def test_a_straight_mark_that_can_only_open_drops_the_one_before_it():
    assert quoted('A 5" pipe. "We left the town. He said "no" to it.') == ["no"]


def test_paragraphs_of_one_quotation_on_one_line_continue_each_other():
    text = "“We left the town. “We came back,” she said."
    first, second = find_quotations(text, find_blocks(text))
    assert (first.continues, first.unclosed) == (False, False)
    assert (second.continues, second.unclosed) == (True, False)


def test_typed_double_marks_lie_outside_the_quotation():
    text = "Then: ''It was cold,'' she said."
    [one] = find_quotations(text, find_blocks(text))
    assert text[one.start - len(one.mark) : one.start] == "''"
    assert text[one.end : one.end + 2] == "''"


def test_many_quotations_are_counted_up_to_the_limit():
    text = "‘a’ and " * 50
    assert len(find_quotations(text, find_blocks(text), most=7)) == 7
