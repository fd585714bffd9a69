"""Trees by hand: which words a name takes along, and who a verb belongs to, whatever a parser makes of a sentence."""

from claims.splitting.parsing.predicates import find_predicates
from claims.splitting.parsing.sources import subject_of
from claims.splitting.parsing.trees import Parsed, Word, grow, name_extent


def tree(lines: str) -> tuple[str, list[Word]]:
    """One word a line: the word, its tag, its label and the place of its head."""
    sentence, parsed = "", []
    for line in lines.strip().splitlines():
        word, tag, label, head = line.split()
        start = len(sentence) + bool(sentence)
        sentence += " " * bool(sentence) + word
        parsed.append(Parsed(start, start + len(word), tag, label, int(head)))
    return sentence, grow(sentence, parsed)


SAID = """
    Holt NNP nsubj 4
    , , punct 0
    mayor NN appos 0
    , , punct 0
    said VBD ROOT 4
    rents NNS nsubj 6
    rose VBD ccomp 4
"""


def test_a_name_goes_without_its_apposition():
    sentence, words = tree(SAID)
    start, end = name_extent(words[0])
    assert sentence[start:end] == "Holt"


def test_a_verb_with_a_subject_and_a_clause_may_report():
    sentence, words = tree(SAID)
    [one] = find_predicates(words)
    assert (one.word.low, one.construction, one.source.low) == ("said", "clause", "holt")
    assert sentence[slice(*one.content)] == "rents rose"


def test_a_verb_without_anybody_before_it_reports_nothing():
    _, words = tree("Said VBD ROOT 0\nrents NNS nsubj 2\nrose VBD ccomp 0")
    assert list(find_predicates(words)) == []


def test_joined_verbs_share_their_subject():
    _, words = tree("Holt NNP nsubj 1\nspoke VBD ROOT 1\nand CC cc 1\nwarned VBD conj 1\nagain RB advmod 3")
    assert subject_of(words[3]) is words[0]


def test_a_chain_of_verbs_that_is_too_long_has_no_subject():
    chain = "\n".join(f"try VB xcomp {max(0, place - 1)}" for place in range(20))
    _, words = tree(chain)
    assert subject_of(words[-1]) is None


def test_words_under_each_other_by_the_thousand_are_read_in_time():
    _, words = tree("\n".join(f"deep NN compound {max(0, place - 1)}" for place in range(5_000)))
    assert name_extent(words[0]) == (0, 5_000 * 5 - 1)
