"""Two versions of a text, compared: nothing is lost, little is shown, and no text takes long."""

import itertools
import random
import time

import pytest

from reviews.word_diff import EDGE, MOST_LINES, MOST_SHOWN, Work, compare_texts, compare_words


def sides(pieces) -> tuple[str, str]:
    """The older and the newer version as the pieces tell them."""
    older = "".join(piece.text for piece in pieces if piece.kind != "in")
    newer = "".join(piece.text for piece in pieces if piece.kind != "out")
    return older, newer


@pytest.mark.parametrize("seed", range(20))
def test_the_pieces_hold_both_versions_word_for_word(seed):
    lot = random.Random(seed)
    words = ["rain", "fell", "on", "41", "days,", "the", "office", "said."]
    older, newer = (" ".join(lot.choices(words, k=lot.randrange(30))) for _ in range(2))
    assert sides(compare_words(older, newer)) == (older, newer)


def test_neighbouring_pieces_differ_in_kind_and_none_is_empty():
    pieces = compare_words("a b c d e f", "a x c y e z")
    assert all(piece.text for piece in pieces)
    assert all(first.kind != second.kind for first, second in itertools.pairwise(pieces))


def test_only_paragraphs_that_differ_are_told_in_their_order():
    found = compare_texts("One.\nTwo is here.\nThree.\nFour.", "One.\nTwo was here.\nThree.\nFour.\nFive.")
    assert [sides(pieces) for pieces in found.paragraphs] == [("Two is here.", "Two was here."), ("", "Five.")]


def test_blank_lines_and_spaces_at_the_ends_of_lines_are_no_difference():
    assert compare_texts("One.\n\n  Two. \n", "One.\nTwo.").paragraphs == ()


def test_more_changes_than_anybody_reads_are_counted():
    older = "\n".join(f"Paragraph {n}." for n in range(MOST_SHOWN + 30))
    found = compare_texts(older, older.replace("Paragraph", "Section"))
    assert (len(found.paragraphs), found.more) == (MOST_SHOWN, 30)


def test_a_long_stretch_that_stays_is_shown_by_its_ends():
    [pieces] = compare_texts("word " * 1000 + "old", "word " * 1000 + "new").paragraphs
    assert len(pieces[0].text) < 3 * EDGE
    assert "[…]" in pieces[0].text


def test_a_text_of_more_lines_than_are_told_apart_still_shows_that_it_changed():
    lines = [str(n) for n in range(MOST_LINES + 100)]
    [pieces] = compare_texts("\n".join(lines), "\n".join([*lines[:-1], "other"])).paragraphs
    assert {"out", "in"} <= {piece.kind for piece in pieces}


def alternating(words: int, side: str, *, mark: str = "") -> str:
    """Every other word stands on both sides: difflib needs as many rounds as there are words."""
    return " ".join(f"shared{mark}{n} {side}{mark}{n}" for n in range(words))


def rising(words: int, side: str) -> str:
    """The longest stretch always stands at an end: each round leaves nearly everything to the next."""
    return " ".join(" ".join(f"s{n}x{m}" for m in range(n)) + f" {side}{n}" for n in range(words))


def test_one_paragraph_that_takes_too_long_leaves_the_others_their_words():
    older, newer = (alternating(500, side) + "\nThe rain fell on 41 days." for side in ("old", "new"))
    hard, easy = compare_texts(older, newer.replace("41", "43")).paragraphs
    assert [piece.kind for piece in hard][-2:] == ["out", "in"]
    assert [piece.kind for piece in easy] == ["same", "out", "in", "same"]


def test_what_is_left_of_the_work_serves_for_all_that_is_compared_with_it():
    work = Work(left=1_000)
    compare_words("one two three", "one 2 three", work=work)
    assert work.left < 1_000
    work.left = 10
    assert [one.kind for one in compare_words("one two three", "one 2 three", work=work)] == ["out", "in"]


def many(paragraphs: int, words: int) -> tuple[str, str]:
    """A page of paragraphs each of which takes long."""
    marks = [f"p{n}x" for n in range(paragraphs)]
    return tuple("\n".join(alternating(words, side, mark=mark) for mark in marks) for side in ("old", "new"))


HOSTILE = {
    "one word over and over": ("spam " * 100_000, "spam " * 99_000 + "egg " * 1_000),
    "one line over and over": ("spam\n" * 50_000, "egg\n" + "spam\negg\n" * 25_000),
    "a million letters": ("x" * 1_000_000, "y" * 1_000_000),
    "all punctuation": (".," * 200_000, ",." * 200_000),
    "punctuation just short enough": (".," * 190_000, ",." * 190_000),
    "half a million lines": ("a\n" * 500_000, "b\n" * 500_000),
    "half a million blank lines": ("a" + "\n" * 500_000, "b" + "\n" * 500_000),
    "many unlike lines": ("\n".join(map(str, range(100_000))), "\n".join(map(str, range(50_000, 150_000)))),
    "lines in turn": tuple(alternating(20_000, side).replace(" ", "\n") for side in ("old", "new")),
    "words in turn": (alternating(20_000, "old"), alternating(20_000, "new")),
    "words in turn in sixty paragraphs": many(60, 1_400),
    "words in turn in six hundred paragraphs": many(600, 350),
    "words in turn in short paragraphs": many(3_000, 60),
    "stretches of rising length": (rising(300, "old"), rising(300, "new")),
    "few words, often": ("\n".join(["a b c d e f " * 40] * 60), "\n".join(["f e d c b a " * 40] * 60)),
}


# Each takes less than 0.2 s; without the allowance the worst take half a minute.
@pytest.mark.parametrize("name", HOSTILE)
def test_no_two_texts_take_long(name):
    began = time.process_time()
    compare_texts(*HOSTILE[name])
    assert time.process_time() - began < 2
