import pytest

from claims.splitting.blocks import find_blocks

ARTICLE = """Bridge shut after cracks are found
>
The bridge was closed on Monday.
Engineers look at the cracked pier from a boat
Drivers now go round by the coast road and the ferry
The council said it would reopen in June.
What happens next
- a new pier by the spring of next year
The old bridge. Photograph: Ada Holt
Read more: Ten bridges to avoid
Nobody was hurt."""


def kinds(text: str, **known) -> list[str]:
    return [block.kind for block in find_blocks(text, **known)]


def test_each_line_of_an_article_is_told_by_its_form():
    assert kinds(ARTICLE) == [
        *("headline", "artifact", "body", "caption", "caption", "body"),
        *("headline", "artifact", "body", "caption", "boilerplate", "body"),
    ]


def test_every_block_says_why():
    assert all(block.reason for block in find_blocks(ARTICLE))


def test_a_line_the_page_marks_is_a_caption_whatever_its_form():
    text = "Bridge shut\nIt was closed on Monday.\nIt will reopen in June."
    start = text.index("It will")
    assert kinds(text, captions=[(start, len(text))]) == ["headline", "body", "caption"]


def test_a_text_without_final_stops_has_no_captions():
    assert set(kinds("first line of words\n" + "we went to the market and bought some bread\n" * 5)) == {
        "headline",
        "body",
    }


def test_a_single_line_is_body():
    assert kinds("The bridge is shut") == ["body"]


def test_lines_wrapped_at_a_column_are_one_paragraph():
    text = (
        "Bridge shut\n\nThe council closed the bridge on Monday after a\ndiver found cracks in one of its two\npiers.\n"
    )
    assert [text[block.start : block.end] for block in find_blocks(text)][1:] == [text.strip().split("\n\n")[1]]


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Holt",
        "Published: 3 May 2024, 10:15",
        "Share this article",
        "Sign up for our newsletter to get the news in your inbox",
        "Advertisement",
        "© 2024 The Mercury",
        "This work is copyright. All rights reserved.",
        "Comments (12)",
        "Follow us on Facebook",
        "RELATED ARTICLES",
    ],
)
def test_lines_of_the_page_are_boilerplate(line):
    assert kinds(f"Bridge shut\nIt was closed on Monday.\n{line}\nNobody was hurt.")[2] == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Read the report, the mayor said.",
        "By Monday the bridge was shut.",
        "Share prices fell on Tuesday.",
        "Follow-up work starts in June.",
        "Comments were made in anger.",
    ],
)
def test_sentences_that_begin_alike_stay_body(line):
    assert kinds(f"Bridge shut\nIt was closed on Monday.\n{line}\nNobody was hurt.")[2] == "body"
