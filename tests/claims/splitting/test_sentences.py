import pytest

from claims.splitting.sentences import find_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text, 0, len(text), language="en")]


@pytest.mark.parametrize(
    "expected",
    [
        ["He called it ‘a mess’.", "Nobody answered."],
        ["‘We are done. ", "We are going,’ she said."],
        ["‘Run!’ the guard shouted."],
        ["‘Who pays?’ Ada Holt asked."],
        ["She asked: ‘Who pays?", "And when?’", "No one knew."],
        ["Dr. Holt met Mr. Marsh.", "They talked."],
        ["It cost £3.2 million.", "It was cheap."],
        ["The parents’ cars stood there.", "Nobody moved."],
        ["In the ’60s it was a mill.", "It burned."],
        ["He said: “We will stay. ", "We will win.”", "They left."],
        ["‘Never!’ Bo Ek told the court.", "The firm denied it."],
        ["“Who did it?” Mr. Ek asked.", "“Nobody knows.”"],
        ["“Is it true?”", "“Yes,” he said."],
        ["“It was cold.”", "That was all Ada Holt said."],
        ["They met at 9 a.m. Tuesday.", "It rained at 5 p.m.", "Farmers came later."],
        ["The U.S. Senate met.", "He left the U.S.", "She stayed."],
        ["She works at Ek & Co.", "The firm sells 5 lbs. of nails, e.g. Holt’s, i.e. the best."],
        ["He was born on Jan. 5, 1990.", "He died in Dec.", "Nobody knew."],
        ["It is on p. 5 and in Fig. 3.", "No. 2 is next.", "No.", "It is not."],
        ["The case is Holt v. Ek.", "Sen. Bo Ek, D-Ohio, vs. Rep. Ada Holt: that was it."],
        ["J. R. Holt and George W. Ek met.", "A man named Ek Jr. came.", "He left."],
        ["She earned a Ph.D. from the college.", "Prof. Dr. Ek did not."],
        ["(See the map.)", "It shows the town (Fig. 2.1).", "The rest follows."],
        ["It cost 3.5 million.", "81 people came.", "2.5 per cent left."],
        ["We do not know ...", "She left."],
        ["‘… and so on,’ he said.", "‘[…] Very well.’"],
        ["It rose again. [12]", "It fell. [3][4]", "It held."],
        ["Rents rose (and pay?) and fell.", "It is [...] Ada Holt who pays."],
        ["The rules are: 1. No smoking.", "2. No drinking."],
        ["What a day!!", "we loved it.", "it was hot."],
        ["Yahoo! said so.", "Is it?", "No!"],
        ["He called. :)", "She did not."],
        ["It was over.", "***", "Then it began again."],
        ["An iPhone rang.", "iPads did not.", "£5 was lost.", "@ada_holt said so."],
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_end_where_a_reader_ends_them(expected):
    assert sentences(" ".join(one.strip() for one in expected)) == [one.strip() for one in expected]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Hr. Ek kam z. B. am Montag.", "Er ging."]),
        ("fr", ["M. Ek est parti.", "« Non. »", "Elle dort."]),
        ("es", ["¿Quién paga?", "¡Nadie!", "La Sra. Ek no."]),
        ("ru", ["А. С. Ек жил в г. Москва.", "Он ушёл."]),
        ("ar", ["وصل 3,000 شخص.", "هل رحلوا؟", "لا."]),
        ("hi", ["यह एक वाक्य है।", "यह दूसरा है।"]),
        ("ka", ["ეს პირველია.", "ეს მეორეა."]),
        ("zz-unknown", ["It rained.", "We left."]),
    ],
)
def test_sentences_of_other_languages_end_by_the_same_rules(language, expected):
    text = " ".join(expected)
    assert [text[start:end] for start, end in find_sentences(text, 0, len(text), language=language)] == expected


def test_scripts_without_spaces_are_split_at_their_stops():
    assert sentences("今天下雨。“明天晴天。”好吗？好！") == ["今天下雨。", "“明天晴天。”", "好吗？", "好！"]


def test_after_the_limit_the_rest_is_one_sentence():
    text = "It rained. We left. They stayed."
    spans = find_sentences(text, 0, len(text), language="en", most=1)
    assert [text[start:end] for start, end in spans] == ["It rained.", "We left. They stayed."]


def test_a_long_paragraph_is_split_like_a_short_one():
    text = "The river rose by 3 metres. " * 900
    assert set(sentences(text)) == {"The river rose by 3 metres."}


def test_a_wrapped_line_does_not_end_a_sentence():
    assert sentences("The river rose\nby 3 metres.") == ["The river rose\nby 3 metres."]
