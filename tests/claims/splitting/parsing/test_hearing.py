"""What the parse adds to the rules: speakers and reported speech in constructions that no list of words holds."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.splitting import split_article
from claims.splitting.blocks import find_blocks
from claims.splitting.parsing import HearingParser, as_trained
from claims.splitting.parsing.hearing import LONGEST_SENTENCE, MOST, MOST_SENTENCES
from claims.splitting.parsing.likelihood import shipped
from claims.splitting.passages import find_passages


def heard(parser, text: str) -> list[tuple[str, str, str]]:
    found = split_article(text, parser=parser).attributions
    return [(one.speaker.name, one.cue, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Holt, who chairs the board, is confident that dredging will start in May.",
         ("Ada Holt", "confident", "dredging will start in May")),
        ("Harbour traders dread that the quay will close.",
         ("Harbour traders", "dread", "the quay will close")),
        ("In a letter sent to every tenant in Marsh End, the landlord demands that rents be paid in advance.",
         ("the landlord", "demands", "rents be paid in advance")),
        ("Ms Holt's assertion that crime fell is disputed.",
         ("Ms Holt", "assertion", "crime fell")),
        ("The audit, seen by the Herald and drawn up in May, concluded that the bridge was unsafe.",
         ("The audit", "concluded", "the bridge was unsafe")),
        ("Rents rose and the mayor, speaking at a market in Marsh End, urged landlords to wait.",
         ("the mayor", "urged", "landlords to wait")),
    ],
)  # fmt: skip
def test_reported_speech_is_found_where_the_tree_shows_it(parser, text, expected):
    assert heard(parser, text) == [expected]


def test_a_who_is_the_one_it_stands_for(parser):
    text = "Ben Marsh, who warned that the hull would crack, left the quay in May."
    assert heard(parser, text) == [("Ben Marsh", "warned", "the hull would crack")]


def test_words_inside_a_quotation_report_nothing(parser):
    text = "“I think that the mayor said that we had to go,” Ada Holt told the court."
    assert heard(parser, text) == []
    [quotation] = split_article(text, parser=parser).quotations
    assert quotation.speaker.name == "Ada Holt"


def test_the_one_whose_words_hold_a_quotation_is_its_speaker(parser):
    text = "Ada Holt told tenants who feared the bill that the council was “in no hurry at all” to send it."
    [quotation] = split_article(text, parser=parser).quotations
    assert quotation.speaker.name == "Ada Holt"


def test_a_plain_tale_reports_nothing(parser):
    assert heard(parser, "The ferry left at noon. Rain fell on the quay, and nobody saw the wreck until May.") == []


def test_a_sentence_too_long_for_the_parser_is_left_to_the_rules(parser):
    text = "Ada Holt said that " + "the quay is wet and " * (LONGEST_SENTENCE // 10) + "the rent is high."
    assert heard(parser, text) == [
        (one.speaker.name, one.cue, text[one.start : one.end]) for one in split_article(text).attributions
    ]


def test_of_a_very_long_text_only_the_beginning_is_parsed():
    sentence = "Ada Holt said it.\n"
    passages, _ = find_passages(sentence * 30_000, find_blocks(sentence * 30_000), language="en")
    parsed = []
    parser = HearingParser(lambda sentences: (parsed.append(one) or [] for one in sentences), shipped())
    assert len(list(parser.read(sentence * 30_000, passages))) == len(parsed) == MOST_SENTENCES
    longer = "Ada Holt said that she had seen it all on the quay.\n" * 6_000
    passages, _ = find_passages(longer, find_blocks(longer), language="en")
    assert all(passage.start <= MOST for passage, _ in parser.read(longer, passages))


def test_the_same_article_gives_the_same_answer_again(parser):
    text = "Ada Holt said rents had doubled.\nTenants believe that they will rise again, she added."
    assert split_article(text, parser=parser) == split_article(text, parser=parser)


def test_the_parser_forgets_the_words_of_an_article(parser):
    kept = parser._parse._pipeline.vocab.strings
    before = len(kept)
    split_article("Zorvanquil Brextamode said that the flimquorter of Gnarlebotch had doubled.", parser=parser)
    assert len(kept) == before


def test_marks_and_spaces_are_made_plain_without_moving_a_character():
    text = "“Go”\u00a0— ‘no’\ud800\n"
    assert as_trained(text) == "\"Go\" — 'no'\ufffd "
    assert len(as_trained(text)) == len(text)


@given(st.text(alphabet=st.characters(), max_size=200))
@example(":D/")
@settings(max_examples=40, deadline=None)
def test_any_text_is_heard_without_a_fault(parser, text):
    text = f"Ada Holt said that {text}.\n{text} she added, believing that {text}"
    split = split_article(text, parser=parser)
    for one in split.attributions:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.speaker.start < one.speaker.end <= len(text)
    assert all(before.start <= after.start for before, after in pairwise(split.passages))
