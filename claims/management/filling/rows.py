"""An invented story as the rows of each table: the names of the columns, and a tuple for every row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from claims.reading import text_hash
from claims.splitting import VERSION
from claims.states import AcceptReason, ArticleStatus, ClaimStatus, DismissReason, FoundAs, Manner, PassageKind

STATUSES = (
    *(ClaimStatus.CANDIDATE,) * 11,
    *(ClaimStatus.ACCEPTED,) * 4,
    ClaimStatus.IN_REVIEW,
    ClaimStatus.PUBLISHED,
    *(ClaimStatus.NOT_PICKED,) * 2,
    ClaimStatus.DISMISSED,
)
TAKEN_ON = {ClaimStatus.ACCEPTED, ClaimStatus.IN_REVIEW, ClaimStatus.PUBLISHED}
REVIEWS_WANTED = 2
HIGHEST_PRIORITY = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a story: the keys of its rows, where its words stand, and whose claim it is."""

    claim: int
    wording: int
    appearance: int
    start: int
    end: int
    words: str
    voice: int


@dataclass(frozen=True, slots=True)
class Story:
    """One invented article and the keys of its rows. The first line is its headline."""

    article: int
    edition: int
    run: int
    outlet: str
    text: str
    said: list[Said]
    at: datetime

    @property
    def headline(self) -> str:
        return self.text.partition("\n")[0]


Rows = Iterator[tuple]

ARTICLE = ("id", "status", "title", "text", "text_hash", "length", "language", "received_at", "current_run_id")
EDITION = ("id", "article_id", "outlet", "url", "published_on", "seen_at")
RUN = (
    "id",
    "article_id",
    "splitter_version",
    "language",
    "started_at",
    "finished_at",
    "passages_found",
    "candidates_found",
)
PASSAGE = ("article_id", "run_id", "ordinal", "start", "end", "kind", "text_hash")
CLAIM = (
    "id",
    "article_id",
    "last_run_id",
    "wording_id",
    "status",
    "language",
    "claimant_id",
    "claim_date",
    "checkworthiness",
    "reasons",
    "types",
    "prior",
    "traits",
    "splitter_version",
    "position",
    "priority",
    "reviews_wanted",
    "open_slots",
    "accepted_because",
    "dismissed_because",
    "created_at",
    "decided_at",
)
WORDING = ("id", "claim_id", "number", "text", "at")
APPEARANCE = (
    "id",
    "claim_id",
    "article_id",
    "edition_id",
    "run_id",
    "spans",
    "start",
    "end",
    "text_hash",
    "manner",
    "found_as",
    "splitter_version",
    "said_on",
)
VOICE = ("appearance_id", "claimant_id")


def articles(stories: list[Story]) -> Rows:
    for one in stories:
        identity, length = text_hash(one.text), len(one.text)
        yield one.article, ArticleStatus.SPLIT, one.headline, one.text, identity, length, "en", one.at, one.run


def editions(stories: list[Story]) -> Rows:
    for one in stories:
        yield one.edition, one.article, one.outlet, f"https://news.example/{one.article}", one.at.date(), one.at


def runs(stories: list[Story]) -> Rows:
    for one in stories:
        found = len(one.said)
        yield one.run, one.article, VERSION, "en", one.at, one.at, found + 1, found


def passages(stories: list[Story]) -> Rows:
    for one in stories:
        headline = one.headline
        yield one.article, one.run, 0, 0, len(headline), PassageKind.HEADLINE, text_hash(headline)
        for ordinal, said in enumerate(one.said, start=1):
            yield one.article, one.run, ordinal, said.start, said.end, PassageKind.BODY, text_hash(said.words)


def claims(stories: list[Story], random: Random, statuses: Sequence[ClaimStatus] = STATUSES) -> Rows:
    for one in stories:
        for said in one.said:
            status = random.choice(statuses)
            decided_at = one.at if status in {*TAKEN_ON, ClaimStatus.DISMISSED} else None
            wanted = REVIEWS_WANTED if status in TAKEN_ON else 0
            seats = wanted if status == ClaimStatus.ACCEPTED else 0
            worth = round(random.random(), 2)
            yield (
                said.claim,
                one.article,
                one.run,
                said.wording,
                status,
                "en",
                said.voice,
                one.at.date(),
                worth,
                '["has a number"]',
                '["numeric"]',
                worth,
                '["has a number", "is numeric"]',
                VERSION,
                said.start,
                int(random.random() * HIGHEST_PRIORITY) if wanted else 0,
                wanted,
                seats,
                random.choice(AcceptReason.values) if wanted else "",
                DismissReason.TRIVIAL if status == ClaimStatus.DISMISSED else "",
                one.at,
                decided_at,
            )


def wordings(stories: list[Story]) -> Rows:
    for one in stories:
        for said in one.said:
            yield said.wording, said.claim, 1, said.words, one.at


def appearances(stories: list[Story]) -> Rows:
    for one in stories:
        for said in one.said:
            yield (
                said.appearance,
                said.claim,
                one.article,
                one.edition,
                one.run,
                f"[[{said.start}, {said.end}]]",
                said.start,
                said.end,
                text_hash(said.words),
                Manner.REPORTS,
                FoundAs.SPLITTER,
                VERSION,
                one.at.date(),
            )


def voices(stories: list[Story]) -> Rows:
    for one in stories:
        for said in one.said:
            yield said.appearance, said.voice
