"""Articles of `seeds/` with the lines of a page injected between their paragraphs, so that every kind is known.

No public set marks captions, so this one is made: captions, credits, bylines, date lines, share lines and stray marks,
each with and without a final stop, at places drawn from a fixed seed. The wording is varied from lists, and is not
taken from the rules it measures.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.road.seeds import SEEDS, seed_files

DRAWN_FROM = 20_260
COPIES = 40
"""Articles made of each seed article."""

SEVERAL = (
    "Firefighters", "Pupils of the old school", "Two divers", "Farmers from the upper valley", "Rescue teams",
    "Members of the rowing club", "Ben Marsh and his daughter", "Council workers", "Shoppers",
)  # fmt: skip
ONE = (
    "A crane driver", "Mayor Ines Calloway", "Ada Holt, 44,", "A nurse", "A volunteer",
    "The new director, Rhoda Quill,",
)  # fmt: skip
DOING = (
    "carr{y} sandbags past", "look{s} at the damage beside", "wait{s} in the rain outside", "stand{s} in front of",
    "inspect{s} a crack in the wall of", "wave{s} to the crowd at", "load{s} crates at", "queue{s} at",
    "walk{s} along the quay behind", "speak{s} to reporters outside",
)  # fmt: skip
WHERE = (
    "the town hall in Port Lorne", "the burnt-out mill", "Kelder General hospital", "the flooded car park",
    "the east pier", "the court in Oberau", "a bakery on Mill Lane", "the new bridge over the Esk",
)  # fmt: skip
THING = (
    "The east pier", "A bus shelter", "An empty ward", "The scene", "The old signal box", "A map of the planned route",
    "The wreck of the ferry", "Flowers", "An artist’s impression of the square",
)  # fmt: skip
PLACED = (
    "at dusk, with the lamps that were fitted in May", "outside the court on Friday",
    "on the third floor of the hospital",
    "at Upper Marrick, where services were doubled in January", "near the harbour after the storm",
    "in the market square, photographed last week",
)  # fmt: skip
POINTED = (
    "Ada Holt, left, with Ben Marsh at the opening of the ward",
    "The mayor (right) is seen leaving the court with her lawyer",
    "Pictured: the control room on the east pier",
    "Rhoda Quill, second left, and other members of the board",
)
CREDITS = (
    "Photograph: Rhoda Quill", "(Rhoda Quill/AP)", "Picture: Ada Holt for the Dunmere Chronicle", "Photo by Ben Marsh",
    "(Reuters)", "Ada Holt via Getty Images", "Image: Port Lorne Harbour Trust",
)  # fmt: skip
NAMES = ("Petra Lisle", "Ben Marsh", "Ada Holt and Bo Ek", "Perrin Adeyemi")
BYLINES = ("By {}", "By {}, health correspondent", "{}, Political Editor", "Words by {}", "By {} in Port Lorne")
DATES = (
    "Published 3 May 2024, 10:15", "Monday 6 May 2024", "May 6, 2024", "Updated: 6 May 2024 at 7.30pm", "3 hours ago",
)  # fmt: skip
PAGE = (
    "Read more: Ten things to know about the new timetable", "Share this article", "Advertisement", "Comments (12)",
    "Sign up for our newsletter to get the news in your inbox", "Follow us on Facebook", "Related articles",
    "© 2024 The Mercury. All rights reserved", "See also: The winter that emptied the harbour",
    "Facebook Twitter WhatsApp",
)  # fmt: skip
MARKS = (">", "***", "* * *", "—", "##", "•")


@dataclass(frozen=True)
class Made:
    """A text, and for each of its lines where it starts and of which kind it is."""

    text: str
    kinds: list[tuple[int, str]]


def make_articles() -> Iterator[Made]:
    """Every article of the set, the same on every call."""
    draw = random.Random(DRAWN_FROM)
    for name in seed_files():
        if name.endswith(".txt"):
            headline, paragraphs = _paragraphs(name)
            for _ in range(COPIES):
                yield _made(draw, headline, paragraphs)


def _paragraphs(name: str) -> tuple[str, list[str]]:
    """The headline and the lines of a seed article that hold nothing but body text."""
    file = SEEDS / name
    gold = [json.loads(line) for line in file.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()]
    body = {one["start"] for one in gold if one["kind"] == "body"}
    headline = next(one["text"] for one in gold if one["kind"] == "headline")
    paragraphs, position = [], 0
    for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
        if position in body:
            paragraphs.append(line.strip())
        position += len(line)
    return headline, paragraphs


def _made(draw: random.Random, headline: str, paragraphs: list[str]) -> Made:
    lines = [(headline, "headline"), (_byline(draw), "boilerplate")]
    for paragraph in paragraphs:
        lines.append((paragraph, "body"))
        if draw.random() < 0.35:
            lines.extend(_injected(draw))
    text, kinds = "", []
    for line, kind in lines:
        kinds.append((len(text), kind))
        text += line + "\n"
    return Made(text, kinds)


def _injected(draw: random.Random) -> list[tuple[str, str]]:
    """One line of a page between two paragraphs, or a run of captions."""
    what = draw.random()
    if what < 0.5:
        return [(_caption(draw), "caption") for _ in range(draw.choice((1, 1, 1, 2, 3)))]
    if what < 0.8:
        return [(_stopped(draw, draw.choice(PAGE)), "boilerplate")]
    if what < 0.9:
        return [(_stopped(draw, draw.choice(DATES)), "boilerplate")]
    return [(draw.choice(MARKS), "artifact")]


def _caption(draw: random.Random) -> str:
    forms = (
        f"{_people_doing(draw)} {draw.choice(WHERE)}",
        f"{draw.choice(THING)} {draw.choice(PLACED)}",
        draw.choice(POINTED),
    )
    words = draw.choice(forms)
    if draw.random() < 0.35:
        return _stopped(draw, f"{words}. {draw.choice(CREDITS)}")
    return _stopped(draw, words)


def _people_doing(draw: random.Random) -> str:
    several = draw.random() < 0.5
    endings = {"s": "", "y": "y"} if several else {"s": "s", "y": "ies"}
    return f"{draw.choice(SEVERAL if several else ONE)} {draw.choice(DOING).format(**endings)}"


def _byline(draw: random.Random) -> str:
    return _stopped(draw, draw.choice(BYLINES).format(draw.choice(NAMES)))


def _stopped(draw: random.Random, words: str) -> str:
    return words + draw.choice(("", "."))
