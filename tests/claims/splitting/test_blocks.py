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
        "By Ada Holt and Bo Ek, health correspondent.",
        "Ada Holt, Political Editor",
        "Monday 6 May 2024, 7.30pm",
        "PORT LORNE, May 6, 2024",
        "3 hours ago.",
        "Facebook Twitter WhatsApp",
        "Read more: Ten bridges to avoid.",
        "(Reporting by Ada Holt; editing by Bo Ek)",
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
        "By all accounts Ada Holt was right.",
        "He died on Monday, 3 May.",
        "Ada Holt, the editor said, was right.",
        "In May 2024 it rained.",
    ],
)
def test_sentences_that_begin_alike_stay_body(line):
    assert kinds(f"Bridge shut\nIt was closed on Monday.\n{line}\nNobody was hurt.")[2] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "The cracked pier. Photograph: Ada Holt.",
        "Engineers at work on Monday. (Bo Ek/AP)",
        "Ada Holt via Getty Images.",
        "Pictured: the control room.",
        "Ada Holt, left, with Bo Ek at the opening of the ward.",
        "The mayor (right) is seen leaving the court.",
        "Rescue teams carry sandbags past the old mill.",
        "A diver inspects the wall of the pier on Monday.",
        "A bus shelter at Upper Marrick, where services were doubled.",
        "An empty ward on the third floor, photographed last week.",
    ],
)
def test_a_caption_that_ends_with_a_stop_is_told_by_its_words(line):
    assert kinds(f"Bridge shut\nIt was closed on Monday.\n{line}\nNobody was hurt.")[2] == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Nine in ten are seen within a year.",
        "The board plans to reopen ten beds at the hospital.",
        "The average patient waits 31 weeks at Kelder General.",
        "Cars queue on Mill Lane as they did before, residents say.",
        "The party stands for lower taxes.",
        "The bridge at Marsh End carries 4,000 cars a day.",
        "The council, which meets on Monday, has no plan.",
        "Voters left the hall in silence.",
        "The photo was a fake.",
        "“This picture is a fake,” said Ada Holt.",
    ],
)
def test_body_text_that_sounds_alike_stays_body(line):
    assert kinds(f"Bridge shut\nIt was closed on Monday.\n{line}\nNobody was hurt.")[2] == "body"


def test_a_scene_beside_a_caption_is_one_of_a_run():
    text = (
        "Bridge shut\nIt was closed on Monday.\nThe cracked pier of the old bridge seen from a boat\n"
        "Workers take down the lamps.\nNobody was hurt."
    )
    assert kinds(text) == ["headline", "body", "caption", "caption", "body"]


def test_a_first_line_of_several_sentences_is_no_headline():
    assert kinds("‘Will it hold? It must hold!’\nNobody was hurt.\nIt rained.")[0] == "body"


def test_reasons_name_the_rule_that_fired():
    reasons = {
        block.kind: block.reason for block in find_blocks("Bridge shut\nBy Ada Holt\nIt rained.\n>\nIt stopped.")
    }
    assert reasons == {
        "headline": "first line, no final stop",
        "boilerplate": "byline",
        "body": "ends like a sentence",
        "artifact": "no word in it",
    }
