"""Two versions of a text, compared: nothing is lost, little is shown, and no text takes long."""

import itertools
import random
import time

import pytest

from reviews.word_diff import EDGE, MOST_PAIRS, MOST_SHOWN, compare_texts, compare_words


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


HOSTILE = {
    "one word over and over": ("spam " * 100_000, "spam " * 99_000 + "egg " * 1_000),
    "one line over and over": ("spam\n" * 50_000, "egg\n" + "spam\negg\n" * 25_000),
    "a million letters": ("x" * 1_000_000, "y" * 1_000_000),
    "all punctuation": (".," * 200_000, ",." * 200_000),
    "many unlike lines": ("\n".join(map(str, range(100_000))), "\n".join(map(str, range(50_000, 150_000)))),
    "as many pairs as are compared finely": (
        "\n".join(["a", "b"] * (int(MOST_PAIRS**0.5) // 2)),
        "\n".join(["b", "c", "a"] * (int(MOST_PAIRS**0.5) // 3)),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_two_texts_take_long(name):
    began = time.process_time()
    compare_texts(*HOSTILE[name])
    assert time.process_time() - began < 5  # tenfold what it takes
