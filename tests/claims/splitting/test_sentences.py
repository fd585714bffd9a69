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
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_end_where_a_reader_ends_them(expected):
    assert sentences(" ".join(one.strip() for one in expected)) == [one.strip() for one in expected]


def test_a_paragraph_longer_than_the_window_is_split_like_a_short_one():
    text = "The river rose by 3 metres. " * (900)
    assert set(sentences(text)) == {"The river rose by 3 metres."}


def test_a_wrapped_line_does_not_end_a_sentence():
    assert sentences("The river rose\nby 3 metres.") == ["The river rose\nby 3 metres."]
