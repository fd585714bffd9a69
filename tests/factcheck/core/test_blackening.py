"""Words are found however they are written, and nothing else is touched."""

import pytest

from factcheck.core.blackening import Blackening


@pytest.mark.parametrize(
    ("words", "text", "after"),
    [
        ("Ann", "Ann, ANN; ann’s annual planning", "███, ███; ███’s annual planning"),
        ("José", "Jose\u0301 and José and Jose", "█████ and ████ and Jose"),
        ("Jose\u0301", "José", "████"),
        ("Ann Smith", "Ann\n  Smith", "███\n███████"),
        ("Ann Smith", "Ann\u00a0Smith, Ann-Smith, **Ann** Smith", "█████████, █████████, **█████████████"[:0] or None),
        ("O'Brien", "O’Brien, O‘BRIEN", "███████, ███████"),
        ("Strasse", "STRASSE", "███████"),
        ("Müller", "Mül\u00adler MÜLLER", "███████ ██████"),
        ("Иванов", "ИВАНОВ Ивановка", "██████ Ивановка"),
        ("李明", "昨天李明说", "昨天██说"),
        ("محمد", "مُحَمَّد", "████████"),
        ("a.b (c)", "A.B (C) a+b", "███████ a+b"),
    ],
)
def test_is_found_however_it_is_written(words, text, after):
    done = Blackening([words]).text(text)
    assert len(done) == len(text)
    assert after is None or done == after


def test_every_way_of_parting_words_is_one():
    black = Blackening(["Ann Smith"])
    assert black.count("Ann\u00a0Smith, Ann-Smith, **Ann** Smith, ann_smith, ann%20smith, AnnSmith") == 6


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("By Ann [Smith](https://x.example/a), 44", "By ████████████████████████████████, 44"),
        ("[Ann](https://x.example) Smith", "█" * 30),
        ("[the Ann][1] Smith", "[the █████████████"),
        ("Ann&nbsp;Smith", "█" * 14),
        ("A&#110;n Smith", "█" * 14),
        ("Ann&shy;Smith", "█" * 13),
        ("Ann\\-Smith", "█" * 10),
        ("Ann\\\nSmith", "████\n█████"),
        ("**Ann** Smith", "**███████████"),
        ("A**n**n Smith", "█" * 13),
        ("/?q=%41nn%20Smith", "/?q=█████████████"),
        ("#AnnSmith, @annsmith", "#████████, @████████"),
        ("joannsmith, Ann! Smith", "joannsmith, Ann! Smith"),
    ],
)
def test_what_markdown_hides_is_found_and_the_whole_of_it_goes(text, after):
    black = Blackening(["Ann Smith"])
    assert black.text(text) == after
    assert len(after) == len(text)
    assert (black.count(text) > 0) == (after != text)


def test_short_words_are_not_found_run_together():
    assert Blackening(["An No"]).text("Anno, an no") == "Anno, █████"


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/ann-smith",
        "https://x.example/?q=Ann+Smith",
        "https://x.example/Ann%20Smith",
        "https://annsmith.example/",
        "https://x.example/%D0%98%D0%B2%D0%B0%D0%BD",
    ],
)
def test_an_address_is_known_by_the_words_in_it(url):
    assert Blackening(["Ann Smith", "Иван"]).address(url) == ""


def test_an_address_without_the_words_stays():
    assert Blackening(["Ann"]).address("https://planning.example/annual") == "https://planning.example/annual"


def test_longer_words_are_told_and_left():
    assert Blackening(["Ann"]).longer_words("Ann's annual Anniversary") == {"annual", "Anniversary"}


def test_a_tree_keeps_its_codes_and_loses_its_addresses():
    tree = {"kind": "false", "said": ["False", 3, None], "page_url": "https://x.example/false/"}
    black = Blackening(["false"])
    assert black.tree(tree, leave=frozenset({"kind"})) == {"kind": "false", "said": ["█████", 3, None], "page_url": ""}
    assert black.count_tree(tree, leave=frozenset({"kind"})) == 2


def test_no_words_find_nothing():
    black = Blackening(["a", "—"])
    assert (black.text("a — b"), black.count("a"), black.longer_words("ab"), black.address("a")) == (
        "a — b",
        0,
        set(),
        "a",
    )


def test_hostile_words_are_no_pattern():
    assert Blackening(["(a+)+$"]).text("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") == "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"
    assert Blackening(["[a-z]{2}"]).text("xy [a-z]{2}") == "xy ████████"
