"""Texts of every kind, and what holds of whatever the splitter makes of them."""

from hypothesis import strategies as st

from claims.splitting import SplitArticle

PIECES = [
    *"‘’“”\"'«»„().!?…,:;–—[]>#-*%\n\r\t\u2028\u200b\u202e\x00\ud800😀\u0301กé5",
    *("said ", "she ", "Ada Holt ", "Mr. ", "U.S. ", "that ", "according to ", "troops’ ", "’80s ", "The town ", " "),
    *(
        ", which has ",
        " – it was ",
        " amid reports that ",
        ", and he has ",
        "last week ",
        "on 4 May 2022 ",
        "£5m ",
        "It ",
    ),
    *("''", "``", "‘‘", "„", "‚", "‹", "›", "「", "」", "[…]", "[1]", "...", ":)", "***"),
    *("。", "।", "؟", "e.g. ", "p.m. ", ".’ ", "?” "),
    *("No. 10 ", "J. ", "Inc. ", "Rock ’n’ roll ", "goin’ ", "Nov. ", "\r\n", "\x0c", "\u2066", "\u200f", "مرحبا "),
    *("it was 5 per cent", "By Ben Marsh", "Read more: ", "Photograph: ", "insisting that ", "so-called ", "\n\n"),
]
anything = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=st.characters(), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


def assert_sound(text: str, split: SplitArticle) -> None:
    end = 0
    for passage in split.passages:
        assert end <= passage.start < passage.end <= len(text)
        assert not text[end : passage.start].strip(), "a character was lost between two passages"
        assert passage.end - passage.start <= 2_000
        end = passage.end
    assert not text[end:].strip(), "a character was lost at the end"
    for found in (*split.quotations, *split.attributions):
        assert 0 <= found.start < found.end <= len(text)
        if found.speaker:
            assert 0 <= found.speaker.start < found.speaker.end <= len(text)
    assert_each_passage_used_once(split)
    assert_parts_lie_in_their_sentence(split)
    for at, candidate in enumerate(split.candidates):
        for found in (*candidate.quantities, *candidate.context.when, *candidate.context.where):
            assert candidate.start <= found.start < found.end <= candidate.end
        for reference in candidate.context.references:
            assert candidate.start <= reference.start < reference.end <= candidate.end
        assert candidate.text == text[candidate.start : candidate.end]
        assert 0 <= candidate.checkworthiness <= 1
        assert candidate.reasons
        assert candidate.types
        assert all(relation.to < at for relation in candidate.relations)


def assert_each_passage_used_once(split: SplitArticle) -> None:
    sentences = [one for one in split.candidates if one.part_of is None]
    used = sorted((one.start, one.end) for one in (*sentences, *split.set_aside))
    assert used == [(one.start, one.end) for one in split.passages]


def assert_parts_lie_in_their_sentence(split: SplitArticle) -> None:
    for at, part in enumerate(split.candidates):
        if part.part_of is not None:
            whole = split.candidates[part.part_of]
            assert part.part_of < at
            assert whole.part_of is None
            assert whole.start < part.start < part.end <= whole.end
            assert part.rule != "sentence"
